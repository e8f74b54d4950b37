//! Steps of a test of the connection.

use attendant_calendar::words::{Ending, Mark, Notice, Step};
use std::time::Duration;

fn step(name: &'static str, milliseconds: u64, mark: Mark, notices: Vec<Notice>) -> Step {
    Step::new(name, Duration::from_millis(milliseconds), mark, notices)
}

/// A test that meets a refusal.
pub fn refused() -> Vec<Step> {
    let host = |code: &'static str| Notice::new(code).with("host", "mail.example.com");
    let account = |code: &'static str| Notice::new(code).with("account", "EXAMPLE\\reception");
    vec![
        step(
            "settings",
            2,
            Mark::Passed,
            vec![Notice::new("check-file").with("path", "/home/reception/settings.toml")],
        ),
        step("roster", 1, Mark::Passed, vec![Notice::new("check-people").with("count", 60)]),
        step("proxy", 0, Mark::Passed, vec![Notice::new("check-no-proxy")]),
        step("name", 12, Mark::Passed, vec![host("check-name-found").with("addresses", "10.20.30.40")]),
        step("connect", 3, Mark::Passed, vec![host("check-connected").with("port", 443)]),
        step(
            "tls",
            21,
            Mark::Warned,
            vec![
                host("check-certificate"),
                Notice::new("check-certificate-soon")
                    .with("date", "2026-12-01")
                    .with("days", 8)
                    .with("issuer", "Example Company Authority"),
            ],
        ),
        step("answer", 8, Mark::Passed, vec![host("check-asks-for-sign-in").with("ways", "Negotiate, NTLM")]),
        step(
            "guard",
            0,
            Mark::Passed,
            vec![account("check-protects").with("origin", "https://mail.example.com"), Notice::new("check-may-leave")],
        ),
        step(
            "sign-in",
            64,
            Mark::Failed(Ending::Paused),
            vec![Notice::new("sign-in-refused").with("status", 401), Notice::new("check-way-out-refused")],
        ),
        step("log", 0, Mark::Passed, vec![Notice::new("check-log-folder").with("path", "/home/reception/log")]),
    ]
}
