//! Signing in to Office 365 in the window, by keys alone.

use super::desk::Desk;
use super::signing_in::{CODE, PAGE, both, browser, device, failed, password_refused, paste, signing_in};
use attendant_calendar::app::Message;
use attendant_calendar::app::dialog::Dialog;
use attendant_calendar::refresh::{Command, SignInMethod, SignInStep};
use attendant_calendar::words::Notice;
use iced::Size;
use iced::keyboard::key::Named;
use iced::keyboard::{Key, Modifiers};
use std::sync::Arc;

type Progress = Option<(SignInMethod, SignInStep)>;

/// The choice of a way, opened from the banner.
fn open(size: Size) -> Desk {
    let mut desk = Desk::new(signing_in(None), size);
    desk.press(Key::Character("P".into()), Modifiers::COMMAND | Modifiers::SHIFT);
    desk.tab(1);
    desk.tap(Named::Enter);
    assert!(matches!(desk.app.dialog(), Some(Dialog::SignIn(_))));
    desk.told();
    desk
}

/// The engine says how far it has come.
fn comes_to(desk: &mut Desk, progress: Progress) {
    let task = desk.app.update(Message::Snapshot(Arc::new(signing_in(progress))));
    desk.run(task);
    desk.happen(&[]);
}

/// A way was chosen, and has come this far.
fn at(tabs: usize, progress: Progress) -> Desk {
    let mut desk = open(Size::new(1280.0, 800.0));
    desk.tab(tabs);
    desk.tap(Named::Enter);
    desk.told();
    comes_to(&mut desk, progress);
    desk
}

#[test]
fn the_browser_is_offered_first_and_opened_once() {
    let mut desk = open(Size::new(1280.0, 800.0));
    for said in ["Nobody is signed in to Office 365.", "Open the browser", "Paste the address", "Use a code"] {
        assert!(desk.reads(said), "{said}");
    }
    desk.tap(Named::Enter);
    assert!(matches!(desk.told()[..], [Command::SignIn { method: SignInMethod::Browser, language: "en" }]));
    comes_to(&mut desk, Some((SignInMethod::Browser, SignInStep::Beginning)));
    assert!(desk.reads("Asking Microsoft's sign-in service"));
    comes_to(&mut desk, browser());
    assert_eq!(desk.opened(), [PAGE]);
    assert!(desk.reads("waited for until 09:46"));
    comes_to(&mut desk, browser());
    assert_eq!(desk.opened(), [""; 0], "another snapshot opens no second page");
    // Opening it again has the focus, then comes copying.
    desk.tap(Named::Enter);
    assert_eq!(desk.opened(), [PAGE]);
    desk.tab(1);
    desk.tap(Named::Enter);
    assert_eq!(desk.copied, [PAGE]);
    assert!(desk.reads("Copied"));
    comes_to(&mut desk, None);
    assert!(!matches!(desk.app.dialog(), Some(Dialog::SignIn(_))), "somebody has signed in");
}

#[test]
fn where_no_browser_opens_the_dialog_says_so() {
    let mut desk = at(0, browser());
    let task = desk.app.update(Message::Browser(Some("no such program".into())));
    desk.run(task);
    assert!(desk.reads("The browser could not be opened (no such program)."));
}

#[test]
fn an_address_is_pasted_and_a_wrong_one_can_be_followed_by_another() {
    let mut desk = at(1, paste(None));
    assert_eq!(desk.opened(), [PAGE]);
    assert!(desk.reads("https://login.example.com/common/oauth2/nativeclient"));
    desk.tap(Named::Enter);
    assert!(desk.told().is_empty(), "nothing is no address");
    desk.type_text("abc");
    assert!(!format!("{:?}", desk.app).contains("abc"), "a code may be in it");
    desk.tap(Named::Enter);
    assert!(matches!(&desk.told()[..], [Command::SignInAddress(address)] if address.expose() == "abc"));
    comes_to(&mut desk, paste(Some(Notice::new("sign-in-other-state"))));
    assert!(desk.reads("This address belongs to another sign-in."));
    desk.type_text("d");
    desk.tap(Named::Enter);
    assert!(matches!(&desk.told()[..], [Command::SignInAddress(address)] if address.expose() == "d"));
}

#[test]
fn the_code_is_shown_copied_and_counted_down() {
    let mut desk = at(2, device());
    assert!(desk.reads(CODE) && desk.reads("https://login.example.com/device"));
    assert!(desk.reads("14:32"));
    assert_eq!(desk.opened(), [""; 0], "the browser may be another device's");
    desk.tap(Named::Enter);
    assert_eq!(desk.copied, [CODE]);
}

#[test]
fn cancel_leads_back_to_the_ways_and_escape_away() {
    let mut desk = at(0, browser());
    desk.press(Key::Named(Named::Tab), Modifiers::SHIFT);
    desk.tap(Named::Enter);
    assert!(matches!(desk.told()[..], [Command::CancelSignIn]));
    comes_to(&mut desk, None);
    assert!(desk.reads("Use a code"), "an end that was cancelled is no success");
    desk.tap(Named::Escape);
    assert!(desk.told().is_empty(), "nothing was under way");

    let mut desk = at(0, browser());
    desk.tap(Named::Escape);
    assert!(matches!(desk.told()[..], [Command::CancelSignIn]));
    assert!(!matches!(desk.app.dialog(), Some(Dialog::SignIn(_))));
}

