//! The HTTP client.

use super::body::{self, Limits};
use super::classify::{self, Leg};
use super::connection::Connection;
use super::departure::{Departure, Outgoing};
use super::dial::dial;
use super::names::SystemNames;
use super::proxies::Proxies;
use super::{ClientError, ClientOptions, Cut, NetError, NotSent, Reply, Request, log, tls};
use crate::guard::{Mode, Permit};
use crate::settings::is_loopback;
use chrono::Utc;
use http::{HeaderValue, StatusCode};
use rustls::ClientConfig;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::time::Instant;
use url::Url;

/// What every request calls itself. Administrators may filter by it; only the version ever changes.
pub const USER_AGENT: &str = concat!("AttendantCalendar/", env!("CARGO_PKG_VERSION"));

/// How long an unused connection is kept. Servers and proxies close theirs after 60 to 120 s; a request that crosses such
/// a closing reads as a lost answer, so ours goes first. Within one refresh the connection is reused.
const POOL_IDLE: Duration = Duration::from_secs(30);

/// The one HTTP client. Never follows a redirect, never sends a request twice. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    inner: reqwest::Client,
    tls: Arc<ClientConfig>,
    proxies: Arc<Proxies>,
    options: ClientOptions,
    warned_of_http: Arc<AtomicBool>,
}

impl Client {
    /// A client for these options. Reads the certificate file and the system's certificate store.
    ///
    /// # Errors
    /// When the certificate file or the proxy cannot be used, or TLS cannot be set up at all.
    pub fn new(options: ClientOptions) -> Result<Self, ClientError> {
        let tls = tls::config(options.ca_file.as_deref())?;
        let proxies = Arc::new(Proxies::new(&options.proxy)?);
        let choice = Arc::clone(&proxies);
        let builder = reqwest::Client::builder()
            .tls_backend_preconfigured(tls.clone())
            .user_agent(USER_AGENT)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .http1_only()
            .gzip(true)
            .connect_timeout(options.connect_timeout)
            .pool_idle_timeout(POOL_IDLE)
            .pool_max_idle_per_host(1)
            .dns_resolver(SystemNames)
            .proxy(reqwest::Proxy::custom(move |url| choice.proxy_for(url)));
        let inner = builder.build().map_err(|error| ClientError::Tls(error.to_string()))?;
        Ok(Self { inner, tls: Arc::new(tls), proxies, options, warned_of_http: Arc::default() })
    }

