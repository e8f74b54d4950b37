//! No signed-in user: neither Windows nor a build with Kerberos.

use super::SignedInUser;
use crate::account::handshake::{Failure, Scheme};
use crate::net::ChannelBinding;

/// There is none.
pub(in crate::account::handshake) enum SystemContext {}

const NOT_HERE: &str = "this build cannot sign in as the user of this computer";

pub(super) fn account() -> Result<String, Failure> {
    Err(Failure::Message(NOT_HERE.to_owned()))
}

impl SystemContext {
    pub(in crate::account::handshake) fn begin(_: Scheme, _: &SignedInUser, _: &str) -> Result<Self, Failure> {
        Err(Failure::Message(NOT_HERE.to_owned()))
    }

    pub(in crate::account::handshake) fn step(
        &mut self,
        _: Option<&[u8]>,
        _: Option<&ChannelBinding>,
    ) -> Result<Vec<u8>, Failure> {
        match *self {}
    }
}
