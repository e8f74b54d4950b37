//! Reads the keyboard before the widgets do: commands are never typed into a field, and what no field takes starts a search.

use super::Element;
use super::keys::{self, KeyCommand};
use super::wrapper::{Around, Happening, Inside, Wrapper};
use iced::advanced::widget::Operation;
use iced::advanced::widget::operation::{Focusable, Outcome};
use iced::advanced::{Clipboard, clipboard, mouse};
use iced::keyboard::Event as KeyEvent;
use iced::{Event, Rectangle};

/// What the keyboard says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// A command.
    Command(KeyCommand),
    /// Text, while no field has the focus.
    Text(String),
    /// A control got the focus, or none has it any more: then the keyboard is the list's.
    Focused(bool),
}

/// Reads the keyboard for what it wraps.
pub struct Keyboard<Message> {
    on_typed: fn(Typed) -> Message,
}

/// Reads the keyboard for `content`, the whole window.
pub fn keyboard<'a, Message>(
    content: impl Into<Element<'a, Message>>,
    on_typed: fn(Typed) -> Message,
) -> Wrapper<'a, Keyboard<Message>, Message> {
    Wrapper::new(content, Keyboard { on_typed })
}

/// Whether a control has the focus.
#[derive(Default)]
pub struct State {
    focused: bool,
}

impl<Message> Around<Message> for Keyboard<Message> {
    type State = State;

    fn update(&self, state: &mut State, mut inside: Inside<'_, '_, Message>, happening: Happening<'_, '_, Message>) {
        let Happening { event, cursor, clipboard, shell, viewport } = happening;
        let command = command(event);
        // Home and End move in a field's text, as everybody expects there, Enter presses what has the focus, and Ctrl+C
        // copies what is selected in a field.
        let later = command.filter(|command| *command == KeyCommand::CopyNumber || is_a_control_s(*command));
        if let Some(command) = command.filter(|_| later.is_none()) {
            shell.publish((self.on_typed)(Typed::Command(command)));
            shell.capture_event();
            return;
        }
        let mut watched = Watched { inner: clipboard, written: false };
        inside.update(Happening { event, cursor, clipboard: &mut watched, shell, viewport });

        // A field takes Ctrl+C even when nothing is selected in it: then it means the number, as everywhere.
        let unused = if later == Some(KeyCommand::CopyNumber) { !watched.written } else { !shell.is_event_captured() };
        if let Some(command) = later.filter(|_| unused) {
            shell.publish((self.on_typed)(Typed::Command(command)));
            shell.capture_event();
        } else if !shell.is_event_captured()
            && let Some(text) = text(event)
        {
            shell.publish((self.on_typed)(Typed::Text(text)));
            shell.capture_event();
        }
        if matches!(event, Event::Keyboard(_) | Event::Mouse(mouse::Event::ButtonPressed(_)) | Event::Window(_)) {
            let mut search = AnyFocused::default();
            inside.operate(&mut search);
            if search.found != state.focused {
                state.focused = search.found;
                shell.publish((self.on_typed)(Typed::Focused(search.found)));
            }
        }
    }
}

fn command(event: &Event) -> Option<KeyCommand> {
    match event {
        Event::Keyboard(KeyEvent::KeyPressed { key, physical_key, modifiers, .. }) => {
            keys::command(key, key.to_latin(*physical_key), *modifiers)
        }
        _ => None,
    }
}

/// What a key press would write.
fn text(event: &Event) -> Option<String> {
    let Event::Keyboard(KeyEvent::KeyPressed { text: Some(text), modifiers, .. }) = event else { return None };
    // AltGr writes letters on many keyboards and is reported as Ctrl+Alt on one system.
    let plain = modifiers.command() == modifiers.alt();
    let written = !text.is_empty() && text.chars().all(|letter| !letter.is_control());
    (plain && written).then(|| text.to_string())
}

fn is_a_control_s(command: KeyCommand) -> bool {
    matches!(command, KeyCommand::Move(keys::Step::First | keys::Step::Last) | KeyCommand::Show)
}

/// A clipboard that remembers whether something was written.
struct Watched<'a> {
    inner: &'a mut dyn Clipboard,
    written: bool,
}

impl Clipboard for Watched<'_> {
    fn read(&self, kind: clipboard::Kind) -> Option<String> {
        self.inner.read(kind)
    }

    fn write(&mut self, kind: clipboard::Kind, contents: String) {
        self.written = true;
        self.inner.write(kind, contents);
    }
}

/// Looks for a control that has the focus.
#[derive(Default)]
struct AnyFocused {
    found: bool,
}

impl Operation for AnyFocused {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn focusable(&mut self, _: Option<&iced::advanced::widget::Id>, _: Rectangle, state: &mut dyn Focusable) {
        self.found |= state.is_focused();
    }

    fn finish(&self) -> Outcome<()> {
        Outcome::None
    }
}
