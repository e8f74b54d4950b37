//! The company's time: the real time plus a fixed distance, so that a demo can always be on a working morning.

use chrono::{DateTime, Datelike, Days, NaiveTime, TimeDelta, TimeZone, Timelike, Utc, Weekday};
use chrono_tz::Tz;

/// The company's time. HTTP dates, logs, lock-out and waits keep to the real clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CompanyClock {
    ahead: TimeDelta,
}

impl CompanyClock {
    /// A clock that shows `start` at this moment, or the real time without one.
    pub fn starting_at(start: Option<DateTime<Utc>>) -> Self {
        Self { ahead: start.map_or(TimeDelta::zero(), |start| start - Utc::now()) }
    }

    /// How far the company is ahead of the real time; negative where it is behind.
    pub fn ahead(self) -> TimeDelta {
        self.ahead
    }

    /// The company's present.
    pub fn now(self) -> DateTime<Utc> {
        Utc::now() + self.ahead
    }
}

/// The time a demo starts at: `real` itself in the morning or afternoon of a working day in `zone`, where boards are
/// full of life; else 10:12 of that day, or of the next working day.
pub fn mid_morning(real: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
    let local = real.with_timezone(&zone);
    let works = |day: Weekday| !matches!(day, Weekday::Sat | Weekday::Sun);
    let minute = local.num_seconds_from_midnight() / 60;
    let lively = (9 * 60..11 * 60 + 30).contains(&minute) || (13 * 60 + 30..16 * 60).contains(&minute);
    if works(local.weekday()) && lively {
        return real;
    }
    let mut day = local.date_naive();
    while !works(day.weekday()) {
        day = day + Days::new(1);
    }
    let morning = NaiveTime::from_num_seconds_from_midnight_opt(10 * 3600 + 12 * 60, 0).unwrap_or_default();
    zone.from_local_datetime(&day.and_time(morning)).earliest().map_or(real, |at| at.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Berlin;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    #[test]
    fn lively_hours_stay_as_they_are_and_everything_else_becomes_a_working_morning() {
        let cases = [
            ("2026-11-23T08:00:00Z", "2026-11-23T08:00:00Z"),
            ("2026-11-23T10:29:59Z", "2026-11-23T10:29:59Z"),
            ("2026-11-23T11:15:00Z", "2026-11-23T09:12:00Z"),
            ("2026-11-23T14:59:59Z", "2026-11-23T14:59:59Z"),
            ("2026-11-23T15:00:00Z", "2026-11-23T09:12:00Z"),
            ("2026-11-23T06:00:00Z", "2026-11-23T09:12:00Z"),
            ("2026-11-21T10:00:00Z", "2026-11-23T09:12:00Z"),
            ("2026-11-27T22:00:00Z", "2026-11-27T09:12:00Z"),
            ("2026-11-27T23:30:00Z", "2026-11-30T09:12:00Z"),
            ("2026-07-11T10:00:00Z", "2026-07-13T08:12:00Z"),
        ];
        for (real, expected) in cases {
            assert_eq!(mid_morning(at(real), Berlin), at(expected), "{real}");
        }
    }

    #[test]
    fn the_company_runs_on_from_where_it_was_started() {
        let clock = CompanyClock::starting_at(Some(at("2020-01-01T00:00:00Z")));
        let late = clock.now() - at("2020-01-01T00:00:00Z");
        assert!(late >= TimeDelta::zero() && late < TimeDelta::seconds(5), "{late}");
        assert_eq!(CompanyClock::starting_at(None).ahead(), TimeDelta::zero());
    }
}
