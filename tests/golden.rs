//! Pictures of the window, compared pixel by pixel with those in `tests/golden`.
//!
//! A missing picture fails. Where one differs, the new one is written beside it as `*.new.png`. `UPDATE_GOLDEN=1` accepts.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/company.rs"]
mod company;
#[path = "support/found.rs"]
mod found;
#[path = "support/refused.rs"]
mod refused;
#[path = "support/signing_in.rs"]
mod signing_in;
#[path = "support/stopped.rs"]
mod stopped;
#[path = "support/tested.rs"]
mod tested;

use attendant_calendar::app::screenshot::{Canvas, Painter, encode};
use attendant_calendar::app::{App, Demo, KeyCommand, Message, Step, board, dialog};
use attendant_calendar::refresh::{Remedy, SignInMethod, SignInStep, Snapshot};
use attendant_calendar::settings::{Density, Display, Theme};
use company::{setup, snapshot};
use found::{found, replying, shown};
use iced::{Point, Size};
use refused::refused;
use signing_in::signing_in;
use std::path::PathBuf;
use std::sync::Arc;
use stopped::stopped;

const SCENARIOS: [&str; 4] = ["normal", "password-changed", "server-down", "slow"];

struct Picture {
    name: &'static str,
    size: (f32, f32),
    scale: f32,
    snapshot: Snapshot,
    display: Display,
    pointer: Option<Point>,
    messages: Vec<board::Message>,
    /// A sign-in is begun and comes this far.
    sign_in: Option<(SignInMethod, SignInStep)>,
    /// Steps of a test of the connection, which has ended or goes on.
    tested: Vec<Option<attendant_calendar::words::Step>>,
    demo: bool,
}

impl Picture {
    fn new(name: &'static str, width: f32, height: f32) -> Self {
        let display = Display { theme: Theme::Light, ..Display::default() };
        Self {
            name,
            size: (width, height),
            scale: 1.0,
            snapshot: snapshot(60),
            display,
            pointer: None,
            messages: Vec::new(),
            sign_in: None,
            tested: Vec::new(),
            demo: false,
        }
    }

    fn check(self) {
        let (mut setup, _engine) = setup(self.snapshot, self.display);
        if self.demo {
            let (switch, _) = tokio::sync::mpsc::unbounded_channel();
            let (_, playing) = tokio::sync::watch::channel("normal");
            setup.demo = Some(Demo::new(SCENARIOS.map(str::to_owned).into(), switch, playing));
        }
        let mut app = App::new(setup);
        let size = Size::new(self.size.0, self.size.1);
        let mut painter = Painter::new(Canvas { size, scale: self.scale, pointer: self.pointer }).unwrap();
        painter.settle(&mut app);
        for message in self.messages {
            drop(app.update(Message::Board(message)));
        }
        if let Some((method, step)) = self.sign_in {
            let begin = dialog::Message::SignIn(dialog::sign_in::Message::Begin(method));
            drop(app.update(Message::Dialog(begin)));
            for step in [SignInStep::Beginning, step] {
                drop(app.update(Message::Snapshot(Arc::new(signing_in(Some((method, step)))))));
            }
        }
        for step in self.tested {
            drop(app.update(Message::Tested(1, step)));
        }
        if self.pointer.is_some() {
            // A tool tip takes its time.
            painter.draw(&app);
            std::thread::sleep(std::time::Duration::from_millis(450));
        }
        painter.draw(&app);
        let pixels = painter.pixels(&app);
        compare(self.name, painter.size(), &pixels);
    }
}

fn compare(name: &str, size: Size<u32>, pixels: &[u8]) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let (golden, new) = (folder.join(format!("{name}.png")), folder.join(format!("{name}.new.png")));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(&golden, encode(size, pixels).unwrap()).unwrap();
        drop(std::fs::remove_file(&new));
        return;
    }
    let expected = std::fs::read(&golden).ok().map(|file| decode(&file));
    if expected.as_ref().is_some_and(|(known_size, known)| *known_size == size && known == pixels) {
        return;
    }
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(&new, encode(size, pixels).unwrap()).unwrap();
    let what = if expected.is_none() { "is missing" } else { "differs" };
    panic!("{} {what}; the new picture is {}. UPDATE_GOLDEN=1 accepts it.", golden.display(), new.display());
}

