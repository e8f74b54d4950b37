use super::*;
use crate::people::csv::{Separator, read};
use crate::settings::{Assignment, ReadError, Reading, Settings, TEMPLATE, assignments};
use crate::store::FileError;
use chrono::Local;
use std::fs;
use tempfile::TempDir;

fn profile() -> (TempDir, Profile) {
    let folder = tempfile::tempdir().unwrap();
    let profile = Profile::new(Folders::profile(folder.path()));
    (folder, profile)
}

fn changes(text: &str) -> Vec<Assignment> {
    assignments([text]).unwrap()
}

fn codes(loaded: &LoadedSettings) -> Vec<&'static str> {
    loaded.notices().iter().map(|notice| notice.code).collect()
}

#[test]
fn no_settings_are_the_defaults_and_nothing_is_made_before_something_is_saved() {
    let (folder, profile) = profile();
    let loaded = profile.load_settings(Local::now()).unwrap();
    assert_eq!(loaded.reading, Reading::default());
    assert!(loaded.broken.is_none() && loaded.notices().is_empty());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);

    profile.save_settings(&loaded, &Settings::default()).unwrap();
    assert_eq!(fs::read_to_string(folder.path().join("settings.toml")).unwrap(), TEMPLATE);
}

#[test]
fn a_broken_file_is_set_aside_told_of_and_replaced_only_by_saving() {
    for content in [b"enabled = \n".as_slice(), b"# citt\xe0\nenabled = false\n"] {
        let (folder, profile) = profile();
        let path = folder.path().join("settings.toml");
        fs::write(&path, content).unwrap();
        let loaded = profile.load_settings(Local::now()).unwrap();
        assert_eq!(loaded.settings(), &Settings::default());
        assert_eq!(codes(&loaded).last(), Some(&"settings-set-aside"));
        let copy = loaded.broken.as_ref().unwrap().copy.clone().unwrap();
        assert!(copy.file_name().unwrap().to_str().unwrap().starts_with("settings.toml.broken-"), "{copy:?}");
        assert_eq!(
            profile.load_settings(Local::now()).unwrap().broken.unwrap().copy.unwrap(),
            copy,
            "one copy is enough"
        );

        profile.set_settings(&loaded, &changes("enabled=no")).unwrap_err();
        profile.import_settings(&loaded, "enabled = false").unwrap_err();
        assert_eq!(fs::read(&path).unwrap(), content, "single changes need a file to change");

        let saved = profile.save_settings(&loaded, &Settings::default()).unwrap();
        assert!(saved.broken.is_none());
        assert_eq!(fs::read(&copy).unwrap(), content);
        assert_eq!(fs::read_to_string(&path).unwrap(), TEMPLATE);
    }
}

