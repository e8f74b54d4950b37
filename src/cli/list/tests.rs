use super::*;
use crate::calendar::{BlockDetails, BusyType, Schedule, Weekdays, Window, WorkingPeriod};
use crate::people::Roster;
use crate::refresh::{Cause, Level, Now, Observation};
use crate::settings::Display;
use crate::source::{MailboxError, MailboxErrorKind};
use crate::words::Notice;
use chrono::TimeDelta;
use std::sync::Arc;
use std::time::Duration;

const ROME: Zone = Zone::Named(chrono_tz::Europe::Rome);

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// 09:41 in Rome.
fn now() -> DateTime<Utc> {
    at("2026-11-23T08:41:00Z")
}

/// Anna is busy till 11, Bruno's mailbox refuses, nothing is known of Carla yet.
pub(in crate::cli) fn snapshot() -> Snapshot {
    let person = |name: &str| Person {
        name: name.into(),
        address: format!("{name}@example.com"),
        phone: "+39 02".into(),
        groups: vec!["Sales".into(), "Board, old".into()],
        ..Person::default()
    };
    let hours = WorkingHours {
        zone: ROME,
        periods: vec![WorkingPeriod { days: Weekdays::WORKING_WEEK, start_minute: 510, end_minute: 1050 }],
    };
    let details = BlockDetails { private: false, subject: Some("Budget".into()), location: None };
    let blocks = vec![
        BusyBlock::new(at("2026-11-24T10:00:00Z"), at("2026-11-24T11:00:00Z"), BusyType::Busy),
        BusyBlock::new(at("2026-11-23T13:00:00Z"), at("2026-11-23T14:00:00Z"), BusyType::OutOfOffice),
        BusyBlock {
            details: Some(details),
            ..BusyBlock::new(at("2026-11-23T08:00:00Z"), at("2026-11-23T10:00:00Z"), BusyType::Busy)
        },
    ];
    let start = ROME.local_midnight(ROME.date(now()));
    let schedule = Schedule {
        known: Window { start, end: start + TimeDelta::days(15) },
        blocks,
        working_hours: Some(hours),
        dropped: 0,
    };
    let anna = Observation { schedule: Some(Arc::new(schedule)), as_of: Some(now()), ..Observation::default() };
    let error = MailboxError { kind: MailboxErrorKind::NoAccess, code: "ErrorNoFreeBusyAccess".into() };
    Snapshot {
        version: 1,
        board: Board::Live,
        causes: Vec::new(),
        roster: Arc::new(Roster { people: ["Anna", "Bruno", "Carla"].map(person).to_vec() }),
        observations: vec![anna, Observation { error: Some(error), ..Observation::default() }, Observation::default()],
        last_complete: Some(now()),
        last_took: Duration::ZERO,
        next_refresh: None,
        refreshing: false,
        interval: Duration::from_secs(60),
        clock_ahead: None,
        account: "reception".into(),
        server: "mail.example.com".into(),
        display: Arc::default(),
        zone: crate::calendar::Zone::UTC,
        directory: Default::default(),
        news: None,
        protection: None,
        way: crate::settings::Way::OnSite,
        ways: &[crate::settings::Way::OnSite],
        sign_in: None,
        server_version: None,
    }
}

pub(in crate::cli) fn terms(snapshot: &Snapshot) -> Terms {
    Terms::new(snapshot, Now { calendar: now(), real: now() }, &Display::default(), ROME)
}

