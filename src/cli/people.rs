//! `people`: look at the roster and replace it.

use super::console::Stop;
use super::{Console, Exit};
use crate::people::csv::{Separator, read, write};
use crate::people::{Person, Roster};
use crate::profile::{Profile, import_notices};
use crate::settings::Settings;
use crate::words::Notice;
use chrono::Local;
use clap::{Subcommand, ValueEnum};
use std::path::{Path, PathBuf};

/// What to do with the roster.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum PeopleCommand {
    /// Print the people: name, number, address, groups
    List,
    /// Replace the people by those of a CSV file
    ///
    /// The first line names the columns, in any order: name and address, and optionally department, groups (separated by
    /// semicolons), phone, mobile, title, location, zone, substitute, note, favourite. Comma, semicolon or tab; UTF-8,
    /// UTF-16 or Windows-1252. Bad lines are named and left out (exit code 2). The people who were there before are kept
    /// in a file beside.
    #[command(after_help = "Example:\n  attendant-calendar people import people.csv")]
    Import {
        /// The CSV file, or - for standard input
        file: PathBuf,
    },
    /// Write the people to a new CSV file, for a spreadsheet
    ///
    /// Cells that a spreadsheet would run as a formula or change as a number, such as +39 02…, begin with an apostrophe; it
    /// is dropped again by `people import`.
    #[command(after_help = "Example:\n  attendant-calendar people export people.csv --separator semicolon")]
    Export {
        /// The new file, or - for standard output
        file: PathBuf,
        /// What stands between the cells; spreadsheets in countries with a decimal comma expect the semicolon
        #[arg(long, value_enum, default_value = "comma")]
        separator: SeparatorName,
    },
}

/// What stands between the cells of an exported file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SeparatorName {
    /// ,
    Comma,
    /// ;
    Semicolon,
    /// Tab
    Tab,
}

impl From<SeparatorName> for Separator {
    fn from(name: SeparatorName) -> Self {
        match name {
            SeparatorName::Comma => Self::Comma,
            SeparatorName::Semicolon => Self::Semicolon,
            SeparatorName::Tab => Self::Tab,
        }
    }
}

/// Runs it.
pub fn run(command: &PeopleCommand, profile: &Profile, console: &mut Console<'_>) -> Exit {
    console.run(|console| {
        let loaded = profile.load_settings(Local::now()).map_err(|error| console.stop(&error))?;
        if let Some(broken) = &loaded.broken {
            // They may name another file than the one that would be used.
            return Err(console.stop(&broken.error));
        }
        match command {
            PeopleCommand::List => list(&roster(loaded.settings(), profile, console)?, console),
            PeopleCommand::Import { file } => import(file, loaded.settings(), profile, console),
            PeopleCommand::Export { file, separator } => {
                let roster = roster(loaded.settings(), profile, console)?;
                console.write(file, write(&roster, (*separator).into()).as_bytes())?;
                Ok(Exit::Live)
            }
        }
    })
}

/// The people, of whom there must be any; what was left out is told.
fn roster(settings: &Settings, profile: &Profile, console: &mut Console<'_>) -> Result<Roster, Stop> {
    let loaded = profile.load_roster(settings).map_err(|error| console.stop(&error))?;
    console.tell(&loaded.notices())?;
    let roster = loaded.into_roster();
    if roster.people.is_empty() { Err(Stop::With(Exit::Refused)) } else { Ok(roster) }
}

fn list(roster: &Roster, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let cells =
        |person: &Person| [person.name.clone(), person.phone.clone(), person.address.clone(), person.groups.join("; ")];
    let rows: Vec<_> = roster.people.iter().map(cells).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths = [width(0), width(1), width(2)];
    for [name, phone, address, groups] in &rows {
        let line = format!("{name:0$}  {phone:1$}  {address:2$}  {groups}", widths[0], widths[1], widths[2]);
        writeln!(console.out, "{}", line.trim_end())?;
    }
    Ok(Exit::Live)
}

fn import(file: &Path, settings: &Settings, profile: &Profile, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let bytes = console.read(file)?;
    let import = read(&bytes).map_err(|error| console.stop(&error.into()))?;
    console.tell(&import_notices(&import))?;
    if import.roster.people.is_empty() {
        console.tell([&Notice::new("people-none")])?;
        writeln!(console.err, "{}", console.words.text("settings-nothing-changed"))?;
        return Ok(Exit::Refused);
    }
    let previous =
        profile.replace_roster(settings, &import.roster, import.separator).map_err(|error| console.stop(&error))?;
    let path = profile.roster_file(settings).display().to_string();
    let count = import.roster.people.len();
    writeln!(
        console.err,
        "{}",
        console.words.get("people-imported", &[("count", count.into()), ("path", path.into())])
    )?;
    if let Some(previous) = previous {
        console.say("people-kept", &previous)?;
    }
    let lost = import.lost();
    if lost == 0 {
        return Ok(Exit::Live);
    }
    writeln!(console.err, "{}", console.words.get("people-left-out", &[("count", lost.into())]))?;
    Ok(Exit::Incomplete)
}

#[cfg(test)]
mod tests;
