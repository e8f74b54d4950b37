//! The sign-in at work: tokens are renewed silently, once, and one at a time; what is refused stops.

use super::desk::Desk;
use attendant_calendar::account::ChannelError;
use attendant_calendar::guard::{Held, RefusalKind, WaitCause};
use attendant_calendar::simulator::scenario::DownForm;
use attendant_calendar::simulator::{EntraDoor, Registration, Scenario};
use attendant_calendar::source::{Class, SourceError};

/// The kind of the refusal that stopped everything.
fn stopped(error: &SourceError) -> RefusalKind {
    assert_eq!(error.class(), Class::Refusal, "{error:?}");
    match error {
        SourceError::Channel(ChannelError::Held(Held::Stopped(stop))) => stop.refusal.kind,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_token_is_used_until_it_is_time_and_the_newest_refresh_token_is_kept() {
    let desk = Desk::open().await;
    let account = desk.account().await;
    for _ in 0..3 {
        desk.ask(&account).await.unwrap();
    }
    assert_eq!(desk.entra().renewals, 1);
    // Another process begins with what was kept.
    desk.ask(&desk.opened().await).await.unwrap();
    assert_eq!((desk.entra().renewals, desk.entra().refused_renewals), (2, 0));
}

#[tokio::test]
async fn a_token_is_renewed_before_its_end_without_being_refused() {
    let desk = Desk::with(Registration { access_seconds: 2, ..Registration::default() }).await;
    let account = desk.account().await;
    desk.ask(&account).await.unwrap();
    tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
    desk.ask(&account).await.unwrap();
    assert_eq!(desk.entra().renewals, 2);
    let refused = desk.control.log().iter().filter(|entry| entry.status == Some(401)).count();
    assert_eq!(refused, 0);
}

#[tokio::test]
async fn a_token_that_ended_early_is_renewed_once_and_the_request_repeated() {
    let desk = Desk::open().await;
    let account = desk.account().await;
    desk.ask(&account).await.unwrap();
    desk.control.set(Scenario::TokensExpired);
    desk.ask(&account).await.unwrap();
    let statuses: Vec<_> =
        desk.control.log().iter().filter(|entry| entry.path.starts_with("/EWS")).map(|entry| entry.status).collect();
    assert_eq!(statuses, [Some(200), Some(401), Some(200)]);
    assert_eq!(desk.control.counters().refused_logons, 0);
}

#[tokio::test]
async fn many_requests_at_once_renew_once() {
    let desk = Desk::open().await;
    let account = desk.account().await;
    let all = futures_util::future::join_all((0..6).map(|_| desk.ask(&account))).await;
    assert!(all.iter().all(Result::is_ok));
    assert_eq!(desk.entra().renewals, 1);
    assert_eq!(desk.control.counters().max_in_flight, 1);
}

#[tokio::test]
async fn a_server_that_refuses_every_token_is_asked_twice_and_no_more() {
    let desk = Desk::open().await;
    let account = desk.account().await;
    desk.control.set(Scenario::TokensRefused);
    assert_eq!(stopped(&desk.ask(&account).await.unwrap_err()), RefusalKind::SignInNeeded(0));
    let before = desk.control.counters().requests;
    for account in [account, desk.opened().await] {
        assert_eq!(stopped(&desk.ask(&account).await.unwrap_err()), RefusalKind::SignInNeeded(0));
    }
    assert_eq!(desk.control.counters().requests, before, "nothing leaves after a stop");
    let refused = desk.control.log().iter().filter(|entry| entry.status == Some(401)).count();
    assert_eq!(refused, 2, "once, and once more with a new token");
}

#[tokio::test]
async fn a_refused_refresh_token_is_sent_once_until_somebody_signs_in() {
    for (order, number) in
        [(Scenario::TokensRevoked, 50173), (Scenario::PasswordChanged, 50173), (Scenario::AccountDisabled, 50057)]
    {
        let desk = Desk::open().await;
        let account = desk.account().await;
        desk.control.set(order.clone());
        let error = desk.ask(&account).await.unwrap_err();
        assert_eq!(stopped(&error), RefusalKind::SignInNeeded(number), "{order:?}");
        for account in [&account, &desk.opened().await] {
            stopped(&desk.ask(account).await.unwrap_err());
        }
        assert_eq!((desk.entra().refused_renewals, desk.entra().renewals), (1, 0), "{order:?}");
        desk.control.set(Scenario::Normal);
        desk.signs_in().await;
        desk.ask(&account).await.expect("a running program goes over to the new sign-in");
        assert_eq!(desk.entra().refused_renewals, 1, "{order:?}: live within one request");
    }
}

#[tokio::test]
async fn a_wrong_registration_stops_until_a_person_resumes() {
    let desk = Desk::open().await;
    let account = desk.account().await;
    desk.control.set(Scenario::EntraError { aadsts: 7_000_218, at: EntraDoor::Refresh });
    for _ in 0..3 {
        assert_eq!(stopped(&desk.ask(&account).await.unwrap_err()), RefusalKind::Registration(7_000_218));
    }
    assert_eq!(desk.entra().refused_renewals, 1);
    desk.control.set(Scenario::Normal);
    desk.keeper.resume(account.tag()).await.unwrap();
    desk.ask(&account).await.unwrap();
}

#[tokio::test]
async fn a_service_that_cannot_answer_now_is_waited_for() {
    let desk = Desk::open().await;
    let account = desk.account().await;
    desk.control.set(Scenario::EntraError { aadsts: 90033, at: EntraDoor::Refresh });
    for _ in 0..3 {
        let error = desk.ask(&account).await.unwrap_err();
        let SourceError::Channel(ChannelError::Held(Held::Waiting { why: WaitCause::Server, left })) = error else {
            panic!("{error:?}");
        };
        assert!((50..=60).contains(&left.as_secs()), "{left:?}");
    }
    assert_eq!(desk.entra().refused_renewals, 1, "not repeated while it waits");
    assert!(desk.opened().await.username() == desk.server.account(), "the sign-in is kept");
}

#[tokio::test]
async fn a_service_in_trouble_does_not_hurt_while_the_old_token_holds() {
    // Of 2 seconds, to be renewed after one.
    let desk = Desk::with(Registration { access_seconds: 4, ..Registration::default() }).await;
    let account = desk.account().await;
    desk.ask(&account).await.unwrap();
    tokio::time::sleep(std::time::Duration::from_millis(2100)).await;
    desk.control.set(Scenario::EntraError { aadsts: 700_016, at: EntraDoor::Refresh });
    let error = desk.ask(&account).await.unwrap_err();
    assert_eq!(stopped(&error), RefusalKind::Registration(700_016), "but a refusal counts at once");
}

#[tokio::test]
async fn a_server_that_is_down_is_no_refusal() {
    let desk = Desk::open().await;
    let account = desk.account().await;
    desk.control.set(Scenario::ServerDown { form: DownForm::Refused });
    // Lost, where it went out over a connection that was just cut.
    assert!(matches!(desk.ask(&account).await.unwrap_err().class(), Class::NotSent | Class::Unknown));
    desk.control.set(Scenario::Normal);
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    desk.ask(&account).await.unwrap();
    assert_eq!(desk.entra().refused_renewals, 0);
}

#[tokio::test]
async fn two_processes_make_one_refused_renewal_between_them() {
    let desk = Desk::open().await;
    let one = desk.account().await;
    let other = desk.beside().await;
    for account in [&one, &other] {
        desk.ask(account).await.unwrap();
    }
    desk.control.set(Scenario::TokensRevoked);
    for _ in 0..3 {
        let (first, second) = tokio::join!(desk.ask(&one), desk.ask(&other));
        for answer in [first, second] {
            stopped(&answer.unwrap_err());
        }
    }
    assert_eq!((desk.entra().refused_renewals, desk.control.counters().refused_logons), (1, 0));
}

#[tokio::test]
async fn who_signs_out_elsewhere_is_signed_out_here() {
    let desk = Desk::open().await;
    let account = desk.account().await;
    desk.ask(&account).await.unwrap();
    let before = desk.control.counters().requests;
    desk.vault.forget().await.unwrap();
    let error = desk.ask(&account).await.unwrap_err();
    assert_eq!((error.class(), error.notice().code), (Class::Refusal, "sign-in-needed"));
    assert_eq!(desk.control.counters().requests, before);
    assert_eq!(desk.vault.account(), None, "nothing comes back");
    desk.signs_in().await;
    desk.ask(&account).await.unwrap();
}

#[tokio::test]
async fn a_claims_challenge_is_answered_once() {
    let desk = Desk::open().await;
    let account = desk.account().await;
    desk.ask(&account).await.unwrap();
    desk.control.set(Scenario::ClaimsChallenge { refused: false });
    desk.ask(&account).await.unwrap();
    desk.ask(&account).await.unwrap();
    assert_eq!((desk.entra().challenges, desk.entra().renewals), (1, 2), "the new token says enough");
}

#[tokio::test]
async fn a_challenge_that_only_a_person_can_answer_asks_for_one_with_its_claims() {
    let desk = Desk::open().await;
    let account = desk.account().await;
    desk.ask(&account).await.unwrap();
    desk.control.set(Scenario::ClaimsChallenge { refused: true });
    assert_eq!(stopped(&desk.ask(&account).await.unwrap_err()), RefusalKind::SignInNeeded(50076));
    let flow = desk.sign_in().paste().await.unwrap();
    let asked = super::desk::query(flow.address());
    assert!(asked["claims"].contains("capolids"), "handed on untouched: {asked:?}");
    let back = desk.enter_password(flow.address()).await;
    let code = flow.read(back.as_str()).unwrap();
    flow.finish(code).await.unwrap();
    desk.control.set(Scenario::Normal);
    desk.ask(&desk.opened().await).await.unwrap();
    assert!(!super::desk::query(desk.sign_in().paste().await.unwrap().address()).contains_key("claims"));
}
