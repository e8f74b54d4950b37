//! The window: an iced program over the engine's snapshots. It reads [`crate::refresh::Snapshot`] and sends
//! [`crate::refresh::Command`]; whatever happens here cannot drop a request in flight.

pub mod board;
mod browser;
pub mod clock;
mod cover;
pub mod demo;
pub mod dialog;
pub mod display;
mod focus;
mod icons;
mod keyboard;
mod keys;
pub mod link;
mod parts;
mod reveal;
pub mod screenshot;
mod setup;
mod shelf;
mod tester;
mod text;
pub mod theme;
mod timeline;
mod wrapper;

pub use browser::Browser;
pub use clock::Clock;
pub use demo::Demo;
pub use keys::{KeyCommand, Step};
pub use link::Link;
pub use setup::Setup;
pub use shelf::Shelf;
pub use tester::Tester;
pub use theme::Theme;

use crate::people::Roster;
use crate::refresh::{Cause, Command, Level, Remedy, Snapshot};
use crate::settings::Way;
use crate::store::Secret;
use crate::words::{Notice, Words};
use board::{Ask, Board, Surroundings};
use cover::cover;
use dialog::{About, Dialog, password, sign_in};
use focus::go_round;
use iced::widget::operation;
use iced::{Size, Subscription, Task, window};
use keyboard::{Typed, keyboard};
use reveal::reveal_focus;
use std::sync::Arc;

/// An element in this program's theme.
pub type Element<'a, Message> = iced::Element<'a, Message, Theme, iced::Renderer>;

/// Everything that the window knows.
#[derive(Debug)]
pub struct App {
    setup: Setup,
    board: Board,
    dialog: Option<Dialog>,
    /// The dialog to which that one leads back.
    beneath: Option<Dialog>,
    /// The password was asked for without a person's wish.
    has_asked: bool,
    /// How many tests of the connection there were.
    tests: u64,
    /// The dialog has opened by itself.
    is_unbidden: bool,
    /// Pixels of the display in one logical pixel, before the text size.
    display_scale: f32,
}

/// Everything that can happen.
#[derive(Debug, Clone)]
pub enum Message {
    /// On the main screen.
    Board(board::Message),
    /// In the dialog.
    Dialog(dialog::Message),
    /// On the keyboard.
    Typed(Typed),
    /// The engine knows something new.
    Snapshot(Arc<Snapshot>),
    /// Another minute begins.
    Minute,
    /// Another second begins, while one is shown.
    Second,
    /// Another step of a test of the connection, by the test's number; none at its end.
    Tested(u64, Option<crate::words::Step>),
    /// Why the browser could not be opened; none where it was.
    Browser(Option<String>),
    /// People were written into the roster, which is this by now; or why they could not be.
    Added(Result<Arc<Roster>, Vec<Notice>>),
    /// The demo's server plays another scenario.
    SceneChanged,
    /// The window is there.
    Opened(window::Id),
    /// The window is on a display with this many pixels in one logical pixel.
    Rescaled(f32),
}

impl App {
    /// The window before anything happened in it.
    pub fn new(setup: Setup) -> Self {
        let snapshot = setup.link.latest();
        // Until the window tells its real size.
        let list = Size::new(setup.window.width, setup.window.height - 106.0);
        let (words, display) = (setup.words.clone(), setup.display.clone());
        let board = Board::new(words, display, setup.zone, setup.clock.now(), snapshot, setup.notes.clone(), list);
        let (has_asked, is_unbidden) = (false, false);
        Self { setup, board, dialog: None, beneath: None, has_asked, is_unbidden, tests: 0, display_scale: 1.0 }
    }

