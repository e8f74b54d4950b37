//! Autodiscover, beside Exchange and behind the same sign-in: in plain XML and over SOAP, and what goes wrong with it.
//!
//! Who asks at a name of their own is told that name: the host of the request is the server's.

mod pox;
mod soap;

use super::Generation;
use super::log::RequestEntry;
use super::scenario::Scenario;
use super::server::Answer;
use super::shared::Shared;
use super::wire::element::Element;
use http::request::Parts;
use http::{Method, StatusCode, header};
use serde::{Deserialize, Serialize};

/// How Autodiscover misbehaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
pub enum DiscoveryForm {
    /// It does not: it names `to` as the address for EWS, or this server's own where that is empty.
    #[default]
    Settings,
    /// There is no plain form: only SOAP is answered.
    SoapOnly,
    /// A redirect of HTTP to `to`, before any sign-in.
    Moved,
    /// It has no sign-in in front of it.
    Open,
    /// The mailbox has another address, `to`.
    Address,
    /// Another server is to be asked, `to`.
    Url,
    /// The mailbox is in Microsoft's cloud, as the servers on site tell it.
    Hybrid,
    /// Nobody knows the address.
    Unknown,
    /// A page for browsers instead of an answer.
    Garbage,
    /// A page without end instead of an answer.
    Huge,
    /// XML that breaks off.
    Broken,
}

/// What an answer says.
enum Says {
    Settings { inside: String, everywhere: String },
    Address(String),
    Url(String),
    Unknown,
}

/// Whether a path, in small letters, is one of Autodiscover's.
pub(in crate::simulator) fn serves(path: &str) -> bool {
    matches!(path, "/autodiscover/autodiscover.xml" | "/autodiscover/autodiscover.svc")
}

/// What is answered before any sign-in, or without one; none where a sign-in comes first.
pub(in crate::simulator) fn before_sign_in(
    shared: &Shared,
    scenario: &Scenario,
    head: &Parts,
    content: &[u8],
    entry: &mut RequestEntry,
) -> Option<Answer> {
    let path = head.uri.path().to_lowercase();
    if !serves(&path) {
        return None;
    }
    entry.operation = Some("Autodiscover".to_owned());
    let Scenario::Autodiscover { form, to } = scenario else { return None };
    match form {
        DiscoveryForm::Moved => {
            Some(Answer::page(StatusCode::FOUND, "Object moved", "Object moved.").with(header::LOCATION, to))
        }
        DiscoveryForm::Open => Some(answer(shared, scenario, head, content)),
        DiscoveryForm::SoapOnly if path.ends_with(".xml") => Some(Answer::empty(StatusCode::NOT_FOUND)),
        _ => None,
    }
}

/// What whoever has signed in is answered.
pub(in crate::simulator) fn answer(shared: &Shared, scenario: &Scenario, head: &Parts, content: &[u8]) -> Answer {
    let path = head.uri.path().to_lowercase();
    let (form, to) = match scenario {
        Scenario::Autodiscover { form, to } => (*form, to.as_str()),
        _ => (DiscoveryForm::Settings, ""),
    };
    match form {
        DiscoveryForm::Garbage => return Answer::page(StatusCode::OK, "Welcome", "This is a page for browsers."),
        DiscoveryForm::Huge => {
            let page = "<Autodiscover>".to_owned() + &"<Response/>".repeat(200_000);
            return Answer::text(StatusCode::OK, "text/xml; charset=utf-8", page);
        }
        DiscoveryForm::Broken => return Answer::soap(StatusCode::OK, b"<Autodiscover><Response><Account>".to_vec()),
        _ => {}
    }
    let question = std::str::from_utf8(content).ok().and_then(|text| Element::parse(text.trim_start()).ok());
    let plain = path.ends_with(".xml");
    let Some(address) = question.filter(|_| head.method == Method::POST).and_then(|root| {
        find(&root, if plain { "EMailAddress" } else { "Mailbox" }).map(|found| found.text.trim().to_owned())
    }) else {
        return if plain { pox::error("600", "Invalid Request") } else { soap::nothing() };
    };
    let host = head.headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    let scheme = if shared.options.tls.is_some() { "https" } else { "http" };
    let own = format!("{scheme}://{host}/EWS/Exchange.asmx");
    let known = address.eq_ignore_ascii_case(&shared.options.account) || shared.company.find(&address).is_some();
    let says = match form {
        DiscoveryForm::Unknown => Says::Unknown,
        _ if !known => Says::Unknown,
        DiscoveryForm::Address => Says::Address(to.to_owned()),
        DiscoveryForm::Url => Says::Url(to.to_owned()),
        DiscoveryForm::Hybrid => {
            let user = address.split('@').next().unwrap_or_default();
            Says::Address(format!("{user}@aldermoor.mail.onmicrosoft.com"))
        }
        _ if to.is_empty() => Says::Settings { inside: own.clone(), everywhere: own },
        _ => Says::Settings { inside: own, everywhere: to.to_owned() },
    };
    if plain { pox::answer(&says, generation_bits(shared.options.generation)) } else { soap::answer(&says) }
}

/// The element of this name, wherever it is.
fn find<'e>(element: &'e Element, name: &str) -> Option<&'e Element> {
    if element.name == name {
        return Some(element);
    }
    element.children.iter().find_map(|child| find(child, name))
}

/// `ServerVersion` as real servers write it: how it is divided, major, minor, a flag, the build.
fn generation_bits(generation: Generation) -> &'static str {
    match generation {
        Generation::Exchange2007Sp1 => "720180F0",
        Generation::Exchange2010Sp2 => "738280F7",
        Generation::Exchange2013Sp1 => "73C0834F",
        Generation::Exchange2016 => "73C18880",
        Generation::Exchange2019 => "73C28A2D",
        Generation::ExchangeSe => "73C28A02",
    }
}
