//! Everything that is wrong, and where to look further.

use super::{About, Message, action, sheet};
use crate::app::Element;
use crate::app::icons::Icon;
use crate::app::text::{BODY, SEMIBOLD, SMALL};
use crate::app::theme::{Button, Text};
use crate::refresh::{Cause, Level};
use iced::widget::{Column, button, column, container, row, rule, scrollable, text};
use iced::{Center, Fill};

pub(super) fn view(about: About<'_>) -> Element<'_, Message> {
    let words = about.words;
    let snapshot = about.board.snapshot();
    let causes = snapshot.causes.iter().map(|cause| described(about, cause));
    let facts = [
        ("details-server", snapshot.server.as_str()),
        ("details-account", snapshot.account.as_str()),
        ("details-settings", about.settings_file),
        ("details-log", about.log_folder),
    ];
    let facts = facts.into_iter().filter(|(_, value)| !value.is_empty()).map(|(key, value)| fact(about, key, value));
    let content = column![scrollable(
        column![
            Column::with_children(causes).spacing(14),
            rule::horizontal(1),
            Column::with_children(facts).spacing(6)
        ]
        .spacing(14)
        .padding(iced::Padding::ZERO.right(12))
    )]
    .width(560);
    sheet(
        words.text("details-title"),
        content,
        vec![action(words.text("close"), Button::Primary, Some(Message::Close))],
    )
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

/// A fact with a button that copies it.
fn fact<'a>(about: About<'a>, key: &str, value: &'a str) -> Element<'a, Message> {
    let copy = button(Icon::COPY.text(14.0)).class(Button::Quiet).padding(4);
    row![
        text(about.words.text(key)).size(SMALL).class(Text::Secondary).width(90),
        container(text(value).size(SMALL)).width(Fill),
        copy.on_press(Message::Copy(value.to_owned())),
    ]
    .spacing(8)
    .align_y(Center)
    .into()
}
