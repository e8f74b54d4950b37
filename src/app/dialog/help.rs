//! The keys, from the table that the keyboard is read by.

use super::{Message, action, sheet};
use crate::app::Element;
use crate::app::keys::{self, Chord};
use crate::app::text::{BODY, SMALL};
use crate::app::theme::{Button, Container, Text};
use crate::words::Words;
use iced::Center;
use iced::widget::{Row, column, container, row, scrollable, text};

pub(super) fn view(words: &Words) -> Element<'_, Message> {
    let lines = keys::lines();
    let half = lines.len().div_ceil(2);
    let block = |lines: &[(&'static str, Vec<Chord>)]| {
        let lines = lines.iter().map(|(label, chords)| line(words, label, chords));
        column(lines).spacing(8)
    };
    let content = column![
        text(words.text("help-typing")).size(BODY).class(Text::Secondary),
        scrollable(row![block(&lines[..half]), block(&lines[half..])].spacing(40).wrap()),
    ]
    .spacing(16);
    sheet(words.text("help-title"), content, vec![action(words.text("close"), Button::Primary, Some(Message::Close))])
}

fn line<'a>(words: &'a Words, label: &str, chords: &[Chord]) -> Element<'a, Message> {
    // Of many keys that differ in a digit, the first and the last say enough.
    let shown = match chords {
        [first, .., last] if chords.len() > 3 => vec![*first, *last],
        few => few.to_vec(),
    };
    let between = if chords.len() > 3 { "…" } else { "" };
    let mut keys: Row<'a, Message, crate::app::Theme> = Row::new().spacing(6).align_y(Center);
    for (index, chord) in shown.iter().enumerate() {
        if index > 0 && !between.is_empty() {
            keys = keys.push(text(between).size(SMALL).class(Text::Secondary));
        }
        let caps = chord.names().into_iter().map(|name| {
            container(text(name).size(SMALL).line_height(1.2)).class(Container::Key).padding([2, 6]).into()
        });
        keys = keys.push(row(caps).spacing(3));
    }
    row![container(keys).width(170), text(words.text(label)).size(BODY).width(200)].spacing(12).align_y(Center).into()
}
