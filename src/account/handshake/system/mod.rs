//! The signed-in user's side of a handshake: the system makes the messages, and no name or password passes through here.
//!
//! On Windows by SSPI. On Linux and macOS, in builds with the feature `kerberos`, by GSS-API with the tickets of `kinit`.

use super::Failure;
use super::context::blocking;

#[cfg(windows)]
mod windows;
#[cfg(windows)]
use windows as user;

#[cfg(all(unix, feature = "kerberos"))]
mod tickets;
#[cfg(all(unix, feature = "kerberos"))]
use tickets as user;

#[cfg(not(any(windows, all(unix, feature = "kerberos"))))]
mod absent;
#[cfg(not(any(windows, all(unix, feature = "kerberos"))))]
use absent as user;

pub(super) use user::SystemContext;

/// Who is signed in to this computer, or has a ticket: `DOMAIN\user` or `user@REALM`, as the system names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedInUser(String);

impl SignedInUser {
    /// Asks the system.
    ///
    /// # Errors
    /// When nobody is signed in who could be named, or this build cannot ask.
    pub async fn find() -> Result<Self, Failure> {
        blocking(user::account).await.map(Self)
    }

    /// As the system names them.
    pub fn name(&self) -> &str {
        &self.0
    }
}
