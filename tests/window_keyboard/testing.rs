//! *Test the connection*, by keys alone.

use super::company::snapshot;
use super::desk::Desk;
use super::tested;
use attendant_calendar::app::{Message, dialog::Dialog};
use attendant_calendar::refresh::Command;
use attendant_calendar::words::{Mark, Notice, Step};
use iced::Size;
use iced::keyboard::key::Named;
use iced::keyboard::{Key, Modifiers};
use std::time::Duration;

fn desk() -> Desk {
    Desk::new(snapshot(60), Size::new(1280.0, 800.0))
}

fn press_key(desk: &mut Desk) {
    desk.press(Key::Character("T".into()), Modifiers::COMMAND | Modifiers::SHIFT);
}

fn passed() -> Step {
    Step::new("log", Duration::ZERO, Mark::Passed, vec![Notice::new("check-may-leave")])
}

#[test]
fn the_steps_are_read_as_they_come_and_can_be_copied() {
    let mut desk = desk();
    press_key(&mut desk);
    assert_eq!(desk.tests(), 1);
    assert!(desk.reads("Testing …"), "{:#?}", desk.read());
    for step in tested::refused() {
        desk.happens(Message::Tested(1, Some(step)));
    }
    for said in
        ["Settings", "✗", "The server refused the sign-in", "64 ms", "Sign-in: The server refused", "It ends in 8 days"]
    {
        assert!(desk.reads(said), "{said}: {:#?}", desk.read());
    }
    desk.happens(Message::Tested(1, None));
    // Copy, Test again, Close: Close has the focus.
    desk.tab(1);
    desk.tap(Named::Enter);
    assert!(desk.reads("Copied"));
    assert!(desk.copied[0].starts_with("✓ Settings  (2 ms)\n"), "{}", desk.copied[0]);
    assert!(desk.copied[0].contains("✗ Sign-in  (64 ms)\n    The server refused"), "{}", desk.copied[0]);
    assert!(desk.told().iter().all(|command| !matches!(command, Command::RefreshNow)), "the window itself asks nobody");
}

#[test]
fn it_can_be_closed_while_it_goes_on_and_begun_again_when_it_has_ended() {
    for close in [Named::Escape, Named::Enter] {
        let mut desk = desk();
        press_key(&mut desk);
        desk.tap(close);
        assert!(desk.app.dialog().is_none(), "{close:?}");
        desk.happens(Message::Tested(1, Some(passed())));
        press_key(&mut desk);
        desk.happens(Message::Tested(1, Some(passed())));
        assert!(!desk.reads("Nothing holds a sign-in back."), "a step of the test that nobody looks at any more");
        desk.happens(Message::Tested(2, Some(passed())));
        assert!(desk.reads("Nothing holds a sign-in back."));
        desk.happens(Message::Tested(2, None));
        assert!(desk.reads("Everything works."));
        desk.tab(2);
        desk.tap(Named::Enter);
        assert_eq!(desk.tests(), 3, "again");
        assert!(desk.reads("Testing …") && !desk.reads("Nothing holds a sign-in back."));
        press_key(&mut desk);
        assert!(desk.app.dialog().is_none(), "the key that opened it");
    }
}

#[test]
fn the_details_lead_to_it() {
    let mut desk = Desk::new(super::stopped::stopped(60), Size::new(1280.0, 800.0));
    desk.happens(Message::Board(attendant_calendar::app::board::Message::Details));
    assert!(matches!(desk.app.dialog(), Some(Dialog::Details)) && desk.reads("Test the connection"));
    desk.press(Key::Named(Named::Tab), Modifiers::SHIFT);
    desk.tap(Named::Enter);
    assert!(matches!(desk.app.dialog(), Some(Dialog::Test(_))), "{:?}", desk.app.dialog());
}
