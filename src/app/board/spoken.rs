//! The spoken line: the answer about the selected person in one sentence.

use super::view::EDGE;
use super::{Board, Message};
use crate::app::Element;
use crate::app::text::{BODY, SMALL};
use crate::app::theme::{Container, Text};
use iced::widget::{column, container, row, text};
use iced::{Center, Fill, Length};

impl Board {
    pub(super) fn spoken(&self) -> Element<'_, Message> {
        let sentence = self.said.clone().or_else(|| self.sentence()).map(left_to_right);
        let line = match sentence {
            Some(sentence) => text(sentence).size(BODY),
            None => text(self.words.text("spoken-nobody")).size(SMALL).class(Text::Secondary),
        };
        // Where the window is narrow the line may become two: cut it would not be an answer.
        let wrapping = if self.is_narrow() { text::Wrapping::Word } else { text::Wrapping::None };
        let said = container(line.wrapping(wrapping)).clip(true);
        // What there is room for; all of it is in the tool tip of the row.
        let reply = self.selected.and_then(|position| self.lines.reply(position)).filter(|_| !self.is_narrow());
        let reply = reply.map(|reply| {
            let line = text(reply.replace('\n', " ")).size(SMALL).class(Text::Secondary).wrapping(text::Wrapping::None);
            container(line).clip(true).width(Fill)
        });
        let buttons = self.guest_buttons();
        let padding = if buttons.is_some() && !self.is_strip() { 1.0 } else { 4.0 };
        let content: Element<'_, Message> = if self.is_strip() {
            column![said, buttons].spacing(4).into()
        } else {
            let said = if buttons.is_some() { said.width(Fill) } else { said };
            row![said, reply, buttons].spacing(16).align_y(Center).into()
        };
        container(content)
            .class(Container::Bar)
            .width(Fill)
            .height(if self.is_narrow() { Length::Shrink } else { Length::Fixed(25.0) })
            .padding([padding, EDGE])
            .align_y(Center)
            .into()
    }
}

/// What begins with a Hebrew or Arabic name would be laid out from right to left, with *busy until* after the time. The mark is
/// for the layout alone: what is copied has none.
fn left_to_right(sentence: String) -> String {
    let right_to_left =
        |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}');
    let first = sentence.chars().find(|c| c.is_alphabetic());
    if first.is_some_and(right_to_left) { format!("\u{200e}{sentence}") } else { sentence }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_reads_from_left_to_right_whoever_it_is_about() {
        for (sentence, laid_out) in [
            ("Anna: free until 10:00.", "Anna: free until 10:00."),
            ("Anna: busy. Substitute: \u{5e9}\u{5dc}.", "Anna: busy. Substitute: \u{5e9}\u{5dc}."),
            ("\u{5e9}\u{5dc}: free until 10:00.", "\u{200e}\u{5e9}\u{5dc}: free until 10:00."),
            ("(\u{645}): free.", "\u{200e}(\u{645}): free."),
            ("", ""),
        ] {
            assert_eq!(left_to_right(sentence.to_owned()), laid_out);
        }
    }
}
