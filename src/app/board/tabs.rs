//! The filter row: groups, free now, the legend.

use super::listing::{Group, Tab};
use super::view::spring;
use super::{Board, Message};
use crate::app::Element;
use crate::app::icons::Icon;
use crate::app::keys::KeyCommand;
use crate::app::parts::hint;
use crate::app::text::{SEMIBOLD, SMALL, TINY};
use crate::app::theme::{Button, Text};
use crate::app::timeline::legend;
use crate::calendar::{BusyType, StatusWord};
use iced::Center;
use iced::widget::{Space, button, container, row, text};

/// The types of the legend.
const LEGEND: [BusyType; 5] =
    [BusyType::Busy, BusyType::Tentative, BusyType::OutOfOffice, BusyType::WorkingElsewhere, BusyType::NoData];

impl Board {
    pub(super) fn tabs_row(&self, scale: f32) -> Element<'_, Message> {
        let tabs = self.tabs().into_iter().map(|tab| self.tab(tab));
        row![
            container(row(tabs).spacing(2)).clip(true),
            Space::new().width(10),
            self.free_now(),
            spring(),
            self.legend(scale),
        ]
        .align_y(Center)
        .into()
    }

    fn tab(&self, tab: Tab) -> Element<'_, Message> {
        let searching = !self.filter.search.trim().is_empty();
        let chosen = if searching { tab.group == Group::All } else { tab.group == self.filter.group };
        let font = if chosen { SEMIBOLD } else { crate::app::text::REGULAR };
        let label = match &tab.group {
            Group::All => self.words.text("group-all"),
            Group::Favourites => format!("★ {}", self.words.text("group-favourites")),
            Group::Named(name) => name.clone(),
        };
        let content = row![
            text(label).size(SMALL).font(font).line_height(1.2).wrapping(text::Wrapping::None),
            text(tab.count.to_string()).size(TINY).line_height(1.2).class(Text::Secondary),
        ]
        .spacing(6)
        .align_y(Center);
        button(content).class(Button::Tab(chosen)).padding([4, 9]).on_press(Message::Group(tab.group)).into()
    }

    fn free_now(&self) -> Element<'_, Message> {
        let on = self.filter.free_now;
        let icon = if on { Icon::CHECK.text(13.0).into() } else { Element::from(Space::new().width(0)) };
        let word = text(self.words.text("free-now")).size(SMALL).line_height(1.2).wrapping(text::Wrapping::None);
        let content = row![icon, word].spacing(if on { 5 } else { 0 }).align_y(Center);
        let switch = button(content).class(Button::Switch(on)).padding([4, 10]).on_press(Message::FreeNow);
        hint(switch, self.words.text("free-now"), KeyCommand::FreeNow, &self.words)
    }

    /// What the patterns mean; the words give way to the window's width.
    fn legend(&self, scale: f32) -> Option<Element<'_, Message>> {
        if self.viewport.width < 700.0 {
            return None;
        }
        let worded = self.viewport.width >= 1280.0;
        let samples = LEGEND.into_iter().map(|busy_type| {
            let word = worded.then(|| {
                text(self.words.status_word_short(StatusWord::of(busy_type)))
                    .size(TINY)
                    .line_height(1.2)
                    .class(Text::Secondary)
                    .wrapping(text::Wrapping::None)
            });
            row![legend(busy_type, scale), word].spacing(5).align_y(Center).into()
        });
        Some(row(samples).spacing(if worded { 14 } else { 6 }).align_y(Center).into())
    }
}
