//! Sign-ins that belong to a connection: NTLM and Negotiate, by name and password or as the signed-in user, and whatever the
//! server's challenge asks for.

mod account;
mod context;
mod failure;
#[cfg(feature = "kerberos")]
mod kerberos;
mod password;
mod scheme;
#[cfg(feature = "kerberos")]
mod spnego;
mod steps;
mod system;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod walk;

use crate::store::Secret;
pub use account::HandshakeAccount;
pub use failure::{Failure, KerberosFault};
pub use scheme::{Scheme, SchemeChoice};
pub use system::SignedInUser;

/// Who signs in.
#[derive(Debug, Clone)]
enum Credential {
    /// An account with its password.
    Typed { username: String, password: Secret },
    /// Whoever is signed in to this computer, or has a ticket. The system proves them.
    SignedIn(SignedInUser),
}

/// Why no proof could be sent, although the server answers. Nothing was counted against the account.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HandshakeError {
    /// The server does not offer the scheme that settings name, or none that is known here.
    #[error("{host} offers {offered:?}, not {wanted:?}")]
    NotOffered {
        /// The host asked.
        host: String,
        /// The names of the schemes that it offers, as it spells them; empty: it named none.
        offered: Vec<String>,
        /// The schemes that would do.
        wanted: Vec<Scheme>,
    },
    /// A message of the handshake cannot be made, or the server's cannot be read.
    #[error("the handshake with {host}: {reason}")]
    Message {
        /// The host asked.
        host: String,
        /// In the words of the library.
        reason: String,
    },
    /// Kerberos has no ticket to show.
    #[error("Kerberos for {host}: {fault}")]
    Kerberos {
        /// The host asked.
        host: String,
        /// Why.
        fault: KerberosFault,
    },
    /// The connection ended between two steps: server, or something in between, does not keep connections.
    #[error("{host} does not keep the connection that the handshake needs")]
    NotKept {
        /// The host asked.
        host: String,
    },
}
