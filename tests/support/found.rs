//! The fictional company's board while somebody searches the directory.

use super::company::{now, snapshot};
use attendant_calendar::calendar::{BusyBlock, BusyType, Schedule, Window};
use attendant_calendar::refresh::{DirectoryAnswer, DirectorySearch, Guest, Observation, Query, Snapshot};
use attendant_calendar::source::{Found, Kind};
use chrono::TimeDelta;
use std::sync::Arc;

fn entry(name: &str, address: &str, department: &str, phone: &str, kind: Kind) -> Found {
    Found {
        name: name.into(),
        address: address.into(),
        department: department.into(),
        phone: phone.into(),
        kind,
        ..Found::default()
    }
}

/// Four of whom one is on the board already.
pub fn entries() -> Vec<Found> {
    vec![
        entry("Monica Basile", "m.basile@example.com", "Legal", "1810", Kind::Person),
        entry("Whoever is on the board", "P0@example.com", "", "", Kind::Person),
        entry("Raimondo Testa", "r.testa@example.com", "Research", "1822", Kind::Person),
        entry("Monte Rosa", "montero@example.com", "", "", Kind::Room),
        entry("Montage", "montage@example.com", "", "", Kind::List),
    ]
}

/// The board with what the directory answered to a name.
pub fn found(people: usize, name: &str) -> Snapshot {
    let query = Query::Name(name.to_owned());
    let answer = DirectoryAnswer { query: query.clone(), found: entries(), more: false };
    let directory =
        DirectorySearch { query: Some(query), answer: Some(Arc::new(answer)), ..DirectorySearch::default() };
    Snapshot { directory, version: 2, ..snapshot(people) }
}

/// The same, with the day of the first one.
pub fn shown(people: usize, name: &str) -> Snapshot {
    let mut snapshot = found(people, name);
    let start = now() - TimeDelta::hours(10);
    let block = |busy_type, from, minutes| {
        let start = now() + TimeDelta::minutes(from);
        BusyBlock { start, end: start + TimeDelta::minutes(minutes), busy_type, details: None }
    };
    let schedule = Schedule {
        known: Window { start, end: start + TimeDelta::days(15) },
        blocks: vec![block(BusyType::Busy, -41, 79), block(BusyType::Tentative, 200, 60)],
        working_hours: None,
        dropped: 0,
    };
    let observation = Observation { schedule: Some(Arc::new(schedule)), as_of: Some(now()), ..Observation::default() };
    let guest = Guest { person: entries()[0].to_person(), observation };
    snapshot.directory.guests = vec![Arc::new(guest)];
    snapshot
}

/// The board of which two answer mails by themselves.
pub fn replying(people: usize) -> Snapshot {
    let mut snapshot = snapshot(people);
    let text =
        "Thank you for your message.\nI am away until Thursday 26 November. In urgent cases turn to my colleagues.";
    for person in [1, 2] {
        if let Some(observation) = snapshot.observations.get_mut(person) {
            observation.reply = attendant_calendar::source::Reply::Text(text.into());
        }
    }
    snapshot
}
