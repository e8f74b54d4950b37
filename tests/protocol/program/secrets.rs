//! What the program leaves behind: a recognisable password, and people, subjects and places, are looked for in everything
//! that it wrote.

use super::desk::{ACCOUNT, Desk, PASSWORD, Ran};
use crate::support::Server;
use attendant_calendar::simulator::{Offer, Options, Scenario, Scheme, Simulator};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE};
use md4::{Digest, Md4};
use std::fs;
use std::path::{Path, PathBuf};
use url::form_urlencoded::byte_serialize;

/// A place in which something was found: where, and what.
type Find = (String, String);

/// Every form in which a password could be lying about.
fn forms(account: &str, password: &str) -> Vec<String> {
    let pair = format!("{account}:{password}");
    let escaped = password.replace('\\', "\\\\").replace('"', "\\\"");
    let percent = |text: &str, all: bool| -> String {
        let plain = |byte: &u8| !all && (byte.is_ascii_alphanumeric() || b"-._~".contains(byte));
        text.bytes().map(|b| if plain(&b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
    };
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let wide: Vec<u8> = password.encode_utf16().flat_map(u16::to_le_bytes).collect();
    // As good as the password where NTLM is spoken.
    let hash = Md4::digest(&wide);
    vec![
        password.to_owned(),
        escaped,
        percent(password, false),
        percent(password, true),
        byte_serialize(password.as_bytes()).collect(),
        STANDARD.encode(&pair),
        STANDARD_NO_PAD.encode(&pair),
        URL_SAFE.encode(&pair),
        STANDARD.encode(password),
        hex(password.as_bytes()),
        hex(&wide),
        hex(&hash),
        STANDARD.encode(hash),
    ]
}

fn look_for<'a>(needles: impl IntoIterator<Item = &'a str>, texts: &[(String, Vec<u8>)]) -> Vec<Find> {
    let mut found = Vec::new();
    for needle in needles {
        let needle = needle.to_lowercase();
        for (place, bytes) in texts {
            if String::from_utf8_lossy(bytes).to_lowercase().contains(&needle) {
                found.push((place.clone(), needle.clone()));
            }
        }
    }
    found
}

/// Every file under a folder, with what is in it.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut out = Vec::new();
    let mut folders = vec![PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                out.push((path.display().to_string(), fs::read(&path).unwrap()));
            }
        }
    }
    out
}

fn logs(desk: &Desk) -> Vec<(String, Vec<u8>)> {
    let logs = files(&desk.path().join("log"));
    assert!(logs.iter().any(|(_, text)| !text.is_empty()), "there is no log to look through");
    logs
}

fn written(desk: &Desk, runs: &[Ran]) -> Vec<(String, Vec<u8>)> {
    let mut all = files(desk.path());
    for (n, ran) in runs.iter().enumerate() {
        all.push((format!("output of run {n}"), ran.out.clone().into_bytes()));
        all.push((format!("errors of run {n}"), ran.err.clone().into_bytes()));
    }
    all
}

#[test]
fn the_search_finds_what_is_there_in_every_form() {
    for form in forms(ACCOUNT, PASSWORD) {
        let texts =
            [("a file".to_owned(), format!("junk\0{form}\n").into_bytes()), ("another".to_owned(), b"x".to_vec())];
        let forms = forms(ACCOUNT, PASSWORD);
        let found = look_for(forms.iter().map(String::as_str), &texts);
        assert!(!found.is_empty() && found.iter().all(|(place, _)| place == "a file"), "{form}");
    }
    let desk = Desk::empty();
    fs::create_dir_all(desk.path().join("a/b")).unwrap();
    desk.write("a/b/c", PASSWORD);
    assert_eq!(look_for([PASSWORD], &files(desk.path())).len(), 1);
}

