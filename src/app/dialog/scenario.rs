//! What the demo's server is to play.

use super::{About, INSET, Message, close, sheet};
use crate::app::Element;
use crate::app::demo::Choice;
use crate::app::parts::{label, press};
use crate::app::text::{BODY, SMALL};
use crate::app::theme::{Button, Text};
use iced::widget::{Id, column, container, row, scrollable, text};
use iced::{Center, Fill, Padding};

/// The scenario that the server plays now.
pub(super) const PLAYING: Id = Id::new("playing");

pub(super) fn view(about: About<'_>) -> Element<'_, Message> {
    let words = about.words;
    let choices = about.demo.map(|demo| demo.choices(words)).unwrap_or_default();
    let drill = about.demo.and_then(|demo| demo.drill(words));
    let explained = text(drill.unwrap_or_else(|| words.text("demo-menu-why"))).size(SMALL).class(Text::Secondary);
    let explained = container(explained).padding([0.0, INSET]);
    let list = column(choices.into_iter().map(choice)).spacing(2).padding(Padding::from(INSET).right(14));
    let content = column![explained, scrollable(list).width(Fill)].spacing(12);
    sheet(about, words.text("demo-menu"), content, vec![close(words)])
}

fn choice<'a>(choice: Choice) -> Element<'a, Message> {
    let mark = text(if choice.chosen { "●" } else { "○" }).size(SMALL);
    let content = row![mark, label(choice.label, BODY)].spacing(10).align_y(Center).width(Fill);
    let button = press(content, Button::Tab(choice.chosen), [5, 10], Some(Message::Scenario(choice.id)));
    if choice.chosen { button.id(PLAYING).into() } else { button.into() }
}
