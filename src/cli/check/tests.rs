use super::*;
use crate::cli::list::tests::snapshot;
use crate::refresh::Observation;
use crate::words::Words;
use serde_json::json;

#[test]
fn one_mailbox_s_error_is_a_warning_and_a_board_that_is_not_live_fails() {
    let live = snapshot();
    let step = |snapshot: &Snapshot| answers(snapshot, Instant::now());
    assert_eq!(step(&live).mark, Mark::Warned, "Bruno's mailbox refuses");
    assert!(step(&live).notices.iter().any(|notice| notice.code == "mailbox-no-access"));
    let silent = Snapshot { observations: vec![Observation::default(); 3], board: Board::Offline, ..live.clone() };
    assert_eq!(step(&silent).mark, Mark::Failed(Exit::Incomplete));
    let whole = Snapshot { observations: vec![live.observations[0].clone(); 3], ..live };
    assert_eq!(step(&whole).mark, Mark::Passed);
}

#[test]
fn the_first_failed_step_says_how_it_ends() {
    let step = |mark| Step::new("roster", Instant::now(), mark, Vec::new());
    assert_eq!(verdict(&[]), Exit::Live);
    assert_eq!(verdict(&[step(Mark::Passed), step(Mark::Warned)]), Exit::Live);
    let failed = [step(Mark::Warned), step(Mark::Failed(Exit::Paused)), step(Mark::Failed(Exit::Refused))];
    assert_eq!(verdict(&failed), Exit::Paused);
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
        "sign-in",
        "version",
        "own-mailbox",
        "clock",
        "answers",
        "key-store",
        "log",
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
        ["path", "keys", "host", "addresses", "ways", "account", "origin", "version", "reason"]
            .iter()
            .chain(&["port", "status", "seconds", "count", "asked"])
            .fold(Notice::new(code), |notice, name| notice.with(name, 2))
    };
    let mut steps: Vec<Step> =
        names.into_iter().map(|name| Step::new(name, Instant::now(), Mark::Passed, Vec::new())).collect();
    steps[0].notices = codes.into_iter().map(filled).collect();
    steps[1].mark = Mark::Warned;
    steps[2].mark = Mark::Failed(Exit::Incomplete);
    for words in Words::LANGUAGES.map(Words::for_language) {
        let text = text(&steps, &words);
        assert!(!text.contains("notice-") && !text.contains("check-") && !text.contains("{"), "{text}");
        assert!(text.contains('✓') && text.contains('!') && text.contains('✗'), "{text}");
    }
    let json = json(&steps, &Words::for_language("en"));
    assert_eq!(json["schema"], 1);
    let told = |n: usize| {
        (json["steps"][n]["step"].clone(), json["steps"][n]["ok"].clone(), json["steps"][n]["warning"].clone())
    };
    assert_eq!(told(1), (json!("roster"), json!(true), json!(true)));
    assert_eq!(told(2), (json!("proxy"), json!(false), json!(false)));
}
