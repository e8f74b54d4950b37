//! Answers that were lost, cut short, or too large. What may have left counts as sent.

use crate::support::{Server, fails, good, good_bytes, options};
use attendant_calendar::account::ChannelError;
use attendant_calendar::guard::{Demand, Outcome};
use attendant_calendar::net::{Client, ClientOptions, Cut, NetError, Request};
use attendant_calendar::source::ews::judge;
use attendant_calendar::source::{Class, SourceError};
use bytes::Bytes;
use http::{HeaderMap, Method};
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use url::Url;
use uuid::Uuid;

fn net(error: SourceError) -> NetError {
    match error {
        SourceError::Channel(ChannelError::Net(error)) => error,
        other => panic!("{other:?}"),
    }
}

fn cut(error: SourceError) -> Cut {
    match net(error) {
        NetError::Lost { cut, .. } | NetError::Broken { cut, .. } => cut,
        other => panic!("{other:?}"),
    }
}

fn impatient() -> ClientOptions {
    ClientOptions { total_timeout: Duration::from_millis(400), ..options() }
}

#[tokio::test]
async fn silence() {
    let server = Server::new(|mut connection| {
        connection.request();
        connection.hold();
    });
    let started = Instant::now();
    let error = fails(server.url(), impatient(), Class::Unknown, "no-answer-in-time").await;
    assert_eq!(cut(error), Cut::Timeout);
    assert!(started.elapsed() >= Duration::from_millis(400) && started.elapsed() < Duration::from_secs(2));
}

#[tokio::test]
async fn a_server_that_hangs_up_without_a_status_line() {
    let server = Server::new(|mut connection| {
        connection.request();
    });
    assert_eq!(cut(fails(server.url(), options(), Class::Unknown, "answer-lost").await), Cut::Closed);
    assert_eq!(server.requests().len(), 1, "never sent twice");
}

#[tokio::test]
async fn a_reset_in_the_middle_of_the_request() {
    let heads = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&heads);
    // The body stays unread in the socket, so that closing it resets the connection.
    let server = Server::new(move |mut connection| {
        connection.head();
        seen.fetch_add(1, Ordering::SeqCst);
    });
    assert_eq!(cut(fails(server.url(), options(), Class::Unknown, "answer-lost").await), Cut::Closed);
    assert_eq!(heads.load(Ordering::SeqCst), 1, "never sent twice");
}

#[tokio::test]
async fn half_a_status_line() {
    let server = Server::new(|mut connection| {
        connection.request();
        let _ = connection.send("HTTP/1.1 20");
    });
    assert_eq!(cut(fails(server.url(), options(), Class::Unknown, "answer-lost").await), Cut::Closed);
}

#[tokio::test]
async fn an_interim_answer_alone_is_no_answer() {
    let server = Server::new(|mut connection| {
        connection.request();
        let _ = connection.send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n");
    });
    assert_eq!(cut(fails(server.url(), options(), Class::Unknown, "answer-lost").await), Cut::Closed);
}

#[tokio::test]
async fn what_is_not_http() {
    for nonsense in
        ["SSH-2.0-OpenSSH_9.9\r\n", "<html>hello</html>\r\n\r\n", "\0\0\0\0\0\0\0\0\r\n\r\n", "HTTP/9.9 200 OK\r\n\r\n"]
    {
        let server = Server::new(move |mut connection| {
            connection.request();
            let _ = connection.send(nonsense);
            connection.hold();
        });
        let error = fails(server.url(), options(), Class::Unknown, "answer-not-http").await;
        assert!(matches!(cut(error), Cut::Nonsense(_)), "{nonsense}");
    }
}

#[tokio::test]
async fn headers_without_end() {
    let server = Server::new(move |mut connection| {
        connection.request();
        let _ = connection.send("HTTP/1.1 200 OK\r\n");
        while connection.send(format!("X-Header: {}\r\n", "x".repeat(1000))).is_ok() {}
    });
    let error = fails(server.url(), options(), Class::Unknown, "answer-not-http").await;
    assert!(matches!(cut(error), Cut::Nonsense(_)));
}

