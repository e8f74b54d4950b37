//! Who is watched: persons, the roster, its groups, search, and the roster's text form (CSV) in and out.
//!
//! Plain values: nothing here touches a file.

pub mod csv;
mod person;
mod roster;
mod search;

pub use person::{Person, Roster};
pub use roster::Group;
pub use search::SearchIndex;
