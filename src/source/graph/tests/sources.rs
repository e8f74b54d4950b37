//! The source over a channel that plays a script.

use super::*;
use crate::account::{Channel, ChannelError, Judge};
use crate::guard::Held;
use crate::net::Request;
use crate::source::{Source, graph::GraphSource, graph::probe_url};
use futures_util::future::BoxFuture;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

#[derive(Default)]
struct Script {
    replies: Mutex<VecDeque<Reply>>,
    requests: Mutex<Vec<Request>>,
}

impl Channel for Script {
    fn exchange(&self, request: Request, _: Judge, _: Trigger) -> BoxFuture<'_, Result<Reply, ChannelError>> {
        self.requests.lock().unwrap().push(request);
        let next = self.replies.lock().unwrap().pop_front();
        Box::pin(async move { next.ok_or(ChannelError::Held(Held::Busy)) })
    }
}

impl Script {
    fn new(replies: impl IntoIterator<Item = Reply>) -> Arc<Self> {
        Arc::new(Self { replies: Mutex::new(replies.into_iter().collect()), ..Self::default() })
    }

    /// Paths and bodies of what was asked.
    fn asked(&self) -> Vec<(String, Value)> {
        let requests = self.requests.lock().unwrap();
        let body = |request: &Request| serde_json::from_slice(&request.body).unwrap();
        requests.iter().map(|request| (request.url.path().to_owned(), body(request))).collect()
    }
}

fn source(script: &Arc<Script>) -> GraphSource {
    GraphSource::new(script.clone(), &root())
}

fn some(people: std::ops::Range<usize>) -> Value {
    schedules(&people.map(busy).collect::<Vec<_>>())
}

#[tokio::test]
async fn twenty_are_asked_for_plainly_and_more_in_a_batch() {
    let both = batch(&[part("1", 200, json!({}), some(20..21)), part("0", 200, json!({}), some(0..20))]);
    let script = Script::new([reply(200, some(0..20).to_string()), reply(200, both)]);
    let source = source(&script);
    assert_eq!(source.batch_limit(), 80);
    assert!(source.schedules(question(20)).await.unwrap().mailboxes.iter().all(Result::is_ok));
    assert!(source.schedules(question(21)).await.unwrap().mailboxes.iter().all(Result::is_ok));
    let asked = script.asked();
    assert_eq!(asked[0].0, "/v1.0/me/calendar/getSchedule");
    let body = |people: std::ops::Range<usize>| {
        json!({
            "schedules": people.map(address).collect::<Vec<_>>(),
            "startTime": { "dateTime": "2026-11-23T00:00:00", "timeZone": "UTC" },
            "endTime": { "dateTime": "2026-11-25T00:00:00", "timeZone": "UTC" },
            "availabilityViewInterval": 60,
        })
    };
    assert_eq!(asked[0].1, body(0..20));
    let requests = &asked[1].1["requests"];
    assert_eq!((asked[1].0.as_str(), requests.as_array().unwrap().len()), ("/v1.0/$batch", 2));
    for (n, people) in [0..20, 20..21].into_iter().enumerate() {
        let expected = json!({
            "id": n.to_string(),
            "method": "POST",
            "url": "/me/calendar/getSchedule",
            "headers": { "Content-Type": "application/json", "Prefer": "outlook.timezone=\"UTC\"" },
            "body": body(people),
        });
        assert_eq!(requests[n], expected);
    }
}

#[tokio::test]
async fn requests_ask_for_json_in_utc() {
    let script = Script::new([]);
    source(&script).schedules(question(1)).await.unwrap_err();
    let requests = script.requests.lock().unwrap();
    let headers = &requests[0].headers;
    for name in ["content-type", "accept"] {
        assert_eq!(headers[name], "application/json");
    }
    assert_eq!(headers["prefer"], "outlook.timezone=\"UTC\"");
    assert_eq!(requests[0].method, http::Method::POST);
    assert!(!requests[0].id.is_nil());
}

#[tokio::test]
async fn nothing_is_sent_for_too_many_or_for_nobody() {
    let script = Script::new([]);
    assert_eq!(source(&script).schedules(question(81)).await, Err(SourceError::TooManyMailboxes));
    assert_eq!(source(&script).schedules(question(0)).await.unwrap().mailboxes, []);
    assert!(script.asked().is_empty());
}

#[tokio::test]
async fn a_part_whose_token_is_refused_is_asked_for_alone_where_the_channel_sees_it() {
    let first = batch(&[
        part("0", 200, json!({}), some(0..20)),
        part("1", 401, json!({}), error("InvalidAuthenticationToken")),
        part("2", 429, json!({}), error("TooManyRequests")),
    ]);
    let script = Script::new([reply(200, first), reply(200, some(20..40).to_string())]);
    let answer = source(&script).schedules(question(60)).await.unwrap();
    let ok = answer.mailboxes.iter().map(Result::is_ok).collect::<Vec<_>>();
    assert!(ok[..40].iter().all(|ok| *ok) && !ok[40..].iter().any(|ok| *ok));
    let asked = script.asked();
    assert_eq!(asked.len(), 2);
    assert_eq!(
        (asked[1].0.as_str(), &asked[1].1["schedules"][0]),
        ("/v1.0/me/calendar/getSchedule", &json!(address(20)))
    );
    // Whatever the channel makes of it is the answer.
    let all = batch(&[part("0", 401, json!({}), json!(null)), part("1", 401, json!({}), json!(null))]);
    let script = Script::new([reply(200, all)]);
    let held = source(&script).schedules(question(40)).await.unwrap_err();
    assert_eq!(held, SourceError::Channel(ChannelError::Held(Held::Busy)));
}

#[test]
fn the_root_is_taken_with_or_without_its_version() {
    for root in ["https://graph.example.org", "https://graph.example.org/v1.0", "https://graph.example.org/V1.0/"] {
        let url = probe_url(&Url::parse(root).unwrap());
        assert_eq!(url.as_str().to_lowercase(), "https://graph.example.org/v1.0/me/calendar/getschedule", "{root}");
    }
    let gateway = probe_url(&Url::parse("http://127.0.0.1:9/graph/").unwrap());
    assert_eq!(gateway.path(), "/graph/v1.0/me/calendar/getSchedule");
}
