//! The window, driven as a person drives it, without a display: what is pressed and typed, what the engine is told, and what
//! the state is afterwards.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/company.rs"]
mod company;
#[path = "support/stopped.rs"]
mod stopped;

use attendant_calendar::app::{App, Demo, Message, Theme, board, dialog::Dialog};
use attendant_calendar::people::Roster;
use attendant_calendar::refresh::{Command, Snapshot};
use attendant_calendar::settings::Display;
use attendant_calendar::simulator::Tally;
use company::{Engine, setup, snapshot};
use iced::keyboard::key::{Named, NativeCode, Physical};
use iced::keyboard::{Event as KeyEvent, Key, Location, Modifiers};
use iced::{Event, Size};
use iced_test::Simulator;
use std::sync::Arc;
use stopped::stopped;

/// A window over an engine that only listens.
struct Window {
    app: App,
    engine: Engine,
}

impl Window {
    fn new(snapshot: Snapshot) -> Self {
        let (setup, engine) = setup(snapshot, Display::default());
        let mut window = Self { app: App::new(setup), engine };
        window.drive(|_| {});
        window.told();
        window
    }

    /// Does something in the window and lets the messages that follow happen.
    fn drive(&mut self, act: impl FnOnce(&mut Simulator<'_, Message, Theme>)) {
        let messages: Vec<Message> = {
            let mut ui = Simulator::with_size(iced::Settings::default(), Size::new(1280.0, 800.0), self.app.view());
            act(&mut ui);
            ui.into_messages().collect()
        };
        messages.into_iter().for_each(|message| drop(self.app.update(message)));
    }

    fn click(&mut self, what: &str) {
        self.drive(|ui| drop(ui.click(what).unwrap_or_else(|_| panic!("nothing to click on: {what}"))));
    }

    fn type_text(&mut self, text: &str) {
        // Each letter in a view of its own, as in the real window; the field's focus does not outlive a simulator.
        text.chars().for_each(|letter| {
            self.drive(|ui| {
                let _ = ui.typewrite(&letter.to_string());
            })
        });
    }

    fn press(&mut self, key: Key, modifiers: Modifiers) {
        let event = Event::Keyboard(KeyEvent::KeyPressed {
            key: key.clone(),
            modified_key: key,
            physical_key: Physical::Unidentified(NativeCode::Unidentified),
            location: Location::Standard,
            modifiers,
            text: None,
            repeat: false,
        });
        self.drive(|ui| drop(ui.simulate([event])));
    }

    fn tap(&mut self, key: Named) {
        self.press(Key::Named(key), Modifiers::empty());
    }

    fn command(&mut self, letter: &str) {
        self.press(Key::Character(letter.into()), Modifiers::COMMAND);
    }

    /// Whether a text is to be read somewhere.
    fn reads(&mut self, text: &str) -> bool {
        let mut found = false;
        self.drive(|ui| found = ui.find(text).is_ok());
        found
    }

    fn selected(&self) -> &str {
        self.app.board().selected_name().unwrap_or_default()
    }

    /// What the engine was told since the last time.
    fn told(&mut self) -> Vec<Command> {
        std::iter::from_fn(|| self.engine.0.try_recv().ok()).collect()
    }
}

fn board(window: &Window) -> &board::Board {
    window.app.board()
}

#[test]
fn the_first_person_is_selected_and_spoken_of() {
    let mut window = Window::new(snapshot(60));
    assert_eq!(window.selected(), "Alessandra Conti");
    let sentence = "Alessandra Conti: busy until 11:00, next free at 11:00. \
        Substitute: Marco Fontana, extension 1203, free for 9 more minutes.";
    assert!(window.reads(sentence));
}

#[test]
fn a_click_selects_and_asks_for_that_person_first() {
    let mut window = Window::new(snapshot(60));
    window.click("Stefano Riva");
    assert_eq!(window.selected(), "Stefano Riva");
    assert!(window.told().iter().any(|command| matches!(command, Command::Wanted(3))));
}

#[test]
fn arrows_and_pages_move_and_keep_the_selection_in_sight() {
    let mut window = Window::new(snapshot(300));
    window.tap(Named::ArrowDown);
    assert_eq!(window.selected(), "Marco Fontana");
    window.tap(Named::ArrowUp);
    window.tap(Named::ArrowUp);
    assert_eq!(window.selected(), "Alessandra Conti", "the list does not go round");
    window.tap(Named::End);
    assert_eq!(window.selected(), *board(&window).listed_names().last().unwrap());
    let last_page = board(&window).top();
    assert!(last_page > 250, "{last_page}");
    window.tap(Named::PageUp);
    assert_eq!(board(&window).top(), last_page, "one page up is still on the screen");
    window.tap(Named::Home);
    assert_eq!((window.selected(), board(&window).top()), ("Alessandra Conti", 0));
}

#[test]
fn typing_anywhere_searches_and_esc_restores_everything() {
    let mut window = Window::new(snapshot(300));
    for _ in 0..3 {
        window.tap(Named::PageDown);
    }
    let before = (window.selected().to_owned(), board(&window).top());
    assert!(before.1 > 0);
    window.type_text("montec");
    assert_eq!(board(&window).search(), "montec");
    assert_eq!(window.selected(), "Elena Montecristo", "the best match is selected");
    assert!(board(&window).listed_names().iter().all(|name| name.contains("Montecristo")));
    window.tap(Named::ArrowDown);
    assert_eq!(window.selected(), "Paolo Montecristo", "arrows move among the matches");
    window.tap(Named::Escape);
    assert_eq!((window.selected().to_owned(), board(&window).top()), before);
    assert_eq!((board(&window).search(), board(&window).listed_names().len()), ("", 300));
}

#[test]
fn digits_search_for_extensions() {
    let mut window = Window::new(snapshot(60));
    window.type_text("1224");
    assert_eq!(board(&window).listed_names(), ["Elena Montecristo"]);
}

#[test]
fn a_search_that_finds_nobody_says_so() {
    let mut window = Window::new(snapshot(60));
    window.type_text("zzz");
    assert!(window.reads("Nobody matches “zzz”."));
    assert_eq!(window.selected(), "");
    window.command("c");
    window.tap(Named::ArrowDown);
    window.tap(Named::Escape);
    assert_eq!(window.selected(), "Alessandra Conti");
}

#[test]
fn the_search_looks_beyond_the_group_and_beyond_who_is_free() {
    let mut window = Window::new(snapshot(60));
    window.command("3");
    window.command("e");
    window.type_text("giulia serra");
    assert_eq!(window.selected(), "Giulia Serra", "who is away is found too");
}

#[test]
fn groups_are_chosen_by_tab_and_by_number() {
    let mut window = Window::new(snapshot(60));
    window.click("Service");
    let service = board(&window).listed_names().len();
    assert!(0 < service && service < 60);
    window.command("1");
    assert_eq!(board(&window).listed_names().len(), 60);
    window.command("2");
    assert_eq!(board(&window).listed_names().len(), 7, "favourites");
    window.command("4");
    assert_eq!(board(&window).listed_names().len(), service);
    window.command("9");
    assert_eq!(board(&window).listed_names().len(), service, "there is no ninth group");
}

#[test]
fn only_who_is_free_by_fresh_data_is_listed_as_free() {
    let mut window = Window::new(snapshot(60));
    window.command("e");
    let free = board(&window).listed_names();
    assert!(free.contains(&"Matteo Marchetti") && free.contains(&"Elena Montecristo"), "free, and reachable elsewhere");
    assert!(!free.contains(&"Alessandra Conti"), "busy");
    assert!(!free.contains(&"Marco Fontana"), "free, but for nine minutes only");
    assert!(!free.contains(&"Valentina De Santis"), "free by data that is half an hour old");
    assert!(!free.contains(&"Caterina Bellini"), "nothing is known");
}

#[test]
fn the_next_free_person_is_one_key_away() {
    let mut window = Window::new(snapshot(60));
    window.command("j");
    assert_eq!(window.selected(), "Stefano Riva", "works elsewhere, and can be called");
    window.command("j");
    assert_eq!(window.selected(), "Chiara Gallo");
    window.press(Key::Character("j".into()), Modifiers::COMMAND | Modifiers::SHIFT);
    assert_eq!(window.selected(), "Stefano Riva");
}

#[test]
fn refresh_and_days_are_the_engine_s_business() {
    let mut window = Window::new(snapshot(60));
    window.tap(Named::F5);
    assert!(matches!(window.told()[..], [Command::RefreshNow]));
    window.press(Key::Named(Named::ArrowRight), Modifiers::ALT);
    let tomorrow = "2026-11-24".parse().unwrap();
    assert!(matches!(window.told()[..], [Command::Day(day)] if day == tomorrow));
    assert!(window.reads("Tue 24 Nov"));
    window.command("t");
    assert!(window.reads("Mon 23 Nov"));
}

#[test]
fn what_was_copied_is_said() {
    let mut window = Window::new(snapshot(60));
    window.command("c");
    assert!(window.reads("Copied: 1200"));
    window.press(Key::Character("C".into()), Modifiers::COMMAND | Modifiers::SHIFT);
    let sentence = board(&window).sentence().unwrap();
    assert!(window.reads(&format!("Copied: {sentence}")));
    window.click("Andrea Villa");
    window.command("c");
    assert!(window.reads("Andrea Villa has no number."));
}

#[test]
fn ctrl_c_copies_the_number_even_while_a_search_is_typed() {
    let mut window = Window::new(snapshot(60));
    window.type_text("montec");
    let letter = |key: &str, modifiers| {
        Event::Keyboard(KeyEvent::KeyPressed {
            key: Key::Character(key.into()),
            modified_key: Key::Character(key.into()),
            physical_key: Physical::Unidentified(NativeCode::Unidentified),
            location: Location::Standard,
            modifiers,
            text: None,
            repeat: false,
        })
    };
    // With the focus in the field and nothing selected in it.
    window.drive(|ui| {
        ui.click("montec").unwrap();
        let control = Event::Keyboard(KeyEvent::ModifiersChanged(Modifiers::COMMAND));
        drop(ui.simulate([control.clone(), letter("c", Modifiers::COMMAND)]));
    });
    assert!(window.reads("Copied: 1224"));
    // With something selected it is the field's, and nothing is said.
    window.drive(|ui| {
        ui.click("montec").unwrap();
        let control = Event::Keyboard(KeyEvent::ModifiersChanged(Modifiers::COMMAND));
        drop(ui.simulate([control, letter("a", Modifiers::COMMAND), letter("c", Modifiers::COMMAND)]));
    });
    window.tap(Named::ArrowDown);
    assert!(!window.reads("Copied: 1224"));
}

#[test]
fn the_banner_names_the_worst_cause_and_counts_the_others() {
    let mut window = Window::new(stopped(60));
    assert!(window.reads("settings.toml could not be used, and the defaults hold. A copy is in settings.toml.1."));
    assert!(window.reads("and 1 more"));
    window.click("Details");
    assert!(matches!(window.app.dialog(), Some(Dialog::Details)));
    assert!(window.reads("/home/reception/.local/state/attendant-calendar/log"));
    assert!(window.reads("The system's key store did not answer within 3 seconds."));
    window.tap(Named::Escape);
    assert!(window.app.dialog().is_none());
}

#[test]
fn what_the_start_had_to_say_stands_beside_what_the_engine_says() {
    use attendant_calendar::refresh::{Cause, Level};
    let note = |level, code: &'static str| {
        let notice = attendant_calendar::words::Notice::new(code).with("seconds", 3);
        Cause { level, notice, remedies: Vec::new(), since: company::now() }
    };
    let (setup, engine) = setup(stopped(5), Display::default());
    let notes = vec![note(Level::Info, "key-store-refused"), note(Level::Error, "no-password")];
    let mut window = Window { app: App::new(attendant_calendar::app::Setup { notes, ..setup }), engine };
    window.drive(|_| {});
    assert!(window.reads("and 2 more"), "what is only worth knowing is no banner");
    let levels: Vec<_> = board(&window).causes().iter().map(|cause| cause.level).collect();
    assert_eq!(levels, [Level::Error, Level::Error, Level::Warning, Level::Info]);
    drop(window.app.update(Message::Snapshot(Arc::new(stopped(6)))));
    assert_eq!(board(&window).causes().len(), 2, "other people were read: the engine says what is still wrong");
}

