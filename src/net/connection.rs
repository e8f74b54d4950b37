//! One connection that stays open, for sign-ins that belong to a connection (NTLM, Negotiate).
//!
//! Held to the same limits as the client's own requests: no redirect is followed, nothing is sent twice.

use super::binding::ChannelBinding;
use super::body::{self, Limits};
use super::classify;
use super::client::host;
use super::departure::{Departure, Outgoing};
use super::dial::Dialled;
use super::{Certificate, Client, Cut, NetError, NotSent, Reply, Request, USER_AGENT, log};
use crate::guard::{Mode, Permit};
use chrono::Utc;
use http::{HeaderValue, StatusCode, Uri, header};
use hyper::body::Incoming;
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use std::sync::Arc;
use tokio::time::{Instant, timeout_at};
use url::Url;

/// An open connection to one origin. Dropping it closes it.
pub struct Connection {
    client: Client,
    sender: SendRequest<Outgoing>,
    origin: url::Origin,
    binding: Option<ChannelBinding>,
    certificate: Option<Certificate>,
    /// The proxy that reads the requests: its host, and the header that it wants.
    reading_proxy: Option<(String, Option<HeaderValue>)>,
    /// Nothing more can be sent: an answer failed, or it announced the end.
    done: bool,
}

/// What it was opened to; nothing else of it is for eyes.
impl std::fmt::Debug for Connection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Connection").field("origin", &self.origin.ascii_serialization()).finish_non_exhaustive()
    }
}

impl Connection {
    pub(super) async fn over(
        dialled: Dialled,
        client: Client,
        url: &Url,
        proxy: Option<&Url>,
    ) -> Result<Self, NetError> {
        let (sender, driver) = http1::handshake(TokioIo::new(dialled.stream)).await.map_err(|error| {
            let why = NotSent::Other(error.to_string());
            NetError::NotSent { host: host(url), why }
        })?;
        // Ends with the connection; how it ends, whoever sends hears too.
        tokio::spawn(driver);
        let reading_proxy = dialled.reading_proxy.map(|header| (proxy.map(host).unwrap_or_default(), header));
        let (binding, certificate) = (dialled.binding, dialled.certificate);
        Ok(Self { client, sender, origin: url.origin(), binding, certificate, reading_proxy, done: false })
    }

    /// Whether another request may go on it, as far as is known.
    pub fn is_open(&self) -> bool {
        !self.done && !self.sender.is_closed()
    }

    /// What ties a sign-in to the server's certificate. None without TLS, and where the certificate has none.
    pub fn binding(&self) -> Option<&ChannelBinding> {
        self.binding.as_ref()
    }

    /// The server's certificate. None without TLS, and where it cannot be read.
    pub fn certificate(&self) -> Option<&Certificate> {
        self.certificate.as_ref()
    }

    /// Sends a request that proves nothing: plain, on a connection that is signed in, or with the opening message of a
    /// handshake as `opening`. It stands under `permit` all the same, which stays good for one proof.
    ///
    /// # Errors
    /// When no whole answer came.
    pub async fn without_proof(
        &mut self,
        request: Request,
        opening: Option<HeaderValue>,
        permit: &Permit,
    ) -> Result<Reply, NetError> {
        let opening = opening.filter(|_| permit.mode() == Mode::WithCredential);
        self.send(request, opening).await
    }

    /// Sends a request with the response to a challenge, whole, in `authorization`: a proof, though not the password.
    ///
    /// # Errors
    /// When no whole answer came.
    pub async fn with_response(
        &mut self,
        request: Request,
        authorization: HeaderValue,
        permit: Permit,
    ) -> Result<Reply, NetError> {
        let authorization = Some(authorization).filter(|_| permit.mode() == Mode::WithCredential);
        self.send(request, authorization).await
    }

    /// Sends a request with the password itself in `authorization` (Basic).
    ///
    /// # Errors
    /// When no whole answer came, or a password would leave over plain `http://` against the settings.
    pub async fn with_password(
        &mut self,
        request: Request,
        authorization: HeaderValue,
        permit: Permit,
    ) -> Result<Reply, NetError> {
        if permit.mode() == Mode::WithCredential && !self.client.may_carry_password(&request.url) {
            let error = NetError::NotSent { host: host(&request.url), why: NotSent::PlainText };
            log::failed(&request, &error, 0);
            return Err(error);
        }
        self.with_response(request, authorization, permit).await
    }

