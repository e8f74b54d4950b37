//! Addresses of servers, checked harder than a URL parser does: that one repairs what a person should hear about.

use super::{Proxy, Reason};
use url::{Host, ParseError, Url};

/// The usual path of Exchange Web Services.
const EWS_PATH: &str = "/EWS/Exchange.asmx";

/// `http(s)://host[:port]/path`; empty is none.
pub(super) fn ews(text: &str) -> Result<Option<Url>, Reason> {
    let Some(url) = service(text)? else { return Ok(None) };
    if url.path() == "/" {
        let suggestion = format!("{}{EWS_PATH}", url.as_str().trim_end_matches('/'));
        return Err(Reason::UrlNoPath { suggestion });
    }
    Ok(Some(url))
}

/// `http(s)://host[:port][/path]`; empty is none.
pub(super) fn service(text: &str) -> Result<Option<Url>, Reason> {
    let text = text.trim();
    if text.is_empty() { Ok(None) } else { parse(text, EWS_PATH).map(Some) }
}

/// `system`, `none`, or `http(s)://host:port`, whose scheme may be left out.
pub(super) fn proxy(text: &str) -> Result<Proxy, Reason> {
    match text.trim() {
        "" => Ok(Proxy::System),
        word if word.eq_ignore_ascii_case("system") => Ok(Proxy::System),
        word if word.eq_ignore_ascii_case("none") => Ok(Proxy::None),
        address if address.contains("://") => parse(address, "").map(Proxy::Manual),
        address => parse(&format!("http://{address}"), "").map(Proxy::Manual),
    }
}

/// Whether an address never leaves this machine.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            name.eq_ignore_ascii_case("localhost") || name.to_ascii_lowercase().ends_with(".localhost")
        }
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn parse(text: &str, usual_path: &str) -> Result<Url, Reason> {
    if text.chars().any(char::is_whitespace) {
        return Err(Reason::UrlBlank);
    }
    if text.chars().any(char::is_control) {
        return Err(Reason::ControlCharacter);
    }
    let authority_ends = |rest: &str| rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len());
    let bare = text.split_once("://").map_or(text, |(_, rest)| rest);
    if bare[..authority_ends(bare)].contains('@') {
        return Err(Reason::UrlUser);
    }
    if text.contains('\\') {
        return Err(Reason::UrlBackslash { suggestion: text.replace('\\', "/") });
    }
    let Some((scheme, rest)) = text.split_once("://") else {
        return Err(Reason::UrlNoScheme { suggestion: with_scheme(text, usual_path) });
    };
    if !scheme.eq_ignore_ascii_case("https") && !scheme.eq_ignore_ascii_case("http") {
        return Err(Reason::UrlScheme { scheme: scheme.to_owned() });
    }
    let (authority, path) = rest.split_at(authority_ends(rest));
    check_host(authority)?;
    if let Some(end) = text.find(['?', '#']) {
        return Err(Reason::UrlQuery { suggestion: text[..end].to_owned() });
    }
    // "https://https://host/…", pasted into a field that had the scheme already.
    if path.starts_with("//") {
        return Err(Reason::UrlHost);
    }
    Url::parse(text).map_err(|error| match error {
        ParseError::EmptyHost => Reason::UrlNoHost,
        ParseError::InvalidPort => Reason::UrlPort,
        _ => Reason::UrlHost,
    })
}

fn check_host(authority: &str) -> Result<(), Reason> {
    // In "[::1]:443" the host's own colons are inside the brackets.
    let (host, port) = match authority.rfind(']') {
        Some(end) => (&authority[..=end], authority[end + 1..].strip_prefix(':')),
        None => authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port))),
    };
    if host.is_empty() {
        return Err(Reason::UrlNoHost);
    }
    if host.starts_with('.') || host.contains("..") {
        return Err(Reason::UrlHost);
    }
    match port.map(str::parse::<u16>) {
        None => Ok(()),
        Some(Ok(port)) if port != 0 => Ok(()),
        Some(_) => Err(Reason::UrlPort),
    }
}

/// What was probably meant by "mail.example.com" or "https:/mail.example.com".
fn with_scheme(text: &str, usual_path: &str) -> String {
    let rest =
        text.strip_prefix("https:").or_else(|| text.strip_prefix("http:")).unwrap_or(text).trim_start_matches('/');
    let path = if rest.contains('/') { "" } else { usual_path };
    format!("https://{rest}{path}")
}
