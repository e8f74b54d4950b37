//! Plain answers: what is read from them, and what is never concluded.

use super::*;
use crate::calendar::BusyType;
use crate::source::{Class, MailboxErrorKind, Misread};

/// The only entry of an answer to a question about one.
fn one(entry: Value) -> Result<crate::calendar::Schedule, (MailboxErrorKind, String)> {
    let answer = read(&reply(200, schedules(&[entry]).to_string()), &question(1)).unwrap();
    answer.mailboxes.into_iter().next().unwrap().map_err(|error| (error.kind, error.code))
}

#[test]
fn words_are_read_in_any_case_and_unknown_ones_are_never_free() {
    let table = [
        ("free", BusyType::Free),
        ("Free", BusyType::Free),
        ("tentative", BusyType::Tentative),
        ("Busy", BusyType::Busy),
        ("OOF", BusyType::OutOfOffice),
        ("workingElsewhere", BusyType::WorkingElsewhere),
        ("WorkingElsewhere", BusyType::WorkingElsewhere),
        ("unknown", BusyType::NoData),
        ("fromTheFuture", BusyType::Busy),
        ("", BusyType::Busy),
        ("free ", BusyType::Free),
    ];
    for (word, expected) in table {
        let schedule = one(entry(0, &[item(word, "09:00", "10:00")])).unwrap();
        assert_eq!(schedule.blocks[0].busy_type, expected, "{word}");
    }
    let mut wordless = item("", "09:00", "10:00");
    wordless.as_object_mut().unwrap().remove("status");
    assert_eq!(one(entry(0, &[wordless])).unwrap().blocks[0].busy_type, BusyType::Busy);
}

#[test]
fn the_items_are_drawn_and_not_the_digits() {
    let elsewhere = json!({
        "scheduleId": address(0),
        "availabilityView": "0000",
        "scheduleItems": [item("workingElsewhere", "09:00", "10:00")],
    });
    assert_eq!(one(elsewhere).unwrap().blocks[0].busy_type, BusyType::WorkingElsewhere);
    let free = json!({ "scheduleId": address(0), "availabilityView": "0000", "scheduleItems": [] });
    assert!(one(free).unwrap().blocks.is_empty());
    // Kept back, or missing: never an empty calendar.
    let kept = json!({ "scheduleId": address(0), "availabilityView": "0020", "scheduleItems": [] });
    assert_eq!(one(kept), Err((MailboxErrorKind::NoEvents, "availabilityView".into())));
    for bare in [
        json!({ "scheduleId": address(0), "availabilityView": "0000" }),
        json!({ "scheduleId": address(0), "availabilityView": "0000", "scheduleItems": null }),
        json!({ "scheduleId": address(0) }),
    ] {
        assert_eq!(one(bare), Err((MailboxErrorKind::NoEvents, "scheduleItems".into())));
    }
}

#[test]
fn items_reach_out_of_the_window_overlap_and_may_end_before_they_start() {
    let at = |text: &str| json!({ "dateTime": text, "timeZone": "UTC" });
    let item = |start: &str, end: &str| json!({ "status": "busy", "start": at(start), "end": at(end) });
    let items = [
        item("2026-11-22T20:00:00", "2026-11-23T02:00:00"),
        item("2026-11-23T01:00:00", "2026-11-23T03:00:00"),
        item("2026-11-24T23:00:00", "2026-11-26T00:00:00"),
        item("2026-11-22T00:00:00", "2026-11-22T12:00:00"),
        item("2026-11-23T12:00:00", "2026-11-23T11:00:00"),
    ];
    let schedule = one(entry(0, &items)).unwrap();
    let starts: Vec<_> = schedule.blocks.iter().map(|block| block.start).collect();
    assert_eq!(starts, ["2026-11-22T20:00:00Z", "2026-11-23T01:00:00Z", "2026-11-24T23:00:00Z"].map(utc));
    assert_eq!((schedule.dropped, schedule.known), (1, question(1).window), "whole, and clipped by what is known");
}

#[test]
fn times_are_read_in_the_zone_that_they_name() {
    let start = |time: &str, zone: Value| {
        let start = json!({ "dateTime": time, "timeZone": zone });
        let item = json!({ "status": "busy", "start": start, "end": { "dateTime": "2026-11-23T20:00:00Z" } });
        one(entry(0, &[item])).map(|schedule| schedule.blocks[0].start)
    };
    let table = [
        ("2026-11-23T08:00:00.0000000", json!("UTC"), "2026-11-23T08:00:00Z"),
        ("2026-11-23T08:00:00", json!(""), "2026-11-23T08:00:00Z"),
        ("2026-11-23T08:00:00", json!("W. Europe Standard Time"), "2026-11-23T07:00:00Z"),
        ("2026-11-23T08:00:00", json!("Europe/Berlin"), "2026-11-23T07:00:00Z"),
        ("2026-11-23T08:00:00Z", json!("Europe/Berlin"), "2026-11-23T08:00:00Z"),
        ("2026-11-23T08:00:00+02:00", json!("UTC"), "2026-11-23T06:00:00Z"),
    ];
    for (text, zone, expected) in table {
        assert_eq!(start(text, zone.clone()), Ok(utc(expected)), "{text} {zone}");
    }
    let unreadable = Err((MailboxErrorKind::Unreadable, "start".to_owned()));
    assert_eq!(start("2026-11-23T08:00:00", json!("Customized Time Zone")), unreadable);
    assert_eq!(start("2026-02-30T25:61:00", json!("UTC")), unreadable);
    assert_eq!(start("", json!("UTC")), unreadable);
}

