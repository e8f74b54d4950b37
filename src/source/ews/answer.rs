//! From a whole HTTP answer to schedules, or to what went wrong.

use super::envelope::{self, Content, Envelope};
use super::operation::{Odd, Operation};
use super::version::{Level, Levels, ServerVersion};
use super::{codes, judge, text_of};
use crate::guard::{Outcome, RefusalKind, SignIn};
use crate::net::Reply;
use crate::source::reply::{is_web_page, server_time};
use crate::source::{Misread, Redirect, ServerFacts, SourceError};
use http::{StatusCode, header};
use url::Url;

/// What to do with an answer.
pub(super) enum Reading<T> {
    Done(Result<(T, ServerFacts), SourceError>),
    /// The server does not know the level that the request named; one that it knows is worth another request.
    AskAgain,
}

/// Reads an answer to `operation`, which was asked of `url` at `level`.
pub(super) fn read<O: Operation>(
    reply: &Reply,
    operation: &O,
    url: &Url,
    level: Level,
    levels: &Levels,
) -> Reading<O::Answer> {
    match content(reply, operation, url) {
        Ok((server, content)) => {
            if let Some(server) = server {
                levels.learn(server);
            }
            match content {
                Content::Fault(fault) if codes::is_version(&fault.code) && levels.refused(level) => Reading::AskAgain,
                Content::Fault(fault) => Reading::Done(Err(codes::whole(&fault.code, operation.size()))),
                Content::Response(response) => Reading::Done(match response {
                    Ok(answer) => Ok((answer, facts(reply, server))),
                    Err(Odd::Code(code)) => Err(codes::whole(&code, operation.size())),
                    Err(Odd::Error(error)) => Err(error),
                }),
            }
        }
        Err(error) => Reading::Done(Err(error)),
    }
}

type Read<O> = (Option<ServerVersion>, Content<Result<<O as Operation>::Answer, Odd>>);

fn content<O: Operation>(reply: &Reply, operation: &O, url: &Url) -> Result<Read<O>, SourceError> {
    let text = text_of(&reply.body);
    let read = envelope::envelope(&text, O::RESPONSE, |cursor, tag| operation.read(cursor, tag));
    let read = match read {
        Ok(Envelope { server, content: content @ Content::Response(_) }) if reply.status == StatusCode::OK => {
            return Ok((server, content));
        }
        other => other,
    };
    // What a log-on page says of the address is told first; that it is a stop, the guard will tell.
    if let Outcome::Answered { sign_in: SignIn::Refused(refusal), .. } = judge(reply)
        && refusal.kind != RefusalKind::LogOnPage
    {
        return Err(SourceError::Refused(refusal));
    }
    match read {
        // A fault may come under any status.
        Ok(envelope) => Ok((envelope.server, envelope.content)),
        Err(what) => Err(not_an_envelope(reply, &text, what, operation.size(), url)),
    }
}

fn not_an_envelope(reply: &Reply, text: &str, what: Misread, asked: usize, url: &Url) -> SourceError {
    let host = url.host_str().unwrap_or_default().to_owned();
    let status = reply.status.as_u16();
    match reply.status {
        StatusCode::OK => {
            let what = if is_web_page(reply, text) { Misread::WebPage } else { what };
            SourceError::NotUnderstood { host, what }
        }
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => SourceError::SlowDown,
        StatusCode::PAYLOAD_TOO_LARGE if asked > 1 => SourceError::TooManyMailboxes,
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED | StatusCode::GONE | StatusCode::NOT_IMPLEMENTED => {
            SourceError::NoService { host, status }
        }
        _ if reply.status.is_redirection() => redirected(reply, url, host),
        _ => SourceError::Status { host, status },
    }
}

/// Where a redirection points, by what people can make of it.
fn redirected(reply: &Reply, url: &Url, host: String) -> SourceError {
    let status = reply.status.as_u16();
    let target = reply.headers.get(header::LOCATION).and_then(|to| to.to_str().ok()).and_then(|to| url.join(to).ok());
    let Some(to) = target else { return SourceError::Status { host, status } };
    let path = to.path().to_ascii_lowercase();
    if path.ends_with(PASSING_FAULT) {
        return SourceError::Status { host, status };
    }
    let same_place = to.host_str() == url.host_str() && path == url.path().to_ascii_lowercase();
    let kind = if same_place && url.scheme() == "http" && to.scheme() == "https" {
        Redirect::Https
    } else if is_log_on_path(&path) {
        Redirect::LogOn
    } else {
        Redirect::Elsewhere
    };
    let origin = to.origin().ascii_serialization();
    let to = if to.has_host() { format!("{origin}{}", to.path()) } else { to.scheme().to_owned() };
    SourceError::Redirected { host, to, kind }
}

/// Exchange's own page for a fault that passes.
const PASSING_FAULT: &str = "/genericerrorpage.htm";

fn is_log_on_path(path: &str) -> bool {
    ["logon", "login", "signin", "/auth/", "/adfs/", "/owa"].iter().any(|word| path.contains(word))
}

/// Whether the answer leads to, or is, a log-on page for browsers: a front end may have tried the credential before it.
pub(super) fn is_log_on_page(reply: &Reply, text: &str) -> bool {
    if reply.status.is_redirection() {
        let location = reply.header(header::LOCATION.as_str()).unwrap_or_default().to_ascii_lowercase();
        let path = location.split(['?', '#']).next().unwrap_or_default();
        return is_log_on_path(path) && !path.ends_with(PASSING_FAULT);
    }
    let text = text.to_ascii_lowercase();
    reply.status.is_success()
        && is_web_page(reply, &text)
        && ["\"password\"", "'password'", "type=password"].iter().any(|field| text.contains(field))
}

fn facts(reply: &Reply, server: Option<ServerVersion>) -> ServerFacts {
    ServerFacts {
        clock_ahead: server_time(reply).map(|time| time - reply.at),
        version: server.map(|version| version.to_string()),
        took: reply.took,
        at: reply.at,
    }
}
