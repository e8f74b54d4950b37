//! Failures before anything was sent.

use crate::support::{Server, fails, options};
use attendant_calendar::account::ChannelError;
use attendant_calendar::net::{NetError, NotSent};
use attendant_calendar::source::{Class, SourceError};
use std::net::TcpListener;
use std::time::Duration;
use url::Url;

fn why(error: SourceError) -> NotSent {
    match error {
        SourceError::Channel(ChannelError::Net(NetError::NotSent { why, .. })) => why,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_unknown_host() {
    // No name is that long, so that no resolver has to be asked.
    for scheme in ["http", "https"] {
        let url = Url::parse(&format!("{scheme}://{}.invalid/EWS/Exchange.asmx", "x".repeat(64))).unwrap();
        let error = fails(url, options(), Class::NotSent, "unknown-host").await;
        assert!(matches!(why(error), NotSent::UnknownHost(_)));
    }
}

#[tokio::test]
async fn a_refused_connection() {
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for scheme in ["http", "https"] {
        let url = Url::parse(&format!("{scheme}://{nobody}/EWS/Exchange.asmx")).unwrap();
        let error = fails(url, options(), Class::NotSent, "connection-refused").await;
        assert_eq!(why(error), NotSent::ConnectionRefused);
    }
}

#[tokio::test]
async fn a_server_that_takes_the_connection_and_never_speaks_tls() {
    let server = Server::new(|connection| connection.hold());
    let mut options = options();
    options.connect_timeout = Duration::from_millis(300);
    let error = fails(server.url_at("https"), options, Class::NotSent, "connect-timeout").await;
    assert_eq!(why(error), NotSent::ConnectTimeout);
}

#[tokio::test]
async fn a_server_that_speaks_no_tls() {
    let server = Server::new(|mut connection| {
        let _ = connection.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        connection.hold();
    });
    let error = fails(server.url_at("https"), options(), Class::NotSent, "tls-failed").await;
    assert!(matches!(why(error), NotSent::Tls(_)));
}

#[tokio::test]
async fn a_server_that_hangs_up_in_the_middle_of_tls() {
    let server = Server::new(drop);
    let error = fails(server.url_at("https"), options(), Class::NotSent, "tls-failed").await;
    assert!(matches!(why(error), NotSent::Tls(_)));
}
