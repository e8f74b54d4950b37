//! What can be typed: the parser, and the help that teaches it.

use super::people::PeopleCommand;
use super::settings::SettingsCommand;
use super::sign_in::Method;
use crate::settings::{Choice, Theme};
use crate::simulator::Options;
use crate::words::Words;
use chrono::{DateTime, Utc};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use std::net::SocketAddr;
use std::path::PathBuf;

const EXIT_CODES: &str = "\
Exit codes:
  0  the answers are live
  1  something unexpected
  2  stale, offline, told to wait, or incomplete
  3  paused to protect the account, or a sign-in is needed
  4  wrong usage, a refused value, nothing configured, nobody in the roster, or switched off
  5  no such person

A single mailbox's error, or a clock that is off, is told and changes no exit code.

First steps:
  attendant-calendar demo
  attendant-calendar settings set exchange.ews_url=https://mail.example.com/EWS/Exchange.asmx 'exchange.username=EXAMPLE\\reception'
  attendant-calendar people import people.csv
  attendant-calendar check";

/// See for every colleague: free or not, until when, and who else could take the call
///
/// Without a command the window opens.
#[derive(Debug, Parser)]
#[command(name = "attendant-calendar", version, after_help = EXIT_CODES)]
pub struct Arguments {
    /// What holds for every command.
    #[command(flatten)]
    pub common: Common,
    /// What to do; none opens the window.
    #[command(subcommand)]
    pub task: Option<Task>,
}

/// What holds for every command.
#[derive(Debug, Clone, Default, Args)]
pub struct Common {
    /// Keep settings, people, state and log under one folder, instead of the system's places
    #[arg(long, global = true, value_name = "DIR")]
    pub profile: Option<PathBuf>,
    /// Pretend it is this time, such as 2026-11-23T09:41:00+01:00
    #[arg(long, global = true, value_name = "RFC3339", value_parser = instant)]
    pub at: Option<DateTime<Utc>>,
    /// Ask the built-in server with its fictional company; needs no account
    ///
    /// It has a profile and a password of its own, so neither --profile nor --password-stdin goes with it.
    #[arg(long, global = true)]
    pub demo: bool,
    /// How many people work in the fictional company
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=Options::MAX_PEOPLE as i64))]
    pub people: Option<u16>,
    /// Read the password for this call from standard input; nothing is stored
    ///
    /// One newline at its end is dropped.
    #[arg(long, global = true)]
    pub password_stdin: bool,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// Open the window on the built-in server; no account needed
    Demo,
    /// Print one line for each person
    ///
    /// Name, status, until when, next free, number. Everybody in the roster appears, whatever the server says. Why the answers
    /// are not live goes to standard error, and into the JSON form's cause.
    #[command(
        after_help = "Examples:\n  attendant-calendar list --demo\n  attendant-calendar list --format json | jq '.people[] | select(.available) | .name'"
    )]
    List {
        /// json and csv are for programs, and stay as they are
        #[arg(long, value_enum, default_value = "text")]
        format: ListFormat,
    },
    /// Print what the window would say about each person found
    #[command(after_help = "Examples:\n  attendant-calendar status rossi\n  attendant-calendar status 1204")]
    Status {
        /// A name, initials, extension, department or group, or the beginning of one
        #[arg(required = true)]
        search: Vec<String>,
    },
    /// Test the connection step by step; name what is wrong and what to do
    ///
    /// Every step is marked: ✓ passed, ! works but deserves a look, ✗ failed; the first failed one is the exit code. The way
    /// to the server is tried without a password first. Then one sign-in goes through the guard: after a refusal nothing more
    /// is sent. A password is taken from standard input or from the system's key store.
    #[command(
        after_help = "Examples:\n  attendant-calendar check\n  printf '%s' \"$PASSWORD\" | attendant-calendar check --password-stdin --format json"
    )]
    Check {
        /// json is for programs
        #[arg(long, value_enum, default_value = "text")]
        format: CheckFormat,
    },
    /// Sign in to Office 365
    ///
    /// The sign-in itself happens in a browser; this program never sees the password. Without a display the address to open is
    /// only printed. `paste` reads the browser's last address from standard input. Ctrl-C cancels.
    #[command(
        after_help = "Examples:\n  attendant-calendar sign-in\n  attendant-calendar sign-in --method paste\n  attendant-calendar sign-in --method device --format json\n  printf '%s' \"$PASSWORD\" | attendant-calendar sign-in --method password --account user@example.com --password-stdin"
    )]
    SignIn {
        /// How; browser, unless the settings grant a password alone
        #[arg(long, value_enum)]
        method: Option<Method>,
        /// Who, with --method password: office365.username, unless said here
        #[arg(long, value_name = "NAME")]
        account: Option<String>,
        /// json is for programs: one line with the address, or the address and the code
        #[arg(long, value_enum, default_value = "text")]
        format: CheckFormat,
    },
    /// Forget everything that was kept of the account: tokens, or the password of a server on site
    SignOut,
    /// Paint the window to a PNG file, without a display
    #[command(after_help = "Example:\n  attendant-calendar screenshot board.png --demo --size 1600x900 --scale 2")]
    Screenshot(Picture),
    /// Run the built-in server alone, until Ctrl-C
    ///
    /// When it is ready it prints one line of JSON: where it is, and who may sign in.
    #[command(after_help = "Example:\n  attendant-calendar simulate --listen 127.0.0.1:8025 --people 300")]
    Simulate {
        /// Where to listen, on this computer only; port 0 takes a free one
        #[arg(long, default_value = "127.0.0.1:0", value_name = "ADDRESS:PORT")]
        listen: SocketAddr,
        /// A JSON list of what goes wrong when: [{"after_seconds": 30, "scenario": "slow", "seconds": 3}]
        #[arg(long, value_name = "FILE")]
        scenario: Option<PathBuf>,
        /// The ways to sign in that it offers, with commas between them
        #[arg(long, value_delimiter = ',', default_value = "basic", value_name = "WAYS")]
        sign_in: Vec<Way>,
    },
    /// Look at the settings and change them
    #[command(subcommand)]
    Settings(SettingsCommand),
    /// Look at the roster and replace it
    #[command(subcommand)]
    People(PeopleCommand),
    /// Print what makes a shell complete this program's commands
    #[command(
        after_help = "Example:\n  attendant-calendar completions bash > ~/.local/share/bash-completion/completions/attendant-calendar"
    )]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page, for troff
    #[command(after_help = "Example:\n  attendant-calendar man | man -l -")]
    Man,
}

