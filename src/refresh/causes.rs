//! From what went wrong to the board's state and its causes: how severe each is, and what a person can press.

use super::state::elapsed;
use super::{Board, Cause, Level, Remedy, Snapshot};
use crate::account::ChannelError;
use crate::guard::{Held, LONG_WAIT, RefusalKind, WaitCause};
use crate::net::{NetError, NotSent};
use crate::source::{Class, ServerFacts, SourceError};
use crate::words::Notice;
use chrono::{DateTime, Utc};

/// Everything that may stand in the way.
#[derive(Debug, Clone, Default)]
pub(super) struct Reasons {
    /// Why nothing is asked at all, where so.
    pub(super) idle: Option<Notice>,
    /// The failure that the last request ended with; none after a good answer.
    pub(super) failure: Option<(SourceError, DateTime<Utc>)>,
    /// What is wrong with the files of settings and people.
    pub(super) trouble: Vec<Notice>,
    /// The settings let calendars, or even the password, travel readable.
    pub(super) plain: Option<Notice>,
}

/// The board's state as a whole.
pub(super) fn board(reasons: &Reasons, snapshot: &Snapshot) -> Board {
    if let Some(notice) = &reasons.idle {
        return if notice.code == "no-password" { Board::Paused } else { Board::Disabled };
    }
    if snapshot.roster.people.is_empty() {
        return Board::Disabled;
    }
    match reasons.failure.as_ref().map(|(error, _)| (error, error.class())) {
        None if snapshot.last_complete.is_some() => Board::Live,
        None => Board::Stale,
        Some((_, Class::Refusal)) => Board::Paused,
        Some((SourceError::Channel(ChannelError::Held(Held::Waiting { why: WaitCause::BackOff, .. })), _))
        | Some((_, Class::NotSent)) => Board::Offline,
        Some((_, Class::Wait | Class::Unknown)) => Board::Waiting,
        Some((_, Class::Server | Class::TooManyMailboxes | Class::WindowTooLong)) => Board::Stale,
    }
}

/// The causes, the most severe first. What was a cause in the snapshot before keeps its beginning.
pub(super) fn causes(reasons: &Reasons, before: &Snapshot, now: DateTime<Utc>) -> Vec<Cause> {
    let since = |notice: &Notice, begun| {
        let known = before.causes.iter().find(|cause| cause.notice.code == notice.code);
        known.map_or(begun, |cause| cause.since)
    };
    let cause = |level, notice: Notice, remedies, begun| {
        let since = since(&notice, begun);
        Cause { level, notice, remedies, since }
    };
    let mut causes = Vec::new();
    if let Some(notice) = &reasons.idle {
        let remedies = if notice.code == "no-password" { vec![Remedy::EnterPassword] } else { Vec::new() };
        causes.push(cause(Level::Warning, notice.clone(), remedies, now));
    }
    if let Some((error, begun)) = &reasons.failure {
        causes.push(cause(level(error), notice(error, *begun, now), remedies(error), *begun));
    }
    let server = ServerFacts { clock_ahead: before.clock_ahead, ..ServerFacts::default() };
    if let Some(notice) = server.clock_notice() {
        causes.push(cause(Level::Warning, notice, Vec::new(), now));
    }
    let trouble = reasons.trouble.iter().cloned();
    causes.extend(trouble.map(|notice| cause(Level::Warning, notice, vec![Remedy::OpenSettings], now)));
    let plain = reasons.plain.iter().cloned();
    causes.extend(plain.map(|notice| cause(Level::Warning, notice, Vec::new(), now)));
    causes.sort_by_key(|cause| std::cmp::Reverse(cause.level));
    causes
}

/// What a person has to mend is an error; what will probably pass is none.
fn level(error: &SourceError) -> Level {
    match error {
        SourceError::Channel(ChannelError::Net(NetError::NotSent {
            why: NotSent::PlainText | NotSent::Certificate(_),
            ..
        })) => Level::Error,
        error if error.class() == Class::Refusal => Level::Error,
        _ => Level::Warning,
    }
}

/// What is said of a failure that began at `begun`: a wait is told by what is left of it.
fn notice(error: &SourceError, begun: DateTime<Utc>, now: DateTime<Utc>) -> Notice {
    match error {
        SourceError::Channel(ChannelError::Held(Held::Waiting { why, left })) => {
            let left = left.saturating_sub(elapsed(begun, now));
            Held::Waiting { why: *why, left }.notice()
        }
        error => error.notice(),
    }
}

/// What a person can press.
fn remedies(error: &SourceError) -> Vec<Remedy> {
    let refused = |kind: RefusalKind| {
        let confirm = !matches!(kind, RefusalKind::Forbidden);
        match kind {
            RefusalKind::Forbidden => vec![Remedy::Resume { confirm }],
            // No password is at stake: asking once more locks nothing.
            RefusalKind::SignInNeeded(_) | RefusalKind::Registration(_) => vec![Remedy::Resume { confirm: false }],
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
            Held::Waiting { why: WaitCause::Server, left } if *left > LONG_WAIT => vec![Remedy::TryOnce],
            // A damaged record is set aside by it.
            Held::NoRecord(_) => vec![Remedy::Resume { confirm: true }],
            Held::Waiting { .. } | Held::Busy => Vec::new(),
        },
        _ => Vec::new(),
    }
}
