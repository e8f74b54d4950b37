//! Every way to misbehave, as it looks from outside.

use super::client::{Ask, Desk, availability, entries, envelope, first, read};
use attendant_calendar::simulator::scenario::{BusyForm, DownForm, OddForm, SilenceForm};
use attendant_calendar::simulator::{Options, Scenario, SignInOutcome};
use chrono::{DateTime, Utc};
use std::time::{Duration, Instant};

fn body() -> String {
    envelope("Exchange2013", "", &availability(&["a@b.example"], &Ask::default()))
}

async fn desk(scenario: Scenario) -> Desk {
    let desk = Desk::open().await;
    desk.control.set(scenario);
    desk
}

/// Behaves again, on the same port.
async fn recovers(desk: &Desk) {
    desk.control.set(Scenario::Normal);
    for _ in 0..50 {
        match desk.post(body()).send().await {
            Ok(answer) => return assert_eq!(answer.status(), 200),
            Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
    panic!("the server did not come back");
}

#[tokio::test]
async fn a_busy_server_says_so_in_six_ways() {
    let cases = [
        (BusyForm::Fault, 500, "ErrorServerBusy"),
        (BusyForm::Message, 200, "ErrorServerBusy"),
        (BusyForm::ServiceUnavailable, 503, ""),
        (BusyForm::TooManyRequests, 429, ""),
        (BusyForm::RetryDate, 503, ""),
        (BusyForm::Concurrency, 500, "ErrorServerBusy"),
    ];
    for (form, status, code) in cases {
        let desk = desk(Scenario::TooManyRequests { form, wait_seconds: 90 }).await;
        let answer = read(desk.post(body()).send().await.unwrap()).await;
        assert_eq!((answer.status.as_u16(), first(&answer.text, "ResponseCode")), (status, code), "{form:?}");
        let wait = answer.headers.get("retry-after").map(|value| value.to_str().unwrap().to_owned());
        match form {
            BusyForm::Fault => assert!(answer.text.contains("\"BackOffMilliseconds\">90000<"), "{}", answer.text),
            BusyForm::ServiceUnavailable | BusyForm::TooManyRequests => assert_eq!(wait.as_deref(), Some("90")),
            BusyForm::RetryDate => {
                let until = DateTime::parse_from_rfc2822(&wait.unwrap()).unwrap();
                assert!((80..=90).contains(&(until.to_utc() - Utc::now()).num_seconds()), "{until}");
            }
            BusyForm::Message | BusyForm::Concurrency => assert!(!answer.text.contains("BackOff")),
        }
        recovers(&desk).await;
    }
}

#[tokio::test]
async fn a_server_that_is_down_refuses_or_closes_and_comes_back_on_its_port() {
    for form in [DownForm::Refused, DownForm::Closed] {
        let desk = Desk::open().await;
        assert_eq!(desk.post(body()).send().await.unwrap().status(), 200);
        desk.control.set(Scenario::ServerDown { form });
        // Whatever is on its way when the server goes down is cut; after that nothing connects, or nothing stays connected.
        for attempt in 0.. {
            let error = desk.post(body()).send().await.expect_err("nobody there");
            if error.is_connect() == (form == DownForm::Refused) {
                break;
            }
            assert!(attempt < 50, "{form:?} {error:?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert_eq!(desk.control.counters().requests, 1, "nothing was read");
        recovers(&desk).await;
    }
}

#[tokio::test]
async fn a_slow_server_is_right_in_the_end() {
    let desk = desk(Scenario::Slow { seconds: 0.3 }).await;
    let begun = Instant::now();
    assert_eq!(desk.post(body()).send().await.unwrap().status(), 200);
    assert!(begun.elapsed() >= Duration::from_millis(300));
    recovers(&desk).await;
}

#[tokio::test]
async fn a_client_that_hangs_up_is_logged_and_no_longer_in_flight() {
    let desk = desk(Scenario::Slow { seconds: 60.0 }).await;
    let error = desk.post(body()).timeout(Duration::from_millis(700)).send().await.expect_err("too slow");
    assert!(error.is_timeout());
    for _ in 0..50 {
        if desk.control.counters().in_flight == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(desk.control.counters().in_flight, 0);
    let log = desk.control.log();
    assert_eq!((log.len(), log[0].status, log[0].sign_in), (1, None, SignInOutcome::Accepted));
}

#[tokio::test]
async fn half_an_answer_ends_in_the_middle() {
    for encoding in ["identity", "gzip"] {
        let desk = desk(Scenario::HalfAnswer).await;
        let answer = desk.post(body()).header("Accept-Encoding", encoding).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        assert!(answer.bytes().await.is_err(), "cut");
        recovers(&desk).await;
    }
}

#[tokio::test]
async fn things_in_front_of_the_server_answer_before_any_sign_in() {
    let cases = [
        (Scenario::Nonsense, 200, "text/html; charset=utf-8"),
        (Scenario::LogOnPage, 302, "text/html; charset=utf-8"),
        (Scenario::NotFound, 404, "text/html; charset=utf-8"),
    ];
    for (scenario, status, content_type) in cases {
        let desk = desk(scenario.clone()).await;
        let answer = desk.post_as("reception", "wrong", body()).send().await.unwrap();
        assert_eq!(
            (answer.status().as_u16(), &answer.headers()["content-type"]),
            (status, &content_type.parse().unwrap())
        );
        if scenario == Scenario::LogOnPage {
            assert!(answer.headers()["location"].to_str().unwrap().contains("/owa/auth/logon"));
        }
        assert_eq!(desk.control.log()[0].sign_in, SignInOutcome::NotAsked);
        assert_eq!(desk.control.counters().refused_logons, 0);
        recovers(&desk).await;
    }
}

#[tokio::test]
async fn things_behind_the_sign_in_answer_after_it() {
    for (scenario, status, code) in
        [(Scenario::Forbidden, 403, ""), (Scenario::InternalError, 500, "ErrorInternalServerError")]
    {
        let desk = desk(scenario).await;
        assert_eq!(desk.post_as("reception", "wrong", body()).send().await.unwrap().status(), 401);
        let answer = read(desk.post(body()).send().await.unwrap()).await;
        assert_eq!((answer.status.as_u16(), first(&answer.text, "ResponseCode")), (status, code));
        recovers(&desk).await;
    }
}

#[tokio::test]
async fn a_wrong_clock_shows_in_the_date() {
    for minutes in [10, -10] {
        let desk = desk(Scenario::WrongClock { minutes }).await;
        let answer = desk.post(body()).send().await.unwrap();
        let date = DateTime::parse_from_rfc2822(answer.headers()["date"].to_str().unwrap()).unwrap();
        let ahead = (date.to_utc() - Utc::now()).num_seconds();
        assert!((ahead - i64::from(minutes) * 60).abs() <= 2, "{ahead}");
        assert_eq!(answer.status(), 200);
    }
    let now = Desk::open().await.post(body()).send().await.unwrap().headers()["date"].to_str().unwrap().to_owned();
    assert!((DateTime::parse_from_rfc2822(&now).unwrap().to_utc() - Utc::now()).num_seconds().abs() <= 2);
}

#[tokio::test]
async fn the_companys_time_is_not_the_servers_date() {
    let start_at = Some("2020-01-01T00:00:00Z".parse().unwrap());
    let desk = Desk::with(Options { start_at, ..Options::default() }).await;
    let answer = desk.post(body()).send().await.unwrap();
    let date = DateTime::parse_from_rfc2822(answer.headers()["date"].to_str().unwrap()).unwrap();
    assert!((date.to_utc() - Utc::now()).num_seconds().abs() <= 2);
    assert!(desk.control.state().now.starts_with("2020-01-01"));
}

#[tokio::test]
async fn a_huge_answer_is_as_long_as_it_says() {
    let desk = desk(Scenario::HugeAnswer { mebibytes: 3 }).await;
    let answer = read(desk.post(body()).send().await.unwrap()).await;
    assert!(answer.text.len() >= 3 << 20 && answer.text.len() < 4 << 20, "{}", answer.text.len());
    assert!(answer.text.starts_with("<?xml") && answer.text.ends_with("</s:Envelope>"));
    assert_eq!(desk.control.counters().in_flight, 0);

    desk.control.set(Scenario::HugeAnswer { mebibytes: 200 });
    let unread = desk.post(body()).send().await.unwrap();
    assert_eq!(desk.control.counters().in_flight, 1, "in flight until its last byte");
    drop(unread);
    recovers(&desk).await;
}

#[tokio::test]
async fn no_answer_ever_comes_but_the_password_was_judged() {
    for form in [SilenceForm::Open, SilenceForm::Closed] {
        let desk = desk(Scenario::NoAnswer { form }).await;
        let request = desk.post_as("reception", "wrong", body()).timeout(Duration::from_millis(700));
        let error = request.send().await.expect_err("silence");
        assert_eq!(error.is_timeout(), form == SilenceForm::Open, "{error:?}");
        let log = desk.control.log();
        assert_eq!((log[0].status, log[0].sign_in), (None, SignInOutcome::Refused));
        recovers(&desk).await;
    }
}

#[tokio::test]
async fn one_odd_person_leaves_the_others_as_they_were() {
    let cases = [
        (OddForm::UnknownType, "<BusyType>Elsewhen</BusyType>"),
        (OddForm::OddTime, "<StartTime>2026-02-30T25:61:00</StartTime>"),
        (OddForm::BackwardItem, ""),
        (OddForm::ForbiddenCharacter, "&#x0;&#x1F;"),
        (OddForm::NothingGranted, ">None<"),
    ];
    let start_at = Some("2026-11-23T09:12:00Z".parse().unwrap());
    let desk = Desk::with(Options { start_at, ..Options::default() }).await;
    let addresses: Vec<_> = desk.roster().into_iter().map(|person| person.address).collect();
    for view in ["FreeBusy", "Detailed"] {
        desk.control.set(Scenario::Normal);
        let question = availability(&addresses, &Ask { view, ..Ask::default() });
        let usual = entries(&desk.ask(&question).await.text);
        for (form, sign) in cases {
            desk.control.set(Scenario::OddPerson { form });
            let odd = entries(&desk.ask(&question).await.text);
            let changed: Vec<_> = usual.iter().zip(&odd).filter(|(usual, odd)| usual != odd).collect();
            let [(_, odd)] = changed.as_slice() else { panic!("{form:?} {view}: {} changed", changed.len()) };
            assert_eq!(odd.code, "NoError");
            assert!(odd.text.contains(sign), "{form:?} {view}: {}", odd.text);
            if form == OddForm::BackwardItem {
                assert!(odd.events.iter().any(|[start, end, _]| end < start));
            }
        }
    }
}
