//! Whoever the server's directory found, below the roster's own matches.

use super::view::EDGE;
use super::{Board, Effect, Message};
use crate::app::Element;
use crate::app::keys::KeyCommand;
use crate::app::parts::{hint, label, press};
use crate::app::text::{SEMIBOLD, SMALL};
use crate::app::theme::{Button, Container, Text};
use crate::people::{Person, Roster, SearchIndex};
use crate::refresh::{Command, DirectoryAnswer, Query};
use crate::source::{Found, Kind};
use crate::words::Value;
use iced::widget::{container, row, text};
use iced::{Center, Fill};
use std::collections::HashSet;

impl Board {
    /// The answer of the directory that fits what is typed by now, and whether it is the answer to all of it.
    fn fitting_answer(&self) -> Option<(&DirectoryAnswer, bool)> {
        let typed = self.filter.search.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let directory = &self.snapshot.directory;
        let answer = directory.answer.as_deref()?;
        match &answer.query {
            Query::Name(name) => {
                let name = name.to_lowercase();
                typed.starts_with(&name).then_some((answer, typed == name))
            }
            // Who types on looks for something else.
            Query::Members { .. } => (directory.query.as_ref() == Some(&answer.query)).then_some((answer, true)),
        }
    }

    /// Who was found and is not on the board. While the answer to what was typed last is not there, those of the answer
    /// before it whom it may mean.
    pub(super) fn strangers(&self) -> Vec<Found> {
        let Some((answer, whole)) = self.fitting_answer().filter(|(answer, _)| !answer.found.is_empty()) else {
            return Vec::new();
        };
        let known: HashSet<String> = self.snapshot.roster.people.iter().map(Person::key).collect();
        let strangers = answer.found.iter().filter(|found| !known.contains(&found.key())).cloned();
        if whole {
            return strangers.collect();
        }
        let strangers: Vec<Found> = strangers.collect();
        let people = strangers.iter().map(Found::to_person).collect();
        let mut fit = SearchIndex::new(&Roster { people }).find(&self.filter.search);
        fit.sort_unstable();
        fit.into_iter().filter_map(|place| strangers.get(place).cloned()).collect()
    }

    /// Who of the board is on the list that is shown; none while no list is.
    pub(super) fn known_members(&self) -> Option<Vec<usize>> {
        let (answer, _) = self.fitting_answer()?;
        matches!(answer.query, Query::Members { .. }).then(|| {
            let positions = self.snapshot.roster.positions();
            answer.found.iter().filter_map(|found| positions.get(&found.key()).copied()).collect()
        })
    }

    /// Shows the day of the selected guest once, or who is on the selected list.
    pub(super) fn show_guest(&mut self) -> Option<Effect> {
        let found = self.lines.found(self.selected?)?.clone();
        let command = match found.kind {
            Kind::List => Command::Members(found),
            Kind::Person | Kind::Room => Command::Guest(found.to_person()),
        };
        Some(Effect::send([command]))
    }

    /// Keeps the selected guest on the board; of a list, it is first seen who is on it.
    pub(super) fn add_guest(&mut self) -> Effect {
        let Some(found) = self.selected.and_then(|position| self.lines.found(position)) else {
            return Effect::default();
        };
        match found.kind {
            Kind::List => self.show_guest().unwrap_or_default(),
            Kind::Person | Kind::Room => Effect { add: vec![found.to_person()], ..Effect::default() },
        }
    }

    /// Keeps everybody on the board who is on the list that is shown.
    pub(super) fn add_all(&self) -> Effect {
        let people = self.lines.all_found().filter(|found| found.kind != Kind::List).map(Found::to_person);
        Effect { add: people.collect(), ..Effect::default() }
    }

    /// One line of what the directory says; none while nobody asked it.
    pub(super) fn directory(&self) -> Option<Element<'_, Message>> {
        let directory = &self.snapshot.directory;
        let searching = !self.filter.search.trim().is_empty();
        let query = directory.query.as_ref().filter(|_| searching)?;
        let count = self.lines.guest_positions().len();
        let more = self.fitting_answer().is_some_and(|(answer, whole)| whole && answer.more);
        let said = match (&directory.failure, query) {
            (Some(notice), _) => {
                let reason = self.words.notice(notice).message;
                self.words.get("directory-failed", &[("reason", Value::from(reason))])
            }
            (None, _) if directory.asking => self.words.text("directory-asking"),
            (None, Query::Members { name, .. }) => {
                let all = self.order.len();
                let arguments = [("list", name.as_str().into()), ("count", all.into()), ("others", count.into())];
                self.words.get(if more { "directory-members-more" } else { "directory-members" }, &arguments)
            }
            (None, Query::Name(_)) => {
                let key = if more { "directory-more" } else { "directory-found" };
                self.words.get(key, &[("count", count.into())])
            }
        };
        let members = matches!(query, Query::Members { .. }) && !directory.asking && count > 0;
        let role = if directory.failure.is_some() { Text::Warning } else { Text::Secondary };
        let add = members.then(|| {
            let word = self.words.get("directory-add-all", &[("count", count.into())]);
            press(label(word, SMALL), Button::Outlined, [2, 10], Some(Message::AddAll))
        });
        let title = text(self.words.text("directory-title")).size(SMALL).font(SEMIBOLD).class(Text::Secondary);
        let said = text(said).size(SMALL).class(role).width(Fill).wrapping(text::Wrapping::Word);
        let line = row![title, said, add].spacing(8).align_y(Center);
        Some(container(line).class(Container::Bar).width(Fill).padding([4.0, EDGE]).into())
    }

    /// What can be done with the selected guest.
    pub(super) fn guest_buttons(&self) -> Option<Element<'_, Message>> {
        let found = self.lines.found(self.selected?)?;
        let show = if found.kind == Kind::List { "guest-show-list" } else { "guest-show" };
        let button = |key: &str, class, command| {
            let control = press(label(self.words.text(key), SMALL), class, [3, 10], Some(Message::Key(command)));
            hint(control, self.words.text(key), command, &self.words)
        };
        let add = (found.kind != Kind::List).then(|| button("guest-add", Button::Primary, KeyCommand::AddToBoard));
        Some(row![button(show, Button::Outlined, KeyCommand::Show), add].spacing(6).align_y(Center).into())
    }
}