#[test]
fn what_cannot_be_read_fails_its_own_person_only() {
    let odd = |change: fn(&mut Value)| {
        let mut entry = busy(1);
        change(&mut entry);
        entry
    };
    let table = [
        (odd(|entry| entry["scheduleItems"] = json!("busy")), "scheduleItems"),
        (odd(|entry| entry["scheduleItems"] = json!([7])), "scheduleItems"),
        (odd(|entry| entry["scheduleItems"][0]["start"] = json!("09:00")), "scheduleItems"),
        (odd(|entry| entry["scheduleItems"][0]["start"]["dateTime"] = json!("soon")), "start"),
        (odd(|entry| entry["scheduleItems"][0]["end"]["timeZone"] = json!("Nowhere")), "end"),
        (odd(|entry| entry["scheduleId"] = json!("somebody.else@example.org")), "scheduleId"),
        (odd(|entry| entry["scheduleId"] = json!(7)), "scheduleId"),
        (json!("nothing"), "scheduleId"),
        // Two answers about one person of the question.
        (odd(|entry| entry["scheduleId"] = json!(address(0).to_uppercase())), "scheduleId"),
    ];
    for (entry, field) in table {
        let text = schedules(&[busy(0), entry, busy(2)]).to_string();
        let answer = read(&reply(200, text.clone()), &question(3)).unwrap();
        let failed = answer.mailboxes[1].as_ref().unwrap_err();
        assert_eq!((failed.kind, failed.code.as_str()), (MailboxErrorKind::Unreadable, field), "{text}");
        assert!(answer.mailboxes[2].is_ok(), "{text}");
    }
}

#[test]
fn entries_are_found_by_their_address_in_any_order_and_case() {
    let mut first = busy(0);
    first["scheduleId"] = json!("PERSON0@Example.ORG");
    let answer = read(&reply(200, schedules(&[entry(2, &[]), first]).to_string()), &question(3)).unwrap();
    let count = |n: usize| answer.mailboxes[n].as_ref().map(|schedule| schedule.blocks.len());
    assert_eq!((count(0).ok(), count(2).ok()), (Some(1), Some(0)));
    assert_eq!(count(1).unwrap_err().code, "scheduleId", "nobody answered for them");
    let twice = Question { mailboxes: vec![address(0), address(0)], ..question(1) };
    let answer = read(&reply(200, schedules(&[busy(0), busy(0)]).to_string()), &twice).unwrap();
    assert!(answer.mailboxes.iter().all(Result::is_ok), "somebody who stands in the list twice");
}

#[test]
fn errors_of_one_mailbox_have_their_meaning() {
    let of = |code: Value| json!({ "scheduleId": address(0), "error": { "message": "x", "responseCode": code } });
    let table = [
        (of(json!("5009")), MailboxErrorKind::NotFound, "5009"),
        (of(json!(5037)), MailboxErrorKind::NoAccess, "5037"),
        (of(json!("5006")), MailboxErrorKind::TooMuch, "5006"),
        (of(json!("ErrorMailRecipientNotFound")), MailboxErrorKind::NotFound, "ErrorMailRecipientNotFound"),
        (of(json!(null)), MailboxErrorKind::Other, ""),
        (json!({ "scheduleId": address(0), "error": {}, "scheduleItems": [] }), MailboxErrorKind::Other, ""),
        (json!({ "scheduleId": address(0), "error": "odd", "scheduleItems": [] }), MailboxErrorKind::Other, ""),
    ];
    for (entry, kind, code) in table {
        assert_eq!(one(entry.clone()), Err((kind, code.to_owned())), "{entry}");
    }
    let answered = json!({ "scheduleId": address(0), "error": null, "scheduleItems": [] });
    assert!(one(answered).is_ok(), "no error is none");
}

#[test]
fn details_are_read_where_they_are_wanted_and_never_of_what_is_private() {
    let detailed = |private: Value| {
        let mut item = item("busy", "09:00", "10:00");
        (item["subject"], item["location"]) = (json!(" Lunch\n"), json!("Bar"));
        if !private.is_null() {
            item["isPrivate"] = private;
        }
        entry(0, &[item])
    };
    let details = |entry: &Value, wanted: bool| {
        let question = Question { details: wanted, ..question(1) };
        let answer = read(&reply(200, schedules(std::slice::from_ref(entry)).to_string()), &question).unwrap();
        answer.mailboxes[0].as_ref().unwrap().blocks[0].details.clone()
    };
    for private in [json!(false), Value::Null] {
        let known = details(&detailed(private), true).unwrap();
        assert_eq!(
            (known.private, known.subject.as_deref(), known.location.as_deref()),
            (false, Some("Lunch"), Some("Bar"))
        );
    }
    for private in [json!(true), json!("odd")] {
        let known = details(&detailed(private), true).unwrap();
        assert_eq!((known.private, known.subject, known.location), (true, None, None));
    }
    assert_eq!(details(&detailed(json!(false)), false), None);
    assert_eq!(details(&busy(0), true), None, "only the status was granted");
}