#[test]
fn a_failure_says_why_and_can_be_tried_again() {
    let mut desk = at(0, browser());
    desk.opened();
    comes_to(&mut desk, failed());
    assert!(desk.reads("No answer came from the browser within 5 minutes.") && desk.reads("AADSTS50011"));
    assert!(desk.reads("Redirect address used: http://localhost:49152"));
    desk.tap(Named::Enter);
    assert!(matches!(desk.told()[..], [Command::SignIn { method: SignInMethod::Browser, .. }]));
    comes_to(&mut desk, failed());
    assert!(desk.reads("Asking Microsoft's sign-in service"), "that failure was the one before");
    comes_to(&mut desk, browser());
    assert_eq!(desk.opened(), [PAGE], "another sign-in has a page of its own");
}

/// The same, with a password granted as well.
fn open_granted(size: Size) -> Desk {
    let mut desk = Desk::new(both(), size);
    desk.press(Key::Character("P".into()), Modifiers::COMMAND | Modifiers::SHIFT);
    desk.tab(1);
    desk.tap(Named::Enter);
    desk.told();
    desk
}

#[test]
fn where_both_are_granted_microsoft_comes_first_and_one_can_go_back() {
    let mut desk = open_granted(Size::new(1280.0, 800.0));
    assert!(desk.reads("Sign in with Microsoft (recommended)") && desk.reads("no longer serves this way"));
    assert!(desk.reads("User name and password (discouraged)") && !desk.reads("Use a code"));
    desk.tap(Named::Enter);
    assert!(desk.reads("Open the browser") && desk.reads("Back"));
    desk.press(Key::Named(Named::Tab), Modifiers::SHIFT);
    desk.tap(Named::Enter);
    assert!(desk.reads("User name and password (discouraged)"));
    desk.tap(Named::Enter);
    desk.tap(Named::Enter);
    assert!(matches!(desk.told()[..], [Command::SignIn { method: SignInMethod::Browser, .. }]));
}

#[test]
fn where_both_are_granted_name_and_password_need_no_pointer() {
    let mut desk = open_granted(Size::new(1280.0, 800.0));
    desk.tab(1);
    desk.tap(Named::Enter);
    assert!(matches!(desk.app.dialog(), Some(Dialog::Password(_))));
    assert!(desk.reads("Microsoft no longer serves this way"));
    desk.type_text("anna");
    desk.tap(Named::Enter);
    assert!(desk.told().is_empty(), "without a password nothing leaves");
    desk.tab(1);
    desk.type_text("open");
    desk.tap(Named::Enter);
    match &desk.told()[..] {
        [Command::ChoosePassword(name), Command::Password { secret, remember: false }] => {
            assert_eq!((name.as_str(), secret.expose()), ("anna", "open"));
        }
        other => panic!("{other:?}"),
    }
    assert!(!matches!(desk.app.dialog(), Some(Dialog::Password(_))));
}

#[test]
fn a_refused_password_leads_to_the_other_way_too() {
    let mut desk = Desk::new(password_refused(), Size::new(1280.0, 800.0));
    assert!(desk.reads("Office 365 refused the name or the password."));
    desk.tab(7);
    desk.tap(Named::Enter);
    assert!(matches!(desk.app.dialog(), Some(Dialog::Password(_))));
    // The name is known: the password has the focus, then come remembering, Cancel, and another way.
    desk.tab(3);
    desk.tap(Named::Enter);
    assert!(matches!(desk.app.dialog(), Some(Dialog::SignIn(_))));
    assert!(desk.reads("Sign in with Microsoft (recommended)"));
}

#[test]
fn the_account_of_the_last_sign_in_is_shown() {
    let mut snapshot = signing_in(None);
    snapshot.account = "anna@firm.example".into();
    let mut desk = Desk::new(snapshot, Size::new(1280.0, 800.0));
    desk.press(Key::Character("P".into()), Modifiers::COMMAND | Modifiers::SHIFT);
    assert!(desk.reads("anna@firm.example"));
    desk.tab(1);
    desk.tap(Named::Enter);
    assert!(desk.reads("anna@firm.example") && desk.reads("Open the browser"));
}

#[test]
fn what_the_browser_may_show_instead_is_told_while_it_is_waited_for() {
    let mut desk = at(0, browser());
    for said in ["AADSTS50011", "AADSTS65001", "AADSTS53003", "AADSTS700016", "Nothing, or closed"] {
        assert!(desk.reads(said), "{said}");
    }
}

#[test]
fn the_smallest_window_shows_every_control() {
    let lowest = Size::new(360.0, 320.0);
    for progress in [None, browser(), paste(None), device(), failed()] {
        let mut desk = open(lowest);
        if progress.is_some() {
            desk.tap(Named::Enter);
            comes_to(&mut desk, progress.clone());
        }
        for _ in 0..desk.focus().total {
            desk.tab(1);
            let focus = desk.focus();
            let shown = focus.bounds.unwrap();
            let inside = shown.x >= 0.0 && shown.y >= 0.0 && shown.x + shown.width <= lowest.width;
            assert!(inside && shown.y + shown.height <= lowest.height, "{progress:?}: {focus:?}");
        }
    }
}
