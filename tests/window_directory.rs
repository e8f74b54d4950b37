//! The search with whoever the directory found, driven as a person drives it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/company.rs"]
mod company;
#[path = "support/found.rs"]
mod found;

use attendant_calendar::app::{App, KeyCommand, Message, Step, Theme, board};
use attendant_calendar::people::{Person, Roster};
use attendant_calendar::refresh::{Command, DirectoryAnswer, Query, Snapshot};
use attendant_calendar::settings::Display;
use attendant_calendar::words::Notice;
use company::{Engine, setup, snapshot};
use found::{entries, found, replying, shown};
use iced::Size;
use iced_test::Simulator;
use std::sync::Arc;

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

    fn reads(&mut self, text: &str) -> bool {
        let mut found = false;
        self.drive(|ui| found = ui.find(text).is_ok());
        found
    }

    fn board(&mut self, message: board::Message) {
        drop(self.app.update(Message::Board(message)));
    }

    fn key(&mut self, command: KeyCommand) {
        self.board(board::Message::Key(command));
    }

    fn search(&mut self, text: &str) {
        self.board(board::Message::Search(text.into()));
    }

    fn knows(&mut self, snapshot: Snapshot) {
        drop(self.app.update(Message::Snapshot(Arc::new(snapshot))));
    }

    fn told(&mut self) -> Vec<Command> {
        std::iter::from_fn(|| self.engine.0.try_recv().ok()).collect()
    }

    fn listed(&self) -> Vec<&str> {
        self.app.board().listed_names()
    }

    fn selected(&self) -> &str {
        self.app.board().selected_name().unwrap_or_default()
    }
}

fn searching(name: &str) -> Window {
    let mut window = Window::new(snapshot(60));
    window.search(name);
    window.knows(found(60, name));
    window
}

#[test]
fn strangers_stand_below_the_roster_s_own_matches_and_nobody_twice() {
    let mut window = searching("mon");
    let listed = window.listed();
    let known = listed.iter().position(|name| *name == "Monica Basile").unwrap();
    assert!(known > 3, "the board's own come first: {listed:?}");
    assert_eq!(listed[known..], ["Monica Basile", "Raimondo Testa", "Monte Rosa", "Montage"]);
    assert!(window.reads("In the directory") && window.reads("4 not monitored"));
    window.key(KeyCommand::Back);
    assert_eq!(window.listed().len(), 60);
    assert!(!window.reads("In the directory"));
}

#[test]
fn the_engine_is_told_what_is_typed_and_when_it_is_over() {
    let mut window = Window::new(snapshot(60));
    window.search("mo");
    window.search("mon");
    window.key(KeyCommand::Back);
    let typed: Vec<String> = window
        .told()
        .into_iter()
        .filter_map(|command| match command {
            Command::Find(text) => Some(text),
            _ => None,
        })
        .collect();
    assert_eq!(typed, ["mo", "mon", ""]);
}

#[test]
fn positions_beyond_the_roster_are_never_asked_for() {
    let mut window = searching("zzzmon");
    window.told();
    window.key(KeyCommand::Move(Step::Last));
    window.key(KeyCommand::Move(Step::Up));
    for command in window.told() {
        match command {
            Command::Visible(people) => assert!(people.iter().all(|position| *position < 60)),
            other => assert!(!matches!(other, Command::Wanted(_)), "{other:?}"),
        }
    }
}

#[test]
fn while_one_types_on_those_stay_whom_it_may_mean() {
    let mut window = searching("mon");
    window.search("monic");
    assert_eq!(window.listed(), ["Monica Basile"]);
    assert_eq!(window.selected(), "Monica Basile");
    window.search("xmon");
    assert!(window.listed().is_empty(), "an answer to something else");
}

