//! The source over a channel that plays a script.

use super::*;
use crate::account::{Channel, ChannelError, Judge};
use crate::guard::Held;
use crate::net::Request;
use crate::settings::ExchangeVersion;
use crate::source::{Lookup, ReplyQuestion, Source, Wanted, ews::EwsSource};
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

impl Script {
    fn operations(&self) -> Vec<&'static str> {
        self.requests.lock().unwrap().iter().map(|request| request.operation).collect()
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

fn nobody() -> Reply {
    let body = format!(
        r#"<m:FindPeopleResponse ResponseClass="Success" xmlns:m="{MESSAGES}"><m:ResponseCode>NoError</m:ResponseCode><m:People/></m:FindPeopleResponse>"#
    );
    reply(200, envelope(&body))
}

fn somebody(name: &str, address: &str) -> Reply {
    let body = format!(
        r#"<m:ResolveNamesResponse xmlns:m="{MESSAGES}" xmlns:t="{TYPES}"><m:ResponseMessages><m:ResolveNamesResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:ResolutionSet><t:Resolution><t:Mailbox><t:Name>{name}</t:Name><t:EmailAddress>{address}</t:EmailAddress></t:Mailbox></t:Resolution></m:ResolutionSet></m:ResolveNamesResponseMessage></m:ResponseMessages></m:ResolveNamesResponse>"#
    );
    reply(200, envelope(&body))
}

fn by_name() -> Lookup {
    Lookup { wanted: Wanted::Name("ada".into()), trigger: Trigger::Person }
}

#[tokio::test]
async fn names_are_looked_for_as_the_version_allows() {
    let refused = reply(500, fault("ErrorInvalidOperation", ""));
    let script =
        Script::new([somebody("Ada", "a@b.c"), nobody(), refused, somebody("Ada", "a@b.c"), somebody("Ada", "a@b.c")]);
    let source = EwsSource::new(script.clone(), url(), ExchangeVersion::Detect);
    for _ in 0..4 {
        source.look_up(by_name()).await.unwrap();
    }
    let operations = script.operations();
    assert_eq!(
        operations,
        ["ResolveNames", "FindPeople", "FindPeople", "ResolveNames", "ResolveNames"],
        "once it failed, no more"
    );
}

#[tokio::test]
async fn what_a_version_does_not_know_is_not_asked() {
    let script = Script::new([]);
    let source = EwsSource::new(script.clone(), url(), ExchangeVersion::Exchange2007Sp1).asked_by("a@b.c");
    let rooms = Lookup { wanted: Wanted::RoomLists, trigger: Trigger::Person };
    assert_eq!(source.look_up(rooms).await, Err(SourceError::NotOffered));
    let question = ReplyQuestion { mailboxes: vec!["a@b.c".into()], trigger: Trigger::Timer };
    assert_eq!(source.replies(question).await, Err(SourceError::NotOffered));
    assert!(script.operations().is_empty());
}

#[tokio::test]
async fn replies_are_asked_for_by_the_account_s_own_address_which_is_looked_up_once() {
    let tips = || {
        let body = format!(
            r#"<m:GetMailTipsResponse ResponseClass="Success" xmlns:m="{MESSAGES}"><m:ResponseCode>NoError</m:ResponseCode></m:GetMailTipsResponse>"#
        );
        reply(200, envelope(&body))
    };
    let script = Script::new([somebody("Rita", "rita@b.c"), tips(), tips()]);
    let source = EwsSource::new(script.clone(), url(), ExchangeVersion::Exchange2010).asked_by(r"DOMAIN\reception");
    let question = || ReplyQuestion { mailboxes: vec!["x@b.c".into()], trigger: Trigger::Timer };
    for _ in 0..2 {
        assert_eq!(source.replies(question()).await.unwrap().mailboxes, [crate::source::Reply::Unknown]);
    }
    assert_eq!(script.operations(), ["ResolveNames", "GetMailTips", "GetMailTips"]);
    let body = String::from_utf8(script.requests.lock().unwrap()[1].body.to_vec()).unwrap();
    assert!(body.contains("<m:SendingAs><t:EmailAddress>rita@b.c<"), "{body}");

    let script = Script::new([]);
    let nameless = EwsSource::new(script.clone(), url(), ExchangeVersion::Exchange2010);
    assert_eq!(nameless.replies(question()).await, Err(SourceError::NotOffered));
    let many = ReplyQuestion { mailboxes: vec![String::new(); 51], trigger: Trigger::Timer };
    assert_eq!(nameless.replies(many).await, Err(SourceError::TooManyMailboxes));
    assert!(script.operations().is_empty());
}