    /// Does what a message says.
    pub fn update(&mut self, message: Message) -> Task<Message> {
        match message {
            Message::Board(message) => self.on_board(message),
            Message::Dialog(message) => self.in_dialog(message),
            Message::Typed(typed) => self.typed(typed),
            Message::Snapshot(snapshot) => {
                let before = self.board.snapshot();
                if (&snapshot.display, snapshot.zone) != (&before.display, before.zone) {
                    self.dress(&snapshot);
                }
                self.board.accept(snapshot, self.setup.clock.now());
                Task::batch([self.follow_sign_in(), self.ask_unbidden()])
            }
            Message::Minute => {
                self.board.minute(self.setup.clock.now());
                Task::none()
            }
            Message::Second => {
                if let Some(Dialog::SignIn(state)) = &mut self.dialog {
                    state.tick(self.setup.clock.now().real);
                }
                Task::none()
            }
            Message::Browser(reason) => {
                if let (Some(reason), Some(Dialog::SignIn(state))) = (reason, &mut self.dialog) {
                    state.no_browser(reason);
                }
                Task::none()
            }
            Message::Added(Ok(roster)) => {
                self.setup.link.send(Command::Roster(roster));
                Task::none()
            }
            Message::Added(Err(notices)) => {
                let said = notices.first().map(|notice| self.setup.words.notice(notice).message);
                self.board.say(said.unwrap_or_else(|| self.setup.words.text("guest-not-added")));
                Task::none()
            }
            Message::Tested(run, step) => self.in_test(dialog::test::Message::Step(run, step)),
            // The view reads it anew.
            Message::SceneChanged => Task::none(),
            Message::Opened(id) => window::scale_factor(id).map(Message::Rescaled),
            Message::Rescaled(scale) => {
                self.display_scale = scale;
                Task::none()
            }
        }
    }

    /// Looks as other settings want it.
    fn dress(&mut self, snapshot: &Snapshot) {
        let display = (*snapshot.display).clone();
        if display.language != self.setup.display.language {
            let language = display.language.as_deref().unwrap_or(&self.setup.language);
            self.setup.words = Arc::new(Words::for_language(language));
        }
        (self.setup.display, self.setup.zone) = (display.clone(), snapshot.zone);
        self.board.dress(self.setup.words.clone(), display, snapshot.zone);
    }

    fn typed(&mut self, typed: Typed) -> Task<Message> {
        match (typed, &self.dialog) {
            (Typed::Command(KeyCommand::Quit), _) => iced::exit(),
            (Typed::Command(KeyCommand::Back), Some(_)) => self.in_dialog(dialog::Message::Close),
            (Typed::Command(KeyCommand::Help), Some(Dialog::Help))
            | (Typed::Command(KeyCommand::Test), Some(Dialog::Test(_)))
            | (Typed::Command(KeyCommand::Protection), Some(Dialog::Protection { .. })) => {
                self.in_dialog(dialog::Message::Close)
            }
            (Typed::Command(KeyCommand::FocusNext), Some(_)) => go_round(false).chain(reveal_focus()),
            (Typed::Command(KeyCommand::FocusPrevious), Some(_)) => go_round(true).chain(reveal_focus()),
            (Typed::Command(KeyCommand::Move(Step::Down)), Some(Dialog::Scenario)) => {
                go_round(false).chain(reveal_focus())
            }
            (Typed::Command(KeyCommand::Move(Step::Up)), Some(Dialog::Scenario)) => {
                go_round(true).chain(reveal_focus())
            }
            (Typed::Command(_) | Typed::Text(_), Some(_)) => Task::none(),
            (Typed::Command(command), None) => self.on_board(board::Message::Key(command)),
            (Typed::Text(text), None) => self.on_board(board::Message::Typed(text)),
            (Typed::Focused(focused), _) => self.on_board(board::Message::Focused(focused)),
        }
    }

