//! The command line: the window's answers without a window.

mod arguments;
pub mod check;
mod console;
mod demo;
mod exit;
mod find;
pub mod list;
mod manual;
mod outlook;
pub mod people;
mod screenshot;
pub mod settings;
mod sign_in;
mod simulate;
mod start;
pub mod status;
mod window;

pub use arguments::{Arguments, CheckFormat, Common, ListFormat, Picture, Task};
pub use console::Console;
pub use exit::Exit;
pub use sign_in::Method;

use crate::words::Words;
use chrono::Local;
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use std::io;
use std::process::ExitCode;

/// The program: does what the command line says.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse().and_then(sensible) {
        Ok(arguments) => arguments,
        Err(error) => {
            let exit = if error.use_stderr() { Exit::Refused } else { Exit::Live };
            // Who closed the terminal needs no help.
            return error.print().map_or(Exit::Unexpected, |()| exit).into();
        }
    };
    let words = words(&arguments);
    let (mut input, mut out, mut err) = (io::stdin(), io::stdout(), io::stderr());
    let mut console = Console { input: &mut input, out: &mut out, err: &mut err, words: &words };
    run(&arguments, &mut console).into()
}

/// Refuses what the parser alone cannot: options that would be passed over in silence.
fn sensible(arguments: Arguments) -> Result<Arguments, clap::Error> {
    let Common { profile, demo, people, password_stdin, .. } = &arguments.common;
    let task = arguments.task.as_ref();
    let fictional = *demo || matches!(task, Some(Task::Demo));
    let text = if people.is_some() && !fictional && !matches!(task, Some(Task::Simulate { .. })) {
        "--people sizes the fictional company: it goes with --demo, demo or simulate"
    } else if fictional && profile.is_some() {
        "--profile does not go with the demo, which has a profile of its own and forgets it at its end"
    } else if fictional && *password_stdin {
        "--password-stdin does not go with the demo, which knows its own password"
    } else if *demo && task.is_some_and(|task| !task.asks()) {
        "--demo goes with list, status, check and screenshot, and without a command"
    } else {
        return Ok(arguments);
    };
    Err(Arguments::command().error(ErrorKind::ArgumentConflict, text))
}

fn run(arguments: &Arguments, console: &mut Console<'_>) -> Exit {
    let common = &arguments.common;
    match &arguments.task {
        None => window::open(common, console),
        Some(Task::Demo) => window::open(&Common { demo: true, ..common.clone() }, console),
        Some(Task::List { format }) => list::run(common, *format, console),
        Some(Task::Status { search }) => status::run(common, &search.join(" "), console),
        Some(Task::Check { format }) => check::run(common, *format, console),
        Some(Task::SignIn { method, account, format }) => {
            let wanted = sign_in::Wanted { method: *method, account: account.as_deref(), format: *format };
            sign_in::run(common, wanted, console)
        }
        Some(Task::SignOut) => sign_in::sign_out(common, console),
        Some(Task::Screenshot(picture)) => screenshot::run(common, picture, console),
        Some(Task::Simulate { listen, scenario, sign_in }) => {
            simulate::run(common, *listen, scenario.as_deref(), sign_in, console)
        }
        Some(Task::Settings(command)) => console.run(|console| {
            let profile = start::profile(common, console)?;
            Ok(settings::run(command, common, &profile, console))
        }),
        Some(Task::People(command)) => console.run(|console| {
            let profile = start::profile(common, console)?;
            Ok(people::run(command, &profile, console))
        }),
        Some(Task::Completions { shell }) => console.run(|console| {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Arguments::command(), "attendant-calendar", &mut script);
            console.out.write_all(&script)?;
            Ok(Exit::Live)
        }),
        Some(Task::Man) => console.run(|console| {
            console.out.write_all(&manual::page()?)?;
            Ok(Exit::Live)
        }),
    }
}

/// The words of the language that was asked for, or set, or that the system speaks.
fn words(arguments: &Arguments) -> Words {
    let asked = match &arguments.task {
        Some(Task::Screenshot(picture)) => picture.locale.clone(),
        _ => None,
    };
    let set = || {
        let folders = match &arguments.common.profile {
            Some(folder) => crate::store::Folders::profile(folder),
            None => crate::store::Folders::platform().ok()?,
        };
        let loaded = crate::profile::Profile::new(folders).load_settings(Local::now()).ok()?;
        loaded.settings().display.language.clone()
    };
    let language = asked.or_else(set).or_else(sys_locale::get_locale);
    Words::for_language(language.as_deref().unwrap_or("en"))
}
