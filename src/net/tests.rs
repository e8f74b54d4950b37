//! What carries a credential, and what the log says.

use super::*;
use crate::guard::{Mode, Permit};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use url::Url;
use uuid::Uuid;

/// Answers one request for any host, and gives back what it was.
fn once() -> (u16, std::thread::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let seen = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut text = Vec::new();
        let mut buffer = [0; 4096];
        while !text.ends_with(b"the body") {
            let read = stream.read(&mut buffer).unwrap();
            text.extend_from_slice(&buffer[..read]);
        }
        stream.write_all(b"HTTP/1.1 204 No Content\r\nX-FEServer: MBX01\r\nrequest-id: 77\r\n\r\n").unwrap();
        String::from_utf8(text).unwrap().to_ascii_lowercase()
    });
    (port, seen)
}

fn request(url: &str) -> Request {
    Request {
        operation: "Test",
        method: Method::POST,
        url: Url::parse(url).unwrap(),
        headers: HeaderMap::new(),
        body: Bytes::from_static(b"the body"),
        id: Uuid::new_v4(),
    }
}

fn client(basic_over_http: bool, proxy: crate::settings::Proxy) -> Client {
    let connect_timeout = Duration::from_secs(2);
    Client::new(ClientOptions { proxy, basic_over_http, connect_timeout, ..ClientOptions::default() }).unwrap()
}

async fn send(client: &Client, url: &str, mode: Mode) -> Result<Reply, NetError> {
    let credential = HeaderValue::from_static("Basic c2VjcmV0OnNlY3JldA==");
    client.with_credential(request(url), credential, Permit::for_tests(mode)).await
}

#[tokio::test]
async fn a_credential_leaves_under_a_permit_for_one() {
    for (mode, expected) in [(Mode::WithCredential, true), (Mode::Bare, false)] {
        let (port, seen) = once();
        let client = client(false, crate::settings::Proxy::None);
        send(&client, &format!("http://127.0.0.1:{port}/"), mode).await.unwrap();
        let sent = seen.join().unwrap().contains("authorization: basic c2vjcmv0onnly3jlda==");
        assert_eq!(sent, expected, "{mode:?}");
    }
}

#[tokio::test]
async fn a_password_leaves_over_plain_http_only_where_settings_allow_it() {
    // A proxy stands in for the other machine.
    let through = |port: u16| crate::settings::Proxy::Manual(Url::parse(&format!("http://127.0.0.1:{port}")).unwrap());
    let (port, seen) = once();
    let url = "http://mail.example.org/";
    let strict = client(false, through(port));
    let refused = send(&strict, url, Mode::WithCredential).await.unwrap_err();
    let expected = NetError::NotSent { host: "mail.example.org".into(), why: NotSent::PlainText };
    assert_eq!(refused, expected);
    assert_eq!(refused.notice().code, "password-over-http");

    send(&strict, url, Mode::Bare).await.unwrap();
    assert!(!seen.join().unwrap().contains("authorization"));

    let (port, seen) = once();
    send(&client(true, through(port)), url, Mode::WithCredential).await.unwrap();
    assert!(seen.join().unwrap().contains("authorization: basic"));
}

#[tokio::test]
async fn on_a_connection_of_its_own_messages_leave_under_a_permit_for_them() {
    for (mode, proof) in
        [(Mode::WithCredential, true), (Mode::WithCredential, false), (Mode::Bare, true), (Mode::Bare, false)]
    {
        let (port, seen) = once();
        let client = client(false, crate::settings::Proxy::None);
        let url = format!("http://127.0.0.1:{port}/");
        let mut connection = client.connect(&Url::parse(&url).unwrap()).await.unwrap();
        assert!(connection.is_open() && connection.binding().is_none());
        let message = HeaderValue::from_static("NTLM TlRMTVNTUAAD");
        let permit = Permit::for_tests(mode);
        if proof {
            connection.with_response(request(&url), message, permit).await.unwrap();
        } else {
            connection.without_proof(request(&url), Some(message), &permit).await.unwrap();
        }
        let sent = seen.join().unwrap().contains("authorization: ntlm tlrmtvntuaad");
        assert_eq!(sent, mode == Mode::WithCredential, "{mode:?} {proof}");
    }
}

#[tokio::test]
async fn a_connection_takes_nothing_for_another_server() {
    let (port, _seen) = once();
    let client = client(false, crate::settings::Proxy::None);
    let mut connection = client.connect(&Url::parse(&format!("http://127.0.0.1:{port}/")).unwrap()).await.unwrap();
    let permit = Permit::for_tests(Mode::WithCredential);
    for other in
        [format!("http://localhost:{port}/"), "http://127.0.0.1:1/".to_owned(), format!("https://127.0.0.1:{port}/")]
    {
        let refused = connection.without_proof(request(&other), None, &permit).await.unwrap_err();
        assert!(matches!(refused, NetError::NotSent { why: NotSent::Other(_), .. }), "{other}: {refused:?}");
    }
    for odd in ["ftp://127.0.0.1/", "mailto:a@b.example"] {
        assert!(client.connect(&Url::parse(odd).unwrap()).await.is_err(), "{odd}");
    }
}

/// Keeps everything that is logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_log_has_a_line_for_each_request_and_no_secret() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    // With one subscriber alone, what another test's thread logs first, without any, would be off for all threads.
    let _second = tracing::Dispatch::new(tracing_subscriber::registry());
    let _guard = tracing::subscriber::set_default(subscriber);

    let (port, seen) = once();
    let client = client(false, crate::settings::Proxy::None);
    send(&client, &format!("http://127.0.0.1:{port}/path"), Mode::WithCredential).await.unwrap();
    seen.join().unwrap();
    send(&client, &format!("http://127.0.0.1:{port}/path"), Mode::WithCredential).await.unwrap_err();

    let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let ours: Vec<&str> = text.lines().filter(|line| line.contains("attendant_calendar")).collect();
    assert_eq!(ours.len(), 3, "{text}");
    assert!(ours[0].contains("WARN") && ours[0].contains("plain http"), "{text}");
    for part in ["INFO", "answered", "operation=\"Test\"", "host=\"127.0.0.1\"", "status=204", "bytes=0", "ms=", "id="]
    {
        assert!(ours[1].contains(part), "{part}: {text}");
    }
    assert!(ours[1].contains("request-id=77 x-feserver=MBX01"), "{text}");
    assert!(ours[2].contains("WARN") && ours[2].contains("the connection was refused"), "{text}");
    for secret in ["c2VjcmV0", "secret", "the body"] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
}
