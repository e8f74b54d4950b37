//! Credentials and the ways to sign in, and the channel through which a source's requests leave, guarded.

mod channel;

pub use channel::{Channel, ChannelError, Judge, Trigger};
