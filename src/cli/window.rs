//! Without a command, and `demo`: the window.

use super::start::Connected;
use super::{Common, Console, Exit};
use crate::app::{self, Clock, Demo, Link, Setup};
use crate::simulator::{Control, Running, Scenario};
use crate::words::{Notice, Words};
use iced::Size;
use std::sync::Arc;
use tokio::sync::mpsc;

/// Opens the window, and returns when it is closed.
pub fn open(common: &Common, console: &mut Console<'_>) -> Exit {
    console.run(|console| {
        if !has_display() {
            console.tell([&Notice::new("no-display")])?;
            return Ok(Exit::Unexpected);
        }
        let connected = Connected::start(common, console, |_| ())?;
        if let Some(server) = connected.place.server() {
            announce(server, console);
        }
        let clock = Clock::System { ahead: connected.place.ahead };
        let ended = app::run(setup(&connected, clock, Size::new(1280.0, 800.0), console.words.language()));
        connected.end();
        if let Err(error) = ended {
            console.tell([&Notice::new("window-failed").with("reason", error)])?;
            return Ok(Exit::Unexpected);
        }
        Ok(Exit::Live)
    })
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
    let language = connected.display.language.as_deref().unwrap_or(language);
    let demo = connected.place.server().map(|server| {
        let (switch, orders) = mpsc::unbounded_channel();
        connected.place.runtime.spawn(obey(orders, server.handle()));
        let scenarios = Scenario::all().iter().map(|scenario| scenario.name().to_owned()).collect();
        Demo::new(scenarios, switch, server.handle().playing())
    });
    Setup {
        link: Link::new(settings_file.clone(), handle.commands.clone(), handle.snapshots.clone()),
        clock,
        words: Arc::new(Words::for_language(language)),
        display: connected.display.clone(),
        zone: connected.zone,
        demo,
        settings_file,
        log_folder: folders.log().display().to_string(),
        window,
    }
}

/// Does what the window's demo switch says.
async fn obey(mut orders: mpsc::UnboundedReceiver<String>, control: Control) {
    while let Some(name) = orders.recv().await {
        if let Some(scenario) = Scenario::all().into_iter().find(|scenario| scenario.name() == name) {
            control.set(scenario);
        }
    }
}

/// Elsewhere than under Unix desktops there always is one.
fn has_display() -> bool {
    let named = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || named("DISPLAY") || named("WAYLAND_DISPLAY")
}
