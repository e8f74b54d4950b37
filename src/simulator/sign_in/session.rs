//! What a connection has of a sign-in: NTLM and Negotiate belong to the connection, not to the request.

use super::ntlm::{self, Challenge, Host, Kind};
use super::{Accounts, Verdict, spnego};
use crate::simulator::log::SignInOutcome;
use crate::simulator::options::{ExtendedProtection, Scheme};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;
use std::time::Instant;

/// The state of one connection.
#[derive(Default)]
pub(in crate::simulator) enum Session {
    /// Nobody has signed in.
    #[default]
    Nobody,
    /// A handshake waits for the client's response.
    Challenged(Waiting),
    /// Somebody has: all requests are theirs.
    SignedIn,
}

/// A handshake under way.
pub(in crate::simulator) struct Waiting {
    scheme: Scheme,
    challenge: Challenge,
    /// The client's list of mechanisms, where it wrapped its message.
    mechanisms: Option<Vec<u8>>,
}

/// What a response must be bound to.
#[derive(Clone, Copy)]
pub(in crate::simulator) struct Protection<'a> {
    pub policy: ExtendedProtection,
    /// The hash of this server's certificate, under TLS.
    pub certificate_hash: Option<&'a [u8]>,
}

impl Protection<'_> {
    fn allows(self, response: &ntlm::Response<'_>) -> bool {
        // Without TLS there is nothing to be bound to.
        let bound = self.certificate_hash.and_then(|hash| response.is_bound_to(hash));
        match self.policy {
            ExtendedProtection::Off => true,
            ExtendedProtection::Allow => bound != Some(false),
            ExtendedProtection::Require => bound == Some(true),
        }
    }
}

/// A message of a handshake as it came: with or without SPNEGO around it.
struct Message {
    content: Vec<u8>,
    mechanisms: Option<Vec<u8>>,
    signature: Option<Vec<u8>>,
    wrapped: bool,
}

impl Message {
    fn read(scheme: Scheme, value: &str) -> Option<Self> {
        let bytes = STANDARD.decode(value.trim()).ok()?;
        // Some clients put NTLM into Negotiate as it is, and Windows takes it.
        if ntlm::kind(&bytes).is_some() {
            return Some(Self { content: bytes, mechanisms: None, signature: None, wrapped: false });
        }
        let token = spnego::read(&bytes).filter(|_| scheme == Scheme::Negotiate)?;
        let spnego::Token { mechanisms, message, signature } = token;
        Some(Self { content: message, mechanisms, signature, wrapped: true })
    }
}

impl Session {
    /// Judges a message of a handshake; a response that is refused counts as one logon.
    pub(super) fn judge(
        &mut self,
        scheme: Scheme,
        value: &str,
        accounts: &mut Accounts,
        protection: Protection<'_>,
        host: &Host<'_>,
        now: Instant,
    ) -> Verdict {
        let before = std::mem::take(self);
        let Some(message) = Message::read(scheme, value) else { return Verdict::unreadable() };
        match (ntlm::kind(&message.content), before) {
            (Some(Kind::Opening), _) => self.open(scheme, &message, host),
            (Some(Kind::Response), Session::Challenged(waiting)) if waiting.scheme == scheme => {
                self.respond(&waiting, &message, accounts, protection, now)
            }
            _ => Verdict::unreadable(),
        }
    }

    fn open(&mut self, scheme: Scheme, message: &Message, host: &Host<'_>) -> Verdict {
        let mut random = [0; 8];
        // Without randomness no handshake: a guessable challenge would be none.
        if getrandom::fill(&mut random).is_err() {
            return Verdict::unreadable();
        }
        let challenge = Challenge::new(&message.content, random, host);
        let token = if message.wrapped { spnego::challenge(challenge.message()) } else { challenge.message().to_vec() };
        *self = Session::Challenged(Waiting { scheme, challenge, mechanisms: message.mechanisms.clone() });
        Verdict { outcome: SignInOutcome::Step, account: None, token: header(scheme, &token) }
    }

    fn respond(
        &mut self,
        waiting: &Waiting,
        message: &Message,
        accounts: &mut Accounts,
        protection: Protection<'_>,
        now: Instant,
    ) -> Verdict {
        let Some(response) = waiting.challenge.response(&message.content) else { return Verdict::unreadable() };
        let account = response.account();
        let mut outcome = accounts.log_on(&account, |password| response.proves(password), now);
        let list = waiting.mechanisms.as_deref().unwrap_or_default();
        let mut token = None;
        if outcome == SignInOutcome::Accepted {
            let password = accounts.password();
            let forged = |given: &[u8]| given != response.client_signature(password, list);
            if !protection.allows(&response) {
                outcome = SignInOutcome::Unbound;
            } else if message.signature.as_deref().is_some_and(forged) {
                outcome = SignInOutcome::Unreadable;
            } else {
                let own = message.signature.is_some().then(|| response.server_signature(password, list));
                let done = message.wrapped.then(|| spnego::completed(own.as_ref().map(<[u8; 16]>::as_slice)));
                token = done.and_then(|done| header(waiting.scheme, &done));
                *self = Session::SignedIn;
            }
        }
        Verdict { outcome, account: Some(account), token }
    }
}

fn header(scheme: Scheme, token: &[u8]) -> Option<HeaderValue> {
    HeaderValue::try_from(format!("{} {}", scheme.name(), STANDARD.encode(token))).ok()
}
