//! The page *Sign-in protection*, by keys alone.

use super::company::now;
use super::desk::Desk;
use super::refused::refused;
use super::stopped::stopped;
use attendant_calendar::app::dialog::Dialog;
use attendant_calendar::guard::{Ending, Protection, Refusal, RefusalKind, Sharing, Standing, WaitCause};
use attendant_calendar::refresh::{Board, Cause, Command, Level, Remedy, Snapshot};
use attendant_calendar::words::Notice;
use chrono::TimeDelta;
use iced::Size;
use iced::keyboard::key::Named;
use iced::keyboard::{Key, Modifiers};
use std::sync::Arc;

fn open(snapshot: Snapshot) -> Desk {
    let mut desk = Desk::new(snapshot, Size::new(1280.0, 800.0));
    press_key(&mut desk);
    desk.told();
    desk
}

fn press_key(desk: &mut Desk) {
    desk.press(Key::Character("P".into()), Modifiers::COMMAND | Modifiers::SHIFT);
}

/// The same board, of which the guard knows this.
fn known(change: impl FnOnce(&mut Protection)) -> Snapshot {
    let mut snapshot = refused(60);
    let mut protection = (*snapshot.protection.unwrap()).clone();
    change(&mut protection);
    snapshot.protection = Some(Arc::new(protection));
    snapshot
}

#[test]
fn everything_that_support_asks_for_is_on_it_and_can_be_copied() {
    let mut desk = open(refused(60));
    let facts = [
        "Stopped since 09:37",
        "EXAMPLE\\reception",
        "mail.example.com",
        "Monday 23 November 2026, 09:37 (sign-in refused)",
        "HTTP 401",
        "8e0c6b1f-52a7-4a3c",
        "Monday 23 November 2026, 09:36",
        "nothing yet",
        "one user of this computer",
        "/home/reception/.local/state/attendant-calendar/log",
    ];
    for fact in facts {
        assert!(desk.reads(fact), "{fact}: {:#?}", desk.read());
    }
    desk.press(Key::Named(Named::Tab), Modifiers::SHIFT);
    desk.tap(Named::Enter);
    assert!(desk.reads("Copied"));
    for fact in facts {
        assert!(desk.copied[0].contains(fact), "{fact}: {}", desk.copied[0]);
    }
    press_key(&mut desk);
    assert!(desk.app.dialog().is_none(), "the key that opened it");
}

#[test]
fn resume_asks_first_and_what_does_no_harm_is_what_enter_does() {
    let mut desk = open(refused(60));
    // Copy, Close, Resume, Enter password: Close has the focus.
    desk.tab(1);
    desk.tap(Named::Enter);
    assert!(matches!(desk.app.dialog(), Some(Dialog::Resume)));
    assert!(desk.reads("another refusal may lock the account"));
    desk.tap(Named::Enter);
    assert!(matches!(desk.app.dialog(), Some(Dialog::Protection { .. })), "back to the page");
    assert!(desk.told().is_empty());

    desk.tab(1);
    desk.tap(Named::Enter);
    desk.tab(1);
    desk.tap(Named::Enter);
    assert!(matches!(desk.told()[..], [Command::Resume]));
    assert!(matches!(desk.app.dialog(), Some(Dialog::Protection { .. })), "where its effect is seen");
    desk.tap(Named::Escape);
    assert!(desk.app.dialog().is_none());
}

#[test]
fn a_password_is_entered_from_the_page() {
    let mut desk = open(refused(60));
    desk.tab(2);
    desk.tap(Named::Enter);
    desk.type_text("open");
    desk.tap(Named::Enter);
    assert!(matches!(&desk.told()[..], [Command::Password { secret, .. }] if secret.expose() == "open"));
}

#[test]
fn what_other_desks_have_to_do_with_it_is_told() {
    let elsewhere = Standing::StoppedElsewhere {
        since: now() - TimeDelta::minutes(4),
        desk: "RECEPTION-2".into(),
        refusal: Refusal { kind: RefusalKind::Credentials, status: 401, request_id: Some("request-7".into()) },
    };
    let shared = |sharing| {
        let (refusal, standing) = (None, elsewhere.clone());
        open(known(|protection| *protection = Protection { standing, refusal, sharing, ..protection.clone() }))
    };
    let mut desk = shared(Some(Sharing::InForce { desks: 3 }));
    for fact in [
        "refused at another desk (09:37)",
        "at another desk, RECEPTION-2",
        "RECEPTION-2, Monday 23 November 2026, 09:37",
        "HTTP 401",
        "request-7",
        "in force; 3 desks use this account",
        "the desks of the shared folder",
        "Resume",
        "Enter password",
    ] {
        assert!(desk.reads(fact), "{fact}: {:#?}", desk.read());
    }
    let away = Sharing::Away { since: now() - TimeDelta::minutes(4), reason: "/desks: no answer".into() };
    let mut desk = shared(Some(away));
    assert!(desk.reads("not in force since Monday 23 November 2026, 09:37: /desks: no answer"), "{:#?}", desk.read());
    assert!(desk.reads("Other computers, other users"), "then it does not protect them");
    assert!(!shared(None).reads("Shared stop"));
    let mut looks = open(known(|protection| protection.looks_shared = true));
    assert!(looks.reads("protection.shared_folder"), "{:#?}", looks.read());
}

