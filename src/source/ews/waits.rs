//! The waits that a server demands.

use super::signs::Signs;
use crate::guard::Demand;
use crate::net::Reply;
use chrono::{DateTime, Utc};
use http::StatusCode;
use std::time::Duration;

/// Nothing waits longer than this: it keeps arithmetic safe, and it is a mistake anyway.
const LONGEST: Duration = Duration::from_secs(366 * 24 * 3600);

/// The wait that an answer demands: the larger of its figures, or one without a figure where it only says that the server
/// is busy.
pub(super) fn demand(reply: &Reply, signs: &Signs) -> Option<Demand> {
    let figure = retry_after(reply).max(signs.back_off).filter(|wait| !wait.is_zero());
    let busy = signs.busy || matches!(reply.status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE);
    match figure {
        Some(wait) => Some(Demand::For(wait.min(LONGEST))),
        None => busy.then_some(Demand::Unstated),
    }
}

/// `Retry-After`: seconds, also with decimals as some proxies write it, or a date, which is measured by the server's clock.
fn retry_after(reply: &Reply) -> Option<Duration> {
    let value = reply.header("retry-after")?;
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
