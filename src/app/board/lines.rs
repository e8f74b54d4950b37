//! From answers to what the list shows. A line is worded when it is first shown, so that a frame costs the same for 2,000
//! people as for 50.

use crate::app::timeline::{Bar, Day, Headings, Hour, Now, Part, Row, Rows, Stale, Stretch, Tone};
use crate::calendar::{self, BusyType, Freshness, NextFree, Schedule, StatusWord, Window, Zone};
use crate::people::Person;
use crate::refresh::{self, Answer, Observation, Snapshot, Terms};
use crate::settings::Display;
use crate::words::{Notice, Value, Words};
use chrono::{DateTime, Utc};
use guests::{Guest, broken};
use std::cell::OnceCell;
use std::sync::Arc;

mod guests;

/// Everything a line is made of.
#[derive(Debug)]
pub struct Lines {
    words: Arc<Words>,
    snapshot: Arc<Snapshot>,
    terms: Terms,
    day: calendar::Day,
    answers: Vec<Answer>,
    rows: Vec<OnceCell<Row>>,
    /// Who stands below the roster's people; their positions follow those of the roster.
    guests: Vec<Guest>,
}

impl Lines {
    /// The lines of a snapshot at a moment; `before` lends the answers that cannot have changed since.
    pub fn new(
        words: Arc<Words>,
        snapshot: Arc<Snapshot>,
        terms: Terms,
        day: calendar::Day,
        before: Option<&Self>,
    ) -> Self {
        let people = snapshot.roster.people.iter().zip(&snapshot.observations);
        let answers: Vec<Answer> = people
            .enumerate()
            .map(|(position, (person, observation))| {
                let same = before.filter(|before| before.knows(position, &snapshot, &terms));
                let reused = same.and_then(|before| before.answers.get(position));
                reused.cloned().unwrap_or_else(|| terms.answer(person, observation))
            })
            .collect();
        let rows = answers.iter().map(|_| OnceCell::new()).collect();
        Self { words, snapshot, terms, day, answers, rows, guests: Vec::new() }
    }

