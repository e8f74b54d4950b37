//! Follows the profile's files while the program runs: what another process, or a person with an editor, saves there is
//! in force a moment later.
//!
//! A file is read when it has come to rest. One that cannot be used, or has a refused value in it, changes nothing; it is
//! said what is wrong with it. One that is gone changes nothing either.

use super::Command;
use super::bell::Bell;
use crate::people::Roster;
use crate::profile::{LoadedSettings, Profile};
use crate::settings::Settings;
use crate::words::Notice;
use chrono::Local;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tokio::sync::mpsc::WeakUnboundedSender;

/// How often somebody looks at files that are just changing, or of whose changes the system does not tell.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How often somebody looks at files that rest: of what changes in a network folder the system may not tell.
const LOOK_AT_REST_EVERY: Duration = Duration::from_secs(10);
/// A file that was written this short a time ago may be written again without looking different.
const FRESH: Duration = Duration::from_secs(3);

/// What is known of the profile's files.
#[derive(Debug)]
pub(super) struct Watch {
    profile: Profile,
    settings: Arc<Settings>,
    roster: Arc<Roster>,
    settings_file: Seen,
    roster_file: Seen,
    /// What is wrong with the one and with the other.
    trouble: [Vec<Notice>; 2],
}

impl Watch {
    /// `settings` and `roster` are what the engine was started with.
    pub(super) fn new(profile: Profile, settings: Arc<Settings>, roster: Arc<Roster>) -> Self {
        let (settings_file, roster_file) = (Seen::default(), Seen::default());
        Self { profile, settings, roster, settings_file, roster_file, trouble: Default::default() }
    }

    /// Notes what is wrong with the files by now: that was said at the start.
    pub(super) fn begin(&mut self) {
        self.trouble = [self.read_settings().err().unwrap_or_default(), self.read_roster().err().unwrap_or_default()];
    }

    /// Follows the files until nobody listens any more.
    pub(super) async fn run(mut self, commands: WeakUnboundedSender<Command>) {
        let mut bell = Bell::new();
        loop {
            let told = bell.hang(&self.files());
            if told && self.rests() {
                bell.rung_within(LOOK_AT_REST_EVERY).await;
            } else {
                tokio::time::sleep(LOOK_EVERY).await;
            }
            // A file on a network drive may take its time.
            let looked = tokio::task::spawn_blocking(move || {
                let news = self.look();
                (self, news)
            });
            let Ok((watch, news)) = looked.await else { return };
            self = watch;
            let Some(commands) = commands.upgrade() else { return };
            if news.into_iter().any(|command| commands.send(command).is_err()) {
                return;
            }
        }
    }

    fn files(&self) -> [PathBuf; 2] {
        [self.profile.folders().settings_file(), self.profile.roster_file(&self.settings)]
    }

    /// Whether all that the files say by now is known.
    fn rests(&self) -> bool {
        self.settings_file.rests() && self.roster_file.rests()
    }

    /// What is new.
    fn look(&mut self) -> Vec<Command> {
        let mut news = Vec::new();
        let told = self.trouble.clone();
        if self.settings_file.is_new(&self.profile.folders().settings_file()) {
            match self.read_settings() {
                Ok(settings) => {
                    self.trouble[0].clear();
                    if settings != *self.settings {
                        self.settings = Arc::new(settings);
                        // The roster may be in another file now.
                        self.roster_file = Seen::default();
                        news.push(Command::Settings(Arc::clone(&self.settings)));
                    }
                }
                Err(notices) => self.trouble[0] = notices,
            }
        }
        if self.roster_file.is_new(&self.profile.roster_file(&self.settings)) {
            match self.read_roster() {
                Ok(roster) => {
                    self.trouble[1].clear();
                    if roster != *self.roster {
                        self.roster = Arc::new(roster);
                        news.push(Command::Roster(Arc::clone(&self.roster)));
                    }
                }
                Err(notices) => self.trouble[1] = notices,
            }
        }
        if self.trouble != told {
            news.push(Command::Trouble(self.trouble.concat()));
        }
        news
    }

    fn read_settings(&self) -> Result<Settings, Vec<Notice>> {
        let loaded = self.profile.load_settings(Local::now()).map_err(|error| error.notices());
        let mut wrong = match loaded {
            Ok(LoadedSettings { broken: None, reading, .. }) if reading.problems.is_empty() => {
                return Ok(reading.settings);
            }
            Ok(LoadedSettings { broken: None, reading, .. }) => reading.problems.iter().map(Notice::from).collect(),
            Ok(LoadedSettings { broken: Some(broken), .. }) => broken.error.notices(),
            Err(notices) => notices,
        };
        wrong.push(Notice::new("settings-old-stay"));
        Err(wrong)
    }

    fn read_roster(&self) -> Result<Roster, Vec<Notice>> {
        let loaded = self.profile.load_roster(&self.settings).map_err(|error| error.notices())?;
        Ok(loaded.into_roster())
    }
}

/// How a file looked.
type Look = (SystemTime, u64);

