//! The body of an answer, whole and within its limits.

use super::{Cut, NetError, classify};
use bytes::{Bytes, BytesMut};
use flate2::read::MultiGzDecoder;
use http::{HeaderMap, StatusCode, header};
use std::io::Read;
use tokio::time::{Instant, timeout_at};

/// What a body is held to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits<'a> {
    /// In bytes, decompressed.
    pub(super) bytes: u64,
    /// When its last byte must be here.
    pub(super) until: Instant,
    /// For errors.
    pub(super) host: &'a str,
}

/// The whole body. Where it fails, the response is dropped half read, and its connection with it. Where the head alone says
/// what counts, that the server wants a pause, what is missing of the body is not missed.
pub(super) async fn read(response: reqwest::Response, limits: Limits<'_>) -> Result<Bytes, NetError> {
    let wants_a_pause = asks_to_wait(response.status(), response.headers());
    match whole(response, limits).await {
        Err(_) if wants_a_pause => Ok(Bytes::new()),
        body => body,
    }
}

fn asks_to_wait(status: StatusCode, headers: &HeaderMap) -> bool {
    let busy = matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE);
    busy || (status.is_server_error() && headers.contains_key(header::RETRY_AFTER))
}

async fn whole(mut response: reqwest::Response, limits: Limits<'_>) -> Result<Bytes, NetError> {
    let status = response.status().as_u16();
    let broken = |cut| NetError::Broken { host: limits.host.to_owned(), status, cut };
    if response.content_length().is_some_and(|length| length > limits.bytes) {
        return Err(too_large(status, limits));
    }
    let mut body = BytesMut::new();
    loop {
        let chunk = timeout_at(limits.until, response.chunk()).await.map_err(|_| broken(Cut::Timeout))?;
        match chunk.map_err(|error| broken(classify::cut(&error, error.is_timeout())))? {
            Some(chunk) if (body.len() + chunk.len()) as u64 > limits.bytes => return Err(too_large(status, limits)),
            Some(chunk) => body.extend_from_slice(&chunk),
            None => return Ok(body.freeze()),
        }
    }
}

/// The body decompressed, where its headers say that it is compressed.
pub(super) fn unzip(body: Bytes, headers: &HeaderMap, status: u16, limits: Limits<'_>) -> Result<Bytes, NetError> {
    let zipped =
        headers.get(header::CONTENT_ENCODING).is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"gzip"));
    if !zipped || body.is_empty() {
        return Ok(body);
    }
    let mut plain = Vec::new();
    match MultiGzDecoder::new(body.as_ref()).take(limits.bytes + 1).read_to_end(&mut plain) {
        Ok(_) if plain.len() as u64 > limits.bytes => Err(too_large(status, limits)),
        Ok(_) => Ok(plain.into()),
        Err(error) => Err(NetError::Broken { host: limits.host.to_owned(), status, cut: classify::cut(&error, false) }),
    }
}

fn too_large(status: u16, limits: Limits<'_>) -> NetError {
    NetError::TooLarge { host: limits.host.to_owned(), status, limit_mib: limits.bytes >> 20 }
}
