//! The way to the server, without a credential: proxy, name, connection, TLS, and what answers there.

use super::sign_in::Whom;
use super::step::{Mark, Step};
use crate::account::{ChannelError, SchemeChoice, Trigger};
use crate::calendar::Window;
use crate::cli::Exit;
use crate::net::{Client, NetError, Reply, Request};
use crate::settings::{Settings, is_loopback};
use crate::source::{Misread, Question, SourceError, ews, graph};
use crate::words::Notice;
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use std::time::Instant;
use url::Url;
use uuid::Uuid;

/// An empty question: whoever asks for a sign-in does so before reading it.
const NOTHING: &str = r#"<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body/></s:Envelope>"#;

/// Goes to the machine that requests connect to; true when it listens.
pub(super) async fn connect(client: &Client, url: &Url, steps: &mut Vec<Step>) -> bool {
    let hop = client.first_hop(url);
    let proxy = if hop.is_proxy {
        Notice::new("check-through-proxy").with("host", &hop.host)
    } else {
        Notice::new("check-no-proxy")
    };
    steps.push(Step::new("proxy", Instant::now(), Mark::Passed, vec![proxy]));

    let begun = Instant::now();
    let addresses = match hop.resolve().await {
        Ok(addresses) => addresses,
        Err(error) => return fail(steps, "name", begun, &error),
    };
    let found = addresses.iter().map(|address| address.ip().to_string()).collect::<Vec<_>>().join(", ");
    let named = Notice::new("check-name-found").with("host", &hop.host).with("addresses", found);
    steps.push(Step::new("name", begun, Mark::Passed, vec![named]));

    let begun = Instant::now();
    if let Err(error) = hop.connect(&addresses).await {
        return fail(steps, "connect", begun, &error);
    }
    let connected = Notice::new("check-connected").with("host", &hop.host).with("port", hop.port);
    steps.push(Step::new("connect", begun, Mark::Passed, vec![connected]));
    true
}

fn fail(steps: &mut Vec<Step>, name: &'static str, begun: Instant, error: &NetError) -> bool {
    steps.push(Step::new(name, begun, Mark::Failed(Exit::Incomplete), vec![error.notice()]));
    false
}

/// Sends one request without a credential; true when a sign-in is worth trying.
pub(super) async fn answer(
    client: &Client,
    whom: &Whom,
    choice: Option<SchemeChoice>,
    settings: &Settings,
    steps: &mut Vec<Step>,
) -> bool {
    let begun = Instant::now();
    let url = &whom.url;
    let result = client.bare(request(whom)).await;
    let all = begun.elapsed();
    let secure = url.scheme() == "https";
    if let (true, Err(error @ NetError::NotSent { .. })) = (secure, &result) {
        return fail(steps, "tls", begun, error);
    }
    // The reply counts from the moment when the connection stood and the request left.
    let answering = result.as_ref().map_or(all, |reply| reply.took);
    steps.push(Step { took: all.saturating_sub(answering), ..tls(url, settings) });
    let reply = match result {
        Ok(reply) => reply,
        Err(error) => return fail(steps, "answer", begun, &error),
    };
    let (mark, notice) = judge(&reply, whom, choice);
    let notice = notice.for_way(whom.way);
    steps.push(Step { took: answering, ..Step::new("answer", begun, mark, vec![notice]) });
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

fn tls(url: &Url, settings: &Settings) -> Step {
    let host = url.host_str().unwrap_or_default();
    let (mark, code) = match url.scheme() {
        "https" => (Mark::Passed, "check-certificate"),
        _ if is_loopback(url) => (Mark::Passed, "check-own-computer"),
        _ if settings.network.basic_over_http => (Mark::Warned, "check-plain-password"),
        _ => (Mark::Warned, "check-plain-http"),
    };
    Step::new("tls", Instant::now(), mark, vec![Notice::new(code).with("host", host)])
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
        Err(error) => (Mark::Failed(Exit::Incomplete), error.notice()),
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
        Err(error) => (Mark::Failed(Exit::Paused), SourceError::from(ChannelError::from(error)).notice()),
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
                code.map_or((Mark::Passed, "check-asks-for-sign-in"), |code| (Mark::Failed(Exit::Paused), code));
            assert!((mark, notice.code) == expected, "{offers:?}: {notice:?}");
        }
    }
}
