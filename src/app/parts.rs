//! Small parts that several screens share.

use super::focus::{Focus, focus};
use super::icons::Icon;
use super::keys::{BINDINGS, KeyCommand};
use super::text::SMALL;
use super::theme::{Button, Container};
use super::{Element, Theme};
use crate::words::{Value, Words};
use iced::Padding;
use iced::widget::{button, container, text, tooltip};
use std::time::Duration;

/// A button that the keyboard reaches; out of use without a message.
pub fn press<'a, Message: Clone + 'a>(
    content: impl Into<Element<'a, Message>>,
    class: Button,
    padding: impl Into<Padding>,
    message: Option<Message>,
) -> Focus<'a, Message> {
    focus(button(content).class(class).padding(padding).on_press_maybe(message.clone()), message)
}

/// A button that is only an icon.
pub fn icon_button<'a, Message: Clone + 'a>(icon: Icon, message: Message) -> Focus<'a, Message> {
    press(icon.text(16.0), Button::Quiet, 6, Some(message))
}

/// The word on a button.
pub fn label<'a>(word: String, size: f32) -> text::Text<'a, Theme> {
    text(word).size(size).line_height(1.2).wrapping(text::Wrapping::None)
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
    tip(control, said)
}

/// A tool tip.
pub fn tip<'a, Message: 'a>(control: impl Into<Element<'a, Message>>, said: String) -> Element<'a, Message> {
    let label = container(text(said).size(SMALL)).class(Container::Tip).padding([4, 8]);
    tooltip(control, label, tooltip::Position::Bottom).gap(4).delay(Duration::from_millis(400)).into()
}
