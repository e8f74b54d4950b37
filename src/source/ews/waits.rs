//! The waits that a server demands.

use super::signs::Signs;
use crate::guard::Demand;
use crate::net::Reply;
use crate::source::reply::{LONGEST, retry_after};
use http::StatusCode;

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
