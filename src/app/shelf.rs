//! Where whoever is added to the board is written: the roster's file.

use crate::people::{Person, Roster};
use crate::profile::Profile;
use crate::words::Notice;
use chrono::Local;
use std::fmt;
use std::sync::Arc;

/// Writes people into the roster; the whole of it comes back, or why they could not be written.
type Writes = dyn Fn(&[Person]) -> Result<Roster, Vec<Notice>> + Send + Sync;

/// The roster's file.
#[derive(Clone)]
pub struct Shelf(Arc<Writes>);

impl Shelf {
    /// The one that the settings of a profile name by now.
    pub fn of(profile: Profile) -> Self {
        Self::new(move |people| {
            let loaded = profile.load_settings(Local::now()).map_err(|error| error.notices())?;
            profile.add_people(loaded.settings(), people).map_err(|error| error.notices())
        })
    }

    /// Another one, for tests.
    pub fn new(writes: impl Fn(&[Person]) -> Result<Roster, Vec<Notice>> + Send + Sync + 'static) -> Self {
        Self(Arc::new(writes))
    }

    /// Adds people, which may take a while where the file is on a network drive: in a thread of its own. Resolves to the
    /// whole roster, or to what to tell a person.
    pub async fn add(self, people: Vec<Person>) -> Result<Roster, Vec<Notice>> {
        let (told, roster) = iced::futures::channel::oneshot::channel();
        std::thread::spawn(move || {
            // The window may be gone by now.
            drop(told.send((self.0)(&people)));
        });
        roster.await.unwrap_or_else(|_| Err(Vec::new()))
    }
}

impl fmt::Debug for Shelf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Shelf")
    }
}
