//! Times at which several people can be called.

use super::timeline::{Found, Timeline};
use super::{NextFree, Rules, Schedule, Zone};
use chrono::{DateTime, TimeDelta, Utc};

/// The first instant from `now` on from which everybody is reachable inside working hours for at least `length`.
///
/// Each person comes with what is known and the zone to fall back on, as for [`super::status`]. Unknown if anybody's
/// schedule is missing or ends before an answer; `Now` for nobody at all.
pub fn first_common_free(
    people: &[(Option<&Schedule>, Zone)],
    now: DateTime<Utc>,
    length: TimeDelta,
    rules: &Rules,
) -> NextFree {
    let mut timelines = Vec::with_capacity(people.len());
    for (schedule, zone) in people {
        let Some(schedule) = schedule.filter(|schedule| schedule.known.contains(now)) else {
            return NextFree::Unknown;
        };
        timelines.push(Timeline::new(schedule, rules.hours_of(Some(schedule), *zone), rules, now));
    }

    let mut at = now;
    // Each round asks everybody for the first time that suits them from `at` on, until nobody needs a later one.
    loop {
        let asked = at;
        for timeline in &mut timelines {
            match timeline.first_answering(at, length, rules.limit(now)) {
                Found::At(found) => at = found,
                nothing => return NextFree::from_search(nothing, now),
            }
        }
        if at == asked {
            return NextFree::from_search(Found::At(at), now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{BusyBlock, BusyType, Window};

    fn utc(text: &str) -> DateTime<Utc> {
        format!("2026-11-{text}:00Z").parse().unwrap()
    }

    fn booked(blocks: &[(&str, &str)]) -> Schedule {
        let known = Window { start: utc("23T00:00"), end: utc("26T00:00") };
        let block = |(start, end): &(&str, &str)| BusyBlock::new(utc(start), utc(end), BusyType::Busy);
        Schedule::new(known, blocks.iter().map(block).collect(), None)
    }

    fn search(people: &[Option<&Schedule>], now: &str, minutes: i64) -> NextFree {
        let people: Vec<_> = people.iter().map(|schedule| (*schedule, Zone::UTC)).collect();
        first_common_free(&people, utc(now), TimeDelta::minutes(minutes), &Rules::default())
    }

    #[test]
    fn everybody_has_to_be_free_at_once() {
        let one = booked(&[("23T09:00", "23T10:00"), ("23T10:45", "23T12:00")]);
        let other = booked(&[("23T10:00", "23T10:30"), ("23T12:00", "23T16:45")]);
        let both = [Some(&one), Some(&other)];
        assert_eq!(search(&both, "23T08:00", 60), NextFree::Now);
        assert_eq!(search(&both, "23T08:30", 15), NextFree::Now);
        assert_eq!(search(&both, "23T09:00", 15), NextFree::At(utc("23T10:30")));
        assert_eq!(search(&both, "23T09:00", 30), NextFree::At(utc("24T08:00")));
        assert_eq!(search(&both, "23T16:45", 15), NextFree::Now);
    }

    #[test]
    fn unknown_is_never_free() {
        let one = booked(&[]);
        assert_eq!(search(&[Some(&one), None], "23T09:00", 15), NextFree::Unknown);
        assert_eq!(search(&[Some(&one)], "25T17:30", 15), NextFree::Unknown);
        assert_eq!(search(&[Some(&one)], "26T09:00", 15), NextFree::Unknown);
    }

    #[test]
    fn people_who_never_meet_are_told_so() {
        let known = Window { start: utc("01T00:00"), end: utc("30T00:00") };
        let away = Schedule::new(known, vec![BusyBlock::new(known.start, known.end, BusyType::OutOfOffice)], None);
        let here = Schedule::new(known, Vec::new(), None);
        assert_eq!(search(&[Some(&here), Some(&away)], "02T09:00", 15), NextFree::NotWithinHorizon);
    }
}
