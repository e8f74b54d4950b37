//! The spoken line: the answer about the selected person in one sentence.

use super::{Board, Message};
use crate::app::Element;
use crate::app::text::{BODY, SMALL};
use crate::app::theme::Text;
use iced::widget::{container, text};
use iced::{Center, Fill};

impl Board {
    pub(super) fn spoken(&self) -> Element<'_, Message> {
        let sentence = self.said.clone().or_else(|| self.sentence());
        let line = match sentence {
            Some(sentence) => text(sentence).size(BODY),
            None => text(self.words.text("spoken-nobody")).size(SMALL).class(Text::Secondary),
        };
        container(line.wrapping(text::Wrapping::None)).width(Fill).align_y(Center).clip(true).into()
    }
}
