//! The settings' file.

use super::{Profile, ProfileError};
use crate::settings::{Assignment, ReadError, Reading, Settings, read, set, warnings, write};
use crate::store::{FileError, FileLock, Stamp, read_text, set_aside, write_if_unchanged};
use crate::words::Notice;
use chrono::{DateTime, Local};
use std::path::PathBuf;

/// The settings as they were found.
#[derive(Debug)]
pub struct LoadedSettings {
    /// What they say; the defaults where there is no file, or one of which nothing can be used.
    pub reading: Reading,
    /// Why nothing of the file could be used.
    pub broken: Option<Broken>,
    /// The file's text; empty where there is none.
    text: String,
    stamp: Stamp,
    path: PathBuf,
}

/// A settings file of which nothing can be used.
#[derive(Debug)]
pub struct Broken {
    /// Why.
    pub error: ProfileError,
    /// Where a copy is kept, so that nothing is lost when settings are saved over it; none for a file that is never
    /// written over.
    pub copy: Option<PathBuf>,
}

impl LoadedSettings {
    /// The settings in force.
    pub fn settings(&self) -> &Settings {
        &self.reading.settings
    }

    /// The text, unless nothing of it can be used.
    fn sound_text(&self) -> Result<&str, ProfileError> {
        match self.broken.as_ref().map(|broken| &broken.error) {
            None => Ok(&self.text),
            Some(ProfileError::Settings(error)) => Err(error.clone().into()),
            Some(_) => Err(FileError::NotText { path: self.path.clone() }.into()),
        }
    }

    /// What a person should know about them: first what is broken or not accepted, then what is unknown, then what is
    /// accepted with a word.
    pub fn notices(&self) -> Vec<Notice> {
        let mut out = Vec::new();
        if let Some(Broken { error, copy }) = &self.broken {
            out.extend(error.notices());
            if let Some(copy) = copy {
                let aside = Notice::new("settings-set-aside").with("path", self.path.display());
                out.push(aside.with("copy", copy.display()));
            }
        }
        out.extend(self.reading.problems.iter().map(Notice::from));
        out.extend(self.reading.unknown.iter().map(Notice::from));
        out.extend(warnings(&self.reading.settings).iter().map(Notice::from));
        out
    }
}

impl Profile {
    /// Loads the settings. Of a file of which nothing can be used a copy is kept beside it, and the defaults hold; only a
    /// file that cannot be read at all, or not be copied, is an error. `now` dates the copy.
    pub fn load_settings(&self, now: DateTime<Local>) -> Result<LoadedSettings, ProfileError> {
        let path = self.folders.settings_file();
        let (text, stamp, error) = match read_text(&path) {
            Ok(stored) => (stored.content.unwrap_or_default(), stored.stamp, None),
            Err(error @ FileError::NotText { .. }) => {
                (String::new(), crate::store::read(&path)?.stamp, Some(ProfileError::File(error)))
            }
            Err(error) => return Err(error.into()),
        };
        let (reading, error) = match (error, read(&text)) {
            (None, Ok(reading)) => (reading, None),
            (None, Err(error)) => (Reading::default(), Some(error.into())),
            (error, _) => (Reading::default(), error),
        };
        let Some(error) = error else { return Ok(LoadedSettings { reading, broken: None, text, stamp, path }) };
        if matches!(error, ProfileError::Settings(ReadError::Newer { .. })) {
            return Ok(LoadedSettings { reading, broken: Some(Broken { error, copy: None }), text, stamp, path });
        }
        let copy = Some(set_aside(&path, now)?);
        Ok(LoadedSettings { reading, broken: Some(Broken { error, copy }), text, stamp, path })
    }

    /// Saves `settings` over what was loaded; comments, order and unknown keys stay. In place of a broken file, of which a
    /// copy was kept, a fresh one is written. Refused when the file was changed since it was loaded.
    pub fn save_settings(&self, loaded: &LoadedSettings, settings: &Settings) -> Result<LoadedSettings, ProfileError> {
        let replaced = loaded.broken.as_ref().is_some_and(|broken| broken.copy.is_some());
        let text = if replaced { "" } else { &loaded.text };
        self.store_settings(loaded, write(text, settings)?)
    }

    /// Changes single settings. One refused value refuses all; a broken file has to be mended first.
    pub fn set_settings(
        &self,
        loaded: &LoadedSettings,
        changes: &[Assignment],
    ) -> Result<LoadedSettings, ProfileError> {
        self.store_settings(loaded, set(loaded.sound_text()?, changes)?)
    }

    /// Takes over every value that another settings text names; also returns what is to be said of that text.
    pub fn import_settings(
        &self,
        loaded: &LoadedSettings,
        incoming: &str,
    ) -> Result<(LoadedSettings, Vec<Notice>), ProfileError> {
        let (text, unknown) = crate::settings::import(loaded.sound_text()?, incoming)?;
        Ok((self.store_settings(loaded, text)?, unknown.iter().map(Notice::from).collect()))
    }

    fn store_settings(&self, loaded: &LoadedSettings, text: String) -> Result<LoadedSettings, ProfileError> {
        self.folders.create()?;
        // Who holds it is writing at this moment, so that the file is about to change.
        let Some(_lock) = FileLock::try_acquire(&self.folders.state().join("settings.lock"))? else {
            return Err(FileError::Changed { path: loaded.path.clone() }.into());
        };
        let stamp = write_if_unchanged(&loaded.path, text.as_bytes(), &loaded.stamp)?;
        Ok(LoadedSettings { reading: read(&text)?, broken: None, text, stamp, path: loaded.path.clone() })
    }
}
