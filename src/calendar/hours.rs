//! Working hours of a mailbox.

use super::Zone;
use chrono::Weekday;

/// A set of days of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Weekdays(u8);

impl Weekdays {
    /// Monday to Friday.
    pub const WORKING_WEEK: Self = Self(0b001_1111);

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

/// When a person works, in the person's own zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkingHours {
    /// The zone in which the periods are meant.
    pub zone: Zone,
    /// In any order; may overlap; several on one day are real.
    pub periods: Vec<WorkingPeriod>,
}
