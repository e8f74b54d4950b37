//! Reads the keyboard before the widgets do: commands are never typed into a field, and what no field takes starts a search.

use super::keys::{self, KeyCommand};
use super::{Element, Theme};
use iced::advanced::widget::operation::{Focusable, Outcome};
use iced::advanced::widget::{Operation, Tree, Widget};
use iced::advanced::{Clipboard, Layout, Shell, clipboard, layout, mouse, overlay, renderer};
use iced::keyboard::{self, Event as KeyEvent};
use iced::{Event, Length, Rectangle, Renderer, Size, Vector};

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

/// Wraps the whole window.
pub struct Keyboard<'a, Message> {
    content: Element<'a, Message>,
    on_typed: Box<dyn Fn(Typed) -> Message + 'a>,
}

/// Reads the keyboard for `content`.
pub fn keyboard<'a, Message>(
    content: impl Into<Element<'a, Message>>,
    on_typed: impl Fn(Typed) -> Message + 'a,
) -> Keyboard<'a, Message> {
    Keyboard { content: content.into(), on_typed: Box::new(on_typed) }
}

#[derive(Default)]
struct State {
    modifiers: keyboard::Modifiers,
    focused: bool,
}

impl<Message> Widget<Message, Theme, Renderer> for Keyboard<'_, Message> {
    fn tag(&self) -> iced::advanced::widget::tree::Tag {
        iced::advanced::widget::tree::Tag::of::<State>()
    }

    fn state(&self) -> iced::advanced::widget::tree::State {
        iced::advanced::widget::tree::State::new(State::default())
    }

    fn children(&self) -> Vec<Tree> {
        vec![Tree::new(&self.content)]
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(std::slice::from_ref(&self.content));
    }

    fn size(&self) -> Size<Length> {
        self.content.as_widget().size()
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        self.content.as_widget_mut().layout(&mut tree.children[0], renderer, limits)
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        self.content.as_widget_mut().operate(&mut tree.children[0], layout, renderer, operation);
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        viewport: &Rectangle,
    ) {
        let Tree { state, children, .. } = tree;
        let state = state.downcast_mut::<State>();
        if let Event::Keyboard(KeyEvent::ModifiersChanged(modifiers)) = event {
            state.modifiers = *modifiers;
        }
        let command = state.command(event);
        // Home and End move in a field's text, as everybody expects there, and Ctrl+C copies what is selected in it.
        let later = command.filter(|command| *command == KeyCommand::CopyNumber || moves_in_text(*command));
        if let Some(command) = command.filter(|_| later.is_none()) {
            shell.publish((self.on_typed)(Typed::Command(command)));
            shell.capture_event();
            return;
        }
        let mut watched = Watched { inner: clipboard, written: false };
        let child = &mut children[0];
        self.content.as_widget_mut().update(child, event, layout, cursor, renderer, &mut watched, shell, viewport);

        // A field takes Ctrl+C even when nothing is selected in it: then it means the number, as everywhere.
        let unused = if later == Some(KeyCommand::CopyNumber) { !watched.written } else { !shell.is_event_captured() };
        if let Some(command) = later.filter(|_| unused) {
            shell.publish((self.on_typed)(Typed::Command(command)));
            shell.capture_event();
        } else if !shell.is_event_captured()
            && let Some(text) = state.text(event)
        {
            shell.publish((self.on_typed)(Typed::Text(text)));
            shell.capture_event();
        }
        if matches!(event, Event::Keyboard(_) | Event::Mouse(mouse::Event::ButtonPressed(_)) | Event::Window(_)) {
            let mut search = AnyFocused::default();
            self.content.as_widget_mut().operate(child, layout, renderer, &mut search);
            if search.found != state.focused {
                state.focused = search.found;
                shell.publish((self.on_typed)(Typed::Focused(search.found)));
            }
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        self.content.as_widget().draw(&tree.children[0], renderer, theme, style, layout, cursor, viewport);
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        self.content.as_widget().mouse_interaction(&tree.children[0], layout, cursor, viewport, renderer)
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        self.content.as_widget_mut().overlay(&mut tree.children[0], layout, renderer, viewport, translation)
    }
}

impl State {
    fn command(&self, event: &Event) -> Option<KeyCommand> {
        match event {
            Event::Keyboard(KeyEvent::KeyPressed { key, physical_key, modifiers, .. }) => {
                keys::command(key, key.to_latin(*physical_key), *modifiers)
            }
            _ => None,
        }
    }

    /// What a key press would write.
    fn text(&self, event: &Event) -> Option<String> {
        let Event::Keyboard(KeyEvent::KeyPressed { text: Some(text), modifiers, .. }) = event else { return None };
        // AltGr writes letters on many keyboards and is reported as Ctrl+Alt on one system.
        let plain = modifiers.command() == modifiers.alt();
        let written = !text.is_empty() && text.chars().all(|letter| !letter.is_control());
        (plain && written).then(|| text.to_string())
    }
}

fn moves_in_text(command: KeyCommand) -> bool {
    matches!(command, KeyCommand::Move(keys::Step::First | keys::Step::Last))
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

impl<'a, Message: 'a> From<Keyboard<'a, Message>> for Element<'a, Message> {
    fn from(keyboard: Keyboard<'a, Message>) -> Self {
        Element::new(keyboard)
    }
}
