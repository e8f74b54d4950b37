use super::*;
use crate::store::Folders;
use crate::words::Words;
use std::fs;
use tempfile::TempDir;

fn people(folder: &TempDir, command: PeopleCommand, input: &[u8]) -> (Exit, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let words = Words::for_language("en");
    let mut console = Console { input: &mut &*input, out: &mut out, err: &mut err, words: &words };
    let exit = run(&command, &Profile::new(Folders::profile(folder.path())), &mut console);
    (exit, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

fn import(folder: &TempDir, input: &[u8]) -> (Exit, String) {
    let (exit, out, err) = people(folder, PeopleCommand::Import { file: "-".into() }, input);
    assert_eq!(out, "");
    (exit, err)
}

const TWO: &[u8] =
    b"name;address;phone;groups\nAnna Berger;anna@example.com;+39 02;\"Sales;Board\"\nBo;bo@example.com;;\n";

#[test]
fn people_are_imported_listed_and_exported() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("people.csv");
    let (exit, err) = import(&folder, TWO);
    assert_eq!((exit, err), (Exit::Live, format!("2 people imported into {}.\n", file.display())));

    let (exit, out, err) = people(&folder, PeopleCommand::List, b"");
    assert_eq!((exit, err.as_str()), (Exit::Live, ""));
    assert_eq!(
        out,
        "Anna Berger  +39 02  anna@example.com  Sales; Board\n\
         Bo                   bo@example.com\n"
    );

    let stored = fs::read_to_string(&file).unwrap();
    assert!(stored.contains(";'+39 02;"), "the separator of the imported file is kept: {stored}");
    let export = |separator| people(&folder, PeopleCommand::Export { file: "-".into(), separator }, b"");
    let (exit, out, _) = export(SeparatorName::Semicolon);
    assert_eq!((exit, &out), (Exit::Live, &stored));
    assert!(export(SeparatorName::Comma).1.starts_with("\u{feff}name,address,"));
}

#[test]
fn bad_lines_are_named_and_left_out_and_who_was_there_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    import(&folder, TWO);
    let before = fs::read(folder.path().join("people.csv")).unwrap();
    let (exit, err) = import(&folder, b"name,address,shoe\nCarla,carla@example.com,\n,x@example.com,\n");
    assert_eq!(exit, Exit::Incomplete);
    for part in
        ["Line 3 of the people's file has no name", "shoe", "1 person imported", "1 line was left out", ".previous"]
    {
        assert!(err.contains(part), "{part}: {err}");
    }
    assert!(!err.contains("example.com"), "{err}");
    assert_eq!(fs::read(folder.path().join("people.csv.previous")).unwrap(), before);
}

#[test]
fn an_import_without_anybody_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    import(&folder, TWO);
    let before = fs::read(folder.path().join("people.csv")).unwrap();
    for (input, part) in [
        (b"name,address\n".as_slice(), "There is nobody"),
        (b"name,address\n,\nX,y\n", "There is nobody"),
        (b"name,phone\nX,1\n", "lacks: address"),
        (b"", "is empty"),
        (b"PK\x03\x04\0", "not text"),
    ] {
        let (exit, err) = import(&folder, input);
        assert_eq!(exit, Exit::Refused);
        assert!(err.contains(part), "{err}");
        assert_eq!(fs::read(folder.path().join("people.csv")).unwrap(), before);
    }
}

#[test]
fn an_empty_roster_is_refused_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    for command in [PeopleCommand::List, PeopleCommand::Export { file: "-".into(), separator: SeparatorName::Comma }] {
        let (exit, out, err) = people(&folder, command, b"");
        assert_eq!((exit, out.as_str()), (Exit::Refused, ""));
        assert!(err.contains("people import FILE"), "{err}");
    }
}

#[test]
fn the_file_that_the_settings_name_is_used_and_broken_settings_stop() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("settings.toml"), "[people]\nfile = 'desk/team.csv'\n").unwrap();
    assert_eq!(import(&folder, TWO).0, Exit::Live);
    assert!(folder.path().join("desk/team.csv").exists() && !folder.path().join("people.csv").exists());

    fs::write(folder.path().join("settings.toml"), "[people\n").unwrap();
    let (exit, out, err) = people(&folder, PeopleCommand::List, b"");
    assert_eq!((exit, out.as_str()), (Exit::Refused, ""));
    assert!(err.contains("line 1"), "{err}");
}
