//! The keys, from the table that the keyboard is read by.

use super::{About, Message, close, facts, scrolled, sheet};
use crate::app::Element;
use crate::app::keys::{self, Chord};
use crate::app::text::{BODY, SEMIBOLD, SMALL};
use crate::app::theme::{Container, Text};
use crate::words::Words;
use iced::Center;
use iced::widget::{Row, column, container, row, rule, text};

pub(super) fn view(about: About<'_>) -> Element<'_, Message> {
    let words = about.words;
    let lines = keys::lines();
    let half = lines.len().div_ceil(2);
    let block = |lines: &[(&'static str, Vec<Chord>)]| {
        let lines = lines.iter().map(|(label, chords)| line(words, label, chords));
        column(lines).spacing(7)
    };
    let heading = |key| text(words.text(key)).size(SMALL).font(SEMIBOLD).class(Text::Secondary);
    let version = format!("{} {}", words.text("help-version"), env!("CARGO_PKG_VERSION"));
    let content = column![
        heading("help-keys"),
        row![block(&lines[..half]), block(&lines[half..])].spacing(32).wrap(),
        text(words.text("help-typing")).size(BODY),
        rule::horizontal(1),
        heading("help-places"),
        facts(about),
        text(version).size(SMALL).class(Text::Secondary),
    ]
    .spacing(12);
    sheet(about, words.text("help-title"), scrolled(content), vec![close(words)])
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
    row![container(keys).width(150), text(words.text(label)).size(BODY).width(215)].spacing(12).align_y(Center).into()
}
