//! Requests through a proxy.

use crate::certificates::{Authority, NOW, trusting};
use crate::support::{Connection, Server, ask, fails, good_bytes, options};
use attendant_calendar::account::ChannelError;
use attendant_calendar::net::{ClientOptions, NetError, NotSent};
use attendant_calendar::settings::Proxy;
use attendant_calendar::source::{Class, SourceError};
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;
use url::Url;

const PLAIN: &str = "http://mail.example.org/EWS/Exchange.asmx";
const SECURE: &str = "https://mail.example.org/EWS/Exchange.asmx";

fn through(address: SocketAddr) -> ClientOptions {
    let url = Url::parse(&format!("http://clerk:pass%40word@{address}")).unwrap();
    ClientOptions { proxy: Proxy::Manual(url), ..options() }
}

/// Fails before sending, and names the proxy as the one that failed.
async fn proxy_fails(url: &str, options: ClientOptions, notice: &str) -> NotSent {
    match fails(Url::parse(url).unwrap(), options, Class::NotSent, notice).await {
        SourceError::Channel(ChannelError::Net(NetError::NotSent { host, why })) => {
            assert_eq!(host, "127.0.0.1");
            why
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_plain_request_goes_to_the_proxy_whole() {
    let proxy = Server::always(good_bytes());
    ask(Url::parse(PLAIN).unwrap(), through(proxy.address)).await.unwrap();
    let request = &proxy.requests()[0];
    assert_eq!(request.line, format!("POST {PLAIN} HTTP/1.1"));
    assert_eq!(request.header("proxy-authorization"), Some("Basic Y2xlcms6cGFzc0B3b3Jk"));
    assert_eq!(request.header("authorization"), None);
}

#[tokio::test]
async fn a_secure_request_goes_through_a_tunnel() {
    let authority = Authority::new();
    let config = authority.issue(&["mail.example.org"], NOW);
    let proxy = Server::new(move |mut connection: Connection| {
        let asked = connection.request().unwrap();
        assert_eq!(asked.line, "CONNECT mail.example.org:443 HTTP/1.1");
        assert_eq!(asked.header("proxy-authorization"), Some("Basic Y2xlcms6cGFzc0B3b3Jk"));
        connection.send("HTTP/1.1 200 Connection established\r\n\r\n").unwrap();
        let mut connection = connection.under_tls(&config);
        connection.request();
        let _ = connection.send(good_bytes());
    });
    let folder = tempfile::tempdir().unwrap();
    let trusted = ClientOptions { proxy: through(proxy.address).proxy, ..trusting(&folder, "ca.pem", authority.pem()) };
    ask(Url::parse(SECURE).unwrap(), trusted).await.unwrap();
    assert_eq!(proxy.requests()[1].line, "POST /EWS/Exchange.asmx HTTP/1.1");
    assert_eq!(proxy.requests()[1].header("proxy-authorization"), None, "that is between us and the proxy");

    // The tunnel stands, but not to somebody we trust: that is the server's fault, not the proxy's.
    let error =
        fails(Url::parse(SECURE).unwrap(), through(proxy.address), Class::NotSent, "certificate-unknown-issuer").await;
    assert!(error.to_string().contains("mail.example.org"), "{error}");
}

#[tokio::test]
async fn a_proxy_that_asks_for_a_sign_in() {
    let challenge = [("Proxy-Authenticate", "Basic realm=\"proxy\"")];
    let proxy = Server::answering("407 Proxy Authentication Required", &challenge, "");
    for url in [PLAIN, SECURE] {
        assert_eq!(proxy_fails(url, through(proxy.address), "proxy-sign-in").await, NotSent::ProxySignIn);
    }
}

#[tokio::test]
async fn a_proxy_that_refuses_or_fails() {
    for answer in ["HTTP/1.1 403 Forbidden\r\n\r\n", "HTTP/1.1 502 Bad Gateway\r\n\r\n", "SSH-2.0\r\n\r\n", ""] {
        let proxy = Server::new(move |mut connection| {
            connection.request();
            let _ = connection.send(answer);
        });
        let why = proxy_fails(SECURE, through(proxy.address), "proxy-failed").await;
        assert!(matches!(why, NotSent::Proxy(_)), "{answer} {why:?}");
    }
}

#[tokio::test]
async fn a_proxy_that_is_silent_or_not_there() {
    let silent = Server::new(|connection| connection.hold());
    let options = ClientOptions { connect_timeout: Duration::from_millis(300), ..through(silent.address) };
    proxy_fails(SECURE, options, "proxy-failed").await;

    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for url in [PLAIN, SECURE] {
        let why = proxy_fails(url, through(nobody), "proxy-failed").await;
        assert_eq!(why, NotSent::Proxy("the connection was refused".into()));
    }
}

#[tokio::test]
async fn this_machine_is_reached_without_a_proxy() {
    let proxy = Server::always(good_bytes());
    let server = Server::always(good_bytes());
    for host in ["127.0.0.1", "localhost"] {
        let url = Url::parse(&format!("http://{host}:{}/", server.address.port())).unwrap();
        ask(url, through(proxy.address)).await.unwrap();
    }
    assert!(proxy.requests().is_empty());
    assert_eq!(server.requests().len(), 2);
}
