//! The command line's contract, kept by the program itself: exit codes, what changes what, and no key of the catalogue in
//! any output.

use super::desk::{Desk, Ran, program};
use crate::support::{Server, good};
use std::fs;

/// Runs the program without a profile of its own: the demo, and what asks nobody.
fn run(arguments: &str) -> Ran {
    let home = tempfile::tempdir().unwrap();
    let arguments: Vec<&str> = arguments.split_whitespace().collect();
    let ran = program(&arguments, "", home.path());
    ran.sane();
    ran
}

#[test]
fn usage_errors_are_4_and_tell_on_standard_error() {
    for line in [
        "no-such-command",
        "status",
        "list --format yaml",
        "list --at yesterday",
        "list --people 5",
        "list --demo --people 0",
        "list --demo --people 5001",
        "list --demo --profile /nowhere",
        "demo --profile /nowhere",
        "list --demo --password-stdin",
        "settings show --demo",
        "people list --demo",
        "screenshot",
        "screenshot x.png --demo --locale tlh",
        "screenshot x.png --demo --size 9",
        "completions nush",
        "simulate --listen 0.0.0.0:0",
        "simulate --listen 127.0.0.1",
    ] {
        let ran = run(line);
        assert_eq!((ran.code, ran.out.as_str()), (4, ""), "{line}: {ran:?}");
        assert!(!ran.err.is_empty(), "{line}");
    }
}

#[test]
fn status_finds_one_several_and_nobody() {
    let one = run("status enrico gallo --demo --people 40 --at 2026-11-23T09:41:00Z");
    assert_eq!((one.code, one.out.lines().count(), one.err.as_str()), (0, 1, ""));
    assert!(one.out.starts_with("Enrico Gallo: "), "{}", one.out);
    let several = run("status sales --demo --people 40 --at 2026-11-23T09:41:00Z");
    assert!(several.code == 0 && several.out.lines().count() > 3, "{several:?}");
    let nobody = run("status zebulon --demo --people 5");
    assert_eq!((nobody.code, nobody.out.as_str()), (5, ""));
    assert!(nobody.err.contains("“zebulon”"), "{}", nobody.err);
}

#[test]
fn at_moves_calendar_time_and_nothing_else() {
    let server = Server::answering("200 OK", &[("Content-Type", "text/xml")], good(1));
    let desk = Desk::new("en", server.url().as_str(), "");
    let ran = desk.sign_in("list --format json --at 2026-07-01T10:00:00+02:00");
    let json = ran.sane().json();
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(json["window"]["start"], "2026-07-01T00:00:00Z");
    let today = chrono::Utc::now().format("%Y-%m-%dT").to_string();
    assert!(json["as_of"].as_str().unwrap().starts_with(&today), "ages go by the real clock: {json}");
    assert_eq!(json["people"][0]["freshness"], "live");
}

#[test]
fn list_has_the_same_people_in_every_format() {
    let line = "list --demo --people 30 --at 2026-11-23T09:41:00Z";
    let json = run(&format!("{line} --format json"));
    let people = json.json()["people"].as_array().unwrap().len();
    assert_eq!((json.code, people), (0, 30));
    let text = run(line);
    assert_eq!((text.code, text.out.lines().count()), (0, 30));
    let csv = run(&format!("{line} --format csv"));
    let mut reader = csv::Reader::from_reader(csv.out.as_bytes());
    assert_eq!((csv.code, reader.records().map(Result::unwrap).count()), (0, 30));
}

#[test]
fn one_refused_value_changes_nothing() {
    let desk = Desk::new("en", "https://mail.invalid/EWS/Exchange.asmx", "");
    let before = fs::read(desk.path().join("settings.toml")).unwrap();
    for changes in [
        "enabled=no refresh_interval_seconds=5",
        "enabled=no exchange.ews_url=https:///EWS",
        "enabled=no shoe=37",
        "enabled=no enabled",
        "enabled=no display.day_start=22 display.day_end=3",
        "provider=google enabled=no",
    ] {
        let ran = desk.run(&format!("settings set {changes}"), "");
        assert_eq!((ran.sane().code, ran.out.as_str()), (4, ""), "{changes}");
        assert!(ran.err.ends_with("Nothing was changed.\n"), "{}", ran.err);
        assert_eq!(fs::read(desk.path().join("settings.toml")).unwrap(), before, "{changes}");
    }
    let ran = desk.run("settings import -", "enabled = false\nrefresh_interval_seconds = 5\n");
    assert_eq!((ran.sane().code, fs::read(desk.path().join("settings.toml")).unwrap()), (4, before));
    assert_eq!(desk.run("settings set enabled=no refresh_interval_seconds=30", "").code, 0);
}

