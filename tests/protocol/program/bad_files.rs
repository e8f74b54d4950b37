//! Bad input from files, met by the whole program.

use super::desk::Desk;
use crate::support::{Server, good};
use std::fmt::Write;

fn codes(desk: &Desk, command: &str) -> (i32, String, String) {
    let ran = desk.sign_in(command);
    let json = ran.sane().json();
    let code = json["cause"]["code"].as_str().unwrap().to_owned();
    assert!(!json["cause"]["remedy"].as_str().unwrap().is_empty(), "{json}");
    assert_eq!(json["schema"], 1);
    (ran.code, json["state"].as_str().unwrap().to_owned(), code)
}

/// The code of the first notice of a failed step of `check`, by the step's name.
fn failing(desk: &Desk, step: &str) -> (i32, String) {
    let ran = desk.sign_in("check --format json");
    let json = ran.sane().json();
    let steps = json["steps"].as_array().unwrap();
    let step = steps.iter().find(|one| one["step"] == step && one["ok"] == false).unwrap_or_else(|| panic!("{json}"));
    (ran.code, step["notices"][0]["code"].as_str().unwrap().to_owned())
}

#[test]
fn no_settings() {
    let desk = Desk::empty();
    assert_eq!(codes(&desk, "list --format json"), (4, "disabled".into(), "not-configured".into()));
    assert_eq!(failing(&desk, "settings"), (4, "check-missing".into()));
    let ran = desk.run("list", "");
    assert!(ran.code == 4 && ran.err.contains("settings set exchange.ews_url="), "{ran:?}");
    assert_eq!(desk.run("status anna", "").code, 4);
}

#[test]
fn a_corrupt_settings_file_is_kept_as_a_copy() {
    for language in ["en", "it"] {
        let desk = Desk::new(language, "https://mail.invalid/EWS/Exchange.asmx", "");
        let broken = "[exchange\news_url = 1\n";
        desk.write("settings.toml", broken);
        assert_eq!(codes(&desk, "list --format json"), (4, "disabled".into(), "settings-syntax".into()));
        assert_eq!(failing(&desk, "settings"), (4, "settings-syntax".into()));
        let ran = desk.run("list", "");
        assert!(ran.code == 4 && ran.err.contains("line 1, column") && ran.err.contains("broken-"), "{ran:?}");
        let copies: Vec<_> = std::fs::read_dir(desk.path())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.to_str().unwrap().contains("settings.toml.broken-"))
            .collect();
        assert_eq!(copies.len(), 1, "one copy, however often it is met: {copies:?}");
        assert_eq!(std::fs::read_to_string(&copies[0]).unwrap(), broken);
        assert_eq!(std::fs::read_to_string(desk.path().join("settings.toml")).unwrap(), broken, "left alone");
    }
}

#[test]
fn addresses_that_cannot_be_one() {
    for (url, code, says) in [
        ("https:///EWS/Exchange.asmx", "setting-url-no-host", "names no host"),
        ("https://mail example.org/EWS/Exchange.asmx", "setting-url-blank", "blank in the address"),
    ] {
        let desk = Desk::new("en", url, "");
        assert_eq!(codes(&desk, "list --format json"), (4, "disabled".into(), "not-configured".into()));
        assert_eq!(failing(&desk, "settings"), (4, code.into()));
        let err = desk.run("list", "").err;
        assert!(err.contains(says) && err.contains("Line 2, exchange.ews_url"), "{err}");
        assert!(Desk::new("it", url, "").run("list", "").sane().err.contains("exchange.ews_url"));
    }
}

#[test]
fn settings_that_no_session_can_open_with_are_steps_and_causes() {
    let url = "https://mail.invalid/EWS/Exchange.asmx";
    for (network, step, code) in [
        ("ca_file = '/nowhere/ca.pem'\n", "tls", "ca-file-unreadable"),
        ("ca_file = '/dev/null'\n", "tls", "ca-file-useless"),
    ] {
        let desk = Desk::new("en", url, network);
        assert_eq!(codes(&desk, "list --format json"), (4, "disabled".into(), code.into()));
        assert_eq!(failing(&desk, step), (4, code.into()));
        assert_eq!(desk.sign_in("list --format json").json()["people"][0]["name"], "Anna Berger", "everybody appears");
    }
    let desk = Desk::new("en", url, "");
    desk.run("settings set enabled=no", "");
    assert_eq!(codes(&desk, "list --format json"), (4, "disabled".into(), "switched-off".into()));
    assert_eq!(failing(&desk, "settings"), (4, "check-switched-off".into()));
    desk.run("settings set enabled=yes exchange.authentication=negotiate exchange.username=", "");
    // Nobody is named: that does not mean whoever is signed in to the computer.
    assert_eq!(codes(&desk, "list --format json"), (4, "disabled".into(), "not-configured".into()));
    assert_eq!(failing(&desk, "settings"), (4, "check-missing".into()));
}

