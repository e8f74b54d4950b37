//! Who may come in: accounts, their passwords, and what a domain controller does when a password is wrong.
//!
//! Each way to sign in reads its own `Authorization` header ([`basic`], [`ntlm`], [`spnego`]) and asks [`Accounts`] for
//! the verdict, so that refused logons of every scheme count towards one lock-out, as they do in a domain.

mod account;
mod basic;
mod lockout;
mod ntlm;
mod session;
mod spnego;

pub(super) use account::Accounts;
pub(super) use session::{Protection, Session};

use super::company::DOMAIN;
use super::log::SignInOutcome;
use super::options::{Offer, Scheme};
use chrono::Utc;
use http::{HeaderMap, HeaderValue, header};
use ntlm::Host;
use std::time::Instant;

/// What became of a request's credentials, and whose they were.
pub(super) struct Verdict {
    /// The decision.
    pub outcome: SignInOutcome,
    /// The account as the client spelt it, where it could be read.
    pub account: Option<String>,
    /// What the server says in its turn, as a `WWW-Authenticate` header.
    pub token: Option<HeaderValue>,
}

impl Verdict {
    fn new(outcome: SignInOutcome) -> Self {
        Self { outcome, account: None, token: None }
    }

    fn unreadable() -> Self {
        Self::new(SignInOutcome::Unreadable)
    }
}

/// Judges the credentials of a request at `now` on the connection of `session`; a wrong password counts. `server` is this
/// server's own name.
pub(super) fn judge(
    headers: &HeaderMap,
    session: &mut Session,
    accounts: &mut Accounts,
    (offer, protection, server): (&Offer, Protection<'_>, &str),
    now: Instant,
) -> Verdict {
    let Some(value) = headers.get(header::AUTHORIZATION) else {
        return Verdict::new(match session {
            Session::SignedIn => SignInOutcome::SignedIn,
            Session::Nobody | Session::Challenged(_) => SignInOutcome::Missing,
        });
    };
    let text = value.to_str().unwrap_or_default();
    let (name, rest) = text.split_once(' ').unwrap_or((text, ""));
    let scheme = offer.schemes.iter().copied().find(|scheme| scheme.name().eq_ignore_ascii_case(name));
    match (scheme, basic::read(value)) {
        (Some(Scheme::Basic), Some(logon)) => {
            let outcome = accounts.log_on(&logon.user, |password| password == logon.password, now);
            Verdict { outcome, account: Some(logon.user), token: None }
        }
        (Some(scheme @ (Scheme::Ntlm | Scheme::Negotiate)), _) => {
            let domain = DOMAIN.split('.').next().unwrap_or_default().to_uppercase();
            let host = Host { netbios_domain: &domain, netbios_name: server, dns_domain: DOMAIN, time: file_time() };
            session.judge(scheme, rest, accounts, protection, &host, now)
        }
        (None | Some(Scheme::Basic), _) => Verdict::unreadable(),
    }
}

/// The scheme that a request's `Authorization` header names, for the log.
pub(super) fn scheme_named(headers: &HeaderMap) -> Option<String> {
    let name = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split(' ').next()?;
    Some(name.chars().filter(char::is_ascii_alphanumeric).take(20).collect())
}

/// Now, in 100 ns since 1601.
fn file_time() -> u64 {
    const FROM_1601_TO_1970: u64 = 11_644_473_600;
    let since = u64::try_from(Utc::now().timestamp_micros()).unwrap_or_default();
    (since + FROM_1601_TO_1970 * 1_000_000) * 10
}

/// The `WWW-Authenticate` headers of a 401 from `host`: one for each way to sign in, or one with all of them. `token` is a
/// handshake's own.
pub(super) fn challenges(host: &str, offer: &Offer, token: Option<HeaderValue>) -> Vec<HeaderValue> {
    let plain = |scheme: &Scheme| match scheme {
        Scheme::Basic => basic::challenge(host),
        Scheme::Ntlm => HeaderValue::from_static("NTLM"),
        Scheme::Negotiate => HeaderValue::from_static("Negotiate"),
    };
    let under_way = token.as_ref().and_then(|token| token.to_str().ok()?.split(' ').next().map(str::to_owned));
    let others = offer.schemes.iter().filter(|scheme| under_way.as_deref() != Some(scheme.name())).map(plain);
    let all: Vec<HeaderValue> = token.clone().into_iter().chain(others).collect();
    if !offer.in_one_header {
        return all;
    }
    let joined = all.iter().filter_map(|value| value.to_str().ok()).collect::<Vec<_>>().join(", ");
    HeaderValue::try_from(joined).into_iter().collect()
}
