//! The filter row: groups, free now, the legend.

use super::listing::{Group, Tab};
use super::{Board, Message};
use crate::app::Element;
use crate::app::focus::focus;
use crate::app::keys::KeyCommand;
use crate::app::parts::{hint, press};
use crate::app::text::{SEMIBOLD, SMALL, TINY};
use crate::app::theme::{Button, Text};
use crate::app::timeline::legend;
use crate::calendar::{BusyType, StatusWord};
use iced::widget::scrollable::{Direction, Scrollbar};
use iced::widget::{checkbox, row, scrollable, text};
use iced::{Center, Fill};

/// The types of the legend.
const LEGEND: [BusyType; 5] =
    [BusyType::Busy, BusyType::Tentative, BusyType::OutOfOffice, BusyType::WorkingElsewhere, BusyType::NoData];

impl Board {
    pub(super) fn tabs_row(&self, scale: f32) -> Element<'_, Message> {
        let tabs = self.tabs().into_iter().map(|tab| self.tab(tab));
        row![
            // Too many for the window: the wheel moves them.
            scrollable(row(tabs).spacing(2)).direction(Direction::Horizontal(Scrollbar::hidden())).width(Fill),
            self.free_now(),
            self.legend(scale),
        ]
        .spacing(24)
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
        press(content, Button::Tab(chosen), [4, 9], Some(Message::Group(tab.group))).into()
    }

    fn free_now(&self) -> Element<'_, Message> {
        let switch = checkbox(self.filter.free_now)
            .label(self.words.text("free-now"))
            .on_toggle(|_| Message::FreeNow)
            .text_size(SMALL)
            .text_line_height(1.2)
            .text_wrapping(text::Wrapping::None)
            .spacing(6)
            .size(14);
        hint(focus(switch, Some(Message::FreeNow)), self.words.text("free-now"), KeyCommand::FreeNow, &self.words)
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
