//! What the engine knows, and how answers and failures change it. Pure: times come in.

use super::causes::{self, Reasons};
use super::{News, Observation, Snapshot};
use crate::people::Roster;
use crate::source::{Answer, MailboxError, MailboxErrorKind, SourceError};
use crate::words::Notice;
use chrono::{DateTime, TimeDelta, Utc};
use std::sync::Arc;
use std::time::Duration;

/// What the engine knows.
#[derive(Debug, Clone)]
pub struct State {
    pub(super) snapshot: Snapshot,
    reasons: Reasons,
    /// Something changed since it was last published.
    changed: bool,
}

impl State {
    /// Nothing is known yet.
    pub fn new(roster: Arc<Roster>, interval: Duration, account: String, server: String) -> Self {
        let observations = vec![Observation::default(); roster.people.len()];
        let snapshot = Snapshot {
            version: 0,
            board: super::Board::Stale,
            causes: Vec::new(),
            roster,
            observations,
            last_complete: None,
            last_took: Duration::ZERO,
            next_refresh: None,
            refreshing: false,
            interval,
            clock_ahead: None,
            account,
            server,
            news: None,
            server_version: None,
        };
        Self { snapshot, reasons: Reasons::default(), changed: true }
    }

    /// Somebody is being asked.
    pub fn asking(&mut self) {
        self.snapshot.refreshing = true;
        self.snapshot.next_refresh = None;
        self.changed = true;
    }

    /// Nobody is asked until `next`; none: until somebody does something.
    pub fn resting(&mut self, next: Option<DateTime<Utc>>) {
        self.snapshot.refreshing = false;
        self.snapshot.next_refresh = next;
        self.changed = true;
    }

    /// Everybody was asked at `at`, which took so long.
    pub fn completed(&mut self, at: DateTime<Utc>, took: Duration) {
        self.snapshot.last_complete = Some(at);
        self.snapshot.last_took = took;
        self.changed = true;
    }

    /// A batch was answered.
    pub fn answered(&mut self, batch: &[usize], answer: Answer) {
        self.changed = true;
        self.reasons.failure = None;
        if answer.server.clock_ahead.is_some() {
            self.snapshot.clock_ahead = answer.server.clock_ahead;
        }
        if answer.server.version.is_some() {
            self.snapshot.server_version = answer.server.version;
        }
        let at = answer.server.at;
        for (&index, result) in batch.iter().zip(answer.mailboxes) {
            let Some(observation) = self.snapshot.observations.get_mut(index) else { continue };
            match result {
                Ok(schedule) => {
                    let schedule = match &observation.schedule {
                        Some(known) => known.updated_by(schedule),
                        None => schedule,
                    };
                    *observation = Observation {
                        schedule: Some(Arc::new(schedule)),
                        as_of: Some(at),
                        doubtful: false,
                        error: None,
                    };
                }
                Err(error) => observation.error = Some(error),
            }
        }
    }

    /// A request failed as a whole.
    pub fn failed(&mut self, error: SourceError, at: DateTime<Utc>) {
        self.reasons.failure = Some((error, at));
        self.changed = true;
    }

    /// A request for one person failed, which says nothing of the others.
    pub fn failed_alone(&mut self, index: usize, error: &SourceError) {
        if let Some(observation) = self.snapshot.observations.get_mut(index) {
            observation.error = Some(of_one(error));
            self.changed = true;
        }
    }

    /// Why nothing is asked at all; none where something is.
    pub fn idle(&mut self, notice: Option<Notice>) {
        self.reasons.idle = notice;
        self.changed = true;
    }

    /// Another account or server, or the same one reached in another way: what failed before says nothing any more.
    pub fn forget_failure(&mut self) {
        self.reasons.failure = None;
        self.changed = true;
    }

    /// To be said once.
    pub fn tell(&mut self, notice: Notice) {
        let number = self.snapshot.news.as_ref().map_or(0, |news| news.number) + 1;
        self.snapshot.news = Some(News { number, notice });
        self.changed = true;
    }

    /// What was known is no longer trusted until it is answered again.
    pub fn doubt_everything(&mut self) {
        for observation in &mut self.snapshot.observations {
            observation.doubtful = true;
        }
        self.changed = true;
    }

    /// Another roster; what is known of people who stay, stays.
    pub fn replace_roster(&mut self, roster: Arc<Roster>) {
        let known: std::collections::HashMap<_, _> =
            std::iter::zip(&self.snapshot.roster.people, &self.snapshot.observations)
                .map(|(person, observation)| (person.key(), observation.clone()))
                .collect();
        self.snapshot.observations =
            roster.people.iter().map(|person| known.get(&person.key()).cloned().unwrap_or_default()).collect();
        self.snapshot.roster = roster;
        self.changed = true;
    }

    /// The next snapshot, where it says anything else than the last one.
    pub fn publish(&mut self, now: DateTime<Utc>) -> Option<Snapshot> {
        let causes = causes::causes(&self.reasons, &self.snapshot, now);
        if !self.changed && causes == self.snapshot.causes {
            return None;
        }
        self.changed = false;
        self.snapshot.version += 1;
        self.snapshot.board = causes::board(&self.reasons, &self.snapshot);
        self.snapshot.causes = causes;
        Some(self.snapshot.clone())
    }
}

/// What the failure of a request for one person alone means for that person.
fn of_one(error: &SourceError) -> MailboxError {
    use crate::account::ChannelError::Net;
    use crate::net::NetError;
    let (kind, code) = match error {
        SourceError::Channel(Net(NetError::TooLarge { limit_mib, .. })) => {
            (MailboxErrorKind::TooMuch, format!("> {limit_mib} MiB"))
        }
        SourceError::Channel(_) => (MailboxErrorKind::Passing, "no answer".to_owned()),
        SourceError::Fault { code } => (MailboxErrorKind::Other, code.clone()),
        SourceError::Status { status, .. } => (MailboxErrorKind::Other, format!("HTTP {status}")),
        SourceError::NotUnderstood { .. } => (MailboxErrorKind::Unreadable, "XML".to_owned()),
        SourceError::TooManyMailboxes => (MailboxErrorKind::TooMuch, "HTTP 413".to_owned()),
        SourceError::WindowTooLong => (MailboxErrorKind::TooMuch, "ErrorResultSetTooBig".to_owned()),
        _ => (MailboxErrorKind::Other, error.to_string()),
    };
    MailboxError { kind, code }
}

/// How far something that began at `since` has come.
pub(super) fn elapsed(since: DateTime<Utc>, now: DateTime<Utc>) -> Duration {
    (now - since).max(TimeDelta::zero()).to_std().unwrap_or_default()
}
