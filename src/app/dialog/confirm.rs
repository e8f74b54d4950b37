//! Asks whether to go on with a credential that was refused.

use super::{About, Message, action, sheet};
use crate::app::Element;
use crate::app::parts::{label, press};
use crate::app::text::BODY;
use crate::app::theme::Button;
use iced::widget::{Id, scrollable, text};

/// What does no harm has the focus first.
pub(super) const CANCEL: Id = Id::new("cancel");

pub(super) fn view(about: About<'_>) -> Element<'_, Message> {
    let words = about.words;
    let content = text(words.text("resume-why")).size(BODY);
    let buttons = vec![
        press(label(words.text("cancel"), BODY), Button::Outlined, [6, 16], Some(Message::Close)).id(CANCEL).into(),
        action(words.text("resume-go"), Button::Primary, Some(Message::Resume)),
    ];
    sheet(about, words.text("resume-title"), scrollable(content), buttons)
}
