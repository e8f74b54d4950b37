//! NTLM, and SPNEGO around it, with a typed password, by the library `sspi`.

use super::Scheme;
use crate::net::ChannelBinding;
use crate::store::Secret;
use md4::{Digest, Md4};
use sspi::ntlm::NtlmConfig;
use sspi::{
    AuthIdentityBuffers, BufferType, ClientRequestFlags, CredentialsBuffers, DataRepresentation, Negotiate,
    NegotiateConfig, Ntlm, NtlmHash, SecurityBuffer, Sspi,
};
use zeroize::Zeroizing;

/// Under Negotiate a typed password uses NTLM: a key distribution centre would count a wrong one too.
const PACKAGES: &str = "ntlm";

/// A handshake under way: opening, then the response to the server's challenge.
pub(super) struct PasswordContext {
    mechanism: Mechanism,
    identity: AuthIdentityBuffers,
}

enum Mechanism {
    Ntlm(Box<Ntlm>),
    Negotiate(Box<Negotiate>),
}

impl PasswordContext {
    /// For `DOMAIN\user`, `user@domain` or a name alone.
    ///
    /// # Errors
    /// In the library's words.
    pub(super) fn new(scheme: Scheme, username: &str, password: &Secret) -> Result<Self, String> {
        let mechanism = match scheme {
            Scheme::Negotiate => {
                let config =
                    NegotiateConfig::new(Box::<NtlmConfig>::default(), Some(PACKAGES.to_owned()), String::new());
                Mechanism::Negotiate(Box::new(Negotiate::new_client(config).map_err(|error| error.to_string())?))
            }
            Scheme::Ntlm => Mechanism::Ntlm(Box::new(Ntlm::with_config(NtlmConfig::default()))),
            Scheme::Kerberos | Scheme::Basic => return Err(format!("{scheme:?} with a password is no NTLM")),
        };
        // A name with an `@` and no domain stays whole; the server finds the domain.
        let (domain, user) = username.split_once('\\').unwrap_or(("", username));
        if user.is_empty() || user.contains('\\') {
            return Err("the user name is neither DOMAIN\\user nor user@domain".to_owned());
        }
        // The library gets the password's hash alone. It also takes hashes for passwords that look like one, which this avoids.
        let password: Zeroizing<Vec<u8>> =
            Zeroizing::new(password.expose().encode_utf16().flat_map(u16::to_le_bytes).collect());
        let hash = NtlmHash::from_bytes(Md4::digest(password.as_slice()).into());
        Ok(Self { mechanism, identity: AuthIdentityBuffers::from_utf8_with_hash(user, domain, &hash) })
    }

    /// The first message, or the response to the server's `challenge`, which proves that the password is known here. It is bound
    /// to the server's certificate where that is known.
    ///
    /// # Errors
    /// In the library's words, mostly of a challenge that cannot be read.
    pub(super) fn step(
        &mut self,
        challenge: Option<&[u8]>,
        binding: Option<&ChannelBinding>,
    ) -> Result<Vec<u8>, String> {
        let Some(challenge) = challenge else { return self.advance(None) };
        let mut input = vec![SecurityBuffer::new(challenge.to_vec(), BufferType::Token)];
        if let Some(binding) = binding {
            input.push(SecurityBuffer::new(binding.sspi_buffer(), BufferType::ChannelBindings));
        }
        self.advance(Some(input))
    }

    fn advance(&mut self, input: Option<Vec<SecurityBuffer>>) -> Result<Vec<u8>, String> {
        match &mut self.mechanism {
            Mechanism::Ntlm(ntlm) => {
                let mut identity = Some(self.identity.clone());
                advance(ntlm.as_mut(), &mut identity, ClientRequestFlags::empty(), input)
            }
            Mechanism::Negotiate(negotiate) => {
                let mut identity = Some(CredentialsBuffers::AuthIdentity(self.identity.clone()));
                // SPNEGO signs its list of mechanisms, so signatures have to be agreed on.
                advance(negotiate.as_mut(), &mut identity, ClientRequestFlags::INTEGRITY, input)
            }
        }
    }
}

fn advance<M: Sspi>(
    mechanism: &mut M,
    identity: &mut M::CredentialsHandle,
    requirements: ClientRequestFlags,
    mut input: Option<Vec<SecurityBuffer>>,
) -> Result<Vec<u8>, String> {
    let mut output = [SecurityBuffer::new(Vec::new(), BufferType::Token)];
    let mut builder = mechanism
        .initialize_security_context()
        .with_credentials_handle(identity)
        .with_context_requirements(requirements)
        .with_target_data_representation(DataRepresentation::Network)
        .with_output(&mut output);
    builder.input = input.as_deref_mut();
    let done = mechanism.initialize_security_context_impl(&mut builder).and_then(|mut steps| steps.resolve_to_result());
    done.map_err(|error| error.to_string())?;
    let [token] = output;
    Ok(token.buffer)
}