    /// Opens a connection to the server of `url` that stays open and belongs to the caller. Nothing is sent on it yet.
    ///
    /// # Errors
    /// [`NetError::NotSent`], always.
    pub async fn connect(&self, url: &Url) -> Result<Connection, NetError> {
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            let why = NotSent::Other("not an http address".to_owned());
            return Err(NetError::NotSent { host: host(url), why });
        }
        let proxy = self.proxies.proxy_for(url);
        let deadline = Instant::now() + self.options.connect_timeout;
        let dialled = dial(url, proxy.as_ref(), &self.tls, deadline).await.inspect_err(|error| {
            log::not_connected(error);
        })?;
        Connection::over(dialled, self.clone(), url, proxy.as_ref()).await
    }

    /// Sends a request that carries no credential.
    ///
    /// # Errors
    /// When no whole answer came.
    pub async fn bare(&self, request: Request) -> Result<Reply, NetError> {
        self.send(request, None).await
    }

    /// Sends a request under a permit: with the credential if the permit says so, else without. `authorization` is the
    /// whole header's value.
    ///
    /// # Errors
    /// When no whole answer came, or a password would leave over plain `http://` against the settings.
    pub async fn with_credential(
        &self,
        request: Request,
        mut authorization: HeaderValue,
        permit: Permit,
    ) -> Result<Reply, NetError> {
        match permit.mode() {
            Mode::Bare => self.send(request, None).await,
            Mode::WithCredential if self.may_carry_password(&request.url) => {
                authorization.set_sensitive(true);
                self.send(request, Some(authorization)).await
            }
            Mode::WithCredential => {
                let error = NetError::NotSent { host: host(&request.url), why: NotSent::PlainText };
                log::failed(&request, &error, 0);
                Err(error)
            }
        }
    }

    /// Sends a request whose body is the credential (a code, a refresh token), where the permit allows that.
    ///
    /// # Errors
    /// When no whole answer came, the permit is one for a bare request, or the credential would leave over plain `http://`
    /// against the settings.
    pub async fn with_credential_in_body(&self, request: Request, permit: Permit) -> Result<Reply, NetError> {
        let why = match permit.mode() {
            Mode::WithCredential if self.may_carry_password(&request.url) => return self.send(request, None).await,
            Mode::WithCredential => NotSent::PlainText,
            Mode::Bare => NotSent::Other("only a request without the credential may leave".to_owned()),
        };
        let error = NetError::NotSent { host: host(&request.url), why };
        log::failed(&request, &error, 0);
        Err(error)
    }

    /// The proxy for `url`, with the password that it may want.
    pub(super) fn proxy_for(&self, url: &Url) -> Option<Url> {
        self.proxies.proxy_for(url)
    }

    /// How long a connection may take.
    pub(super) fn connect_timeout(&self) -> Duration {
        self.options.connect_timeout
    }

    /// A credential belongs under TLS; settings may allow otherwise, and to this machine it makes no difference.
    pub(super) fn may_carry_password(&self, url: &Url) -> bool {
        url.scheme() == "https" || self.options.basic_over_http || is_loopback(url)
    }

    pub(super) fn options(&self) -> &ClientOptions {
        &self.options
    }

    /// Says once that what is sent can be read on the way.
    pub(super) fn warn_of_plain_http(&self, url: &Url) {
        if url.scheme() == "http" && !self.warned_of_http.swap(true, Ordering::Relaxed) {
            log::plain_http(&host(url));
        }
    }

    async fn send(&self, request: Request, authorization: Option<HeaderValue>) -> Result<Reply, NetError> {
        let host = host(&request.url);
        self.warn_of_plain_http(&request.url);
        let started = Instant::now();
        let result = self.exchange(&request, authorization, &host, started).await;
        match &result {
            Ok(reply) => log::answered(request.operation, &host, reply),
            Err(error) => log::failed(&request, error, started.elapsed().as_millis()),
        }
        result
    }

    async fn exchange(
        &self,
        request: &Request,
        authorization: Option<HeaderValue>,
        host: &str,
        started: Instant,
    ) -> Result<Reply, NetError> {
        let departure = Arc::new(Departure::default());
        let proxy = self.proxies.proxy_for(&request.url);
        let leg = match &proxy {
            None => Leg::Server,
            Some(_) if request.url.scheme() == "https" => Leg::Tunnel,
            Some(_) => Leg::Proxy,
        };
        let proxy_host = || proxy.as_ref().map_or_else(|| host.to_owned(), self::host);

        let sending = self.inner.execute(outgoing(request, authorization, &departure)?);
        let total = self.options.total_timeout;
        // Until it leaves, the connecting time limits it; the sum stands guard over both.
        let too_late = departure.too_late(started + self.options.connect_timeout, total);
        let response = tokio::select! {
            biased;
            response = sending => response,
            () = too_late => return Err(NetError::Lost { host: host.to_owned(), cut: Cut::Timeout }),
        };
        let response = response.map_err(|error| {
            // A request without a body has no mark of its own.
            let left = departure.at().is_some() || (request.body.is_empty() && !error.is_connect());
            if left {
                return NetError::Lost { host: host.to_owned(), cut: classify::cut(&error, error.is_timeout()) };
            }
            let (why, by_proxy) = classify::not_sent(&error, error.is_timeout(), leg);
            NetError::NotSent { host: if by_proxy { proxy_host() } else { host.to_owned() }, why }
        })?;

        let left = departure.at().unwrap_or(started);
        let (status, headers) = (response.status(), response.headers().clone());
        // Only the proxy says this, and then the server never saw the request.
        if status == StatusCode::PROXY_AUTHENTICATION_REQUIRED && leg == Leg::Proxy {
            return Err(NetError::NotSent { host: proxy_host(), why: NotSent::ProxySignIn });
        }
        let limits = Limits { bytes: self.options.body_limit, until: left + total, host };
        let body = body::read(response, limits).await?;
        Ok(Reply { status, headers, body, at: Utc::now(), took: left.elapsed(), id: request.id })
    }
}

/// Proxies may have passwords, so that nothing of the options is shown.
impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client").finish_non_exhaustive()
    }
}

/// The request as the library wants it.
fn outgoing(
    request: &Request,
    authorization: Option<HeaderValue>,
    departure: &Arc<Departure>,
) -> Result<reqwest::Request, NetError> {
    let mut url = request.url.clone();
    let plain = matches!(url.scheme(), "http" | "https") && url.has_host();
    // The library would make an `Authorization` of these.
    if !plain || url.set_username("").is_err() || url.set_password(None).is_err() {
        let why = NotSent::Other("not an http address".to_owned());
        return Err(NetError::NotSent { host: host(&request.url), why });
    }
    let mut outgoing = reqwest::Request::new(request.method.clone(), url);
    *outgoing.headers_mut() = request.headers_to_send(authorization);
    if !request.body.is_empty() {
        let body = Outgoing::new(request.body.clone(), Arc::clone(departure));
        *outgoing.body_mut() = Some(reqwest::Body::wrap(body));
    }
    Ok(outgoing)
}

pub(super) fn host(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}
