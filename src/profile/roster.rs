//! The roster's file.

use super::{Profile, ProfileError};
use crate::people::csv::{Import, Separator, append, read, write};
use crate::people::{Person, Roster};
use crate::settings::Settings;
use crate::store::{FileError, Stored};
use crate::words::Notice;
use std::path::{Path, PathBuf};

/// The roster as it was found.
#[derive(Debug)]
pub struct LoadedRoster {
    /// The file.
    pub path: PathBuf,
    /// What it says; `None` where there is no file.
    pub import: Option<Import>,
}

impl LoadedRoster {
    /// The people; nobody where there is no file.
    pub fn into_roster(self) -> Roster {
        self.import.map(|import| import.roster).unwrap_or_default()
    }

    /// What a person should know about the file: that there is nobody in it, what was left out.
    pub fn notices(&self) -> Vec<Notice> {
        let mut out = self.import.as_ref().map(import_notices).unwrap_or_default();
        if self.import.as_ref().is_none_or(|import| import.roster.people.is_empty()) {
            out.insert(0, Notice::new("people-none"));
        }
        out
    }
}

impl Profile {
    /// The roster's file: the one that the settings name, relative to their own folder, else `people.csv`.
    pub fn roster_file(&self, settings: &Settings) -> PathBuf {
        match &settings.people.file {
            Some(path) => self.folders.resolve(path),
            None => self.folders.people_file(),
        }
    }

    /// Loads the roster. Bad lines are left out and named.
    pub fn load_roster(&self, settings: &Settings) -> Result<LoadedRoster, ProfileError> {
        let path = self.roster_file(settings);
        let Stored { content, .. } = crate::store::read(&path)?;
        let import = content.map(|bytes| read(&bytes)).transpose()?;
        Ok(LoadedRoster { path, import })
    }

    /// Puts a roster in the place of the one that is there, of which `NAME.previous` is kept; returns that, where there was
    /// one.
    pub fn replace_roster(
        &self,
        settings: &Settings,
        roster: &Roster,
        separator: Separator,
    ) -> Result<Option<PathBuf>, ProfileError> {
        let path = self.roster_file(settings);
        let previous = match crate::store::read(&path)?.content {
            Some(bytes) => Some(keep(&path, &bytes)?),
            None => None,
        };
        crate::store::write(&path, write(roster, separator).as_bytes())?;
        Ok(previous)
    }
}

impl Profile {
    /// Writes people at the end of the roster, of which nothing else changes; returns the whole of it. Whoever is in it
    /// already is left out. Refused when the file was changed in the same moment.
    pub fn add_people(&self, settings: &Settings, people: &[Person]) -> Result<Roster, ProfileError> {
        let path = self.roster_file(settings);
        let Stored { content, stamp } = crate::store::read(&path)?;
        let bytes = content.unwrap_or_default();
        let before = if bytes.is_empty() { Roster::default() } else { read(&bytes)?.roster };
        let known = before.positions();
        let new: Vec<Person> = people.iter().filter(|person| !known.contains_key(&person.key())).cloned().collect();
        if new.is_empty() {
            return Ok(before);
        }
        self.folders.create()?;
        let after = append(&bytes, &new)?;
        crate::store::write_if_unchanged(&path, &after, &stamp)?;
        Ok(read(&after)?.roster)
    }
}

fn keep(path: &Path, bytes: &[u8]) -> Result<PathBuf, FileError> {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".previous");
    let previous = path.with_file_name(name);
    crate::store::write(&previous, bytes)?;
    Ok(previous)
}

/// What a person should know about a roster's text: what was left out of it.
pub fn import_notices(import: &Import) -> Vec<Notice> {
    let mut out: Vec<_> = import.problems.iter().map(Notice::from).collect();
    if !import.ignored_columns.is_empty() {
        out.push(Notice::new("people-ignored-columns").with("columns", import.ignored_columns.join(", ")));
    }
    out
}