#[test]
fn resuming_where_the_account_may_be_locked_asks_first() {
    let mut window = Window::new(stopped(60));
    window.click("Resume");
    assert!(matches!(window.app.dialog(), Some(Dialog::Resume)));
    assert!(window.told().is_empty(), "nothing is done before the answer");
    window.click("Cancel");
    assert!(window.app.dialog().is_none() && window.told().is_empty());
    window.click("Resume");
    window.drive(|ui| {
        // The dialog's button, not the banner's, which lies under it.
        drop(ui.click("Resume").unwrap());
    });
    assert!(matches!(window.told()[..], [Command::Resume]));
}

#[test]
fn a_password_goes_to_the_engine_and_nowhere_else() {
    let mut window = Window::new(stopped(60));
    window.click("Enter password");
    assert!(matches!(window.app.dialog(), Some(Dialog::Password(_))));
    assert!(window.reads("mail.example.com asks for the password of this account."));
    assert!(window.reads("EXAMPLE\\reception"));
    window.drive(|ui| {
        ui.click(iced::advanced::widget::Id::new("password")).unwrap();
        let _ = ui.typewrite("x");
    });
    window.click("Remember it in the key store of this computer");
    assert!(!format!("{:?}", window.app).contains("\"x\""));
    window.click("Sign in");
    match &window.told()[..] {
        [Command::Password { secret, remember: true }] => assert_eq!(secret.expose(), "x"),
        other => panic!("{other:?}"),
    }
    assert!(window.app.dialog().is_none());
}

