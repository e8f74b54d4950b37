//! What a source sends its requests through.

use super::HandshakeError;
use crate::guard::{Held, Outcome, Refusal, Trigger};
use crate::net::{NetError, Reply, Request};
use futures_util::future::BoxFuture;

/// Tells what an answer means for the account. Sources supply it, because only they can read their faults.
/// Must return [`Outcome::Answered`].
pub type Judge = fn(&Reply) -> Outcome;

/// A way to the server that puts the credential on each request, asks the guard first, and reports to it afterwards.
pub trait Channel: Send + Sync {
    /// Sends `request`; resolves to whatever was answered, refusals included.
    ///
    /// Dropping the future drops the answer only: a request that was sent is never cancelled.
    fn exchange(&self, request: Request, judge: Judge, trigger: Trigger) -> BoxFuture<'_, Result<Reply, ChannelError>>;
}

/// Carries an exchange out in a task of its own: whoever waits may go, but the request, and what is noted of it, may not be cut
/// off.
pub(super) fn to_its_end(
    exchange: impl Future<Output = Result<Reply, ChannelError>> + Send + 'static,
) -> BoxFuture<'static, Result<Reply, ChannelError>> {
    Box::pin(async move { tokio::spawn(exchange).await.unwrap_or(Err(ChannelError::Held(Held::Busy))) })
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChannelError {
    /// The guard did not let the request go.
    #[error("held back: {0}")]
    Held(#[from] crate::guard::Held),
    /// The sign-in was refused; the channel knows more of why than the answer alone tells.
    #[error("refused: HTTP {} ({:?})", .0.status, .0.kind)]
    Refused(Refusal),
    /// The server answers, but the way to sign in cannot be gone.
    #[error(transparent)]
    Handshake(#[from] HandshakeError),
    /// It went, or tried to, and no whole answer came.
    #[error(transparent)]
    Net(#[from] NetError),
}
