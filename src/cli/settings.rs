//! `settings`: look at the settings and change them.

use super::console::Stop;
use super::find::Find;
use super::{Common, Console, Exit};
use crate::profile::{LoadedSettings, Profile, ProfileError};
use crate::settings::{assignments, looks_shared, show, warnings, write};
use crate::store::{FileError, user_name};
use crate::words::Notice;
use chrono::Local;
use clap::Subcommand;
use std::path::{Path, PathBuf};

/// What to do with the settings.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum SettingsCommand {
    /// Print every setting as KEY=VALUE
    ///
    /// The lines are what `settings set` takes. What is wrong with the file goes to standard error.
    Show,
    /// Change settings; all or none
    ///
    /// KEY is the dotted name of `settings show`. An empty value takes a setting away: exchange.username=
    #[command(
        after_help = "Example:\n  attendant-calendar settings set exchange.ews_url=https://mail.example.com/EWS/Exchange.asmx"
    )]
    Set {
        /// The dotted name of a setting, and its new value
        #[arg(required = true, value_name = "KEY=VALUE")]
        changes: Vec<String>,
    },
    /// Find the server of a mail address, step by step
    ///
    /// By Autodiscover: every address is tried without a password first. With --password-stdin the password goes once at most, to
    /// one host under https that is in the mail address's own domain, or that was confirmed; after a refusal nothing more is
    /// sent. What an unencrypted redirect or a name server names has to be confirmed. Exit code 3: a host is to be confirmed, or
    /// the sign-in was refused.
    #[command(
        after_help = "Examples:\n  attendant-calendar settings find anna@example.com\n  printf '%s' \"$PASSWORD\" | attendant-calendar settings find anna@example.com --password-stdin --save"
    )]
    Find(Find),
    /// Take over every setting that a file names; all or none
    ///
    /// What the file does not name stays as it is, comments too. Passwords are in no settings file.
    #[command(after_help = "Example:\n  attendant-calendar settings import office.toml")]
    Import {
        /// A settings file, or - for standard input
        file: PathBuf,
    },
    /// Write all settings, with comments, to a new file
    ///
    /// Passwords are not among them.
    #[command(after_help = "Example:\n  attendant-calendar settings export office.toml")]
    Export {
        /// The new file, or - for standard output
        file: PathBuf,
    },
}

/// Runs it.
pub fn run(command: &SettingsCommand, common: &Common, profile: &Profile, console: &mut Console<'_>) -> Exit {
    console.run(|console| {
        let loaded = profile.load_settings(Local::now()).map_err(|error| console.stop(&error))?;
        match command {
            SettingsCommand::Show => show_all(&loaded, console),
            SettingsCommand::Find(find) => Ok(super::find::run(common, find, console)),
            SettingsCommand::Set { changes } => set(changes, &loaded, profile, console),
            SettingsCommand::Import { file } => import(file, &loaded, profile, console),
            SettingsCommand::Export { file } => export(file, &loaded, console),
        }
    })
}

fn show_all(loaded: &LoadedSettings, console: &mut Console<'_>) -> Result<Exit, Stop> {
    for (key, value) in show(loaded.settings()) {
        writeln!(console.out, "{key}={value}")?;
    }
    console.tell(&loaded.notices())?;
    console.tell(&hint(loaded))?;
    Ok(if loaded.broken.is_some() || !loaded.reading.problems.is_empty() { Exit::Refused } else { Exit::Live })
}

fn set(
    changes: &[String],
    loaded: &LoadedSettings,
    profile: &Profile,
    console: &mut Console<'_>,
) -> Result<Exit, Stop> {
    let saved = assignments(changes.iter().map(String::as_str))
        .map_err(ProfileError::Refused)
        .and_then(|changes| profile.set_settings(loaded, &changes));
    finish(saved.map(|saved| (saved, Vec::new())), profile, console)
}

fn import(file: &Path, loaded: &LoadedSettings, profile: &Profile, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let text = String::from_utf8(console.read(file)?)
        .map_err(|_| console.stop(&FileError::NotText { path: file.to_path_buf() }.into()))?;
    finish(profile.import_settings(loaded, text.trim_start_matches('\u{feff}')), profile, console)
}

/// Says that it is saved and what deserves a word, or that nothing was changed and why.
fn finish(
    saved: Result<(LoadedSettings, Vec<Notice>), ProfileError>,
    profile: &Profile,
    console: &mut Console<'_>,
) -> Result<Exit, Stop> {
    match saved {
        Ok((saved, notices)) => {
            console.say("settings-saved", &profile.folders().settings_file())?;
            console.tell(&notices)?;
            console.tell(&warnings(saved.settings()).iter().map(Notice::from).collect::<Vec<_>>())?;
            console.tell(&hint(&saved))?;
            Ok(Exit::Live)
        }
        Err(error) => {
            let stop = console.stop(&error);
            writeln!(console.err, "{}", console.words.text("settings-nothing-changed"))?;
            Err(stop)
        }
    }
}

/// What depends on who is signed in to this computer too.
fn hint(loaded: &LoadedSettings) -> Vec<Notice> {
    looks_shared(loaded.settings(), user_name().as_deref()).iter().map(Notice::from).collect()
}

fn export(file: &Path, loaded: &LoadedSettings, console: &mut Console<'_>) -> Result<Exit, Stop> {
    if let Some(broken) = &loaded.broken {
        return Err(console.stop(&broken.error));
    }
    // The documented file, not a copy of this one: whatever else stands there, a password in a wrong place even, stays.
    let text = write("", loaded.settings()).map_err(|error| console.stop(&error.into()))?;
    console.write(file, text.as_bytes())?;
    Ok(Exit::Live)
}

#[cfg(test)]
mod tests;
