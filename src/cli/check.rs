//! `check`: the way to the calendars, step by step; at the first hindrance, what to do.

mod sign_in;
mod step;
mod way;

pub use step::{Mark, Step, json, text, verdict};

use super::console::exit_of;
use super::list::exit;
use super::start::Place;
use super::{CheckFormat, Common, Console, Exit};
use crate::account::{KEY_STORE_SERVICE, Scheme, SchemeChoice, Trigger};
use crate::calendar::Day;
use crate::net::{Client, ClientOptions};
use crate::people::Roster;
use crate::refresh::{Board, Connection, Session, Snapshot, display_zone, lacks_secret};
use crate::settings::{Settings, Warning, Way, missing, warnings};
use crate::source::Question;
use crate::store::{KeyStoreError, Secret, SecretStore};
use crate::words::Notice;
use chrono::Local;
use std::collections::BTreeMap;
use std::time::Instant;

/// Runs it. The server is asked with at most one sign-in that it can refuse.
pub fn run(common: &Common, format: CheckFormat, console: &mut Console<'_>) -> Exit {
    console.run(|console| {
        let place = Place::find(common, console)?;
        let mut steps = Vec::new();
        if let Some((settings, roster)) = configured(&place, &mut steps) {
            let password = place.password(common, console);
            place.runtime.block_on(walk(&place, settings, roster, password, &mut steps));
        }
        if !common.demo {
            let begun = Instant::now();
            let (mark, notice) = match place.runtime.block_on(try_key_store()) {
                Ok(()) => (Mark::Passed, Notice::new("check-key-store-there")),
                Err(error) => (Mark::Warned, error.notice()),
            };
            steps.push(Step::new("key-store", begun, mark, vec![notice]));
        }
        let log = Notice::new("check-log-folder").with("path", place.profile.folders().log().display());
        let mark = if place.has_log() { Mark::Passed } else { Mark::Warned };
        steps.push(Step::new("log", Instant::now(), mark, vec![log]));
        place.end();
        match format {
            CheckFormat::Text => console.out.write_all(text(&steps, console.words).as_bytes())?,
            CheckFormat::Json => writeln!(console.out, "{}", json(&steps, console.words))?,
        }
        Ok(verdict(&steps))
    })
}

/// Keeps something and forgets it again: reading alone would not find a key store that is locked, or takes nothing.
async fn try_key_store() -> Result<(), KeyStoreError> {
    let store = SecretStore::system();
    store.status().await?;
    store.set(KEY_STORE_SERVICE, "check", &Secret::new("check".to_owned())).await?;
    store.delete(KEY_STORE_SERVICE, "check").await
}

/// The settings and the people; none where the settings leave nothing to go on with.
fn configured(place: &Place, steps: &mut Vec<Step>) -> Option<(Settings, Roster)> {
    let begun = Instant::now();
    let loaded = match place.profile.load_settings(Local::now()) {
        Ok(loaded) => loaded,
        Err(error) => {
            steps.push(Step::new("settings", begun, Mark::Failed(exit_of(&error)), error.notices()));
            return None;
        }
    };
    let mut notices = loaded.notices();
    if loaded.broken.is_some() {
        steps.push(Step::new("settings", begun, Mark::Failed(Exit::Refused), notices));
        return None;
    }
    let settings = loaded.reading.settings;
    let lacking = lacking(&settings);
    // The others are told by the step that they are about, or stop it.
    let doubtful = warnings(&settings).into_iter().filter(|warning| {
        use Warning::{BasicForOffice365, BothGrants, EwsEnds, ShortInterval};
        matches!(warning, BothGrants | BasicForOffice365 | EwsEnds | ShortInterval { .. })
    });
    notices.extend(doubtful.map(|warning| Notice::from(&warning)));
    let mark = match (&lacking, notices.is_empty()) {
        (Some(_), _) => Mark::Failed(Exit::Refused),
        (None, false) => Mark::Warned,
        (None, true) => Mark::Passed,
    };
    notices.extend(lacking);
    if notices.is_empty() {
        notices.push(Notice::new("check-file").with("path", place.profile.folders().settings_file().display()));
    }
    steps.push(Step::new("settings", begun, mark, notices));
    let roster = people(place, &settings, steps);
    (!matches!(mark, Mark::Failed(_))).then_some((settings, roster))
}

fn lacking(settings: &Settings) -> Option<Notice> {
    if !settings.enabled.0 {
        return Some(Notice::new("check-switched-off"));
    }
    if Way::granted(settings).is_empty() {
        return Some(Notice::new("setting-no-grant"));
    }
    let missing = missing(settings);
    (!missing.is_empty()).then(|| Notice::new("check-missing").with("keys", missing.join(", ")))
}

fn people(place: &Place, settings: &Settings, steps: &mut Vec<Step>) -> Roster {
    let begun = Instant::now();
    let loaded = match place.profile.load_roster(settings) {
        Ok(loaded) => loaded,
        Err(error) => {
            steps.push(Step::new("roster", begun, Mark::Failed(exit_of(&error)), error.notices()));
            return Roster::default();
        }
    };
    let mut notices = loaded.notices();
    let roster = loaded.into_roster();
    let mark = match (roster.people.is_empty(), notices.is_empty()) {
        (true, _) => Mark::Failed(Exit::Refused),
        (false, false) => Mark::Warned,
        (false, true) => Mark::Passed,
    };
    if !roster.people.is_empty() {
        notices.insert(0, Notice::new("check-people").with("count", roster.people.len()));
    }
    steps.push(Step::new("roster", begun, mark, notices));
    roster
}

