//! `sign-in --method password`: Office 365 with name and password, where settings grant it. One attempt, through the guard;
//! what is accepted is kept.

use super::{done, line};
use crate::account::{Choice, KEY_STORE_SERVICE, Trigger};
use crate::calendar::Day;
use crate::cli::console::Stop;
use crate::cli::start::Place;
use crate::cli::{CheckFormat, Common, Console, Exit};
use crate::refresh::{Session, display_zone};
use crate::settings::{Settings, Way};
use crate::source::{Class, Question, SourceError};
use crate::store::{Secret, SecretStore};
use crate::words::Notice;
use serde_json::json;

/// Signs in as `account`, else as whoever the settings or an earlier sign-in name.
pub(super) fn run(
    place: &Place,
    common: &Common,
    (settings, account): (&Settings, Option<&str>),
    format: CheckFormat,
    console: &mut Console<'_>,
) -> Result<Exit, Stop> {
    let choice = Choice::new(place.profile.folders().state());
    let username = account.map_or_else(|| choice.username(settings), |account| account.trim().to_owned());
    if username.is_empty() {
        console.tell([&Notice::new("account-not-given")])?;
        return Ok(Exit::Refused);
    }
    let password = match place.password(common, console) {
        Ok(Some(password)) => password,
        Ok(None) => {
            console.tell([&Notice::new("sign-in-password-not-given")])?;
            return Ok(Exit::Refused);
        }
        Err(notice) => {
            console.tell([&notice])?;
            return Ok(Exit::Refused);
        }
    };
    if matches!(format, CheckFormat::Json) {
        line(json!({ "method": "password", "account": username }), console)?;
    }
    let before = choice.way(settings);
    if let Err(error) = choice.keep(&username, settings) {
        return Err(console.stop(&error.into()));
    }
    let tried = place.runtime.block_on(attempt(place, settings, &username, password.clone()));
    if let Err((exit, notices)) = tried {
        // Whoever was signed in another way is so still.
        if before == Way::Microsoft
            && let Err(error) = choice.forget()
        {
            console.tell([&error.notice()])?;
        }
        console.tell(&notices)?;
        return Ok(exit);
    }
    let kept = place.runtime.block_on(keep(&choice, settings, &password));
    done(&username, format, console)?;
    match kept {
        Ok(()) => Ok(Exit::Live),
        Err(notice) => {
            console.tell([&notice])?;
            Ok(Exit::Incomplete)
        }
    }
}

/// One question, for the account's own calendar. Whatever the server says of that, it has let the account in.
async fn attempt(
    place: &Place,
    settings: &Settings,
    username: &str,
    password: Secret,
) -> Result<(), (Exit, Vec<Notice>)> {
    let connection = match Session::connection(&place.profile, settings, Some(password)).await {
        Ok(Ok(connection)) => connection,
        Ok(Err(notice)) => return Err((Exit::Refused, vec![notice])),
        Err(notices) => return Err((Exit::Refused, notices)),
    };
    let window = Day::containing(display_zone(&settings.display), place.now().calendar).window();
    let mailboxes = vec![username.to_owned()];
    let question = Question { mailboxes, window, details: false, trigger: Trigger::Person };
    match connection.source.schedules(question).await {
        Ok(_) => Ok(()),
        Err(error) if has_let_in(&error) => Ok(()),
        Err(error) => {
            let exit = if error.class() == Class::Refusal { Exit::Paused } else { Exit::Incomplete };
            Err((exit, vec![error.notice().for_way(Way::Office365Password)]))
        }
    }
}

/// A fault about the question comes from behind the sign-in.
fn has_let_in(error: &SourceError) -> bool {
    matches!(error, SourceError::Fault { .. })
}

async fn keep(choice: &Choice, settings: &Settings, password: &Secret) -> Result<(), Notice> {
    let Some((_, origin)) = choice.password(settings) else { return Ok(()) };
    let kept = SecretStore::system().set(KEY_STORE_SERVICE, origin.key_store_name(), password).await;
    kept.map_err(|error| error.not_kept())
}
