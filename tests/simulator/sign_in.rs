use super::client::{Ask, Desk, availability, envelope};
use attendant_calendar::simulator::{LockoutPolicy, Options, SignInOutcome};
use std::time::Duration;

fn strict(threshold: u32, lock: Duration) -> Options {
    let lockout = LockoutPolicy { threshold, lock_duration: lock, ..LockoutPolicy::default() };
    Options { lockout, ..Options::default() }
}

#[tokio::test]
async fn whoever_does_not_sign_in_is_challenged() {
    let desk = Desk::open().await;
    let body = envelope("Exchange2013", "", &availability(&["a@b.example"], &Ask::default()));
    let request = desk.http.post(desk.running.ews_url()).header("Content-Type", "text/xml; charset=utf-8").body(body);
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), 401);
    assert_eq!(answer.headers()["www-authenticate"], "Basic realm=\"127.0.0.1\"");
    assert_eq!(answer.headers()["content-length"], "0");
    let counters = desk.control.counters();
    assert_eq!((counters.without_credentials, counters.with_credentials, counters.refused_logons), (1, 0, 0));
    assert_eq!(desk.control.log()[0].sign_in, SignInOutcome::Missing);
}

#[tokio::test]
async fn the_threshold_locks_the_account_against_the_right_password_too() {
    let desk = Desk::with(strict(3, Duration::from_millis(1500))).await;
    let right = desk.running.password();
    for _ in 0..2 {
        assert_eq!(desk.status_as("reception", "wrong").await, 401);
    }
    assert_eq!(desk.status_as("reception", &right).await, 200, "a success clears the count");
    for _ in 0..3 {
        assert_eq!(desk.status_as("reception", "wrong").await, 401);
    }
    assert!(desk.control.state().locked);
    assert_eq!(desk.status_as("reception", &right).await, 401);
    let outcomes: Vec<_> = desk.control.log().iter().map(|entry| entry.sign_in).collect();
    assert_eq!(outcomes.last(), Some(&SignInOutcome::Locked));
    let counters = desk.control.counters();
    assert_eq!(counters.refused_logons, 6);
    assert_eq!((counters.logons["reception"].accepted, counters.logons["reception"].refused), (1, 6));

    tokio::time::sleep(Duration::from_millis(1550)).await;
    assert_eq!(desk.status_as("reception", &right).await, 200, "the lock has lasted its time");
}

#[tokio::test]
async fn every_spelling_of_the_name_counts_for_one_account() {
    let desk = Desk::with(strict(3, Duration::ZERO)).await;
    for user in ["reception", "ALDERMOOR\\Reception", "reception@aldermoor.example"] {
        assert_eq!(desk.status_as(user, "wrong").await, 401);
    }
    assert!(desk.control.state().locked);
    desk.control.unlock();
    assert_eq!(desk.status_as("ALDERMOOR\\reception", &desk.running.password()).await, 200);
}

#[tokio::test]
async fn strangers_lock_nobody() {
    let desk = Desk::with(strict(1, Duration::ZERO)).await;
    assert_eq!(desk.status_as("somebody", "wrong").await, 401);
    let request = desk.http.post(desk.running.ews_url()).header("Authorization", "Negotiate YII=");
    assert_eq!(request.send().await.unwrap().status(), 401);
    assert!(!desk.control.state().locked);
    let outcomes: Vec<_> = desk.control.log().iter().map(|entry| entry.sign_in).collect();
    assert_eq!(outcomes, [SignInOutcome::UnknownAccount, SignInOutcome::Unreadable]);
}
