//! What the server saw and what it decided: one line a request, and counters.

use chrono::{DateTime, Utc};
use serde::Serialize;
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What became of a request's credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Default)]
#[serde(rename_all = "kebab-case")]
pub enum SignInOutcome {
    /// The request was answered before its credentials were looked at.
    #[default]
    NotAsked,
    /// The request carried none.
    Missing,
    /// The `Authorization` header could not be read; counts for no account.
    Unreadable,
    /// A step of a handshake: challenged in its turn, and not judged yet.
    Step,
    /// Signed in.
    Accepted,
    /// Carried none, on a connection that had signed in before.
    SignedIn,
    /// No such account.
    UnknownAccount,
    /// Wrong password, counted.
    Refused,
    /// Wrong password, but one of the two before the present one: not counted.
    Forgiven,
    /// Right password, but not bound to this server's certificate as Extended Protection wants it: refused, not counted
    /// towards the lock-out.
    Unbound,
    /// The account is locked, whatever the password.
    Locked,
    /// The account is disabled, whatever the password.
    Disabled,
    /// A bearer token that has ended, or that does not say enough. No logon: no password was tried.
    TokenRefused,
}

/// One request and what was decided about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RequestEntry {
    /// Counted from 1 since the start.
    pub number: u64,
    /// The connection it came on, counted from 1 since the start.
    pub connection: u64,
    /// When its head had been read, real time.
    pub at: DateTime<Utc>,
    /// `GET`, `POST` …
    pub method: String,
    /// Without the query.
    pub path: String,
    /// The EWS operation, once the body was read.
    pub operation: Option<String>,
    /// How many mailboxes were asked for.
    pub mailboxes: usize,
    /// What became of its credentials.
    pub sign_in: SignInOutcome,
    /// The scheme that they named: `Basic`, `NTLM`, `Negotiate`.
    pub scheme: Option<String>,
    /// The scenario it met, by name.
    pub scenario: &'static str,
    /// The HTTP status; `None` where the connection ended without one.
    pub status: Option<u16>,
    /// The EWS response code, or a fault's.
    pub code: Option<String>,
    /// From the head read to the answer ready.
    pub milliseconds: u64,
    /// The client's own number for it.
    pub client_request_id: Option<String>,
}

/// Totals since the start or the last reset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Counters {
    /// Connections accepted.
    pub connections: u64,
    /// Requests whose head was read.
    pub requests: u64,
    /// Requests that carried an `Authorization` header.
    pub with_credentials: u64,
    /// Requests that carried none.
    pub without_credentials: u64,
    /// Refused logons, whatever the reason.
    pub refused_logons: u64,
    /// Requests being worked on, until the last byte of the answer is handed over.
    pub in_flight: u64,
    /// The most there ever were.
    pub max_in_flight: u64,
    /// Per account, as the client spelt it, in lower case.
    pub logons: BTreeMap<String, LogonCount>,
    /// At the stand-in for Microsoft's sign-in service.
    pub entra: EntraCount,
}

/// What happened at the stand-in for Microsoft's sign-in service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Default)]
pub struct EntraCount {
    /// People who signed in, in a browser or with a code.
    pub sign_ins: u64,
    /// Sign-ins that were refused, in the browser or when their code was taken.
    pub refused_sign_ins: u64,
    /// Refresh tokens that became new ones.
    pub renewals: u64,
    /// Refresh tokens that were refused.
    pub refused_renewals: u64,
    /// Claims challenges.
    pub challenges: u64,
}

/// An account's logons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Default)]
pub struct LogonCount {
    /// Accepted.
    pub accepted: u64,
    /// Refused.
    pub refused: u64,
}

/// What a domain controller counts in a lock-out drill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Refused logons since it began. A right password takes none back.
    pub refused: u32,
    /// So many in a row lock the account.
    pub threshold: u32,
    /// Whether the account is locked.
    pub locked: bool,
    /// The password that is right now, for whoever plays the person at the desk.
    pub password: String,
}

/// The requests that are kept for the control interface.
const KEPT: usize = 10_000;

/// The log and the counters, shared by all connections.
#[derive(Default)]
pub(super) struct Ledger {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    counters: Counters,
    entries: VecDeque<RequestEntry>,
    /// Numbers go on over a reset, so that no two requests share one.
    connections_ever: u64,
    requests_ever: u64,
}

impl Ledger {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts a connection and gives it its number.
    pub fn connection(&self) -> u64 {
        let mut inner = self.inner();
        inner.counters.connections += 1;
        inner.connections_ever += 1;
        inner.connections_ever
    }

    /// Counts a request, from now on in flight, and gives it its number.
    pub fn begin(self: &Arc<Self>, with_credentials: bool) -> (u64, InFlight) {
        let mut inner = self.inner();
        inner.requests_ever += 1;
        let counters = &mut inner.counters;
        counters.requests += 1;
        *(if with_credentials { &mut counters.with_credentials } else { &mut counters.without_credentials }) += 1;
        counters.in_flight += 1;
        counters.max_in_flight = counters.max_in_flight.max(counters.in_flight);
        (inner.requests_ever, InFlight(Arc::clone(self)))
    }

    /// Counts a logon.
    pub fn logon(&self, outcome: SignInOutcome, account: Option<&str>) {
        use SignInOutcome::{Missing, NotAsked, SignedIn, Step};
        if matches!(outcome, NotAsked | Missing | Step | SignedIn) {
            return;
        }
        let accepted = outcome == SignInOutcome::Accepted;
        let mut inner = self.inner();
        inner.counters.refused_logons += u64::from(!accepted);
        if let Some(account) = account {
            let count = inner.counters.logons.entry(account.to_lowercase()).or_default();
            *(if accepted { &mut count.accepted } else { &mut count.refused }) += 1;
        }
    }

    /// Counts something at the sign-in service.
    pub fn entra(&self, count: impl FnOnce(&mut EntraCount)) {
        count(&mut self.inner().counters.entra);
    }

    /// Keeps the line of a request and tells the program's log. Mailboxes are counted there, never named.
    pub fn record(&self, entry: RequestEntry) {
        tracing::info!(
            target: "attendant_calendar::simulator",
            request = entry.number,
            connection = entry.connection,
            method = entry.method,
            operation = entry.operation.as_deref().unwrap_or("-"),
            mailboxes = entry.mailboxes,
            sign_in = ?entry.sign_in,
            scheme = entry.scheme.as_deref().unwrap_or("-"),
            scenario = entry.scenario,
            status = entry.status,
            code = entry.code.as_deref().unwrap_or("-"),
            ms = entry.milliseconds,
            "answered"
        );
        let mut inner = self.inner();
        if inner.entries.len() == KEPT {
            inner.entries.pop_front();
        }
        inner.entries.push_back(entry);
    }

    /// The totals.
    pub fn counters(&self) -> Counters {
        self.inner().counters.clone()
    }

    /// The kept requests, oldest first.
    pub fn entries(&self) -> Vec<RequestEntry> {
        self.inner().entries.iter().cloned().collect()
    }

    /// Empties log and counters; what is in flight stays counted.
    pub fn reset(&self) {
        let mut inner = self.inner();
        let in_flight = inner.counters.in_flight;
        inner.counters = Counters { in_flight, max_in_flight: in_flight, ..Counters::default() };
        inner.entries.clear();
    }
}

/// Keeps a request counted as in flight until it is dropped.
pub(super) struct InFlight(Arc<Ledger>);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.inner().counters.in_flight -= 1;
    }
}
