//! A desk at which the real program runs: a profile of its own, and nothing of the machine's surroundings.

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// Nothing else on the machine is spelt like it.
pub const PASSWORD: &str = "Zq7!kestrel/Harbour+31";
pub const ACCOUNT: &str = "desk@example.org";

/// A profile.
pub struct Desk {
    folder: TempDir,
}

/// What a run of the program left behind.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Desk {
    /// A profile in a language, with nothing in it.
    pub fn empty() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A profile that points to `url`, with one person.
    pub fn new(language: &str, url: &str, network: &str) -> Self {
        let desk = Self::empty();
        desk.write(
            "settings.toml",
            format!(
                "[exchange]\news_url = '{url}'\nusername = '{ACCOUNT}'\n[display]\nlanguage = '{language}'\nzone = 'UTC'\n\
                 [network]\nproxy = 'none'\n{network}"
            ),
        );
        desk.write("people.csv", "name,address\nAnna Berger,anna.berger@example.org\n");
        desk
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// Runs the program with the password on its standard input.
    pub fn sign_in(&self, arguments: &str) -> Ran {
        self.run(&format!("{arguments} --password-stdin"), PASSWORD)
    }

    /// Runs the program in this profile.
    pub fn run(&self, arguments: &str, input: &str) -> Ran {
        let profile = self.folder.path().to_str().unwrap();
        let arguments: Vec<&str> = arguments.split_whitespace().chain(["--profile", profile]).collect();
        program(&arguments, input, self.folder.path())
    }
}

impl Desk {
    /// Begins a `list`, and kills it as soon as `sent` says that the request is on its way.
    pub fn killed_while_signing_in(&self, sent: impl Fn() -> bool) {
        let profile = self.folder.path().to_str().unwrap();
        let arguments = ["list", "--password-stdin", "--profile", profile];
        let mut child = command(&arguments, self.folder.path()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(PASSWORD.as_bytes()).unwrap();
        for _ in 0..600 {
            if sent() {
                break;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        child.kill().unwrap();
        child.wait().unwrap();
    }
}

/// Runs the program with `home` as its user's home.
pub fn program(arguments: &[&str], input: &str, home: &Path) -> Ran {
    let mut child = command(arguments, home).spawn().unwrap();
    // A program that does not want its input closes it.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

fn command(arguments: &[&str], home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_attendant-calendar"));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.env("HOME", home).env("LANG", "en_US.UTF-8").env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    for name in ["ATTENDANT_LOG", "LC_ALL", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"] {
        command.env_remove(name);
    }
    command
}

impl Ran {
    /// The one object on standard output.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Holds what every run must keep: no key of the catalogue in sight, and no password.
    pub fn sane(&self) -> &Self {
        for text in [&self.out, &self.err] {
            assert!(!text.contains("notice-") && !text.contains("{$") && !text.contains(PASSWORD), "{text}");
            assert!(!text.contains("panicked"), "{text}");
        }
        self
    }
}
