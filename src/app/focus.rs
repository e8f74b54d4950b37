//! Keyboard focus for controls that the toolkit gives none.

use super::wrapper::{Around, Happening, Inside, Wrapper};
use super::{Element, Theme};
use iced::advanced::widget::operation::{Focusable, focusable, then};
use iced::advanced::widget::{Id, Operation};
use iced::advanced::{Renderer as _, mouse, renderer};
use iced::border;
use iced::keyboard::{Event as KeyEvent, Key, key::Named};
use iced::{Color, Event, Rectangle, Renderer, Task};

/// A control that Tab reaches, that shows a ring, and that Enter and Space press.
pub type Focus<'a, Message> = Wrapper<'a, Reachable<Message>, Message>;

/// What makes a control reachable.
pub struct Reachable<Message> {
    on_press: Option<Message>,
    id: Option<Id>,
}

/// Makes a control reachable; `on_press` is what Enter and Space do. None: out of use, and Tab passes by.
pub fn focus<'a, Message>(content: impl Into<Element<'a, Message>>, on_press: Option<Message>) -> Focus<'a, Message> {
    Wrapper::new(content, Reachable { on_press, id: None })
}

impl<Message> Focus<'_, Message> {
    /// Names the control, so that it can be given the focus.
    pub fn id(mut self, id: Id) -> Self {
        self.around.id = Some(id);
        self
    }
}

/// Whether the control has the focus.
#[derive(Default)]
pub struct State {
    focused: bool,
}

impl Focusable for State {
    fn is_focused(&self) -> bool {
        self.focused
    }

    fn focus(&mut self) {
        self.focused = true;
    }

    fn unfocus(&mut self) {
        self.focused = false;
    }
}

impl<Message: Clone> Around<Message> for Reachable<Message> {
    type State = State;

    fn operate(&self, state: &mut State, mut inside: Inside<'_, '_, Message>, operation: &mut dyn Operation) {
        if self.on_press.is_some() {
            operation.focusable(self.id.as_ref(), inside.bounds(), state);
        }
        inside.operate(operation);
    }

    fn update(&self, state: &mut State, mut inside: Inside<'_, '_, Message>, happening: Happening<'_, '_, Message>) {
        match (happening.event, &self.on_press) {
            (Event::Mouse(mouse::Event::ButtonPressed(_)), _) => state.focused = false,
            (Event::Keyboard(KeyEvent::KeyPressed { key, .. }), Some(message))
                if state.focused && matches!(key, Key::Named(Named::Enter | Named::Space)) =>
            {
                happening.shell.publish(message.clone());
                happening.shell.capture_event();
                return;
            }
            _ => {}
        }
        inside.update(happening);
    }

    fn draw_over(&self, state: &State, renderer: &mut Renderer, theme: &Theme, bounds: Rectangle) {
        if state.focused {
            let colors = theme.colors();
            // A pixel apart, so that it shows around a button of the same colour too.
            let bounds = bounds.expand(colors.ring_width + 1.0);
            renderer.with_layer(bounds.expand(1.0), |renderer| {
                let ring = border::rounded(6).width(colors.ring_width).color(colors.ring);
                let quad = renderer::Quad { bounds, border: ring, ..renderer::Quad::default() };
                renderer.fill_quad(quad, Color::TRANSPARENT);
            });
        }
    }
}

/// Gives the focus to the next (or previous) control and goes round: in a dialog there is always one that has it.
pub fn go_round<T: Send + 'static>(backwards: bool) -> Task<T> {
    use iced::advanced::widget::operate;
    if backwards {
        operate(then(focusable::count(), |count| GoRound { target: target(count, true), current: 0 }))
    } else {
        operate(then(focusable::count(), |count| GoRound { target: target(count, false), current: 0 }))
    }
}

fn target(count: focusable::Count, backwards: bool) -> usize {
    match (count.focused, backwards) {
        (Some(focused), false) => (focused + 1) % count.total.max(1),
        (Some(0) | None, true) => count.total.saturating_sub(1),
        (Some(focused), true) => focused - 1,
        (None, false) => 0,
    }
}

struct GoRound {
    target: usize,
    current: usize,
}

impl<T> Operation<T> for GoRound {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<T>)) {
        operate(self);
    }

    fn focusable(&mut self, _: Option<&Id>, _: Rectangle, state: &mut dyn Focusable) {
        if self.current == self.target {
            state.focus()
        } else {
            state.unfocus()
        }
        self.current += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn from_the_last_control_the_first_is_next() {
        let next = |focused, backwards| target(focusable::Count { focused, total: 3 }, backwards);
        assert_eq!([None, Some(0), Some(1), Some(2)].map(|focused| next(focused, false)), [0, 1, 2, 0]);
        assert_eq!([None, Some(0), Some(1), Some(2)].map(|focused| next(focused, true)), [2, 2, 0, 1]);
        assert_eq!(target(focusable::Count { focused: None, total: 0 }, true), 0, "nothing to give it to");
    }
}
