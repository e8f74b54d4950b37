//! The fictional company: the built-in server, and an ordinary profile in a temporary folder that points to it.

use super::console::Stop;
use super::{Console, Exit};
use crate::calendar::Zone;
use crate::people::Roster;
use crate::people::csv::Separator;
use crate::profile::{Profile, ProfileError};
use crate::settings::{Authentication, Settings};
use crate::simulator::{Options, Running, Simulator};
use crate::store::{Folders, Secret};
use crate::words::Notice;
use chrono::{DateTime, Datelike, Days, Local, NaiveTime, Utc, Weekday};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// The built-in server at work, and the profile that points to it. Both end with this value.
pub(super) struct Company {
    pub(super) server: Running,
    pub(super) profile: Profile,
    folder: TempDir,
}

impl Company {
    /// Opens the company at calendar time `start`; the reception's zone is `zone`.
    pub(super) fn open(
        runtime: &Runtime,
        people: Option<u16>,
        start: DateTime<Utc>,
        zone: Zone,
        console: &mut Console<'_>,
    ) -> Result<Self, Stop> {
        let mut options = Options { start_at: Some(start), ..Options::default() };
        if let Some(people) = people {
            options.people = people.into();
        }
        if let Zone::Named(zone) = zone {
            options.zone = zone;
        }
        let server = match runtime.block_on(Simulator::start(options)) {
            Ok(server) => server,
            Err(error) => {
                console.tell([&Notice::new("simulator-failed").with("reason", error)])?;
                return Err(Stop::With(Exit::Unexpected));
            }
        };
        let folder = tempfile::tempdir()?;
        let profile = Profile::new(Folders::profile(folder.path()));
        furnish(&profile, &server).map_err(|error| console.stop(&error))?;
        Ok(Self { server, profile, folder })
    }

    /// Whoever may sign in there.
    pub(super) fn password(&self) -> Secret {
        Secret::new(self.server.password())
    }

    /// Closes the company.
    pub(super) fn close(self, runtime: &Runtime) {
        runtime.block_on(self.server.shutdown());
        if let Err(error) = self.folder.close() {
            tracing::warn!(%error, "the demo's folder stays behind");
        }
    }
}

fn furnish(profile: &Profile, server: &Running) -> Result<(), ProfileError> {
    let loaded = profile.load_settings(Local::now())?;
    let mut settings = Settings::default();
    settings.exchange.ews_url = server.ews_url().parse().ok();
    settings.exchange.username = server.account().to_owned();
    settings.exchange.authentication = Authentication::Basic;
    profile.save_settings(&loaded, &settings)?;
    profile.replace_roster(&settings, &Roster { people: server.roster() }, Separator::Comma)?;
    Ok(())
}

/// When a demo begins unless it is told: 09:41 of today in `zone`, or of the next working day.
pub(super) fn morning(real: DateTime<Utc>, zone: Zone) -> DateTime<Utc> {
    let mut date = zone.date(real);
    while matches!(date.weekday(), Weekday::Sat | Weekday::Sun) {
        date = date + Days::new(1);
    }
    let time = NaiveTime::from_hms_opt(9, 41, 0).unwrap_or_default();
    zone.utc_of(date.and_time(time))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_demo_begins_on_a_working_morning() {
        let rome = Zone::Named(chrono_tz::Europe::Rome);
        for (real, expected) in [
            ("2026-11-23T20:00:00Z", "2026-11-23T08:41:00Z"),
            ("2026-11-21T10:00:00Z", "2026-11-23T08:41:00Z"),
            ("2026-11-22T22:30:00Z", "2026-11-23T08:41:00Z"),
            ("2026-07-12T10:00:00Z", "2026-07-13T07:41:00Z"),
        ] {
            assert_eq!(morning(real.parse().unwrap(), rome), expected.parse::<DateTime<Utc>>().unwrap(), "{real}");
        }
    }
}
