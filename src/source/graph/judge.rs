//! What an answer means for the account that asked.

use super::codes::{self, Meaning};
use super::fault;
use super::parts::{self, Part, Parts};
use crate::guard::{Demand, Outcome, Refusal, RefusalKind, SignIn};
use crate::net::Reply;
use crate::source::reply::{LONGEST, request_id};

/// What an answer to a request with a token means for the account, and the wait that the service demands: the longest that
/// any part of it names. A 401 never comes here: the channel renews the token first. Always [`Outcome::Answered`].
pub fn judge(reply: &Reply) -> Outcome {
    let Ok(text) = parts::text_of(reply) else { return unsaid() };
    let parts: Vec<Part<'_>> = match parts::of(reply, text) {
        Ok(Parts::One(part)) => vec![part],
        Ok(Parts::Several(parts)) => parts.into_iter().flatten().collect(),
        Err(_) => return unsaid(),
    };
    Outcome::Answered { sign_in: sign_in(&parts, reply), wait: demand(&parts) }
}

fn unsaid() -> Outcome {
    Outcome::Answered { sign_in: SignIn::Unsaid, wait: None }
}

fn sign_in(parts: &[Part<'_>], reply: &Reply) -> SignIn {
    let refusals: Vec<RefusalKind> = parts.iter().filter_map(refusal).collect();
    match refusals.first() {
        // A permission that one part lacks while another is answered is no matter of the account.
        Some(&kind) if refusals.len() == parts.len() => {
            let status = parts.first().map_or(reply.status.as_u16(), |part| part.status);
            SignIn::Refused(Refusal { kind, status, request_id: Some(request_id(reply)) })
        }
        _ if parts.iter().any(|part| !part.is_throttled() && is_behind_the_sign_in(part)) => SignIn::Accepted,
        _ => SignIn::Unsaid,
    }
}

/// Why a part was refused; none where it was not.
pub(super) fn refusal(part: &Part<'_>) -> Option<RefusalKind> {
    (part.status == 403).then_some(RefusalKind::NoPermission)
}

/// Whether Graph's own service answered.
fn is_behind_the_sign_in(part: &Part<'_>) -> bool {
    match part.status {
        200 => part.body.trim_start().starts_with('{'),
        401 | 403 => false,
        400..500 => fault::code(part.body).is_some(),
        _ => false,
    }
}

/// The longest wait that any part names; one without a figure where one only says that there is too much.
fn demand(parts: &[Part<'_>]) -> Option<Demand> {
    let longest = parts.iter().filter_map(|part| part.retry_after).max().filter(|wait| !wait.is_zero());
    match longest {
        Some(wait) => Some(Demand::For(wait.min(LONGEST))),
        None => parts.iter().any(Part::is_throttled).then_some(Demand::Unstated),
    }
}

impl Part<'_> {
    /// Whether it says to slow down.
    pub(super) fn is_throttled(&self) -> bool {
        let says = || fault::code(self.body).is_some_and(|code| codes::meaning(&code) == Some(Meaning::Throttled));
        matches!(self.status, 429 | 503 | 509) || self.status >= 400 && says()
    }
}
