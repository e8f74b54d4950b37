//! What answers are read as.

use super::*;
use crate::calendar::BusyType;
use crate::source::{MailboxError, MailboxErrorKind, Misread, Redirect};

fn one(view: &str) -> Result<crate::calendar::Schedule, MailboxError> {
    let answer = read(&reply(200, availability(&[entry(view)])), &question(1)).unwrap();
    answer.mailboxes.into_iter().next().unwrap()
}

fn blocks(inside: &str) -> Vec<crate::calendar::BusyBlock> {
    one(&(granted("Detailed") + &events(inside))).unwrap().blocks
}

fn error(reply: &Reply, asked: usize) -> SourceError {
    read(reply, &question(asked)).unwrap_err()
}

#[test]
fn an_ordinary_day_is_read() {
    let day = event("2026-11-23T08:00:00", "2026-11-23T09:30:00", "<BusyType>Busy</BusyType>")
        + &event("2026-11-23T10:00:00+01:00", "2026-11-23T11:00:00+01:00", "<BusyType>OOF</BusyType>");
    let schedule = one(&(granted("FreeBusy") + &events(&day))).unwrap();
    assert_eq!(schedule.known, question(1).window);
    assert_eq!(schedule.blocks.len(), 2);
    assert_eq!(schedule.blocks[0].start, utc("2026-11-23T08:00:00Z"));
    assert_eq!(schedule.blocks[0].busy_type, BusyType::Busy);
    assert_eq!(schedule.blocks[1].end, utc("2026-11-23T10:00:00Z"));
    assert_eq!(schedule.blocks[1].busy_type, BusyType::OutOfOffice);
    assert_eq!(schedule.working_hours, None);
}

#[test]
fn words_of_types() {
    let table = [
        ("<BusyType>Free</BusyType>", BusyType::Free),
        ("<BusyType> Tentative\n</BusyType>", BusyType::Tentative),
        ("<BusyType>Busy</BusyType>", BusyType::Busy),
        ("<BusyType>OOF</BusyType>", BusyType::OutOfOffice),
        ("<BusyType>WorkingElsewhere</BusyType>", BusyType::WorkingElsewhere),
        ("<BusyType>NoData</BusyType>", BusyType::NoData),
        ("<BusyType>OnTheMoon</BusyType>", BusyType::Busy),
        ("<BusyType/>", BusyType::Busy),
        ("", BusyType::Busy),
    ];
    for (word, expected) in table {
        let blocks = blocks(&event("2026-11-23T08:00:00", "2026-11-23T09:00:00", word));
        assert_eq!(blocks[0].busy_type, expected, "{word}");
    }
}

