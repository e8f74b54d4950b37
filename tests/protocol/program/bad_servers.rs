//! Bad input from the network, met by the whole program: what `list` and `check` say, and how they end.

use super::desk::Desk;
use crate::certificates::{Authority, NOW};
use crate::support::{Server, fault, good, good_bytes};
use chrono::{TimeDelta, Utc};

/// What is expected of one kind of server.
struct Bad {
    /// Exit code of both commands.
    code: i32,
    state: &'static str,
    /// The cause that `list` names; also the notice of the step that fails in `check`.
    cause: &'static str,
    /// A part of the English message.
    says: &'static str,
    /// The step of `check` that fails.
    step: &'static str,
}

/// Runs `list` and `check` against `url`, each at a desk of its own, in both languages.
fn meets(url: &str, bad: &Bad) {
    for language in ["en", "it"] {
        let ran = Desk::new(language, url, "").sign_in("list --format json");
        let json = ran.sane().json();
        assert_eq!(ran.code, bad.code, "{ran:?}");
        assert_eq!((&json["state"], &json["cause"]["code"]), (&bad.state.into(), &bad.cause.into()), "{json}");
        assert_eq!(json["people"][0]["status"], "no-information", "never free");
        let message = json["cause"]["message"].as_str().unwrap();
        assert_eq!(message.contains(bad.says), language == "en", "{language}: {message}");
        assert!(!json["cause"]["remedy"].as_str().unwrap().is_empty());
        assert!(ran.err.starts_with(message) && ran.err.lines().count() <= 2, "{}", ran.err);

        let ran = Desk::new(language, url, "").sign_in("check --format json");
        let json = ran.sane().json();
        assert_eq!(ran.code, bad.code, "{ran:?}");
        let failed: Vec<_> = json["steps"].as_array().unwrap().iter().filter(|step| step["ok"] == false).collect();
        assert_eq!(failed.len(), 1, "{json}");
        assert_eq!((&failed[0]["step"], &failed[0]["notices"][0]["code"]), (&bad.step.into(), &bad.cause.into()));
        assert_eq!(failed[0]["notices"][0]["message"], message);
        assert!(failed[0]["milliseconds"].is_u64());
        let steps = json["steps"].as_array().unwrap();
        assert!(steps.iter().any(|step| step["step"] == "key-store") && steps.last().unwrap()["step"] == "log");
    }
}

const OFFLINE: Bad = Bad { code: 2, state: "offline", cause: "", says: "", step: "" };
const STALE: Bad = Bad { code: 2, state: "stale", cause: "", says: "", step: "answer" };

fn answering(status: &'static str, headers: &[(&'static str, &str)], body: impl Into<Vec<u8>>, bad: Bad) -> Server {
    let server = Server::answering(status, headers, body);
    meets(server.url().as_str(), &bad);
    server
}

/// How many requests carried a password.
fn signed(server: &Server) -> usize {
    server.requests().iter().filter(|request| request.header("authorization").is_some()).count()
}

#[test]
fn an_unknown_host() {
    let bad = Bad { cause: "unknown-host", says: "mail.invalid was not found", step: "name", ..OFFLINE };
    meets("https://mail.invalid/EWS/Exchange.asmx", &bad);
}

#[test]
fn a_refused_connection() {
    let bad = Bad { cause: "connection-refused", says: "refuses the connection", step: "connect", ..OFFLINE };
    // Nobody listens on the port of the past.
    meets("http://127.0.0.1:1/EWS/Exchange.asmx", &bad);
}

#[test]
fn an_untrusted_certificate() {
    let server = Server::with_tls(Authority::new().issue(&["127.0.0.1"], NOW), |mut connection| {
        connection.request();
    });
    let says = "issued by nobody this computer trusts";
    let bad = Bad { cause: "certificate-unknown-issuer", says, step: "tls", ..OFFLINE };
    meets(server.url_at("https").as_str(), &bad);
    assert!(server.requests().is_empty());
}

