//! The way to the server, without a credential: proxy, name, connection, TLS, and what answers there.

use super::Tell;
use super::sign_in::Whom;
use crate::account::{ChannelError, SchemeChoice, Trigger};
use crate::calendar::Window;
use crate::net::{Client, NetError, Reply, Request};
use crate::settings::{Settings, is_loopback};
use crate::source::{Misread, Question, SourceError, ews, graph};
use crate::words::{Ending, Mark, Notice, Step};
use bytes::Bytes;
use chrono::Utc;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use std::time::{Duration, Instant};
use url::Url;
use uuid::Uuid;

/// Who looks after certificates wants to know so long before one ends.
const SOON_DAYS: i64 = 21;

/// An empty question: whoever asks for a sign-in does so before reading it.
const NOTHING: &str = r#"<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body/></s:Envelope>"#;

/// Goes to the machine that requests connect to; true when it listens.
pub(super) async fn connect(client: &Client, url: &Url, tell: Tell<'_>) -> bool {
    let hop = client.first_hop(url);
    let proxy = if hop.is_proxy {
        Notice::new("check-through-proxy").with("host", &hop.host)
    } else {
        Notice::new("check-no-proxy")
    };
    tell(Step::new("proxy", Duration::ZERO, Mark::Passed, vec![proxy]));

    let begun = Instant::now();
    let addresses = match hop.resolve().await {
        Ok(addresses) => addresses,
        Err(error) => return fail(tell, "name", begun, &error),
    };
    let found = addresses.iter().map(|address| address.ip().to_string()).collect::<Vec<_>>().join(", ");
    let named = Notice::new("check-name-found").with("host", &hop.host).with("addresses", found);
    tell(Step::new("name", begun.elapsed(), Mark::Passed, vec![named]));

    let begun = Instant::now();
    if let Err(error) = hop.connect(&addresses).await {
        return fail(tell, "connect", begun, &error);
    }
    let connected = Notice::new("check-connected").with("host", &hop.host).with("port", hop.port);
    tell(Step::new("connect", begun.elapsed(), Mark::Passed, vec![connected]));
    true
}

fn fail(tell: Tell<'_>, name: &'static str, begun: Instant, error: &NetError) -> bool {
    tell(Step::new(name, begun.elapsed(), Mark::Failed(Ending::Incomplete), vec![error.notice()]));
    false
}

/// Makes a connection under TLS and looks at the certificate; true when one would be used.
pub(super) async fn tls(client: &Client, url: &Url, settings: &Settings, tell: Tell<'_>) -> bool {
    let host = url.host_str().unwrap_or_default();
    let begun = Instant::now();
    if url.scheme() != "https" {
        let (mark, code) = match is_loopback(url) {
            true => (Mark::Passed, "check-own-computer"),
            false if settings.network.basic_over_http => (Mark::Warned, "check-plain-password"),
            false => (Mark::Warned, "check-plain-http"),
        };
        tell(Step::new("tls", Duration::ZERO, mark, vec![Notice::new(code).with("host", host)]));
        return true;
    }
    let connection = match client.connect(url).await {
        Ok(connection) => connection,
        Err(error) => return fail(tell, "tls", begun, &error),
    };
    let mut notices = vec![Notice::new("check-certificate").with("host", host)];
    let mut mark = Mark::Passed;
    if let Some(certificate) = connection.certificate() {
        let days = (certificate.ends - Utc::now()).num_days();
        let soon = days < SOON_DAYS;
        mark = if soon { Mark::Warned } else { mark };
        let code = if soon { "check-certificate-soon" } else { "check-certificate-ends" };
        let date = certificate.ends.format("%Y-%m-%d");
        notices
            .push(Notice::new(code).with("date", date).with("days", days.max(0)).with("issuer", &certificate.issuer));
    }
    tell(Step::new("tls", begun.elapsed(), mark, notices));
    true
}

/// Sends one request without a credential; true when a sign-in is worth trying.
pub(super) async fn answer(client: &Client, whom: &Whom, choice: Option<SchemeChoice>, tell: Tell<'_>) -> bool {
    let begun = Instant::now();
    let reply = match client.bare(request(whom)).await {
        Ok(reply) => reply,
        Err(error) => return fail(tell, "answer", begun, &error),
    };
    let (mark, notice) = judge(&reply, whom, choice);
    tell(Step::new("answer", begun.elapsed(), mark, vec![notice.for_way(whom.way)]));
    !matches!(mark, Mark::Failed(_))
}

