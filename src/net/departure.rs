//! Whether a request has left, and since when.
//!
//! A lost answer may have been a refused password, so "nothing was sent" must be known, not guessed from an error's kind.
//! The HTTP library asks for the body only once it has begun to write the head into the connection: that is the mark.

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::Instant;

/// When a request left, shared between its body and who waits for its answer.
#[derive(Debug, Default)]
pub(super) struct Departure {
    at: OnceLock<Instant>,
    left: Notify,
}

impl Departure {
    /// When the first byte may have left; none while nothing can have.
    pub(super) fn at(&self) -> Option<Instant> {
        self.at.get().copied()
    }

    /// Resolves once the first byte may have left.
    pub(super) async fn left(&self) -> Instant {
        loop {
            if let Some(at) = self.at() {
                return at;
            }
            self.left.notified().await;
        }
    }

    /// Resolves `total` after the first byte may have left, or `total` after `latest`, by when it should have.
    pub(super) async fn too_late(&self, latest: Instant, total: Duration) {
        tokio::select! {
            left = self.left() => tokio::time::sleep_until(left + total).await,
            () = tokio::time::sleep_until(latest + total) => {}
        }
    }

    fn mark(&self) {
        if self.at.set(Instant::now()).is_ok() {
            self.left.notify_one();
        }
    }
}

/// A request's body that tells when it is asked for. Its length is known, so it is never sent in chunks.
#[derive(Debug)]
pub(super) struct Outgoing {
    data: Bytes,
    departure: Arc<Departure>,
}

impl Outgoing {
    pub(super) fn new(data: Bytes, departure: Arc<Departure>) -> Self {
        Self { data, departure }
    }
}

impl Body for Outgoing {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        self.departure.mark();
        let data = std::mem::take(&mut self.data);
        Poll::Ready((!data.is_empty()).then(|| Ok(Frame::data(data))))
    }

    fn is_end_stream(&self) -> bool {
        self.data.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.data.len() as u64)
    }
}
