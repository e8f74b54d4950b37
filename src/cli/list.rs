//! `list`: everybody, for people and for programs.

use super::outlook::Outlook;
use super::{Common, Console, Exit, ListFormat};
use crate::calendar::{BusyBlock, Day, Freshness, NextFree, WorkingHours, Zone};
use crate::people::Person;
use crate::people::csv::escape;
use crate::refresh::{Answer, Board, Snapshot, Terms};
use crate::words::Words;
use chrono::{DateTime, SecondsFormat, Utc, Weekday};
use serde_json::{Value, json};
use std::io;

/// Runs it.
pub fn run(common: &Common, format: ListFormat, console: &mut Console<'_>) -> Exit {
    console.run(|console| {
        let Outlook { snapshot, terms, exit, remarks } = Outlook::ask(common, console)?;
        let listing = Listing::new(&snapshot, &terms, console.words);
        match format {
            ListFormat::Text => console.out.write_all(listing.text().as_bytes())?,
            ListFormat::Json => writeln!(console.out, "{}", listing.json())?,
            ListFormat::Csv => console.out.write_all(&listing.csv()?)?,
        }
        console.tell(&remarks)?;
        Ok(exit)
    })
}

/// How a command that showed a snapshot ends. A single mailbox's error never changes it.
pub fn exit(snapshot: &Snapshot) -> Exit {
    match snapshot.board {
        _ if snapshot.roster.people.is_empty() => Exit::Refused,
        Board::Live if snapshot.last_complete.is_some() => Exit::Live,
        Board::Live | Board::Stale | Board::Waiting | Board::Offline => Exit::Incomplete,
        Board::Paused => Exit::Paused,
        Board::Disabled => Exit::Refused,
    }
}

/// The answers about everybody at one moment.
pub struct Listing<'a> {
    snapshot: &'a Snapshot,
    terms: &'a Terms,
    words: &'a Words,
    answers: Vec<Answer>,
    substitutes: Vec<Option<usize>>,
}

impl<'a> Listing<'a> {
    /// Computes them.
    pub fn new(snapshot: &'a Snapshot, terms: &'a Terms, words: &'a Words) -> Self {
        let people = snapshot.roster.people.iter().zip(&snapshot.observations);
        let answers = people.map(|(person, observation)| terms.answer(person, observation)).collect();
        Self { snapshot, terms, words, answers, substitutes: snapshot.roster.substitutes() }
    }

    /// The sentence about a person, by position in the roster.
    pub fn sentence(&self, position: usize) -> Option<String> {
        let substitute = self.substitutes.get(position).copied().flatten();
        self.terms.sentence(self.words, self.snapshot, position, substitute, |position| self.answers.get(position))
    }

    fn people(&self) -> impl Iterator<Item = (usize, &Person, &Answer)> {
        let people = self.snapshot.roster.people.iter().zip(&self.answers);
        people.enumerate().map(|(position, (person, answer))| (position, person, answer))
    }

    /// For people: name, status, until, next free, number; with the age of what is old.
    pub fn text(&self) -> String {
        let moment = self.terms.moment();
        let rows: Vec<[String; 6]> = self
            .people()
            .map(|(_, person, answer)| {
                let stale = answer.as_of.filter(|_| answer.freshness == Freshness::Stale);
                let age = stale.map(|as_of| self.words.duration(self.terms.now.real - as_of));
                [
                    person.name.clone(),
                    self.words.status_word(answer.status.word),
                    self.words.until_column(&answer.status, moment),
                    self.words.next_free_column(&answer.status, moment),
                    person.phone.clone(),
                    age.map(|age| self.words.get("state-age", &[("age", age.into())])).unwrap_or_default(),
                ]
            })
            .collect();
        let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
        let widths: [usize; 6] = std::array::from_fn(width);
        let mut out = String::new();
        for row in &rows {
            let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
            out.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
            out.push('\n');
        }
        out
    }

    /// The documented object, `schema` 1.
    pub fn json(&self) -> Value {
        let day = Day::containing(self.terms.zone, self.terms.now.calendar);
        let window = day.window();
        let cause = self.snapshot.causes.first().map(|cause| {
            let said = self.words.notice(&cause.notice);
            json!({ "code": cause.notice.code, "message": said.message, "remedy": said.remedy })
        });
        json!({
            "schema": 1,
            "as_of": self.snapshot.last_complete.map(utc),
            "window": { "start": utc(window.start), "end": utc(window.end) },
            "zone": zone_name(self.terms.zone, self.terms.now.calendar),
            "state": self.snapshot.board,
            "cause": cause,
            "people": self.people().map(|(position, person, answer)| self.person(position, person, answer, day)).collect::<Vec<_>>(),
        })
    }