    fn on_board(&mut self, message: board::Message) -> Task<Message> {
        let effect = self.board.update(message);
        for command in effect.commands {
            self.setup.link.send(command);
        }
        let asked = match effect.ask {
            None => Task::none(),
            Some(Ask::Quit) => iced::exit(),
            Some(Ask::Help) => self.open(Dialog::Help),
            Some(Ask::Details) => self.open(Dialog::Details),
            Some(Ask::Test) => self.test(),
            Some(Ask::Scenario) => self.open(Dialog::Scenario),
            Some(Ask::Protection) => self.open(Dialog::Protection { copied: false }),
            Some(Ask::ConfirmResume) => self.open(Dialog::Resume),
            Some(Ask::SignIn) => self.open(self.asks_to_sign_in()),
        };
        let added = if effect.add.is_empty() {
            Task::none()
        } else {
            Task::perform(self.setup.shelf.clone().add(effect.add), |added| Message::Added(added.map(Arc::new)))
        };
        Task::batch([effect.task.unwrap_or_else(Task::none).map(Message::Board), asked, added])
    }

    /// Opens a dialog and gives its first control the focus; all others lose it.
    fn open(&mut self, dialog: Dialog) -> Task<Message> {
        let first = dialog.first_control();
        (self.dialog, self.is_unbidden) = (Some(dialog), false);
        operation::focus(first).chain(reveal_focus())
    }

    /// The dialog in which one signs in.
    fn asks_to_sign_in(&self) -> Dialog {
        let snapshot = self.board.snapshot();
        match snapshot.way {
            Way::Microsoft => self.chooses_way(),
            Way::Office365Password => {
                Dialog::Password(password::State::at_office365(snapshot.account.clone(), snapshot.ways.len() > 1))
            }
            Way::OnSite => Dialog::Password(password::State::default()),
            // Nobody types anything for the signed-in user.
            Way::SignedIn => Dialog::Protection { copied: false },
        }
    }

    /// The dialog in which one signs in to Office 365 in a way of one's choice.
    fn chooses_way(&self) -> Dialog {
        let password = self.board.snapshot().ways.contains(&Way::Office365Password);
        Dialog::SignIn(sign_in::State::new(self.setup.clock.now().real, password))
    }

    /// Asks for a password that nobody knows, once: what is typed into a fresh window shall not stand readable in the search.
    fn ask_unbidden(&mut self) -> Task<Message> {
        let mut causes = self.board.snapshot().causes.iter();
        let unknown =
            |cause: &Cause| cause.level < Level::Error && cause.remedies.first() == Some(&Remedy::EnterPassword);
        if !causes.any(unknown) {
            return self.withdraw_question();
        }
        if self.has_asked || self.dialog.is_some() {
            return Task::none();
        }
        let asking = self.open(self.asks_to_sign_in());
        (self.has_asked, self.is_unbidden) = (true, true);
        asking
    }

    /// The key store gave the password after all: nobody needs to type it any more.
    fn withdraw_question(&mut self) -> Task<Message> {
        match &self.dialog {
            Some(Dialog::Password(state)) if self.is_unbidden && state.is_untouched() => self.close(),
            _ => Task::none(),
        }
    }

    /// The dialog of a sign-in goes with it.
    fn follow_sign_in(&mut self) -> Task<Message> {
        let Some(Dialog::SignIn(state)) = &mut self.dialog else { return Task::none() };
        let progress = self.board.snapshot().sign_in.clone();
        match state.follow(progress.as_deref(), self.setup.clock.now().real) {
            sign_in::Followed::Same => Task::none(),
            sign_in::Followed::Moved => operation::focus(state.first_control()).chain(reveal_focus()),
            sign_in::Followed::Open(address) => {
                let focus = operation::focus(state.first_control()).chain(reveal_focus());
                Task::batch([focus, self.browse(address)])
            }
            sign_in::Followed::Done => self.close(),
        }
    }

    /// Opens an address in the person's browser.
    fn browse(&self, address: Secret) -> Task<Message> {
        Task::perform(self.setup.browser.clone().open(address), Message::Browser)
    }

