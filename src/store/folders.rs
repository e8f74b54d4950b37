//! Where things are kept: the platform's folders, or everything under one.

use super::error::FileError;
use super::private::create_folder;
use directories::BaseDirs;
use std::path::{Path, PathBuf};

/// The application id: bundle, desktop entry, key store entries.
pub const APPLICATION_ID: &str = "org.attendantcalendar.AttendantCalendar";

const VENDOR: &str = "AttendantCalendar";
const PRODUCT: &str = "AttendantCalendar";
const UNIX_NAME: &str = "attendant-calendar";

/// The folders of one profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    config: PathBuf,
    state: PathBuf,
    log: PathBuf,
}

impl Folders {
    /// The platform's folders of this user.
    pub fn platform() -> Result<Self, FileError> {
        let base = BaseDirs::new().ok_or(FileError::NoHome)?;
        Ok(if cfg!(windows) {
            Self::on_windows(base.config_dir(), base.data_local_dir())
        } else if cfg!(target_os = "macos") {
            Self::on_macos(base.home_dir())
        } else {
            Self::on_linux(base.config_dir(), base.state_dir().unwrap_or(base.data_local_dir()))
        })
    }

    /// Everything under one folder (`--profile DIR`): `settings.toml`, `people.csv`, `state/`, `log/`.
    pub fn profile(folder: &Path) -> Self {
        Self { config: folder.to_path_buf(), state: folder.join("state"), log: folder.join("log") }
    }

    fn on_windows(roaming: &Path, local: &Path) -> Self {
        let own = local.join(VENDOR).join(PRODUCT);
        Self { config: roaming.join(VENDOR).join(PRODUCT), state: own.join("state"), log: own.join("log") }
    }

    fn on_macos(home: &Path) -> Self {
        let config = home.join("Library/Application Support").join(APPLICATION_ID);
        Self { state: config.join("state"), config, log: home.join("Library/Logs").join(PRODUCT) }
    }

    fn on_linux(config: &Path, state: &Path) -> Self {
        let state = state.join(UNIX_NAME);
        Self { config: config.join(UNIX_NAME), log: state.join("log"), state }
    }

    /// Makes the folders, for this user alone where the system knows such rights.
    pub fn create(&self) -> Result<(), FileError> {
        [&self.config, &self.state, &self.log].into_iter().try_for_each(|folder| create_folder(folder))
    }

    /// The settings.
    pub fn settings_file(&self) -> PathBuf {
        self.config.join("settings.toml")
    }

    /// The roster, unless the settings name another file.
    pub fn people_file(&self) -> PathBuf {
        self.config.join("people.csv")
    }

    /// The folder of what the program remembers by itself: the guard's record, locks.
    pub fn state(&self) -> &Path {
        &self.state
    }

    /// The folder of the log files.
    pub fn log(&self) -> &Path {
        &self.log
    }

    /// `path` as the settings mean it: relative to the settings file's folder.
    pub fn resolve(&self, path: &Path) -> PathBuf {
        self.config.join(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_system_keeps_things_where_its_users_look() {
        let linux = Folders::on_linux(Path::new("/home/u/.config"), Path::new("/home/u/.local/state"));
        assert_eq!(linux.settings_file(), Path::new("/home/u/.config/attendant-calendar/settings.toml"));
        assert_eq!(linux.state(), Path::new("/home/u/.local/state/attendant-calendar"));
        assert_eq!(linux.log(), Path::new("/home/u/.local/state/attendant-calendar/log"));

        let mac = Folders::on_macos(Path::new("/Users/u"));
        assert_eq!(
            mac.people_file(),
            Path::new("/Users/u/Library/Application Support/org.attendantcalendar.AttendantCalendar/people.csv")
        );
        assert_eq!(mac.log(), Path::new("/Users/u/Library/Logs/AttendantCalendar"));

        let windows = Folders::on_windows(Path::new("roaming"), Path::new("local"));
        assert_eq!(windows.settings_file(), Path::new("roaming/AttendantCalendar/AttendantCalendar/settings.toml"));
        assert_eq!(windows.log(), Path::new("local/AttendantCalendar/AttendantCalendar/log"));
    }

    #[test]
    fn a_profile_is_one_folder() {
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders::profile(&folder.path().join("desk"));
        folders.create().unwrap();
        assert_eq!(folders.settings_file(), folder.path().join("desk/settings.toml"));
        assert_eq!(folders.people_file(), folder.path().join("desk/people.csv"));
        assert!(folders.state().is_dir() && folders.log().is_dir());
        assert_eq!(folders.resolve(Path::new("team.csv")), folder.path().join("desk/team.csv"));
        assert_eq!(folders.resolve(&std::env::temp_dir()), std::env::temp_dir());
    }

    #[cfg(unix)]
    #[test]
    fn folders_are_the_users_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders::profile(&folder.path().join("a/desk"));
        folders.create().unwrap();
        for made in [folders.state(), folders.log(), &folder.path().join("a")] {
            assert_eq!(made.metadata().unwrap().permissions().mode() & 0o777, 0o700, "{}", made.display());
        }
    }
}