    async fn send(&mut self, request: Request, authorization: Option<HeaderValue>) -> Result<Reply, NetError> {
        let host = host(&request.url);
        self.client.warn_of_plain_http(&request.url);
        let started = Instant::now();
        let result = self.exchange(&request, authorization, &host, started).await;
        match &result {
            Ok(reply) => log::answered(request.operation, &host, reply),
            Err(error) => log::failed(&request, error, started.elapsed().as_millis()),
        }
        self.done |= match &result {
            Ok(reply) => announces_the_end(reply),
            Err(_) => true,
        };
        result
    }

    async fn exchange(
        &mut self,
        request: &Request,
        authorization: Option<HeaderValue>,
        host: &str,
        started: Instant,
    ) -> Result<Reply, NetError> {
        let not_sent = |why: NotSent| NetError::NotSent { host: host.to_owned(), why };
        let lost = |cut| NetError::Lost { host: host.to_owned(), cut };
        let gone = || not_sent(NotSent::Other("the connection was closed".to_owned()));
        if self.origin != request.url.origin() {
            return Err(not_sent(NotSent::Other("a connection to another server".to_owned())));
        }
        let departure = Arc::new(Departure::default());
        let outgoing = self.outgoing(request, authorization, &departure).map_err(not_sent)?;
        let (connect, total) = (self.client.options().connect_timeout, self.client.options().total_timeout);
        match timeout_at(started + connect, self.sender.ready()).await {
            Ok(Ok(())) if !self.done => {}
            _ => return Err(gone()),
        }
        let sending = self.sender.try_send_request(outgoing);
        let answer = tokio::select! {
            biased;
            answer = sending => answer,
            () = departure.too_late(started, total) => return Err(lost(Cut::Timeout)),
        };
        let response = answer.map_err(|mut error| {
            // Given back, or never asked for its body: it never began to leave.
            if error.take_message().is_some() || departure.at().is_none() && !request.body.is_empty() {
                return gone();
            }
            lost(classify::cut(error.error(), false))
        })?;

        let left = departure.at().unwrap_or(started);
        if let Some((proxy, _)) = &self.reading_proxy
            && response.status() == StatusCode::PROXY_AUTHENTICATION_REQUIRED
        {
            return Err(NetError::NotSent { host: proxy.clone(), why: NotSent::ProxySignIn });
        }
        let (status, headers) = (response.status(), response.headers().clone());
        let limits = Limits { bytes: self.client.options().body_limit, until: left + total, host };
        let response: http::Response<Incoming> = response;
        let body = body::read(response.map(reqwest::Body::wrap).into(), limits).await?;
        let body = body::unzip(body, &headers, status.as_u16(), limits)?;
        Ok(Reply { status, headers, body, at: Utc::now(), took: left.elapsed(), id: request.id })
    }

    fn outgoing(
        &self,
        request: &Request,
        authorization: Option<HeaderValue>,
        departure: &Arc<Departure>,
    ) -> Result<http::Request<Outgoing>, NotSent> {
        let odd = |_| NotSent::Other("not an http address".to_owned());
        let origin = request.url.origin().ascii_serialization();
        let path = &request.url[url::Position::BeforePath..url::Position::AfterQuery];
        // A proxy that reads requests wants the whole address, a server only the path.
        let uri = if self.reading_proxy.is_some() { format!("{origin}{path}") } else { path.to_owned() };
        let uri: Uri = uri.parse().map_err(|error: http::uri::InvalidUri| odd(error.to_string()))?;
        let authority = origin.split_once("://").map_or("", |(_, authority)| authority);

        let mut headers = request.headers_to_send(authorization);
        headers.insert(header::HOST, HeaderValue::from_str(authority).map_err(|error| odd(error.to_string()))?);
        headers.insert(header::USER_AGENT, HeaderValue::from_static(USER_AGENT));
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
        if !headers.contains_key(header::ACCEPT) {
            headers.insert(header::ACCEPT, HeaderValue::from_static("*/*"));
        }
        // The library says nothing of an empty body, and some servers insist.
        headers.insert(header::CONTENT_LENGTH, request.body.len().into());
        if let Some((_, Some(value))) = &self.reading_proxy {
            headers.insert(header::PROXY_AUTHORIZATION, value.clone());
        }
        let mut outgoing = http::Request::new(Outgoing::new(request.body.clone(), Arc::clone(departure)));
        *outgoing.method_mut() = request.method.clone();
        *outgoing.uri_mut() = uri;
        *outgoing.headers_mut() = headers;
        Ok(outgoing)
    }
}

/// Whether the server closes the connection after this answer.
fn announces_the_end(reply: &Reply) -> bool {
    let mut values = reply.headers.get_all(header::CONNECTION).iter().filter_map(|value| value.to_str().ok());
    values.any(|value| value.split(',').any(|word| word.trim().eq_ignore_ascii_case("close")))
}
