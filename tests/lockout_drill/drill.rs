//! The drill itself, the same for every way to sign in.

use super::process::{self, Desk, Order, Seen, pass};
use super::way::{self, Way};
use attendant_calendar::simulator::{Control, Running, SignInOutcome};
use std::path::Path;
use std::time::{Duration, Instant};

/// What is held all the time: what the server has refused, and what it was sent.
struct Count {
    way: Way,
    control: Control,
    /// Requests when the stop was known to everybody.
    with_credentials: u64,
}

impl Count {
    /// One refusal, whatever happened in between; the account is not locked, and no credential was sent since the stop.
    fn holds(&self, after: &str) {
        let counters = self.control.counters();
        assert_eq!(self.way.refusals(&counters), 1, "{after}: {counters:?}");
        assert_eq!(counters.with_credentials, self.with_credentials, "{after}: nothing leaves with a credential");
        assert!(!self.control.state().locked, "{after}: the account is locked");
    }
}

pub async fn run(way: Way) {
    let server = way.server().await;
    let control = server.handle();
    let folder = tempfile::tempdir().unwrap();
    way.furnish(folder.path(), &server);

    let (mut one, mut other) = both_live(way, &server, folder.path()).await;
    // Both refresh everybody, and the password changes under them.
    pass(&mut one, &mut other, 10);
    let before = control.counters().requests;
    for desk in [&mut one, &mut other] {
        desk.does(&Order::Refresh);
    }
    under_way(&mut one, &mut other, &control, before + 4);
    way.change_password(&server).await;
    let asked = control.counters().requests - before;
    assert!(asked < 40, "the change comes in the middle of both refreshes of 20 requests each: {asked}");
    for desk in [&mut one, &mut other] {
        let seen = desk.until("the stop", |seen| seen.board == "Paused");
        assert_eq!(seen.cause, way.refused(), "{seen:?}");
    }
    let count = Count { way, with_credentials: control.counters().with_credentials, control: control.clone() };
    count.holds("the refusal");

    for seen in pass(&mut one, &mut other, 600) {
        assert_eq!((seen.board.as_str(), seen.cause.as_str()), ("Paused", way.refused()));
    }
    count.holds("ten minutes");

    one = one.restarted(0);
    stays_paused(&mut one, &mut other, &count, "a restart");
    other = other.killed_and_restarted(2);
    stays_paused(&mut one, &mut other, &count, "a kill and a restart");
    one = one.restarted(3);
    stays_paused(&mut one, &mut other, &count, "a restart with another steady clock");

    one.does(&Order::Search(1234));
    stays_paused(&mut one, &mut other, &count, "a search");
    for _ in 0..2 {
        one.does(&Order::Refresh);
        other.does(&Order::Refresh);
        stays_paused(&mut one, &mut other, &count, "refreshing by hand");
    }
    let (exit, said) = process::check(folder.path());
    assert_eq!(exit, 3, "{said}");
    count.holds("a test of the connection");
    let (exit, said) = process::list(folder.path());
    assert_eq!((exit, said["state"].as_str()), (3, Some("paused")), "{said}");
    count.holds("a list");

    live_again(way, &server, &mut one, &mut other).await;
    server.shutdown().await;
}

/// Two processes, of which the first is given the credential, and the other finds it in the key store.
async fn both_live(way: Way, server: &Running, folder: &Path) -> (Desk, Desk) {
    let mut one = Desk::open(folder, 0, 0);
    one.until("a question", |seen| seen.cause == way.asks());
    assert_eq!(server.handle().counters().requests, 0);
    way.give(&mut one, server).await;
    one.until("everybody", is_live);
    let mut other = Desk::open(folder, 0, 1);
    other.until("everybody", is_live);
    assert_eq!(way.refusals(&server.handle().counters()), 0);
    (one, other)
}

/// Waits until both are asking, and so many requests have been made.
fn under_way(one: &mut Desk, other: &mut Desk, control: &Control, requests: u64) {
    let begun = Instant::now();
    while !(one.look().refreshing && other.look().refreshing && control.counters().requests >= requests) {
        assert!(begun.elapsed() < Duration::from_secs(30), "both refresh");
    }
}

fn is_live(seen: &Seen) -> bool {
    // One mailbox of the company no longer exists, and one grants nothing.
    seen.board == "Live" && !seen.refreshing && seen.known >= 1990
}

/// Some time later nothing has come of what people did.
fn stays_paused(one: &mut Desk, other: &mut Desk, count: &Count, after: &str) {
    for desk in [&mut *one, &mut *other] {
        desk.until(after, |seen| seen.board == "Paused");
    }
    for seen in pass(one, other, 90) {
        assert_eq!(seen.board, "Paused", "{after}: {seen:?}");
    }
    count.holds(after);
}

/// With the new credential the first desk is live with the first request that carries it; the other still holds the old one, does
/// not try it, and is live when it is given the new one too; with Office 365 it goes over by itself.
async fn live_again(way: Way, server: &Running, one: &mut Desk, other: &mut Desk) {
    let control = server.handle();
    let before = control.log().len();
    way.give(one, server).await;
    one.until("live again", is_live);
    let log = control.log();
    let judged: Vec<_> = log[before..].iter().map(|entry| entry.sign_in).filter(|&one| way::is_judged(one)).collect();
    assert_eq!(judged.first(), Some(&SignInOutcome::Accepted), "the first one that carries it");
    let refusals = |after: &str| {
        let counters = control.counters();
        assert_eq!(way.refusals(&counters), 1, "{after}: {counters:?}");
        assert!(!control.state().locked);
    };
    refusals("the new credential");

    pass(one, other, 150);
    one.until("still live", is_live);
    refusals("minutes in which the other still holds the old one");
    if way != Way::OAuth {
        let seen = other.look();
        assert_eq!((seen.board.as_str(), seen.cause.as_str()), ("Paused", "refused-before"));
        way.give(other, server).await;
    }
    other.until("live again, too", is_live);
    pass(one, other, 70);
    for desk in [one, other] {
        desk.until("live to the end", is_live);
    }
    refusals("the end");
}