#[test]
fn no_output_shows_a_key_of_the_catalogue() {
    let server = Server::answering("200 OK", &[("Content-Type", "text/xml")], good(1));
    for language in ["en", "it"] {
        let desk = Desk::new(language, server.url().as_str(), "");
        let picture = desk.path().join("board.png").display().to_string();
        let (good_lines, bad_line) = ("name,address\nBo,bo@example.org\n", "name,address\nBo,bo@example.org\nBad,\n");
        let lines: [(&str, &str, i32); 24] = [
            ("settings show", "", 0),
            ("settings set refresh_interval_seconds=30", "", 0),
            ("settings set refresh_interval_seconds=3", "", 4),
            ("settings import -", "enabled = true\nodd = 1\n", 0),
            ("settings import /nowhere", "", 4),
            ("settings export -", "", 0),
            ("people list", "", 0),
            ("people export -", "", 0),
            ("people import -", bad_line, 2),
            ("people import -", good_lines, 0),
            ("people import -", "name\n", 4),
            ("people import /nowhere", "", 4),
            ("list", "", 3),
            ("list --format csv", "", 3),
            ("list --format json", "", 3),
            ("status bo", "", 3),
            ("status nobody-at-all", "", 5),
            ("check", "", 3),
            ("check --format json", "", 3),
            ("list --password-stdin", "", 4),
            (&format!("screenshot {picture} --size 400x300"), "", 3),
            ("simulate --scenario /nowhere", "", 4),
            ("settings set network.proxy=socks5://x", "", 4),
            ("settings set exchange.ews_url=http://mail.invalid/EWS/Exchange.asmx", "", 0),
        ];
        for (line, input, code) in lines {
            let ran = desk.run(line, input);
            assert_eq!(ran.sane().code, code, "{language} {line}: {ran:?}");
            assert!(!ran.out.contains("check-") || line.ends_with("json"), "{}", ran.out);
        }
        assert!(fs::read(picture).unwrap().starts_with(b"\x89PNG"));
    }
}

#[test]
fn a_picture_is_painted_in_the_language_asked_for() {
    let home = tempfile::tempdir().unwrap();
    let paint = |locale: &str| {
        let file = home.path().join(format!("{locale}.png"));
        let line = format!(
            "screenshot {} --demo --people 5 --size 500x300 --at 2026-11-23T09:41:00Z --locale {locale}",
            file.display()
        );
        assert_eq!(run(&line).code, 0);
        fs::read(file).unwrap()
    };
    assert_ne!(paint("en"), paint("it_IT.UTF-8"));
}

#[test]
fn help_completions_and_the_manual_teach() {
    let help = run("--help");
    assert_eq!((help.code, help.err.as_str()), (0, ""));
    for part in ["Exit codes:", "5  no such person", "First steps:", "--profile", "--password-stdin", "check"] {
        assert!(help.out.contains(part), "{part}");
    }
    for command in ["list", "status", "check", "screenshot", "simulate", "settings set", "people import"] {
        let help = run(&format!("{command} --help"));
        assert!(help.code == 0 && help.out.contains("Example"), "{command} --help has an example: {}", help.out);
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = run(&format!("completions {shell}"));
        assert!(script.code == 0 && script.out.contains("password-stdin"), "{shell}");
    }
    let manual = run("man");
    assert_eq!(manual.code, 0);
    for part in ["attendant", "Exit codes", "screenshot", "\\-\\-format", "\\-\\-listen", "people import"] {
        assert!(manual.out.contains(part), "{part} is not in the manual");
    }
}

#[test]
fn every_code_is_in_the_documentation() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("docs/command-line.md")).unwrap();
    let documented: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    let mut codes = 0;
    for file in ["notices", "settings", "sign-in", "cli", "find", "entra", "graph"] {
        let words = fs::read_to_string(root.join(format!("resources/words/en/{file}.ftl"))).unwrap();
        for code in words.lines().filter_map(|line| line.strip_prefix("notice-")?.split(' ').next()) {
            assert!(documented.contains(&code), "{code} is not in docs/command-line.md");
            codes += 1;
        }
    }
    assert!(codes > 100, "{codes}");
}