#[test]
fn what_is_offered_follows_from_how_things_stand() {
    let waiting = |why, may_insist| {
        let until = now() + TimeDelta::minutes(25);
        Standing::Waiting { why, until, may_insist }
    };
    let offers = ["Resume", "Try this password", "Try once now", "Enter password"];
    for (standing, state, offered) in [
        (Standing::Open, "Nothing holds the sign-in back.", &["Enter password"][..]),
        (waiting(WaitCause::Server, false), "Waiting until 10:06", &[]),
        (waiting(WaitCause::LostAnswers, true), "Waiting until 10:06", &["Try once now"]),
        (Standing::NeedsConfirmation, "Waiting for a confirmation", &["Try this password", "Enter password"]),
        (
            Standing::NoRecord { reason: "sign-in.json: damaged".into() },
            "the record of sign-ins cannot be read or written",
            &["Resume"],
        ),
        (
            Standing::RefusedBefore { since: now() - TimeDelta::days(1) },
            "refused before (Sunday 22 November 2026, 09:41)",
            &["Resume", "Enter password"],
        ),
    ] {
        let snapshot = Snapshot { causes: Vec::new(), ..known(|known| known.standing = standing.clone()) };
        let mut desk = open(snapshot);
        assert!(desk.reads(state), "{standing:?}: {:#?}", desk.read());
        let read = desk.read();
        let found: Vec<_> = offers.into_iter().filter(|offer| read.iter().any(|read| read == offer)).collect();
        assert_eq!(found, offered, "{standing:?}");
    }
}

#[test]
fn trying_once_is_one_key_and_leaves_the_page_open() {
    let until = now() + TimeDelta::minutes(25);
    let standing = Standing::Waiting { why: WaitCause::LostAnswers, until, may_insist: true };
    let mut desk = open(known(|known| known.standing = standing));
    desk.tab(1);
    desk.tap(Named::Space);
    assert!(matches!(desk.told()[..], [Command::TryOnce]));
    assert!(desk.app.dialog().is_some());
}

#[test]
fn it_tells_what_ended_the_last_stop() {
    let at = now() - TimeDelta::minutes(2);
    for (by, said) in [(Ending::Accepted, "a new password was accepted"), (Ending::Resumed, "a person resumed")] {
        let mut desk = open(known(|known| {
            known.standing = Standing::Open;
            known.refusal.as_mut().unwrap().ended = Some((by, at));
        }));
        assert!(desk.reads(&format!("{said}: Monday 23 November 2026, 09:39")), "{:#?}", desk.read());
    }
}

#[test]
fn the_banner_leads_to_it() {
    let mut desk = Desk::new(refused(60), Size::new(1280.0, 800.0));
    // Search, two days, the demo's scenario, refresh, help; enter password, resume, protection.
    desk.tab(9);
    desk.tap(Named::Enter);
    assert!(matches!(desk.app.dialog(), Some(Dialog::Protection { .. })));
    // Without anything known it says what the banner says.
    let mut desk = open(stopped(60));
    assert!(desk.reads("settings.toml could not be used"));
}

#[test]
fn a_server_s_wait_is_worth_a_banner_after_two_minutes() {
    let waits = |seconds| {
        let (notice, since) = (Notice::new("waiting-server").with("minutes", 9), now() - TimeDelta::seconds(seconds));
        let cause = Cause { level: Level::Warning, notice, remedies: vec![Remedy::ShowProtection], since };
        let snapshot = Snapshot { board: Board::Waiting, causes: vec![cause], ..refused(60) };
        let mut desk = Desk::new(snapshot, Size::new(1280.0, 800.0));
        assert!(desk.reads("Waiting"), "the top bar says so at once");
        desk.reads("The server asked for a pause")
    };
    assert_eq!([1, 119, 120].map(waits), [false, false, true]);
}

#[test]
fn the_smallest_window_shows_its_buttons() {
    let lowest = Size::new(360.0, 320.0);
    let mut desk = Desk::new(refused(60), lowest);
    press_key(&mut desk);
    for _ in 0..desk.focus().total {
        let focus = desk.focus();
        let shown = focus.bounds.unwrap();
        let inside = shown.x >= 0.0 && shown.y >= 0.0 && shown.x + shown.width <= lowest.width;
        assert!(inside && shown.height > 0.0 && shown.y + shown.height <= lowest.height, "{focus:?}");
        desk.tab(1);
    }
}
