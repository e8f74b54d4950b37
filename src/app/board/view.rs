//! The main screen.

use super::{Board, Message};
use crate::app::Element;
use crate::app::demo::Demo;
use crate::app::theme::Container;
use crate::app::timeline::{Content, timeline};
use iced::widget::{Space, column, container, rule, stack};
use iced::{Fill, Length};

/// Space at the left and right of bars.
pub(super) const EDGE: f32 = 12.0;

/// From here on the top bar leaves out what is said elsewhere too.
pub(super) const NARROW: f32 = 900.0;

/// Below this the top bar becomes two.
const STRIP: f32 = 600.0;

/// What the screen is told from outside.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    /// The demo's scenarios, in demo mode.
    pub demo: Option<&'a Demo>,
    /// Pixels of the display in one logical pixel.
    pub scale: f32,
    /// The settings file.
    pub settings_file: &'a str,
    /// Something lies over the screen.
    pub covered: bool,
}

impl Board {
    /// The screen.
    pub fn view<'a>(&'a self, around: Surroundings<'a>) -> Element<'a, Message> {
        let line = || rule::horizontal(1);
        let list = timeline(
            Content {
                revision: self.revision,
                rows: &self.lines,
                order: &self.order,
                day: &self.day,
                headings: &self.headings,
                row_height: self.row_height(),
                scale: around.scale,
                top: self.top,
                selected: self.selected_place(),
                focused: !self.control_focused && !around.covered,
            },
            Message::List,
            |target| self.order.get(target.place).map(|at| self.lines.tip(*at, target.part)).unwrap_or_default(),
        );
        let list: Element<'_, Message> = match self.empty(around.settings_file) {
            Some(empty) => stack![list, empty].into(),
            None => list.into(),
        };
        let (top, below) = self.top_bar(around);
        // What is not there keeps its place: else the controls below it would lose the focus when it comes or goes.
        let nothing = || Space::new().width(Fill).into();
        column![
            bar(top, 44.0),
            below.map_or_else(nothing, |below| bar(below, 36.0)),
            line(),
            self.banner().unwrap_or_else(nothing),
            bar(self.tabs_row(around.scale), 36.0),
            line(),
            container(list).width(Fill).height(Fill),
            line(),
            self.directory().unwrap_or_else(nothing),
            self.spoken(),
        ]
        .into()
    }

    /// The least that the window is high: the list with its bars.
    pub fn least_height(&self) -> f32 {
        self.viewport.height + 44.0 + 36.0 + 26.0
    }

    /// Whether the window is only a strip.
    pub fn is_strip(&self) -> bool {
        self.viewport.width < STRIP
    }

    /// Whether the window is too narrow for everything.
    pub(super) fn is_narrow(&self) -> bool {
        self.viewport.width < NARROW
    }
}

/// A bar of a fixed height. The line under it belongs to it.
fn bar<'a>(content: Element<'a, Message>, height: f32) -> Element<'a, Message> {
    container(content)
        .class(Container::Bar)
        .width(Fill)
        .height(Length::Fixed(height - 1.0))
        .padding([0.0, EDGE])
        .align_y(iced::Center)
        .into()
}

/// Space that takes what is left.
pub(super) fn spring<'a>() -> Element<'a, Message> {
    Space::new().width(Fill).into()
}
