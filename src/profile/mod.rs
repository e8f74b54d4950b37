//! One installation's settings and roster: text from `store/`, meaning from `settings/` and `people/`, and what happens
//! when the two do not fit. The window and the command line load and save through here.
//!
//! Calls block on the disk; asynchronous callers run them on a blocking thread.

mod error;
mod roster;
mod settings;

pub use error::ProfileError;
pub use roster::{LoadedRoster, import_notices};
pub use settings::{Broken, LoadedSettings};

use crate::store::Folders;

/// The files of one installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    folders: Folders,
}

impl Profile {
    /// The installation that lives in these folders. Nothing is read or made yet.
    pub fn new(folders: Folders) -> Self {
        Self { folders }
    }

    /// Where it lives.
    pub fn folders(&self) -> &Folders {
        &self.folders
    }
}

#[cfg(test)]
mod tests;
