//! What is asked of a server and what it answers.

use super::{Findings, Lookup, MailboxError, Replies, ReplyQuestion, SourceError};
use crate::account::Trigger;
use crate::calendar::{Schedule, Window};
use chrono::{DateTime, Utc};
use futures_util::future::BoxFuture;
use std::time::Duration;

/// One request's worth of schedules to ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// SMTP addresses, at most [`Source::batch_limit`].
    pub mailboxes: Vec<String>,
    /// The stretch of time.
    pub window: Window,
    /// Ask for subjects and places too.
    pub details: bool,
    /// Who wants it.
    pub trigger: Trigger,
}

/// The answer to a [`Question`]: one entry per mailbox, in the order asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// As many as were asked for, in that order.
    pub mailboxes: Vec<Result<Schedule, MailboxError>>,
    /// What the answer tells about the server.
    pub server: ServerFacts,
}

/// What an answer tells about the server.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ServerFacts {
    /// The server's clock (`Date` header) minus ours at arrival; positive: the server is ahead. None: not told.
    pub clock_ahead: Option<chrono::TimeDelta>,
    /// The product's version as the server names it, such as `15.2.2562.17`.
    pub version: Option<String>,
    /// How long the request took.
    pub took: Duration,
    /// When the answer had arrived, by the real clock.
    pub at: DateTime<Utc>,
}

/// A kind of server that can be asked for schedules.
pub trait Source: Send + Sync {
    /// How many mailboxes one question may name.
    fn batch_limit(&self) -> usize;

    /// Asks. Dropping the future drops the answer only.
    ///
    /// # Errors
    /// When the request as a whole failed; a single mailbox's failure is its entry's alone.
    fn schedules(&self, question: Question) -> BoxFuture<'_, Result<Answer, SourceError>>;

    /// Looks somebody or something up in the server's directory. Dropping the future drops the answer only.
    ///
    /// # Errors
    /// When the request failed, or where the server has no directory, or none of that kind
    /// ([`SourceError::NotOffered`]). That nobody is found is no error.
    fn look_up(&self, _: Lookup) -> BoxFuture<'_, Result<Findings, SourceError>> {
        Box::pin(async { Err(SourceError::NotOffered) })
    }

    /// Asks for automatic replies. Dropping the future drops the answer only.
    ///
    /// # Errors
    /// When the request as a whole failed, or where the server tells nobody's ([`SourceError::NotOffered`]).
    fn replies(&self, _: ReplyQuestion) -> BoxFuture<'_, Result<Replies, SourceError>> {
        Box::pin(async { Err(SourceError::NotOffered) })
    }
}