#[test]
fn a_newer_file_is_neither_copied_nor_touched() {
    let (folder, profile) = profile();
    let path = folder.path().join("settings.toml");
    fs::write(&path, "schema = 2\n").unwrap();
    let loaded = profile.load_settings(Local::now()).unwrap();
    assert_eq!(codes(&loaded), ["settings-newer"]);
    for error in [
        profile.save_settings(&loaded, &Settings::default()).unwrap_err(),
        profile.set_settings(&loaded, &changes("enabled=no")).unwrap_err(),
    ] {
        assert!(matches!(error, ProfileError::Settings(ReadError::Newer { schema: 2 })), "{error}");
    }
    assert_eq!(fs::read_to_string(path).unwrap(), "schema = 2\n");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn an_edit_by_hand_wins_over_a_save_that_did_not_see_it() {
    let (folder, profile) = profile();
    let path = folder.path().join("settings.toml");
    let loaded = profile.load_settings(Local::now()).unwrap();
    fs::write(&path, "# mine\n").unwrap();
    let error = profile.set_settings(&loaded, &changes("enabled=no")).unwrap_err();
    assert!(matches!(error, ProfileError::File(FileError::Changed { .. })), "{error}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "# mine\n");

    let loaded = profile.load_settings(Local::now()).unwrap();
    let loaded = profile.set_settings(&loaded, &changes("enabled=no")).unwrap();
    profile.set_settings(&loaded, &changes("provider=office365")).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("# mine") || text.contains("# mine"), "{text}");
    assert!(!profile.load_settings(Local::now()).unwrap().settings().enabled.0);
}

#[test]
fn problems_unknown_keys_and_warnings_are_told() {
    let (folder, profile) = profile();
    let text = "refresh_interval_seconds = 5\nshoe = 1\n[exchange]\news_url = 'http://mail/ews/exchange.asmx'\n";
    fs::write(folder.path().join("settings.toml"), text).unwrap();
    let loaded = profile.load_settings(Local::now()).unwrap();
    assert_eq!(codes(&loaded), ["setting-out-of-range", "setting-unknown-key", "setting-plain-http"]);
}

#[test]
fn the_roster_is_where_the_settings_say() {
    let (folder, profile) = profile();
    let mut settings = Settings::default();
    let loaded = profile.load_roster(&settings).unwrap();
    assert_eq!(loaded.path, folder.path().join("people.csv"));
    assert_eq!(loaded.notices()[0].code, "people-none");
    assert!(loaded.into_roster().people.is_empty());

    fs::write(folder.path().join("team.csv"), "name;address;shoe\nAnna;anna@example.com;37\nBruno\n").unwrap();
    settings.people.file = Some("team.csv".into());
    let loaded = profile.load_roster(&settings).unwrap();
    let codes: Vec<_> = loaded.notices().iter().map(|notice| notice.code).collect();
    assert_eq!(codes, ["people-no-address", "people-ignored-columns"]);
    assert_eq!(loaded.into_roster().people.len(), 1);

    fs::write(folder.path().join("team.csv"), "name;address\n").unwrap();
    assert_eq!(profile.load_roster(&settings).unwrap().notices()[0].code, "people-none");
    fs::write(folder.path().join("team.csv"), "PK\x03\x04\0").unwrap();
    assert!(matches!(profile.load_roster(&settings), Err(ProfileError::Roster(_))));
}

#[test]
fn a_replaced_roster_is_kept() {
    let (folder, profile) = profile();
    let settings = Settings::default();
    let roster = read(b"name,address\nAnna,anna@example.com\n").unwrap().roster;
    assert_eq!(profile.replace_roster(&settings, &roster, Separator::Comma).unwrap(), None);
    let first = fs::read(folder.path().join("people.csv")).unwrap();
    let previous = profile.replace_roster(&settings, &roster, Separator::Semicolon).unwrap().unwrap();
    assert_eq!(previous, folder.path().join("people.csv.previous"));
    assert_eq!(fs::read(previous).unwrap(), first);
    assert_eq!(profile.load_roster(&settings).unwrap().import.unwrap().separator, Separator::Semicolon);
}

#[test]
fn whoever_is_added_stands_last_and_nothing_else_changes() {
    let (folder, profile) = profile();
    let settings = Settings::default();
    let person = |name: &str| crate::people::Person {
        name: name.into(),
        address: format!("{name}@example.org").to_lowercase(),
        ..Default::default()
    };
    let names = |roster: crate::people::Roster| roster.people.into_iter().map(|person| person.name).collect::<Vec<_>>();
    let added = profile.add_people(&settings, &[person("Ada")]).unwrap();
    assert_eq!(names(added), ["Ada"], "where there is no file one is made");

    let path = folder.path().join("people.csv");
    let mine = "badge;name;address\n7;Ada;ada@example.org\n";
    fs::write(&path, mine).unwrap();
    let added = profile.add_people(&settings, &[person("ADA"), person("Bruno")]).unwrap();
    assert_eq!(names(added), ["Ada", "Bruno"]);
    let text = fs::read_to_string(&path).unwrap();
    assert_eq!(text, format!("{mine};Bruno;bruno@example.org\n"));
    assert_eq!(names(profile.add_people(&settings, &[person("Bruno")]).unwrap()), ["Ada", "Bruno"]);
    assert_eq!(fs::read_to_string(&path).unwrap(), text, "nobody twice");

    fs::write(&path, "badge;name\n").unwrap();
    profile.add_people(&settings, &[person("Carla")]).unwrap_err();
    assert_eq!(fs::read_to_string(&path).unwrap(), "badge;name\n");
}