impl Task {
    /// Whether it asks a server, which in the demo is the built-in one.
    pub(super) fn asks(&self) -> bool {
        matches!(self, Self::Demo | Self::List { .. } | Self::Status { .. } | Self::Check { .. } | Self::Screenshot(_))
    }
}

/// How `list` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For people
    Text,
    /// One object
    Json,
    /// A header and one record for each person
    Csv,
}

/// How `check` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For people
    Text,
    /// One object
    Json,
}

/// A way to sign in at the built-in server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Way {
    /// Name and password with each request
    Basic,
    /// NTLM, once a connection
    Ntlm,
    /// Negotiate carrying NTLM, once a connection
    Negotiate,
}

/// What picture to paint.
#[derive(Debug, Clone, Args)]
pub struct Picture {
    /// The PNG file, written over if it is there; - for standard output
    pub file: PathBuf,
    /// Size of the window, in pixels of a display without scaling
    #[arg(long, default_value = "1280x800", value_name = "WIDTHxHEIGHT", value_parser = size)]
    pub size: (u16, u16),
    /// Pixels of the picture for one of the size, 0.5 to 4
    #[arg(long, default_value = "1", value_name = "N", value_parser = scale)]
    pub scale: f32,
    /// system, light, dark or high-contrast, instead of the setting
    #[arg(long, value_name = "THEME", value_parser = theme)]
    pub theme: Option<Theme>,
    /// en or it, instead of the setting
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    pub locale: Option<String>,
}

fn instant(text: &str) -> Result<DateTime<Utc>, String> {
    DateTime::parse_from_rfc3339(text)
        .map(|at| at.to_utc())
        .map_err(|error| format!("{error}; expected a time such as 2026-11-23T09:41:00+01:00 or 2026-11-23T08:41:00Z"))
}

fn size(text: &str) -> Result<(u16, u16), String> {
    let parts = text.split_once(['x', 'X', '×']);
    parts
        .and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)))
        .filter(|(width, height)| *width > 0 && *height > 0)
        .ok_or_else(|| "expected a width and a height, such as 1280x800".to_owned())
}

fn scale(text: &str) -> Result<f32, String> {
    let scale = text.parse().ok().filter(|scale| (0.5..=4.0).contains(scale));
    scale.ok_or_else(|| "expected a number from 0.5 to 4".to_owned())
}

fn language(text: &str) -> Result<String, String> {
    let known = Words::LANGUAGES.contains(&text.split(['-', '_', '.']).next().unwrap_or_default());
    if known { Ok(text.to_owned()) } else { Err(format!("expected {}", Words::LANGUAGES.join(" or "))) }
}

fn theme(text: &str) -> Result<Theme, String> {
    Theme::parse(text).map_err(|_| "expected system, light, dark or high-contrast".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_parser_is_sound_and_every_argument_explains_itself() {
        fn explained(command: &clap::Command) {
            for argument in command.get_arguments().filter(|argument| argument.get_id() != "help") {
                assert!(argument.get_help().is_some(), "{} {}", command.get_name(), argument.get_id());
            }
            for inner in command.get_subcommands() {
                assert!(inner.get_about().is_some(), "{}", inner.get_name());
                explained(inner);
            }
        }
        Arguments::command().debug_assert();
        explained(&Arguments::command());
    }

    #[test]
    fn common_options_may_stand_before_and_after_the_command() {
        for line in [["a", "--demo", "--people", "9", "list"], ["a", "list", "--demo", "--people", "9"]] {
            let parsed = Arguments::try_parse_from(line).unwrap();
            assert!(parsed.common.demo && parsed.common.people == Some(9), "{parsed:?}");
        }
    }

    #[test]
    fn values_out_of_reason_are_refused() {
        for line in [
            "a list --people 0",
            "a list --at yesterday",
            "a screenshot x.png --size 0x9",
            "a screenshot x.png --size 100",
            "a screenshot x.png --scale NaN",
            "a screenshot x.png --theme pink",
            "a screenshot x.png --locale tlh",
            "a list --format yaml",
            "a status",
        ] {
            let error = Arguments::try_parse_from(line.split(' ')).unwrap_err();
            assert!(error.use_stderr(), "{line}");
        }
        assert_eq!(instant("2026-11-23T09:41:00+01:00").unwrap().to_string(), "2026-11-23 08:41:00 UTC");
    }
}
