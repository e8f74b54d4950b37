//! Answers that others published, read by our decoder. The files are no part of the package: where they are not at hand
//! (`ATTENDANT_REFERENCE`, or `shared/reference` beside the package), the test says so and passes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use attendant_calendar::account::Trigger;
use attendant_calendar::calendar::{BusyBlock, RulePair, Schedule, Window, Zone};
use attendant_calendar::guard::Outcome;
use attendant_calendar::net;
use attendant_calendar::source::ews::{judge, read_findings, read_replies, read_reply};
use attendant_calendar::source::{Answer, Found, Kind, MailboxError, Question, Reply, SourceError, Wanted};
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;
use url::Url;
use uuid::Uuid;

/// File, HTTP status, mailboxes asked for, and what has to come out.
const EXPECTED: [(&str, u16, usize, &str); 20] = [
    ("get-user-availability-response-01", 200, 1, "0 entries for 1 mailboxes"),
    // Digits that say busy, and not one event.
    ("get-user-availability-response-03", 200, 1, "15.0.1210.2: NoEvents MergedFreeBusy"),
    ("get-user-availability-response-04", 200, 1, "15.0.1210.2: empty, hours 480/7x0-1439"),
    (
        "get-user-availability-response-06",
        200,
        2,
        "15.0.873.9: Free 13T08:00-10:00, Busy 13T11:00-12:00, hours 480/5x480-1020 | \
      Free 12T00:00-00:00, Free 13T08:00-10:00, Busy 13T11:00-12:00, Tentative 13T15:00-16:00, hours 480/5x540-1020",
    ),
    (
        "get-user-availability-response-07",
        200,
        2,
        "15.1.190.19: empty, hours 300/5x480-1020 | empty, hours 480/5x480-1020",
    ),
    ("get-user-availability-response-09", 200, 1, "Passing ErrorMailboxMoveInProgress"),
    ("get-user-availability-response-10", 200, 1, "8.0.652.0: Busy 15T12:00-13:00 any subject @any location"),
    ("get-user-availability-response-12", 200, 1, "15.20.2495.21: NotFound ErrorMailRecipientNotFound"),
    ("get-user-availability-response-13", 200, 1, "8.0.652.0: empty"),
    ("get-user-availability-response-15", 200, 1, "Busy 01T09:00-10:00, Tentative 01T14:00-15:30"),
    // As many entries as mailboxes, or none of them counts.
    ("get-user-availability-response-06", 200, 3, "2 entries for 3 mailboxes"),
    ("fault-01", 500, 1, "slow down, wait 25 ms"),
    ("fault-03", 500, 1, "slow down, wait 297749 ms"),
    ("fault-04", 500, 1, "slow down, wait"),
    ("fault-06", 500, 1, "fault ErrorSchemaValidation"),
    ("fault-07", 500, 1, "fault ErrorSchemaValidation"),
    ("fault-09", 500, 1, "fault ErrorSchemaValidation"),
    ("fault-10", 500, 1, "fault "),
    ("fault-12", 500, 1, "fault -2146233088"),
    // Read to its end in spite of what XML forbids; it only answers something else.
    ("not-wellformed-control-char-refs-01", 200, 1, "something else"),
];

