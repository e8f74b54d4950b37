use super::*;
use crate::refresh::{Board, Observation};
use crate::source::{MailboxError, MailboxErrorKind};
use crate::words::Words;
use chrono::DateTime;

/// Three people who answered, in a second of a minute.
fn snapshot() -> Snapshot {
    let people = ["a", "b", "c"].map(|name| crate::people::Person { address: name.into(), ..Default::default() });
    let roster = Arc::new(Roster { people: people.to_vec() });
    let mut snapshot = crate::refresh::State::new(roster, &Settings::default()).snapshot;
    let observation = Observation { as_of: Some(DateTime::UNIX_EPOCH), ..Observation::default() };
    snapshot.observations = vec![observation; 3];
    (snapshot.board, snapshot.last_complete) = (Board::Live, Some(DateTime::UNIX_EPOCH));
    (snapshot.last_took, snapshot.interval) = (Duration::from_secs(1), Duration::from_secs(60));
    snapshot.causes.clear();
    snapshot
}

#[test]
fn one_mailbox_s_error_is_a_warning_and_a_board_that_is_not_live_fails() {
    let step = |snapshot: &Snapshot| answers(snapshot, Duration::ZERO);
    assert_eq!(step(&snapshot()).mark, Mark::Passed);
    let mut refused = snapshot();
    refused.observations[1].error =
        Some(MailboxError { kind: MailboxErrorKind::NoAccess, code: "ErrorNoFreeBusyAccess".into() });
    let told = step(&refused);
    assert_eq!(told.mark, Mark::Warned);
    let codes: Vec<_> = told.notices.iter().map(|notice| notice.code).collect();
    assert_eq!(codes, ["check-answered", "check-refused", "mailbox-no-access"]);
    let silent = Snapshot { observations: vec![Observation::default(); 3], board: Board::Offline, ..snapshot() };
    assert_eq!(step(&silent).mark, Mark::Failed(Ending::Incomplete));
}

#[test]
fn head_room_is_told_as_a_part_of_the_interval() {
    let room = |seconds, limit| {
        let snapshot = Snapshot { last_took: Duration::from_millis(seconds), ..snapshot() };
        let step = everybody::head_room(&snapshot, limit);
        let value = |name| step.notices[0].args.iter().find(|(key, _)| *key == name).unwrap().1.clone();
        (step.mark, value("requests"), value("percent"))
    };
    assert_eq!(room(1_000, 100), (Mark::Passed, "1".into(), "2".into()));
    assert_eq!(room(30_000, 2), (Mark::Passed, "2".into(), "50".into()));
    assert_eq!(room(31_000, 1), (Mark::Warned, "3".into(), "52".into()));
    assert_eq!(room(100_000, 0), (Mark::Warned, "3".into(), "100".into()));
}

#[test]
fn every_step_has_its_words_in_both_languages() {
    let names = [
        "settings",
        "roster",
        "proxy",
        "name",
        "connect",
        "tls",
        "answer",
        "guard",
        "shared-stop",
        "sign-in",
        "version",
        "own-mailbox",
        "clock",
        "answers",
        "head-room",
        "key-store",
        "log",
        "find-probe",
        "find-plain",
        "find-record",
        "find-ask",
        "find-sign-in",
        "find-knock",
        "find-result",
    ];
    let codes = [
        "check-file",
        "check-people",
        "check-log-folder",
        "check-switched-off",
        "check-missing",
        "check-no-proxy",
        "check-through-proxy",
        "check-name-found",
        "check-connected",
        "check-certificate",
        "check-certificate-ends",
        "check-certificate-soon",
        "check-head-room",
        "check-head-room-little",
        "check-own-computer",
        "check-plain-http",
        "check-plain-password",
        "check-asks-for-sign-in",
        "check-exchange-answers",
        "check-refuses-nobody",
        "check-protects",
        "check-may-leave",
        "check-way-out-refused",
        "check-way-out-confirm",
        "check-signed-in",
        "check-not-refused",
        "check-version-told",
        "check-version-untold",
        "check-own-came",
        "check-own-unknown",
        "check-clock-agrees",
        "check-clock-untold",
        "check-key-store-there",
        "check-answered",
        "check-refused",
        "password-not-given",
        "password-unreadable",
    ];
    let filled = |code| {
        ["path", "keys", "host", "addresses", "ways", "account", "origin", "version", "reason", "date", "issuer"]
            .iter()
            .chain(&["port", "status", "seconds", "count", "asked", "days", "requests", "percent", "interval"])
            .fold(Notice::new(code), |notice, name| notice.with(name, 2))
    };
    for words in Words::LANGUAGES.map(Words::for_language) {
        for name in names {
            let notices = codes.into_iter().map(filled).collect();
            let text = Step::new(name, Duration::ZERO, Mark::Passed, notices).text(&words);
            assert!(!text.contains("notice-") && !text.contains("check-") && !text.contains('{'), "{text}");
        }
    }
}