/// Through the password's whole life: refused, held, lost in the middle, cut down by a signal, bad input, and accepted.
#[test]
fn no_password_is_left_anywhere() {
    let refuses = Server::answering("401 Unauthorized", &[("WWW-Authenticate", "Basic realm=\"mail\"")], "");
    let silent = Server::new(|mut connection| {
        connection.request();
        connection.hold();
    });
    let cuts = Server::new(|mut connection| {
        connection.request();
    });
    let desk = Desk::new("en", refuses.url().as_str(), "");
    let mut runs: Vec<Ran> =
        ["list --format json", "check", "check --format json", "list --format csv", "status anna", "settings show"]
            .map(|command| desk.sign_in(command))
            .into();
    runs.push(desk.run(&format!("settings set exchange.username=me:{PASSWORD}"), ""));
    runs.push(desk.run(&format!("settings set exchange.ews_url=https://me:{PASSWORD}@mail.invalid/"), ""));
    runs.push(desk.run("settings export -", ""));
    runs.push(desk.run("people export -", ""));

    let moves_to = |server: &Server| desk.run(&format!("settings set exchange.ews_url={}", server.url()), "");
    runs.push(moves_to(&cuts));
    runs.extend(["list", "check"].map(|command| desk.sign_in(command)));
    runs.push(moves_to(&silent));
    runs.push(desk.run("settings set exchange.authentication=basic", ""));
    desk.killed_while_signing_in(|| !silent.requests().is_empty());
    assert!(silent.requests().iter().any(|request| request.header("authorization").is_some()));

    // Handshakes, accepted and refused.
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let offer = Offer::of(&[Scheme::Negotiate, Scheme::Ntlm]);
    let options = Options { account: ACCOUNT.into(), password: PASSWORD.into(), offer, ..Options::default() };
    let windows = runtime.block_on(Simulator::start(options)).unwrap();
    runs.push(desk.run(&format!("settings set exchange.ews_url={}", windows.ews_url()), ""));
    for scheme in ["automatic", "ntlm", "negotiate"] {
        runs.push(desk.run(&format!("settings set exchange.authentication={scheme}"), ""));
        runs.push(desk.sign_in("list --format json"));
        assert_eq!(runs.last().map(|ran| ran.code), Some(0), "{scheme}: {runs:?}");
    }
    windows.handle().change_password("another");
    runs.extend(["list", "check"].map(|command| desk.sign_in(command)));
    assert_eq!(windows.handle().counters().refused_logons, 1);
    runtime.block_on(windows.shutdown());

    let forms = forms(ACCOUNT, PASSWORD);
    let found = look_for(forms.iter().map(String::as_str), &written(&desk, &runs));
    assert_eq!(found, Vec::<Find>::new());
    let records =
        files(desk.path()).iter().filter(|(name, _)| name.contains("sign-in-") && name.ends_with(".json")).count();
    assert_eq!(records, 4, "the guard kept a record for each server");
}

/// Sign-in accepted, with subjects asked for: neither people nor what they do are in the log, and appointments on no disk.
#[test]
fn no_person_and_no_appointment_is_in_the_log() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let options = Options { account: ACCOUNT.into(), password: PASSWORD.into(), ..Options::default() };
    let server = runtime.block_on(Simulator::start(options)).unwrap();
    let desk = Desk::new("en", &server.ews_url(), "[privacy]\ndetails = true\n");
    let people = server.roster();
    let mut csv = "name,address,phone\n".to_owned();
    for person in &people {
        csv += &format!("{},{},{}\n", person.name, person.address, person.phone);
    }
    desk.write("people.csv", csv + "Nobody,not-an-address-at-all,1\n");

    let mut runs = vec![desk.sign_in("list --format json"), desk.sign_in("check"), desk.sign_in("status a")];
    let json = runs[0].json();
    let subjects: Vec<String> = json["people"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|person| person["blocks"].as_array().unwrap())
        .flat_map(|block| [&block["subject"], &block["location"]])
        .filter_map(|text| text.as_str())
        .filter(|text| text.len() > 5)
        .map(str::to_owned)
        .collect();
    assert!(runs[0].code == 0 && subjects.len() > 20, "{} subjects", subjects.len());
    for scenario in [Scenario::HalfAnswer, Scenario::InternalError, Scenario::PasswordChanged] {
        server.handle().set(scenario);
        runs.push(desk.sign_in("list"));
    }

    let logs = logs(&desk);
    let names = people.iter().flat_map(|person| [person.name.as_str(), person.address.as_str()]);
    let needles = names.chain(subjects.iter().map(String::as_str)).chain(["not-an-address-at-all", ACCOUNT]);
    assert_eq!(look_for(needles, &logs), Vec::<Find>::new());
    assert_eq!(look_for(subjects.iter().map(String::as_str), &files(desk.path())), Vec::<Find>::new());
    let forms = forms(ACCOUNT, PASSWORD);
    assert_eq!(look_for(forms.iter().map(String::as_str), &written(&desk, &runs)), Vec::<Find>::new());
    runtime.block_on(server.shutdown());
}
