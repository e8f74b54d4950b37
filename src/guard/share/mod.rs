//! Where several desks use one account: a folder on a network share carries the stop from one to the others.
//!
//! [`Marks`] is what lies there and what follows from it, without I/O; [`Share`] is the folder. A share that is away is never a
//! reason to hold a request back: then each desk goes by its own record alone.

mod folder;
mod health;
mod limited;
mod marks;
mod tagging;

pub use folder::Share;
pub(super) use folder::{Look, number};
pub use health::Sharing;
pub use marks::{Mark, Marks, Sent};
pub use tagging::ShareTag;
pub(super) use tagging::Tagger;

use super::Tag;

#[cfg(test)]
mod tests;

/// The share as an attempt finds it under its lock.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Found {
    /// What lies there.
    pub marks: Marks,
    /// The credential, as desks compare it.
    pub tag: Tag,
}

/// A desk that makes an attempt.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Desk {
    /// What the others' people are told: the computer's name.
    pub name: String,
    /// A number that nothing else has.
    pub number: u64,
}
