//! Where a command reads and writes, and in which language.

use super::Exit;
use crate::profile::ProfileError;
use crate::store::{FileError, Stored, read};
use crate::words::{Notice, Words};
use std::io::{self, Read, Write};
use std::path::Path;

/// Standard input, output and error of a command, and its words.
pub struct Console<'a> {
    /// What `-` as a file to read means.
    pub input: &'a mut dyn Read,
    /// What was asked for.
    pub out: &'a mut dyn Write,
    /// What a person should know besides.
    pub err: &'a mut dyn Write,
    /// The language of both.
    pub words: &'a Words,
}

/// Why a command stops early.
pub(super) enum Stop {
    /// Told already, or nothing to tell.
    With(Exit),
    /// Nobody reads what is written.
    Console,
}

impl From<io::Error> for Stop {
    fn from(_: io::Error) -> Self {
        Self::Console
    }
}

impl Console<'_> {
    /// Runs a command. A reader that went away (`… | head`) is no failure of the command.
    pub(super) fn run(&mut self, command: impl FnOnce(&mut Self) -> Result<Exit, Stop>) -> Exit {
        match command(self) {
            Ok(exit) | Err(Stop::With(exit)) => exit,
            Err(Stop::Console) => Exit::Unexpected,
        }
    }

    /// Writes notices to standard error: what happened, and below it what to do.
    pub(super) fn tell<'n>(&mut self, notices: impl IntoIterator<Item = &'n Notice>) -> io::Result<()> {
        for notice in notices {
            let said = self.words.notice(notice);
            writeln!(self.err, "{}", said.message)?;
            if !said.remedy.is_empty() {
                writeln!(self.err, "    {}", said.remedy)?;
            }
        }
        Ok(())
    }

    /// Tells why a command cannot do what it was asked for.
    pub(super) fn stop(&mut self, error: &ProfileError) -> Stop {
        match self.tell(&error.notices()) {
            Ok(()) => Stop::With(exit_of(error)),
            Err(_) => Stop::Console,
        }
    }

    /// The bytes of a file that a person named, or of standard input for `-`.
    pub(super) fn read(&mut self, path: &Path) -> Result<Vec<u8>, Stop> {
        if path == Path::new("-") {
            let mut bytes = Vec::new();
            self.input.read_to_end(&mut bytes)?;
            return Ok(bytes);
        }
        match read(path) {
            Ok(Stored { content: Some(bytes), .. }) => Ok(bytes),
            Ok(Stored { content: None, .. }) => {
                self.tell([&Notice::new("file-missing").with("path", path.display())])?;
                Err(Stop::With(Exit::Refused))
            }
            Err(error) => Err(self.stop(&error.into())),
        }
    }

    /// Writes a file that a person named, or standard output for `-`. A file that is there already is not written over.
    pub(super) fn write(&mut self, path: &Path, bytes: &[u8]) -> Result<(), Stop> {
        if path == Path::new("-") {
            return Ok(self.out.write_all(bytes)?);
        }
        if path.exists() {
            self.tell([&Notice::new("file-exists").with("path", path.display())])?;
            return Err(Stop::With(Exit::Refused));
        }
        crate::store::write(path, bytes).map_err(|error| self.stop(&error.into()))?;
        Ok(self.say("settings-saved", path)?)
    }

    /// A sentence with a path in it, to standard error, so that standard output is only what was asked for.
    pub(super) fn say(&mut self, id: &str, path: &Path) -> io::Result<()> {
        writeln!(self.err, "{}", self.words.get(id, &[("path", path.display().to_string().into())]))
    }
}

/// How a command ends that settings or a roster stopped. Values and texts that a person gave are refusals; what the machine
/// cannot do is unexpected.
pub(super) fn exit_of(error: &ProfileError) -> Exit {
    match error {
        ProfileError::Settings(_) | ProfileError::Refused(_) | ProfileError::Roster(_) => Exit::Refused,
        ProfileError::File(FileError::NotText { .. } | FileError::Changed { .. }) => Exit::Refused,
        ProfileError::File(_) => Exit::Unexpected,
    }
}
