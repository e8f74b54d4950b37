//! Zone rules without a name: a bias and a pair of yearly changes.

use super::zone::minus;
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc, Weekday};

/// A bias with an optional pair of yearly changes (`SerializableTimeZone` of EWS).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RulePair {
    /// Minutes to *add to local time* to get UTC (Berlin: −60), without daylight saving.
    pub bias_minutes: i32,
    /// The change to standard time and the change to daylight time; none where the zone has no daylight saving.
    pub transitions: Option<(TransitionRule, TransitionRule)>,
}

/// When one of the two yearly changes happens and what holds after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TransitionRule {
    /// Added to [`RulePair::bias_minutes`] from this change on (0 for standard, usually −60 for daylight time).
    pub bias_minutes: i32,
    /// Wall-clock time of the change, seconds since local midnight *before* the change.
    pub second_of_day: u32,
    /// 1 to 12.
    pub month: u32,
    /// 1 to 4: the n-th such weekday of the month; 5: the last.
    pub order: u8,
    /// The weekday of the change.
    pub weekday: Weekday,
}

impl RulePair {
    /// Seconds to add to UTC to get local time. The same pair of rules holds in every year.
    pub fn offset_seconds(&self, at: DateTime<Utc>) -> i32 {
        let standard = self.standard_offset();
        // Both changes of a year are months away from its turn, so that the standard clock tells the year.
        let local = at.naive_utc().checked_add_signed(TimeDelta::seconds(standard.into()));
        match local.and_then(|local| self.changes(local.year())) {
            Some(changes) if changes.daylight_holds(at) => self.daylight_offset(),
            _ => standard,
        }
    }

    /// As [`super::Zone::utc_of`].
    pub(super) fn utc_of(&self, local: NaiveDateTime) -> DateTime<Utc> {
        let candidates = [self.standard_offset(), self.daylight_offset()].map(|offset| (offset, minus(local, offset)));
        let shown = candidates.iter().filter(|(offset, at)| self.offset_seconds(*at) == *offset).map(|(_, at)| *at);
        shown.min().unwrap_or_else(|| {
            let [(_, standard), (_, daylight)] = candidates;
            // In a gap each candidate lies on the wrong side of the change, which is between the two.
            let changes = self.changes(local.year());
            let between = |at: &DateTime<Utc>| standard.min(daylight) <= *at && *at <= standard.max(daylight);
            let change = changes.and_then(|c| [c.to_daylight, c.to_standard].into_iter().find(between));
            change.unwrap_or(standard)
        })
    }

    fn standard_offset(&self) -> i32 {
        self.offset(self.transitions.map_or(0, |(standard, _)| standard.bias_minutes))
    }

    fn daylight_offset(&self) -> i32 {
        self.offset(self.transitions.map_or(0, |(_, daylight)| daylight.bias_minutes))
    }

    fn offset(&self, extra_bias: i32) -> i32 {
        const DAY: i32 = 24 * 60;
        -self.bias_minutes.saturating_add(extra_bias).clamp(-DAY, DAY) * 60
    }

    fn changes(&self, year: i32) -> Option<Changes> {
        let (standard, daylight) = self.transitions?;
        Some(Changes {
            to_standard: minus(standard.wall_clock(year)?, self.daylight_offset()),
            to_daylight: minus(daylight.wall_clock(year)?, self.standard_offset()),
        })
    }
}

/// The two changes of one year.
struct Changes {
    to_standard: DateTime<Utc>,
    to_daylight: DateTime<Utc>,
}

impl Changes {
    fn daylight_holds(&self, at: DateTime<Utc>) -> bool {
        match (self.to_daylight <= at, self.to_standard <= at) {
            (true, false) => true,
            (false, true) => false,
            // Before or after both: what the later change of a year brings holds over the turn of the year.
            _ => self.to_daylight > self.to_standard,
        }
    }
}

