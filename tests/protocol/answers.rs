//! Answers of all statuses, good and bad.

use crate::support::{Server, ask, fails, fault, good, options};
use attendant_calendar::guard::RefusalKind;
use attendant_calendar::source::{Class, Misread, Redirect, SourceError};
use chrono::{TimeDelta, Utc};
use std::io::Write;

async fn answered(
    status: &'static str,
    headers: &[(&'static str, &str)],
    body: &str,
    class: Class,
    notice: &str,
) -> SourceError {
    let server = Server::answering(status, headers, body);
    fails(server.url(), options(), class, notice).await
}

#[tokio::test]
async fn a_good_answer_plain_and_compressed() {
    let server = Server::answering("200 OK", &[("Content-Type", "text/xml; charset=utf-8")], good(1));
    let answer = ask(server.url(), options()).await.unwrap();
    assert!(answer.mailboxes[0].as_ref().unwrap().blocks.is_empty());

    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(good(1).as_bytes()).unwrap();
    let server = Server::answering("200 OK", &[("Content-Encoding", "gzip")], encoder.finish().unwrap());
    assert_eq!(ask(server.url(), options()).await.unwrap().mailboxes, answer.mailboxes);
}

#[tokio::test]
async fn refusals() {
    let error = answered(
        "401 Unauthorized",
        &[("WWW-Authenticate", "Basic realm=\"x\"")],
        "",
        Class::Refusal,
        "sign-in-refused",
    )
    .await;
    assert!(
        matches!(error, SourceError::Refused(refusal) if refusal.kind == RefusalKind::Credentials && refusal.status == 401)
    );
    answered("403 Forbidden", &[], "<html>EWS is off</html>", Class::Refusal, "not-allowed").await;
    answered("456 Blocked", &[], "", Class::Refusal, "sign-in-refused").await;
    let locked = "The referenced account is currently locked out and may not be logged on to.";
    answered("401 Unauthorized", &[], locked, Class::Refusal, "account-locked").await;
    answered(
        "500 Internal Server Error",
        &[],
        &fault("ErrorPasswordExpired", None),
        Class::Refusal,
        "password-expired",
    )
    .await;
}

#[tokio::test]
async fn no_service_at_this_address() {
    let error = answered("404 Not Found", &[], "<html>none</html>", Class::Server, "no-service").await;
    assert_eq!(error, SourceError::NoService { host: "127.0.0.1".into(), status: 404 });
    answered("405 Method Not Allowed", &[], "", Class::Server, "no-service").await;
}

#[tokio::test]
async fn a_redirection_is_named_and_never_followed() {
    let elsewhere = Server::answering("200 OK", &[], good(1));
    let table = [
        ("302 Found", "/owa/auth/logon.aspx?reason=0".to_owned(), "redirected-log-on"),
        ("302 Found", "https://sts.example.org/adfs/ls/?wa=1".to_owned(), "redirected-log-on"),
        ("307 Temporary Redirect", elsewhere.url().to_string(), "redirected"),
        ("308 Permanent Redirect", elsewhere.url().to_string(), "redirected"),
        ("302 Found", "/ews/genericerrorpage.htm".to_owned(), "server-error"),
    ];
    for (status, location, notice) in table {
        answered(status, &[("Location", &location)], "", Class::Server, notice).await;
    }
    assert!(elsewhere.requests().is_empty());

    let server = Server::answering("302 Found", &[("Location", "/owa/auth/logon.aspx")], "");
    let error = fails(server.url(), options(), Class::Server, "redirected-log-on").await;
    let to = format!("http://{}/owa/auth/logon.aspx", server.address);
    assert_eq!(error, SourceError::Redirected { host: "127.0.0.1".into(), to, kind: Redirect::LogOn });
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_fault_with_500_or_with_200() {
    for status in ["500 Internal Server Error", "200 OK"] {
        let error = answered(status, &[], &fault("ErrorTimeZone", None), Class::Server, "server-fault").await;
        assert_eq!(error, SourceError::Fault { code: "ErrorTimeZone".into() });
        answered(status, &[], &fault("ErrorServerBusy", Some(297_749)), Class::Wait, "slow-down").await;
        answered(status, &[], &fault("ErrorInvalidServerVersion", None), Class::Server, "version-unknown").await;
        answered(status, &[], &fault("ErrorTimeIntervalTooBig", None), Class::WindowTooLong, "window-too-long").await;
    }
}

#[tokio::test]
async fn errors_of_the_server_and_of_what_stands_before_it() {
    answered("503 Service Unavailable", &[("Retry-After", "120")], "<html/>", Class::Wait, "slow-down").await;
    answered("429 Too Many Requests", &[], "", Class::Wait, "slow-down").await;
    let error = answered("502 Bad Gateway", &[], "<html/>", Class::Server, "server-error").await;
    assert_eq!(error, SourceError::Status { host: "127.0.0.1".into(), status: 502 });
    answered("407 Proxy Authentication Required", &[], "", Class::Server, "server-error").await;
    answered(
        "101 Switching Protocols",
        &[("Upgrade", "x"), ("Connection", "upgrade")],
        "",
        Class::Server,
        "server-error",
    )
    .await;
}

#[tokio::test]
async fn html_instead_of_xml() {
    let page = "<!DOCTYPE html><html><body>Welcome</body></html>";
    let error = answered("200 OK", &[("Content-Type", "text/html")], page, Class::Server, "answer-web-page").await;
    assert_eq!(error, SourceError::NotUnderstood { host: "127.0.0.1".into(), what: Misread::WebPage });
    answered("200 OK", &[], "hello", Class::Server, "answer-not-exchange").await;
    answered("200 OK", &[], "", Class::Server, "answer-not-exchange").await;
}

#[tokio::test]
async fn a_wrong_count_of_entries() {
    let error = answered("200 OK", &[], &good(2), Class::Server, "answer-count").await;
    let what = Misread::Count { asked: 1, answered: 2 };
    assert_eq!(error, SourceError::NotUnderstood { host: "127.0.0.1".into(), what });
    answered("200 OK", &[], &good(0), Class::Server, "answer-count").await;
}

#[tokio::test]
async fn a_clock_that_is_ten_minutes_off() {
    let date = (Utc::now() + TimeDelta::minutes(10)).format("%a, %d %b %Y %H:%M:%S GMT").to_string();
    let server = Server::answering("200 OK", &[("Date", &date)], good(1));
    let facts = ask(server.url(), options()).await.unwrap().server;
    let ahead = facts.clock_ahead.unwrap();
    assert!((ahead - TimeDelta::minutes(10)).abs() < TimeDelta::seconds(5), "{ahead}");
    let notice = facts.clock_notice().unwrap();
    assert_eq!((notice.code, notice.args[0].1.as_str()), ("clock-behind", "10"));
}