#[test]
fn no_password() {
    let server = Server::answering("401 Unauthorized", &[("WWW-Authenticate", "Basic")], "");
    let desk = Desk::new("en", server.url().as_str(), "");
    let ran = desk.run("list --format json", "");
    assert_eq!((ran.code, &ran.json()["state"]), (3, &"paused".into()));
    // Where there is no key store that could know it, that is said.
    let code = ran.json()["cause"]["code"].clone();
    assert!(code == "no-password" || code == "key-store-none", "{code}");
    let ran = desk.run("check", "");
    assert!(ran.code == 3 && ran.out.contains("✗ Sign-in") && ran.out.contains("✓ Answer of the server"), "{ran:?}");
    for input in ["", "\n"] {
        let ran = desk.run("list --format json --password-stdin", input);
        assert_eq!((ran.code, &ran.json()["cause"]["code"]), (4, &"password-not-given".into()));
    }
    assert!(server.requests().iter().all(|request| request.header("authorization").is_none()));
}

#[test]
fn an_empty_roster() {
    let server = Server::answering("200 OK", &[("Content-Type", "text/xml")], good(1));
    for text in ["", "name,address\n"] {
        let desk = Desk::new("en", server.url().as_str(), "");
        desk.write("people.csv", text);
        let (code, state, cause) = codes(&desk, "list --format json");
        assert_eq!((code, state.as_str()), (4, "disabled"));
        assert!(cause.starts_with("people-"), "{cause}");
        assert!(failing(&desk, "roster").1.starts_with("people-"));
        assert_eq!(desk.sign_in("status anna").code, 4);
        assert_eq!(desk.run("people list", "").code, 4);
    }
}

/// Answers for as many mailboxes as a request names.
fn answering_for_everybody() -> Server {
    Server::new(|mut connection| {
        while let Some(request) = connection.request() {
            let asked = String::from_utf8(request.body).unwrap().matches("<t:MailboxData>").count();
            connection.answer("200 OK", &[("Content-Type", "text/xml")], good(asked.max(1)));
        }
    })
}

#[test]
fn a_roster_of_2000_lines_with_3_bad_ones() {
    // The header is line 1.
    let mut text = "name,address,phone\n".to_owned();
    for line in 2..=2000 {
        match line {
            17 => text.push_str(",nobody@example.org,1\n"),
            900 => text.push_str("No Address,,2\n"),
            1999 => text.push_str("Odd Address,not an address,3\n"),
            _ => writeln!(text, "Person {line},person{line}@example.org,{line}").unwrap(),
        }
    }
    let server = answering_for_everybody();
    for language in ["en", "it"] {
        let desk = Desk::new(language, server.url().as_str(), "");
        desk.write("people.csv", &text);
        let ran = desk.sign_in("list --format json");
        let json = ran.sane().json();
        assert_eq!((ran.code, &json["state"]), (0, &"live".into()));
        assert_eq!(json["people"].as_array().unwrap().len(), 1996);
        for line in ["17", "900", "1999"] {
            assert!(ran.err.lines().any(|said| said.split([' ', ':', ',']).any(|word| word == line)), "{}", ran.err);
        }
        assert_eq!(ran.err.lines().count(), 6, "what happened and what to do, for each: {}", ran.err);
    }
    let desk = Desk::empty();
    let ran = desk.run("people import -", &text);
    assert_eq!(ran.sane().code, 2);
    assert!(ran.err.contains("1996 people imported") && ran.err.contains("3 lines were left out"), "{}", ran.err);
    let ran = desk.run("people list", "");
    assert_eq!((ran.code, ran.out.lines().count(), ran.err.as_str()), (0, 1996, ""));
}
