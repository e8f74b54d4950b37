//! The control interface: the actions of [`Control`] over HTTP.

use super::Control;
use crate::simulator::scenario::Order;
use crate::simulator::server::{Body, json};
use http::{HeaderMap, Method, Request, Response, StatusCode, header};
use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use serde::{Deserialize, Serialize};

/// Orders are short.
const LONGEST: usize = 64 << 10;

/// What `POST /control/password` takes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewPassword {
    password: String,
}

/// What went wrong.
#[derive(Serialize)]
struct Problem<'a> {
    error: &'a str,
}

/// Answers one request of the control interface.
pub(in crate::simulator) async fn answer(control: &Control, request: Request<Incoming>) -> Response<Body> {
    let (head, body) = request.into_parts();
    if let Err(refusal) = is_ours(&head.headers) {
        return problem(StatusCode::FORBIDDEN, refusal);
    }
    let body = match Limited::new(body, LONGEST).collect().await {
        Ok(body) => body.to_bytes(),
        Err(_) => return problem(StatusCode::PAYLOAD_TOO_LARGE, "the request is too long"),
    };
    let path = head.uri.path().trim_end_matches('/');
    match (&head.method, path) {
        (&Method::GET, "/control") => tell(&control.state()),
        (&Method::GET, "/control/log") => tell(&control.log()),
        (&Method::POST, "/control/scenario") => match read::<Order>(&head.headers, &body) {
            Ok(order) => done(control, |control| control.order(order)),
            Err((status, error)) => problem(status, &error),
        },
        (&Method::POST, "/control/password") => match read::<NewPassword>(&head.headers, &body) {
            Ok(new) => done(control, |control| control.change_password(&new.password)),
            Err((status, error)) => problem(status, &error),
        },
        (&Method::POST, "/control/unlock") => done(control, Control::unlock),
        (&Method::POST, "/control/reset") => done(control, Control::reset),
        (_, "/control" | "/control/log" | "/control/scenario" | "/control/password" | "/control/unlock")
        | (_, "/control/reset") => problem(StatusCode::METHOD_NOT_ALLOWED, "not with this method"),
        _ => problem(StatusCode::NOT_FOUND, "no such path; GET /control tells the state"),
    }
}

/// Web pages of other origins have no business here: they carry `Origin`, or come by a name that was bent to loopback.
fn is_ours(headers: &HeaderMap) -> Result<(), &'static str> {
    if headers.contains_key(header::ORIGIN) {
        return Err("not for web pages");
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    match name {
        "127.0.0.1" | "[::1]" | "localhost" => Ok(()),
        _ => Err("only under a loopback address"),
    }
}

fn read<T: for<'de> Deserialize<'de>>(headers: &HeaderMap, body: &[u8]) -> Result<T, (StatusCode, String)> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.to_lowercase().starts_with("application/json") {
        return Err((StatusCode::UNSUPPORTED_MEDIA_TYPE, "send application/json".to_owned()));
    }
    serde_json::from_slice(body).map_err(|error| (StatusCode::BAD_REQUEST, error.to_string()))
}

fn done(control: &Control, action: impl FnOnce(&Control)) -> Response<Body> {
    action(control);
    tell(&control.state())
}

fn tell<T: Serialize>(value: &T) -> Response<Body> {
    match serde_json::to_string(value) {
        Ok(text) => json(StatusCode::OK, text),
        Err(error) => problem(StatusCode::INTERNAL_SERVER_ERROR, &error.to_string()),
    }
}

fn problem(status: StatusCode, error: &str) -> Response<Body> {
    json(status, serde_json::to_string(&Problem { error }).unwrap_or_default())
}
