//! The addresses that a server names for EWS, and which of them to take first.

use url::Url;

/// An address for EWS that a server names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Whom it is meant for.
    pub protocol: Protocol,
    /// The address.
    pub url: Url,
    /// The server's version, such as `15.2.2562`.
    pub version: Option<String>,
}

/// What a server names an address for, the one to take first coming first. Names that the whole company and home offices
/// know come before those that may exist inside one site only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Protocol {
    /// `EXPR`, or the external one in SOAP: from everywhere.
    Everywhere,
    /// `EXHTTP`: newer servers' form of both.
    Http,
    /// `EXCH`, or the internal one in SOAP: from inside.
    Inside,
    /// `WEB`: what browsers use; the last resort.
    Web,
}

impl Protocol {
    /// As the plain protocol (POX) names it.
    pub(super) fn of(name: &str) -> Option<Self> {
        match name.to_ascii_uppercase().as_str() {
            "EXPR" => Some(Self::Everywhere),
            "EXHTTP" => Some(Self::Http),
            "EXCH" => Some(Self::Inside),
            "WEB" => Some(Self::Web),
            _ => None,
        }
    }
}

/// An address for EWS in a server's words; none where nobody could be asked there.
pub(super) fn address(text: &str) -> Option<Url> {
    let url = Url::parse(text.trim()).ok()?;
    let sound = matches!(url.scheme(), "https" | "http") && url.has_host() && url.path() != "/";
    let plain =
        url.username().is_empty() && url.password().is_none() && url.query().is_none() && url.fragment().is_none();
    (sound && plain).then_some(url)
}

/// The offers in the order in which to try them, each address once. The first of two that are alike wins.
pub(super) fn in_order(mut offers: Vec<Offer>) -> Vec<Offer> {
    offers.sort_by_key(|offer| (offer.protocol, offer.url.scheme() != "https"));
    let mut seen = Vec::new();
    offers.retain(|offer| {
        let key = offer.url.as_str().to_ascii_lowercase();
        let new = !seen.contains(&key);
        seen.push(key);
        new
    });
    offers
}

/// `ServerVersion` of the plain protocol: 32 bits in hexadecimal, of which four say how the rest is divided, then six for the
/// major version, six for the minor one, one flag, and fifteen for the build.
pub(super) fn version(hex: &str) -> Option<String> {
    let bits = u32::from_str_radix(hex.trim(), 16).ok()?;
    if bits >> 28 != 7 {
        return None;
    }
    let (major, minor, build) = ((bits >> 22) & 0x3F, (bits >> 16) & 0x3F, bits & 0x7FFF);
    (major > 0).then(|| format!("{major}.{minor}.{build}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(protocol: &str, url: &str) -> Offer {
        Offer { protocol: Protocol::of(protocol).unwrap(), url: Url::parse(url).unwrap(), version: None }
    }

    #[test]
    fn the_address_for_everywhere_comes_first_and_each_once() {
        let offers = vec![
            offer("WEB", "https://web.example/EWS/Exchange.asmx"),
            offer("EXCH", "https://inside.example/EWS/Exchange.asmx"),
            offer("EXHTTP", "https://mail.example/ews/exchange.asmx"),
            offer("expr", "http://old.example/EWS/Exchange.asmx"),
            offer("EXPR", "https://mail.example/EWS/Exchange.asmx"),
        ];
        let hosts: Vec<_> =
            in_order(offers).into_iter().map(|offer| offer.url.host_str().unwrap().to_owned()).collect();
        assert_eq!(hosts, ["mail.example", "old.example", "inside.example", "web.example"]);
    }

    /// 8.0.685 is what Exchange 2007 sent; the others are put together by the rule.
    #[test]
    fn versions_are_read_from_their_bits() {
        let table = [
            ("720082AD", Some("8.0.685")),
            ("738180DA", Some("14.1.218")),
            ("73C18880", Some("15.1.2176")),
            ("", None),
            ("73c", None),
            ("zzzzzzzz", None),
            ("00000000", None),
            ("70000000", None),
            ("FFFFFFFFFF", None),
        ];
        for (hex, expected) in table {
            assert_eq!(version(hex).as_deref(), expected, "{hex}");
        }
    }

    #[test]
    fn only_what_can_be_asked_is_an_address() {
        for (text, good) in [
            ("https://mail.example/EWS/Exchange.asmx", true),
            (" https://mail.example/EWS/Exchange.asmx\n", true),
            ("http://mail.example/EWS/Exchange.asmx", true),
            ("https://user:pw@mail.example/EWS/Exchange.asmx", false),
            ("https://mail.example/EWS/Exchange.asmx?x=1", false),
            ("https://mail.example", false),
            ("ftp://mail.example/EWS", false),
            ("javascript:alert(1)", false),
            ("/EWS/Exchange.asmx", false),
            ("", false),
        ] {
            assert_eq!(address(text).is_some(), good, "{text}");
        }
    }
}
