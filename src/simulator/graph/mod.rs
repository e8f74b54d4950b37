//! What Microsoft Graph answers about the company: `getSchedule`, plainly and inside a `$batch`.
//!
//! | file | what it is |
//! |---|---|
//! | `call` | one call, whether it came by itself or inside a `$batch`, and its answer |
//! | `batch` | several of them in one request |
//! | `fault` | errors as Graph writes them |
//! | `throttle` | how often it may be asked |
//! | `get_schedule` | the calendars |
//! | `mischief` | what scenarios answer instead |

mod batch;
mod call;
mod fault;
mod get_schedule;
mod mischief;
mod throttle;

pub(super) use throttle::Throttle;

use super::entra::{self, Door, Judged};
use super::log::{RequestEntry, SignInOutcome};
use super::scenario::Scenario;
use super::server::Answer;
use super::shared::Shared;
use call::{Call, Reply};
use fault::Fault;
use http::request::Parts;
use http::{HeaderName, Method, StatusCode, header};
use serde_json::Value;

/// The version that is served, as the first part of each path.
const VERSION: &str = "/v1.0";

/// What a call may look at.
struct Visit<'a> {
    shared: &'a Shared,
    scenario: &'a Scenario,
    /// The permissions of the token.
    permissions: &'a [String],
}

/// The answer to a request of Graph; none where the path is not one of its.
pub(super) fn answer(
    shared: &Shared,
    scenario: &Scenario,
    head: &Parts,
    content: &[u8],
    entry: &mut RequestEntry,
) -> Option<Answer> {
    let path = head.uri.path();
    let (version, path) = path.split_at_checked(VERSION.len())?;
    if !version.eq_ignore_ascii_case(VERSION) || !(path.is_empty() || path.starts_with('/')) {
        return None;
    }
    let permissions = match entra::judge(shared, scenario, &head.headers, Door::Graph) {
        Judged::In(permissions) => permissions,
        Judged::None => {
            entry.sign_in = SignInOutcome::Missing;
            return Some(refused("Access token is empty.", "Bearer realm=\"\"", entry));
        }
        Judged::Out(outcome, challenge) => {
            entry.sign_in = outcome;
            let text = "Lifetime validation failed, the token is expired.";
            return Some(refused(text, &challenge, entry));
        }
    };
    entry.sign_in = SignInOutcome::Accepted;
    let visit = Visit { shared, scenario, permissions: &permissions };
    if let Scenario::HugeAnswer { mebibytes } = scenario {
        entry.operation = Some("getSchedule".to_owned());
        return Some(mischief::huge(*mebibytes));
    }
    let reply = if head.method == Method::POST && path.eq_ignore_ascii_case("/$batch") {
        entry.operation = Some("$batch".to_owned());
        batch::answer(&visit, head, content, entry)
    } else {
        call::answer(&visit, &Call::of_request(head, path, content), None, entry)
    };
    Some(written(reply))
}

fn refused(text: &str, challenge: &str, entry: &mut RequestEntry) -> Answer {
    let fault = Fault::new(StatusCode::UNAUTHORIZED, "InvalidAuthenticationToken", text);
    entry.code = Some(fault.code.clone());
    written(fault.reply()).with(header::WWW_AUTHENTICATE, challenge)
}

/// The answer to a call, as HTTP carries it.
fn written(reply: Reply) -> Answer {
    let mut answer = match reply.body {
        Value::Null => Answer::empty(reply.status),
        body => {
            let kind =
                "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";
            Answer::text(reply.status, kind, body.to_string())
        }
    };
    for (name, value) in reply.headers {
        if let Ok(name) = HeaderName::try_from(name) {
            answer = answer.with(name, &value);
        }
    }
    answer
}