    /// Whether the answer about a person is the same in another snapshot, under other terms.
    fn knows(&self, position: usize, snapshot: &Arc<Snapshot>, terms: &Terms) -> bool {
        let minute = |terms: &Terms| terms.now.calendar.timestamp().div_euclid(60);
        let (Some(before), Some(after)) =
            (self.snapshot.observations.get(position), snapshot.observations.get(position))
        else {
            return false;
        };
        let same_schedule = match (&before.schedule, &after.schedule) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (None, None) => true,
            _ => false,
        };
        same_schedule
            && before.as_of == after.as_of
            && Arc::ptr_eq(&self.snapshot.roster, &snapshot.roster)
            && minute(&self.terms) == minute(terms)
            && self.terms.freshness(before) == terms.freshness(after)
            && self.terms.rules == terms.rules
            && self.terms.zone == terms.zone
    }

    /// The answer about a person, by position in the roster, or about a guest.
    pub fn answer(&self, position: usize) -> Option<&Answer> {
        self.answers.get(position).or_else(|| self.guest(position).map(|guest| &guest.answer))
    }

    /// The sentence about a person.
    pub fn sentence(&self, position: usize) -> Option<String> {
        if let Some(guest) = self.guest(position) {
            return Some(self.guest_sentence(guest));
        }
        let address = self.person(position)?.substitute.as_deref();
        let substitute = address.and_then(|address| self.snapshot.roster.position(address));
        let substitute = substitute.filter(|substitute| *substitute != position);
        let answer = |position| self.answer(position);
        self.terms.sentence(&self.words, &self.snapshot, position, substitute, answer)
    }

    /// What the tool tip over a part of a line says; empty where there is nothing more to say.
    pub fn tip(&self, position: usize, part: Part) -> String {
        self.tip_text(position, part).unwrap_or_default()
    }

    fn tip_text(&self, position: usize, part: Part) -> Option<String> {
        let (row, answer) = (self.row(position)?, self.answer(position)?);
        let at = |at: DateTime<Utc>| self.words.full_time(at, self.terms.zone);
        match part {
            Part::Name => Some(match &row.stale {
                Some(stale) => format!("{} – {}", row.name, stale.long),
                None => row.name.clone(),
            }),
            Part::Now if row.plain => None,
            Part::Now => {
                let word = self.words.status_word(answer.status.word);
                let unknown = answer.status.word == StatusWord::NoInformation;
                let reason = self.reason(position).filter(|_| unknown);
                let said = match reason {
                    Some(reason) => format!("{word}: {}", self.words.reason(&reason)),
                    None => word,
                };
                let reply = self.reply(position);
                Some(reply.map_or_else(|| said.clone(), |reply| format!("{said}\n{}", broken(&reply))))
            }
            Part::Until => answer.status.return_at.or_else(|| answer.status.until.known()).map(at),
            Part::NextFree => match answer.status.next_free {
                NextFree::At(free) => Some(at(free)),
                NextFree::Now | NextFree::NotWithinHorizon | NextFree::Unknown => None,
            },
            Part::Bar(bar) => {
                let zone = self.zone(position);
                let blocks = self.day.painted_blocks(self.schedule_of_day(position)?, zone);
                Some(self.words.block(blocks.get(row.bars.get(bar)?.item)?, zone, self.terms.moment()))
            }
        }
    }

    /// Somebody, by position in the roster, or a guest.
    pub fn person(&self, position: usize) -> Option<&Person> {
        let people = &self.snapshot.roster.people;
        people.get(position).or_else(|| self.guest(position).map(|guest| &guest.person))
    }

    fn observation(&self, position: usize) -> Option<&Observation> {
        let known = self.snapshot.observations.get(position);
        known.or_else(|| self.guest(position).and_then(|guest| guest.observation.as_ref()))
    }

    /// Why nothing is known of somebody.
    fn reason(&self, position: usize) -> Option<Notice> {
        match self.guest(position) {
            Some(_) => self.observation(position)?.error.as_ref().map(|error| error.notice()),
            None => refresh::reason(&self.snapshot, position),
        }
    }

    /// Somebody's automatic reply, in words.
    pub fn reply(&self, position: usize) -> Option<String> {
        let text = self.observation(position)?.reply.text()?;
        Some(self.words.get("automatic-reply", &[("text", Value::from(text))]))
    }

    fn schedule(&self, position: usize) -> Option<&Schedule> {
        self.observation(position).and_then(|observation| self.terms.schedule(observation))
    }

    /// The schedule that holds the day shown, where one does.
    fn schedule_of_day(&self, position: usize) -> Option<&Schedule> {
        let observation = self.observation(position)?;
        self.terms.schedule_in(observation, self.day.window())
    }

    /// The person's own zone.
    fn zone(&self, position: usize) -> Zone {
        let fallback = self.person(position).map_or(self.terms.zone, |person| self.terms.zone_of(person));
        self.terms.rules.hours_of(self.schedule(position), fallback).zone
    }

    fn word(&self, position: usize) -> Option<Row> {
        let (person, answer) = (self.person(position)?, self.answer(position)?);
        let window = self.day.window();
        let schedule = self.schedule(position);
        let zone = self.zone(position);
        let hours = self.terms.rules.hours_of(schedule, zone);
        let stretches = |windows: Vec<Window>| windows.into_iter().map(|part| stretch(window, part)).collect();
        let schedule = self.schedule_of_day(position);
        let moment = self.terms.moment();
        let known = schedule.is_some();
        Some(Row {
            person: position,
            guest: self.guest(position).is_some(),
            plain: false,
            reply: self.reply(position).is_some(),
            favourite: person.favourite,
            name: person.name.clone(),
            badge: self.badge(zone),
            department: person.department.clone(),
            phone: person.phone.clone(),
            now: self.now(answer),
            soon: answer.status.soon,
            stale: self.stale(answer),
            until: self.words.until_column(&answer.status, moment),
            next_free: self.words.next_free_column(&answer.status, moment),
            available: answer.is_offered(),
            bars: schedule.map(|schedule| bars(schedule, self.day, zone)).unwrap_or_default(),
            off: if known { stretches(gaps(window, hours.within(window).collect())) } else { Vec::new() },
            unknown: stretches(gaps(window, schedule.map(|schedule| schedule.known).into_iter().collect())),
        })
    }

    fn now(&self, answer: &Answer) -> Now {
        let word = answer.status.word;
        let letter = match word {
            StatusWord::Free | StatusWord::OutsideWorkingHours => None,
            StatusWord::Tentative => Some(BusyType::Tentative),
            StatusWord::Busy => Some(BusyType::Busy),
            StatusWord::OutOfOffice => Some(BusyType::OutOfOffice),
            StatusWord::WorkingElsewhere => Some(BusyType::WorkingElsewhere),
            StatusWord::NoInformation => Some(BusyType::NoData),
        };
        let tone = match word {
            StatusWord::Free if answer.freshness == Freshness::Live => Tone::Free,
            StatusWord::OutsideWorkingHours | StatusWord::NoInformation => Tone::Faint,
            _ => Tone::Plain,
        };
        Now { letter, word: self.words.status_word_short(word), tone }
    }

    fn stale(&self, answer: &Answer) -> Option<Stale> {
        let as_of = answer.as_of.filter(|_| answer.freshness == Freshness::Stale)?;
        let short = self.words.clock(as_of, self.terms.zone);
        let long = self.words.get("as-of", &[("time", Value::from(short.as_str()))]);
        Some(Stale { long, short })
    }

    /// How far the person's clock is from the display's, where it is.
    fn badge(&self, zone: Zone) -> Option<String> {
        let now = self.terms.now.calendar;
        let minutes = (zone.offset_seconds(now) - self.terms.zone.offset_seconds(now)) / 60;
        if minutes == 0 {
            return None;
        }
        let sign = if minutes < 0 { '−' } else { '+' };
        let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
        let hours = if rest == 0 { format!("{sign}{hours}") } else { format!("{sign}{hours}:{rest:02}") };
        Some(self.words.get("zone-badge", &[("hours", Value::from(hours))]))
    }
}