    fn person(&self, position: usize, person: &Person, answer: &Answer, day: Day) -> Value {
        let observation = self.snapshot.observations.get(position);
        let schedule = observation.and_then(|observation| self.terms.schedule(observation));
        let error = observation.and_then(|observation| observation.error.as_ref()).map(|error| {
            let notice = error.notice();
            json!({ "code": notice.code, "message": self.words.notice(&notice).message })
        });
        let hours = schedule.and_then(|schedule| schedule.working_hours.as_ref());
        json!({
            "name": person.name,
            "address": person.address,
            "department": person.department,
            "groups": person.groups,
            "phone": person.phone,
            "status": answer.status.word,
            "reachable": answer.status.reachable,
            "available": answer.is_offered(),
            "until": answer.status.until.known().map(utc),
            "return": answer.status.return_at.map(utc),
            "next_free": self.next_free(answer).map(utc),
            "sentence": self.sentence(position),
            "as_of": answer.as_of.map(utc),
            "freshness": answer.freshness,
            "error": error,
            "working_hours": hours.map(|hours| working_hours(hours, self.terms.now.calendar)),
            "blocks": schedule.map(|schedule| day.blocks(schedule).into_iter().map(block).collect::<Vec<_>>()).unwrap_or_default(),
        })
    }

    fn next_free(&self, answer: &Answer) -> Option<DateTime<Utc>> {
        match answer.status.next_free {
            NextFree::Now => Some(self.terms.now.calendar),
            NextFree::At(at) => Some(at),
            NextFree::NotWithinHorizon | NextFree::Unknown => None,
        }
    }

    /// A header and one record for each person, by the names and words of the JSON form; unknown is empty. As in the
    /// roster's file, cells that a spreadsheet would run or rewrite begin with an apostrophe.
    ///
    /// # Errors
    /// None that memory does not have.
    pub fn csv(&self) -> io::Result<Vec<u8>> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record([
            "name",
            "address",
            "department",
            "groups",
            "phone",
            "status",
            "reachable",
            "available",
            "until",
            "return",
            "next_free",
            "sentence",
            "as_of",
            "freshness",
            "error",
        ])?;
        for (position, person, answer) in self.people() {
            let instant = |at: Option<DateTime<Utc>>| at.map(utc).unwrap_or_default();
            let error = self.snapshot.observations.get(position).and_then(|observation| observation.error.as_ref());
            let freshness = match answer.freshness {
                Freshness::Live => "live",
                Freshness::Stale => "stale",
                Freshness::None => "none",
            };
            writer.write_record([
                escape(&person.name).as_ref(),
                &escape(&person.address),
                &escape(&person.department),
                &escape(&person.groups.join(";")),
                &escape(&person.phone),
                answer.status.word.as_str(),
                &answer.status.reachable.map(|reachable| reachable.to_string()).unwrap_or_default(),
                &answer.is_offered().to_string(),
                &instant(answer.status.until.known()),
                &instant(answer.status.return_at),
                &instant(self.next_free(answer)),
                &escape(&self.sentence(position).unwrap_or_default()),
                &instant(answer.as_of),
                freshness,
                error.map(|error| error.notice().code).unwrap_or_default(),
            ])?;
        }
        writer.into_inner().map_err(|error| error.into_error())
    }
}

/// RFC 3339 in UTC, to the second, ending in `Z`.
fn utc(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// The IANA name, where a zone has one.
fn zone_name(zone: Zone, at: DateTime<Utc>) -> String {
    match zone {
        Zone::Named(zone) => zone.name().to_owned(),
        _ => zone.label(at),
    }
}

fn block(block: &BusyBlock) -> Value {
    let details = block.details.as_ref();
    json!({
        "start": utc(block.start),
        "end": utc(block.end),
        "type": block.busy_type,
        "private": details.map(|details| details.private),
        "subject": details.and_then(|details| details.subject.as_deref()),
        "location": details.and_then(|details| details.location.as_deref()),
    })
}

fn working_hours(hours: &WorkingHours, at: DateTime<Utc>) -> Value {
    const DAYS: [(Weekday, &str); 7] = [
        (Weekday::Mon, "monday"),
        (Weekday::Tue, "tuesday"),
        (Weekday::Wed, "wednesday"),
        (Weekday::Thu, "thursday"),
        (Weekday::Fri, "friday"),
        (Weekday::Sat, "saturday"),
        (Weekday::Sun, "sunday"),
    ];
    let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    let periods = hours.periods.iter().map(|period| {
        let days: Vec<_> = DAYS.iter().filter(|(day, _)| period.days.contains(*day)).map(|(_, name)| name).collect();
        json!({ "days": days, "start": clock(period.start_minute), "end": clock(period.end_minute) })
    });
    json!({ "zone": zone_name(hours.zone, at), "periods": periods.collect::<Vec<_>>() })
}

#[cfg(test)]
pub(super) mod tests;