#[test]
fn a_certificate_for_another_name() {
    let authority = Authority::new();
    let server = Server::with_tls(authority.issue(&["mail.example.org"], NOW), |mut connection| {
        connection.request();
    });
    let desk = Desk::empty();
    let file = desk.write("ca.pem", authority.pem());
    let desk = Desk::new("en", server.url_at("https").as_str(), &format!("ca_file = '{}'\n", file.display()));
    let ran = desk.sign_in("check");
    assert_eq!(ran.sane().code, 2);
    assert!(ran.out.contains("✗ Encryption") && ran.out.contains("made out for another name"), "{}", ran.out);
}

#[test]
fn a_refusal_is_tried_once_and_stops_every_command_until_another_password() {
    let server = Server::answering("401 Unauthorized", &[("WWW-Authenticate", "Basic realm=\"mail\"")], "");
    let bad = Bad { code: 3, state: "paused", cause: "sign-in-refused", says: "refused the sign-in", step: "sign-in" };
    meets(server.url().as_str(), &bad);
    assert_eq!(signed(&server), 4, "two commands in two languages, each at a desk of its own");

    let desk = Desk::new("en", server.url().as_str(), "");
    for command in ["list", "check", "list --format csv", "status anna", "check"] {
        assert_eq!(desk.sign_in(command).sane().code, 3, "{command}");
    }
    assert_eq!(signed(&server), 5, "the second and all later commands did not try");
    let told = desk.sign_in("check").out;
    assert!(told.contains("! Protection of the account") && told.contains("The ways out:"), "{told}");
    assert_eq!(desk.run("list --password-stdin", "another").code, 3);
    assert_eq!(signed(&server), 6, "another password is a way out");
}

#[test]
fn a_server_without_basic_is_not_told_the_password() {
    let server = Server::answering("401 Unauthorized", &[("WWW-Authenticate", "Negotiate")], "");
    let desk = Desk::new("en", server.url().as_str(), "");
    desk.run("settings set exchange.authentication=basic", "");
    let ran = desk.sign_in("check");
    assert_eq!(ran.sane().code, 3);
    assert!(ran.out.contains("✗ Answer of the server") && ran.out.contains("offers Negotiate;"), "{}", ran.out);
    assert_eq!(signed(&server), 0);
}

#[test]
fn forbidden() {
    let bad = Bad {
        code: 3,
        state: "paused",
        cause: "not-allowed",
        says: "does not allow its use here (HTTP 403)",
        step: "sign-in",
    };
    answering("403 Forbidden", &[], "<html>EWS is off</html>", bad);
}

#[test]
fn not_found() {
    let says = "no Exchange service at this address of 127.0.0.1 (HTTP 404)";
    let server = answering("404 Not Found", &[], "<html>none</html>", Bad { cause: "no-service", says, ..STALE });
    assert_eq!(signed(&server), 0, "no password goes to a page");
}

#[test]
fn a_redirect_to_a_log_on_page() {
    let bad = Bad { cause: "redirected-log-on", says: "log-on page for browsers", ..STALE };
    answering("302 Found", &[("Location", "/owa/auth/logon.aspx?reason=0")], "", bad);
}

#[test]
fn a_fault() {
    let bad =
        Bad { cause: "server-fault", says: "Exchange reports an error: ErrorTimeZone", step: "own-mailbox", ..STALE };
    answering("500 Internal Server Error", &[], fault("ErrorTimeZone", None), bad);
}

#[test]
fn told_to_wait() {
    let server = Server::answering("503 Service Unavailable", &[("Retry-After", "120")], "<html/>");
    let ran = Desk::new("it", server.url().as_str(), "").sign_in("check");
    assert_eq!(ran.sane().code, 2);
    assert!(ran.out.contains("✗ Risposta del server") && ran.out.contains("rallentare"), "{}", ran.out);
    let desk = Desk::new("en", server.url().as_str(), "");
    let ran = desk.sign_in("list --format json");
    assert_eq!((ran.sane().code, &ran.json()["state"]), (2, &"waiting".into()));
    assert!(ran.err.starts_with("The server asked for a pause: about 2 minutes"), "{}", ran.err);
    let before = server.requests().len();
    let ran = desk.sign_in("list --format json");
    assert_eq!((ran.code, &ran.json()["cause"]["code"]), (2, &"waiting-server".into()));
    let ran = desk.sign_in("check");
    assert_eq!(ran.code, 2);
    assert!(ran.out.contains("✗ Sign-in") && ran.out.contains("asked for a pause"), "{}", ran.out);
    assert_eq!(server.requests().len(), before, "nobody asks before the time is up, not even without a password");
}

