//! One request: from its head to its answer, with a line in the log whatever becomes of it.

use super::answer::Answer;
use super::{Body, Cut, SERVER_NAME, mischief};
use crate::simulator::entra::{self, Door, Judged};
use crate::simulator::graph;
use crate::simulator::log::{Ledger, RequestEntry, SignInOutcome};
use crate::simulator::operations::{self, Call};
use crate::simulator::scenario::{Scenario, SilenceForm};
use crate::simulator::shared::Shared;
use crate::simulator::sign_in::{self, Protection, Session};
use crate::simulator::wire::envelope;
use crate::simulator::{Options, autodiscover};
use bytes::Bytes;
use chrono::Utc;
use http::request::Parts;
use http::{HeaderValue, Method, Request, Response, StatusCode, header};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Incoming;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// The path of EWS; paths are compared without regard to case.
const PATH: &str = "/ews/exchange.asmx";

/// Answers one request, or ends its connection.
pub(super) async fn handle(
    shared: Arc<Shared>,
    (connection, session): (u64, Arc<Mutex<Session>>),
    request: Request<Incoming>,
) -> Result<Response<Body>, Cut> {
    let begun = Instant::now();
    let (head, body) = request.into_parts();
    let (number, in_flight) = shared.ledger.begin(head.headers.contains_key(header::AUTHORIZATION));
    let scenario = shared.next_scenario();
    let mut line = Line::new(&shared.ledger, number, connection, &head, &scenario, begun);
    // Read to its end first, so that the connection can go on after a refusal, as it does with IIS.
    let content = match Limited::new(body, shared.options.limits.request_bytes).collect().await {
        Ok(content) => Ok(content.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(Answer::empty(StatusCode::PAYLOAD_TOO_LARGE)),
        Err(_) => return Err(Cut),
    };
    let answer = match content {
        Ok(content) => {
            let mut session = session.lock().unwrap_or_else(PoisonError::into_inner);
            answer(&shared, &scenario, &mut session, &head, &content, &mut line.entry)
        }
        Err(too_large) => too_large,
    };
    let status = answer.status.as_u16();
    let answer = if scenario == Scenario::HalfAnswer { answer.halved() } else { answer };
    let mut response = answer.finish(&head.headers, shared.options.generation);
    let due = begun + shared.options.latency + mischief::delay(&scenario);
    tokio::time::sleep_until(due.into()).await;
    if let Scenario::NoAnswer { form } = scenario {
        drop(line);
        return match form {
            SilenceForm::Open => std::future::pending().await,
            SilenceForm::Closed => Err(Cut),
        };
    }
    line.entry.status = Some(status);
    if let Some(date) = mischief::wrong_date(&scenario).and_then(|date| HeaderValue::from_str(&date).ok()) {
        response.headers_mut().insert(header::DATE, date);
    }
    Ok(response.map(|body| body.counted(in_flight)))
}

/// What a request gets, from the outermost door to the operation.
fn answer(
    shared: &Shared,
    scenario: &Scenario,
    session: &mut Session,
    head: &Parts,
    content: &Bytes,
    entry: &mut RequestEntry,
) -> Answer {
    if let Some(answer) = mischief::before_sign_in(scenario) {
        return answer;
    }
    if let Some(answer) = entra::answer(shared, scenario, head, content, entry) {
        return answer;
    }
    if let Some(answer) = graph::answer(shared, scenario, head, content, entry) {
        return answer;
    }
    if let Some(answer) = autodiscover::before_sign_in(shared, scenario, head, content, entry) {
        return answer;
    }
    let path = head.uri.path().to_lowercase();
    if !path.starts_with("/ews/") && !autodiscover::serves(&path) {
        return mischief::not_found();
    }
    if *scenario == Scenario::SignInForgotten && matches!(session, Session::SignedIn) {
        *session = Session::Nobody;
    }
    match sign_in(shared, scenario, session, head, entry) {
        Err(refusal) => *refusal,
        Ok(token) => {
            let mut answer = signed_in(shared, scenario, &path, head, content, entry);
            answer.headers.extend(token.map(|token| (header::WWW_AUTHENTICATE, token)));
            answer
        }
    }
}

/// What a request gets behind the sign-in.
fn signed_in(
    shared: &Shared,
    scenario: &Scenario,
    path: &str,
    head: &Parts,
    content: &Bytes,
    entry: &mut RequestEntry,
) -> Answer {
    if autodiscover::serves(path) {
        return autodiscover::answer(shared, scenario, head, content);
    }
    if path != PATH {
        return mischief::not_found();
    }
    match head.method {
        Method::POST => {}
        Method::GET | Method::HEAD => {
            let text =
                "You have created a service. To use it, create a client that posts SOAP requests to this address.";
            return Answer::page(StatusCode::OK, "Exchange Web Services", text);
        }
        _ => return Answer::empty(StatusCode::METHOD_NOT_ALLOWED).with(header::ALLOW, "GET, POST"),
    }
    if !is_soap(head) {
        return Answer::empty(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    operation(shared, scenario, content, entry)
}

/// What is added to the answer for whoever may come in, or the refusal of whoever may not.
fn sign_in(
    shared: &Shared,
    scenario: &Scenario,
    session: &mut Session,
    head: &Parts,
    entry: &mut RequestEntry,
) -> Result<Option<HeaderValue>, Box<Answer>> {
    match entra::judge(shared, scenario, &head.headers, Door::Exchange) {
        Judged::None => {}
        Judged::In(_) => {
            entry.sign_in = SignInOutcome::Accepted;
            return Ok(None);
        }
        Judged::Out(outcome, challenge) => {
            entry.sign_in = outcome;
            let refusal = Answer::empty(StatusCode::UNAUTHORIZED).with(header::WWW_AUTHENTICATE, &challenge);
            return Err(Box::new(refusal));
        }
    }
    let Options { offer, tls, .. } = &shared.options;
    let certificate_hash = tls.as_ref().map(|tls| tls.certificate_hash.as_slice());
    let protection = Protection { policy: offer.extended_protection, certificate_hash };
    let rules = (offer, protection, SERVER_NAME);
    let verdict = sign_in::judge(&head.headers, session, &mut shared.accounts(), rules, Instant::now());
    shared.ledger.logon(verdict.outcome, verdict.account.as_deref());
    entry.sign_in = verdict.outcome;
    if matches!(verdict.outcome, SignInOutcome::Accepted | SignInOutcome::SignedIn) {
        return Ok(verdict.token);
    }
    let host = head.headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    let host = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let mut refusal = Answer::empty(StatusCode::UNAUTHORIZED);
    for challenge in sign_in::challenges(host, offer, verdict.token) {
        refusal.headers.append(header::WWW_AUTHENTICATE, challenge);
    }
    Err(Box::new(refusal))
}

/// `text/xml`, in UTF-8 where it says.
fn is_soap(head: &Parts) -> bool {
    let Some(value) = head.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()) else {
        return false;
    };
    let mut parts = value.split(';').map(str::trim);
    let is_xml = parts.next().is_some_and(|kind| kind.eq_ignore_ascii_case("text/xml"));
    is_xml
        && parts.all(|parameter| match parameter.split_once('=') {
            Some((name, charset)) if name.eq_ignore_ascii_case("charset") => {
                charset.trim_matches('"').eq_ignore_ascii_case("utf-8")
            }
            _ => true,
        })
}

fn operation(shared: &Shared, scenario: &Scenario, content: &Bytes, entry: &mut RequestEntry) -> Answer {
    let generation = shared.options.generation;
    let request = match envelope::Request::parse(content, generation) {
        Ok(request) => request,
        Err(fault) => {
            entry.code = Some(fault.code.to_owned());
            return Answer::soap(StatusCode::INTERNAL_SERVER_ERROR, fault.answer(generation));
        }
    };
    entry.operation = Some(operations::name(&request.operation).to_owned());
    if let Some((answer, code)) = mischief::after_sign_in(scenario, generation) {
        entry.code = Some(code.to_owned());
        return answer;
    }
    let now = shared.clock.now();
    let oddity = mischief::oddity(scenario, now);
    let call = Call { company: &shared.company, options: &shared.options, request: &request, now, oddity };
    match operations::perform(&call) {
        Ok(done) => {
            entry.mailboxes = done.mailboxes;
            entry.code = Some(done.code.to_owned());
            Answer::soap(StatusCode::OK, envelope::answer(generation, |xml| xml.append(done.body)))
        }
        Err(fault) => {
            entry.code = Some(fault.code.to_owned());
            Answer::soap(StatusCode::INTERNAL_SERVER_ERROR, fault.answer(generation))
        }
    }
}

/// A request's line; written when the request ends, whatever ends it: also a client that hangs up.
struct Line {
    entry: RequestEntry,
    begun: Instant,
    ledger: Arc<Ledger>,
}

impl Line {
    fn new(
        ledger: &Arc<Ledger>,
        number: u64,
        connection: u64,
        head: &Parts,
        scenario: &Scenario,
        begun: Instant,
    ) -> Self {
        let id = head.headers.get("client-request-id").and_then(|id| id.to_str().ok());
        let entry = RequestEntry {
            number,
            connection,
            at: Utc::now(),
            method: head.method.to_string(),
            path: head.uri.path().to_owned(),
            operation: None,
            mailboxes: 0,
            sign_in: SignInOutcome::NotAsked,
            scheme: sign_in::scheme_named(&head.headers),
            scenario: scenario.name(),
            status: None,
            code: None,
            milliseconds: 0,
            client_request_id: id.map(str::to_owned),
        };
        Self { entry, begun, ledger: Arc::clone(ledger) }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.entry.milliseconds = self.begun.elapsed().as_millis().try_into().unwrap_or(u64::MAX);
        self.ledger.record(self.entry.clone());
    }
}