#[test]
fn under_a_dialog_the_keyboard_is_the_dialog_s() {
    let mut window = Window::new(snapshot(60));
    window.tap(Named::F1);
    assert!(matches!(window.app.dialog(), Some(Dialog::Help)));
    window.tap(Named::ArrowDown);
    window.type_text("mon");
    assert_eq!((window.selected(), board(&window).search()), ("Alessandra Conti", ""));
    let reached = |window: &mut Window, text: &str| window.reads(text);
    assert!(!reached(&mut window, "Marco Fontana"), "what is covered cannot be reached");
    assert!(reached(&mut window, "Copy the sentence"));
    window.tap(Named::F1);
    assert!(window.app.dialog().is_none() && window.reads("Marco Fontana"));
}

#[test]
fn a_refresh_moves_neither_selection_nor_scroll() {
    let mut window = Window::new(snapshot(300));
    for _ in 0..4 {
        window.tap(Named::PageDown);
    }
    let before = (window.selected().to_owned(), board(&window).top());
    drop(window.app.update(Message::Snapshot(Arc::new(stopped(300)))));
    window.drive(|_| {});
    assert_eq!((window.selected().to_owned(), board(&window).top()), before);
}

#[test]
fn another_roster_keeps_the_person_who_is_selected() {
    let mut window = Window::new(snapshot(60));
    window.click("Chiara Gallo");
    let mut other = snapshot(60);
    let mut people = other.roster.people.clone();
    people.rotate_left(2);
    other.roster = Arc::new(Roster { people });
    other.observations.rotate_left(2);
    drop(window.app.update(Message::Snapshot(Arc::new(other))));
    assert_eq!(window.selected(), "Chiara Gallo");
    assert_eq!(board(&window).listed_names()[2], "Chiara Gallo");

    let mut fewer = snapshot(3);
    fewer.version = 9;
    drop(window.app.update(Message::Snapshot(Arc::new(fewer))));
    assert_eq!(window.selected(), "", "who has left is not selected");
    window.tap(Named::ArrowDown);
    assert_eq!(window.selected(), "Alessandra Conti");
}