#[test]
fn an_empty_day_is_only_what_the_server_calls_one() {
    let digits = |digits: &str| format!(r#"<MergedFreeBusy xmlns="{TYPES}">{digits}</MergedFreeBusy>"#);
    let busy = events(&event("2026-11-23T08:00:00", "2026-11-23T09:00:00", "<BusyType>Busy</BusyType>"));
    let empty = [
        granted("FreeBusy"),
        granted("Detailed"),
        granted("Detailed") + &events(""),
        granted("DetailedMerged") + &digits("0000"),
        granted("FreeBusyMerged") + &digits(""),
    ];
    for view in &empty {
        assert_eq!(one(view).map(|schedule| schedule.blocks.len()), Ok(0), "{view}");
    }
    let no_events = [
        (String::new(), ""),
        (events(""), ""),
        (digits("0000"), ""),
        (granted("None"), "None"),
        (granted("MergedOnly") + &digits("0000"), "MergedOnly"),
        (granted("None") + &busy, "None"),
        (granted("FromTheFuture") + &busy, "FromTheFuture"),
        (granted("FreeBusyMerged") + &digits("0022"), "MergedFreeBusy"),
    ];
    for (view, code) in &no_events {
        let expected = MailboxError { kind: MailboxErrorKind::NoEvents, code: (*code).to_owned() };
        assert_eq!(one(view), Err(expected), "{view}");
    }
    assert_eq!(one(&busy).map(|schedule| schedule.blocks.len()), Ok(1), "events speak for themselves");
}

#[test]
fn an_event_that_cannot_be_read_fails_its_person_and_nobody_else() {
    let broken = [
        (event("soon", "2026-11-23T09:00:00", ""), "StartTime"),
        (event("2026-11-23T08:00:00", "2026-11-23T99:00:00", ""), "EndTime"),
        ("<CalendarEvent><EndTime>2026-11-23T09:00:00</EndTime></CalendarEvent>".to_owned(), "StartTime"),
        ("<CalendarEvent/>".to_owned(), "StartTime"),
        ("<Appointment/>".to_owned(), "CalendarEventArray"),
    ];
    let good = event("2026-11-23T08:00:00", "2026-11-23T09:00:00", "<BusyType>Busy</BusyType>");
    for (inside, field) in broken {
        let view = granted("Detailed") + &events(&(good.clone() + &inside));
        let well = entry(&(granted("Detailed") + &events(&good)));
        let answer = read(&reply(200, availability(&[well.clone(), entry(&view), well])), &question(3)).unwrap();
        let expected = MailboxError { kind: MailboxErrorKind::Unreadable, code: field.to_owned() };
        assert_eq!(answer.mailboxes[1], Err(expected), "{inside}");
        assert!(answer.mailboxes[0].is_ok() && answer.mailboxes[2].is_ok(), "{inside}");
    }
}

#[test]
fn events_that_end_before_they_start_are_counted_and_those_outside_are_not_kept() {
    let inside = event("2026-11-23T10:00:00", "2026-11-23T09:00:00", "")
        + &event("2026-11-23T23:30:00", "2026-11-26T00:00:00", "")
        + &event("2026-11-20T00:00:00", "2026-11-23T00:00:00", "");
    let schedule = one(&(granted("FreeBusy") + &events(&inside))).unwrap();
    assert_eq!((schedule.dropped, schedule.blocks.len()), (1, 1));
    assert_eq!(schedule.blocks[0].end, utc("2026-11-26T00:00:00Z"), "whole, not clipped");
}

#[test]
fn details_are_kept_where_asked_for_and_withheld_where_private() {
    let details = |inside: &str| {
        let rest = format!("<BusyType>Busy</BusyType><CalendarEventDetails><ID>0</ID>{inside}</CalendarEventDetails>");
        event("2026-11-23T08:00:00", "2026-11-23T09:00:00", &rest)
    };
    let open = details("<Subject> R&amp;D&#x0;\n&lt;Q4&gt; </Subject><Location/><IsPrivate>false</IsPrivate>");
    let first = blocks(&open).remove(0).details.unwrap();
    assert_eq!((first.subject.as_deref(), first.location, first.private), (Some("R&D <Q4>"), None, false));
    let secret = details("<Subject>Secret</Subject><Location>Here</Location><IsPrivate>true</IsPrivate>");
    let first = blocks(&secret).remove(0).details.unwrap();
    assert_eq!((first.subject, first.location, first.private), (None, None, true));

    let mut standard = question(1);
    standard.details = false;
    let body = availability(&[entry(&(granted("Detailed") + &events(&open)))]);
    let answer = read(&reply(200, body), &standard).unwrap();
    assert_eq!(answer.mailboxes[0].as_ref().unwrap().blocks[0].details, None, "not asked for, so not kept");
}

#[test]
fn one_mailboxes_error_is_its_own() {
    let entries = [
        entry(&granted("FreeBusy")),
        failed("ErrorMailRecipientNotFound", ""),
        failed("ErrorNoFreeBusyAccess", ""),
        failed(
            "ErrorInternalServerError",
            &format!("<MessageXml>{}</MessageXml>", value("InnerErrorResponseCode", "ErrorServerBusy")),
        ),
        failed("", ""),
        "<FreeBusyResponse/>".to_owned(),
        entry(&granted("FreeBusy")).replace("NoError", "ErrorOdd"),
        entry(&granted("FreeBusy")).replace("Success", "Warning"),
        entry(&granted("FreeBusy")).replace("<ResponseCode>NoError</ResponseCode>", ""),
    ];
    let answer = read(&reply(200, availability(&entries)), &question(entries.len())).unwrap();
    let kinds: Vec<_> = answer
        .mailboxes
        .iter()
        .map(|entry| entry.as_ref().map(|_| ()).map_err(|e| (e.kind, e.code.as_str())))
        .collect();
    use MailboxErrorKind::{NoAccess, NotFound, Other, Passing, Unreadable};
    let expected = [
        Ok(()),
        Err((NotFound, "ErrorMailRecipientNotFound")),
        Err((NoAccess, "ErrorNoFreeBusyAccess")),
        Err((Passing, "ErrorServerBusy")),
        Err((Other, "")),
        Err((Unreadable, "ResponseMessage")),
        Err((Other, "ErrorOdd")),
        Err((Other, "NoError")),
        Ok(()),
    ];
    assert_eq!(kinds, expected);
}

#[test]
fn a_code_that_all_mailboxes_share_may_be_about_the_request() {
    let all = |code: &str, n| reply(200, availability(&vec![failed(code, ""); n]));
    assert_eq!(error(&all("ErrorServerBusy", 3), 3), SourceError::SlowDown);
    assert_eq!(error(&all("ErrorTimeIntervalTooBig", 1), 1), SourceError::WindowTooLong);
    assert_eq!(error(&all("ErrorMailboxDataArrayTooBig", 2), 2), SourceError::TooManyMailboxes);
    assert!(read(&all("ErrorMailboxDataArrayTooBig", 1), &question(1)).is_ok());
    assert!(read(&all("ErrorMailRecipientNotFound", 2), &question(2)).is_ok());
    let some = availability(&[failed("ErrorResultSetTooBig", ""), entry(&granted("FreeBusy"))]);
    let answer = read(&reply(200, some), &question(2)).unwrap();
    assert_eq!(answer.mailboxes[0].as_ref().unwrap_err().kind, MailboxErrorKind::TooMuch);
}

#[test]
fn counts_that_differ_fail_everybody() {
    for answered in [0, 1, 3] {
        let body = availability(&vec![entry(&granted("FreeBusy")); answered]);
        let expected =
            SourceError::NotUnderstood { host: "mail.example.org".into(), what: Misread::Count { asked: 2, answered } };
        assert_eq!(error(&reply(200, body), 2), expected);
    }
}

#[test]
fn what_is_not_an_answer_is_named() {
    let html = "<!DOCTYPE html><html><body>Sign in</body></html>";
    let whole = availability(&[entry(&granted("FreeBusy"))]);
    let table = [
        (reply(200, ""), Misread::Empty),
        (reply(200, " \n"), Misread::Empty),
        (reply(200, html), Misread::WebPage),
        (reply(200, "<HTML><br></HTML>"), Misread::WebPage),
        (with(reply(200, "Welcome"), &[("content-type", "text/html; charset=utf-8")]), Misread::WebPage),
        (reply(200, "{\"error\": 1}"), Misread::NotExchange),
        (reply(200, "<a/>"), Misread::NotExchange),
        (reply(200, envelope("")), Misread::NotExchange),
        (reply(200, envelope("<Other/>")), Misread::NotExchange),
        (reply(200, &whole[..whole.len() / 2]), Misread::Cut),
        (reply(200, &whole[..whole.len() - 1]), Misread::Cut),
        (reply(200, whole.replace("</FreeBusyView>", "</FreeView>")), Misread::BrokenXml),
    ];
    for (reply, expected) in table {
        let what = match error(&reply, 1) {
            SourceError::NotUnderstood { what, host } if host == "mail.example.org" => what,
            other => panic!("{other:?}"),
        };
        assert_eq!(what, expected, "{:?}", reply.body);
    }
}

#[test]
fn a_byte_order_mark_and_a_stray_byte_do_no_harm() {
    let whole = availability(&[entry(&granted("FreeBusy"))]);
    assert!(read(&reply(200, format!("\u{FEFF}{whole}")), &question(1)).is_ok());
    let mut stray = reply(200, "");
    stray.body = Bytes::from([whole.as_bytes(), b"\xff"].concat());
    assert!(read(&stray, &question(1)).is_ok());
}

#[test]
fn faults_are_read_under_any_status() {
    for status in [200, 500, 400] {
        let fault = |code: &str| reply(status, fault(code, ""));
        assert_eq!(error(&fault("ErrorServerBusy"), 1), SourceError::SlowDown);
        assert_eq!(error(&fault("ErrorTimeZone"), 1), SourceError::Fault { code: "ErrorTimeZone".into() });
        assert_eq!(error(&fault("ErrorIndividualMailboxLimitReached"), 9), SourceError::TooManyMailboxes);
    }
}

#[test]
fn statuses_without_a_fault_are_told_apart() {
    let host = || "mail.example.org".to_owned();
    let table = [
        (404, SourceError::NoService { host: host(), status: 404 }),
        (405, SourceError::NoService { host: host(), status: 405 }),
        (429, SourceError::SlowDown),
        (503, SourceError::SlowDown),
        (413, SourceError::TooManyMailboxes),
        (400, SourceError::Status { host: host(), status: 400 }),
        (440, SourceError::Status { host: host(), status: 440 }),
        (500, SourceError::Status { host: host(), status: 500 }),
        (502, SourceError::Status { host: host(), status: 502 }),
        (304, SourceError::Status { host: host(), status: 304 }),
        (101, SourceError::Status { host: host(), status: 101 }),
    ];
    for (status, expected) in table {
        assert_eq!(error(&reply(status, "<html>no</html>"), 2), expected);
    }
}

#[test]
fn redirections_are_told_apart_by_where_they_point() {
    let to = |location: &str, kind| (location.to_owned(), kind);
    let table = [
        to(
            "/owa/auth/logon.aspx?url=x&reason=0",
            Some((Redirect::LogOn, "https://mail.example.org/owa/auth/logon.aspx")),
        ),
        to("https://sts.example.org/adfs/ls/?wa=1", Some((Redirect::LogOn, "https://sts.example.org/adfs/ls/"))),
        to(
            "https://other.example.org/EWS/Exchange.asmx",
            Some((Redirect::Elsewhere, "https://other.example.org/EWS/Exchange.asmx")),
        ),
        to("mailto:someone@example.org", Some((Redirect::Elsewhere, "mailto"))),
        to("/ews/genericerrorpage.htm", None),
        to("https://[", None),
        to("", Some((Redirect::Elsewhere, "https://mail.example.org/EWS/Exchange.asmx"))),
    ];
    for (location, expected) in table {
        let found = error(&with(reply(302, ""), &[("location", &location)]), 1);
        let expected = match expected {
            Some((kind, to)) => SourceError::Redirected { host: "mail.example.org".into(), to: to.into(), kind },
            None => SourceError::Status { host: "mail.example.org".into(), status: 302 },
        };
        assert_eq!(found, expected, "{location}");
    }
    let plain = Url::parse("http://mail.example.org/ews/exchange.asmx").unwrap();
    let moved = with(reply(301, ""), &[("location", "https://mail.example.org/EWS/Exchange.asmx")]);
    let found = super::super::read_reply(&moved, &question(1), &plain).unwrap_err();
    assert!(matches!(found, SourceError::Redirected { kind: Redirect::Https, .. }), "{found:?}");
}

#[test]
fn the_answer_tells_about_the_server() {
    let reply =
        with(reply(200, availability(&[entry(&granted("FreeBusy"))])), &[("date", "Mon, 23 Nov 2026 09:10:00 GMT")]);
    let server = read(&reply, &question(1)).unwrap().server;
    assert_eq!(server.version.as_deref(), Some("15.2.2562.17"));
    assert_eq!(server.clock_ahead, Some(chrono::TimeDelta::minutes(10)));
    assert_eq!(server.clock_notice().unwrap().code, "clock-behind");
    assert_eq!((server.at, server.took), (reply.at, reply.took));
}