#[test]
fn an_answer_cut_in_half() {
    let body = good(1);
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: {}\r\n\r\n", body.len());
    let half = [head.as_bytes(), &body.as_bytes()[..body.len() / 2]].concat();
    let server = Server::new(move |mut connection| {
        connection.request();
        let _ = connection.send(&half);
    });
    let bad = Bad { cause: "answer-cut", says: "broke off in the middle", ..STALE };
    meets(server.url().as_str(), &bad);
}

#[test]
fn an_answer_of_200_megabytes() {
    let server = Server::new(|mut connection| {
        connection.request();
        let _ = connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\n");
        let chunk = [format!("{:x}\r\n", 1 << 20).into_bytes(), vec![b' '; 1 << 20], b"\r\n".to_vec()].concat();
        for _ in 0..200 {
            if connection.send(&chunk).is_err() {
                return;
            }
        }
    });
    meets(server.url().as_str(), &Bad { cause: "answer-too-large", says: "larger than 32 MiB", ..STALE });
}

#[test]
fn html_instead_of_xml() {
    let page = "<!DOCTYPE html><html><body>Welcome</body></html>";
    let bad = Bad { cause: "answer-web-page", says: "a web page instead of calendars", ..STALE };
    answering("200 OK", &[("Content-Type", "text/html")], page, bad);
}

#[test]
fn plain_http_elsewhere_is_warned_of_and_never_sees_a_password() {
    let desk = Desk::new("en", "http://mail.invalid/EWS/Exchange.asmx", "");
    desk.run("settings set exchange.authentication=basic", "");
    let ran = desk.sign_in("check");
    assert_eq!(ran.sane().code, 2);
    assert!(ran.out.contains("! Settings") && ran.out.contains("unencrypted to mail.invalid"), "{}", ran.out);

    // A warning that is known beforehand does not pass for the end of a refresh.
    let ran = desk.sign_in("list --format json");
    assert_eq!((ran.sane().code, &ran.json()["state"]), (2, &"offline".into()));
    assert!(ran.err.contains("could read the password. It was not sent."), "{}", ran.err);
    assert_eq!(ran.err.matches("unencrypted to").count(), 1, "{}", ran.err);
}

#[test]
fn a_clock_that_is_ten_minutes_off() {
    let date = (Utc::now() + TimeDelta::minutes(10)).format("%a, %d %b %Y %H:%M:%S GMT").to_string();
    let server = Server::answering("200 OK", &[("Date", &date), ("Content-Type", "text/xml")], good(1));
    for (language, says) in [("en", "10 minutes behind"), ("it", "10 minuti")] {
        let ran = Desk::new(language, server.url().as_str(), "").sign_in("list --format json");
        let json = ran.sane().json();
        assert_eq!((ran.code, &json["state"], &json["cause"]["code"]), (0, &"live".into(), &"clock-behind".into()));
        assert!(ran.err.contains(says), "{}", ran.err);
        let ran = Desk::new(language, server.url().as_str(), "").sign_in("check --format json");
        let json = ran.sane().json();
        let clock = json["steps"].as_array().unwrap().iter().find(|step| step["step"] == "clock").unwrap();
        assert_eq!(
            (ran.code, &clock["warning"], &clock["notices"][0]["code"]),
            (0, &true.into(), &"clock-behind".into())
        );
    }
}

#[test]
fn a_good_server_passes_every_step() {
    let server = Server::always(good_bytes());
    let ran = Desk::new("en", server.url().as_str(), "").sign_in("check --format json");
    let json = ran.sane().json();
    let steps: Vec<_> = json["steps"].as_array().unwrap().iter().map(|step| step["step"].as_str().unwrap()).collect();
    assert_eq!(
        steps.join(" "),
        "settings roster proxy name connect tls answer guard shared-stop sign-in version own-mailbox clock answers head-room key-store log"
    );
    assert_eq!(ran.code, 0, "{json}");
}
