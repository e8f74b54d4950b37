//! The files of the profile: the settings, and the people.

use super::Tell;
use crate::people::Roster;
use crate::profile::{Profile, ProfileError};
use crate::settings::{Settings, Warning, Way, missing, warnings};
use crate::store::FileError;
use crate::words::{Ending, Mark, Notice, Step};
use chrono::Local;
use std::time::Instant;

/// The settings and the people; none where the settings cannot be read.
pub(super) async fn configured(profile: &Profile, tell: Tell<'_>) -> Option<(Settings, Roster)> {
    let profile = profile.clone();
    // Reading blocks.
    let (steps, found) = tokio::task::spawn_blocking(move || read(&profile)).await.unwrap_or_default();
    steps.into_iter().for_each(tell);
    found
}

fn read(profile: &Profile) -> (Vec<Step>, Option<(Settings, Roster)>) {
    let begun = Instant::now();
    let failed = |ending, notices| (vec![Step::new("settings", begun.elapsed(), Mark::Failed(ending), notices)], None);
    let loaded = match profile.load_settings(Local::now()) {
        Ok(loaded) => loaded,
        Err(error) => return failed(ending(&error), error.notices()),
    };
    let mut notices = loaded.notices();
    if loaded.broken.is_some() {
        return failed(Ending::Refused, notices);
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
        (Some(_), _) => Mark::Failed(Ending::Refused),
        (None, false) => Mark::Warned,
        (None, true) => Mark::Passed,
    };
    notices.extend(lacking);
    if notices.is_empty() {
        notices.push(Notice::new("check-file").with("path", profile.folders().settings_file().display()));
    }
    let step = Step::new("settings", begun.elapsed(), mark, notices);
    let (people, roster) = people(profile, &settings);
    (vec![step, people], Some((settings, roster)))
}

/// Why nothing can be asked with these settings.
pub(super) fn lacking(settings: &Settings) -> Option<Notice> {
    if !settings.enabled.0 {
        return Some(Notice::new("check-switched-off"));
    }
    if Way::granted(settings).is_empty() {
        return Some(Notice::new("setting-no-grant"));
    }
    let missing = missing(settings);
    (!missing.is_empty()).then(|| Notice::new("check-missing").with("keys", missing.join(", ")))
}

fn people(profile: &Profile, settings: &Settings) -> (Step, Roster) {
    let begun = Instant::now();
    let loaded = match profile.load_roster(settings) {
        Ok(loaded) => loaded,
        Err(error) => {
            let step = Step::new("roster", begun.elapsed(), Mark::Failed(ending(&error)), error.notices());
            return (step, Roster::default());
        }
    };
    let mut notices = loaded.notices();
    let roster = loaded.into_roster();
    let mark = match (roster.people.is_empty(), notices.is_empty()) {
        (true, _) => Mark::Failed(Ending::Refused),
        (false, false) => Mark::Warned,
        (false, true) => Mark::Passed,
    };
    if !roster.people.is_empty() {
        notices.insert(0, Notice::new("check-people").with("count", roster.people.len()));
    }
    (Step::new("roster", begun.elapsed(), mark, notices), roster)
}

/// Values and texts that a person gave are refusals; what the machine cannot do is unexpected.
fn ending(error: &ProfileError) -> Ending {
    match error {
        ProfileError::Settings(_) | ProfileError::Refused(_) | ProfileError::Roster(_) => Ending::Refused,
        ProfileError::File(FileError::NotText { .. } | FileError::Changed { .. }) => Ending::Refused,
        ProfileError::File(_) => Ending::Unexpected,
    }
}
