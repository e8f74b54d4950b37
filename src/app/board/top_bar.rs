//! The top bar: search, day, state, refresh, help.

use super::update::SEARCH;
use super::view::{Surroundings, spring};
use super::{Board, Message};
use crate::app::Element;
use crate::app::demo::Demo;
use crate::app::icons::Icon;
use crate::app::keys::KeyCommand;
use crate::app::parts::{hint, icon_button, label, press, tip};
use crate::app::text::{BODY, SEMIBOLD, SMALL, TINY};
use crate::app::theme::{Button, Container, Text};
use iced::widget::{Space, button, container, row, stack, text, text_input};
use iced::{Center, Fill, Length};

impl Board {
    /// The top bar; in a strip a second one has what finds no room.
    pub(super) fn top_bar<'a>(
        &'a self,
        around: Surroundings<'a>,
    ) -> (Element<'a, Message>, Option<Element<'a, Message>>) {
        let demo = around.demo.map(|demo| self.demo(demo));
        let gap = |width: u32| Space::new().width(width);
        if self.is_strip() {
            let top = row![self.search_field(Fill), gap(12), self.state(), gap(4), self.buttons()];
            let below = row![self.day_chooser(), spring(), demo];
            return (top.align_y(Center).into(), Some(below.align_y(Center).into()));
        }
        let (width, space) = if self.is_narrow() { (216.0, 8) } else { (280.0, 20) };
        let search = self.search_field(Length::Fixed(width));
        let top =
            row![search, gap(space), self.day_chooser(), spring(), demo, gap(16), self.state(), gap(8), self.buttons()];
        (top.align_y(Center).into(), None)
    }

    /// Refresh and help.
    fn buttons(&self) -> Element<'_, Message> {
        let refresh = icon_button(Icon::REFRESH, Message::Key(KeyCommand::Refresh));
        let help = icon_button(Icon::HELP, Message::Key(KeyCommand::Help));
        row![
            hint(refresh, self.words.text("refresh"), KeyCommand::Refresh, &self.words),
            hint(help, self.words.text("help"), KeyCommand::Help, &self.words),
        ]
        .into()
    }

    fn search_field(&self, width: Length) -> Element<'_, Message> {
        let field = text_input(&self.words.text("search-placeholder"), &self.filter.search)
            .id(SEARCH)
            .on_input(Message::Search)
            .on_submit(Message::SearchDone)
            .size(BODY)
            .padding(iced::Padding::from([6, 10]).left(30).right(if self.filter.search.is_empty() { 8 } else { 28 }))
            .width(Fill);
        let glass = container(Icon::SEARCH.text(14.0).class(Text::Secondary)).padding([0, 9]).center_y(Fill);
        let clear = (!self.filter.search.is_empty()).then(|| {
            // Esc does the same: Tab need not stop here.
            let cross = button(Icon::CLOSE.text(13.0)).padding(4).on_press(Message::Key(KeyCommand::Back));
            container(cross).padding([0, 4]).align_right(Fill).center_y(Fill)
        });
        container(stack![field, glass].push(clear)).width(width).height(30).into()
    }

    fn day_chooser(&self) -> Element<'_, Message> {
        let today = self.zone.date(self.now.calendar);
        let shown = self.calendar_day().date;
        let here = shown == today;
        let date = text(self.words.column_date(shown)).size(BODY).font(SEMIBOLD).center();
        let date = date.class(if here { Text::Plain } else { Text::Accent });
        let today = (!here || !self.is_narrow()).then(|| {
            let message = (!here).then_some(Message::Key(KeyCommand::Today));
            press(label(self.words.text("today"), SMALL), Button::Outlined, [4, 10], message)
        });
        row![
            hint(
                icon_button(Icon::LEFT, Message::Key(KeyCommand::DayBefore)),
                self.words.text("day-before"),
                KeyCommand::DayBefore,
                &self.words,
            ),
            container(date).center_x(104),
            hint(
                icon_button(Icon::RIGHT, Message::Key(KeyCommand::DayAfter)),
                self.words.text("day-after"),
                KeyCommand::DayAfter,
                &self.words,
            ),
            Space::new().width(4),
            today,
        ]
        .align_y(Center)
        .into()
    }

    fn state(&self) -> Element<'_, Message> {
        let indicator = self.indicator();
        let part = |text_: String| text(text_).size(SMALL).class(Text::Secondary);
        let dot = || text("·").size(SMALL).class(Text::Secondary);
        let width = self.viewport.width;
        // In a strip the bar above has fewer things in it.
        let age = indicator.age.filter(|_| width >= 700.0 || (self.is_strip() && width >= 420.0));
        let next = indicator.next.filter(|_| width >= 1040.0);
        let mut state = row![
            text(indicator.shape).size(SMALL).class(indicator.role),
            text(indicator.word).size(SMALL).font(SEMIBOLD).class(indicator.role),
        ]
        .spacing(6)
        .align_y(Center);
        for said in [age, next].into_iter().flatten() {
            state = state.push(dot()).push(part(said));
        }
        state.into()
    }

    /// The mark of the demo, and what its server plays; where the window is narrow the mark opens the choice.
    fn demo<'a>(&'a self, demo: &'a Demo) -> Element<'a, Message> {
        let tag = text(self.words.text("demo-tag")).size(TINY).font(SEMIBOLD).line_height(1.2);
        let tag = container(tag).class(Container::Tag).padding([2, 6]);
        let small = if self.is_strip() { 440.0 } else { 760.0 };
        let control: Element<'_, Message> = if self.viewport.width < small {
            press(tag, Button::Quiet, 4, Some(Message::Scenarios)).into()
        } else {
            let playing = label(demo.playing(&self.words), SMALL);
            let menu = row![playing, text("▼").size(8.0).class(Text::Secondary)].spacing(6).align_y(Center);
            row![tag, press(menu, Button::Outlined, [4, 8], Some(Message::Scenarios))].spacing(8).align_y(Center).into()
        };
        tip(control, self.words.text("demo-menu"))
    }
}
