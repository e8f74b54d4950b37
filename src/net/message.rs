//! A request and its whole answer.

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use std::time::Duration;
use url::Url;
use uuid::Uuid;

/// A request, without any credential.
#[derive(Debug, Clone)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// Absolute, `http` or `https`.
    pub url: Url,
    /// Without `Authorization`, `Host` and lengths.
    pub headers: HeaderMap,
    /// The body, sent with its length.
    pub body: Bytes,
    /// Sent as `client-request-id`; names the request in our log and the server's.
    pub id: Uuid,
}

/// A whole answer, body included.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, decompressed, within the size limit.
    pub body: Bytes,
    /// From the first byte sent to the last received.
    pub took: Duration,
    /// The `client-request-id` of the request.
    pub id: Uuid,
}