impl TransitionRule {
    /// None for a month or year that does not exist.
    fn wall_clock(&self, year: i32) -> Option<NaiveDateTime> {
        let nth = |n| NaiveDate::from_weekday_of_month_opt(year, self.month, self.weekday, n);
        let day = match self.order {
            order @ 1..=4 => nth(order),
            _ => nth(5).or_else(|| nth(4)),
        };
        day?.and_time(NaiveTime::MIN).checked_add_signed(TimeDelta::seconds(self.second_of_day.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Zone, cases::BERLIN_RULES};
    use chrono_tz::Tz;

    const NEW_YORK: RulePair = RulePair {
        bias_minutes: 300,
        transitions: Some((
            TransitionRule { bias_minutes: 0, second_of_day: 7200, month: 11, order: 1, weekday: Weekday::Sun },
            TransitionRule { bias_minutes: -60, second_of_day: 7200, month: 3, order: 2, weekday: Weekday::Sun },
        )),
    };
    const SYDNEY: RulePair = RulePair {
        bias_minutes: -600,
        transitions: Some((
            TransitionRule { bias_minutes: 0, second_of_day: 10800, month: 4, order: 1, weekday: Weekday::Sun },
            TransitionRule { bias_minutes: -60, second_of_day: 7200, month: 10, order: 1, weekday: Weekday::Sun },
        )),
    };
    const LORD_HOWE: RulePair = RulePair {
        bias_minutes: -630,
        transitions: Some((
            TransitionRule { bias_minutes: 0, second_of_day: 7200, month: 4, order: 1, weekday: Weekday::Sun },
            TransitionRule { bias_minutes: -30, second_of_day: 7200, month: 10, order: 1, weekday: Weekday::Sun },
        )),
    };
    const KOLKATA: RulePair = RulePair { bias_minutes: -330, transitions: None };

    /// Hour by hour through three years, north and south of the equator.
    #[test]
    fn rules_agree_with_the_places_that_they_describe() {
        for (rules, place) in [
            (BERLIN_RULES, Tz::Europe__Berlin),
            (NEW_YORK, Tz::America__New_York),
            (SYDNEY, Tz::Australia__Sydney),
            (LORD_HOWE, Tz::Australia__Lord_Howe),
            (KOLKATA, Tz::Asia__Kolkata),
        ] {
            let (rules, place) = (Zone::Rules(rules), Zone::Named(place));
            let start: DateTime<Utc> = "2025-01-01T00:00:00Z".parse().unwrap();
            for half_hour in 0..3 * 365 * 48 {
                let at = start + TimeDelta::minutes(30 * half_hour);
                assert_eq!(rules.to_local(at), place.to_local(at), "{place:?} at {at}");
                let wall = at.naive_utc();
                assert_eq!(rules.utc_of(wall), place.utc_of(wall), "{place:?} when clocks show {wall}");
            }
        }
    }

    /// Zones without daylight saving come with two rules that change nothing.
    #[test]
    fn rules_that_change_nothing_are_harmless() {
        let rule = TransitionRule { bias_minutes: 0, second_of_day: 0, month: 1, order: 1, weekday: Weekday::Sun };
        let rules = RulePair { bias_minutes: -60, transitions: Some((rule, TransitionRule { month: 12, ..rule })) };
        let at: DateTime<Utc> = "2026-06-01T10:00:00Z".parse().unwrap();
        assert_eq!(rules.offset_seconds(at), 3600);
        assert_eq!(rules.utc_of(at.naive_utc()), at - TimeDelta::hours(1));
    }

    #[test]
    fn nonsense_from_the_wire_is_harmless() {
        let at: DateTime<Utc> = "2026-06-01T10:00:00Z".parse().unwrap();
        let rule = TransitionRule {
            bias_minutes: i32::MIN,
            second_of_day: u32::MAX,
            month: 13,
            order: 0,
            weekday: Weekday::Mon,
        };
        for month in [0, 1, 13] {
            let rule = TransitionRule { month, ..rule };
            let rules = RulePair { bias_minutes: i32::MIN, transitions: Some((rule, rule)) };
            assert!(rules.offset_seconds(at).abs() <= 24 * 3600);
            assert!((rules.utc_of(at.naive_utc()) - at).abs() <= TimeDelta::hours(24));
        }
    }
}
