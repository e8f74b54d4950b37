//! Busy types and busy blocks.

use super::{Window, Zone};
use chrono::{DateTime, Utc};

/// What a calendar item says about its time, in ascending order of precedence: where several items cover one instant,
/// the greatest is the effective one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum BusyType {
    /// Shown in the calendar, but does not block its time. Never covers anything.
    Free,
    /// The server holds an item but does not say what it is. Reads as *no information*.
    NoData,
    /// At work, away from the usual place.
    WorkingElsewhere,
    /// Booked, not confirmed.
    Tentative,
    /// Booked. Words that this program does not know count as this one.
    Busy,
    /// Away.
    OutOfOffice,
}

impl BusyType {
    /// All types, in ascending order of precedence.
    pub const ALL: [Self; 6] =
        [Self::Free, Self::NoData, Self::WorkingElsewhere, Self::Tentative, Self::Busy, Self::OutOfOffice];

    /// The letter on a block: `T`, `B`, `O`, `W`, `?`; none for [`BusyType::Free`].
    pub fn letter(self) -> Option<char> {
        match self {
            Self::Free => None,
            Self::NoData => Some('?'),
            Self::WorkingElsewhere => Some('W'),
            Self::Tentative => Some('T'),
            Self::Busy => Some('B'),
            Self::OutOfOffice => Some('O'),
        }
    }
}

/// One item of a calendar: the half-open interval `[start, end)`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BusyBlock {
    /// First instant covered.
    pub start: DateTime<Utc>,
    /// First instant no longer covered. Not before `start`; equal to it for an item of zero length.
    pub end: DateTime<Utc>,
    /// What the item says about its time.
    pub busy_type: BusyType,
    /// Present only where details were asked for and granted.
    pub details: Option<BlockDetails>,
}

impl BusyBlock {
    /// A block without details.
    pub fn new(start: DateTime<Utc>, end: DateTime<Utc>, busy_type: BusyType) -> Self {
        Self { start, end, busy_type, details: None }
    }

    /// Whether the block has any time in `window`. Items of zero length have none anywhere.
    pub fn occurs_in(&self, window: Window) -> bool {
        self.start < self.end && self.start < window.end && window.start < self.end
    }

    /// Whether both edges are midnight in the mailbox's own zone; neither EWS nor Graph marks whole days.
    pub fn is_whole_day(&self, mailbox_zone: Zone) -> bool {
        self.start < self.end && mailbox_zone.is_midnight(self.start) && mailbox_zone.is_midnight(self.end)
    }
}

/// What is known of an item at the detailed privacy level.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct BlockDetails {
    /// Marked private by its owner: subject and place are then withheld.
    pub private: bool,
    /// The subject, where granted and not private.
    pub subject: Option<String>,
    /// The place, where granted and not private.
    pub location: Option<String>,
}

/// Subjects and places stay out of debug output, and so out of logs and panic texts.
impl std::fmt::Debug for BlockDetails {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BlockDetails").field("private", &self.private).finish_non_exhaustive()
    }
}
