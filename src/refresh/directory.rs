//! What is known of the server's directory, as far as somebody looks for something in it.

use super::Observation;
use crate::people::Person;
use crate::source::Found;
use crate::words::Notice;
use std::sync::Arc;

/// What somebody looks for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Query {
    /// Whoever these words may mean, as they were typed, with one blank between them.
    Name(String),
    /// Who is on a list.
    Members {
        /// The list's name.
        name: String,
        /// Its address.
        address: String,
    },
}

/// What is known of the directory. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct DirectorySearch {
    /// What somebody looks for by now; none while nobody does.
    pub query: Option<Query>,
    /// It was not answered yet.
    pub asking: bool,
    /// Why it was not answered.
    pub failure: Option<Notice>,
    /// The last answer. It may be to the beginning of what was typed since.
    pub answer: Option<Arc<DirectoryAnswer>>,
    /// Whose day was asked for once.
    pub guests: Vec<Arc<Guest>>,
}

/// What the directory answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectoryAnswer {
    /// To what.
    pub query: Query,
    /// In the server's order, those of the roster among them.
    pub found: Vec<Found>,
    /// There are more than these.
    pub more: bool,
}

/// Somebody who is not on the board, and whose day was asked for once.
#[derive(Debug, Clone)]
pub struct Guest {
    /// Who.
    pub person: Person,
    /// What is known.
    pub observation: Observation,
}

impl DirectorySearch {
    /// What is known of a person's day, by [`Person::key`].
    pub fn guest(&self, key: &str) -> Option<&Guest> {
        self.guests.iter().map(|guest| &**guest).find(|guest| guest.person.key() == key)
    }
}
