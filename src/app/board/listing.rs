//! Who is listed.

use super::Board;
use crate::source::Found;

/// A tab.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum Group {
    /// Everybody.
    #[default]
    All,
    /// Who is starred.
    Favourites,
    /// A group of the roster, by its name.
    Named(String),
}

/// What decides who is listed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// The tab.
    pub group: Group,
    /// Only who is free now.
    pub free_now: bool,
    /// What was typed. While there is something, everybody is searched, whatever the tab.
    pub search: String,
}

/// A tab with its members.
pub struct Tab {
    /// Which.
    pub group: Group,
    /// How many people.
    pub count: usize,
}

impl Board {
    /// Lists anew, keeping the order of the roster, or that of the search. Who is selected stays listed.
    pub(super) fn list(&mut self) {
        let guest = self.selected.and_then(|position| self.lines.found(position)).map(Found::key);
        self.list_keeping(guest);
    }

    /// The same; `guest`: the key of who is selected and not on the board.
    pub(super) fn list_keeping(&mut self, guest: Option<String>) {
        self.revision += 1;
        let strangers = self.strangers();
        self.lines.set_guests(strangers);
        self.order = if self.filter.search.trim().is_empty() {
            let members = self.members(&self.filter.group);
            let stays = |position: &usize| {
                !self.filter.free_now || self.is_offered(*position) || self.selected == Some(*position)
            };
            members.into_iter().filter(stays).collect()
        } else {
            let known = self.known_members().unwrap_or_else(|| self.index.find(&self.filter.search));
            known.into_iter().chain(self.lines.guest_positions()).collect()
        };
        if let Some(key) = guest {
            self.selected = self.lines.guest_position(&key);
        }
        if self.selected.is_none() && !self.filter.search.trim().is_empty() {
            self.selected = self.order.first().copied();
        }
        self.scroll_to(self.top);
    }

    /// Whether a person can be offered to a caller.
    pub(super) fn is_offered(&self, position: usize) -> bool {
        self.lines.answer(position).is_some_and(crate::refresh::Answer::is_offered)
    }

    fn members(&self, group: &Group) -> Vec<usize> {
        let people = &self.snapshot.roster.people;
        match group {
            Group::All => (0..people.len()).collect(),
            Group::Favourites => (0..people.len()).filter(|position| people[*position].favourite).collect(),
            Group::Named(name) => {
                let found = self.groups.iter().find(|group| group.name == *name);
                found.map(|group| group.members.clone()).unwrap_or_default()
            }
        }
    }

    /// The tabs, in the order of their numbers. Without favourites there is no tab for them.
    pub(super) fn tabs(&self) -> Vec<Tab> {
        let people = &self.snapshot.roster.people;
        let favourites = people.iter().filter(|person| person.favourite).count();
        let fixed = [(Group::All, people.len()), (Group::Favourites, favourites)];
        let fixed = fixed.into_iter().filter(|(group, count)| *group == Group::All || *count > 0);
        let named = self.groups.iter().map(|group| (Group::Named(group.name.clone()), group.members.len()));
        fixed.chain(named).map(|(group, count)| Tab { group, count }).collect()
    }
}
