//! The window by keys alone: what the widgets ask of the runtime is carried out too, so that the focus really moves.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../support/company.rs"]
mod company;
mod desk;
mod protection;
#[path = "../support/refused.rs"]
mod refused;
mod sign_in;
#[path = "../support/signing_in.rs"]
mod signing_in;
#[path = "../support/stopped.rs"]
mod stopped;
#[path = "../support/tested.rs"]
mod tested;
mod testing;

use attendant_calendar::app::Message;
use attendant_calendar::refresh::{Command, Snapshot};
use company::snapshot;
use desk::Desk;
use iced::Size;
use iced::keyboard::key::Named;
use iced::keyboard::{Key, Modifiers};
use std::sync::Arc;
use stopped::stopped;

fn desk(snapshot: Snapshot) -> Desk {
    Desk::new(snapshot, Size::new(1280.0, 800.0))
}

#[test]
fn tab_goes_through_every_control_and_back_to_the_list() {
    let mut desk = desk(stopped(60));
    let total = desk.focus().total;
    // Search, two days, the demo's scenario, refresh, help, three of the banner, eight groups, free now.
    assert_eq!(total, 1 + 2 + 1 + 2 + 3 + 8 + 1);
    for expected in (0..total).map(Some).chain([None, Some(0)]) {
        desk.tab(1);
        assert_eq!(desk.focus().at, expected);
    }
    desk.press(Key::Named(Named::Tab), Modifiers::SHIFT);
    assert_eq!(desk.focus().at, None);
    desk.tap(Named::ArrowDown);
    assert_eq!(desk.selected(), "Marco Fontana", "the keyboard is the list's again");
}

#[test]
fn letters_typed_into_the_list_become_a_search_that_esc_takes_back() {
    let mut desk = desk(snapshot(300));
    (0..2).for_each(|_| desk.tap(Named::PageDown));
    let before = (desk.selected().to_owned(), desk.app.board().top());
    desk.type_text("paolo mon");
    assert_eq!(desk.app.board().search(), "paolo mon");
    assert_eq!(desk.focus().at, Some(0), "the field has the keyboard");
    desk.tap(Named::ArrowDown);
    desk.tap(Named::Escape);
    assert_eq!((desk.selected().to_owned(), desk.app.board().top()), before);
    assert_eq!((desk.focus().at, desk.app.board().search()), (None, ""));
    desk.type_text("paolo mon");
    desk.tap(Named::Enter);
    assert_eq!(desk.focus().at, None, "Enter goes back to the list");
    desk.press(Key::Character("c".into()), Modifiers::COMMAND);
    assert_eq!(desk.copied, ["1299"]);
}

#[test]
fn enter_and_space_press_what_has_the_focus() {
    let mut desk = desk(stopped(60));
    desk.told();
    desk.tab(8);
    desk.tap(Named::Enter);
    assert!(desk.app.dialog().is_some(), "Resume asks first");
    assert_eq!(desk.focus().at, Some(0), "what does no harm has the focus");
    desk.tab(1);
    desk.tap(Named::Space);
    assert!(desk.app.dialog().is_none());
    assert!(matches!(desk.told()[..], [Command::Resume]));
}

#[test]
fn a_dialog_keeps_the_focus_and_gives_it_back() {
    let mut desk = desk(stopped(60));
    desk.tab(7);
    desk.tap(Named::Enter);
    // The field, remember, cancel; there is nothing to sign in with yet.
    for expected in [0, 1, 2, 0, 1] {
        assert_eq!((desk.focus().at, desk.focus().total), (Some(expected), 3));
        desk.tab(1);
    }
    desk.tap(Named::Escape);
    assert_eq!(desk.focus().at, Some(6), "the button that opened it");
}

#[test]
fn a_password_needs_no_pointer() {
    let mut desk = desk(stopped(60));
    desk.told();
    desk.tab(7);
    desk.tap(Named::Enter);
    desk.type_text("open");
    desk.tap(Named::Enter);
    match &desk.told()[..] {
        [Command::Password { secret, remember: false }] => assert_eq!(secret.expose(), "open"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_refresh_and_its_banner_leave_the_focus_where_it_is() {
    let mut desk = desk(snapshot(60));
    desk.tab(9);
    let before = desk.focus();
    let task = desk.app.update(Message::Snapshot(Arc::new(stopped(60))));
    desk.run(task);
    desk.happen(&[]);
    let after = desk.focus();
    assert_eq!(after.total, before.total + 3, "the banner's buttons came");
    assert_eq!(after.at, before.at.map(|at| at + 3), "the same control");
}

#[test]
fn tab_shows_a_control_that_was_scrolled_away() {
    let mut desk = Desk::new(snapshot(60), Size::new(360.0, 480.0));
    desk.tab(12);
    let focus = desk.focus();
    let ((tabs, scrolled), tab) = (focus.around.unwrap(), focus.bounds.unwrap());
    assert!(scrolled.x > 0.0, "{focus:?}");
    assert!(tabs.x <= tab.x && tab.x + tab.width <= tabs.x + tabs.width, "{focus:?}");
}

#[test]
fn the_scenarios_of_the_demo_are_chosen_with_arrows() {
    let mut desk = Desk::new(snapshot(60), Size::new(1280.0, 320.0));
    desk.tab(4);
    desk.tap(Named::Enter);
    assert_eq!(desk.focus().at, Some(0), "what is played now");
    for expected in [1, 2, 3, 4, 5] {
        desk.tap(Named::ArrowDown);
        let focus = desk.focus();
        let ((list, _), choice) = (focus.around.unwrap(), focus.bounds.unwrap());
        assert_eq!(focus.at, Some(expected));
        assert!(list.y <= choice.y && choice.y + choice.height <= list.y + list.height, "{focus:?}");
    }
}

#[test]
fn the_smallest_window_shows_the_buttons_of_every_dialog() {
    let lowest = Size::new(360.0, 320.0);
    let mut desk = Desk::new(stopped(60), lowest);
    // Help, password, resume, details.
    for controls in [6, 7, 8, 9] {
        desk.tab(controls);
        desk.tap(Named::Enter);
        assert!(desk.app.dialog().is_some());
        desk.press(Key::Named(Named::Tab), Modifiers::SHIFT);
        desk.press(Key::Named(Named::Tab), Modifiers::SHIFT);
        for _ in 0..3 {
            desk.tab(1);
            let focus = desk.focus();
            let shown = focus.bounds.unwrap();
            let inside = shown.x >= 0.0 && shown.y >= 0.0 && shown.x + shown.width <= lowest.width;
            assert!(inside && shown.height > 0.0 && shown.y + shown.height <= lowest.height, "{controls}: {focus:?}");
        }
        desk.tap(Named::Escape);
        desk.tap(Named::Escape);
    }
}
