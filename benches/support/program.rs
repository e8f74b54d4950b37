//! The program as people start it, on a profile in a temporary folder.

use attendant_calendar::people::Roster;
use attendant_calendar::people::csv::Separator;
use attendant_calendar::profile::Profile;
use attendant_calendar::settings::{Authentication, RefreshInterval, Settings};
use attendant_calendar::simulator::Running;
use attendant_calendar::store::Folders;
use chrono::Local;
use std::error::Error;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

pub struct Program {
    pub path: PathBuf,
    folder: TempDir,
    password: String,
}

impl Program {
    /// With a profile that points to this server, whose next refresh is an hour away.
    pub fn new(server: &Running) -> Result<Self, Box<dyn Error>> {
        let named = std::env::var_os("ATTENDANT_PROGRAM");
        let path = named.unwrap_or(env!("CARGO_BIN_EXE_attendant-calendar").into()).into();
        let folder = tempfile::tempdir()?;
        let profile = Profile::new(Folders::profile(folder.path()));
        let loaded = profile.load_settings(Local::now())?;
        let mut settings = Settings::default();
        settings.exchange.ews_url = server.ews_url().parse().ok();
        settings.exchange.username = server.account().to_owned();
        settings.exchange.authentication = Authentication::Basic;
        settings.refresh_interval = RefreshInterval::from_seconds(RefreshInterval::MAX).unwrap_or_default();
        profile.save_settings(&loaded, &settings)?;
        profile.replace_roster(&settings, &Roster { people: server.roster() }, Separator::Comma)?;
        Ok(Self { path, folder, password: server.password() })
    }

    /// Starts it, as if no other had asked before: a second process within 10 s would wait for the rest of them. `adjust`
    /// adds what it is to do.
    pub fn start(&self, adjust: impl FnOnce(&mut Command) -> &mut Command) -> Result<Child, Box<dyn Error>> {
        let state = self.folder.path().join("state");
        if state.exists() {
            std::fs::remove_dir_all(state)?;
        }
        let mut command = Command::new(&self.path);
        command.arg("--profile").arg(self.folder.path()).arg("--password-stdin").stdin(Stdio::piped());
        let mut child = adjust(&mut command).spawn()?;
        if let Some(mut input) = child.stdin.take() {
            // Not every command reads it.
            let _ = writeln!(input, "{}", self.password);
        }
        Ok(child)
    }
}
