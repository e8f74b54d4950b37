//! What is known about one mailbox in a stretch of time.

use super::{BusyBlock, WorkingHours};
use chrono::{DateTime, TimeDelta, Utc};

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

    /// Whether the two have an instant in common.
    pub fn touches(&self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// From start to end.
    pub fn length(&self) -> TimeDelta {
        self.end - self.start
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

impl Schedule {
    /// Keeps the blocks in the order of their starts, without those that end before they start, which are counted.
    pub fn new(known: Window, mut blocks: Vec<BusyBlock>, working_hours: Option<WorkingHours>) -> Self {
        let given = blocks.len();
        blocks.retain(|block| block.start <= block.end);
        blocks.sort_by_key(|block| (block.start, block.end));
        Self { known, dropped: given - blocks.len(), blocks, working_hours }
    }

    /// What is known once `newer` has been answered for a part of the time: today's refresh on top of the last one of
    /// all 15 days. Where the two windows leave a gap between them, `newer` stands alone.
    pub fn updated_by(&self, newer: Self) -> Self {
        if newer.known.end < self.known.start || self.known.end < newer.known.start {
            return newer;
        }
        let known = Window { start: self.known.start.min(newer.known.start), end: self.known.end.max(newer.known.end) };
        // The newer answer holds every item that touches its window, also those that reach beyond it.
        let kept = self.blocks.iter().filter(|block| !block.occurs_in(newer.known)).cloned();
        let mut blocks = newer.blocks;
        blocks.extend(kept);
        Self { dropped: newer.dropped, ..Self::new(known, blocks, newer.working_hours) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::BusyType;

    fn utc(text: &str) -> DateTime<Utc> {
        format!("2026-11-{text}:00:00Z").parse().unwrap()
    }

    fn schedule(known: (&str, &str), blocks: &[(&str, &str)]) -> Schedule {
        let block = |(start, end): &(&str, &str)| BusyBlock::new(utc(start), utc(end), BusyType::Busy);
        let known = Window { start: utc(known.0), end: utc(known.1) };
        Schedule::new(known, blocks.iter().map(block).collect(), None)
    }

    #[test]
    fn items_that_end_before_they_start_are_counted() {
        let schedule = schedule(("23T00", "24T00"), &[("23T12", "23T11"), ("23T10", "23T11"), ("23T09", "23T09")]);
        assert_eq!(schedule.dropped, 1);
        assert_eq!(schedule.blocks.iter().map(|block| block.start).collect::<Vec<_>>(), [utc("23T09"), utc("23T10")]);
    }

    #[test]
    fn a_newer_answer_replaces_what_touches_its_window() {
        let all = schedule(
            ("23T00", "30T00"),
            &[("23T09", "23T10"), ("24T20", "25T08"), ("26T09", "26T10"), ("22T00", "29T00")],
        );
        let today = schedule(("23T00", "25T00"), &[("23T11", "23T12"), ("24T21", "25T09")]);
        let merged = all.updated_by(today);
        let expected = schedule(("23T00", "30T00"), &[("23T11", "23T12"), ("24T21", "25T09"), ("26T09", "26T10")]);
        assert_eq!(merged, expected);
    }

    #[test]
    fn windows_grow_together_unless_there_is_a_gap_between_them() {
        let old = schedule(("23T00", "25T00"), &[("23T09", "23T10")]);
        let next = schedule(("25T00", "26T00"), &[("25T09", "25T10")]);
        assert_eq!(old.updated_by(next), schedule(("23T00", "26T00"), &[("23T09", "23T10"), ("25T09", "25T10")]));
        let far = schedule(("26T00", "27T00"), &[]);
        assert_eq!(old.updated_by(far.clone()), far);
    }
}
