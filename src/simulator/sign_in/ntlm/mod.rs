//! NTLM version 2 as a server does it (MS-NLMP), written for this server alone and held against the specification's own
//! examples, so that no client is measured by itself.

mod messages;
mod proof;
#[cfg(test)]
mod tests;

pub(super) use messages::Host;

use messages::Authenticate;
use proof::{Key, Side};

/// A challenge that waits for its response.
pub(super) struct Challenge {
    server_challenge: [u8; 8],
    opening: Vec<u8>,
    message: Vec<u8>,
}

/// What a client's message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Opening,
    Response,
}

/// None where it is not one of NTLM, or not one of a client.
pub(super) fn kind(message: &[u8]) -> Option<Kind> {
    match messages::kind(message)? {
        1 => Some(Kind::Opening),
        3 => Some(Kind::Response),
        _ => None,
    }
}

impl Challenge {
    /// The answer to a client's opening message.
    pub(super) fn new(opening: &[u8], server_challenge: [u8; 8], host: &Host<'_>) -> Self {
        let message = messages::challenge(host, server_challenge, messages::wants_signatures(opening));
        Self { server_challenge, opening: opening.to_vec(), message }
    }

    /// The message for the client.
    pub(super) fn message(&self) -> &[u8] {
        &self.message
    }

    /// Reads the client's response; none where it cannot be read, or is of version 1.
    pub(super) fn response<'a>(&'a self, message: &[u8]) -> Option<Response<'a>> {
        Some(Response { challenge: self, message: Authenticate::read(message)? })
    }
}

/// A client's response to a challenge.
pub(super) struct Response<'a> {
    challenge: &'a Challenge,
    message: Authenticate,
}

impl Response<'_> {
    /// `DOMAIN\user`, or the user alone.
    pub(super) fn account(&self) -> String {
        let Authenticate { domain, user, .. } = &self.message;
        if domain.is_empty() { user.clone() } else { format!("{domain}\\{user}") }
    }

    /// Whether it proves that the client knows `password`, and nobody changed the messages on the way.
    pub(super) fn proves(&self, password: &str) -> bool {
        let key = self.response_key(password);
        let proof = proof::nt_proof(&key, &self.challenge.server_challenge, &self.message.blob);
        let whole = self.message.integrity.as_ref().is_none_or(|(seal, message)| {
            let messages = [self.challenge.opening.as_slice(), &self.challenge.message, message];
            proof::integrity(&proof::session_key(&key, &proof), messages) == *seal
        });
        proof == self.message.nt_proof && whole
    }

    /// Whether it is bound to a certificate with this hash; none where it is bound to nothing.
    pub(super) fn is_bound_to(&self, certificate_hash: &[u8]) -> Option<bool> {
        // Zeros say that the client knows of channel bindings and has none.
        let binding = self.message.channel_binding.filter(|binding| *binding != [0; 16])?;
        Some(binding == proof::channel_binding(certificate_hash))
    }

    /// The client's signature under the session that `password` makes.
    pub(super) fn client_signature(&self, password: &str, data: &[u8]) -> [u8; 16] {
        proof::signature(&self.session_key(password), Side::Client, data)
    }

    /// The server's.
    pub(super) fn server_signature(&self, password: &str, data: &[u8]) -> [u8; 16] {
        proof::signature(&self.session_key(password), Side::Server, data)
    }

    fn response_key(&self, password: &str) -> Key {
        proof::response_key(password, &self.message.user, &self.message.domain)
    }

    fn session_key(&self, password: &str) -> Key {
        proof::session_key(&self.response_key(password), &self.message.nt_proof)
    }
}
