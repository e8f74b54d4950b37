//! Why the guard holds a request back.

use super::share::Mark;
use super::{Refusal, Stamp, Tag};
use chrono::{DateTime, Utc};
use std::time::Duration;

/// Why the guard did not let a request go.
#[derive(Debug, Clone, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Held {
    /// A refusal stopped everything; ends when the credential changes or a person resumes.
    #[error("stopped after a refusal (HTTP {})", .0.refusal.status)]
    Stopped(Stop),
    /// This credential was refused at another desk that shares the account; ends when it is accepted there after all, when the
    /// credential changes, or when a person resumes here.
    #[error("stopped after a refusal at another desk (HTTP {})", .0.refusal.status)]
    StoppedElsewhere(Elsewhere),
    /// This credential was refused before; it is not tried again by itself.
    #[error("this credential was refused before")]
    RefusedBefore(Stamp),
    /// Two different credentials were refused within half an hour, or one that this one cannot be told from; a person must
    /// confirm it.
    #[error("two credentials were refused; the next one needs a confirmation")]
    NeedsConfirmation,
    /// Not yet.
    #[error("waiting {} s ({why:?})", .left.as_secs())]
    Waiting {
        /// For what.
        why: WaitCause,
        /// What is left of it.
        left: Duration,
    },
    /// Nobody is signed in any more: there is no credential to send.
    #[error("nobody is signed in")]
    SignedOut,
    /// Another process of the same user had a request in flight for longer than the limit.
    #[error("another process is busy with a request")]
    Busy,
    /// The record cannot be read or written, so nothing may leave. The text names path and cause. A person who resumes has
    /// a damaged record set aside.
    #[error("the record of sign-ins cannot be kept: {0}")]
    NoRecord(String),
}

/// What a wait is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WaitCause {
    /// The server demanded it.
    Server,
    /// The program's own back-off after failures before anything was sent.
    BackOff,
    /// Two answers were lost within half an hour; each may have been a refusal.
    LostAnswers,
}

/// A stop, as kept in the record.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Stop {
    /// The credential that was refused.
    pub tag: Tag,
    /// When.
    pub at: Stamp,
    /// What the server said.
    pub refusal: Refusal,
}

/// A refusal at another desk, as kept in this one's record.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Elsewhere {
    /// The credential, as it is known here.
    pub tag: Tag,
    /// The desk: its computer's name.
    pub desk: String,
    /// When, by that computer's clock.
    pub at: DateTime<Utc>,
    /// What the server said.
    pub refusal: Refusal,
}

impl Elsewhere {
    pub(super) fn new(tag: &Tag, mark: &Mark) -> Self {
        Self { tag: tag.clone(), desk: mark.desk.clone(), at: mark.at, refusal: mark.refusal.clone() }
    }
}

/// A stop that is over.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Ended {
    /// The stop.
    pub stop: Stop,
    /// What ended it.
    pub by: Ending,
    /// When.
    pub at: Stamp,
}

/// What ends a stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// Another credential was accepted.
    Accepted,
    /// A person resumed.
    Resumed,
}
