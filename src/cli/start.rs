//! From the command line to an engine at work: which profile, whose password, what time.

use super::console::Stop;
use super::demo::{Company, morning};
use super::{Common, Console, Exit};
use crate::calendar::Zone;
use crate::people::Roster;
use crate::profile::Profile;
use crate::refresh::{Handle, Now, Session, Snapshot, Terms, display_zone};
use crate::settings::{Display, Settings};
use crate::simulator::Running;
use crate::store::{Folders, KeyStoreError, LogGuard, Secret, SecretStore, start_log};

use chrono::{Local, TimeDelta, Utc};
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Runtime;

/// Under this name the key store keeps the password; the account is `user@origin`.
const SERVICE: &str = "Attendant Calendar";

/// A refresh of a large roster over a slow line is done by then; what is not is shown as incomplete.
const SETTLED_WITHIN: Duration = Duration::from_secs(120);

/// How long what hangs may hold up the end of the program.
const FAREWELL: Duration = Duration::from_secs(2);

/// The profile in use, and the time in it.
pub(super) struct Place {
    pub(super) runtime: Runtime,
    pub(super) profile: Profile,
    /// Calendar time minus real time.
    pub(super) ahead: TimeDelta,
    company: Option<Company>,
    log: Option<LogGuard>,
}

/// The profile that the options name; nothing is read or made yet.
pub(super) fn profile(common: &Common, console: &mut Console<'_>) -> Result<Profile, Stop> {
    match &common.profile {
        Some(folder) => Ok(Profile::new(Folders::profile(folder))),
        None => Folders::platform().map(Profile::new).map_err(|error| console.stop(&error.into())),
    }
}

impl Place {
    /// Finds the place, or opens the fictional company, and starts the log there.
    pub(super) fn find(common: &Common, console: &mut Console<'_>) -> Result<Self, Stop> {
        let runtime = Runtime::new()?;
        let real = Utc::now();
        let (profile, company, calendar) = if common.demo {
            let zone = display_zone(&Display::default());
            let start = common.at.unwrap_or_else(|| morning(real, zone));
            let company = Company::open(&runtime, common.people, start, zone, console)?;
            (company.profile.clone(), Some(company), start)
        } else {
            (profile(common, console)?, None, common.at.unwrap_or(real))
        };
        let log = match start_log(profile.folders().log()) {
            Ok(log) => Some(log),
            Err(error) => {
                console.tell([&error.notice()])?;
                None
            }
        };
        Ok(Self { runtime, profile, ahead: calendar - real, company, log })
    }

    /// Whether there is a log.
    pub(super) fn has_log(&self) -> bool {
        self.log.is_some()
    }

    /// The present on both clocks.
    pub(super) fn now(&self) -> Now {
        let real = Utc::now();
        Now { calendar: real + self.ahead, real }
    }

    /// The built-in server, in the demo.
    pub(super) fn server(&self) -> Option<&Running> {
        self.company.as_ref().map(|company| &company.server)
    }

    /// The settings, which must be sound; what is to be said of them is told.
    pub(super) fn settings(&self, console: &mut Console<'_>) -> Result<Settings, Stop> {
        let loaded = self.profile.load_settings(Local::now()).map_err(|error| console.stop(&error))?;
        console.tell(&loaded.notices())?;
        if loaded.broken.is_some() { Err(Stop::With(Exit::Refused)) } else { Ok(loaded.reading.settings) }
    }

    /// The people; what is to be said of their file is told.
    pub(super) fn roster(&self, settings: &Settings, console: &mut Console<'_>) -> Result<Roster, Stop> {
        let loaded = self.profile.load_roster(settings).map_err(|error| console.stop(&error))?;
        console.tell(&loaded.notices())?;
        Ok(loaded.into_roster())
    }

    /// The password: the demo's own, else from standard input, else from the key store. Without any the engine says so.
    pub(super) fn password(
        &self,
        common: &Common,
        settings: &Settings,
        console: &mut Console<'_>,
    ) -> Result<Result<Option<Secret>, KeyStoreError>, Stop> {
        if let Some(company) = &self.company {
            return Ok(Ok(Some(company.password())));
        }
        if common.password_stdin {
            return Ok(Ok(Some(typed(console)?)));
        }
        let Some(account) = key_store_account(settings) else { return Ok(Ok(None)) };
        Ok(self.runtime.block_on(async { SecretStore::system().get(SERVICE, &account).await }))
    }

