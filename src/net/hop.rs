//! The first machine on the way to a server, reached without sending anything: for saying where a way ends.

use super::names::{NameError, look_up};
use super::{Client, NetError, classify};
use std::error::Error;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;
use url::{Host, Url};

/// The machine that requests to a server connect to: the server itself, or a proxy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hop {
    /// Its name, or its address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Whether it is a proxy.
    pub is_proxy: bool,
    address: Option<IpAddr>,
    limit: Duration,
}

impl Client {
    /// Where requests to `url` go first.
    pub fn first_hop(&self, url: &Url) -> Hop {
        let proxy = self.proxy_for(url);
        let next = proxy.as_ref().unwrap_or(url);
        let address = match next.host() {
            Some(Host::Ipv4(address)) => Some(address.into()),
            Some(Host::Ipv6(address)) => Some(address.into()),
            Some(Host::Domain(_)) | None => None,
        };
        Hop {
            host: next.host_str().unwrap_or_default().to_owned(),
            port: next.port_or_known_default().unwrap_or_default(),
            is_proxy: proxy.is_some(),
            address,
            limit: self.connect_timeout(),
        }
    }
}

impl Hop {
    /// The addresses behind its name.
    ///
    /// # Errors
    /// When the name is not known, or no name server answers in time.
    pub async fn resolve(&self) -> Result<Vec<SocketAddr>, NetError> {
        if let Some(address) = self.address {
            return Ok(vec![(address, self.port).into()]);
        }
        match timeout(self.limit, look_up(&self.host, self.port)).await {
            Ok(Ok(found)) if !found.is_empty() => Ok(found),
            Ok(Ok(_)) => Err(self.failed(&NameError(io::ErrorKind::NotFound.into()), false)),
            Ok(Err(error)) => Err(self.failed(&error, false)),
            Err(late) => Err(self.failed(&late, true)),
        }
    }

    /// Connects to the first of `addresses` that listens, and hangs up.
    ///
    /// # Errors
    /// What the last of them said, or that the time was up.
    pub async fn connect(&self, addresses: &[SocketAddr]) -> Result<(), NetError> {
        let try_all = async {
            let mut last = io::Error::from(io::ErrorKind::AddrNotAvailable);
            for address in addresses {
                match TcpStream::connect(address).await {
                    Ok(_) => return Ok(()),
                    Err(error) => last = error,
                }
            }
            Err(last)
        };
        match timeout(self.limit, try_all).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(self.failed(&error, false)),
            Err(late) => Err(self.failed(&late, true)),
        }
    }

    fn failed(&self, error: &(dyn Error + 'static), timed_out: bool) -> NetError {
        let why = if self.is_proxy { classify::proxy(error, timed_out) } else { classify::server(error, timed_out) };
        NetError::NotSent { host: self.host.clone(), why }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::{ClientOptions, NotSent};
    use crate::settings::Proxy;

    fn hop(url: &str, proxy: Proxy) -> Hop {
        let options = ClientOptions { proxy, connect_timeout: Duration::from_secs(5), ..ClientOptions::default() };
        Client::new(options).unwrap().first_hop(&Url::parse(url).unwrap())
    }

    fn why(error: NetError) -> NotSent {
        match error {
            NetError::NotSent { why, .. } => why,
            other => panic!("{other:?}"),
        }
    }

    #[tokio::test]
    async fn a_server_is_reached_leg_by_leg() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        for host in ["127.0.0.1", "localhost"] {
            let hop = hop(&format!("https://{host}:{port}/EWS/Exchange.asmx"), Proxy::None);
            assert!((hop.host.as_str(), hop.port, hop.is_proxy) == (host, port, false));
            hop.connect(&hop.resolve().await.unwrap()).await.unwrap();
        }
        drop(listener);
        let hop = hop(&format!("http://127.0.0.1:{port}/"), Proxy::None);
        let addresses = hop.resolve().await.unwrap();
        assert_eq!(why(hop.connect(&addresses).await.unwrap_err()), NotSent::ConnectionRefused);
    }

    #[tokio::test]
    async fn a_name_that_nobody_knows_and_a_proxy_that_is_not_there() {
        let unknown = hop("https://mail.invalid/", Proxy::None);
        assert!(matches!(why(unknown.resolve().await.unwrap_err()), NotSent::UnknownHost(_)));
        let proxied = hop("https://mail.example.org/", Proxy::Manual("http://u:p@127.0.0.1:1/".parse().unwrap()));
        assert!((proxied.host.as_str(), proxied.port, proxied.is_proxy) == ("127.0.0.1", 1, true));
        let addresses = proxied.resolve().await.unwrap();
        assert!(matches!(why(proxied.connect(&addresses).await.unwrap_err()), NotSent::Proxy(_)));
    }
}
