//! Memory after many refreshes: this benchmark as its own child opens the product's window over an engine that hardly
//! rests.

use super::company;
use super::display::Display;
use super::engine::{self, Server};
use super::{Window, process, say};
use attendant_calendar::app::{self, Clock, Link, Setup};
use attendant_calendar::people::Roster;
use attendant_calendar::people::csv;
use attendant_calendar::settings::Display as Look;
use attendant_calendar::simulator::Simulator;
use attendant_calendar::words::Words;
use chrono::TimeDelta;
use std::error::Error;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

/// The first argument of the child.
pub const CHILD: &str = "endurance-child";

const REFRESHES: usize = 1_000;
const WARM: usize = 20;
/// Between two refreshes: time to paint, or snapshots queue up in front of the window and are what is measured.
const PAUSE: Duration = Duration::from_millis(60);

pub fn measure(runtime: &Runtime, display: &Display, people: usize, budget: u32) -> Result<(), Box<dyn Error>> {
    let server = runtime.block_on(Simulator::start(company::options(people, Duration::ZERO)))?;
    let folder = tempfile::tempdir()?;
    let roster = folder.path().join("people.csv");
    std::fs::write(&roster, csv::write(&Roster { people: server.roster() }, csv::Separator::Comma))?;
    let child = Command::new(std::env::current_exe()?)
        .args([CHILD, &server.ews_url(), server.account(), &server.password()])
        .arg(folder.path())
        .env("DISPLAY", &display.name)
        .env_remove("WAYLAND_DISPLAY")
        .spawn()?;
    let window = Window(child);
    let started = Instant::now();
    let requests = people.div_ceil(100);
    let until = |refreshes: usize| {
        while server.handle().counters().requests < (refreshes * requests) as u64 {
            std::thread::sleep(Duration::from_millis(5));
        }
        process::resident(window.id())
    };
    let (warm, warm_own) = until(WARM)?;
    let (half, _) = until(REFRESHES / 2)?;
    let (all, own) = until(REFRESHES)?;
    let took = started.elapsed().as_secs();
    say(&format!(
        "{people} people, resident after {WARM} refreshes {warm:.1} MiB ({warm_own:.1} not files), after {} {half:.1} MiB, \
         after {REFRESHES} {all:.1} MiB ({own:.1} not files), in {took} s (budget {budget} MiB, and the same after 1,000)",
        REFRESHES / 2,
    ))?;
    drop(window);
    runtime.block_on(server.shutdown());
    Ok(())
}

/// The window: server, account, password and folder are the arguments.
pub fn child(arguments: &[String]) -> Result<(), Box<dyn Error>> {
    let [url, account, password, folder] = arguments else { return Err("four arguments".into()) };
    let folder = Path::new(folder);
    let people = csv::read(&std::fs::read(folder.join("people.csv"))?)?.roster.people;
    let runtime = Runtime::new()?;
    let server = Server { url: url.parse()?, account: account.clone(), password: password.clone() };
    let connection = runtime.block_on(engine::connect(server, folder))?;
    let (handle, stop, task) = runtime.block_on(async { engine::start(connection, people, PAUSE) });
    let zone = handle.snapshots.borrow().zone;
    app::run(Setup {
        link: Link::new("endurance".into(), handle.commands, handle.snapshots),
        tester: app::Tester::new(|| tokio::sync::mpsc::unbounded_channel().1),
        browser: app::Browser::system(),
        shelf: app::Shelf::new(|_| Err(Vec::new())),
        clock: Clock::System { ahead: TimeDelta::zero() },
        words: Arc::new(Words::for_language("en")),
        display: Look::default(),
        zone,
        language: "en".into(),
        notes: Vec::new(),
        demo: None,
        settings_file: String::new(),
        log_folder: String::new(),
        window: iced::Size::new(1280.0, 800.0),
    })?;
    drop(stop);
    runtime.block_on(task)?;
    Ok(())
}
