//! Who is watched: persons, the roster, its groups, search, and the roster's text form (CSV) in and out.
//!
//! Plain values: nothing here touches a file.

mod person;

pub use person::{Person, Roster};
