//! A fictional company on a Monday morning, the same at every run.

use attendant_calendar::app::{Browser, Clock, Link, Setup, Shelf, Tester};
use attendant_calendar::calendar::{
    BusyBlock, BusyType, Schedule, Weekdays, Window, WorkingHours, WorkingPeriod, Zone,
};
use attendant_calendar::people::{Person, Roster};
use attendant_calendar::refresh::{Board, Command, Now, Observation, Snapshot};
use attendant_calendar::settings::{Display, Way};
use attendant_calendar::source::{MailboxError, MailboxErrorKind};
use attendant_calendar::words::Words;
use chrono::{DateTime, TimeDelta, Utc};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, watch};

pub const ZONE: Zone = Zone::Named(chrono_tz::Europe::Rome);

/// Monday 23 November 2026, 09:41:20 in Rome.
pub fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_423_280, 0).unwrap_or_default()
}

/// An hour and minute of today in Rome; hours beyond 24 are of the days that follow.
fn at(hours: f64) -> DateTime<Utc> {
    let midnight = ZONE.local_midnight(ZONE.date(now()));
    midnight + TimeDelta::minutes((hours * 60.0).round() as i64)
}

const FIRST: [&str; 24] = [
    "Alessandra",
    "Marco",
    "Giulia",
    "Stefano",
    "Chiara",
    "Luca",
    "Francesca",
    "Matteo",
    "Elena",
    "Paolo",
    "Sara",
    "Andrea",
    "Martina",
    "Davide",
    "Valentina",
    "Simone",
    "Ilaria",
    "Tommaso",
    "Beatrice",
    "Nicola",
    "Caterina",
    "Federico",
    "Anna",
    "Giorgio",
];
const LAST: [&str; 22] = [
    "Conti",
    "Moretti",
    "Ferrari",
    "Lombardi",
    "Rinaldi",
    "Marchetti",
    "Gallo",
    "Fontana",
    "Bellini",
    "Caruso",
    "De Santis",
    "Villa",
    "Montecristo",
    "Bianchi",
    "Serra",
    "Pellegrini",
    "Monti",
    "Sala",
    "Barbieri",
    "Vitale",
    "Grassi",
    "Riva",
];
const DEPARTMENTS: [&str; 6] = ["Sales", "Service", "Accounts", "Logistics", "Development", "Board"];

fn person(index: usize) -> Person {
    let (first, last) = (FIRST[index % FIRST.len()], LAST[(index * 7 + index / FIRST.len()) % LAST.len()]);
    let department = DEPARTMENTS[(index * 5 / 3) % DEPARTMENTS.len()];
    Person {
        name: format!("{first} {last}"),
        address: format!("p{index}@example.com"),
        department: department.into(),
        groups: vec![department.into()],
        phone: if index % 17 == 11 { String::new() } else { (1200 + index * 3).to_string() },
        zone: None,
        substitute: index.is_multiple_of(4).then(|| format!("p{}@example.com", index + 1)),
        favourite: index % 9 == 1,
        ..Person::default()
    }
}

fn block(busy_type: BusyType, start: f64, end: f64) -> BusyBlock {
    BusyBlock { start: at(start), end: at(end), busy_type, details: None }
}

/// Sixteen kinds of day.
fn day(index: usize) -> Vec<BusyBlock> {
    use BusyType::{Busy, OutOfOffice, Tentative, WorkingElsewhere};
    match index % 16 {
        0 => vec![block(Busy, 9.0, 11.0), block(Tentative, 13.0, 14.5), block(Busy, 15.5, 16.0)],
        1 => vec![block(Busy, 9.85, 11.0), block(Busy, 14.0, 15.0)],
        2 => vec![block(OutOfOffice, 0.0, 72.0)],
        3 => vec![block(WorkingElsewhere, 8.0, 12.5), block(Busy, 14.0, 14.5), block(Tentative, 14.5, 16.0)],
        4 => vec![],
        5 => vec![block(Busy, 8.5, 9.5), block(Busy, 10.0, 11.5), block(Busy, 11.5, 12.5), block(Busy, 14.0, 17.5)],
        6 => vec![block(Tentative, 9.0, 10.5), block(Busy, 10.0, 11.0), block(OutOfOffice, 16.0, 18.0)],
        7 => vec![block(Busy, 13.0, 13.25), block(Busy, 16.0, 17.0), block(Busy, 20.0, 21.5)],
        8 => vec![block(WorkingElsewhere, 0.0, 24.0), block(Busy, 11.0, 12.0)],
        9 => vec![block(Busy, 9.25, 10.25), block(Tentative, 10.25, 10.75), block(Busy, 15.0, 15.05)],
        10 => vec![block(Tentative, 11.0, 12.0), block(BusyType::Free, 14.0, 15.0)],
        11 => vec![],
        12 => vec![block(Busy, 9.5, 12.5), block(Busy, 9.0, 10.0), block(WorkingElsewhere, 13.5, 17.0)],
        13 => vec![block(OutOfOffice, 8.0, 12.0), block(Busy, 14.5, 15.5)],
        14 => vec![block(Busy, 12.0, 13.0), block(BusyType::NoData, 15.0, 16.5)],
        _ => vec![block(Busy, 6.0, 6.5), block(Busy, 10.5, 11.5), block(Tentative, 11.0, 12.5)],
    }
}

