//! Time zones: a place of the IANA database, or the bare rules that a mailbox carries.

use chrono::Weekday;
use chrono_tz::Tz;

/// A time zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Zone {
    /// A place of the IANA database.
    Named(Tz),
    /// Rules without a name, as EWS sends them with working hours (`SerializableTimeZone`).
    Rules(RulePair),
}

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
