//! What a source sends its requests through.

use crate::guard::Outcome;
use crate::net::{NetError, Reply, Request};
use futures_util::future::BoxFuture;

/// Tells what an answer means for the account. Sources supply it, because only they can read their faults.
/// Must return [`Outcome::Answered`].
pub type Judge = fn(&Reply) -> Outcome;

/// Who wants a request sent; decides which waits may be passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Trigger {
    /// The interval.
    Timer,
    /// A person waits for it (refresh now, search). Passes over the program's own back-off, nothing else.
    Person,
    /// A person insists, knowing why the program waits (*Try once now*). Passes over the wait after lost answers, and once
    /// over a server's wait of which more than an hour is left. Never over a stop.
    Insist,
}

/// A way to the server that puts the credential on each request, asks the guard first, and reports to it afterwards.
pub trait Channel: Send + Sync {
    /// Sends `request`; resolves to whatever was answered, refusals included.
    ///
    /// Dropping the future drops the answer only: a request that was sent is never cancelled.
    fn exchange(&self, request: Request, judge: Judge, trigger: Trigger) -> BoxFuture<'_, Result<Reply, ChannelError>>;
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChannelError {
    /// The guard did not let the request go.
    #[error("held back: {0}")]
    Held(#[from] crate::guard::Held),
    /// It went, or tried to, and no whole answer came.
    #[error(transparent)]
    Net(#[from] NetError),
}
