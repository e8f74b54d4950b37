//! What the engine knows, and how answers and failures change it. Pure: times come in.

use super::{Board, Cause, Level, Observation, Remedy, Snapshot};
use crate::account::ChannelError;
use crate::guard::{Held, RefusalKind, WaitCause};
use crate::people::Roster;
use crate::source::{Answer, Class, ServerFacts, SourceError};
use crate::words::Notice;
use chrono::{DateTime, Utc};
use std::sync::Arc;
use std::time::Duration;

/// What the engine knows.
#[derive(Debug, Clone)]
pub struct State {
    pub(super) snapshot: Snapshot,
    /// The failure that the last request ended with; none after a good answer.
    failure: Option<(SourceError, DateTime<Utc>)>,
}

impl State {
    /// Nothing is known yet.
    pub fn new(roster: Arc<Roster>, interval: Duration, account: String, server: String) -> Self {
        let observations = vec![Observation::default(); roster.people.len()];
        let snapshot = Snapshot {
            version: 0,
            board: Board::Stale,
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
            server_version: None,
        };
        Self { snapshot, failure: None }
    }

    /// A batch was answered.
    pub fn answered(&mut self, batch: &[usize], answer: Answer) {
        self.failure = None;
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
        self.failure = Some((error, at));
    }

    /// What was known is no longer trusted until it is answered again.
    pub fn doubt_everything(&mut self) {
        for observation in &mut self.snapshot.observations {
            observation.doubtful = true;
        }
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
    }

    /// The next snapshot. `idle` says why nothing is asked at all, where so.
    pub fn publish(&mut self, idle: Option<&Notice>) -> Snapshot {
        self.snapshot.version += 1;
        self.snapshot.causes = self.causes(idle);
        self.snapshot.board = self.board(idle);
        self.snapshot.clone()
    }

    fn board(&self, idle: Option<&Notice>) -> Board {
        if idle.is_some_and(|notice| notice.code == "no-password") {
            return Board::Paused;
        }
        if idle.is_some() || self.snapshot.roster.people.is_empty() {
            return Board::Disabled;
        }
        match self.failure.as_ref().map(|(error, _)| (error, error.class())) {
            None if self.snapshot.last_complete.is_some() => Board::Live,
            None => Board::Stale,
            Some((_, Class::Refusal)) => Board::Paused,
            Some((SourceError::Channel(ChannelError::Held(Held::Waiting { why: WaitCause::BackOff, .. })), _))
            | Some((_, Class::NotSent)) => Board::Offline,
            Some((_, Class::Wait | Class::Unknown)) => Board::Waiting,
            Some((_, Class::Server | Class::TooManyMailboxes | Class::WindowTooLong)) => Board::Stale,
        }
    }

    fn causes(&self, idle: Option<&Notice>) -> Vec<Cause> {
        let now = Utc::now();
        let mut causes = Vec::new();
        if let Some(notice) = idle {
            let remedies = if notice.code == "no-password" { vec![Remedy::EnterPassword] } else { Vec::new() };
            causes.push(Cause { level: Level::Warning, notice: notice.clone(), remedies, since: now });
        }
        if let Some((error, since)) = &self.failure {
            let level = if error.class() == Class::Refusal { Level::Error } else { Level::Warning };
            causes.push(Cause { level, notice: error.notice(), remedies: remedies(error), since: *since });
        }
        let server = ServerFacts { clock_ahead: self.snapshot.clock_ahead, ..ServerFacts::default() };
        if let Some(notice) = server.clock_notice() {
            causes.push(Cause { level: Level::Warning, notice, remedies: Vec::new(), since: now });
        }
        causes.sort_by_key(|cause| std::cmp::Reverse(cause.level));
        causes
    }
}

/// What a person can press.
fn remedies(error: &SourceError) -> Vec<Remedy> {
    let refused = |kind: RefusalKind| {
        let confirm = !matches!(kind, RefusalKind::Forbidden);
        match kind {
            RefusalKind::Forbidden => vec![Remedy::Resume { confirm }],
            _ => vec![Remedy::EnterPassword, Remedy::Resume { confirm }],
        }
    };
    match error {
        SourceError::Refused(refusal) => refused(refusal.kind),
        SourceError::Channel(ChannelError::Held(held)) => match held {
            Held::Stopped(stop) => refused(stop.refusal.kind),
            Held::RefusedBefore(_) => vec![Remedy::EnterPassword, Remedy::Resume { confirm: true }],
            Held::NeedsConfirmation => vec![Remedy::Resume { confirm: true }],
            Held::Waiting { why: WaitCause::LostAnswers, .. } => vec![Remedy::TryOnce],
            Held::Waiting { why: WaitCause::Server, left } if *left > crate::guard::LONG_WAIT => vec![Remedy::TryOnce],
            Held::Waiting { .. } | Held::Busy | Held::NoRecord(_) => Vec::new(),
        },
        _ => Vec::new(),
    }
}
