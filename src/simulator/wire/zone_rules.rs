//! The yearly rules of a zone: two changes of the clock, or none.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone, Timelike, Weekday};
use chrono_tz::Tz;

/// What holds in one year. Offsets are seconds to add to UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::simulator) struct YearRules {
    pub standard_offset: i32,
    pub daylight: Option<Daylight>,
}

/// The part of the year with another offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::simulator) struct Daylight {
    pub offset: i32,
    pub begins: Change,
    pub ends: Change,
}

/// When clocks change, in the wall-clock time before the change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::simulator) struct Change {
    pub month: u32,
    pub day: DayRule,
    pub second_of_day: u32,
}

/// Which day of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::simulator) enum DayRule {
    /// The n-th such weekday; 5 is the last.
    Nth(u32, Weekday),
    /// A day of the month.
    Date(u32),
}

impl YearRules {
    /// The offset at a UTC time of the year.
    pub fn offset_at(&self, utc: NaiveDateTime, year: i32) -> i32 {
        let Some(daylight) = self.daylight else { return self.standard_offset };
        let changes = (daylight.begins.in_year(year), daylight.ends.in_year(year));
        let (Some(begins), Some(ends)) = changes else { return self.standard_offset };
        let begins = begins - TimeDelta::seconds(self.standard_offset.into());
        let ends = ends - TimeDelta::seconds(daylight.offset.into());
        let inside = match begins < ends {
            true => (begins..ends).contains(&utc),
            // South of the equator summer is at both ends of the year.
            false => !(ends..begins).contains(&utc),
        };
        if inside { daylight.offset } else { self.standard_offset }
    }

    /// The rules that a zone follows in a year, as far as one pair of changes can say it.
    pub fn of(zone: Tz, year: i32) -> Self {
        let offset = |at: NaiveDateTime| zone.offset_from_utc_datetime(&at).fix().local_minus_utc();
        let changes = changes(year, offset);
        let first = NaiveDate::from_ymd_opt(year, 1, 1).map_or(0, |day| offset(day.and_time(NaiveTime::MIN)));
        let pair = match changes.as_slice() {
            [one, other] if one.after > other.after => Some((one, other)),
            [one, other] => Some((other, one)),
            _ => None,
        };
        match pair {
            None => Self { standard_offset: changes.last().map_or(first, |change| change.after), daylight: None },
            Some((begins, ends)) => Self {
                standard_offset: ends.after,
                daylight: Some(Daylight { offset: begins.after, begins: begins.rule(), ends: ends.rule() }),
            },
        }
    }
}

impl Change {
    fn in_year(&self, year: i32) -> Option<NaiveDateTime> {
        let first = NaiveDate::from_ymd_opt(year, self.month, 1)?;
        let day = match self.day {
            DayRule::Date(day) => NaiveDate::from_ymd_opt(year, self.month, day)?,
            DayRule::Nth(nth, weekday) => {
                let to_first = (7 + weekday.num_days_from_monday() - first.weekday().num_days_from_monday()) % 7;
                let day = first + Days::new((to_first + 7 * nth.saturating_sub(1)).into());
                // Four weeks on may be the next month already: the last one is a week before.
                if day.month() == self.month { day } else { day - Days::new(7) }
            }
        };
        Some(day.and_time(NaiveTime::MIN) + TimeDelta::seconds(self.second_of_day.into()))
    }
}

/// One change of an IANA zone.
struct Turn {
    wall_before: NaiveDateTime,
    after: i32,
}

impl Turn {
    fn rule(&self) -> Change {
        let date = self.wall_before.date();
        let is_last = (date + Days::new(7)).month() != date.month();
        let nth = if is_last { 5 } else { date.day().div_ceil(7) };
        Change {
            month: date.month(),
            day: DayRule::Nth(nth, date.weekday()),
            second_of_day: self.wall_before.num_seconds_from_midnight(),
        }
    }
}

/// The changes of a year: looked for day by day, then narrowed down to the minute.
fn changes(year: i32, offset: impl Fn(NaiveDateTime) -> i32) -> Vec<Turn> {
    let Some(new_year) = NaiveDate::from_ymd_opt(year, 1, 1) else { return Vec::new() };
    let days = new_year.iter_days().take_while(|day| day.year() == year).map(|day| day.and_time(NaiveTime::MIN));
    let mut turns = Vec::new();
    for day in days {
        let (mut low, mut high) = (day, day + TimeDelta::days(1));
        let (before, after) = (offset(low), offset(high));
        if before == after {
            continue;
        }
        while high - low > TimeDelta::minutes(1) {
            let middle = low + TimeDelta::minutes((high - low).num_minutes() / 2);
            *(if offset(middle) == before { &mut low } else { &mut high }) = middle;
        }
        turns.push(Turn { wall_before: high + TimeDelta::seconds(before.into()), after });
    }
    turns
}
