use super::*;
use crate::settings::TEMPLATE;
use crate::store::Folders;
use crate::words::Words;
use std::fs;
use tempfile::TempDir;

struct Desk {
    folder: TempDir,
    words: Words,
}

impl Desk {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), words: Words::for_language("en") }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("settings.toml")
    }

    /// Exit code, standard output and standard error.
    fn run(&self, command: SettingsCommand, input: &str) -> (Exit, String, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut console = Console { input: &mut input.as_bytes(), out: &mut out, err: &mut err, words: &self.words };
        let exit = run(&command, &Common::default(), &Profile::new(Folders::profile(self.folder.path())), &mut console);
        (exit, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
    }

    fn set(&self, changes: &[&str]) -> (Exit, String, String) {
        self.run(SettingsCommand::Set { changes: changes.iter().map(|change| (*change).into()).collect() }, "")
    }
}

#[test]
fn what_show_prints_is_what_set_takes() {
    let desk = Desk::new();
    let (exit, out, err) = desk.run(SettingsCommand::Show, "");
    assert_eq!((exit, err.as_str()), (Exit::Live, ""));
    assert!(out.starts_with("enabled=true\nprovider=exchange\nrefresh_interval_seconds=60\n"), "{out}");
    let (exit, _, _) = desk.set(&out.lines().collect::<Vec<_>>());
    assert_eq!(exit, Exit::Live);
    assert_eq!(fs::read_to_string(desk.file()).unwrap(), TEMPLATE);
}

#[test]
fn set_saves_and_says_what_deserves_a_word() {
    let desk = Desk::new();
    let (exit, out, err) = desk.set(&["exchange.ews_url=http://mail/EWS/Exchange.asmx", "refresh_interval_seconds=30"]);
    assert_eq!((exit, out.as_str()), (Exit::Live, ""));
    assert!(err.starts_with(&format!("Saved in {}.\n", desk.file().display())), "{err}");
    assert!(err.contains("unencrypted to mail") && err.contains("30 seconds"), "{err}");
    let text = fs::read_to_string(desk.file()).unwrap();
    assert!(text.contains("# The address of Exchange Web Services") && text.contains("http://mail/EWS"), "{text}");
}

#[test]
fn one_refused_value_changes_nothing_and_every_refusal_is_told() {
    let desk = Desk::new();
    desk.set(&["enabled=no"]);
    let before = fs::read(desk.file()).unwrap();
    let (exit, out, err) =
        desk.set(&["enabled=yes", "exchange.ews_url=https:///EWS", "exchange.username=me:secret", "shoe=37"]);
    assert_eq!((exit, out.as_str()), (Exit::Refused, ""));
    assert_eq!(fs::read(desk.file()).unwrap(), before);
    assert!(err.contains("exchange.ews_url: the address names no host.\n    Write the server's name"), "{err}");
    assert!(err.contains("no colon") && !err.contains("secret"), "{err}");
    assert!(err.contains("There is no setting shoe.") && err.ends_with("Nothing was changed.\n"), "{err}");
    assert_eq!(desk.set(&["enabled"]).0, Exit::Refused);
}

#[test]
fn a_broken_file_is_told_and_left_alone() {
    let desk = Desk::new();
    fs::write(desk.file(), "enabled = \n").unwrap();
    let (exit, out, err) = desk.run(SettingsCommand::Show, "");
    assert_eq!(exit, Exit::Refused);
    assert!(out.starts_with("enabled=true\n"), "the defaults hold: {out}");
    assert!(err.contains("line 1, column") && err.contains("settings.toml.broken-"), "{err}");
    for command in [
        SettingsCommand::Set { changes: vec!["enabled=no".into()] },
        SettingsCommand::Import { file: "-".into() },
        SettingsCommand::Export { file: "-".into() },
    ] {
        let (exit, out, err) = desk.run(command, "enabled = false");
        assert_eq!((exit, out.as_str()), (Exit::Refused, ""));
        assert!(err.contains("line 1, column"), "{err}");
    }
    assert_eq!(fs::read_to_string(desk.file()).unwrap(), "enabled = \n");
}

#[test]
fn bad_values_in_the_file_are_shown_with_their_lines() {
    let desk = Desk::new();
    fs::write(desk.file(), "enabled = 5\n[privacy]\npassword = 'hunter2'\n").unwrap();
    let (exit, _, err) = desk.run(SettingsCommand::Show, "");
    assert_eq!(exit, Exit::Refused);
    assert!(err.contains("Line 1, enabled: “5” is neither") && err.contains("Line 3: privacy.password"), "{err}");
    assert!(!err.contains("hunter2"), "{err}");
}

#[test]
fn what_is_exported_can_be_imported() {
    let desk = Desk::new();
    desk.set(&["exchange.username=CORP\\reader", "display.zone=Europe/Rome", "enabled=no"]);
    fs::write(desk.file(), fs::read_to_string(desk.file()).unwrap() + "password = 'hunter2'\n").unwrap();
    let (exit, exported, _) = desk.run(SettingsCommand::Export { file: "-".into() }, "");
    assert_eq!(exit, Exit::Live);
    assert!(exported.contains("CORP\\reader") && !exported.contains("hunter2"), "{exported}");

    let other = Desk::new();
    let (exit, _, err) = other.run(SettingsCommand::Import { file: "-".into() }, &exported);
    // What deserves a word of the account depends on who runs the test.
    assert!(exit == Exit::Live && err.starts_with(&format!("Saved in {}.\n", other.file().display())), "{err}");
    assert_eq!(fs::read_to_string(other.file()).unwrap(), exported);

    let file = desk.folder.path().join("export.toml");
    assert_eq!(desk.run(SettingsCommand::Export { file: file.clone() }, "").0, Exit::Live);
    assert_eq!(fs::read_to_string(&file).unwrap(), exported);
    let (exit, _, err) = desk.run(SettingsCommand::Export { file }, "");
    assert_eq!(exit, Exit::Refused);
    assert!(err.contains("is there already"), "{err}");
}

#[test]
fn an_import_with_one_bad_value_changes_nothing() {
    let desk = Desk::new();
    let (exit, _, err) =
        desk.run(SettingsCommand::Import { file: "-".into() }, "enabled = false\nrefresh_interval_seconds = 5\nx = 1");
    assert_eq!(exit, Exit::Refused);
    assert!(err.contains("Line 2, refresh_interval_seconds: 5 is not between 30 and 3600."), "{err}");
    assert!(!desk.file().exists());
    let (exit, _, err) = desk.run(SettingsCommand::Import { file: "-".into() }, "enabled = false\nx = 1");
    assert_eq!(exit, Exit::Live);
    assert!(err.contains("Line 2: x is not a setting"), "{err}");
    let (exit, _, err) = desk.run(SettingsCommand::Import { file: desk.folder.path().join("nothing.toml") }, "");
    assert_eq!(exit, Exit::Refused);
    assert!(err.contains("There is no file"), "{err}");
}

#[test]
fn a_folder_that_cannot_be_used_is_unexpected() {
    let desk = Desk::new();
    fs::create_dir(desk.file()).unwrap();
    let (exit, _, err) = desk.run(SettingsCommand::Show, "");
    assert_eq!(exit, Exit::Unexpected);
    assert!(err.contains("settings.toml"), "{err}");
}
