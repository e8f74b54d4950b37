//! A process of the program: this binary again, told by its standard input what people do and how time passes.

use super::key_file::KeyFile;
use super::machine::Machine;
use attendant_calendar::cli::{self, Arguments, CheckFormat, Console, ListFormat};
use attendant_calendar::profile::Profile;
use attendant_calendar::refresh::{Command, Session, SignInMethod, SignInStep};
use attendant_calendar::store::{Folders, Secret, SecretStore};
use attendant_calendar::words::Words;
use chrono::{Local, TimeDelta};
use clap::Parser;
use serde::{Deserialize, Serialize};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};
use tokio::runtime;

const FOLDER: &str = "ATTENDANT_DRILL_FOLDER";
const TASK: &str = "ATTENDANT_DRILL_TASK";

/// Before what the process says: the test runner says something, too.
const SAYS: &str = "says: ";

/// Time passes in steps that no sleep of the machine is read out of.
const STEP: u32 = 5;

/// The longest that anything takes on a busy machine.
const LIMIT: Duration = Duration::from_secs(60);

/// What a process is to be.
#[derive(Debug, Serialize, Deserialize)]
enum Task {
    /// At the desk with the window open.
    Desk { moved: u32, epoch: u64 },
    /// `check --format json`
    Check,
    /// `list`
    List,
}

/// What people do, and time.
#[derive(Debug, Serialize, Deserialize)]
pub enum Order {
    /// They look.
    Look,
    /// So many seconds pass.
    Pass(u32),
    /// F5.
    Refresh,
    /// This person is looked for, found, selected, and looked at on a day that no refresh holds.
    Search(usize),
    /// A password is typed, to be remembered.
    Password(String),
    /// *Sign in*, by pasting the address.
    SignIn,
    /// This address is pasted.
    Paste(String),
    /// The window is closed.
    Quit,
}

/// What is to be seen in the window.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Seen {
    /// `Live`, `Paused` …
    pub board: String,
    /// The code of the first cause.
    pub cause: String,
    /// Whether somebody is being asked.
    pub refreshing: bool,
    /// How many people have an answer that was not doubted since.
    pub known: usize,
    /// Where a browser is to sign in.
    pub address: Option<String>,
}

/// Not a test by itself: every process of the drill.
#[test]
fn process() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let folder = Path::new(&folder);
    assert!(SecretStore::stand_in(KeyFile(folder.join("keys.json"))));
    match serde_json::from_str(&std::env::var(TASK).unwrap()).unwrap() {
        Task::Desk { moved, epoch } => {
            let runtime = runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(desk(folder, &Machine::new(moved, epoch)));
        }
        task => command(folder, &task),
    }
}

fn say(value: &impl Serialize) {
    let line = format!("\n{SAYS}{}\n", serde_json::to_string(value).unwrap());
    std::io::stdout().write_all(line.as_bytes()).unwrap();
}

/// A command of the command line; says how it ended.
fn command(folder: &Path, task: &Task) {
    let arguments = Arguments::try_parse_from(["attendant-calendar", "list", "--profile", folder.to_str().unwrap()]);
    let (common, words) = (arguments.unwrap().common, Words::for_language("en"));
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut console = Console { input: &mut std::io::empty(), out: &mut out, err: &mut err, words: &words };
    let exit = match task {
        Task::Check => cli::check::run(&common, CheckFormat::Json, &mut console),
        _ => cli::list::run(&common, ListFormat::Json, &mut console),
    };
    say(&(exit as u8, String::from_utf8(out).unwrap()));
}

/// The engine as the window has it, until the window is closed.
async fn desk(folder: &Path, machine: &Machine) {
    let profile = Profile::new(Folders::profile(folder));
    let settings = profile.load_settings(Local::now()).unwrap().settings().clone();
    let roster = profile.load_roster(&settings).unwrap().into_roster();
    let opening = Session::open_on(machine.machine(), &profile, settings, roster, None, TimeDelta::zero());
    let mut session = opening.await.unwrap();
    session.follow();
    let (sender, mut orders) = tokio::sync::mpsc::unbounded_channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lines() {
            sender.send(serde_json::from_str::<Order>(&line.unwrap()).unwrap()).unwrap();
        }
    });
    while let Some(order) = orders.recv().await {
        let told = match order {
            Order::Look => vec![],
            Order::Pass(seconds) => {
                for _ in 0..seconds / STEP {
                    machine.pass(STEP).await;
                    at_rest(&session).await;
                }
                vec![]
            }
            Order::Refresh => vec![Command::RefreshNow],
            Order::Search(person) => {
                let tomorrow_in_a_month = (machine.machine().wall)().date_naive() + TimeDelta::days(31);
                vec![Command::Visible(vec![person]), Command::Wanted(person), Command::Day(tomorrow_in_a_month)]
            }
            Order::Password(text) => vec![Command::Password { secret: Secret::new(text), remember: true }],
            Order::SignIn => vec![Command::SignIn { method: SignInMethod::Paste, language: "en" }],
            Order::Paste(address) => vec![Command::SignInAddress(Secret::new(address))],
            Order::Quit => break,
        };
        for command in told {
            session.handle.commands.send(command).unwrap();
        }
        say(&look(&session));
    }
    session.shutdown().await;
}

