//! Who stands below the roster's people: whoever the directory found. Positions from the end of the roster on are theirs.

use super::Lines;
use crate::app::timeline::{Now, Row, Tone};
use crate::calendar::Freshness;
use crate::people::Person;
use crate::refresh::{Answer, Observation};
use crate::source::{Found, Kind};
use crate::words::{Sentence, Value};
use std::cell::OnceCell;

/// Somebody who is not on the board.
#[derive(Debug)]
pub struct Guest {
    pub(super) found: Found,
    pub(super) person: Person,
    /// The day, where it was asked for.
    pub(super) observation: Option<Observation>,
    pub(super) answer: Answer,
    pub(super) row: OnceCell<Row>,
}

impl Lines {
    /// These stand below the roster's people.
    pub fn set_guests(&mut self, found: Vec<Found>) {
        let directory = &self.snapshot.directory;
        let guest = |found: Found| {
            let person = found.to_person();
            let observation = directory.guest(&found.key()).map(|guest| guest.observation.clone());
            let answer = self.terms.answer(&person, &observation.clone().unwrap_or_default());
            Guest { found, person, observation, answer, row: OnceCell::new() }
        };
        self.guests = found.into_iter().map(guest).collect();
    }

    /// A guest by position; none for the roster's people.
    pub(super) fn guest(&self, position: usize) -> Option<&Guest> {
        self.guests.get(position.checked_sub(self.answers.len())?)
    }

    /// What the directory says of somebody who is not on the board.
    pub fn found(&self, position: usize) -> Option<&Found> {
        self.guest(position).map(|guest| &guest.found)
    }

    /// Everybody who is not on the board.
    pub fn all_found(&self) -> impl Iterator<Item = &Found> {
        self.guests.iter().map(|guest| &guest.found)
    }

    /// The position of somebody who is not on the board, by the key of the address.
    pub fn guest_position(&self, key: &str) -> Option<usize> {
        let place = self.guests.iter().position(|guest| guest.found.key() == key)?;
        Some(self.answers.len() + place)
    }

    /// The positions of everybody who is not on the board.
    pub fn guest_positions(&self) -> std::ops::Range<usize> {
        self.answers.len()..self.answers.len() + self.guests.len()
    }

    pub(super) fn guest_row(&self, position: usize, guest: &Guest) -> Row {
        if guest.observation.is_some() {
            return self.word(position).unwrap_or_default();
        }
        let word = match guest.found.kind {
            Kind::Person => "guest-person",
            Kind::Room => "guest-room",
            Kind::List => "guest-list",
        };
        Row {
            person: position,
            guest: true,
            plain: true,
            name: guest.person.name.clone(),
            department: guest.person.department.clone(),
            phone: guest.person.phone.clone(),
            now: Now { letter: None, word: self.words.text(word), tone: Tone::Faint },
            ..Row::default()
        }
    }

    pub(super) fn guest_sentence(&self, guest: &Guest) -> String {
        let name = || Value::from(guest.person.name.as_str());
        let Some(observation) = &guest.observation else {
            let hint = if guest.found.kind == Kind::List { "guest-hint-list" } else { "guest-hint-person" };
            return self.words.get(hint, &[("name", name())]);
        };
        let reason = observation.error.as_ref().map(|error| error.notice());
        let sentence = Sentence {
            person: &guest.person,
            status: &guest.answer.status,
            reason: reason.as_ref(),
            stale_since: guest.answer.as_of.filter(|_| guest.answer.freshness == Freshness::Stale),
            substitute: None,
            horizon_days: self.terms.rules.horizon.num_days(),
        };
        let sentence = self.words.sentence(&sentence, self.terms.moment());
        self.words.get("guest-sentence", &[("sentence", Value::from(sentence))])
    }
}

/// A text in lines that a tool tip has room for.
pub(super) fn broken(text: &str) -> String {
    const LONGEST: usize = 80;
    let mut out = String::new();
    for line in text.lines() {
        let mut length = 0;
        for word in line.split(' ') {
            let wide = word.chars().count();
            if length > 0 && length + wide + 1 > LONGEST {
                out.push('\n');
                length = 0;
            } else if length > 0 {
                out.push(' ');
                length += 1;
            }
            out.push_str(word);
            length += wide;
        }
        out.push('\n');
    }
    out.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::broken;

    #[test]
    fn long_lines_are_broken_between_words_and_nothing_is_lost() {
        let text = format!("one two\n{}", "word ".repeat(40).trim_end());
        let lines = broken(&text);
        assert!(lines.lines().all(|line| line.chars().count() <= 80), "{lines}");
        assert_eq!(lines.split_whitespace().collect::<Vec<_>>(), text.split_whitespace().collect::<Vec<_>>());
        assert_eq!(lines.lines().next(), Some("one two"));
    }
}
