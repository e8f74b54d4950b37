//! Carries a search out: over the one client, and through a guarded channel for the one request with a credential.

use super::address::MailAddress;
use super::answer::{self, Asked, Probed};
use super::notice::unreached;
use super::plan::{Action, Form, Found, Place};
use super::search::{Search, Told};
use super::{pox, soap};
use crate::account::{BasicAccount, Channel, ChannelError, HandshakeAccount, Origin, Scheme, SchemeChoice, Trigger};
use crate::guard::{Keeper, Outcome, SignIn, SystemClock};
use crate::net::{Client, NameServers, NetError, Reply, Request};
use crate::source::SourceError;
use crate::store::{Secret, SecretStore};
use crate::words::{Mark, Notice, Step};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, header};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;
use url::Url;
use uuid::Uuid;

/// An empty question: whoever asks for a sign-in does so before reading it.
const NOTHING: &str = r#"<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body/></s:Envelope>"#;

/// The credential for the one request that may carry it.
#[derive(Debug, Clone)]
pub struct Access {
    /// `DOMAIN\user`, `user@domain`
    pub username: String,
    /// The password.
    pub password: Secret,
    /// How it may be presented.
    pub choice: SchemeChoice,
    /// Where the guard keeps its records.
    pub state: PathBuf,
    /// For the password's tag.
    pub store: SecretStore,
}

/// Finds servers.
#[derive(Debug, Clone)]
pub struct Finder {
    /// What asks.
    pub client: Client,
    /// Who is asked for records.
    pub names: NameServers,
    /// The credential; without one the search goes as far as it gets.
    pub access: Option<Access>,
}

impl Finder {
    /// Finds the server of `address`, telling each step. The places in `confirmed` are asked first, with the credential.
    /// Must be driven to its end once begun: run it in a task of its own.
    pub async fn find(&self, address: MailAddress, confirmed: &[Url], tell: &mut (dyn FnMut(Step) + Send)) -> Found {
        let mut search = Search::new(address, confirmed, self.access.is_some());
        loop {
            let begun = Instant::now();
            let action = search.next_action();
            let (name, (mark, notices)) = match action {
                Action::Probe(place) => ("find-probe", self.probe(&mut search, place).await),
                Action::Plain(url) => ("find-plain", self.plain(&mut search, &url).await),
                Action::Record(name) => ("find-record", self.record(&mut search, &name).await),
                Action::Ask { place, address, signs_in } => {
                    let name = if signs_in { "find-sign-in" } else { "find-ask" };
                    (name, self.ask(&mut search, place, &address, signs_in).await)
                }
                Action::Knock(url) => ("find-knock", self.knock(&mut search, &url).await),
                Action::Done(found) => {
                    tell(found.step());
                    return found;
                }
            };
            tell(Step::new(name, begun.elapsed(), mark, notices));
        }
    }

    async fn probe(&self, search: &mut Search, place: Place) -> Told {
        let result = self.client.bare(look(&place.url)).await;
        let probed = result.as_ref().map_or(Probed::Failed, |reply| answer::probed(reply, &place.url));
        with(search.probed(place, probed), result.err())
    }

    async fn plain(&self, search: &mut Search, url: &Url) -> Told {
        let result = self.client.bare(look(url)).await;
        let to = match &result {
            Ok(reply) => match answer::probed(reply, url) {
                Probed::Redirect(to) => Some(to),
                _ => None,
            },
            Err(_) => None,
        };
        match result {
            Err(error) => (Mark::Blank, vec![unreached(&error)]),
            Ok(_) => search.plain(url, to),
        }
    }

    async fn record(&self, search: &mut Search, name: &str) -> Told {
        match self.names.services(name).await {
            Ok(hosts) => search.recorded(name, &hosts),
            Err(error) => {
                let (mark, _) = search.recorded(name, &[]);
                (mark, vec![Notice::new("find-no-name-server").with("name", name).with("reason", error)])
            }
        }
    }

    async fn ask(&self, search: &mut Search, place: Place, address: &MailAddress, signs_in: bool) -> Told {
        let request = question(&place, address);
        let (asked, said) = match &self.access {
            Some(access) if signs_in => {
                let channel = self.channel(access, &place.url).await;
                heard(channel.exchange(request, answer::judge, Trigger::Person).await, &place.url)
            }
            _ => match self.client.bare(request).await {
                Ok(reply) => (answer::asked(&reply, &place.url), None),
                Err(error) => (Asked::Failed, Some(unreached(&error))),
            },
        };
        let (mark, mut notices) = search.asked(place, signs_in, asked);
        notices.extend(said);
        (mark, notices)
    }

    async fn knock(&self, search: &mut Search, url: &Url) -> Told {
        let result = self.client.bare(post(url, Bytes::from_static(NOTHING.as_bytes()))).await;
        let answers = result.as_ref().is_ok_and(answer::is_ews);
        with(search.knocked(answers), result.err())
    }

    /// The guarded way to `url`; its record is that of the host, which the server's own shares where it is the same.
    async fn channel(&self, access: &Access, url: &Url) -> Arc<dyn Channel> {
        let Access { username, password, choice, state, store } = access.clone();
        let (client, origin) = (self.client.clone(), Origin::new(url, &username));
        let keeper = Arc::new(Keeper::new(&state, &origin.guard_name(), Arc::new(SystemClock)));
        match choice {
            SchemeChoice::Only(Scheme::Basic) => {
                Arc::new(BasicAccount::new(client, keeper, &origin, username, password, &store).await)
            }
            choice => {
                let way = (client, choice);
                Arc::new(HandshakeAccount::new(way, keeper, &origin, username, password, &store).await)
            }
        }
    }
}

/// What came of the request with the credential, and what to say of it.
fn heard(result: Result<Reply, ChannelError>, url: &Url) -> (Asked, Option<Notice>) {
    let reply = match result {
        Ok(reply) => reply,
        Err(ChannelError::Net(error)) => return (Asked::Failed, Some(error.notice())),
        Err(ChannelError::Refused(refusal)) => return (Asked::Refused, Some(refusal.notice())),
        Err(error) => return (Asked::Held, Some(SourceError::from(error).notice())),
    };
    match answer::judge(&reply) {
        Outcome::Answered { sign_in: SignIn::Refused(refusal), .. } => (Asked::Refused, Some(refusal.notice())),
        _ => (answer::asked(&reply, url), None),
    }
}

fn with((mark, mut notices): Told, error: Option<NetError>) -> Told {
    notices.extend(error.as_ref().map(unreached));
    (mark, notices)
}

/// A look at what is there.
fn look(url: &Url) -> Request {
    Request { method: Method::GET, headers: HeaderMap::new(), ..post(url, Bytes::new()) }
}

fn question(place: &Place, address: &MailAddress) -> Request {
    let body = match place.form {
        Form::Pox => pox::question(address.as_str()),
        Form::Soap => soap::question(address.as_str(), place.url.as_str()),
    };
    post(&place.url, Bytes::from(body))
}

fn post(url: &Url, body: Bytes) -> Request {
    let mut headers = HeaderMap::new();
    // In exactly this spelling: front ends were seen that take no other.
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/xml; charset=utf-8"));
    headers.insert(header::ACCEPT, HeaderValue::from_static("text/xml"));
    Request { operation: "Autodiscover", method: Method::POST, url: url.clone(), headers, body, id: Uuid::new_v4() }
}
