//! Keeps Tab, and everything else that looks for widgets, away from what lies under a dialog; the focus rests meanwhile.

use super::Element;
use super::wrapper::{Around, Happening, Inside, Wrapper};
use iced::advanced::widget::operation::Focusable;
use iced::advanced::widget::{Id, Operation};
use iced::{Event, Rectangle};

/// Content that may lie under a dialog.
pub struct Cover {
    covered: bool,
}

/// Hides `content` from operations while it is covered. Nor does it hear the keyboard then.
pub fn cover<'a, Message>(content: impl Into<Element<'a, Message>>, covered: bool) -> Wrapper<'a, Cover, Message> {
    Wrapper::new(content, Cover { covered })
}

/// Where the focus was when the dialog came; none while there is no dialog.
#[derive(Default)]
pub struct State {
    rest: Option<Place>,
}

/// The control that has the focus, among how many.
#[derive(Default, Clone, Copy)]
struct Place {
    focused: Option<usize>,
    total: usize,
}

impl<Message> Around<Message> for Cover {
    type State = State;

    fn operate(&self, _: &mut State, mut inside: Inside<'_, '_, Message>, operation: &mut dyn Operation) {
        if !self.covered {
            inside.operate(operation);
        }
    }

    fn update(&self, state: &mut State, mut inside: Inside<'_, '_, Message>, happening: Happening<'_, '_, Message>) {
        match (self.covered, state.rest) {
            (true, None) => {
                let mut take = Take::default();
                inside.operate(&mut take);
                state.rest = Some(take.0);
            }
            (false, Some(rest)) => {
                state.rest = None;
                let mut count = Take::default();
                inside.operate(&mut count);
                // Other controls than before: the list has the keyboard then.
                if let Some(target) = rest.focused.filter(|_| count.0.total == rest.total) {
                    inside.operate(&mut Give { target, current: 0 });
                }
            }
            _ => {}
        }
        if !(self.covered && matches!(happening.event, Event::Keyboard(_))) {
            inside.update(happening);
        }
    }
}

/// Takes the focus from whatever has it.
#[derive(Default)]
struct Take(Place);

impl Operation for Take {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn focusable(&mut self, _: Option<&Id>, _: Rectangle, control: &mut dyn Focusable) {
        if control.is_focused() {
            self.0.focused = Some(self.0.total);
            control.unfocus();
        }
        self.0.total += 1;
    }
}

/// Gives it back.
struct Give {
    target: usize,
    current: usize,
}

impl Operation for Give {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn focusable(&mut self, _: Option<&Id>, _: Rectangle, control: &mut dyn Focusable) {
        if self.current == self.target {
            control.focus();
        }
        self.current += 1;
    }
}