#[test]
fn enter_shows_the_day_once_and_the_sentence_says_it_is_not_monitored() {
    let mut window = searching("monica");
    assert_eq!(window.selected(), "Monica Basile");
    assert!(window.reads("Monica Basile: not monitored."));
    window.told();
    window.board(board::Message::SearchDone);
    assert!(matches!(&window.told()[..], [Command::Guest(person)] if person.address == "m.basile@example.com"));
    window.knows(shown(60, "monica"));
    assert_eq!(window.selected(), "Monica Basile", "the selection stays");
    let sentence = window.app.board().sentence().unwrap();
    assert!(sentence.starts_with("Monica Basile: busy until ") && sentence.ends_with("Not monitored."), "{sentence}");
    window.key(KeyCommand::Back);
    assert!(!window.listed().contains(&"Monica Basile"));
}

#[test]
fn a_list_shows_its_members_of_whom_the_board_has_some() {
    let mut window = searching("montage");
    window.key(KeyCommand::Move(Step::Last));
    assert_eq!(window.selected(), "Montage");
    assert!(window.reads("Show the members") && !window.reads("Add to board"));
    window.told();
    window.key(KeyCommand::AddToBoard);
    assert!(matches!(&window.told()[..], [Command::Members(list)] if list.name == "Montage"));
    let query = Query::Members { name: "Montage".into(), address: "montage@example.com".into() };
    let mut snapshot = found(60, "montage");
    snapshot.directory.query = Some(query.clone());
    let found = entries().into_iter().take(3).collect();
    snapshot.directory.answer = Some(Arc::new(DirectoryAnswer { query, found, more: true }));
    window.knows(snapshot);
    assert_eq!(window.listed(), ["Alessandra Conti", "Monica Basile", "Raimondo Testa"]);
    assert!(window.reads("Montage: 3 members, 2 not monitored, and more than these"));
    assert!(window.reads("Add all 2"));
}

#[test]
fn what_the_directory_cannot_say_is_said_in_one_line_and_the_board_s_own_stay() {
    let mut window = Window::new(snapshot(60));
    window.search("mon");
    let own = window.listed().len();
    let mut snapshot = found(60, "mon");
    snapshot.directory.answer = None;
    snapshot.directory.asking = true;
    window.knows(snapshot.clone());
    assert!(window.reads("asking…"));
    snapshot.directory.asking = false;
    snapshot.directory.failure = Some(Notice::new("slow-down"));
    window.knows(snapshot);
    assert_eq!(window.listed().len(), own);
    assert!(window.reads("not asked: The server asks to slow down."));
}

#[test]
fn whoever_was_added_is_selected_on_the_board() {
    let mut window = searching("monica");
    let mut after = found(60, "monica");
    let mut people: Vec<Person> = after.roster.people.clone();
    people.push(entries()[0].to_person());
    after.roster = Arc::new(Roster { people });
    after.observations.push(Default::default());
    window.knows(after);
    assert_eq!(window.selected(), "Monica Basile");
    assert_eq!(window.listed().iter().filter(|name| **name == "Monica Basile").count(), 1);
    assert!(!window.reads("Add to board"));
    window.key(KeyCommand::Back);
    assert_eq!(window.listed().len(), 61);
}

#[test]
fn what_could_not_be_written_is_said() {
    let mut window = searching("monica");
    let notices = vec![Notice::new("people-cannot-append")];
    drop(window.app.update(Message::Added(Err(notices))));
    assert!(window.reads("Nobody can be added at the end of the people's file."));
    let roster = Arc::new(Roster::default());
    window.told();
    drop(window.app.update(Message::Added(Ok(roster))));
    assert!(matches!(&window.told()[..], [Command::Roster(_)]));
}

#[test]
fn an_automatic_reply_stands_beside_the_sentence() {
    let mut window = Window::new(replying(60));
    let reply = "Automatic reply: Thank you for your message. I am away until Thursday 26 November. In urgent cases turn to my colleagues.";
    assert!(!window.reads(reply));
    window.click("Marco Fontana");
    assert!(window.reads(reply));
}

#[test]
fn somebody_without_a_board_can_begin_with_the_directory() {
    let mut window = Window::new(snapshot(0));
    window.search("mon");
    window.knows(found(0, "mon"));
    assert_eq!(window.listed().len(), 5);
    assert_eq!(window.selected(), "Monica Basile");
}
