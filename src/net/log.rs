//! One line for each request. Hosts and ids only: no addresses of people, no bodies.

use super::{NetError, Reply, Request};
use http::HeaderMap;

/// What servers call a request in their own logs, in the order in which support teams ask for it.
const SERVER_IDS: [&str; 5] = ["request-id", "x-feserver", "x-targetbeserver", "x-diaginfo", "x-caserrorcode"];

/// A header longer than this is cut: it is somebody else's text.
const LONGEST: usize = 100;

pub(super) fn answered(operation: &str, host: &str, reply: &Reply) {
    tracing::info!(
        operation,
        host,
        status = reply.status.as_u16(),
        bytes = reply.body.len(),
        ms = reply.took.as_millis(),
        id = %reply.id,
        server = server_ids(&reply.headers),
        "answered"
    );
}

pub(super) fn failed(request: &Request, error: &NetError, ms: u128) {
    tracing::warn!(operation = request.operation, id = %request.id, ms, %error, "not answered");
}

pub(super) fn not_connected(error: &NetError) {
    tracing::warn!(%error, "not connected");
}

pub(super) fn plain_http(host: &str) {
    tracing::warn!(host, "plain http: what is sent and answered can be read on the way");
}

fn server_ids(headers: &HeaderMap) -> String {
    let mut line = String::new();
    for name in SERVER_IDS {
        if let Some(value) = headers.get(name).and_then(|value| value.to_str().ok()) {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(name);
            line.push('=');
            line.extend(value.chars().take(LONGEST));
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    #[test]
    fn ids_are_listed_cut_and_never_break_the_line() {
        let mut headers = HeaderMap::new();
        headers.insert("X-FEServer", HeaderValue::from_static("MBX01"));
        headers.insert("request-id", HeaderValue::from_str(&"9".repeat(500)).unwrap());
        headers.insert("x-diaginfo", HeaderValue::from_bytes(b"caf\xe9").unwrap());
        assert_eq!(server_ids(&headers), format!("request-id={} x-feserver=MBX01", "9".repeat(100)));
    }
}
