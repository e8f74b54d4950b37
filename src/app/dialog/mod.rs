//! What lies over the main screen: one dialog at a time.

mod confirm;
mod details;
mod help;
pub mod password;

use super::Element;
use super::board::Board;
use super::text::{BODY, HEADING, SEMIBOLD};
use super::theme::{Button, Container};
use crate::words::Words;
use iced::widget::{Column, button, center, column, container, mouse_area, opaque, row, text};
use iced::{Fill, Right};

/// The dialogs.
#[derive(Debug)]
pub enum Dialog {
    /// Asks for the password.
    Password(password::State),
    /// Asks whether to go on with the refused credential.
    Resume,
    /// What is behind the banner.
    Details,
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
    /// Goes on with the refused credential.
    Resume,
    /// Copies a line of the details.
    Copy(String),
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
}

impl Dialog {
    /// The dialog over a curtain; pressing beside it closes it.
    pub fn view<'a>(&'a self, about: About<'a>) -> Element<'a, Message> {
        let content = match self {
            Self::Password(state) => state.view(about).map(Message::Password),
            Self::Resume => confirm::view(about),
            Self::Details => details::view(about),
            Self::Help => help::view(about.words),
        };
        let sheet = container(content).class(Container::Dialog).padding(24);
        let curtain = center(opaque(sheet)).class(Container::Curtain).padding(16);
        opaque(mouse_area(curtain).on_press(Message::Close))
    }
}

/// A dialog's heading, its content, and its buttons.
fn sheet<'a, M: Clone + 'a>(
    title: String,
    content: Column<'a, M, super::Theme>,
    buttons: Vec<Element<'a, M>>,
) -> Element<'a, M> {
    column![
        text(title).size(HEADING).font(SEMIBOLD),
        container(content).max_height(480),
        container(row(buttons).spacing(8)).width(Fill).align_x(Right),
    ]
    .spacing(16)
    .into()
}

/// A button of a dialog.
fn action<'a, M: Clone + 'a>(word: String, class: Button, message: Option<M>) -> Element<'a, M> {
    button(text(word).size(BODY).line_height(1.2)).class(class).padding([6, 16]).on_press_maybe(message).into()
}
