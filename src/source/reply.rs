//! What any HTTP answer says, whatever the protocol.

use crate::net::Reply;
use chrono::{DateTime, Utc};
use std::time::Duration;

/// Nothing waits longer than this: it keeps arithmetic safe, and it is a mistake anyway.
pub(super) const LONGEST: Duration = Duration::from_secs(366 * 24 * 3600);

/// The wait that `Retry-After` names.
pub(super) fn retry_after(reply: &Reply) -> Option<Duration> {
    wait(reply.header("retry-after")?, reply)
}

/// A value of `Retry-After`: seconds, also with decimals as some services write it, or a date, which is measured by the clock
/// of the server that sent `reply`.
pub(super) fn wait(value: &str, reply: &Reply) -> Option<Duration> {
    if value.bytes().all(|c| c.is_ascii_digit() || c == b'.') {
        // Digits alone fail only by their number.
        return value.parse().ok().map(|seconds| Duration::try_from_secs_f64(seconds).unwrap_or(LONGEST));
    }
    let now = server_time(reply).unwrap_or(reply.at);
    (http_date(value)? - now).to_std().ok()
}

/// The server's clock when it answered.
pub(super) fn server_time(reply: &Reply) -> Option<DateTime<Utc>> {
    http_date(reply.header("date")?)
}

fn http_date(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc2822(text).ok().map(|date| date.to_utc())
}

/// The id under which the server logged the request, else ours.
pub(super) fn request_id(reply: &Reply) -> String {
    let own = || reply.id.to_string();
    reply.header("request-id").filter(|id| !id.is_empty() && id.len() <= 100).map_or_else(own, ToOwned::to_owned)
}

/// Whether it is a page for browsers.
pub(super) fn is_web_page(reply: &Reply, text: &str) -> bool {
    let start = text.trim_start_matches('\u{FEFF}').trim_start();
    let begins = |word: &str| start.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
    begins("<!doctype html")
        || begins("<html")
        || reply.header("content-type").is_some_and(|kind| kind.to_ascii_lowercase().starts_with("text/html"))
}