fn request(whom: &Whom) -> Request {
    let (kind, accepted, body) = match whom.graph {
        true => ("application/json", "application/json", "{}"),
        false => ("text/xml; charset=utf-8", "text/xml", NOTHING),
    };
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::ACCEPT, HeaderValue::from_static(accepted));
    Request {
        operation: "check",
        method: Method::POST,
        url: whom.url.clone(),
        headers,
        body: Bytes::from_static(body.as_bytes()),
        id: Uuid::new_v4(),
    }
}

/// What an answer to nobody says of the server. What only a sign-in can tell is left to it.
fn judge(reply: &Reply, whom: &Whom, choice: Option<SchemeChoice>) -> (Mark, Notice) {
    let (url, host) = (&whom.url, whom.url.host_str().unwrap_or_default());
    if reply.status == StatusCode::UNAUTHORIZED {
        return challenge(&reply.headers, host, choice);
    }
    let moment = reply.at;
    let question = Question {
        // Graph's answer to a question about nobody would say nothing.
        mailboxes: if whom.graph { vec![String::new()] } else { Vec::new() },
        window: Window { start: moment, end: moment },
        details: false,
        trigger: Trigger::Person,
    };
    let read = if whom.graph { graph::read_reply } else { ews::read_reply };
    match read(reply, &question, url) {
        Ok(_) | Err(SourceError::GraphFault { .. }) if whom.graph => {
            (Mark::Passed, Notice::new("check-graph-answers").with("host", host))
        }
        Ok(_) | Err(SourceError::Fault { .. } | SourceError::NotUnderstood { what: Misread::Count { .. }, .. }) => {
            (Mark::Passed, Notice::new("check-exchange-answers").with("host", host))
        }
        // Without a sign-in it says nothing of the account.
        Err(SourceError::Refused(refusal)) => {
            (Mark::Warned, Notice::new("check-refuses-nobody").with("host", host).with("status", refusal.status))
        }
        Err(error) => (Mark::Failed(Ending::Incomplete), error.notice()),
    }
}

/// Whether one of the ways to sign in that a server offers would do. Without a choice it is Office 365, which takes tokens
/// whether it says so here or not.
fn challenge(headers: &HeaderMap, host: &str, choice: Option<SchemeChoice>) -> (Mark, Notice) {
    let Some(choice) = choice else {
        return (Mark::Passed, Notice::new("check-asks-for-sign-in").with("host", host).with("ways", "Bearer"));
    };
    match choice.offered_by(host, headers) {
        Ok(ways) => {
            (Mark::Passed, Notice::new("check-asks-for-sign-in").with("host", host).with("ways", ways.join(", ")))
        }
        Err(error) => (Mark::Failed(Ending::Paused), SourceError::from(ChannelError::from(error)).notice()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Scheme;

    #[test]
    fn a_server_must_offer_the_way_that_settings_want() {
        let (automatic, ntlm) = (SchemeChoice::Automatic, SchemeChoice::Only(Scheme::Ntlm));
        let basic = SchemeChoice::Only(Scheme::Basic);
        let table: [(&[&str], SchemeChoice, Option<&str>); 8] = [
            (&["Basic realm=\"mail\""], automatic, None),
            (&["Negotiate, NTLM"], automatic, None),
            (&["Negotiate, NTLM"], ntlm, None),
            (&["Negotiate", "NTLM", "basic"], basic, None),
            (&["Negotiate", "NTLM"], basic, Some("sign-in-not-offered")),
            (&["Negotiate"], ntlm, Some("sign-in-not-offered")),
            (&["Bearer realm=\"x\", error=\"invalid\""], automatic, Some("sign-in-not-offered")),
            (&[], automatic, Some("sign-in-none-offered")),
        ];
        for (offers, choice, code) in table {
            let mut headers = HeaderMap::new();
            for offer in offers {
                headers.append(header::WWW_AUTHENTICATE, HeaderValue::from_static(offer));
            }
            let (mark, notice) = challenge(&headers, "mail", Some(choice));
            let expected =
                code.map_or((Mark::Passed, "check-asks-for-sign-in"), |code| (Mark::Failed(Ending::Paused), code));
            assert!((mark, notice.code) == expected, "{offers:?}: {notice:?}");
        }
    }
}