/// What was seen of a file.
#[derive(Debug, Default)]
struct Seen {
    last: Option<Look>,
    read: Option<Look>,
}

impl Seen {
    /// Whether the file was read as it was last seen, or is not there.
    fn rests(&self) -> bool {
        self.last.is_none() || self.last == self.read
    }

    /// Whether the file is there, has come to rest, and may have another content than when it was last read.
    fn is_new(&mut self, path: &Path) -> bool {
        let about = std::fs::metadata(path).ok();
        let look = about.and_then(|about| Some((about.modified().ok()?, about.len())));
        let rests = look.is_some() && look == self.last;
        self.last = look;
        if !rests || look == self.read {
            return false;
        }
        self.read = look.filter(|(changed, _)| changed.elapsed().map_or(true, |age| age > FRESH));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::Person;
    use crate::people::csv::Separator;
    use crate::store::Folders;
    use std::fs;
    use tempfile::TempDir;

    struct Desk {
        folder: TempDir,
        watch: Watch,
    }

    impl Desk {
        fn open() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let profile = Profile::new(Folders::profile(folder.path()));
            let watch = Watch::new(profile, Arc::default(), Arc::default());
            Self { folder, watch }
        }

        fn write(&self, text: &str) {
            fs::write(self.folder.path().join("settings.toml"), text).unwrap();
        }

        /// What is new once the files have come to rest.
        fn news(&mut self) -> Vec<Command> {
            assert!(self.watch.look().is_empty(), "a file that is just being written is left alone");
            self.watch.look()
        }

        fn trouble(&mut self) -> Vec<&'static str> {
            match self.news().as_slice() {
                [Command::Trouble(notices)] => notices.iter().map(|notice| notice.code).collect(),
                other => panic!("{other:?}"),
            }
        }
    }

    #[test]
    fn settings_that_were_saved_are_told_once() {
        let mut desk = Desk::open();
        assert!(desk.news().is_empty(), "no files, no news");
        desk.write("refresh_interval_seconds = 90\n");
        match desk.news().as_slice() {
            [Command::Settings(settings)] => assert_eq!(settings.refresh_interval.seconds(), 90),
            other => panic!("{other:?}"),
        }
        desk.write("# a comment\nrefresh_interval_seconds = 90\n");
        assert!(desk.news().is_empty(), "nothing else is said in it");
        desk.write("refresh_interval_seconds = 30\n");
        assert_eq!(desk.news().len(), 1);
        desk.write("refresh_interval_seconds = 45\n");
        assert_eq!(desk.news().len(), 1, "also when it looks the same within one tick of the file system's clock");
    }

    #[test]
    fn a_broken_file_or_a_refused_value_changes_nothing_and_is_said_until_it_is_mended() {
        let mut desk = Desk::open();
        desk.write("enabled = \n");
        assert_eq!(desk.trouble(), ["settings-syntax", "settings-old-stay"]);
        assert!(desk.news().is_empty(), "once");
        desk.write("refresh_interval_seconds = 1\n");
        assert_eq!(desk.trouble(), ["setting-out-of-range", "settings-old-stay"]);
        desk.write("enabled = true\n");
        assert_eq!(desk.trouble(), [""; 0]);
    }

    #[test]
    fn what_is_wrong_from_the_start_on_was_said_at_the_start() {
        let mut desk = Desk::open();
        desk.write("enabled = \n");
        desk.watch.begin();
        assert!(desk.news().is_empty());
        desk.write("refresh_interval_seconds = 90\n");
        assert!(matches!(desk.news().as_slice(), [Command::Settings(_), Command::Trouble(none)] if none.is_empty()));
    }

    #[test]
    fn a_file_that_is_gone_changes_nothing() {
        let mut desk = Desk::open();
        desk.write("enabled = false\n");
        assert_eq!(desk.news().len(), 1);
        fs::remove_file(desk.folder.path().join("settings.toml")).unwrap();
        assert!(desk.news().is_empty());
    }

    #[test]
    fn people_who_were_imported_are_told_also_from_another_file() {
        let mut desk = Desk::open();
        let person = Person { name: "Anna".into(), address: "anna@example.org".into(), ..Person::default() };
        let roster = Roster { people: vec![person] };
        desk.watch.profile.replace_roster(&Settings::default(), &roster, Separator::Comma).unwrap();
        assert!(matches!(desk.news().as_slice(), [Command::Roster(told)] if **told == roster));
        fs::write(desk.folder.path().join("others.csv"), "name,address\nBruno,bruno@example.org\n").unwrap();
        desk.write("[people]\nfile = \"others.csv\"\n");
        assert!(matches!(desk.news().as_slice(), [Command::Settings(_)]));
        assert!(matches!(desk.watch.look().as_slice(), [Command::Roster(told)] if told.people[0].name == "Bruno"));
        fs::write(desk.folder.path().join("others.csv"), "nothing\n").unwrap();
        assert_eq!(desk.trouble(), ["people-missing-columns"]);
    }
}
