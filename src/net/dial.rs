//! From an address to a connection: name, proxy, TCP, tunnel, TLS.

use super::binding::ChannelBinding;
use super::classify;
use super::names::SystemNames;
use super::{Certificate, NetError, NotSent};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderValue, Uri};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::rt::TokioIo;
use percent_encoding::percent_decode_str;
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use std::error::Error;
use std::future::{Future, Ready, ready};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::{Instant, timeout_at};
use tokio_rustls::TlsConnector;
use tower_service::Service;
use url::Url;

/// How often a silent connection is asked whether it is still there, as the pooled ones are.
const TCP_KEEPALIVE: Duration = Duration::from_secs(15);

pub(super) trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

/// A connection that stands, and what requests on it have to know.
pub(super) struct Dialled {
    pub(super) stream: Box<dyn Stream>,
    /// To the server's certificate, where there is TLS and its certificate has one.
    pub(super) binding: Option<ChannelBinding>,
    /// The server's, where there is TLS.
    pub(super) certificate: Option<Certificate>,
    /// The header for a proxy that reads the requests; None where the server does.
    pub(super) reading_proxy: Option<Option<HeaderValue>>,
}

/// Whose part of the way it is.
#[derive(Debug, Clone, Copy)]
enum Who {
    Server,
    Proxy,
}

type Failure = Box<dyn Error + Send + Sync>;

/// Connects to the server of `url`, through `proxy`, until `deadline`.
pub(super) async fn dial(
    url: &Url,
    proxy: Option<&Url>,
    tls: &Arc<ClientConfig>,
    deadline: Instant,
) -> Result<Dialled, NetError> {
    let secure = url.scheme() == "https";
    let Some(proxy) = proxy else {
        let stream = within(deadline, url, Who::Server, tcp(url)).await?;
        return finish(stream, url, secure, tls, deadline).await;
    };
    let mut stream = within(deadline, proxy, Who::Proxy, tcp(proxy)).await?;
    if proxy.scheme() == "https" {
        stream = within(deadline, proxy, Who::Proxy, under_tls(stream, proxy, tls)).await?.0;
    }
    let authorization = authorization(proxy);
    if !secure {
        return Ok(Dialled { stream, binding: None, certificate: None, reading_proxy: Some(authorization) });
    }
    let stream = within(deadline, proxy, Who::Proxy, tunnel(stream, url, authorization)).await?;
    finish(stream, url, secure, tls, deadline).await
}

async fn finish(
    stream: Box<dyn Stream>,
    url: &Url,
    secure: bool,
    tls: &Arc<ClientConfig>,
    deadline: Instant,
) -> Result<Dialled, NetError> {
    if !secure {
        return Ok(Dialled { stream, binding: None, certificate: None, reading_proxy: None });
    }
    let (stream, own) = within(deadline, url, Who::Server, under_tls(stream, url, tls)).await?;
    let read = own.as_deref();
    let (binding, certificate) = (read.and_then(ChannelBinding::of_certificate), read.and_then(Certificate::read));
    Ok(Dialled { stream, binding, certificate, reading_proxy: None })
}

/// One leg of the way, with the failure that people are told. Nothing was sent yet, whatever happens here.
async fn within<T>(
    deadline: Instant,
    to: &Url,
    who: Who,
    work: impl Future<Output = Result<T, Failure>>,
) -> Result<T, NetError> {
    let (error, timed_out) = match timeout_at(deadline, work).await {
        Ok(Ok(done)) => return Ok(done),
        Ok(Err(error)) => (error, false),
        Err(late) => (Failure::from(late), true),
    };
    let why = match who {
        Who::Server => classify::server(error.as_ref(), timed_out),
        Who::Proxy => classify::proxy(error.as_ref(), timed_out),
    };
    Err(NetError::NotSent { host: to.host_str().unwrap_or_default().to_owned(), why })
}

async fn tcp(to: &Url) -> Result<Box<dyn Stream>, Failure> {
    let mut connector = HttpConnector::new_with_resolver(SystemNames);
    connector.enforce_http(false);
    connector.set_nodelay(true);
    connector.set_keepalive(Some(TCP_KEEPALIVE));
    connector.set_keepalive_interval(Some(TCP_KEEPALIVE));
    connector.set_keepalive_retries(Some(3));
    let stream = connector.call(origin(to)?).await?;
    Ok(Box::new(stream.into_inner()))
}

/// The stream under TLS, and the certificate of who is there, in DER.
async fn under_tls(
    stream: Box<dyn Stream>,
    to: &Url,
    tls: &Arc<ClientConfig>,
) -> Result<(Box<dyn Stream>, Option<Vec<u8>>), Failure> {
    let name = to.host_str().unwrap_or_default().trim_start_matches('[').trim_end_matches(']').to_owned();
    let stream = TlsConnector::from(Arc::clone(tls)).connect(ServerName::try_from(name)?, stream).await?;
    let certificates = stream.get_ref().1.peer_certificates();
    let own = certificates.and_then(|chain| chain.first()).map(|own| own.to_vec());
    Ok((Box::new(stream), own))
}

async fn tunnel(
    stream: Box<dyn Stream>,
    to: &Url,
    authorization: Option<HeaderValue>,
) -> Result<Box<dyn Stream>, Failure> {
    let mut tunnel = Tunnel::new(Uri::from_static("http://proxy"), Standing(Some(TokioIo::new(stream))));
    if let Some(authorization) = authorization {
        tunnel = tunnel.with_auth(authorization);
    }
    Ok(tunnel.call(origin(to)?).await?.into_inner())
}

/// The origin alone: paths may hold what a URI does not allow.
fn origin(url: &Url) -> Result<Uri, Failure> {
    Ok(url.origin().ascii_serialization().parse()?)
}

/// What a proxy wants to see of the user name and password in its address.
fn authorization(proxy: &Url) -> Option<HeaderValue> {
    if proxy.username().is_empty() && proxy.password().is_none() {
        return None;
    }
    let plain = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let pair = format!("{}:{}", plain(proxy.username()), plain(proxy.password().unwrap_or_default()));
    let mut value = HeaderValue::from_str(&format!("Basic {}", STANDARD.encode(pair))).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// Hands over a stream that stands already, where the library wants somebody who connects.
struct Standing<T>(Option<T>);

impl<T> Service<Uri> for Standing<T> {
    type Response = T;
    type Error = NotSent;
    type Future = Ready<Result<T, NotSent>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), NotSent>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Uri) -> Self::Future {
        ready(self.0.take().ok_or_else(|| NotSent::Other("the connection is gone".to_owned())))
    }
}
