//! Everything that is wrong, and where to look further.

use super::{About, Message, action, close, facts, scrolled, sheet};
use crate::app::Element;
use crate::app::icons::Icon;
use crate::app::text::{BODY, SEMIBOLD, SMALL};
use crate::app::theme::{Button, Text};
use crate::refresh::{Cause, Level};
use iced::Fill;
use iced::widget::{Column, column, container, row, rule, text};

pub(super) fn view(about: About<'_>) -> Element<'_, Message> {
    let words = about.words;
    let causes: Vec<_> = about.board.causes().into_iter().map(|cause| described(about, cause)).collect();
    let divided = (!causes.is_empty()).then(|| rule::horizontal(1));
    let content = column![Column::with_children(causes).spacing(16), divided, facts(about)].spacing(16);
    let known = about.board.snapshot().protection.is_some();
    let guard = known.then(|| action(words.text("protection-title"), Button::Outlined, Some(Message::ShowProtection)));
    let test = action(words.text("test-open"), Button::Outlined, Some(Message::AskTest));
    let buttons = std::iter::once(test).chain(guard).chain([close(words)]);
    sheet(about, words.text("details-title"), scrolled(content), buttons.collect())
}

fn described<'a>(about: About<'a>, cause: &Cause) -> Element<'a, Message> {
    let words = about.words;
    let said = words.notice(&cause.notice);
    let (icon, role) = match cause.level {
        Level::Error => (Icon::ERROR, Text::Error),
        Level::Warning => (Icon::WARNING, Text::Warning),
        Level::Info => (Icon::INFO, Text::Secondary),
    };
    let small = |line: String| text(line).size(SMALL).class(Text::Secondary);
    let since = about.board.full_time(cause.since);
    let arguments = cause.notice.args.iter().map(|(name, value)| format!("{name} {value}"));
    let code = std::iter::once(cause.notice.code.to_owned()).chain(arguments).collect::<Vec<_>>().join(" · ");
    let remedy = (!said.remedy.is_empty()).then(|| text(said.remedy).size(BODY));
    row![
        container(icon.text(16.0).class(role)).padding([1, 0]),
        column![
            text(said.message).size(BODY).font(SEMIBOLD),
            remedy,
            small(words.get("details-since", &[("time", since.into())])),
            small(code),
        ]
        .spacing(4)
        .width(Fill),
    ]
    .spacing(10)
    .into()
}