impl Rows for Lines {
    fn row(&self, position: usize) -> Option<&Row> {
        if let Some(guest) = self.guest(position) {
            return Some(guest.row.get_or_init(|| self.guest_row(position, guest)));
        }
        let cell = self.rows.get(position)?;
        Some(cell.get_or_init(|| self.word(position).unwrap_or_default()))
    }
}

/// The day that the timeline shows.
pub fn day(day: calendar::Day, now: DateTime<Utc>, display: &Display) -> Day {
    let window = day.window();
    let minute = |at: DateTime<Utc>| stretch(window, Window { start: at, end: at }).start;
    let mut hours: Vec<Hour> =
        day.hours().iter().map(|hour| Hour { minute: minute(hour.start), label: hour.label() }).collect();
    hours.push(Hour { minute: minute(window.end), label: String::new() });
    let hour = |hour: u8| {
        let time = chrono::NaiveTime::from_hms_opt(hour.into(), 0, 0);
        time.map_or(window.end, |time| day.zone.utc_of(day.date.and_time(time)))
    };
    let open = Stretch { start: minute(hour(display.day_start)), end: minute(hour(display.day_end)) };
    let label = day.zone.label(now);
    let (zone, offset) = label.rsplit_once(' ').unwrap_or(("", &label));
    Day {
        hours,
        open: Some(open),
        now: window.contains(now).then(|| minute(now)),
        over: minute(now.clamp(window.start, window.end)),
        zone: zone.to_owned(),
        offset: offset.to_owned(),
    }
}

/// The words above the columns.
pub fn headings(words: &Words) -> Headings {
    Headings {
        name: words.text("heading-name"),
        department: words.text("heading-department"),
        phone: words.text("heading-phone"),
        now: words.text("heading-now"),
        until: words.text("heading-until"),
        next_free: words.text("heading-next-free"),
    }
}

/// The items of the day, in ascending order of precedence. Free ones show the row's ground, as does what nothing covers.
fn bars(schedule: &Schedule, day: calendar::Day, zone: Zone) -> Vec<Bar> {
    let window = day.window();
    let painted = day.painted_blocks(schedule, zone).into_iter().enumerate();
    painted
        .filter(|(_, block)| block.busy_type != BusyType::Free)
        .map(|(item, block)| Bar {
            busy_type: block.busy_type,
            stretch: stretch(window, Window { start: block.start, end: block.end }),
            item,
        })
        .collect()
}

/// What of `window` lies in none of `parts`, which are in order and apart from each other.
fn gaps(window: Window, parts: Vec<Window>) -> Vec<Window> {
    let mut gaps = Vec::new();
    let mut from = window.start;
    for part in parts {
        if from < part.start {
            gaps.push(Window { start: from, end: part.start.min(window.end) });
        }
        from = from.max(part.end);
    }
    if from < window.end {
        gaps.push(Window { start: from, end: window.end });
    }
    gaps
}

fn stretch(day: Window, part: Window) -> Stretch {
    let minute = |at: DateTime<Utc>| (at - day.start).num_seconds() as f32 / 60.0;
    Stretch { start: minute(part.start), end: minute(part.end) }
}

#[cfg(test)]
mod tests;
