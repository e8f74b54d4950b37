//! Credentials and the ways to sign in, and the channel through which a source's requests leave, guarded.

mod basic;
mod channel;
mod choice;
mod credential;
mod handshake;
pub mod oauth;
mod outcome;
mod tagging;

pub use crate::guard::Trigger;
pub use basic::BasicAccount;
use channel::to_its_end;
pub use channel::{Channel, ChannelError, Judge};
pub use choice::{Choice, sign_out};
pub use credential::Credential;
pub use handshake::{Failure, HandshakeAccount, HandshakeError, KerberosFault, Scheme, SchemeChoice, SignedInUser};
pub use tagging::{Origin, share_tag, tag_of, tag_store};

/// The name under which the key store keeps this program's secrets.
pub const KEY_STORE_SERVICE: &str = "Attendant Calendar";
