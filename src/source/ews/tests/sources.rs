//! The source over a channel that plays a script.

use super::*;
use crate::account::{Channel, ChannelError, Judge};
use crate::guard::Held;
use crate::net::Request;
use crate::settings::ExchangeVersion;
use crate::source::{Source, ews::EwsSource};
use futures_util::future::BoxFuture;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

#[derive(Default)]
struct Script {
    replies: Mutex<VecDeque<Result<Reply, ChannelError>>>,
    requests: Mutex<Vec<Request>>,
}

impl Channel for Script {
    fn exchange(&self, request: Request, _: Judge, _: Trigger) -> BoxFuture<'_, Result<Reply, ChannelError>> {
        self.requests.lock().unwrap().push(request);
        let next = self.replies.lock().unwrap().pop_front();
        Box::pin(async move { next.unwrap_or(Err(ChannelError::Held(Held::Busy))) })
    }
}

impl Script {
    fn new(replies: impl IntoIterator<Item = Reply>) -> Arc<Self> {
        Arc::new(Self { replies: Mutex::new(replies.into_iter().map(Ok).collect()), ..Self::default() })
    }

    /// The levels that the requests named.
    fn levels(&self) -> Vec<String> {
        let requests = self.requests.lock().unwrap();
        let level = |request: &Request| {
            let body = String::from_utf8(request.body.to_vec()).unwrap();
            body.split_once("Version=\"Exchange").unwrap().1.split_once('"').unwrap().0.to_owned()
        };
        requests.iter().map(level).collect()
    }
}

fn good() -> Reply {
    reply(200, availability(&[entry(&granted("FreeBusy"))]))
}

fn unknown_version() -> Reply {
    reply(500, fault("ErrorInvalidServerVersion", ""))
}

#[tokio::test]
async fn detection_starts_low_and_follows_the_servers_header() {
    let script = Script::new([good(), good()]);
    let source = EwsSource::new(script.clone(), url(), ExchangeVersion::Detect);
    source.schedules(question(1)).await.unwrap();
    source.schedules(question(1)).await.unwrap();
    assert_eq!(script.levels(), ["2007_SP1", "2013_SP1"]);
}

#[tokio::test]
async fn an_unknown_version_is_stepped_down_from_once() {
    let script = Script::new([good(), unknown_version(), good(), good(), unknown_version()]);
    let source = EwsSource::new(script.clone(), url(), ExchangeVersion::Detect);
    for _ in 0..3 {
        source.schedules(question(1)).await.unwrap();
    }
    let error = source.schedules(question(1)).await.unwrap_err();
    assert_eq!(error.notice().code, "version-unknown");
    assert_eq!(script.levels(), ["2007_SP1", "2013_SP1", "2007_SP1", "2007_SP1", "2007_SP1"]);
}

#[tokio::test]
async fn a_fixed_version_is_never_changed() {
    let script = Script::new([good(), unknown_version()]);
    let source = EwsSource::new(script.clone(), url(), ExchangeVersion::Exchange2010Sp1);
    source.schedules(question(1)).await.unwrap();
    source.schedules(question(1)).await.unwrap_err();
    assert_eq!(script.levels(), ["2010_SP1", "2010_SP1"]);
}

#[tokio::test]
async fn nothing_is_sent_for_too_many_or_for_nobody() {
    let script = Script::new([]);
    let source = EwsSource::new(script.clone(), url(), ExchangeVersion::Detect);
    assert_eq!(source.schedules(question(101)).await, Err(SourceError::TooManyMailboxes));
    assert_eq!(source.schedules(question(0)).await.unwrap().mailboxes, []);
    assert!(script.levels().is_empty());
}

#[tokio::test]
async fn requests_are_what_front_ends_take() {
    let script = Script::new([]);
    let source = EwsSource::new(script.clone(), url(), ExchangeVersion::Detect);
    source.schedules(question(1)).await.unwrap_err();
    let requests = script.requests.lock().unwrap();
    assert_eq!(requests[0].headers["content-type"], "text/xml; charset=utf-8");
    assert_eq!(requests[0].method, http::Method::POST);
    assert_eq!(requests[0].url, url());
    assert!(!requests[0].id.is_nil());
}