#[test]
fn working_hours_may_be_missing_or_odd() {
    let with = |hours: Value| {
        let mut entry = busy(0);
        entry["workingHours"] = hours;
        one(entry).unwrap().working_hours
    };
    let hours = json!({
        "daysOfWeek": ["monday"], "startTime": "08:00:00.0000000", "endTime": "17:00:00.0000000",
        "timeZone": { "name": "Pacific Standard Time" },
    });
    assert!(with(hours).is_some());
    for odd in [Value::Null, json!({}), json!("nine to five"), json!([])] {
        assert_eq!(with(odd), None);
    }
    assert_eq!(one(busy(0)).unwrap().working_hours, None);
}

#[test]
fn what_fails_as_a_whole_says_what_to_do() {
    let html = "<html><body>Welcome</body></html>";
    let table = [
        (reply(400, error("ErrorMailboxDataArrayTooBig").to_string()), Class::TooManyMailboxes, "too-many-mailboxes"),
        (reply(413, ""), Class::TooManyMailboxes, "too-many-mailboxes"),
        (reply(400, error("ErrorTimeIntervalTooBig").to_string()), Class::WindowTooLong, "window-too-long"),
        (reply(400, error("ErrorInvalidTimeInterval").to_string()), Class::Server, "graph-fault"),
        (reply(403, error("Authorization_RequestDenied").to_string()), Class::Refusal, "graph-no-permission"),
        (reply(403, error("ErrorAccessDenied").to_string()), Class::Refusal, "graph-no-permission"),
        (reply(403, error("").to_string()), Class::Refusal, "graph-no-permission"),
        (reply(403, html), Class::Refusal, "graph-no-permission"),
        (reply(404, error("MailboxNotEnabledForRESTAPI").to_string()), Class::Server, "graph-no-mailbox"),
        (reply(404, error("ResourceNotFound").to_string()), Class::Server, "graph-fault"),
        (reply(404, html), Class::Server, "no-graph"),
        (reply(429, error("ApplicationThrottled").to_string()), Class::Wait, "slow-down"),
        (reply(429, ""), Class::Wait, "slow-down"),
        (reply(503, html), Class::Wait, "slow-down"),
        (reply(509, error("").to_string()), Class::Wait, "slow-down"),
        (reply(500, error("ErrorInternalServerError").to_string()), Class::Server, "graph-fault"),
        (reply(500, error("").to_string()), Class::Server, "server-error"),
        (reply(504, html), Class::Server, "server-error"),
        (reply(302, ""), Class::Server, "answer-web-page"),
        (reply(200, html), Class::Server, "answer-web-page"),
        (reply(200, ""), Class::Server, "answer-not-graph"),
        (reply(200, "{}"), Class::Server, "answer-not-graph"),
        (reply(200, r#"{"value":{}}"#), Class::Server, "answer-not-graph"),
        (reply(200, r#"{"value":[{"scheduleId""#), Class::Server, "answer-cut"),
        (reply(200, r#"{"responses":[]}"#), Class::Server, "answer-not-graph"),
    ];
    for (reply, class, code) in table {
        let error = read(&reply, &question(3)).unwrap_err();
        assert_eq!((error.class(), error.notice().code), (class, code), "{} {:?}", reply.status, reply.body);
    }
    let alone = read(&reply(400, error("ErrorMailboxDataArrayTooBig").to_string()), &question(1)).unwrap_err();
    assert_eq!(alone.class(), Class::Server, "one cannot be too many");
    let broken = Reply { body: Bytes::from_static(b"\xff\xfe"), ..reply(200, "") };
    let misread = read(&broken, &question(1)).unwrap_err();
    assert!(matches!(misread, SourceError::NotUnderstood { what: Misread::NotGraph, .. }));
}

#[test]
fn too_many_addresses_as_everybodys_error_is_about_the_question() {
    let of = |n: usize| json!({ "scheduleId": address(n), "error": { "responseCode": "5002" } });
    let all = read(&reply(200, schedules(&[of(0), of(1)]).to_string()), &question(2));
    assert_eq!(all.unwrap_err(), SourceError::TooManyMailboxes);
    let one = read(&reply(200, schedules(&[of(0), busy(1)]).to_string()), &question(2)).unwrap();
    assert!(one.mailboxes[1].is_ok());
}

#[test]
fn the_servers_clock_is_told() {
    let answer = with(reply(200, schedules(&[busy(0)]).to_string()), &[("date", "Mon, 23 Nov 2026 09:05:00 GMT")]);
    let server = read(&answer, &question(1)).unwrap().server;
    assert_eq!(server.clock_ahead, Some(chrono::TimeDelta::minutes(5)));
    assert_eq!(server.took, Duration::from_millis(40));
}
