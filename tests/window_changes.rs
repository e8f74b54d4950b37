//! What changes in an open window when the engine has something new: news, other looks, files that were mended.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/company.rs"]
mod company;

use attendant_calendar::app::dialog::{self, Dialog};
use attendant_calendar::app::{App, KeyCommand, Message, Setup, Step, Theme, board};
use attendant_calendar::calendar::Zone;
use attendant_calendar::refresh::{Board, Cause, Level, News, Remedy, Snapshot};
use attendant_calendar::settings::{self, Display};
use attendant_calendar::store::Secret;
use attendant_calendar::words::Notice;
use company::{now, setup, snapshot};
use iced::Size;
use iced_test::Simulator;
use std::sync::Arc;

fn window() -> App {
    App::new(setup(snapshot(60), Display::default()).0)
}

fn tell(app: &mut App, snapshot: Snapshot) {
    drop(app.update(Message::Snapshot(Arc::new(snapshot))));
}

fn down(app: &mut App) {
    drop(app.update(Message::Board(board::Message::Key(KeyCommand::Move(Step::Down)))));
}

fn reads(app: &App, text: &str) -> bool {
    let mut ui: Simulator<'_, Message, Theme> =
        Simulator::with_size(iced::Settings::default(), Size::new(1280.0, 800.0), app.view());
    ui.find(text).is_ok()
}

fn news(code: &'static str) -> Snapshot {
    let notice = Notice::new(code).with("keys", "display.theme").with("people", 60);
    let notice = notice.with("added", 0).with("removed", 1);
    Snapshot { news: Some(News { number: 3, notice }), ..snapshot(60) }
}

#[test]
fn what_the_engine_has_to_say_is_said_once() {
    let mut app = window();
    tell(&mut app, news("settings-applied"));
    assert!(reads(&app, "The new settings are in force: display.theme."));
    down(&mut app);
    tell(&mut app, news("settings-applied"));
    assert!(!reads(&app, "The new settings are in force: display.theme."));
}

#[test]
fn other_looks_are_in_force_at_once_and_nothing_else_moves() {
    let mut app = window();
    down(&mut app);
    let (selected, listed) = (app.board().selected_name().map(str::to_owned), app.board().listed_names().len());
    let display =
        Display { language: Some("it".into()), theme: settings::Theme::Dark, text_percent: 125, ..Display::default() };
    assert!(reads(&app, "Mon 23 Nov"));
    tell(&mut app, Snapshot { display: Arc::new(display), zone: Zone::Named(chrono_tz::Asia::Tokyo), ..snapshot(60) });
    assert!(reads(&app, "lun 23 nov") && !reads(&app, "Mon 23 Nov"));
    assert!((app.scale_factor() - 1.25).abs() < f32::EPSILON);
    assert_eq!(app.theme(), Theme::chosen(settings::Theme::Dark));
    assert_eq!((app.board().selected_name().map(str::to_owned), app.board().listed_names().len()), (selected, listed));
}

#[test]
fn what_the_start_had_to_say_of_the_files_goes_when_they_are_mended() {
    let notice = Notice::new("settings-set-aside").with("path", "settings.toml").with("copy", "settings.toml.1");
    let note = Cause { level: Level::Error, notice, remedies: Vec::new(), since: now() };
    let (setup, _) = setup(snapshot(60), Display::default());
    let before = (*setup.link.latest()).clone();
    let mut app = App::new(Setup { notes: vec![note], ..setup });
    tell(&mut app, Snapshot { refreshing: true, ..before.clone() });
    assert_eq!(app.board().causes().len(), 1, "this is about something else");
    tell(&mut app, Snapshot { display: Arc::default(), ..before });
    assert!(app.board().causes().is_empty());
}

#[test]
fn a_server_that_gave_nothing_is_not_being_connected_to_for_ever() {
    let mut app = window();
    let first = Snapshot { board: Board::Stale, last_complete: None, next_refresh: None, ..snapshot(5) };
    tell(&mut app, Snapshot { refreshing: true, ..first.clone() });
    assert!(reads(&app, "Connecting…"));
    tell(&mut app, Snapshot { next_refresh: Some(now()), ..first });
    assert!(reads(&app, "Stale") && !reads(&app, "Connecting…"));
}

#[test]
fn a_password_that_nobody_knows_is_asked_for_once() {
    for code in ["no-password", "key-store-none", "key-store-locked", "key-store-no-answer", "key-store-refused"] {
        let mut app = window();
        tell(&mut app, without_password(code));
        assert!(matches!(app.dialog(), Some(Dialog::Password(_))), "{code}");
        drop(app.update(Message::Dialog(dialog::Message::Close)));
        tell(&mut app, Snapshot { version: 9, ..without_password(code) });
        assert!(app.dialog().is_none(), "who closed it is left in peace");
    }
}

fn without_password(code: &'static str) -> Snapshot {
    let (notice, remedies) = (Notice::new(code), vec![Remedy::EnterPassword]);
    let cause = Cause { level: Level::Warning, notice, remedies, since: now() };
    Snapshot { causes: vec![cause], board: Board::Paused, ..snapshot(60) }
}

/// The key store was unlocked late, say.
#[test]
fn a_question_that_has_answered_itself_goes_away_unless_somebody_is_typing() {
    let mut app = window();
    tell(&mut app, without_password("key-store-no-answer"));
    tell(&mut app, snapshot(60));
    assert!(app.dialog().is_none());

    let mut app = window();
    tell(&mut app, without_password("key-store-no-answer"));
    let typed = dialog::password::Message::Typed(Secret::new("open".into()));
    drop(app.update(Message::Dialog(dialog::Message::Password(typed))));
    tell(&mut app, snapshot(60));
    assert!(matches!(app.dialog(), Some(Dialog::Password(_))));
}
