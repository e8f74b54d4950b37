//! The measuring, with X11 and `/proc`.

#[path = "../support/company.rs"]
mod company;
#[path = "../support/display.rs"]
mod display;
#[path = "../support/engine.rs"]
mod engine;
#[path = "../support/process.rs"]
mod process;
#[path = "../support/program.rs"]
mod program;

mod endurance;

use attendant_calendar::simulator::Simulator;
use display::Display;
use program::Program;
use std::error::Error;
use std::io::Write;
use std::process::Child;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use tokio::runtime::Runtime;

const LAUNCHES: usize = 12;
const PATIENCE: Duration = Duration::from_secs(30);
const QUIET: Duration = Duration::from_secs(30);

pub fn main() -> Result<(), Box<dyn Error>> {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    if let [first, rest @ ..] = &wanted[..]
        && first == endurance::CHILD
    {
        return endurance::child(rest);
    }
    let asked = |name: &str| wanted.is_empty() || wanted.iter().any(|word| word == name);
    let runtime = Runtime::new()?;
    let display = Display::start()?;
    if asked("launch") {
        launch(&runtime, &display)?;
    }
    if asked("idle") {
        idle(&runtime, &display)?;
    }
    if asked("memory") {
        for (people, budget) in [(300, 60), (2_000, 80)] {
            endurance::measure(&runtime, &display, people, budget)?;
        }
    }
    Ok(())
}

fn say(line: &str) -> std::io::Result<()> {
    writeln!(std::io::stdout(), "{line}")
}

/// A running window; ends when dropped.
struct Window(Child);

impl Window {
    fn id(&self) -> u32 {
        self.0.id()
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing left to do.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn open(program: &Program, display: &Display) -> Result<Window, Box<dyn Error>> {
    let child = program.start(|command| command.env("DISPLAY", &display.name).env_remove("WAYLAND_DISPLAY"))?;
    Ok(Window(child))
}

fn launch(runtime: &Runtime, display: &Display) -> Result<(), Box<dyn Error>> {
    let server = runtime.block_on(Simulator::start(company::options(300, Duration::ZERO)))?;
    let program = Program::new(&server)?;
    let mut took = Vec::new();
    for _ in 0..LAUNCHES {
        let started = Instant::now();
        let window = open(&program, display)?;
        took.push((display.painted(PATIENCE)? - started).as_secs_f64() * 1e3);
        drop(window);
        // Until the display is bare again.
        std::thread::sleep(Duration::from_millis(300));
    }
    took.sort_by(f64::total_cmp);
    let (best, median) = (took[0], took[took.len() / 2]);
    say(&format!("launch to first painted frame, 300 people: best {best:.0} ms, median {median:.0} ms (budget 150)"))?;
    runtime.block_on(server.shutdown());
    Ok(())
}

/// Between two minutes, with the next refresh an hour away: nothing may happen at all. A frame costs milliseconds of
/// processor time, so where none is spent none is painted.
fn idle(runtime: &Runtime, display: &Display) -> Result<(), Box<dyn Error>> {
    for people in [300, 2_000] {
        let server = runtime.block_on(Simulator::start(company::options(people, Duration::ZERO)))?;
        let program = Program::new(&server)?;
        let window = open(&program, display)?;
        display.painted(PATIENCE)?;
        std::thread::sleep(Duration::from_secs(6));
        let (all, own) = process::resident(window.id())?;
        say(&format!("{people} people, window open: {all:.1} MiB resident, {own:.1} MiB of them not files"))?;

        let past = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs() % 60;
        let wait = if (3..25).contains(&past) { 0 } else { (63 - past) % 60 };
        std::thread::sleep(Duration::from_secs(wait));
        let before = process::spent(window.id())?;
        std::thread::sleep(QUIET);
        let after = process::spent(window.id())?;
        say(&format!(
            "{people} people, idle for {} s: {} ticks, {} µs of processor time (budget 0)",
            QUIET.as_secs(),
            after.0 - before.0,
            (after.1 - before.1) / 1000,
        ))?;
        drop(window);
        runtime.block_on(server.shutdown());
        std::thread::sleep(Duration::from_millis(300));
    }
    Ok(())
}
