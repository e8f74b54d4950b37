//! `$batch`: several calls in one request, each answered and throttled by itself.

use super::Visit;
use super::call::{self, Call, Reply, is_json, says_json};
use super::fault::Fault;
use crate::simulator::log::RequestEntry;
use http::StatusCode;
use http::request::Parts;
use serde_json::{Map, Value, json};
use std::collections::HashMap;

/// How many requests one may have.
const MOST: usize = 20;

/// Answers the request.
pub(super) fn answer(visit: &Visit<'_>, head: &Parts, content: &[u8], entry: &mut RequestEntry) -> Reply {
    match perform(visit, head, content, entry) {
        Ok(body) => Reply { status: StatusCode::OK, headers: Vec::new(), body },
        Err(fault) => {
            entry.code = Some(fault.code.clone());
            fault.reply()
        }
    }
}

fn perform(visit: &Visit<'_>, head: &Parts, content: &[u8], entry: &mut RequestEntry) -> Result<Value, Fault> {
    let bad = |text: &str| Fault::bad_request("BadRequest", text);
    if !says_json(&head.headers) {
        return Err(bad("Entity only allows writes with a JSON Content-Type header."));
    }
    let whole: Value = serde_json::from_slice(content).map_err(|_| bad("Unable to read JSON request payload."))?;
    let requests = whole["requests"].as_array().ok_or_else(|| bad("Invalid batch payload format."))?;
    if requests.is_empty() || requests.len() > MOST {
        let text = format!("Number of batch request steps is not between 1 and {MOST}.");
        return Err(Fault::bad_request("MaximumValueExceeded", text));
    }
    let mut failed: HashMap<&str, bool> = HashMap::new();
    let mut responses = Vec::new();
    for (place, request) in requests.iter().enumerate() {
        let id = request["id"].as_str().filter(|id| !id.is_empty() && !failed.contains_key(id));
        let id = id.ok_or_else(|| bad("Every request needs an id of its own."))?;
        let parents = request["dependsOn"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let lost = parents.into_iter().any(|parent| failed.get(parent).copied().unwrap_or(true));
        let reply = if lost {
            Fault::new(StatusCode::FAILED_DEPENDENCY, "FailedDependency", "A request before this one failed.").reply()
        } else {
            call::answer(visit, &part(request)?, Some(place), entry)
        };
        failed.insert(id, !reply.status.is_success());
        responses.push(response(id, reply));
    }
    // In another order than they were asked in, as they may come.
    responses.reverse();
    Ok(json!({ "responses": responses }))
}

fn part(request: &Value) -> Result<Call, Fault> {
    let headers = request["headers"].as_object();
    let named = |name: &str| -> Vec<String> {
        let pairs = headers.into_iter().flatten().filter(|(known, _)| known.eq_ignore_ascii_case(name));
        pairs.filter_map(|(_, value)| value.as_str().map(str::to_owned)).collect()
    };
    let url = request["url"].as_str().unwrap_or_default();
    if url.is_empty() || url.contains("://") {
        return Err(Fault::bad_request("BadRequest", "The url of a request is relative to the version."));
    }
    Ok(Call {
        method: request["method"].as_str().unwrap_or_default().to_ascii_uppercase(),
        path: url.split('?').next().unwrap_or_default().to_owned(),
        says_json: named("content-type").iter().any(|kind| is_json(kind)),
        prefer: named("prefer"),
        body: request.get("body").cloned(),
    })
}

fn response(id: &str, reply: Reply) -> Value {
    let mut headers: Map<String, Value> = Map::new();
    headers.insert("Cache-Control".to_owned(), "private".into());
    if !reply.body.is_null() {
        headers.insert("Content-Type".to_owned(), "application/json".into());
    }
    headers.extend(reply.headers.into_iter().map(|(name, value)| (name.to_owned(), value.into())));
    json!({ "id": id, "status": reply.status.as_u16(), "headers": headers, "body": reply.body })
}
