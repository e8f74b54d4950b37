//! What an answer means for the account that asked.

use super::signs::Signs;
use super::{answer, text_of, waits};
use crate::guard::{Outcome, Refusal, RefusalKind, SignIn};
use crate::net::Reply;
use crate::source::reply::request_id;

/// Sign-in blocked, as hosted Exchange says it.
const SIGN_IN_BLOCKED: u16 = 456;

/// What an answer to a request *with* a credential means for the account: refused (a log-on page may hide that), accepted, or neither; and the wait that
/// the server demands. Always [`Outcome::Answered`].
pub fn judge(reply: &Reply) -> Outcome {
    let text = text_of(&reply.body);
    let signs = Signs::of(&text);
    let kind = refusal(reply, &text, &signs);
    let sign_in = match kind {
        Some(kind) => {
            SignIn::Refused(Refusal { kind, status: reply.status.as_u16(), request_id: Some(request_id(reply)) })
        }
        // Exchange itself answered, so the sign-in in front of it was passed.
        None if signs.exchange => SignIn::Accepted,
        None => SignIn::Unsaid,
    };
    Outcome::Answered { sign_in, wait: waits::demand(reply, &signs) }
}

fn refusal(reply: &Reply, text: &str, signs: &Signs) -> Option<RefusalKind> {
    let status = reply.status.as_u16();
    let refused = matches!(status, 401 | 403 | SIGN_IN_BLOCKED);
    // Some front ends say in their page what the status does not.
    if status >= 400 && text.contains("currently locked out") || refused && text.contains("locked out") {
        return Some(RefusalKind::Locked);
    }
    if refused && reply.header("x-ms-credential-service-credexpired").is_some_and(|is| is.eq_ignore_ascii_case("true"))
    {
        return Some(RefusalKind::Expired);
    }
    signs.refusal.or(match status {
        401 | SIGN_IN_BLOCKED => Some(RefusalKind::Credentials),
        403 => Some(RefusalKind::Forbidden),
        _ if !signs.exchange && answer::is_log_on_page(reply, text) => Some(RefusalKind::LogOnPage),
        _ => None,
    })
}
