//! Host names to addresses, with a failure that can be told from all others.

use futures_util::future::BoxFuture;
use hyper_util::client::legacy::connect::dns;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::task::{Context, Poll};
use tower_service::Service;

/// The operating system's resolver, except that `localhost` never asks the network (RFC 6761): a password may go there
/// without TLS, so nobody else may answer to that name.
#[derive(Clone)]
pub(super) struct SystemNames;

/// A name without an address.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct NameError(pub(super) std::io::Error);

/// Whether `name` means this machine, as [`crate::settings::is_loopback`] has it.
fn is_localhost(name: &str) -> bool {
    name.trim_end_matches('.').rsplit('.').next().unwrap_or_default().eq_ignore_ascii_case("localhost")
}

impl Resolve for SystemNames {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            // The port is filled in by the connector.
            let found = look_up(name.as_str(), 0).await?;
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

impl Service<dns::Name> for SystemNames {
    type Response = std::vec::IntoIter<SocketAddr>;
    type Error = NameError;
    type Future = BoxFuture<'static, Result<Self::Response, NameError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), NameError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: dns::Name) -> Self::Future {
        Box::pin(async move { Ok(look_up(name.as_str(), 0).await?.into_iter()) })
    }
}

/// The addresses of a name, with a port.
pub(super) async fn look_up(name: &str, port: u16) -> Result<Vec<SocketAddr>, NameError> {
    if is_localhost(name) {
        return Ok(vec![(Ipv4Addr::LOCALHOST, port).into(), (Ipv6Addr::LOCALHOST, port).into()]);
    }
    Ok(tokio::net::lookup_host((name, port)).await.map_err(NameError)?.collect())
}

#[cfg(test)]
mod tests {
    use super::is_localhost;

    #[test]
    fn only_the_reserved_name_is_this_machine() {
        for name in ["localhost", "LOCALHOST", "localhost.", "exchange.localhost"] {
            assert!(is_localhost(name), "{name}");
        }
        for name in ["localhost.example.org", "notlocalhost", "", ".", "local"] {
            assert!(!is_localhost(name), "{name}");
        }
    }
}