fn decode(file: &[u8]) -> (Size<u32>, Vec<u8>) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    pixels.truncate(info.buffer_size());
    (Size::new(info.width, info.height), pixels)
}

fn themed(theme: Theme) -> Display {
    Display { theme, ..Display::default() }
}

#[test]
fn light() {
    Picture { demo: true, ..Picture::new("light", 1920.0, 500.0) }.check();
}

#[test]
fn dark() {
    Picture { display: themed(Theme::Dark), ..Picture::new("dark", 1600.0, 500.0) }.check();
}

#[test]
fn high_contrast() {
    Picture { display: themed(Theme::HighContrast), ..Picture::new("high-contrast", 1280.0, 500.0) }.check();
}

#[test]
fn dense() {
    let display = Display { density: Density::Compact, ..themed(Theme::Light) };
    Picture { display, snapshot: snapshot(300), ..Picture::new("dense", 1280.0, 800.0) }.check();
}

#[test]
fn banner() {
    Picture { snapshot: stopped(60), ..Picture::new("banner", 1280.0, 420.0) }.check();
}

#[test]
fn banner_dark() {
    let display = Display { density: Density::Roomy, ..themed(Theme::Dark) };
    Picture { snapshot: stopped(60), display, ..Picture::new("banner-dark", 1280.0, 420.0) }.check();
}

#[test]
fn at_150_percent() {
    Picture { scale: 1.5, ..Picture::new("at-150-percent", 1000.0, 400.0) }.check();
}

#[test]
fn two_hours_around_now() {
    Picture::new("two-hours-around-now", 900.0, 400.0).check();
}

#[test]
fn text_columns_only() {
    Picture { snapshot: stopped(60), ..Picture::new("text-columns-only", 650.0, 400.0) }.check();
}

#[test]
fn strip() {
    Picture { snapshot: stopped(60), demo: true, ..Picture::new("strip", 360.0, 480.0) }.check();
}

#[test]
fn scenarios() {
    let messages = vec![board::Message::Scenarios];
    Picture { demo: true, messages, ..Picture::new("scenarios", 1280.0, 640.0) }.check();
}

#[test]
fn italian() {
    let display = Display { language: Some("it".into()), ..themed(Theme::Light) };
    Picture { display, ..Picture::new("italian", 1500.0, 400.0) }.check();
}

#[test]
fn a_search_and_a_tool_tip() {
    let messages = vec![board::Message::Search("mon".into()), board::Message::Key(KeyCommand::Move(Step::Down))];
    let pointer = Some(Point::new(780.0, 145.0));
    Picture { messages, pointer, ..Picture::new("search", 1280.0, 400.0) }.check();
}

/// A search that the directory answered, with the last but so many of the list selected.
fn directory(name: &'static str, width: f32, height: f32, snapshot: Snapshot) -> Picture {
    let step = |step| board::Message::Key(KeyCommand::Move(step));
    let messages =
        vec![board::Message::Search("mon".into()), step(Step::Last), step(Step::Up), step(Step::Up), step(Step::Up)];
    Picture { messages, snapshot, ..Picture::new(name, width, height) }
}

#[test]
fn a_search_in_the_directory() {
    directory("directory", 1280.0, 420.0, shown(60, "mon")).check();
}

#[test]
fn a_search_in_the_directory_dark_at_150_percent_in_italian() {
    let display = Display { language: Some("it".into()), ..themed(Theme::Dark) };
    Picture { display, scale: 1.5, ..directory("directory-dark", 900.0, 420.0, found(60, "mon")) }.check();
}

#[test]
fn a_search_in_the_directory_in_a_strip() {
    directory("directory-strip", 360.0, 480.0, found(5, "mon")).check();
}

#[test]
fn automatic_replies() {
    let messages = vec![board::Message::Key(KeyCommand::Move(Step::Down))];
    Picture { messages, snapshot: replying(60), ..Picture::new("replies", 1280.0, 300.0) }.check();
}

#[test]
fn tomorrow() {
    let messages = vec![board::Message::Key(KeyCommand::DayAfter)];
    Picture { messages, ..Picture::new("tomorrow", 1280.0, 400.0) }.check();
}

#[test]
fn first_run() {
    let mut empty = snapshot(0);
    empty.server = String::new();
    empty.board = attendant_calendar::refresh::Board::Disabled;
    (empty.last_complete, empty.next_refresh) = (None, None);
    Picture { snapshot: empty, ..Picture::new("first-run", 1280.0, 600.0) }.check();
}