fn schedule(index: usize) -> Schedule {
    let zone = if index % 19 == 6 { Zone::Named(chrono_tz::Europe::Helsinki) } else { ZONE };
    let early = index % 5 == 3;
    let hours = WorkingHours {
        zone,
        periods: vec![WorkingPeriod {
            days: Weekdays::WORKING_WEEK,
            start_minute: if early { 450 } else { 510 },
            end_minute: if early { 960 } else { 1050 },
        }],
    };
    let start = at(0.0);
    Schedule {
        known: Window { start, end: start + TimeDelta::days(15) },
        blocks: day(index),
        working_hours: Some(hours),
        dropped: 0,
    }
}

/// A live board of this many people.
pub fn snapshot(people: usize) -> Snapshot {
    let as_of = now() - TimeDelta::seconds(12);
    let observations = (0..people).map(|index| {
        let unknown = index % 23 == 20;
        Observation {
            schedule: (!unknown).then(|| Arc::new(schedule(index))),
            as_of: (!unknown).then_some(if index % 29 == 14 { now() - TimeDelta::minutes(29) } else { as_of }),
            error: unknown
                .then(|| MailboxError { kind: MailboxErrorKind::NoAccess, code: "ErrorNoFreeBusyAccess".into() }),
            ..Observation::default()
        }
    });
    Snapshot {
        version: 1,
        board: Board::Live,
        causes: Vec::new(),
        observations: observations.collect(),
        roster: Arc::new(Roster { people: (0..people).map(person).collect() }),
        last_complete: Some(as_of),
        last_took: Duration::from_millis(420),
        next_refresh: Some(now() + TimeDelta::seconds(48)),
        refreshing: false,
        interval: Duration::from_secs(60),
        clock_ahead: None,
        account: "EXAMPLE\\reception".into(),
        server: "mail.example.com".into(),
        display: Arc::default(),
        zone: ZONE,
        directory: Default::default(),
        news: None,
        protection: None,
        way: Way::OnSite,
        ways: &[Way::OnSite],
        sign_in: None,
        server_version: None,
    }
}

/// The engine's end of the window: what it is told, and where its snapshots go.
pub type Engine = (mpsc::UnboundedReceiver<Command>, watch::Sender<Arc<Snapshot>>);

/// A window's setup over a snapshot, with a clock that stands still, and the engine's end of it.
pub fn setup(snapshot: Snapshot, display: Display) -> (Setup, Engine) {
    let (send, commands) = mpsc::unbounded_channel();
    let (snapshots, receive) = watch::channel(Arc::new(snapshot));
    let setup = Setup {
        link: Link::new("test".into(), send, receive),
        tester: Tester::new(|| mpsc::unbounded_channel().1),
        browser: Browser::new(|_| Err("there is none".into())),
        shelf: Shelf::new(|_| Err(Vec::new())),
        clock: Clock::Still(Now { calendar: now(), real: now() }),
        words: Arc::new(Words::for_language(display.language.as_deref().unwrap_or("en"))),
        notes: Vec::new(),
        display,
        zone: ZONE,
        language: "en".into(),
        demo: None,
        settings_file: "/home/reception/.config/attendant-calendar/settings.toml".into(),
        log_folder: "/home/reception/.local/state/attendant-calendar/log".into(),
        window: iced::Size::new(1280.0, 800.0),
    };
    (setup, (commands, snapshots))
}