#[test]
fn a_new_installation_says_how_to_set_it_up() {
    let mut empty = snapshot(0);
    empty.server = String::new();
    empty.board = attendant_calendar::refresh::Board::Disabled;
    let mut window = Window::new(empty);
    assert!(window.reads("attendant-calendar people import people.csv"));
    assert!(window.reads("No calendar server yet"));
    assert!(window.reads("The settings are in /home/reception/.config/attendant-calendar/settings.toml."));
    for key in [Named::ArrowDown, Named::End, Named::PageUp] {
        window.tap(key);
    }
    window.command("j");
    window.command("c");
}

#[test]
fn the_demo_switches_its_server_from_the_window() {
    let (mut setup, engine) = setup(snapshot(5), Display::default());
    let (switch, mut chosen) = tokio::sync::mpsc::unbounded_channel();
    let scenarios = vec!["normal".to_owned(), "server-down".to_owned()];
    let (stage, playing) = tokio::sync::watch::channel("normal");
    setup.demo = Some(Demo::new(scenarios, switch, playing));
    let mut window = Window { app: App::new(setup), engine };
    window.drive(|_| {});
    assert_eq!(window.app.title(), "Attendant Calendar – demo");
    window.click("All is well");
    window.click("Server down");
    assert_eq!(chosen.try_recv().as_deref(), Ok("server-down"));
    assert!(window.app.dialog().is_none());
    assert!(window.reads("All is well"), "until the server does so");

    stage.send_replace("server-down");
    drop(window.app.update(Message::SceneChanged));
    assert!(window.reads("Server down"), "whoever told it to");
}

