//! A request and its whole answer.

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use std::fmt;
use std::time::Duration;
use url::Url;
use uuid::Uuid;

const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");
const RETURN_CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("return-client-request-id");

/// A request; a credential in it is in its body alone, and only for [`Client::with_credential_in_body`].
///
/// [`Client::with_credential_in_body`]: super::Client::with_credential_in_body
#[derive(Clone)]
pub struct Request {
    /// What it asks for, such as `GetUserAvailability`: the log's label.
    pub operation: &'static str,
    /// The method.
    pub method: Method,
    /// Absolute, `http` or `https`. User names and passwords in it are never sent.
    pub url: Url,
    /// Without `Authorization`, `Host` and lengths.
    pub headers: HeaderMap,
    /// The body, sent with its length.
    pub body: Bytes,
    /// Sent as `client-request-id`; names the request in our log and the server's.
    pub id: Uuid,
}

/// The body may be a credential, so that only its length is shown.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("operation", &self.operation)
            .field("method", &self.method)
            .field("host", &self.url.host_str().unwrap_or_default())
            .field("bytes", &self.body.len())
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

impl Request {
    /// The headers to send. Whatever in them could be a credential is left out, but for `authorization`.
    pub(super) fn headers_to_send(&self, authorization: Option<HeaderValue>) -> HeaderMap {
        let mut headers = self.headers.clone();
        for name in [header::AUTHORIZATION, header::PROXY_AUTHORIZATION, header::COOKIE] {
            headers.remove(name);
        }
        if let Some(mut value) = authorization {
            value.set_sensitive(true);
            headers.insert(header::AUTHORIZATION, value);
        }
        if let Ok(id) = HeaderValue::from_str(&self.id.to_string()) {
            headers.insert(CLIENT_REQUEST_ID, id);
            headers.insert(RETURN_CLIENT_REQUEST_ID, HeaderValue::from_static("true"));
        }
        headers
    }
}

/// A whole answer, body included.
#[derive(Clone)]
pub struct Reply {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, decompressed, within the size limit.
    pub body: Bytes,
    /// When its last byte arrived, by the real clock.
    pub at: DateTime<Utc>,
    /// From the first byte sent to the last received.
    pub took: Duration,
    /// The `client-request-id` of the request.
    pub id: Uuid,
}

/// The body may hold tokens and calendars, the headers cookies.
impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("status", &self.status)
            .field("bytes", &self.body.len())
            .field("at", &self.at)
            .field("took", &self.took)
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

impl Reply {
    /// A header as text; None where it is missing or not plain ASCII.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok().map(str::trim)
    }

    /// Whether this, as the answer to a request *without* a credential, is the server's challenge.
    pub fn is_challenge(&self) -> bool {
        self.status == StatusCode::UNAUTHORIZED && self.headers.contains_key(header::WWW_AUTHENTICATE)
    }
}