    /// In the dialog of a sign-in.
    fn in_sign_in(&mut self, message: sign_in::Message) -> Task<Message> {
        let Some(Dialog::SignIn(state)) = &mut self.dialog else { return Task::none() };
        let command = match state.update(message) {
            sign_in::Action::None => return Task::none(),
            sign_in::Action::Moved => return operation::focus(state.first_control()).chain(reveal_focus()),
            sign_in::Action::Password => {
                let name = self.board.snapshot().account.clone();
                return self.open(Dialog::Password(password::State::at_office365(name, true)));
            }
            sign_in::Action::Open(address) => return self.browse(address),
            sign_in::Action::Copy(text) => return iced::clipboard::write(text.expose().to_owned()),
            sign_in::Action::Begin(method) => Command::SignIn { method, language: self.setup.words.language() },
            sign_in::Action::Cancel => Command::CancelSignIn,
            sign_in::Action::Paste(address) => Command::SignInAddress(address),
        };
        let first = state.first_control();
        self.setup.link.send(command);
        operation::focus(first).chain(reveal_focus())
    }

    /// Closes the dialog; the one to which it leads back opens.
    fn close(&mut self) -> Task<Message> {
        self.dialog = None;
        match self.beneath.take() {
            Some(dialog) => self.open(dialog),
            None => Task::none(),
        }
    }

    /// Opens a dialog that leads back to the one that is open.
    fn open_over(&mut self, dialog: Dialog) -> Task<Message> {
        self.beneath = self.dialog.take();
        self.open(dialog)
    }

    fn in_dialog(&mut self, message: dialog::Message) -> Task<Message> {
        match (message, &mut self.dialog) {
            (dialog::Message::Password(message), Some(Dialog::Password(state))) => match state.update(message) {
                password::Action::None => return Task::none(),
                password::Action::Use { name, secret, remember } => {
                    if let Some(name) = name {
                        self.setup.link.send(Command::ChoosePassword(name));
                    }
                    self.setup.link.send(Command::Password { secret, remember });
                }
                password::Action::OtherWay => return self.open(self.chooses_way()),
                password::Action::Close => {}
            },
            // A message from a dialog that is gone.
            (dialog::Message::Password(_), _) => return Task::none(),
            (dialog::Message::Copy(text), _) => return iced::clipboard::write(text),
            (dialog::Message::CopyProtection(text), dialog) => {
                if let Some(Dialog::Protection { copied }) = dialog {
                    *copied = true;
                }
                return iced::clipboard::write(text);
            }
            (dialog::Message::ShowProtection, _) => return self.open(Dialog::Protection { copied: false }),
            (dialog::Message::SignIn(message), _) => return self.in_sign_in(message),
            (dialog::Message::Test(message), _) => return self.in_test(message),
            (dialog::Message::AskTest, _) => return self.test(),
            (dialog::Message::AskSignIn, _) => return self.open_over(self.asks_to_sign_in()),
            (dialog::Message::SignOut, _) => self.setup.link.send(Command::SignOut),
            (dialog::Message::AskResume, _) => return self.open_over(Dialog::Resume),
            (dialog::Message::TryOnce, _) => {
                self.setup.link.send(Command::TryOnce);
                return Task::none();
            }
            (dialog::Message::Resume, _) => self.setup.link.send(Command::Resume),
            (dialog::Message::Scenario(id), _) => {
                if let Some(demo) = &self.setup.demo {
                    demo.choose(id);
                }
            }
            (dialog::Message::Close, Some(Dialog::SignIn(state))) if !state.is_choosing() => {
                self.setup.link.send(Command::CancelSignIn);
            }
            (dialog::Message::Close, _) => {}
        }
        self.close()
    }

