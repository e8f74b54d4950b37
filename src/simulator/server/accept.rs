//! Listening: accepting connections, and not doing so while the server is down.

use super::{Body, Cut, handler};
use crate::simulator::control::{self, Control};
use crate::simulator::scenario::DownForm;
use crate::simulator::shared::Shared;
use crate::simulator::sign_in::Session;
use http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::future::Future;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};
use tokio_rustls::TlsAcceptor;

/// How long a connection may wait for its next request, as with IIS.
const IDLE: Duration = Duration::from_secs(120);

/// A listening task; dropping it ends it with all its connections.
pub(in crate::simulator) struct Task(JoinHandle<()>);

impl Task {
    /// Ends it, and waits until its port is free again.
    pub async fn end(&mut self) {
        self.0.abort();
        // Ended by us: the error says no more than that.
        (&mut self.0).await.ok();
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Serves EWS until the task is dropped.
pub(in crate::simulator) fn serve(listener: TcpListener, address: SocketAddr, shared: Arc<Shared>) -> Task {
    Task(tokio::spawn(async move {
        let mut down = shared.down();
        let mut connections = JoinSet::new();
        let mut listener = Some(listener);
        loop {
            let form = *down.borrow_and_update();
            match form {
                Some(form) => {
                    connections.abort_all();
                    if form == DownForm::Refused {
                        listener = None;
                    }
                }
                None if listener.is_none() => listener = Some(listen_again(address).await),
                None => {}
            }
            tokio::select! {
                changed = down.changed() => if changed.is_err() { return },
                Some(_) = connections.join_next() => {}
                accepted = accept(listener.as_ref()) => {
                    let number = shared.ledger.connection();
                    if down.borrow().is_none() {
                        connections.spawn(serve_one(accepted, Arc::clone(&shared), number));
                    }
                }
            }
        }
    }))
}

/// Serves EWS on one connection, which has a sign-in of its own.
async fn serve_one(stream: TcpStream, shared: Arc<Shared>, number: u64) {
    let session = Arc::<Mutex<Session>>::default();
    let tls = shared.options.tls.as_ref().map(|tls| TlsAcceptor::from(Arc::clone(&tls.config)));
    let handle = move |request| handler::handle(Arc::clone(&shared), (number, Arc::clone(&session)), request);
    // Answers are written whole: waiting for more to send only costs time.
    stream.set_nodelay(true).ok();
    match tls {
        None => connection(stream, handle).await,
        // Whoever does not like the certificate goes away without a request.
        Some(tls) => {
            if let Ok(stream) = tls.accept(stream).await {
                connection(stream, handle).await;
            }
        }
    }
}

/// Serves the control interface until the task is dropped.
pub(in crate::simulator) fn serve_control(listener: TcpListener, control: Control) -> Task {
    Task(tokio::spawn(async move {
        let mut connections = JoinSet::new();
        loop {
            tokio::select! {
                Some(_) = connections.join_next() => {}
                accepted = accept(Some(&listener)) => {
                    accepted.set_nodelay(true).ok();
                    let control = control.clone();
                    connections.spawn(connection(accepted, move |request| {
                        let control = control.clone();
                        async move { Ok(control::http::answer(&control, request).await) }
                    }));
                }
            }
        }
    }))
}

/// The next connection; none ever without a listener.
async fn accept(listener: Option<&TcpListener>) -> TcpStream {
    let Some(listener) = listener else { return std::future::pending().await };
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return stream,
            // Out of file handles, or the client has gone again: both pass.
            Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
}

/// Takes the same port as before; another program that holds it will let go or not.
async fn listen_again(address: SocketAddr) -> TcpListener {
    loop {
        match TcpListener::bind(address).await {
            Ok(listener) => return listener,
            Err(error) => {
                tracing::warn!(target: "attendant_calendar::simulator", %error, "the port is taken, waiting for it");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
}

async fn connection<S, F, R>(stream: S, handle: F)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    F: Fn(Request<Incoming>) -> R,
    R: Future<Output = Result<Response<Body>, Cut>>,
{
    let service = service_fn(handle);
    // A connection that ends early has been logged by whoever ended it.
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(IDLE);
    server.serve_connection(TokioIo::new(stream), service).await.ok();
}
