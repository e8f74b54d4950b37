//! What a web server does around SOAP.

use super::client::{Ask, Desk, availability, envelope, read};
use attendant_calendar::simulator::{Generation, Options};
use std::time::{Duration, Instant};

fn question() -> String {
    envelope("Exchange2013", "", &availability(&["a@b.example"], &Ask::default()))
}

#[tokio::test]
async fn content_types_other_than_text_xml_are_refused() {
    let desk = Desk::open().await;
    for (content_type, status) in [
        ("text/xml; charset=utf-8", 200),
        ("text/xml;charset=\"UTF-8\"", 200),
        ("TEXT/XML", 200),
        ("text/xml; charset=iso-8859-1", 415),
        ("application/soap+xml; charset=utf-8", 415),
        ("application/json", 415),
    ] {
        let request = desk.http.post(desk.running.ews_url());
        let request = request.basic_auth(desk.running.account(), Some(desk.running.password()));
        let answer = request.header("Content-Type", content_type).body(question()).send().await.unwrap();
        assert_eq!(answer.status(), status, "{content_type}");
    }
}

#[tokio::test]
async fn paths_and_methods() {
    let desk = Desk::open().await;
    let base = format!("http://{}", desk.running.address());
    let get = async |path: &str, signed_in: bool| {
        let request = desk.http.get(format!("{base}{path}"));
        let password = desk.running.password();
        let request = if signed_in { request.basic_auth("reception", Some(password)) } else { request };
        read(request.send().await.unwrap()).await
    };
    assert_eq!(get("/", false).await.status, 404);
    assert_eq!(get("/EWS/Exchange.asmx", false).await.status, 401);
    assert_eq!(get("/EWS/nothing", false).await.status, 401);
    assert_eq!(get("/EWS/nothing", true).await.status, 404);
    let page = get("/ews/exchange.ASMX", true).await;
    assert_eq!(page.status, 200);
    assert!(page.headers["content-type"].to_str().unwrap().starts_with("text/html"));
    let put = desk.http.put(desk.running.ews_url()).basic_auth("reception", Some(desk.running.password()));
    assert_eq!(put.send().await.unwrap().status(), 405);
}

#[tokio::test]
async fn answers_carry_the_ids_that_support_asks_for() {
    let desk = Desk::open().await;
    let request = desk.post(question()).header("client-request-id", "abc").header("return-client-request-id", "true");
    let answer = request.send().await.unwrap();
    for name in ["request-id", "x-feserver", "x-diaginfo", "date", "server", "cache-control"] {
        assert!(answer.headers().contains_key(name), "{name}");
    }
    assert_eq!(answer.headers()["client-request-id"], "abc");
    assert_eq!(answer.headers()["content-type"], "text/xml; charset=utf-8");
    assert_eq!(desk.control.log()[0].client_request_id.as_deref(), Some("abc"));

    let old = Desk::with(Options { generation: Generation::Exchange2007Sp1, ..Options::default() }).await;
    let request = envelope("Exchange2007_SP1", "", &availability(&["a@b.example"], &Ask::default()));
    let answer = old.post(request).send().await.unwrap();
    assert!(answer.status().is_success() && !answer.headers().contains_key("x-feserver"));
}

#[tokio::test]
async fn answers_are_compressed_for_whoever_accepts_it() {
    let desk = Desk::open().await;
    let plain = desk.post(question()).header("Accept-Encoding", "identity").send().await.unwrap();
    assert!(!plain.headers().contains_key("content-encoding"));
    let refused = desk.post(question()).header("Accept-Encoding", "gzip;q=0, deflate").send().await.unwrap();
    assert!(!refused.headers().contains_key("content-encoding"));
    let packed = desk.post(question()).header("Accept-Encoding", "deflate, gzip").send().await.unwrap();
    assert_eq!(packed.headers()["content-encoding"], "gzip");
    let packed = packed.bytes().await.unwrap();
    assert!(packed.starts_with(&[0x1f, 0x8b]) && packed.len() < plain.bytes().await.unwrap().len());
}

#[tokio::test]
async fn one_connection_serves_many_requests_refused_ones_among_them() {
    let desk = Desk::open().await;
    for _ in 0..3 {
        assert_eq!(desk.status_as("reception", "wrong").await, 401);
        assert_eq!(desk.status_as("reception", &desk.running.password()).await, 200);
    }
    let counters = desk.control.counters();
    assert_eq!((counters.connections, counters.requests, counters.max_in_flight), (1, 6, 1));
}

#[tokio::test]
async fn latency_is_added_to_every_answer() {
    let latency = Duration::from_millis(120);
    let desk = Desk::with(Options { latency, ..Options::default() }).await;
    let begun = Instant::now();
    desk.post(question()).send().await.unwrap();
    assert!(begun.elapsed() >= latency);
    assert!(desk.control.log()[0].milliseconds >= 120);
}

#[tokio::test]
async fn only_loopback_is_served() {
    let options = Options { listen: "0.0.0.0:0".parse().unwrap(), ..Options::default() };
    let refused = attendant_calendar::simulator::Simulator::start(options).await.err().expect("refused");
    assert!(refused.to_string().contains("loopback"), "{refused}");
    let taken = Desk::open().await;
    let options = Options { listen: taken.running.address(), ..Options::default() };
    let refused = attendant_calendar::simulator::Simulator::start(options).await.err().expect("refused");
    assert!(refused.to_string().contains("choose another port"), "{refused}");
}

#[tokio::test]
async fn a_port_is_free_again_after_the_shutdown() {
    let desk = Desk::open().await;
    let address = desk.running.address();
    desk.post(question()).send().await.unwrap();
    desk.running.shutdown().await;
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
    let again = Desk::with(Options { listen: address, ..Options::default() }).await;
    assert_eq!(again.running.address(), address);
}
