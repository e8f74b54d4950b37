//! The small web server on loopback to which the browser comes back.

use super::Failure;
use super::browser::Pages;
use super::callback::{self, Callback};
use crate::store::Secret;
use bytes::Bytes;
use http::{HeaderValue, Method, Request, Response, StatusCode, header};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::task::JoinSet;

/// Redirects are short.
const LONGEST: usize = 64 << 10;

/// Browsers connect ahead of time; who then says nothing is not waited for.
const HEAD_WITHIN: Duration = Duration::from_secs(30);

/// How many ports are tried until one is free in both families.
const ATTEMPTS: usize = 16;

/// Listens on loopback, in both families where the system has both: a browser may take `localhost` for either.
#[derive(Debug)]
pub(super) struct Listener {
    v4: TcpListener,
    v6: Option<TcpListener>,
    port: u16,
}

/// What every connection needs.
struct Door {
    state: Secret,
    pages: Pages,
    found: mpsc::Sender<Callback>,
}

impl Listener {
    /// Takes a free port.
    pub(super) async fn bind() -> Result<Self, Failure> {
        let failed = |error: io::Error| Failure::Listen(error.to_string());
        for _ in 0..ATTEMPTS {
            let v4 = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.map_err(failed)?;
            let port = v4.local_addr().map_err(failed)?.port();
            match TcpListener::bind((Ipv6Addr::LOCALHOST, port)).await {
                Ok(v6) => return Ok(Self { v4, v6: Some(v6), port }),
                // Somebody else would get the browser's answer.
                Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
                Err(_) => return Ok(Self { v4, v6: None, port }),
            }
        }
        Err(Failure::Listen("no free port".to_owned()))
    }

    /// The redirect address: the word `localhost`, because only its port may differ from the registered one.
    pub(super) fn redirect(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// Serves until the browser comes back with `state`. Anything else is answered and forgotten.
    pub(super) async fn callback(&self, state: &Secret, pages: &Pages) -> Option<Callback> {
        let (found, mut callbacks) = mpsc::channel(1);
        let door = Arc::new(Door { state: state.clone(), pages: pages.clone(), found });
        let mut connections = JoinSet::new();
        loop {
            tokio::select! {
                callback = callbacks.recv() => return callback,
                Some(_) = connections.join_next() => {}
                stream = self.accept() => { connections.spawn(serve(stream, Arc::clone(&door))); }
            }
        }
    }

    async fn accept(&self) -> TcpStream {
        loop {
            let accepted = tokio::select! {
                accepted = self.v4.accept() => accepted,
                accepted = accept_if(self.v6.as_ref()) => accepted,
            };
            match accepted {
                Ok((stream, _)) => return stream,
                // The browser has gone again, or the system is short of handles: both pass.
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            }
        }
    }
}

async fn accept_if(listener: Option<&TcpListener>) -> io::Result<(TcpStream, std::net::SocketAddr)> {
    match listener {
        Some(listener) => listener.accept().await,
        None => std::future::pending().await,
    }
}

/// One connection, one request. What it brought is told once its page has been delivered.
async fn serve(stream: TcpStream, door: Arc<Door>) {
    let brought = Mutex::new(None);
    let service = service_fn(|request| async {
        let (response, callback) = answer(request, &door).await;
        if let Some(callback) = callback {
            *brought.lock().unwrap_or_else(PoisonError::into_inner) = Some(callback);
        }
        Ok::<_, Infallible>(response)
    });
    let mut server = http1::Builder::new();
    server.keep_alive(false).timer(TokioTimer::new()).header_read_timeout(HEAD_WITHIN);
    // A browser that hangs up early has still brought what it brought.
    server.serve_connection(TokioIo::new(stream), service).await.ok();
    let brought = brought.into_inner().unwrap_or_else(PoisonError::into_inner);
    if let Some(callback) = brought {
        door.found.send(callback).await.ok();
    }
}

async fn answer(request: Request<Incoming>, door: &Door) -> (Response<Full<Bytes>>, Option<Callback>) {
    let (head, body) = request.into_parts();
    let pages = &door.pages;
    let host = head.headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    // Another name that was bent to loopback is not the browser of this sign-in.
    if !matches!(name, "localhost" | "127.0.0.1" | "[::1]") || head.uri.path() != "/" {
        return (page(StatusCode::NOT_FOUND, &pages.other), None);
    }
    let parameters = match head.method {
        Method::GET => head.uri.query().unwrap_or_default().to_owned(),
        Method::POST => match Limited::new(body, LONGEST).collect().await {
            Ok(body) => String::from_utf8_lossy(&body.to_bytes()).into_owned(),
            Err(_) => return (page(StatusCode::PAYLOAD_TOO_LARGE, &pages.other), None),
        },
        _ => return (page(StatusCode::METHOD_NOT_ALLOWED, &pages.other), None),
    };
    match callback::read(&parameters, &door.state) {
        callback @ Callback::Code(_) => (page(StatusCode::OK, &pages.done), Some(callback)),
        callback @ Callback::Refused(_) => (page(StatusCode::OK, &pages.failed), Some(callback)),
        Callback::OtherState | Callback::Nothing => (page(StatusCode::BAD_REQUEST, &pages.other), None),
    }
}

fn page(status: StatusCode, html: &str) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::copy_from_slice(html.as_bytes())));
    *response.status_mut() = status;
    for (name, value) in [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        // The address of this page has the code in it.
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