#[test]
fn in_a_lockout_drill_the_window_counts_along_and_tells_the_new_password() {
    let (mut setup, engine) = setup(snapshot(5), Display::default());
    let (switch, _orders) = tokio::sync::mpsc::unbounded_channel();
    let (_stage, playing) = tokio::sync::watch::channel("lockout-drill");
    let tally = |refused| Some(Tally { refused, threshold: 3, locked: refused >= 3, password: "Anchor-32".to_owned() });
    let (counter, counted) = tokio::sync::watch::channel(tally(0));
    setup.demo = Some(Demo::new(vec!["lockout-drill".to_owned()], switch, playing).counting(counted));
    let mut window = Window { app: App::new(setup), engine };
    window.drive(|_| {});
    assert!(window.reads("Lock-out drill · 0 of 3 refused"));
    counter.send_replace(tally(1));
    drop(window.app.update(Message::SceneChanged));
    window.click("Lock-out drill · 1 of 3 refused");
    let told = "Somebody else has changed the password, and the account locks at 3 refused logons. The domain controller \
                has counted 1. The new password is Anchor-32";
    assert!(window.reads(told));
    counter.send_replace(tally(3));
    drop(window.app.update(Message::SceneChanged));
    assert!(
        window.reads(
            &told
                .replace(", and the account locks at 3 refused logons", "")
                .replace("has counted 1.", "has counted 3 refused logons, and locked the account.")
        )
    );
}

#[test]
fn whatever_is_pressed_nothing_panics() {
    use attendant_calendar::app::{KeyCommand, Step};
    let keys = [
        KeyCommand::Move(Step::PageDown),
        KeyCommand::NextFree,
        KeyCommand::FreeNow,
        KeyCommand::Group(2),
        KeyCommand::Move(Step::Last),
        KeyCommand::DayAfter,
        KeyCommand::Back,
        KeyCommand::PreviousFree,
        KeyCommand::CopySentence,
        KeyCommand::Group(1),
        KeyCommand::Move(Step::Up),
    ];
    for people in [0, 1, 2, 60] {
        let mut window = Window::new(snapshot(people));
        for round in 0..keys.len() * keys.len() {
            let key = keys[(round * 7 + round / keys.len()) % keys.len()];
            drop(window.app.update(Message::Board(board::Message::Key(key))));
            if round % 9 == 0 {
                let text = ["m", "mo", ""][round % 3].to_owned();
                drop(window.app.update(Message::Board(board::Message::Search(text))));
            }
        }
        window.drive(|_| {});
    }
}

#[test]
fn who_is_found_by_a_search_is_asked_first() {
    let mut window = Window::new(snapshot(60));
    window.type_text("mon");
    let told = window.told();
    let visible = told.iter().rev().find_map(|command| match command {
        Command::Visible(people) => Some(people.clone()),
        _ => None,
    });
    let people = &snapshot(60).roster.people;
    let names: Vec<_> = visible.unwrap().into_iter().map(|position| people[position].name.clone()).collect();
    assert_eq!(names, board(&window).listed_names(), "exactly those on the screen, from top to bottom");
}