/// Answers of the directory: file, what was asked for, and who has to come out.
const DIRECTORY: [(&str, char, &str); 14] = [
    ("resolve-names-response-01", 'n', "User2 <User2@example.com>"),
    ("resolve-names-response-02", 'n', "Sadie Daniels <Sadie@Contoso.com>"),
    ("resolve-names-response-04", 'n', "Sadie Daniels <sadie@contoso.com>"),
    ("resolve-names-response-05", 'n', "John Doe <anne@example.com>, John Deer <john@example.com>"),
    ("resolve-names-response-07", 'n', ""),
    ("resolve-names-response-08", 'n', ""),
    ("find-people-response-01", 'n', "Foo B. Smith <foo@example.com>"),
    ("find-people-response-02", 'n', "Terry Adams <terry@litwareinc.com>"),
    (
        "expand-dlresponse-01",
        'm',
        "Dan Park <dpark@exampledomain.com>, Jeff Price <jprice@exampledomain.com>, Tanja Plate <tplate@exampledomain.com>",
    ),
    (
        "expand-dlresponse-03",
        'm',
        "Sadie Daniels <sadie@contoso.com>, Alfred Welker <alfred@contoso.com>, List Contoso Sales <sales@contoso.com>, \
         List Contoso Support <support@contoso.com>",
    ),
    ("get-room-lists-response-02", 'l', "List Room List <RoomList@contoso.com>"),
    (
        "get-room-lists-response-03",
        'l',
        "List Contoso Building 1 Room List <bldg1rooms@contoso.com>, List Contoso Building 2 Room List \
         <bldg2rooms@contoso.com>, List Contoso Building 3 Room List <bldg3rooms@contoso.com>",
    ),
    ("get-rooms-response-01", 'r', ""),
    ("get-rooms-response-04", 'r', "Room room1 <room1@example.com>, Room room2 <room2@example.com>"),
];

fn samples() -> Option<PathBuf> {
    let reference = std::env::var_os("ATTENDANT_REFERENCE").map(PathBuf::from).or_else(|| {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        package.ancestors().skip(1).map(|above| above.join("shared/reference")).find(|path| path.is_dir())
    });
    reference.map(|path| path.join("ews-samples")).filter(|path| path.is_dir())
}

fn question(mailboxes: usize) -> Question {
    let at = |text: &str| text.parse().unwrap();
    Question {
        mailboxes: vec![String::new(); mailboxes],
        window: Window { start: at("2000-01-01T00:00:00Z"), end: at("2100-01-01T00:00:00Z") },
        details: true,
        trigger: Trigger::Timer,
    }
}

fn reply(status: u16, body: Vec<u8>) -> net::Reply {
    net::Reply {
        status: StatusCode::from_u16(status).unwrap(),
        headers: HeaderMap::new(),
        body: Bytes::from(body),
        at: "2026-11-23T09:00:00Z".parse().unwrap(),
        took: Duration::ZERO,
        id: Uuid::nil(),
    }
}

fn read(reply: &net::Reply, mailboxes: usize) -> Result<Answer, SourceError> {
    read_reply(reply, &question(mailboxes), &Url::parse("https://mail.example.org/EWS/Exchange.asmx").unwrap())
}

fn outcome(reply: &net::Reply, mailboxes: usize) -> String {
    match read(reply, mailboxes) {
        Ok(answer) => {
            let entries: Vec<String> = answer.mailboxes.iter().map(entry).collect();
            let version = answer.server.version.map(|version| version + ": ").unwrap_or_default();
            version + &entries.join(" | ")
        }
        Err(SourceError::SlowDown) => "slow down".to_owned() + &wait(reply),
        Err(SourceError::Fault { code }) => format!("fault {code}"),
        Err(SourceError::NotUnderstood { what, .. }) => what.to_string(),
        Err(other) => format!("{other:?}"),
    }
}

fn wait(reply: &net::Reply) -> String {
    use attendant_calendar::guard::Demand;
    match judge(reply) {
        Outcome::Answered { wait: Some(Demand::For(wait)), .. } => format!(", wait {} ms", wait.as_millis()),
        Outcome::Answered { wait: Some(Demand::Unstated), .. } => ", wait".to_owned(),
        other => format!("{other:?}"),
    }
}

fn entry(entry: &Result<Schedule, MailboxError>) -> String {
    let schedule = match entry {
        Ok(schedule) => schedule,
        Err(error) => return format!("{:?} {}", error.kind, error.code),
    };
    let mut parts: Vec<String> = schedule.blocks.iter().map(block).collect();
    if parts.is_empty() {
        parts.push("empty".to_owned());
    }
    if let Some(hours) = &schedule.working_hours {
        let Zone::Rules(RulePair { bias_minutes, transitions: Some(_) }) = hours.zone else { panic!("{hours:?}") };
        let period = hours.periods[0];
        let days = (0..7_u8).filter(|&n| period.days.contains(chrono::Weekday::try_from(n).unwrap())).count();
        parts.push(format!("hours {bias_minutes}/{days}x{}-{}", period.start_minute, period.end_minute));
    }
    parts.join(", ")
}