#[test]
fn help() {
    let messages = vec![board::Message::Key(KeyCommand::Help)];
    Picture { messages, ..Picture::new("help", 1280.0, 720.0) }.check();
}

#[test]
fn password() {
    let messages = vec![board::Message::Remedy(Remedy::EnterPassword)];
    Picture { messages, snapshot: refused(60), ..Picture::new("password", 1280.0, 600.0) }.check();
}

#[test]
fn protection() {
    let messages = vec![board::Message::Key(KeyCommand::Protection)];
    Picture { messages, snapshot: refused(60), ..Picture::new("protection", 1280.0, 720.0) }.check();
}

#[test]
fn protection_dark_at_150_percent_in_italian() {
    let messages = vec![board::Message::Key(KeyCommand::Protection)];
    let display = Display { language: Some("it".into()), ..themed(Theme::Dark) };
    let picture = Picture::new("protection-dark", 900.0, 640.0);
    Picture { messages, snapshot: refused(60), display, scale: 1.5, ..picture }.check();
}

#[test]
fn protection_in_a_strip() {
    let messages = vec![board::Message::Key(KeyCommand::Protection)];
    Picture { messages, snapshot: refused(60), ..Picture::new("protection-strip", 360.0, 480.0) }.check();
}

#[test]
fn resume() {
    let messages = vec![board::Message::Remedy(Remedy::Resume { confirm: true })];
    Picture { messages, snapshot: refused(60), ..Picture::new("resume", 1280.0, 420.0) }.check();
}

/// A test of the connection that met a refusal.
fn test(name: &'static str, width: f32, height: f32) -> Picture {
    let tested = tested::refused().into_iter().map(Some).chain([None]).collect();
    let messages = vec![board::Message::Key(KeyCommand::Test)];
    Picture { messages, tested, snapshot: refused(60), ..Picture::new(name, width, height) }
}

#[test]
fn test_of_the_connection() {
    test("test", 1280.0, 760.0).check();
}

#[test]
fn test_of_the_connection_that_goes_on_dark_in_italian() {
    let display = Display { language: Some("it".into()), ..themed(Theme::Dark) };
    let mut picture = test("test-dark", 900.0, 640.0);
    picture.tested.truncate(6);
    Picture { display, ..picture }.check();
}

#[test]
fn test_of_the_connection_in_a_strip() {
    test("test-strip", 360.0, 480.0).check();
}

/// Signing in to Office 365, as far as it has come.
fn office365(name: &'static str, height: f32, sign_in: Option<(SignInMethod, SignInStep)>) -> Picture {
    let messages = vec![board::Message::Remedy(Remedy::SignIn)];
    Picture { messages, sign_in, snapshot: signing_in(None), ..Picture::new(name, 1100.0, height) }
}

#[test]
fn sign_in_choice() {
    office365("sign-in-choice", 520.0, None).check();
}

#[test]
fn sign_in_granted() {
    Picture { snapshot: signing_in::both(), ..office365("sign-in-granted", 460.0, None) }.check();
}

#[test]
fn sign_in_with_a_password() {
    let messages = vec![board::Message::Remedy(Remedy::EnterPassword)];
    let snapshot = signing_in::password_refused();
    Picture { messages, snapshot, ..office365("sign-in-password", 560.0, None) }.check();
}

#[test]
fn sign_in_browser() {
    let display = themed(Theme::Dark);
    Picture { display, ..office365("sign-in-browser", 520.0, signing_in::browser()) }.check();
}

#[test]
fn sign_in_paste() {
    let wrong = attendant_calendar::words::Notice::new("sign-in-other-state");
    office365("sign-in-paste", 520.0, signing_in::paste(Some(wrong))).check();
}

#[test]
fn sign_in_device() {
    office365("sign-in-device", 460.0, signing_in::device()).check();
}

#[test]
fn sign_in_device_in_a_strip_at_150_percent_in_italian() {
    let display = Display { language: Some("it".into()), ..themed(Theme::Dark) };
    let picture = office365("sign-in-device-strip", 480.0, signing_in::device());
    Picture { size: (360.0, 480.0), scale: 1.5, display, ..picture }.check();
}

#[test]
fn sign_in_failed() {
    office365("sign-in-failed", 520.0, signing_in::failed()).check();
}
