//! One handshake's side of the client, by the library `sspi`.
//!
//! The signed-in Windows user (no name, no password) belongs here as another kind of context, over the system's own SSPI.

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
pub(super) struct SecurityContext {
    mechanism: Mechanism,
    identity: AuthIdentityBuffers,
}

enum Mechanism {
    Ntlm(Box<Ntlm>),
    Negotiate(Box<Negotiate>),
}

impl SecurityContext {
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
            Scheme::Basic => return Err("Basic is no handshake".to_owned()),
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

    /// The first message. It proves nothing.
    ///
    /// # Errors
    /// In the library's words.
    pub(super) fn opening(&mut self) -> Result<Vec<u8>, String> {
        self.step(None)
    }

    /// The response to the server's challenge, bound to its certificate where that is known. It proves that the password is
    /// known here.
    ///
    /// # Errors
    /// In the library's words, mostly of a challenge that cannot be read.
    pub(super) fn response(&mut self, challenge: &[u8], binding: Option<&ChannelBinding>) -> Result<Vec<u8>, String> {
        let mut input = vec![SecurityBuffer::new(challenge.to_vec(), BufferType::Token)];
        if let Some(binding) = binding {
            input.push(SecurityBuffer::new(bindings_buffer(binding), BufferType::ChannelBindings));
        }
        self.step(Some(input))
    }

    fn step(&mut self, input: Option<Vec<SecurityBuffer>>) -> Result<Vec<u8>, String> {
        match &mut self.mechanism {
            Mechanism::Ntlm(ntlm) => {
                let mut identity = Some(self.identity.clone());
                step(ntlm.as_mut(), &mut identity, ClientRequestFlags::empty(), input)
            }
            Mechanism::Negotiate(negotiate) => {
                let mut identity = Some(CredentialsBuffers::AuthIdentity(self.identity.clone()));
                // SPNEGO signs its list of mechanisms, so signatures have to be agreed on.
                step(negotiate.as_mut(), &mut identity, ClientRequestFlags::INTEGRITY, input)
            }
        }
    }
}

fn step<M: Sspi>(
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

/// `SEC_CHANNEL_BINDINGS` without addresses: a head of eight numbers, then the data.
fn bindings_buffer(binding: &ChannelBinding) -> Vec<u8> {
    const HEAD: u32 = 32;
    let data = binding.application_data();
    let length = u32::try_from(data.len()).unwrap_or_default();
    let mut buffer = vec![0; 24];
    buffer.extend(length.to_le_bytes());
    buffer.extend(HEAD.to_le_bytes());
    buffer.extend(data);
    buffer
}
