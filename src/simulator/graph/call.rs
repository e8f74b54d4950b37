//! One call, whether it came by itself or inside a `$batch`, and its answer.

use super::fault::Fault;
use super::{Visit, get_schedule, mischief};
use crate::simulator::company::Recipient;
use crate::simulator::log::RequestEntry;
use http::request::Parts;
use http::{HeaderMap, StatusCode, header};
use percent_encoding::percent_decode_str;
use serde_json::Value;
use std::time::Instant;

/// One call.
pub(super) struct Call {
    pub method: String,
    /// Below the version.
    pub path: String,
    /// Whether it says that its body is JSON.
    pub says_json: bool,
    /// Its `Prefer` headers.
    pub prefer: Vec<String>,
    /// None where it is no JSON.
    pub body: Option<Value>,
}

impl Call {
    /// The call that a request is.
    pub fn of_request(head: &Parts, path: &str, content: &[u8]) -> Self {
        Self {
            method: head.method.to_string(),
            path: path.to_owned(),
            says_json: says_json(&head.headers),
            prefer: texts(&head.headers, "prefer"),
            body: serde_json::from_slice(content).ok(),
        }
    }
}

/// Whether the headers say that a body is JSON.
pub(super) fn says_json(headers: &HeaderMap) -> bool {
    texts(headers, header::CONTENT_TYPE.as_str()).iter().any(|kind| is_json(kind))
}

/// Whether a content type is JSON's.
pub(super) fn is_json(kind: &str) -> bool {
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

fn texts(headers: &HeaderMap, name: &str) -> Vec<String> {
    headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).map(str::to_owned).collect()
}

/// The answer to a call.
pub(super) struct Reply {
    pub status: StatusCode,
    pub headers: Vec<(&'static str, String)>,
    /// Null: none.
    pub body: Value,
}

/// Answers a call. `part`: its place in a `$batch`.
pub(super) fn answer(visit: &Visit<'_>, call: &Call, part: Option<usize>, entry: &mut RequestEntry) -> Reply {
    match perform(visit, call, part, entry) {
        Ok(body) => Reply { status: StatusCode::OK, headers: Vec::new(), body },
        Err(fault) => {
            entry.code.get_or_insert_with(|| fault.code.clone());
            fault.reply()
        }
    }
}

fn perform(visit: &Visit<'_>, call: &Call, part: Option<usize>, entry: &mut RequestEntry) -> Result<Value, Fault> {
    let path = call.path.trim_matches('/').to_owned();
    let mut segments = path.split('/');
    let owner = match (segments.next().unwrap_or_default().to_ascii_lowercase().as_str(), segments.next()) {
        ("me", second) => (None, second),
        ("users", Some(user)) => (Some(user), segments.next()),
        (first, _) => return Err(Fault::no_segment(first)),
    };
    let (user, calendar) = owner;
    let rest: Vec<String> = calendar.into_iter().chain(segments).map(str::to_ascii_lowercase).collect();
    let rest: Vec<&str> = rest.iter().map(String::as_str).collect();
    match rest.as_slice() {
        ["calendar", "getschedule"] | ["calendar", "microsoft.graph.getschedule"] => {}
        other => return Err(Fault::no_segment(other.first().copied().unwrap_or_default())),
    }
    if part.is_none() {
        entry.operation = Some("getSchedule".to_owned());
    }
    if call.method != "POST" {
        let text = "Specified HTTP method is not allowed for the request target.";
        return Err(Fault::new(StatusCode::METHOD_NOT_ALLOWED, "Request_BadRequest", text));
    }
    if let Some(fault) = mischief::after_sign_in(visit.scenario, part) {
        return Err(fault);
    }
    let limits = &visit.shared.options.limits;
    if let Some(wait) = visit.shared.throttle().count(limits.graph_requests, Instant::now()) {
        return Err(Fault::throttled(wait.as_secs_f64()));
    }
    let may = ["Calendars.ReadBasic", "Calendars.Read", "Calendars.ReadWrite"];
    if !visit.permissions.iter().any(|permission| may.contains(&permission.as_str())) {
        return Err(Fault::denied());
    }
    if let Some(user) = user {
        let user = percent_decode_str(user).decode_utf8_lossy();
        if !matches!(visit.shared.company.find(&user), Some(Recipient::Member(_))) {
            let text = format!("The requested user '{user}' is invalid.");
            return Err(Fault::new(StatusCode::NOT_FOUND, "ErrorInvalidUser", text));
        }
    }
    if !call.says_json {
        let text = "Entity only allows writes with a JSON Content-Type header.";
        return Err(Fault::bad_request("BadRequest", text));
    }
    get_schedule::answer(visit, call, entry)
}
