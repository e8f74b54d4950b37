//! The spoken line: the answer about the selected person in one sentence.

use super::view::EDGE;
use super::{Board, Message};
use crate::app::Element;
use crate::app::text::{BODY, SMALL};
use crate::app::theme::{Container, Text};
use iced::widget::{container, text};
use iced::{Center, Fill, Length};

impl Board {
    pub(super) fn spoken(&self) -> Element<'_, Message> {
        let sentence = self.said.clone().or_else(|| self.sentence());
        let line = match sentence {
            Some(sentence) => text(sentence).size(BODY),
            None => text(self.words.text("spoken-nobody")).size(SMALL).class(Text::Secondary),
        };
        // Where the window is narrow the line may become two: cut it would not be an answer.
        let wrapping = if self.is_narrow() { text::Wrapping::Word } else { text::Wrapping::None };
        container(container(line.wrapping(wrapping)).clip(true))
            .class(Container::Bar)
            .width(Fill)
            .height(if self.is_narrow() { Length::Shrink } else { Length::Fixed(25.0) })
            .padding([4.0, EDGE])
            .align_y(Center)
            .into()
    }
}