/// Bytes sent after the head; then the connection ends, or stays silent.
async fn broken(head: &str, bytes: Vec<u8>, hold: bool, notice: &str) -> Cut {
    // Half the people may be there in time.
    let class = if notice == "answer-too-slow" { Class::TooManyMailboxes } else { Class::Server };
    let head = format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n");
    let server = Server::new(move |mut connection| {
        connection.request();
        let _ = connection.send(&head);
        let _ = connection.send(&bytes);
        if hold {
            connection.hold();
        }
    });
    let error = fails(server.url(), impatient(), class, notice).await;
    match net(error) {
        NetError::Broken { status: 200, cut, .. } => cut,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_answer_cut_in_half() {
    let body = good(1);
    let half = body.as_bytes()[..body.len() / 2].to_vec();
    let length = format!("Content-Length: {}", body.len());
    assert_eq!(broken(&length, half.clone(), false, "answer-cut").await, Cut::Closed);
    assert_eq!(broken(&length, half.clone(), true, "answer-too-slow").await, Cut::Timeout);
    let chunk = [format!("{:x}\r\n", body.len()).as_bytes(), &half].concat();
    assert_eq!(broken("Transfer-Encoding: chunked", chunk, false, "answer-cut").await, Cut::Closed);
    let odd_chunk = b"xyz\r\n".to_vec();
    let cut = broken("Transfer-Encoding: chunked", odd_chunk, false, "answer-cut").await;
    assert!(matches!(cut, Cut::Nonsense(_)), "{cut:?}");
}

#[tokio::test]
async fn a_wait_in_the_head_is_heard_although_the_rest_breaks_off() {
    for head in
        ["503 Service Unavailable\r\nRetry-After: 600", "500 Error\r\nRetry-After: 600", "429 Too Many Requests"]
    {
        let judged = |length: u64| {
            let bytes = format!("HTTP/1.1 {head}\r\nContent-Length: {length}\r\n\r\n<html>");
            Server::new(move |mut connection| {
                connection.request();
                let _ = connection.send(&bytes);
            })
        };
        for length in [5_000, 200 << 20] {
            let wait = demanded(judged(length).url()).await;
            let expected = if head.contains("600") { Demand::For(Duration::from_secs(600)) } else { Demand::Unstated };
            assert_eq!(wait, Some(expected), "{head}, {length}");
        }
    }
}

/// The wait that the guard hears of.
async fn demanded(url: Url) -> Option<Demand> {
    let request = Request {
        operation: "test",
        method: Method::POST,
        url,
        headers: HeaderMap::new(),
        body: Bytes::from_static(b"<?xml?>"),
        id: Uuid::new_v4(),
    };
    let reply = Client::new(options()).unwrap().bare(request).await.unwrap();
    let Outcome::Answered { wait, .. } = judge(&reply) else { panic!("{reply:?}") };
    wait
}

#[tokio::test]
async fn an_answer_without_a_length_that_breaks_off_is_no_answer() {
    let body = good(1);
    let half = &body[..body.len() / 2];
    let server = Server::new({
        let bytes = format!("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{half}");
        move |mut connection| {
            connection.request();
            let _ = connection.send(&bytes);
        }
    });
    let error = fails(server.url(), options(), Class::Server, "answer-cut").await;
    assert!(matches!(error, SourceError::NotUnderstood { .. }));
}

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test]
async fn broken_compression() {
    let packed = gzip(good(1).as_bytes());
    let head = format!("Content-Encoding: gzip\r\nContent-Length: {}", packed.len());
    let mut damaged = packed.clone();
    damaged[12..40].fill(0xFF);
    let cut = broken(&head, damaged, false, "answer-cut").await;
    assert!(matches!(cut, Cut::Nonsense(_)), "{cut:?}");
    let head = format!("Content-Encoding: gzip\r\nContent-Length: {}", packed.len() - 20);
    assert_eq!(broken(&head, packed[..packed.len() - 20].to_vec(), false, "answer-cut").await, Cut::Closed);
}

const MIB: usize = 1 << 20;

#[tokio::test]
async fn an_answer_of_200_mib_with_its_length_is_not_read_at_all() {
    let sent = Arc::new(AtomicUsize::new(0));
    let server = flood("HTTP/1.1 200 OK\r\nContent-Length: 209715200\r\n\r\n", Arc::clone(&sent), |_| vec![b' '; MIB]);
    too_large(&server).await;
    assert!(sent.load(Ordering::SeqCst) < 16 * MIB, "the client hung up at once");
}

#[tokio::test]
async fn an_answer_of_200_mib_without_a_length_is_read_up_to_the_limit() {
    let sent = Arc::new(AtomicUsize::new(0));
    let server = flood("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", Arc::clone(&sent), |_| {
        let mut chunk = format!("{MIB:x}\r\n").into_bytes();
        chunk.resize(chunk.len() + MIB, b' ');
        chunk.extend(b"\r\n");
        chunk
    });
    too_large(&server).await;
    let sent = sent.load(Ordering::SeqCst);
    assert!((31 * MIB..64 * MIB).contains(&sent), "{} MiB", sent / MIB);
}

#[tokio::test]
async fn a_small_answer_that_unpacks_to_200_mib_is_unpacked_up_to_the_limit() {
    let packed = gzip(&vec![b' '; 200 * MIB]);
    assert!(packed.len() < MIB);
    let head = format!("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n", packed.len());
    too_large(&Server::always([head.as_bytes(), &packed].concat())).await;
}

async fn too_large(server: &Server) {
    let options = ClientOptions { total_timeout: Duration::from_secs(60), ..options() };
    let error = fails(server.url(), options, Class::TooManyMailboxes, "answer-too-large").await;
    let expected = NetError::TooLarge { host: "127.0.0.1".into(), status: 200, limit_mib: 32 };
    assert_eq!(net(error), expected);
}

/// Sends 200 pieces, and counts the bytes that the client took.
fn flood(head: &'static str, sent: Arc<AtomicUsize>, piece: fn(usize) -> Vec<u8>) -> Server {
    Server::new(move |mut connection| {
        connection.request();
        let _ = connection.send(head);
        for n in 0..200 {
            let piece = piece(n);
            if connection.send(&piece).is_err() {
                return;
            }
            sent.fetch_add(piece.len(), Ordering::SeqCst);
        }
    })
}

#[tokio::test]
async fn interim_answers_before_the_answer_do_no_harm() {
    let server = Server::always([b"HTTP/1.1 100 Continue\r\n\r\n".as_slice(), &good_bytes()].concat());
    crate::support::ask(server.url(), options()).await.unwrap();
}
