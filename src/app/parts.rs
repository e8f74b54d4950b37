//! Small parts that several screens share.

use super::icons::Icon;
use super::keys::{BINDINGS, KeyCommand};
use super::text::SMALL;
use super::theme::{Button, Container};
use super::{Element, Theme};
use crate::words::{Value, Words};
use iced::widget::{button, container, text, tooltip};
use std::time::Duration;

/// A button that is only an icon.
pub fn icon_button<'a, Message: Clone + 'a>(icon: Icon, message: Message) -> button::Button<'a, Message, Theme> {
    button(icon.text(16.0)).class(Button::Quiet).padding(6).on_press(message)
}

/// A tool tip that names what a control does, and its key.
pub fn hint<'a, Message: 'a>(
    control: impl Into<Element<'a, Message>>,
    said: String,
    command: KeyCommand,
    words: &Words,
) -> Element<'a, Message> {
    let binding = BINDINGS.iter().find(|binding| binding.command == command);
    let chord = binding.and_then(|binding| binding.chords.first());
    let said = match chord {
        Some(chord) => {
            let keys = chord.names().join("+");
            words.get("tip-keys", &[("text", Value::from(said)), ("keys", Value::from(keys))])
        }
        None => said,
    };
    let label = container(text(said).size(SMALL)).class(Container::Tip).padding([4, 8]);
    tooltip(control, label, tooltip::Position::Bottom).gap(4).delay(Duration::from_millis(400)).into()
}
