//! What leaves this machine.

use crate::support::{Server, ask, good_bytes, options};
use attendant_calendar::net::{Client, Request, USER_AGENT};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method};
use url::Url;
use uuid::Uuid;

#[tokio::test]
async fn a_request_has_its_headers_and_no_others() {
    let server = Server::always(good_bytes());
    ask(server.url(), options()).await.unwrap();
    let request = &server.requests()[0];
    assert_eq!(request.line, "POST /EWS/Exchange.asmx HTTP/1.1");
    let mut names: Vec<_> = request.headers.iter().map(|(name, _)| name.to_ascii_lowercase()).collect();
    names.sort();
    let expected = [
        "accept",
        "accept-encoding",
        "client-request-id",
        "content-length",
        "content-type",
        "host",
        "return-client-request-id",
        "user-agent",
    ];
    assert_eq!(names, expected);
    assert_eq!(request.header("user-agent"), Some(USER_AGENT));
    assert!(USER_AGENT.starts_with("AttendantCalendar/"));
    assert_eq!(request.header("content-type"), Some("text/xml; charset=utf-8"));
    assert_eq!(request.header("content-length"), Some(request.body.len().to_string().as_str()));
    assert_eq!(request.header("accept-encoding"), Some("gzip"));
    assert_eq!(request.header("return-client-request-id"), Some("true"));
    assert_eq!(request.header("host"), Some(server.address.to_string().as_str()));
    request.header("client-request-id").unwrap().parse::<Uuid>().unwrap();
}

fn request(url: Url, body: &'static str) -> Request {
    let mut headers = HeaderMap::new();
    for name in ["authorization", "proxy-authorization", "cookie"] {
        headers.insert(name, HeaderValue::from_static("secret"));
    }
    Request {
        operation: "Test",
        method: Method::POST,
        url,
        headers,
        body: Bytes::from_static(body.as_bytes()),
        id: Uuid::new_v4(),
    }
}

#[tokio::test]
async fn nothing_that_could_be_a_credential_leaves_with_a_bare_request() {
    let server = Server::always(good_bytes());
    let mut url = server.url();
    url.set_username("user").unwrap();
    url.set_password(Some("secret")).unwrap();
    let client = Client::new(options()).unwrap();
    client.bare(request(url, "body")).await.unwrap();
    let received = &server.requests()[0];
    for name in ["authorization", "proxy-authorization", "cookie"] {
        assert_eq!(received.header(name), None, "{name}");
    }
    assert!(!format!("{received:?}").contains("secret"));
}

#[tokio::test]
async fn a_request_without_a_body_is_sent_too() {
    let server = Server::always(good_bytes());
    let client = Client::new(options()).unwrap();
    let reply = client.bare(request(server.url(), "")).await.unwrap();
    assert_eq!(reply.status, 200);
    assert_eq!(server.requests()[0].header("transfer-encoding"), None);
}

#[tokio::test]
async fn a_reply_says_when_and_how_long() {
    let server = Server::new(|mut connection| {
        connection.request();
        std::thread::sleep(std::time::Duration::from_millis(80));
        let _ = connection.send(good_bytes());
    });
    let client = Client::new(options()).unwrap();
    let before = chrono::Utc::now();
    let request = request(server.url(), "body");
    let id = request.id;
    let reply = client.bare(request).await.unwrap();
    assert!(reply.took.as_millis() >= 80 && reply.took.as_millis() < 2000, "{:?}", reply.took);
    assert!(reply.at >= before && reply.at <= chrono::Utc::now());
    assert_eq!(reply.id, id);
}
