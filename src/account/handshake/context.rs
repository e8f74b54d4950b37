//! One handshake's side of the client, whoever makes its messages.

#[cfg(feature = "kerberos")]
use super::kerberos::KerberosContext;
use super::password::PasswordContext;
use super::system::SystemContext;
use super::{Credential, Failure, Scheme};
use crate::net::ChannelBinding;

/// How NTLM's first message begins: its name, and its number.
const NTLM_OPENING: &[u8] = b"NTLMSSP\0\x01\0\0\0";

/// A handshake under way.
pub(super) enum SecurityContext {
    /// With a typed password.
    Password(Box<PasswordContext>),
    /// Kerberos with a typed password.
    #[cfg(feature = "kerberos")]
    Kerberos(KerberosContext),
    /// Of the signed-in user, by the system.
    System(SystemContext),
}

/// A message for the server.
pub(super) struct Message {
    pub(super) bytes: Vec<u8>,
    /// Whether it proves the account: a 401 to it is a refusal.
    pub(super) proves: bool,
}

impl Message {
    /// Only NTLM's first message is known to prove nothing, alone or within SPNEGO. A ticket is a proof with the first one.
    fn new(bytes: Vec<u8>) -> Self {
        let proves = !bytes.windows(NTLM_OPENING.len()).any(|part| part == NTLM_OPENING);
        Self { bytes, proves }
    }
}

impl SecurityContext {
    /// With `credential`, for the web service of `host`.
    pub(super) async fn begin(scheme: Scheme, credential: &Credential, host: &str) -> Result<Self, Failure> {
        Ok(match credential {
            #[cfg(feature = "kerberos")]
            Credential::Typed { username, password } if scheme == Scheme::Kerberos => {
                Self::Kerberos(KerberosContext::new(username, password, host))
            }
            Credential::Typed { username, password } => {
                let context = PasswordContext::new(scheme, username, password).map_err(Failure::Message)?;
                Self::Password(Box::new(context))
            }
            Credential::SignedIn(user) => {
                let (user, host) = (user.clone(), host.to_owned());
                Self::System(blocking(move || SystemContext::begin(scheme, &user, &host)).await?)
            }
        })
    }

    /// The first message, or the answer to the server's `challenge`, bound to its certificate where that is known.
    pub(super) async fn step(
        self,
        challenge: Option<Vec<u8>>,
        binding: Option<ChannelBinding>,
    ) -> Result<(Self, Message), Failure> {
        let (context, bytes) = match self {
            Self::Password(mut context) => {
                let bytes = context.step(challenge.as_deref(), binding.as_ref()).map_err(Failure::Message)?;
                (Self::Password(context), bytes)
            }
            #[cfg(feature = "kerberos")]
            Self::Kerberos(context) => {
                let step = move || Ok((context.step(challenge.as_deref(), binding.as_ref())?, context));
                let (bytes, context) = blocking(step).await?;
                (Self::Kerberos(context), bytes)
            }
            Self::System(mut context) => {
                let step = move || Ok((context.step(challenge.as_deref(), binding.as_ref())?, context));
                let (bytes, context) = blocking(step).await?;
                (Self::System(context), bytes)
            }
        };
        Ok((context, Message::new(bytes)))
    }
}

/// The system asks domain controllers where need be, which takes its time.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|error| Err(Failure::Message(error.to_string())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_not_known_to_be_an_opening_proves() {
        for (bytes, proves) in [
            (&b"NTLMSSP\0\x01\0\0\0\x97"[..], false),
            (b"\x60\x40\x06\x06+\x06\x01\x05\x05\x02NTLMSSP\0\x01\0\0\0\x97", false),
            (b"NTLMSSP\0\x03\0\0\0", true),
            (b"\x60\x82\x06\x06\x09*\x86H\x86\xf7\x12\x01\x02\x02\x01\0", true),
            (b"", true),
        ] {
            assert_eq!(Message::new(bytes.to_vec()).proves, proves, "{bytes:?}");
        }
    }
}
