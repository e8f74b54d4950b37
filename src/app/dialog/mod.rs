//! What lies over the main screen: one dialog at a time.

mod confirm;
mod details;
mod help;
pub mod password;
mod protection;
mod scenario;
pub mod sign_in;
pub mod test;

use super::Element;
use super::board::Board;
use super::demo::Demo;
use super::icons::Icon;
use super::parts::{label, press};
use super::text::{BODY, HEADING, SEMIBOLD, SMALL};
use super::theme::{Button, Container, Text};
use crate::words::Words;
use iced::widget::{Id, center, column, container, mouse_area, opaque, row, scrollable, text};
use iced::{Center, Fill, Padding, Right};

/// The dialogs.
#[derive(Debug)]
pub enum Dialog {
    /// Asks for the password.
    Password(password::State),
    /// Signs in to Office 365.
    SignIn(sign_in::State),
    /// Asks whether to go on with the refused credential.
    Resume,
    /// What the sign-in guard knows.
    Protection {
        /// It was just copied.
        copied: bool,
    },
    /// What is behind the banner.
    Details,
    /// Tests the connection.
    Test(test::State),
    /// What the demo's server plays.
    Scenario,
    /// The keys.
    Help,
}

/// What a person does in a dialog.
#[derive(Debug, Clone)]
pub enum Message {
    /// Closes it.
    Close,
    /// In the password's dialog.
    Password(password::Message),
    /// In the dialog of a sign-in to Office 365.
    SignIn(sign_in::Message),
    /// Asks for the password, or for another way to sign in.
    AskSignIn,
    /// Signs out.
    SignOut,
    /// Asks whether to go on with the refused credential.
    AskResume,
    /// Goes on with the refused credential.
    Resume,
    /// Tries once although the program would wait.
    TryOnce,
    /// Shows what the sign-in guard knows.
    ShowProtection,
    /// Copies what the sign-in guard knows.
    CopyProtection(String),
    /// In the test of the connection.
    Test(test::Message),
    /// Tests the connection.
    AskTest,
    /// Copies a line of the details.
    Copy(String),
    /// The demo's server is to play this scenario.
    Scenario(String),
}

/// What dialogs show beside their own state.
#[derive(Clone, Copy)]
pub struct About<'a> {
    /// The words.
    pub words: &'a Words,
    /// The screen beneath.
    pub board: &'a Board,
    /// The settings file.
    pub settings_file: &'a str,
    /// The folder of the log.
    pub log_folder: &'a str,
    /// The built-in server, in demo mode.
    pub demo: Option<&'a Demo>,
}

/// Content stands so far inside, for the ring of what has the focus.
const INSET: f32 = 3.0;

/// The button of a dialog in which nothing is to be decided.
const CLOSE: Id = Id::new("close");

impl Dialog {
    fn width(&self) -> f32 {
        match self {
            Self::Password(_) | Self::Resume => 480.0,
            Self::SignIn(_) => 560.0,
            Self::Scenario => 480.0,
            Self::Details | Self::Protection { .. } | Self::Test(_) => 640.0,
            Self::Help => 880.0,
        }
    }

    /// What has the focus first.
    pub fn first_control(&self) -> Id {
        match self {
            Self::Password(state) => state.first_control(),
            Self::SignIn(state) => state.first_control(),
            Self::Resume => confirm::CANCEL,
            Self::Scenario => scenario::PLAYING,
            Self::Details | Self::Help | Self::Protection { .. } | Self::Test(_) => CLOSE,
        }
    }

    /// The dialog over a curtain; pressing beside it closes it.
    pub fn view<'a>(&'a self, about: About<'a>) -> Element<'a, Message> {
        let content = match self {
            Self::Password(state) => state.view(about).map(Message::Password),
            Self::SignIn(state) => state.view(about),
            Self::Resume => confirm::view(about),
            Self::Protection { copied } => protection::view(about, *copied),
            Self::Details => details::view(about),
            Self::Test(state) => state.view(about),
            Self::Scenario => scenario::view(about),
            Self::Help => help::view(about),
        };
        let sheet = container(content).class(Container::Dialog).padding(24).max_width(self.width());
        let curtain = center(opaque(sheet)).class(Container::Curtain).padding(16);
        opaque(mouse_area(curtain).on_press(Message::Close))
    }
}

/// A dialog's heading, its content, and its buttons.
fn sheet<'a, M: Clone + 'a>(
    about: About<'a>,
    title: String,
    content: impl Into<Element<'a, M>>,
    buttons: Vec<Element<'a, M>>,
) -> Element<'a, M> {
    column![
        container(text(title).size(HEADING).font(SEMIBOLD)).padding([0.0, INSET]),
        // A low window leaves less to the content, never nothing to the buttons.
        container(content).max_height((about.board.least_height() - 170.0).clamp(80.0, 480.0)),
        container(row(buttons).spacing(8).wrap().align_x(Right)).width(Fill).align_x(Right),
    ]
    .spacing(18)
    .into()
}

/// What may be higher than the window leaves room for; with room for the ring of what has the focus, and for the bar.
fn scrolled<'a, M: 'a>(content: impl Into<Element<'a, M>>) -> Element<'a, M> {
    scrollable(container(content).padding(Padding::from(INSET).right(14)).width(Fill)).into()
}

/// The button that closes a dialog in which nothing is to be decided.
fn close<'a>(words: &Words) -> Element<'a, Message> {
    let word = label(words.text("close"), BODY);
    press(word, Button::Primary, [6, 16], Some(Message::Close)).id(CLOSE).into()
}

/// Facts with a button that copies each.
fn facts<'a>(about: About<'a>) -> Element<'a, Message> {
    let snapshot = about.board.snapshot();
    let facts = [
        ("details-server", snapshot.server.as_str()),
        ("details-account", snapshot.account.as_str()),
        ("details-settings", about.settings_file),
        ("details-log", about.log_folder),
    ];
    let known = facts.into_iter().filter(|(_, value)| !value.is_empty());
    let lines = known.map(|(key, value)| {
        let copy = press(Icon::COPY.text(14.0), Button::Quiet, 5, Some(Message::Copy(value.to_owned())));
        row![
            text(about.words.text(key)).size(SMALL).class(Text::Secondary).width(100),
            text(value).size(SMALL).wrapping(text::Wrapping::WordOrGlyph).width(Fill),
            copy,
        ]
        .spacing(8)
        .align_y(Center)
        .into()
    });
    column(lines).spacing(2).into()
}

/// A button of a dialog.
fn action<'a, M: Clone + 'a>(word: String, class: Button, message: Option<M>) -> Element<'a, M> {
    press(label(word, BODY), class, [6, 16], message).into()
}
