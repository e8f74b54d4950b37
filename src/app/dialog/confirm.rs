//! Asks whether to go on with a credential that was refused.

use super::{About, Message, action, sheet};
use crate::app::Element;
use crate::app::text::BODY;
use crate::app::theme::Button;
use iced::widget::{column, text};

pub(super) fn view(about: About<'_>) -> Element<'_, Message> {
    let words = about.words;
    let content = column![text(words.text("resume-why")).size(BODY)].width(420);
    let buttons = vec![
        action(words.text("cancel"), Button::Outlined, Some(Message::Close)),
        action(words.text("resume-go"), Button::Primary, Some(Message::Resume)),
    ];
    sheet(words.text("resume-title"), content, buttons)
}
