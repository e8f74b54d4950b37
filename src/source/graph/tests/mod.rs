//! Tests of the protocol without a network.

mod answers;
mod batches;
mod judging;
mod properties;
mod sources;

use crate::account::Trigger;
use crate::calendar::Window;
use crate::net::Reply;
use crate::source::{Answer, Question, SourceError};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::{Value, json};
use std::time::Duration;
use url::Url;
use uuid::Uuid;

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn root() -> Url {
    Url::parse("https://graph.example.org/").unwrap()
}

fn address(n: usize) -> String {
    format!("person{n}@example.org")
}

fn question(mailboxes: usize) -> Question {
    Question {
        mailboxes: (0..mailboxes).map(address).collect(),
        window: Window { start: utc("2026-11-23T00:00:00Z"), end: utc("2026-11-25T00:00:00Z") },
        details: true,
        trigger: Trigger::Timer,
    }
}

fn reply(status: u16, body: impl Into<String>) -> Reply {
    Reply {
        status: StatusCode::from_u16(status).unwrap(),
        headers: HeaderMap::new(),
        body: Bytes::from(body.into()),
        at: utc("2026-11-23T09:00:00Z"),
        took: Duration::from_millis(40),
        id: Uuid::nil(),
    }
}

fn with(mut reply: Reply, headers: &[(&'static str, &str)]) -> Reply {
    for (name, value) in headers {
        reply.headers.append(HeaderName::from_static(name), HeaderValue::from_str(value).unwrap());
    }
    reply
}

fn read(reply: &Reply, question: &Question) -> Result<Answer, SourceError> {
    super::read_reply(reply, question, &root())
}

/// A time of the 23rd, in UTC.
fn time(clock: &str) -> Value {
    json!({ "dateTime": format!("2026-11-23T{clock}:00.0000000"), "timeZone": "UTC" })
}

fn item(status: &str, start: &str, end: &str) -> Value {
    json!({ "status": status, "start": time(start), "end": time(end) })
}

fn entry(n: usize, items: &[Value]) -> Value {
    json!({ "scheduleId": address(n), "availabilityView": "0", "scheduleItems": items })
}

/// An entry with one busy hour.
fn busy(n: usize) -> Value {
    entry(n, &[item("busy", "09:00", "10:00")])
}

fn schedules(entries: &[Value]) -> Value {
    json!({ "@odata.context": "x", "value": entries })
}

fn error(code: &str) -> Value {
    json!({ "error": { "code": code, "message": "No.", "innerError": { "date": "2026-11-23T09:00:00" } } })
}

/// A part of a batch's answer.
fn part(id: &str, status: u16, headers: Value, body: Value) -> Value {
    json!({ "id": id, "status": status, "headers": headers, "body": body })
}

fn batch(parts: &[Value]) -> String {
    json!({ "responses": parts }).to_string()
}
