//! What stands in the list when nobody is listed.

use super::{Board, Message};
use crate::app::Element;
use crate::app::icons::Icon;
use crate::app::text::{BODY, HEADING, SEMIBOLD, SMALL};
use crate::app::theme::{Container, Text};
use crate::refresh;
use crate::words::Value;
use iced::widget::{Space, column, container, text};
use iced::{Center, Fill};

/// The commands that set the program up, as one types them.
const FIND_SERVER: &str = "attendant-calendar settings find you@example.com --save";
const SET_SERVER: &str = "attendant-calendar settings set exchange.ews_url=https://… exchange.username=…";
const IMPORT_PEOPLE: &str = "attendant-calendar people import people.csv";

impl Board {
    pub(super) fn empty<'a>(&'a self, settings_file: &'a str) -> Option<Element<'a, Message>> {
        if !self.order.is_empty() {
            return None;
        }
        let searching = !self.filter.search.trim().is_empty();
        let content = if self.snapshot.roster.people.is_empty() && !searching {
            self.first_run(settings_file)
        } else {
            self.nobody()
        };
        Some(container(content).center_x(Fill).padding(iced::Padding::from([0, 24]).top(120)).into())
    }

    fn nobody(&self) -> Element<'_, Message> {
        let search = self.filter.search.trim();
        let (title, hint) = if !search.is_empty() {
            (self.words.get("empty-search", &[("query", Value::from(search))]), "empty-search-hint")
        } else if self.filter.free_now {
            (self.words.text("empty-free"), "empty-free-hint")
        } else {
            (self.words.text("empty-group"), "")
        };
        let hint = (!hint.is_empty()).then(|| text(self.words.text(hint)).size(SMALL).class(Text::Secondary));
        column![Icon::NOBODY.text(28.0).class(Text::Secondary), text(title).size(BODY), hint]
            .spacing(10)
            .align_x(Center)
            .into()
    }

    fn first_run<'a>(&'a self, settings_file: &'a str) -> Element<'a, Message> {
        let server = self.snapshot.server.is_empty() || self.snapshot.board == refresh::Board::Disabled;
        let title = |key| text(self.words.text(key)).size(HEADING).font(SEMIBOLD);
        let explain = |said: String| text(said).size(BODY).class(Text::Secondary);
        let command = |line: &'a str| container(text(line).size(BODY)).class(Container::Key).padding([7, 12]);
        let file = || Value::from(settings_file);
        column![
            server.then(|| {
                column![
                    title("first-run-server-title"),
                    explain(self.words.text("first-run-server")),
                    command(FIND_SERVER),
                    command(SET_SERVER),
                    Space::new().height(16),
                ]
                .spacing(10)
            }),
            title("first-run-title"),
            explain(self.words.text("first-run-people")),
            command(IMPORT_PEOPLE),
            Space::new().height(8),
            text(self.words.get("first-run-file", &[("file", file())])).size(SMALL).class(Text::Secondary),
        ]
        .spacing(10)
        .max_width(640)
        .into()
    }
}
