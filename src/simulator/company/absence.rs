//! Absences of one day to two weeks: leave, illness, trips.

use super::chance::Chance;
use super::event::{Event, Show};
use super::member::Member;
use super::{day, subjects};
use chrono::{Datelike, Days, NaiveDate};

/// Absences are drawn for four weeks at a time and end within them, so that a window needs to look at few draws.
const BLOCK_WEEKS: i32 = 4;

/// Adds the absences that touch the local dates `from ..= to`.
pub(super) fn between(seed: u64, member: &Member, from: NaiveDate, to: NaiveDate, events: &mut Vec<Event>) {
    if member.groups.is_empty() {
        return;
    }
    // Blocks begin in another week for each quarter of the staff; else everybody's leave would begin together.
    let phase = Chance::of(&[seed, 4, member.index as u64]).below(4) as i32;
    let block_of = |date: NaiveDate| (week(date) + phase).div_euclid(BLOCK_WEEKS);
    for block in block_of(from)..=block_of(to) {
        let monday = Days::new(u64::try_from((block * BLOCK_WEEKS - phase) * 7).unwrap_or_default());
        let first_day = FIRST_MONDAY.checked_add_days(monday);
        events.extend(first_day.and_then(|first_day| draw(seed, member, block, first_day)));
    }
}

/// A Monday before anything this company could be asked about.
const FIRST_MONDAY: NaiveDate = match NaiveDate::from_ymd_opt(1900, 1, 1) {
    Some(date) => date,
    None => NaiveDate::MIN,
};

fn week(date: NaiveDate) -> i32 {
    (date.num_days_from_ce() - FIRST_MONDAY.num_days_from_ce()).div_euclid(7)
}

/// Which absence a block of four weeks has, if any: about one working day in thirteen.
fn draw(seed: u64, member: &Member, block: i32, first_day: NaiveDate) -> Option<Event> {
    let mut chance = Chance::of(&[seed, 5, member.index as u64, u64::from(block.unsigned_abs())]);
    let (subject, start, days) = match chance.below(100) {
        0..8 => (subjects::HOLIDAY, chance.below(4) * 7, 7),
        8..11 => (subjects::HOLIDAY, chance.below(3) * 7, 14),
        11..17 => (subjects::HOLIDAY, chance.below(4) * 7 + chance.below(4), 2),
        17..31 => (subjects::ILLNESS, chance.below(4) * 7 + chance.below(3), 1 + chance.below(3)),
        31..45 => (chance.pick(subjects::TRIPS), chance.below(4) * 7 + chance.below(3), 1 + chance.below(3)),
        _ => return None,
    };
    let date = |offset: usize| first_day.checked_add_days(Days::new(offset as u64));
    Some(Event {
        start: day::midnight(member.zone, date(start)?),
        end: day::midnight(member.zone, date(start + days)?),
        show: Show::OutOfOffice,
        subject,
        private: subject == subjects::ILLNESS,
        ..day::BLANK
    })
}