/// Waits until the engine has nothing to do for the moment.
async fn at_rest(session: &Session) {
    let mut calm = 0;
    while calm < 3 {
        tokio::time::sleep(Duration::from_millis(4)).await;
        calm = if session.handle.snapshots.borrow().refreshing { 0 } else { calm + 1 };
    }
}

fn look(session: &Session) -> Seen {
    let snapshot = session.handle.snapshots.borrow();
    let known = snapshot.observations.iter().filter(|one| one.as_of.is_some() && !one.doubtful).count();
    let address = snapshot.sign_in.as_ref().and_then(|progress| match &progress.step {
        SignInStep::Paste { address, .. } => Some(address.expose().to_owned()),
        _ => None,
    });
    Seen {
        board: format!("{:?}", snapshot.board),
        cause: snapshot.causes.first().map_or("", |cause| cause.notice.code).to_owned(),
        refreshing: snapshot.refreshing,
        known,
        address,
    }
}

/// A process at work, seen from outside.
pub struct Desk {
    child: Child,
    input: ChildStdin,
    said: mpsc::Receiver<String>,
    folder: PathBuf,
    moved: u32,
}

fn start(folder: &Path, task: &Task) -> Child {
    std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "process::process", "--nocapture"])
        .env(FOLDER, folder)
        .env(TASK, serde_json::to_string(task).unwrap())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// What a process says, as it comes.
fn said(child: &mut Child) -> mpsc::Receiver<String> {
    let (sender, said) = mpsc::channel();
    let out = BufReader::new(child.stdout.take().unwrap());
    std::thread::spawn(move || {
        for line in out.lines().map_while(Result::ok) {
            if let Some(text) = line.strip_prefix(SAYS) {
                let _ = sender.send(text.to_owned());
            }
        }
    });
    said
}

fn run(folder: &Path, task: &Task) -> (u8, serde_json::Value) {
    let mut child = start(folder, task);
    drop(child.stdin.take());
    let said = said(&mut child).recv_timeout(LIMIT).expect("it ends");
    assert!(child.wait().unwrap().success());
    let (exit, out): (u8, String) = serde_json::from_str(&said).unwrap();
    (exit, serde_json::from_str(&out).unwrap())
}

/// *Test connection*: how it ended, and what it said.
pub fn check(folder: &Path) -> (u8, serde_json::Value) {
    run(folder, &Task::Check)
}

/// `list`: how it ended, and what it said.
pub fn list(folder: &Path) -> (u8, serde_json::Value) {
    run(folder, &Task::List)
}

impl Desk {
    /// Opens the window. `epoch` as in [`Machine::new`].
    pub fn open(folder: &Path, moved: u32, epoch: u64) -> Self {
        let mut child = start(folder, &Task::Desk { moved, epoch });
        let (input, said) = (child.stdin.take().unwrap(), said(&mut child));
        Self { child, input, said, folder: folder.to_owned(), moved }
    }

    fn order(&mut self, order: &Order) {
        writeln!(self.input, "{}", serde_json::to_string(order).unwrap()).unwrap();
    }

    fn answer(&self) -> Seen {
        serde_json::from_str(&self.said.recv_timeout(LIMIT).expect("it answers")).unwrap()
    }

    /// Does it, and says what was to be seen then.
    pub fn does(&mut self, order: &Order) -> Seen {
        self.order(order);
        self.answer()
    }

    pub fn look(&mut self) -> Seen {
        self.does(&Order::Look)
    }

    /// Looks until it is seen.
    pub fn until(&mut self, what: &str, is_so: impl Fn(&Seen) -> bool) -> Seen {
        let begun = Instant::now();
        loop {
            let seen = self.look();
            if is_so(&seen) {
                return seen;
            }
            assert!(begun.elapsed() < LIMIT, "{what}: {seen:?}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// The window is closed and opened again.
    pub fn restarted(mut self, epoch: u64) -> Self {
        self.order(&Order::Quit);
        assert!(self.child.wait().unwrap().success());
        Self::open(&self.folder, self.moved, epoch)
    }

    /// The process is killed, and the window opened again.
    pub fn killed_and_restarted(mut self, epoch: u64) -> Self {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        Self::open(&self.folder, self.moved, epoch)
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        // Has ended already where it was restarted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Time passes for both alike.
pub fn pass(one: &mut Desk, other: &mut Desk, seconds: u32) -> [Seen; 2] {
    for desk in [&mut *one, &mut *other] {
        desk.order(&Order::Pass(seconds));
        desk.moved += seconds;
    }
    [one.answer(), other.answer()]
}
