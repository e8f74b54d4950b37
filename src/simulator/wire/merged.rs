//! Merged free/busy: one digit for each interval of the window, the highest status in it.

use crate::simulator::company::{Event, Show};
use chrono::{DateTime, TimeDelta, Utc};

/// The window and the length of one interval.
#[derive(Debug, Clone, Copy)]
pub(in crate::simulator) struct Slots {
    pub start: DateTime<Utc>,
    pub end: DateTime<Utc>,
    pub interval: TimeDelta,
}

/// The digits, from the window's start.
pub(in crate::simulator) fn digits(events: &[Event], slots: Slots, knows_elsewhere: bool) -> String {
    let width = slots.interval.num_seconds().max(1);
    let length = (slots.end - slots.start).num_seconds();
    let count = usize::try_from((length + width - 1) / width).unwrap_or_default();
    let mut shown = vec![Show::Free; count];
    for event in events {
        let from = (event.start - slots.start).num_seconds().max(0) / width;
        let to = ((event.end - slots.start).num_seconds() + width - 1) / width;
        let (from, to) = (usize::try_from(from).unwrap_or(count), usize::try_from(to).unwrap_or_default().min(count));
        for slot in shown.get_mut(from..to).unwrap_or_default() {
            *slot = (*slot).max(event.show);
        }
    }
    shown.into_iter().map(|show| digit(show, knows_elsewhere)).collect()
}

fn digit(show: Show, knows_elsewhere: bool) -> char {
    match show {
        Show::Free => '0',
        Show::Tentative => '1',
        Show::Busy => '2',
        Show::OutOfOffice => '3',
        Show::WorkingElsewhere if knows_elsewhere => '4',
        Show::WorkingElsewhere => '0',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(time: &str) -> DateTime<Utc> {
        format!("2026-11-23T{time}:00Z").parse().expect("an instant")
    }

    fn event(start: &str, end: &str, show: Show) -> Event {
        let (subject, location) = ("", "");
        let (meeting, recurring, exception, private) = (false, false, false, false);
        Event { start: at(start), end: at(end), show, subject, location, meeting, recurring, exception, private }
    }

    fn merged(minutes: i64, events: &[Event], knows_elsewhere: bool) -> String {
        let slots = Slots { start: at("08:00"), end: at("10:00"), interval: TimeDelta::minutes(minutes) };
        digits(events, slots, knows_elsewhere)
    }

    #[test]
    fn every_touched_interval_counts_and_the_highest_status_wins() {
        let busy = event("08:59", "09:01", Show::Busy);
        let long = event("07:00", "12:00", Show::Tentative);
        assert_eq!(merged(30, &[busy], true), "0220");
        assert_eq!(merged(30, &[busy, long], true), "1221");
        assert_eq!(merged(30, &[event("09:00", "09:30", Show::OutOfOffice)], true), "0030");
        assert_eq!(merged(50, &[event("09:50", "10:00", Show::Busy)], true), "002", "the last interval may be short");
    }

    #[test]
    fn working_elsewhere_is_free_where_the_level_does_not_know_it() {
        let elsewhere = event("07:00", "12:00", Show::WorkingElsewhere);
        assert_eq!(merged(60, &[elsewhere], true), "44");
        assert_eq!(merged(60, &[elsewhere], false), "00");
    }
}
