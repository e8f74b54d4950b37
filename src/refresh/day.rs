//! The day that the screen shows, where it lies outside of what every refresh holds: whom to ask for it, and when. Pure.
//!
//! The whole week of the day is asked for, so that leafing through it asks once.

use super::plan::LONG_DAYS;
use crate::calendar::{Window, Zone};
use chrono::{Datelike, Days, NaiveDate};
use std::collections::HashMap;
use std::time::Duration;
use tokio::time::Instant;

/// Leafing and scrolling have to rest this long before anything is asked.
const REST: Duration = Duration::from_millis(300);
/// Requests for other days keep this distance.
const DISTANCE: Duration = Duration::from_secs(1);
/// What was answered is asked for again after this.
const GOOD_FOR: Duration = Duration::from_secs(15 * 60);

/// The day that the screen shows.
#[derive(Debug)]
pub(super) struct ShownDay {
    date: Option<NaiveDate>,
    /// Until when a person needs not to be asked for the week.
    good_until: HashMap<usize, Instant>,
    /// Nothing is asked before.
    quiet_until: Instant,
}

impl ShownDay {
    pub(super) fn new(now: Instant) -> Self {
        Self { date: None, good_until: HashMap::new(), quiet_until: now }
    }

    /// The screen shows this day.
    pub(super) fn show(&mut self, date: NaiveDate, now: Instant) {
        if self.date.map(monday) != Some(monday(date)) {
            self.good_until.clear();
        }
        self.date = Some(date);
        self.moved(now);
    }

    /// The screen shows other people.
    pub(super) fn moved(&mut self, now: Instant) {
        self.quiet_until = self.quiet_until.max(now + REST);
    }

    /// Nothing of what was asked for holds any more.
    pub(super) fn forget(&mut self) {
        self.good_until.clear();
    }

    /// The week to ask for; none where every refresh holds the day.
    pub(super) fn week(&self, today: NaiveDate, zone: Zone) -> Option<Window> {
        let date = self.date.filter(|&date| date < today || date >= later(today, LONG_DAYS))?;
        let start = monday(date);
        Some(Window { start: zone.local_midnight(start), end: zone.local_midnight(later(start, 7)) })
    }

    /// Who of those on the screen is to be asked for it.
    pub(super) fn lacking(&self, visible: &[usize], now: Instant) -> Vec<usize> {
        let good = |person: &usize| self.good_until.get(person).is_some_and(|&until| now < until);
        visible.iter().copied().filter(|person| !good(person)).collect()
    }

    /// When to ask, where somebody is lacking.
    pub(super) fn due(&self) -> Instant {
        self.quiet_until
    }

    /// These people were answered, or have an error of their own.
    pub(super) fn answered(&mut self, people: &[usize], now: Instant) {
        self.asked(people, now + GOOD_FOR, now);
    }

    /// The question failed; it may be asked again at `again`.
    pub(super) fn failed(&mut self, people: &[usize], again: Instant, now: Instant) {
        self.asked(people, again, now);
    }

    fn asked(&mut self, people: &[usize], until: Instant, now: Instant) {
        self.good_until.extend(people.iter().map(|&person| (person, until)));
        self.quiet_until = now + DISTANCE;
    }
}

fn monday(date: NaiveDate) -> NaiveDate {
    let days = u64::from(date.weekday().num_days_from_monday());
    date.checked_sub_days(Days::new(days)).unwrap_or(date)
}

fn later(date: NaiveDate, days: u64) -> NaiveDate {
    date.checked_add_days(Days::new(days)).unwrap_or(date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Rome;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn week(date: &str) -> Option<(String, i64)> {
        let mut shown = ShownDay::new(Instant::now());
        shown.show(day(date), Instant::now());
        let week = shown.week(day("2026-11-24"), Zone::Named(Rome))?;
        Some((Zone::Named(Rome).date(week.start).to_string(), week.length().num_hours()))
    }

    #[test]
    fn only_what_no_refresh_holds_is_asked_for_and_then_its_week() {
        assert_eq!(ShownDay::new(Instant::now()).week(day("2026-11-24"), Zone::UTC), None);
        for (date, expected) in [
            ("2026-11-24", None),
            ("2026-12-08", None),
            ("2026-12-09", Some(("2026-12-07", 168))),
            ("2026-12-13", Some(("2026-12-07", 168))),
            ("2026-12-14", Some(("2026-12-14", 168))),
            ("2026-11-23", Some(("2026-11-23", 168))),
            ("2026-10-25", Some(("2026-10-19", 169))),
            ("2027-03-28", Some(("2027-03-22", 167))),
        ] {
            assert_eq!(week(date), expected.map(|(start, hours)| (start.to_owned(), hours)), "{date}");
        }
    }

    #[test]
    fn each_person_is_asked_for_once_per_week_and_quarter_of_an_hour() {
        let now = Instant::now();
        let after = |seconds| now + Duration::from_secs(seconds);
        let mut shown = ShownDay::new(now);
        shown.show(day("2027-01-06"), now);
        assert_eq!(shown.lacking(&[3, 1], now), [3, 1]);
        shown.answered(&[3], now);
        assert_eq!(shown.lacking(&[3, 1], now), [1]);
        shown.show(day("2027-01-07"), now);
        assert_eq!(shown.lacking(&[3, 1], after(899)), [1], "the same week");
        assert_eq!(shown.lacking(&[3, 1], after(900)), [3, 1]);
        shown.show(day("2027-01-11"), now);
        assert_eq!(shown.lacking(&[3, 1], now), [3, 1], "another week");
        shown.failed(&[3], after(60), now);
        assert_eq!((shown.lacking(&[3], after(59)), shown.lacking(&[3], after(60))), (vec![], vec![3]));
    }

    #[test]
    fn leafing_has_to_rest_first_and_requests_keep_their_distance() {
        let now = Instant::now();
        let mut shown = ShownDay::new(now);
        shown.show(day("2027-01-06"), now);
        assert_eq!(shown.due(), now + REST);
        shown.moved(now + Duration::from_millis(200));
        assert_eq!(shown.due(), now + Duration::from_millis(500));
        shown.answered(&[1], now + Duration::from_secs(1));
        shown.moved(now + Duration::from_secs(1));
        assert_eq!(shown.due(), now + Duration::from_secs(2));
    }
}
