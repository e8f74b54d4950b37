//! What a supervisor may set about the status rules.

use super::{BusyType, Hours, Schedule, Weekdays, WorkingPeriod, Zone};
use chrono::{DateTime, TimeDelta, Utc};

/// The adjustable part of the status rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// Shorter gaps do not make a person available.
    pub minimum_gap: TimeDelta,
    /// Whether a tentatively booked person may be called.
    pub tentative_reachable: bool,
    /// Whether a person working elsewhere may be called.
    pub elsewhere_reachable: bool,
    /// How far ahead the next free time is looked for.
    pub horizon: TimeDelta,
    /// Stand in where the server gives no working hours, or none with a day in it.
    pub default_hours: Vec<WorkingPeriod>,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            minimum_gap: TimeDelta::minutes(15),
            tentative_reachable: false,
            elsewhere_reachable: true,
            horizon: TimeDelta::days(14),
            default_hours: vec![WorkingPeriod {
                days: Weekdays::WORKING_WEEK,
                start_minute: 8 * 60,
                end_minute: 17 * 60,
            }],
        }
    }
}

impl Rules {
    /// The working hours to use for a person: the server's where they have a day in them, else the default in
    /// `fallback` (the roster's zone for that person, else the display zone).
    pub fn hours_of<'a>(&'a self, schedule: Option<&'a Schedule>, fallback: Zone) -> Hours<'a> {
        match schedule.and_then(|schedule| schedule.working_hours.as_ref()) {
            Some(hours) if hours.periods.iter().any(|period| period.is_usable()) => {
                Hours { zone: hours.zone, periods: &hours.periods, assumed: false }
            }
            _ => Hours { zone: fallback, periods: &self.default_hours, assumed: true },
        }
    }

    /// The instant as far as which a search from `now` goes.
    pub(super) fn limit(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        now.checked_add_signed(self.horizon).unwrap_or(DateTime::<Utc>::MAX_UTC)
    }

    /// Whether a person may be called during an item of this type; None: unknown.
    pub(super) fn reachable_during(&self, busy_type: BusyType) -> Option<bool> {
        match busy_type {
            BusyType::Free => Some(true),
            BusyType::NoData => None,
            BusyType::WorkingElsewhere => Some(self.elsewhere_reachable),
            BusyType::Tentative => Some(self.tentative_reachable),
            BusyType::Busy | BusyType::OutOfOffice => Some(false),
        }
    }
}
