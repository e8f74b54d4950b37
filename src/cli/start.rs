//! From the command line to an engine at work: which profile, whose password, what time.

use super::console::{Stop, exit_of};
use super::demo::{Company, morning};
use super::{Common, Console, Exit};
use crate::calendar::Zone;
use crate::people::Roster;
use crate::profile::{Profile, ProfileError};
use crate::refresh::{Handle, Now, Session, Snapshot, Terms, display_zone};
use crate::settings::{Display, Settings};
use crate::simulator::Running;
use crate::store::{Folders, LogGuard, Secret, start_log};
use crate::words::Notice;
use chrono::{Local, TimeDelta, Utc};
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Runtime;
use zeroize::Zeroizing;

/// A refresh of a large roster over a slow line is done by then; what is not is shown as incomplete.
pub(super) const SETTLED_WITHIN: Duration = Duration::from_secs(120);

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

    /// Settings, people and password, or why there is nothing to ask with. What only deserves a word is told, and noted in
    /// `told`.
    pub(super) fn furnish(
        &self,
        common: &Common,
        told: &mut Vec<Notice>,
        console: &mut Console<'_>,
        adjust: impl FnOnce(&mut Display),
    ) -> Result<Result<Means, Hindrance>, Stop> {
        let loaded = match self.profile.load_settings(Local::now()) {
            Ok(loaded) => loaded,
            Err(error) => return Ok(Err(Hindrance::of(&error))),
        };
        if let Some(broken) = &loaded.broken {
            // The roster may be another file than the one that the defaults name.
            return Ok(Err(Hindrance { notices: loaded.notices(), ..Hindrance::of(&broken.error) }));
        }
        told.extend(loaded.notices());
        console.tell(told.iter())?;
        let mut settings = loaded.reading.settings;
        adjust(&mut settings.display);
        let roster = match self.profile.load_roster(&settings) {
            Ok(roster) => roster,
            Err(error) => return Ok(Err(Hindrance { settings, ..Hindrance::of(&error) })),
        };
        let notices = roster.notices();
        console.tell(&notices)?;
        told.extend(notices);
        let roster = roster.into_roster();
        Ok(match self.password(common, console) {
            Ok(password) => Ok(Means { settings, roster, password }),
            Err(notice) => Err(Hindrance { settings, roster, notices: vec![notice], exit: Exit::Refused }),
        })
    }

    /// The password: the demo's own, else from standard input. Without either the engine looks into the key store.
    pub(super) fn password(&self, common: &Common, console: &mut Console<'_>) -> Result<Option<Secret>, Notice> {
        match &self.company {
            Some(company) => Ok(Some(company.password())),
            None if common.password_stdin => typed(console).map(Some),
            None => Ok(None),
        }
    }

    /// Starts the engine.
    pub(super) fn connect(self, means: Means) -> Result<Connected, Box<(Self, Hindrance)>> {
        let Means { settings, roster, password } = means;
        let opening = Session::open(&self.profile, settings.clone(), roster.clone(), password, self.ahead);
        match self.runtime.block_on(opening) {
            Ok(session) => {
                let display = settings.display;
                Ok(Connected { zone: display_zone(&display), place: self, display, session })
            }
            Err(notices) => Err(Box::new((self, Hindrance { settings, roster, notices, exit: Exit::Refused }))),
        }
    }

    /// Ends everything in order.
    pub(super) fn end(self) {
        let Self { runtime, company, log, .. } = self;
        if let Some(company) = company {
            company.close(&runtime);
        }
        runtime.shutdown_timeout(FAREWELL);
        drop(log);
    }
}

/// What an engine is started with.
pub(super) struct Means {
    pub(super) settings: Settings,
    pub(super) roster: Roster,
    pub(super) password: Option<Secret>,
}

/// Why no engine can be started, and what is known all the same.
pub(super) struct Hindrance {
    pub(super) settings: Settings,
    pub(super) roster: Roster,
    pub(super) notices: Vec<Notice>,
    pub(super) exit: Exit,
}

impl Hindrance {
    fn of(error: &ProfileError) -> Self {
        Self {
            settings: Settings::default(),
            roster: Roster::default(),
            notices: error.notices(),
            exit: exit_of(error),
        }
    }

    /// Tells it, for a command that can do nothing without an engine.
    pub(super) fn stop(&self, console: &mut Console<'_>) -> io::Result<Stop> {
        console.tell(&self.notices)?;
        Ok(Stop::With(self.exit))
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
        let opened = match place.furnish(common, &mut Vec::new(), console, adjust)? {
            Ok(means) => place.connect(means).map_err(|stopped| stopped.1),
            Err(hindrance) => Err(hindrance),
        };
        match opened {
            Ok(connected) => Ok(connected),
            Err(hindrance) => Err(hindrance.stop(console)?),
        }
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
        self.place.runtime.block_on(self.session.shutdown());
        self.place.end();
    }
}

/// What was typed or piped in, without one newline at its end.
fn typed(console: &mut Console<'_>) -> Result<Secret, Notice> {
    let mut text = Zeroizing::new(String::new());
    if let Err(error) = console.input.read_to_string(&mut text) {
        return Err(Notice::new("password-unreadable").with("reason", error.kind()));
    }
    let without = text.strip_suffix('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    match without.unwrap_or(&text) {
        "" => Err(Notice::new("password-not-given")),
        password => Ok(Secret::new(password.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    fn read(input: &str) -> String {
        let words = Words::for_language("en");
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut console = Console { input: &mut input.as_bytes(), out: &mut out, err: &mut err, words: &words };
        typed(&mut console).map_or_else(|notice| notice.code.to_owned(), |secret| secret.expose().to_owned())
    }

    #[test]
    fn one_newline_after_the_password_is_dropped_and_nothing_else() {
        for (input, expected) in
            [("secret\n", "secret"), ("secret\r\n", "secret"), ("secret\n\n", "secret\n"), (" a b ", " a b ")]
        {
            assert_eq!(read(input), expected);
        }
    }

    #[test]
    fn no_password_is_none_and_is_never_tried() {
        for input in ["", "\n", "\r\n"] {
            assert_eq!(read(input), "password-not-given");
        }
    }
}
