//! Which requests go through a proxy.

use super::ClientError;
use crate::settings::{Proxy, is_loopback};
use base64::Engine;
use http::HeaderValue;
use hyper_util::client::proxy::matcher::Matcher;
use url::Url;

/// The proxies of the settings or of the system. This machine itself is always reached without one.
#[derive(Debug)]
pub(super) struct Proxies(Option<Matcher>);

impl Proxies {
    pub(super) fn new(proxy: &Proxy) -> Result<Self, ClientError> {
        Ok(Self(match proxy {
            Proxy::System => Some(Matcher::from_system()),
            Proxy::None => None,
            Proxy::Manual(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => {
                Some(Matcher::builder().all(url.as_str()).build())
            }
            Proxy::Manual(_) => return Err(ClientError::BadProxy),
        }))
    }

    /// The proxy for `url`, with the user name and password that the proxy wants.
    pub(super) fn proxy_for(&self, url: &Url) -> Option<Url> {
        if is_loopback(url) {
            return None;
        }
        // Paths and queries play no part, and may hold what a URI does not allow.
        let origin = url.origin().ascii_serialization().parse().ok()?;
        let intercept = self.0.as_ref()?.intercept(&origin)?;
        let mut proxy = Url::parse(&intercept.uri().to_string()).ok()?;
        if let Some((user, password)) = intercept.basic_auth().and_then(user_and_password) {
            proxy.set_username(&user).ok()?;
            proxy.set_password(Some(&password)).ok()?;
        }
        Some(proxy)
    }
}

fn user_and_password(basic: &HeaderValue) -> Option<(String, String)> {
    let encoded = basic.to_str().ok()?.strip_prefix("Basic ")?;
    let plain = String::from_utf8(base64::engine::general_purpose::STANDARD.decode(encoded).ok()?).ok()?;
    let (user, password) = plain.split_once(':')?;
    Some((user.to_owned(), password.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn a_typed_proxy_takes_everything_but_loopback() {
        let proxies = Proxies::new(&Proxy::Manual(url("http://user:p%40ss@proxy.example.org:3128"))).unwrap();
        let proxy = proxies.proxy_for(&url("https://mail.example.org/EWS/Exchange.asmx")).unwrap();
        assert_eq!(proxy.as_str(), "http://user:p%40ss@proxy.example.org:3128/");
        assert!(proxies.proxy_for(&url("http://mail.example.org/")).is_some());
        assert_eq!(proxies.proxy_for(&url("http://127.0.0.1:8080/")), None);
        assert_eq!(proxies.proxy_for(&url("https://localhost/")), None);
    }

    #[test]
    fn none_means_none_and_other_kinds_are_refused() {
        let direct = Proxies::new(&Proxy::None).unwrap();
        assert_eq!(direct.proxy_for(&url("https://mail.example.org/")), None);
        for odd in ["socks5://proxy.example.org:1080", "mailto:proxy", "ftp://proxy.example.org"] {
            assert_eq!(Proxies::new(&Proxy::Manual(url(odd))).unwrap_err(), ClientError::BadProxy, "{odd}");
        }
    }
}
