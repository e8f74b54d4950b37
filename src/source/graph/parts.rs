//! An answer taken apart: the only part of a plain one, or those of a `$batch`, each with its own status and wait.

use crate::net::Reply;
use crate::source::Misread;
use crate::source::reply::{retry_after, wait};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::time::Duration;

/// The answer to one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part<'r> {
    /// The HTTP status.
    pub(super) status: u16,
    /// The wait that it names.
    pub(super) retry_after: Option<Duration>,
    /// JSON, if anything.
    pub(super) body: &'r str,
}

/// The parts of an answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Parts<'r> {
    /// It stands for itself.
    One(Part<'r>),
    /// A `$batch`'s, in the order of the requests; none where a request was left without an answer.
    Several(Vec<Option<Part<'r>>>),
}

#[derive(Deserialize)]
struct Envelope<'r> {
    #[serde(borrow)]
    responses: Vec<&'r RawValue>,
}

#[derive(Deserialize)]
struct Inner<'r> {
    id: Value,
    status: u16,
    #[serde(borrow, default)]
    headers: Option<&'r RawValue>,
    #[serde(borrow, default)]
    body: Option<&'r RawValue>,
}

/// The text of an answer. Without the mark that some writers put before it, and that JSON does not know.
pub(super) fn text_of(reply: &Reply) -> Result<&str, Misread> {
    let text = std::str::from_utf8(&reply.body).map_err(|_| Misread::NotGraph)?;
    Ok(text.trim_start_matches('\u{FEFF}'))
}

/// Takes an answer apart.
pub(super) fn of<'r>(reply: &Reply, text: &'r str) -> Result<Parts<'r>, Misread> {
    let whole = Part { status: reply.status.as_u16(), retry_after: retry_after(reply), body: text };
    // What is not the envelope of a batch stands for itself: also an error in its place.
    let Ok(Envelope { responses }) = serde_json::from_str(text) else { return Ok(Parts::One(whole)) };
    let mut parts: Vec<Option<Part<'r>>> = Vec::new();
    for raw in responses {
        let Inner { id, status, headers, body } = serde_json::from_str(raw.get()).map_err(|_| Misread::NotGraph)?;
        let place = place(&id).ok_or(Misread::NotGraph)?;
        if parts.len() <= place {
            parts.resize(place + 1, None);
        }
        let part = Part {
            status,
            retry_after: headers.and_then(|headers| named_wait(headers, reply)).or(whole.retry_after),
            body: body.map_or("", RawValue::get),
        };
        // Two answers to one request: nobody knows which of them holds.
        if parts.get_mut(place).is_none_or(|known| known.replace(part).is_some()) {
            return Err(Misread::NotGraph);
        }
    }
    Ok(Parts::Several(parts))
}

/// Which request an answer belongs to. More than there ever are is none of ours.
fn place(id: &Value) -> Option<usize> {
    let place = match id {
        Value::String(text) => text.parse().ok(),
        other => other.as_u64().and_then(|number| usize::try_from(number).ok()),
    };
    place.filter(|&place| place < 100)
}

/// `Retry-After` among the headers of a part, in any case; as text or as a number.
fn named_wait(headers: &RawValue, reply: &Reply) -> Option<Duration> {
    let headers: Map<String, Value> = serde_json::from_str(headers.get()).ok()?;
    let value = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("retry-after"))?.1;
    match value {
        Value::String(text) => wait(text.trim(), reply),
        Value::Number(number) => wait(&number.to_string(), reply),
        _ => None,
    }
}