/// From the settings to everybody's calendars; ends at the first hindrance.
async fn walk(
    place: &Place,
    settings: Settings,
    roster: Roster,
    password: Result<Option<Secret>, Notice>,
    steps: &mut Vec<Step>,
) {
    let fail = |steps: &mut Vec<Step>, name, exit, notices| {
        steps.push(Step::new(name, Instant::now(), Mark::Failed(exit), notices));
    };
    let password = match password {
        Ok(password) => password,
        Err(notice) => return fail(steps, "sign-in", Exit::Refused, vec![notice]),
    };
    let client = match Client::new(ClientOptions::from_settings(&settings.network)) {
        Ok(client) => client,
        Err(error) => {
            let notice = error.notice();
            let name = if notice.code == "proxy-address" { "proxy" } else { "tls" };
            return fail(steps, name, Exit::Refused, vec![notice]);
        }
    };
    let connection = match Session::connection(&place.profile, &settings, password.clone()).await {
        Ok(Err(notice)) if !lacks_secret(&notice) => {
            return fail(steps, "sign-in", Exit::Refused, vec![notice]);
        }
        Ok(connection) => connection,
        Err(notices) => return fail(steps, "tls", Exit::Refused, notices),
    };
    let Some(whom) = sign_in::Whom::of(place, &settings) else { return };
    if !way::connect(&client, &whom.url, steps).await {
        return;
    }
    // Who was told to wait, asks nothing, not even without a password.
    let told_to_wait = connection.as_ref().is_ok_and(told_to_wait);
    if !told_to_wait && !way::answer(&client, &whom, schemes(&settings, whom.way), &settings, steps).await {
        return;
    }
    let connection = match connection {
        Ok(connection) => connection,
        Err(notice) => return fail(steps, "sign-in", Exit::Paused, vec![notice]),
    };
    steps.push(sign_in::guard(&whom, &connection));
    steps.extend(sign_in::shared_stop(&settings, &connection).await);
    let own = sign_in::own_mailbox(&whom.account);
    let first = own.clone().or_else(|| roster.people.first().map(|person| person.address.clone()));
    let Some(mailbox) = first else { return };
    let window = Day::containing(display_zone(&settings.display), place.now().calendar).window();
    let details = settings.privacy.details;
    let question = Question { mailboxes: vec![mailbox], window, details, trigger: Trigger::Person };
    if sign_in::ask(&connection, &whom, question, own.is_some(), steps).await && !roster.people.is_empty() {
        everybody(place, settings, roster, password, steps).await;
    }
}

/// Which ways a server must offer; none where tokens are used, which servers take whether they say so or not.
fn schemes(settings: &Settings, way: Way) -> Option<SchemeChoice> {
    match way {
        Way::OnSite => Some(settings.exchange.authentication.into()),
        Way::Office365Password => Some(SchemeChoice::Only(Scheme::Basic)),
        Way::Microsoft => None,
    }
}

fn told_to_wait(connection: &Connection) -> bool {
    use crate::guard::{Held, WaitCause};
    matches!(connection.held(), Some(Held::Waiting { why: WaitCause::Server, .. }))
}

/// One refresh of the whole roster, as the window does it.
async fn everybody(place: &Place, settings: Settings, roster: Roster, password: Option<Secret>, steps: &mut Vec<Step>) {
    let begun = Instant::now();
    match Session::open(&place.profile, settings, roster, password, place.ahead).await {
        Ok(session) => {
            let snapshot = session.settled(super::start::SETTLED_WITHIN).await;
            session.shutdown().await;
            steps.push(answers(&snapshot, begun));
        }
        Err(notices) => steps.push(Step::new("answers", begun, Mark::Failed(Exit::Refused), notices)),
    }
}

/// What one refresh says of the people.
pub fn answers(snapshot: &Snapshot, begun: Instant) -> Step {
    let answered = snapshot.observations.iter().filter(|one| one.as_of.is_some() && one.error.is_none()).count();
    let mut refused: BTreeMap<String, (Notice, usize)> = BTreeMap::new();
    for error in snapshot.observations.iter().filter_map(|observation| observation.error.as_ref()) {
        refused.entry(format!("{:?} {}", error.kind, error.code)).or_insert_with(|| (error.notice(), 0)).1 += 1;
    }
    let asked = snapshot.observations.len();
    let mut notices = vec![Notice::new("check-answered").with("count", answered).with("asked", asked)];
    let exit = exit(snapshot);
    let mark = match exit {
        Exit::Live if refused.is_empty() => Mark::Passed,
        Exit::Live => Mark::Warned,
        exit => Mark::Failed(exit),
    };
    for (notice, count) in refused.into_values() {
        notices.push(Notice::new("check-refused").with("count", count));
        notices.push(notice);
    }
    if snapshot.board != Board::Live {
        notices.extend(snapshot.causes.iter().map(|cause| cause.notice.clone()));
    }
    Step::new("answers", begun, mark, notices)
}

#[cfg(test)]
mod tests;
