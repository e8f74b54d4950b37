//! Keeps Tab, and everything else that looks for widgets, away from what lies under a dialog.

use super::Element;
use super::wrapper::{Around, Happening, Inside, Wrapper};
use iced::Event;
use iced::advanced::widget::Operation;

/// Content that may lie under a dialog.
pub struct Cover {
    covered: bool,
}

/// Hides `content` from operations while it is covered. Nor does it hear the keyboard then.
pub fn cover<'a, Message>(content: impl Into<Element<'a, Message>>, covered: bool) -> Wrapper<'a, Cover, Message> {
    Wrapper::new(content, Cover { covered })
}

impl<Message> Around<Message> for Cover {
    type State = ();

    fn operate(&self, (): &mut (), inside: Inside<'_, '_, Message>, operation: &mut dyn Operation) {
        if !self.covered {
            inside.operate(operation);
        }
    }

    fn update(&self, (): &mut (), mut inside: Inside<'_, '_, Message>, happening: Happening<'_, '_, Message>) {
        if !(self.covered && matches!(happening.event, Event::Keyboard(_))) {
            inside.update(happening);
        }
    }
}
