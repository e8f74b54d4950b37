//! What is known about one mailbox in a stretch of time.

use super::{BusyBlock, WorkingHours};
use chrono::{DateTime, Utc};

/// A half-open stretch of time `[start, end)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Window {
    /// First instant inside.
    pub start: DateTime<Utc>,
    /// First instant outside, after `start`.
    pub end: DateTime<Utc>,
}

impl Window {
    /// Whether `at` lies inside.
    pub fn contains(&self, at: DateTime<Utc>) -> bool {
        self.start <= at && at < self.end
    }
}

/// The answer for one mailbox: what is known of it inside a window.
///
/// Blocks are whole (not clipped to the window), in any order, and may overlap. Outside `known` nothing may be concluded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// The stretch of time that was asked for and answered.
    pub known: Window,
    /// The items that touch `known`.
    pub blocks: Vec<BusyBlock>,
    /// The owner's working hours, where the server gave usable ones.
    pub working_hours: Option<WorkingHours>,
    /// Items that were left out because they end before they start; for diagnostics.
    pub dropped: usize,
}
