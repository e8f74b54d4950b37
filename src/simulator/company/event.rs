//! One calendar item of the company.

use chrono::{DateTime, Utc};

/// What an item shows its time as, in ascending order of precedence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(in crate::simulator) enum Show {
    /// Listed, but does not block its time.
    #[default]
    Free,
    /// At work, away from the usual place.
    WorkingElsewhere,
    /// Booked, not confirmed.
    Tentative,
    /// Booked.
    Busy,
    /// Away.
    OutOfOffice,
}

/// One occurrence; recurring ones are already expanded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::simulator) struct Event {
    pub start: DateTime<Utc>,
    pub end: DateTime<Utc>,
    pub show: Show,
    pub subject: &'static str,
    /// Empty: none given.
    pub location: &'static str,
    /// Others were invited.
    pub meeting: bool,
    pub recurring: bool,
    /// An occurrence that was moved.
    pub exception: bool,
    pub private: bool,
}
