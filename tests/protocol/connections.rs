//! Which connection a request goes on.

use crate::support::{Connection, Server, ask, good_bytes, options, question, source};
use attendant_calendar::net::ClientOptions;
use attendant_calendar::source::{Class, Source};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Asks twice with a pause, and says which connections the two requests came on.
async fn twice(first: impl Fn(&mut Connection) + Send + Sync + 'static, keep: bool) -> Vec<usize> {
    let server = Server::new(move |mut connection| {
        while connection.request().is_some() {
            if connection.number > 0 {
                let _ = connection.send(good_bytes());
                continue;
            }
            first(&mut connection);
            if !keep {
                return;
            }
        }
    });
    let options = ClientOptions { body_limit: 1 << 20, total_timeout: Duration::from_millis(500), ..options() };
    let source = source(server.url(), options);
    let _ = source.schedules(question(1)).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    source.schedules(question(1)).await.unwrap();
    server.connections()
}

#[tokio::test]
async fn a_good_answer_keeps_its_connection() {
    let keeps = |connection: &mut Connection| connection.send(good_bytes()).unwrap();
    assert_eq!(twice(keeps, true).await, [0, 0]);
}

#[tokio::test]
async fn a_connection_that_the_server_closed_while_idle_is_not_used_again() {
    let closes = |connection: &mut Connection| connection.send(good_bytes()).unwrap();
    assert_eq!(twice(closes, false).await, [0, 1]);
}

#[tokio::test]
async fn left_over_bytes_end_a_connection() {
    let more = |connection: &mut Connection| connection.send([&good_bytes()[..], b"left over"].concat()).unwrap();
    assert_eq!(twice(more, true).await, [0, 1]);
    let a_second_answer = |connection: &mut Connection| connection.send(good_bytes().repeat(2)).unwrap();
    assert_eq!(twice(a_second_answer, true).await, [0, 1]);
    let later = |connection: &mut Connection| {
        connection.send(good_bytes()).unwrap();
        std::thread::sleep(Duration::from_millis(30));
        connection.send("late").unwrap();
    };
    assert_eq!(twice(later, true).await, [0, 1]);
}

#[tokio::test]
async fn a_broken_answer_ends_its_connection() {
    let too_large = |connection: &mut Connection| {
        let _ = connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2000000\r\n\r\n");
        let _ = connection.send(vec![b' '; 2_000_000]);
    };
    assert_eq!(twice(too_large, true).await, [0, 1]);
    let too_slow = |connection: &mut Connection| {
        let _ = connection.send("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n<");
        std::thread::sleep(Duration::from_millis(550));
        let _ = connection.send("a/>                 ");
    };
    assert_eq!(twice(too_slow, true).await, [0, 1]);
    let damaged = |connection: &mut Connection| {
        let _ = connection
            .send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 20\r\n\r\nnot compressed at all");
    };
    assert_eq!(twice(damaged, true).await, [0, 1]);
}

/// The race that cannot be won: the server closes a kept connection just as the next request goes out on it. The request
/// may have arrived, so it must count as lost, and must not be sent again by itself.
#[tokio::test]
async fn a_request_that_crosses_the_closing_is_lost_and_never_sent_again() {
    let server = Server::new(|mut connection| {
        connection.request();
        connection.send(good_bytes()).unwrap();
        connection.request();
    });
    let source = source(server.url(), options());
    source.schedules(question(1)).await.unwrap();
    let error = source.schedules(question(1)).await.unwrap_err();
    assert_eq!((error.class(), error.notice().code), (Class::Unknown, "answer-lost"));
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(server.connections(), [0, 0]);
}

/// Closes at all moments around the request: what is called *not sent* must never have arrived, and nothing arrives twice.
#[tokio::test]
async fn what_is_called_not_sent_never_arrived() {
    let (mut not_sent, mut lost) = (0, 0);
    for round in 0..150 {
        let bytes = Arc::new(AtomicUsize::new(0));
        let arrived = Arc::clone(&bytes);
        let server = Server::new(move |mut connection| {
            if round % 3 == 0 {
                let _ = connection.send("SSH-2.0-OpenSSH_9.9\r\n");
            }
            std::thread::sleep(Duration::from_micros(20 * (round % 50)));
            arrived.fetch_add(connection.whatever_is_there(), Ordering::SeqCst);
        });
        let error = ask(server.url(), options()).await.unwrap_err();
        match error.class() {
            Class::NotSent => {
                not_sent += 1;
                assert_eq!(bytes.load(Ordering::SeqCst), 0, "round {round}: {error:?}");
            }
            Class::Unknown => lost += 1,
            other => panic!("round {round}: {other:?} {error:?}"),
        }
        assert!(server.connections().len() <= 1, "round {round}");
    }
    eprintln!("{not_sent} not sent, {lost} lost");
}
