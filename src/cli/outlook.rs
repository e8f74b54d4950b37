//! What one refresh tells: the common ground of `list` and `status`.

use super::console::Stop;
use super::list::exit;
use super::start::{Hindrance, Place};
use super::{Common, Console, Exit};
use crate::refresh::{Board, Cause, Level, Snapshot, State, Terms, display_zone};
use crate::words::Notice;
use chrono::Utc;
use std::sync::Arc;

/// What is known after one refresh, or why nothing could be asked.
pub(super) struct Outlook {
    pub(super) snapshot: Snapshot,
    pub(super) terms: Terms,
    pub(super) exit: Exit,
    /// What has not been told yet.
    pub(super) remarks: Vec<Notice>,
}

impl Outlook {
    /// Asks once, and ends everything.
    pub(super) fn ask(common: &Common, console: &mut Console<'_>) -> Result<Self, Stop> {
        let place = Place::find(common, console)?;
        let mut told = Vec::new();
        let opened = match place.furnish(common, &mut told, console, |_| ())? {
            Ok(means) => place.connect(means),
            Err(hindrance) => Err(Box::new((place, hindrance))),
        };
        let mut outlook = match opened {
            Ok(mut connected) => {
                let snapshot = connected.settled();
                let terms = connected.terms(&snapshot);
                connected.end();
                Self::new(Arc::unwrap_or_clone(snapshot), terms, None)
            }
            Err(stopped) => {
                let (place, hindrance) = *stopped;
                let (exit, display) = (hindrance.exit, hindrance.settings.display.clone());
                let Some(snapshot) = hindrance.snapshot() else { return Err(Stop::With(exit)) };
                let terms = Terms::new(&snapshot, place.now(), &display, display_zone(&display));
                place.end();
                Self::new(snapshot, terms, Some(exit))
            }
        };
        outlook.remarks.retain(|notice| !told.contains(notice));
        // Told with the roster already; whoever reads the board alone wants to know as well.
        if outlook.snapshot.causes.is_empty() && outlook.snapshot.roster.people.is_empty() {
            outlook.snapshot.causes.push(cause(Notice::new("people-none")));
        }
        Ok(outlook)
    }

    fn new(snapshot: Snapshot, terms: Terms, ended: Option<Exit>) -> Self {
        let remarks = snapshot.causes.iter().map(|cause| cause.notice.clone()).collect();
        Self { exit: ended.unwrap_or_else(|| exit(&snapshot)), snapshot, terms, remarks }
    }
}

/// A reason that a person has to do something about.
fn cause(notice: Notice) -> Cause {
    Cause { level: Level::Error, notice, remedies: Vec::new(), since: Utc::now() }
}

impl Hindrance {
    /// A board on which nothing is known but why.
    fn snapshot(self) -> Option<Snapshot> {
        let known = State::new(Arc::new(self.roster), &self.settings).publish(Utc::now())?;
        let causes = self.notices.into_iter().map(cause).collect();
        Some(Snapshot { board: Board::Disabled, causes, ..known })
    }
}