    /// The window.
    pub fn view(&self) -> Element<'_, Message> {
        let around = Surroundings {
            demo: self.setup.demo.as_ref(),
            scale: self.display_scale * self.scale_factor(),
            settings_file: &self.setup.settings_file,
            covered: self.dialog.is_some(),
        };
        let board = cover(self.board.view(around).map(Message::Board), self.dialog.is_some());
        let about = About {
            words: &self.setup.words,
            board: &self.board,
            settings_file: &self.setup.settings_file,
            log_folder: &self.setup.log_folder,
            demo: self.setup.demo.as_ref(),
        };
        let dialog = self.dialog.as_ref().map(|dialog| dialog.view(about).map(Message::Dialog));
        keyboard(iced::widget::stack![board, dialog], Message::Typed).into()
    }

    /// The window's title.
    pub fn title(&self) -> String {
        let demo = self.setup.demo.is_some();
        self.setup.words.text(if demo { "window-title-demo" } else { "window-title" })
    }

    /// The theme; none follows the system.
    pub fn theme(&self) -> Option<Theme> {
        Theme::chosen(self.setup.display.theme)
    }

    /// The text size, on top of the display's scale.
    pub fn scale_factor(&self) -> f32 {
        f32::from(self.setup.display.text_percent) / 100.0
    }

    /// What the window listens to.
    pub fn subscription(&self) -> Subscription<Message> {
        let demo = self.setup.demo.as_ref().map_or_else(Subscription::none, Demo::listen);
        let counts = matches!(&self.dialog, Some(Dialog::SignIn(state)) if state.counts_down());
        Subscription::batch([
            demo,
            if counts { self.setup.clock.seconds().map(|()| Message::Second) } else { Subscription::none() },
            self.setup.link.listen().map(Message::Snapshot),
            self.setup.clock.minutes().map(|()| Message::Minute),
            iced::event::listen_with(|event, _, id| match event {
                iced::Event::Window(window::Event::Opened { .. }) => Some(Message::Opened(id)),
                iced::Event::Window(window::Event::Rescaled(scale)) => Some(Message::Rescaled(scale)),
                _ => None,
            }),
        ])
    }

    /// The state of the main screen.
    pub fn board(&self) -> &Board {
        &self.board
    }

    /// What lies over it.
    pub fn dialog(&self) -> Option<&Dialog> {
        self.dialog.as_ref()
    }
}

/// Opens the window and runs it to its end.
///
/// # Errors
/// When there is no display, or the window cannot be made.
pub fn run(setup: Setup) -> iced::Result {
    let settings = window::Settings {
        size: setup.window,
        min_size: Some(Size::new(360.0, 320.0)),
        icon: icon(),
        platform_specific: platform(),
        ..window::Settings::default()
    };
    let boot = move || App::new(setup.clone());
    let program = iced::application(boot, App::update, App::view)
        .title(App::title)
        .theme(App::theme)
        .subscription(App::subscription)
        .scale_factor(App::scale_factor)
        .settings(text::settings())
        .window(settings);
    program.run()
}

/// What task bars show: `packaging/icon.svg` by `rsvg-convert -w 128 -h 128`. None if the picture is no longer one: that is no reason not to open.
fn icon() -> Option<window::Icon> {
    let file = std::io::Cursor::new(include_bytes!("../../resources/icon.png"));
    let mut reader = png::Decoder::new(file).read_info().ok()?;
    let mut rgba = vec![0; reader.output_buffer_size()?];
    let frame = reader.next_frame(&mut rgba).ok()?;
    rgba.truncate(frame.buffer_size());
    window::icon::from_rgba(rgba, frame.width, frame.height).ok()
}

/// Under Wayland and X11 the window is matched with the desktop entry by this name.
#[cfg(target_os = "linux")]
fn platform() -> window::settings::PlatformSpecific {
    window::settings::PlatformSpecific {
        application_id: crate::store::APPLICATION_ID.to_owned(),
        ..window::settings::PlatformSpecific::default()
    }
}

#[cfg(not(target_os = "linux"))]
fn platform() -> window::settings::PlatformSpecific {
    window::settings::PlatformSpecific::default()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_window_has_an_icon() {
        assert!(super::icon().is_some());
    }
}
