//! Time zones as requests name them.

use super::zone_rules::YearRules;
use chrono::{DateTime, Datelike, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// A zone that a request brought along.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::simulator) enum WireZone {
    /// By its Windows name.
    Named(Tz),
    /// By its rules: each set holds from the 1st of January of its year on. Never empty, sorted, the first one's year
    /// is the lowest there is.
    Rules(Vec<(i32, YearRules)>),
}

impl WireZone {
    /// One set of rules for all years.
    pub fn always(rules: YearRules) -> Self {
        Self::Rules(vec![(i32::MIN, rules)])
    }

    /// Seconds to add to UTC at an instant.
    pub fn offset_at(&self, at: DateTime<Utc>) -> i32 {
        match self {
            Self::Named(zone) => zone.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc(),
            Self::Rules(sets) => {
                let offset = |year: i32| {
                    let set = sets.iter().rev().find(|(from, _)| *from <= year).or(sets.first());
                    set.map_or(0, |(_, rules)| rules.offset_at(at.naive_utc(), year))
                };
                // The year is the local one: the rules of the year that the offset leads to.
                let first = offset(at.year());
                let year = (at.naive_utc() + TimeDelta::seconds(first.into())).year();
                offset(year)
            }
        }
    }

    /// The wall clock at an instant.
    pub fn to_local(&self, at: DateTime<Utc>) -> NaiveDateTime {
        at.naive_utc() + TimeDelta::seconds(self.offset_at(at).into())
    }

    /// The instant of a wall-clock time: the first of two, and behind the gap where clocks skip it.
    pub fn to_utc(&self, local: NaiveDateTime) -> DateTime<Utc> {
        let before = self.offset_at((local - TimeDelta::days(1)).and_utc());
        let after = self.offset_at((local + TimeDelta::days(1)).and_utc());
        let candidate = |offset: i32| (local - TimeDelta::seconds(offset.into())).and_utc();
        let holds = |offset: &i32| self.offset_at(candidate(*offset)) == *offset;
        candidate([before, after].into_iter().find(holds).unwrap_or(before))
    }
}
