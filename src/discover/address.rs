//! The mail address to begin with, and which hosts and domains are Microsoft's.

use std::fmt;
use url::{Host, Url};

/// A mail address with a domain that can have a server.
#[derive(Clone, PartialEq, Eq)]
pub struct MailAddress {
    text: String,
    domain: String,
}

impl MailAddress {
    /// Reads an address; its domain may have any letters. None where it is none, or its domain no name with a dot.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (user, domain) = text.rsplit_once('@')?;
        let odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '\\' | '"');
        if user.is_empty() || text.len() > 254 || text.contains(odd) || user.contains('@') {
            return None;
        }
        match Host::parse(domain) {
            Ok(Host::Domain(domain)) if is_name(&domain) => Some(Self { text: text.to_owned(), domain }),
            _ => None,
        }
    }

    /// What is behind the `@`, in small letters, as the network writes it.
    pub fn domain(&self) -> &str {
        &self.domain
    }

    /// As it was given.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it is of a directory in Microsoft's cloud, or of one of its services for everybody.
    pub fn is_online(&self) -> bool {
        let own = ["onmicrosoft.com", "onmicrosoft.us", "onmschina.cn", "outlook.com", "hotmail.com", "live.com"];
        own.iter().any(|domain| is_within(&self.domain, domain))
    }
}

/// The address is somebody's.
impl fmt::Debug for MailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MailAddress(…@{})", self.domain)
    }
}

/// A name with a dot, made of what host names are made of.
fn is_name(domain: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    domain.len() <= 253 && domain.contains('.') && domain.split('.').all(label)
}

/// Whether `host` is `domain`, or below it.
pub(super) fn is_within(host: &str, domain: &str) -> bool {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// Whether an address is one of Exchange Online, in any of Microsoft's clouds.
pub(super) fn is_online(url: &Url) -> bool {
    let own = ["outlook.com", "office365.com", "office.com", "office365.us", "outlook.cn", "onmicrosoft.com"];
    url.host_str().is_some_and(|host| own.iter().any(|domain| is_within(host, domain)))
}

/// Host and port, as people name them; the port only where it is not the usual one.
pub fn named(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_with_any_domain_that_can_have_a_server() {
        let table = [
            ("anna@example.com", Some("example.com")),
            (" Anna.Berg@Mail.Example.COM ", Some("mail.example.com")),
            ("anna@bücher.example", Some("xn--bcher-kva.example")),
            ("o'hara+x@a-b.example", Some("a-b.example")),
            ("", None),
            ("anna", None),
            ("@example.com", None),
            ("anna@", None),
            ("anna@localhost", None),
            ("anna@127.0.0.1", None),
            ("anna@[::1]", None),
            ("anna@example.com/path", None),
            ("anna@example.com:8443", None),
            ("anna@.example.com", None),
            ("anna@example..com", None),
            ("EXAMPLE\\anna@example.com", None),
            ("anna berg@example.com", None),
            ("a@b@example.com", None),
        ];
        for (text, domain) in table {
            assert_eq!(MailAddress::parse(text).as_ref().map(MailAddress::domain), domain, "{text}");
        }
    }

    #[test]
    fn a_domain_is_never_mistaken_for_one_that_only_ends_alike() {
        assert!(is_within("mail.example.com", "example.com") && is_within("EXAMPLE.com.", "example.com"));
        assert!(!is_within("notexample.com", "example.com") && !is_within("example.com.evil.test", "example.com"));
        let online = |url: &str| is_online(&Url::parse(url).unwrap());
        assert!(online("https://outlook.office365.com/EWS/Exchange.asmx"));
        assert!(online("https://autodiscover-s.outlook.com/autodiscover/autodiscover.xml"));
        assert!(!online("https://outlook.office365.com.evil.test/") && !online("https://notoutlook.com/"));
        assert!(MailAddress::parse("a@contoso.mail.onmicrosoft.com").unwrap().is_online());
        assert!(!MailAddress::parse("a@example.com").unwrap().is_online());
    }

    #[test]
    fn nobodys_address_is_in_the_log() {
        let address = MailAddress::parse("anna@example.com").unwrap();
        assert!(!format!("{address:?}").contains("anna"));
    }
}
