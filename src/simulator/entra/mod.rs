//! A stand-in for Microsoft's sign-in service (Entra ID): one directory, one application, one account.
//!
//! | path | what it is | file |
//! |---|---|---|
//! | `GET /{tenant}/v2.0/.well-known/openid-configuration` | what the directory says of itself | `mod` |
//! | `GET`, `POST /{tenant}/oauth2/v2.0/authorize` | a page with a sign-in form, for a browser | `authorize` |
//! | `GET /common/oauth2/nativeclient` | the empty page that leaves the code in the address bar | `mod` |
//! | `POST /{tenant}/oauth2/v2.0/token` | codes, refresh tokens, device codes become tokens | `token` |
//! | `POST /{tenant}/oauth2/v2.0/devicecode`, `GET`, `POST /devicelogin` | codes to be entered elsewhere | `device` |
//!
//! Tokens are opaque texts that this server remembers; the ID token has the form of a JWT without a signature.

mod authorize;
mod bearer;
mod device;
mod errors;
mod registration;
mod state;
mod token;

pub(in crate::simulator) use bearer::{Door, Judged, judge};
pub use errors::EntraDoor;
pub use registration::Registration;
pub(in crate::simulator) use state::Entra;

use super::log::RequestEntry;
use super::scenario::Scenario;
use super::server::Answer;
use super::shared::Shared;
use errors::refusal;
use http::request::Parts;
use http::{Method, StatusCode, header};
use serde_json::json;
use std::collections::HashMap;
use url::form_urlencoded;

/// One request to the sign-in service.
struct Visit<'a> {
    shared: &'a Shared,
    scenario: &'a Scenario,
    head: &'a Parts,
    /// Of the query, and of the body where it is a form; the body's count.
    form: HashMap<String, String>,
}

impl Visit<'_> {
    fn field(&self, name: &str) -> &str {
        self.form.get(name).map_or("", String::as_str)
    }

    fn registration(&self) -> &Registration {
        &self.shared.options.entra
    }

    /// This server, as whoever asks calls it.
    fn base(&self) -> String {
        let host = self.head.headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
        format!("http://{host}")
    }

    fn issuer(&self) -> String {
        format!("{}/{}/v2.0", self.base(), self.registration().tenant)
    }

    /// The number that the present scenario wants at this door.
    fn trouble(&self, door: EntraDoor) -> Option<u32> {
        match self.scenario {
            Scenario::EntraError { aadsts, at } if *at == door || *at == EntraDoor::Token && door.is_token() => {
                Some(*aadsts)
            }
            _ => None,
        }
    }
}

/// The answer to a request of the sign-in service; none where the path is not one of its.
pub(in crate::simulator) fn answer(
    shared: &Shared,
    scenario: &Scenario,
    head: &Parts,
    content: &[u8],
    entry: &mut RequestEntry,
) -> Option<Answer> {
    let path = head.uri.path().to_lowercase();
    let path = path.trim_matches('/');
    let (tenant, rest) = path.split_once('/').unwrap_or((path, ""));
    let is_ours = matches!(
        rest,
        "v2.0/.well-known/openid-configuration"
            | "oauth2/v2.0/authorize"
            | "oauth2/v2.0/token"
            | "oauth2/v2.0/devicecode"
            | "oauth2/nativeclient"
    );
    if !(is_ours || path == "devicelogin") {
        return None;
    }
    let mut form: HashMap<String, String> = read(head.uri.query().unwrap_or_default().as_bytes());
    form.extend(read(content));
    let visit = Visit { shared, scenario, head, form };
    entry.operation = Some(rest.rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or("devicelogin").to_owned());
    let answer = match (&head.method, rest) {
        (&Method::GET, "oauth2/nativeclient") => Answer::page(StatusCode::OK, "", ""),
        (&Method::GET | &Method::POST, "") => device::page(&visit),
        _ if wrong_directory(&visit, tenant).is_some() => {
            let number = wrong_directory(&visit, tenant).unwrap_or_default();
            if rest.ends_with("authorize") { errors::page(number) } else { refusal(number, None) }
        }
        (&Method::GET, "v2.0/.well-known/openid-configuration") => about(&visit),
        (&Method::GET | &Method::POST, "oauth2/v2.0/authorize") => authorize::answer(&visit),
        (&Method::POST, "oauth2/v2.0/token") => token::answer(&visit),
        (&Method::POST, "oauth2/v2.0/devicecode") => device::begin(&visit),
        _ => Answer::empty(StatusCode::METHOD_NOT_ALLOWED),
    };
    Some(answer)
}

fn read(form: &[u8]) -> HashMap<String, String> {
    form_urlencoded::parse(form).map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
}

/// The error of a directory that is not this one.
fn wrong_directory(visit: &Visit<'_>, tenant: &str) -> Option<u32> {
    match tenant {
        "common" | "organizations" | "consumers" => Some(50194),
        tenant if tenant == visit.registration().tenant.to_string() => None,
        _ => Some(90002),
    }
}

fn about(visit: &Visit<'_>) -> Answer {
    if let Some(number) = visit.trouble(EntraDoor::Directory) {
        return refusal(number, None);
    }
    let base = format!("{}/{}", visit.base(), visit.registration().tenant);
    let about = json!({
        "issuer": visit.issuer(),
        "authorization_endpoint": format!("{base}/oauth2/v2.0/authorize"),
        "token_endpoint": format!("{base}/oauth2/v2.0/token"),
        "device_authorization_endpoint": format!("{base}/oauth2/v2.0/devicecode"),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "scopes_supported": ["openid", "profile", "offline_access"],
    });
    Answer::text(StatusCode::OK, "application/json; charset=utf-8", about.to_string())
}
