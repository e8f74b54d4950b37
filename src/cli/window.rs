//! Without a command, and `demo`: the window.

use super::console::Stop;
use super::start::{Connected, Means, Place};
use super::{Common, Console, Exit};
use crate::app::{self, Browser, Clock, Demo, Link, Setup, Shelf, Tester};
use crate::check::{self, Surroundings};
use crate::people::Roster;
use crate::refresh::{Cause, Level};
use crate::simulator::{Control, Running, Scenario};
use crate::words::{Notice, Words};
use chrono::{Local, Utc};
use iced::Size;
use std::sync::Arc;
use tokio::sync::mpsc;

/// Opens the window, and returns when it is closed.
pub fn open(common: &Common, console: &mut Console<'_>) -> Exit {
    console.run(|console| {
        if !app::display::is_there() {
            console.tell([&Notice::new("no-display")])?;
            return Ok(Exit::Unexpected);
        }
        let (mut connected, notes) = start(common, console)?;
        if let Some(server) = connected.place.server() {
            announce(server, console);
        }
        connected.follow();
        let clock = Clock::System { ahead: connected.place.ahead };
        let setup = setup(&connected, clock, Size::new(1280.0, 800.0), console.words.language());
        let ended = app::run(Setup { notes, ..setup });
        connected.end();
        if let Err(error) = ended {
            console.tell([&Notice::new("window-failed").with("reason", error)])?;
            return Ok(Exit::Unexpected);
        }
        Ok(Exit::Live)
    })
}

/// Starts the engine on whatever the files hold: a person who opens the window reads there what is wrong with them.
fn start(common: &Common, console: &mut Console<'_>) -> Result<(Connected, Vec<Cause>), Stop> {
    let place = Place::find(common, console)?;
    let loaded = place.profile.load_settings(Local::now()).map_err(|error| console.stop(&error))?;
    let settings = loaded.settings().clone();
    let mut notes = Vec::new();
    if loaded.broken.is_some() {
        // What became of the file says more than where it is broken.
        note(&mut notes, Level::Error, loaded.notices().into_iter().rev());
    } else if loaded.reading.problems.is_empty() {
        note(&mut notes, Level::Info, loaded.notices());
    } else {
        note(&mut notes, Level::Warning, loaded.notices());
    }
    let roster = match place.profile.load_roster(&settings) {
        Ok(loaded) => {
            // That there is nobody is what the window then shows.
            let told = loaded.notices().into_iter().filter(|notice| notice.code != "people-none");
            note(&mut notes, Level::Warning, told);
            loaded.into_roster()
        }
        Err(error) => {
            note(&mut notes, Level::Error, error.notices());
            Roster::default()
        }
    };
    let password = place.password(common, console).unwrap_or_else(|notice| {
        note(&mut notes, Level::Info, [notice]);
        None
    });
    console.tell(notes.iter().map(|cause| &cause.notice))?;
    match place.connect(Means { settings, roster, password }) {
        Ok(connected) => Ok((connected, notes)),
        Err(stopped) => Err(stopped.1.stop(console)?),
    }
}

fn note(notes: &mut Vec<Cause>, level: Level, told: impl IntoIterator<Item = Notice>) {
    let since = Utc::now();
    notes.extend(told.into_iter().map(|notice| Cause { level, notice, remedies: Vec::new(), since }));
}

/// Prints what `simulate` prints, for whoever wants to reach the demo's server too. A window needs no terminal: where
/// nobody reads, nothing is lost.
fn announce(server: &Running, console: &mut Console<'_>) {
    let line = serde_json::to_string(&server.announcement()).unwrap_or_default();
    if let Err(error) = writeln!(console.out, "{line}").and_then(|()| console.out.flush()) {
        tracing::debug!(%error, "nobody reads where the built-in server is");
    }
}

/// A window over an engine. `language`: where the settings name none.
pub(super) fn setup(connected: &Connected, clock: Clock, window: Size, language: &str) -> Setup {
    let folders = connected.place.profile.folders();
    let settings_file = folders.settings_file().display().to_string();
    let handle = connected.handle();
    let chosen = connected.display.language.as_deref().unwrap_or(language);
    let demo = connected.place.server().map(|server| {
        let (switch, orders) = mpsc::unbounded_channel();
        connected.place.runtime.spawn(obey(orders, server.handle()));
        let scenarios = Scenario::all().iter().map(|scenario| scenario.name().to_owned()).collect();
        Demo::new(scenarios, switch, server.handle().playing()).counting(server.handle().tally())
    });
    Setup {
        link: Link::new(settings_file.clone(), handle.commands.clone(), handle.snapshots.clone()),
        tester: tester(connected),
        browser: Browser::system(),
        shelf: Shelf::of(connected.place.profile.clone()),
        clock,
        words: Arc::new(Words::for_language(chosen)),
        notes: Vec::new(),
        display: connected.display.clone(),
        zone: connected.zone,
        language: language.to_owned(),
        demo,
        settings_file,
        log_folder: folders.log().display().to_string(),
        window,
    }
}

/// What tests the connection from within a window: with its engine, on the threads of that.
fn tester(connected: &Connected) -> Tester {
    let place = &connected.place;
    let (threads, engine) = (place.runtime.handle().clone(), connected.handle().clone());
    let around = Surroundings {
        profile: place.profile.clone(),
        ahead: place.ahead,
        has_log: place.has_log(),
        key_store: place.server().is_none(),
        password_trouble: None,
    };
    Tester::new(move || {
        let _inside = threads.enter();
        check::begin(around.clone(), engine.clone())
    })
}

/// Does what the window's demo switch says.
async fn obey(mut orders: mpsc::UnboundedReceiver<String>, control: Control) {
    while let Some(name) = orders.recv().await {
        if let Some(scenario) = Scenario::all().into_iter().find(|scenario| scenario.name() == name) {
            control.set(scenario);
        }
    }
}