fn with_listing<T>(snapshot: &Snapshot, look: impl FnOnce(&Listing<'_>) -> T) -> T {
    look(&Listing::new(snapshot, &terms(snapshot), &Words::for_language("en")))
}

#[test]
fn the_object_has_the_fields_of_the_contract() {
    let json = with_listing(&snapshot(), |listing| listing.json());
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    assert_eq!(keys(&json), "as_of cause people schema state window zone");
    assert_eq!(json["window"], json!({ "start": "2026-11-22T23:00:00Z", "end": "2026-11-23T23:00:00Z" }));
    assert_eq!((&json["zone"], &json["state"], &json["cause"]), (&json!("Europe/Rome"), &json!("live"), &Value::Null));
    let people = json["people"].as_array().unwrap();
    assert_eq!(people.len(), 3);
    for person in people {
        assert_eq!(
            keys(person),
            "address as_of available blocks department error freshness groups name next_free phone reachable return \
             sentence status until working_hours"
        );
        assert!(person["sentence"].as_str().unwrap().contains(person["name"].as_str().unwrap()), "{person}");
    }
}

#[test]
fn blocks_are_those_of_the_day_in_order() {
    let json = with_listing(&snapshot(), |listing| listing.json());
    let anna = &json["people"][0];
    assert_eq!((&anna["status"], &anna["until"]), (&json!("busy"), &json!("2026-11-23T10:00:00Z")));
    assert_eq!(
        anna["blocks"],
        json!([
            { "start": "2026-11-23T08:00:00Z", "end": "2026-11-23T10:00:00Z", "type": "busy", "private": false,
              "subject": "Budget", "location": null },
            { "start": "2026-11-23T13:00:00Z", "end": "2026-11-23T14:00:00Z", "type": "out-of-office", "private": null,
              "subject": null, "location": null },
        ])
    );
    assert_eq!(anna["working_hours"]["periods"][0]["start"], "08:30");
}

#[test]
fn what_is_unknown_is_null_and_never_free() {
    let json = with_listing(&snapshot(), |listing| listing.json());
    for (position, code) in [(1, json!("mailbox-no-access")), (2, Value::Null)] {
        let person = &json["people"][position];
        assert_eq!(person["status"], "no-information");
        assert_eq!(person["available"], false);
        assert_eq!((&person["freshness"], &person["blocks"]), (&json!("none"), &json!([])));
        for field in ["until", "return", "next_free", "as_of", "reachable", "working_hours"] {
            assert_eq!(person[field], Value::Null, "{field}");
        }
        assert_eq!(person["error"]["code"], code);
    }
}

#[test]
fn csv_has_a_record_for_everybody_with_the_same_words() {
    let csv = with_listing(&snapshot(), |listing| listing.csv().unwrap());
    let mut reader = csv::Reader::from_reader(csv.as_slice());
    let records: Vec<_> = reader.records().map(Result::unwrap).collect();
    assert_eq!(records.len(), 3);
    assert_eq!((&records[0][3], &records[0][5], &records[0][8]), ("Sales;Board, old", "busy", "2026-11-23T10:00:00Z"));
    assert_eq!((&records[1][14], &records[1][8]), ("mailbox-no-access", ""));
}

#[test]
fn no_cell_of_the_csv_is_a_formula() {
    let mut snapshot = snapshot();
    let mut people = snapshot.roster.people.clone();
    people[0].name = "=HYPERLINK(\"http://evil\")".into();
    people[1].department = "@SUM(A1)".into();
    people[2].groups = vec!["-1".into(), "Sales".into()];
    snapshot.roster = Arc::new(Roster { people });
    let csv = with_listing(&snapshot, |listing| listing.csv().unwrap());
    let mut reader = csv::Reader::from_reader(csv.as_slice());
    let records: Vec<_> = reader.records().map(Result::unwrap).collect();
    for cell in records.iter().flatten() {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
    }
    assert_eq!(&records[0][0], "'=HYPERLINK(\"http://evil\")");
    assert!(records[0][11].starts_with("'=HYPERLINK"), "{}", &records[0][11]);
    assert_eq!((&records[1][2], &records[2][3], &records[0][4]), ("'@SUM(A1)", "'-1;Sales", "'+39 02"));
}

#[test]
fn text_is_a_line_for_everybody() {
    let text = with_listing(&snapshot(), |listing| listing.text());
    assert_eq!(text.lines().count(), 3);
    assert!(text.starts_with("Anna   Busy") && text.contains("11:00"), "{text}");
}

#[test]
fn the_exit_code_is_the_boards() {
    for (board, expected) in [
        (Board::Live, Exit::Live),
        (Board::Stale, Exit::Incomplete),
        (Board::Waiting, Exit::Incomplete),
        (Board::Offline, Exit::Incomplete),
        (Board::Paused, Exit::Paused),
        (Board::Disabled, Exit::Refused),
    ] {
        assert_eq!(exit(&Snapshot { board, ..snapshot() }), expected, "{board:?}");
    }
    assert_eq!(exit(&Snapshot { last_complete: None, ..snapshot() }), Exit::Incomplete);
    assert_eq!(exit(&Snapshot { roster: Arc::default(), ..snapshot() }), Exit::Refused);
}

#[test]
fn a_cause_is_told_with_its_remedy() {
    let notice = Notice::new("no-such-person").with("search", "x");
    let cause = Cause { level: Level::Error, notice, remedies: Vec::new(), since: now() };
    let json =
        with_listing(&Snapshot { board: Board::Paused, causes: vec![cause], ..snapshot() }, |listing| listing.json());
    assert_eq!((&json["state"], &json["cause"]["code"]), (&json!("paused"), &json!("no-such-person")));
    assert!(!json["cause"]["remedy"].as_str().unwrap().is_empty());
}

#[test]
fn status_finds_by_the_beginning_of_a_name() {
    let (snapshot, words) = (snapshot(), Words::for_language("en"));
    let lines = |search| crate::cli::status::lines(&snapshot, &terms(&snapshot), &words, search);
    let found = lines("ann");
    assert!(found.len() == 1 && found[0].contains("Anna"), "{found:?}");
    assert!(lines("nobody-at-all").is_empty());
}