    /// Starts the engine.
    pub(super) fn connect(
        self,
        settings: Settings,
        roster: Roster,
        password: Option<Secret>,
        console: &mut Console<'_>,
    ) -> Result<Connected, Stop> {
        let display = settings.display.clone();
        let opened = self.runtime.block_on(Session::open(&self.profile, settings, roster, password, self.ahead));
        match opened {
            Ok(session) => Ok(Connected { zone: display_zone(&display), place: self, display, session }),
            Err(notices) => {
                console.tell(&notices)?;
                Err(Stop::With(Exit::Refused))
            }
        }
    }
}

/// An engine at work.
pub(super) struct Connected {
    pub(super) place: Place,
    pub(super) display: Display,
    pub(super) zone: Zone,
    session: Session,
}

impl Connected {
    /// All of it in one go. `adjust` may change how things look.
    pub(super) fn start(
        common: &Common,
        console: &mut Console<'_>,
        adjust: impl FnOnce(&mut Display),
    ) -> Result<Self, Stop> {
        let place = Place::find(common, console)?;
        let mut settings = place.settings(console)?;
        adjust(&mut settings.display);
        let roster = place.roster(&settings, console)?;
        let password = match place.password(common, &settings, console)? {
            Ok(password) => password,
            Err(error) => {
                console.tell([&error.notice()])?;
                None
            }
        };
        place.connect(settings, roster, password, console)
    }

    /// The engine's two ends.
    pub(super) fn handle(&self) -> &Handle {
        &self.session.handle
    }

    /// From now on, what is saved in the profile's files is in force a moment later.
    pub(super) fn follow(&mut self) {
        let _inside = self.place.runtime.enter();
        self.session.follow();
    }

    /// What is known once everybody was asked, or once waiting will not help.
    pub(super) fn settled(&mut self) -> Arc<Snapshot> {
        self.place.runtime.block_on(self.session.settled(SETTLED_WITHIN))
    }

    /// The terms of a snapshot, now.
    pub(super) fn terms(&self, snapshot: &Snapshot) -> Terms {
        Terms::new(snapshot, self.place.now(), &self.display, self.zone)
    }

    /// Ends everything in order.
    pub(super) fn end(self) {
        let Place { runtime, company, log, .. } = self.place;
        runtime.block_on(self.session.shutdown());
        if let Some(company) = company {
            company.close(&runtime);
        }
        runtime.shutdown_timeout(FAREWELL);
        drop(log);
    }
}

/// What was typed or piped in, without one newline at its end.
fn typed(console: &mut Console<'_>) -> Result<Secret, Stop> {
    let mut text = String::new();
    console.input.read_to_string(&mut text)?;
    if text.ends_with('\n') {
        text.pop();
        if text.ends_with('\r') {
            text.pop();
        }
    }
    Ok(Secret::new(text))
}

/// Under which account the key store has the password; none while there is nothing to sign in to.
fn key_store_account(settings: &Settings) -> Option<String> {
    let url = settings.exchange.ews_url.as_ref().filter(|_| settings.enabled.0)?;
    let user = &settings.exchange.username;
    (!user.is_empty()).then(|| format!("{user}@{}", url.origin().ascii_serialization()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    fn read(input: &str) -> String {
        let words = Words::for_language("en");
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut console = Console { input: &mut input.as_bytes(), out: &mut out, err: &mut err, words: &words };
        typed(&mut console).map(|secret| secret.expose().to_owned()).unwrap_or_default()
    }

    #[test]
    fn one_newline_after_the_password_is_dropped_and_nothing_else() {
        for (input, expected) in
            [("secret\n", "secret"), ("secret\r\n", "secret"), ("secret\n\n", "secret\n"), (" a b ", " a b "), ("", "")]
        {
            assert_eq!(read(input), expected);
        }
    }

    #[test]
    fn a_password_is_kept_for_one_user_at_one_origin() {
        let mut settings = Settings::default();
        assert_eq!(key_store_account(&settings), None);
        settings.exchange.ews_url = "https://Mail.example.com/EWS/Exchange.asmx".parse().ok();
        assert_eq!(key_store_account(&settings), None);
        settings.exchange.username = "EXAMPLE\\reception".into();
        assert_eq!(key_store_account(&settings).as_deref(), Some("EXAMPLE\\reception@https://mail.example.com"));
    }
}
