//! The HTTP client.

use super::classify::{self, Leg};
use super::departure::{Departure, Outgoing};
use super::names::SystemNames;
use super::proxies::Proxies;
use super::{ClientError, ClientOptions, Cut, NetError, NotSent, Reply, Request, log};
use crate::guard::{Mode, Permit};
use crate::settings::is_loopback;
use bytes::{Bytes, BytesMut};
use chrono::Utc;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use reqwest::Certificate;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Once};
use std::time::Duration;
use tokio::time::{Instant, timeout_at};
use url::Url;

/// What every request calls itself. Administrators may filter by it; only the version ever changes.
pub const USER_AGENT: &str = concat!("AttendantCalendar/", env!("CARGO_PKG_VERSION"));

/// How long an unused connection is kept. Servers and proxies close theirs after 60 to 120 s; a request that crosses such
/// a closing reads as a lost answer, so ours goes first. Within one refresh the connection is reused.
const POOL_IDLE: Duration = Duration::from_secs(30);

const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");
const RETURN_CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("return-client-request-id");

/// The one HTTP client. Never follows a redirect, never sends a request twice. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    inner: reqwest::Client,
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
        install_crypto();
        let proxies = Arc::new(Proxies::new(&options.proxy)?);
        let choice = Arc::clone(&proxies);
        let mut builder = reqwest::Client::builder()
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
        if let Some(path) = &options.ca_file {
            builder = trust(builder, certificates(path)?)?;
        }
        let inner = builder.build().map_err(|error| match &options.ca_file {
            Some(path) => ClientError::CaFileUseless { path: path.clone() },
            None => ClientError::Tls(error.to_string()),
        })?;
        Ok(Self { inner, proxies, options, warned_of_http: Arc::default() })
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
    fn may_carry_password(&self, url: &Url) -> bool {
        url.scheme() == "https" || self.options.basic_over_http || is_loopback(url)
    }

    async fn send(&self, request: Request, authorization: Option<HeaderValue>) -> Result<Reply, NetError> {
        let host = host(&request.url);
        if request.url.scheme() == "http" && !self.warned_of_http.swap(true, Ordering::Relaxed) {
            log::plain_http(&host);
        }
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
        // Until it leaves, the connecting time limits it; the sum stands guard over both.
        let total = self.options.total_timeout;
        let too_late = async {
            tokio::select! {
                left = departure.left() => tokio::time::sleep_until(left + total).await,
                () = tokio::time::sleep_until(started + self.options.connect_timeout + total) => {}
            }
        };
        let response = tokio::select! {
            biased;
            response = sending => response,
            () = too_late => return Err(NetError::Lost { host: host.to_owned(), cut: Cut::Timeout }),
        };
        let response = response.map_err(|error| {
            // A request without a body has no mark of its own.
            let left = departure.at().is_some() || (request.body.is_empty() && !error.is_connect());
            if left {
                return NetError::Lost { host: host.to_owned(), cut: classify::cut(&error) };
            }
            let (why, by_proxy) = classify::not_sent(&error, leg);
            NetError::NotSent { host: if by_proxy { proxy_host() } else { host.to_owned() }, why }
        })?;

        let left = departure.at().unwrap_or(started);
        let (status, headers) = (response.status(), response.headers().clone());
        // Only the proxy says this, and then the server never saw the request.
        if status == StatusCode::PROXY_AUTHENTICATION_REQUIRED && leg == Leg::Proxy {
            return Err(NetError::NotSent { host: proxy_host(), why: NotSent::ProxySignIn });
        }
        let body = self.body(response, left + total, host).await?;
        Ok(Reply { status, headers, body, at: Utc::now(), took: left.elapsed(), id: request.id })
    }

    /// The whole body. Where it fails, the response is dropped half read, and its connection with it.
    async fn body(&self, mut response: reqwest::Response, until: Instant, host: &str) -> Result<Bytes, NetError> {
        let status = response.status().as_u16();
        let limit = self.options.body_limit;
        let too_large = || NetError::TooLarge { host: host.to_owned(), status, limit_mib: limit >> 20 };
        let broken = |cut| NetError::Broken { host: host.to_owned(), status, cut };
        if response.content_length().is_some_and(|length| length > limit) {
            return Err(too_large());
        }
        let mut body = BytesMut::new();
        loop {
            let chunk = timeout_at(until, response.chunk()).await.map_err(|_| broken(Cut::Timeout))?;
            match chunk.map_err(|error| broken(classify::cut(&error)))? {
                Some(chunk) if (body.len() + chunk.len()) as u64 > limit => return Err(too_large()),
                Some(chunk) => body.extend_from_slice(&chunk),
                None => return Ok(body.freeze()),
            }
        }
    }
}

/// Proxies may have passwords, so that nothing of the options is shown.
impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client").finish_non_exhaustive()
    }
}

/// The request as the library wants it. Whatever in it could be a credential is left out, but for `authorization`.
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
    let mut headers: HeaderMap = request.headers.clone();
    for name in [header::AUTHORIZATION, header::PROXY_AUTHORIZATION, header::COOKIE] {
        headers.remove(name);
    }
    if let Some(value) = authorization {
        headers.insert(header::AUTHORIZATION, value);
    }
    if let Ok(id) = HeaderValue::from_str(&request.id.to_string()) {
        headers.insert(CLIENT_REQUEST_ID, id);
        headers.insert(RETURN_CLIENT_REQUEST_ID, HeaderValue::from_static("true"));
    }
    let mut outgoing = reqwest::Request::new(request.method.clone(), url);
    *outgoing.headers_mut() = headers;
    if !request.body.is_empty() {
        let body = Outgoing::new(request.body.clone(), Arc::clone(departure));
        *outgoing.body_mut() = Some(reqwest::Body::wrap(body));
    }
    Ok(outgoing)
}

/// The certificates of a file: PEM, one or several, or a single DER as Windows exports it.
fn certificates(path: &Path) -> Result<Vec<Certificate>, ClientError> {
    let bytes = std::fs::read(path)
        .map_err(|error| ClientError::CaFileUnreadable { path: path.to_owned(), why: error.to_string() })?;
    const DER_SEQUENCE: u8 = 0x30;
    let found = match bytes.first() {
        Some(&DER_SEQUENCE) => Certificate::from_der(&bytes).map(|one| vec![one]),
        _ => Certificate::from_pem_bundle(&bytes),
    };
    match found {
        Ok(found) if !found.is_empty() => Ok(found),
        _ => Err(ClientError::CaFileUseless { path: path.to_owned() }),
    }
}

/// Adds certificates to the system's.
#[cfg(not(target_os = "macos"))]
fn trust(builder: reqwest::ClientBuilder, own: Vec<Certificate>) -> Result<reqwest::ClientBuilder, ClientError> {
    Ok(builder.tls_certs_merge(own))
}

/// Adds certificates to the system's. The platform's own verifier takes no more there, so the key chain's are read out.
#[cfg(target_os = "macos")]
fn trust(builder: reqwest::ClientBuilder, mut own: Vec<Certificate>) -> Result<reqwest::ClientBuilder, ClientError> {
    let system = rustls_native_certs::load_native_certs().certs;
    own.extend(system.iter().filter_map(|certificate| Certificate::from_der(certificate).ok()));
    Ok(builder.tls_certs_only(own))
}

/// TLS needs its cryptography named once in a process; somebody else may have done so before.
fn install_crypto() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
}

fn host(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}
