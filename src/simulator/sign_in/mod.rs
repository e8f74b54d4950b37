//! Who may come in: accounts, their passwords, and what a domain controller does when a password is wrong.
//!
//! Each way to sign in reads its own `Authorization` header (see [`basic`]) and asks [`Accounts`] for the verdict, so
//! that refused logons of every scheme count towards one lock-out, as they do in a domain.

mod account;
mod basic;
mod lockout;

pub(super) use account::Accounts;

use super::log::SignInOutcome;
use http::{HeaderMap, HeaderValue, header};
use std::time::Instant;

/// What became of a request's credentials, and whose they were.
pub(super) struct Verdict {
    /// The decision.
    pub outcome: SignInOutcome,
    /// The account as the client spelt it, where it could be read.
    pub account: Option<String>,
}

/// Judges the credentials of a request at `now`; a wrong password counts.
pub(super) fn judge(headers: &HeaderMap, accounts: &mut Accounts, now: Instant) -> Verdict {
    let Some(value) = headers.get(header::AUTHORIZATION) else {
        return Verdict { outcome: SignInOutcome::Missing, account: None };
    };
    match basic::read(value) {
        None => Verdict { outcome: SignInOutcome::Unreadable, account: None },
        Some(logon) => {
            Verdict { outcome: accounts.log_on(&logon.user, &logon.password, now), account: Some(logon.user) }
        }
    }
}

/// The `WWW-Authenticate` headers of a 401, one for each way to sign in.
pub(super) fn challenges(host: &str) -> Vec<HeaderValue> {
    vec![basic::challenge(host)]
}
