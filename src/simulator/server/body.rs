//! What goes out after the head: whole, cut, or without end.

use super::Cut;
use crate::simulator::log::InFlight;
use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::stream;
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full, StreamBody};
use hyper::body::{Frame, SizeHint};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

/// An answer's body. A request counts as in flight until its body is gone.
pub(in crate::simulator) struct Body {
    inner: UnsyncBoxBody<Bytes, Cut>,
    _in_flight: Option<InFlight>,
}

impl Body {
    /// Everything at once.
    pub fn whole(bytes: impl Into<Bytes>) -> Self {
        Self::new(Full::new(bytes.into()).map_err(|never| match never {}).boxed_unsync())
    }

    /// The first half; then the connection ends.
    pub fn half(bytes: &[u8]) -> Self {
        let half = Bytes::copy_from_slice(bytes.get(..bytes.len() / 2).unwrap_or_default());
        // A cut right after the half would take the head along: it has to be on its way first.
        let cut = stream::once(async {
            tokio::time::sleep(Duration::from_millis(50)).await;
            Err(Cut)
        });
        Self::new(StreamBody::new(stream::iter([Ok(Frame::data(half))]).chain(cut)).boxed_unsync())
    }

    /// `head`, then `unit` until `size` bytes are out, then `tail`.
    pub fn repeated(head: Vec<u8>, unit: &str, tail: Vec<u8>, size: usize) -> Self {
        let chunk = Bytes::from(unit.repeat((64 << 10) / unit.len().max(1) + 1));
        let times = size / chunk.len() + 1;
        let middle = stream::repeat(chunk).take(times);
        let all = stream::iter([Bytes::from(head)]).chain(middle).chain(stream::iter([Bytes::from(tail)]));
        Self::new(StreamBody::new(all.map(|bytes| Ok(Frame::data(bytes)))).boxed_unsync())
    }

    /// The same, counted until it is gone.
    pub fn counted(self, in_flight: InFlight) -> Self {
        Self { _in_flight: Some(in_flight), ..self }
    }

    fn new(inner: UnsyncBoxBody<Bytes, Cut>) -> Self {
        Self { inner, _in_flight: None }
    }
}

impl hyper::body::Body for Body {
    type Data = Bytes;
    type Error = Cut;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Cut>>> {
        Pin::new(&mut self.inner).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}
