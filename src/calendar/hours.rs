//! Working hours of a mailbox.

use super::{Window, WorkingTime, Zone};
use chrono::Weekday;

/// A set of days of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Weekdays(u8);

impl Weekdays {
    /// Monday to Friday.
    pub const WORKING_WEEK: Self = Self(0b001_1111);
    /// Every day.
    pub const ALL: Self = Self(0b111_1111);

    /// The set with `day` added.
    pub fn with(self, day: Weekday) -> Self {
        Self(self.0 | 1 << day.num_days_from_monday())
    }

    /// Whether `day` is in the set.
    pub fn contains(self, day: Weekday) -> bool {
        self.0 & 1 << day.num_days_from_monday() != 0
    }

    /// Whether no day is in the set.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl FromIterator<Weekday> for Weekdays {
    fn from_iter<I: IntoIterator<Item = Weekday>>(days: I) -> Self {
        days.into_iter().fold(Self::default(), Self::with)
    }
}

/// One working period on each of its days, in minutes since local midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct WorkingPeriod {
    /// The days on which the period *starts*.
    pub days: Weekdays,
    /// Minutes since local midnight, 0 to 1440.
    pub start_minute: u16,
    /// Minutes since local midnight, 0 to 1440. Before `start_minute`: the period ends on the following day.
    pub end_minute: u16,
}

impl WorkingPeriod {
    /// Minutes from start to end by the wall clock; 0 for a period that says nothing.
    pub fn minutes(self) -> u16 {
        const DAY: u16 = 24 * 60;
        let (start, end) = (self.start_minute.min(DAY), self.end_minute.min(DAY));
        if end < start { DAY - start + end } else { end - start }
    }

    /// Whether there is any day and any minute in it.
    pub fn is_usable(self) -> bool {
        !self.days.is_empty() && self.minutes() > 0
    }
}

/// When a person works, in the person's own zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkingHours {
    /// The zone in which the periods are meant.
    pub zone: Zone,
    /// In any order; may overlap; several on one day are real.
    pub periods: Vec<WorkingPeriod>,
}

/// The working hours that the rules use for one person: the server's, or the configured default.
/// See [`super::Rules::hours_of`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hours<'a> {
    /// The person's own zone; whole days are told by it.
    pub zone: Zone,
    /// In any order; may overlap.
    pub periods: &'a [WorkingPeriod],
    /// Whether the server gave none, or none with a day in it, so that the default stands in.
    pub assumed: bool,
}

impl<'a> Hours<'a> {
    /// The stretches of working time that touch `window`: whole, in order, and apart from each other.
    pub fn within(self, window: Window) -> WorkingTime<'a> {
        WorkingTime::new(self.zone, self.periods, window)
    }
}