fn block(block: &BusyBlock) -> String {
    let details = block.details.as_ref().map(|details| {
        format!(" {} @{}", details.subject.as_deref().unwrap_or(""), details.location.as_deref().unwrap_or(""))
    });
    let (start, end) = (block.start.format("%dT%H:%M"), block.end.format("%H:%M"));
    format!("{:?} {start}-{end}{}", block.busy_type, details.unwrap_or_default())
}

#[test]
fn published_answers_are_read_as_what_they_say() {
    let Some(samples) = samples() else {
        eprintln!("skipped: the published answers are not at hand (ATTENDANT_REFERENCE)");
        return;
    };
    for (name, status, mailboxes, expected) in EXPECTED {
        let body = std::fs::read(samples.join(name).with_extension("xml")).unwrap();
        assert_eq!(outcome(&reply(status, body), mailboxes), expected, "{name}");
    }
    let named: BTreeSet<&str> = EXPECTED.iter().map(|(name, ..)| *name).collect();
    for path in std::fs::read_dir(&samples).unwrap().map(|entry| entry.unwrap().path()) {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let wanted =
            ["get-user-availability-response", "fault-", "not-wellformed"].iter().any(|kind| name.starts_with(kind));
        assert!(!wanted || named.contains(name.as_str()), "{name} has no expectation");
        // Everything else answers something else, and is never a calendar.
        if !wanted && path.extension().is_some_and(|extension| extension == "xml") {
            let reply = reply(200, std::fs::read(&path).unwrap());
            assert!(read(&reply, 1).is_err() && read(&reply, 2).is_err(), "{name}");
            judge(&reply);
        }
    }
}

#[test]
fn published_answers_of_directories_are_read_as_what_they_say() {
    let Some(samples) = samples() else {
        eprintln!("skipped: the published answers are not at hand (ATTENDANT_REFERENCE)");
        return;
    };
    let url = Url::parse("https://mail.example.org/EWS/Exchange.asmx").unwrap();
    for (name, asked, expected) in DIRECTORY {
        let wanted = match asked {
            'n' => Wanted::Name("x".into()),
            'm' => Wanted::Members("x".into()),
            'l' => Wanted::RoomLists,
            _ => Wanted::Rooms("x".into()),
        };
        let reply = reply(200, std::fs::read(samples.join(name).with_extension("xml")).unwrap());
        let findings = read_findings(&reply, &wanted, &url).unwrap_or_else(|error| panic!("{name}: {error}"));
        let kind = |kind: Kind| if kind == Kind::Person { String::new() } else { format!("{kind:?} ") };
        let entry = |found: &Found| format!("{}{} <{}>", kind(found.kind), found.name, found.address);
        let found: Vec<String> = findings.found.iter().map(entry).collect();
        assert_eq!(found.join(", "), expected, "{name}");
    }
    // Its namespace is misspelt: whoever stands in it is nobody's type.
    let misspelt = reply(200, std::fs::read(samples.join("get-rooms-response-03.xml")).unwrap());
    assert!(read_findings(&misspelt, &Wanted::Rooms("x".into()), &url).unwrap().found.is_empty());
    for name in ["get-mail-tips-response-01", "get-mail-tips-response-02"] {
        let reply = reply(200, std::fs::read(samples.join(name).with_extension("xml")).unwrap());
        let told = read_replies(&reply, &["User2@contoso.com".into(), "x@y.z".into()], &url).unwrap();
        assert_eq!(told.mailboxes, [Reply::None, Reply::Unknown], "{name}");
    }
}
