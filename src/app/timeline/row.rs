//! What the timeline shows: plain values, already in words.

use crate::calendar::BusyType;

/// One person's line.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// Index into the roster.
    pub person: usize,
    /// Not on the board; shown for once.
    pub guest: bool,
    /// What holds now may go on over the columns of times, which are empty.
    pub plain: bool,
    /// Answers mails by itself.
    pub reply: bool,
    /// Starred.
    pub favourite: bool,
    /// The name.
    pub name: String,
    /// Difference of the person's zone to the display's, such as `+1h`.
    pub badge: Option<String>,
    /// The department; may be empty.
    pub department: String,
    /// The number; may be empty.
    pub phone: String,
    /// What holds now.
    pub now: Now,
    /// Reachable, but not for long.
    pub soon: bool,
    /// The age of old data.
    pub stale: Option<Stale>,
    /// The until column.
    pub until: String,
    /// The next-free column.
    pub next_free: String,
    /// Available at this moment.
    pub available: bool,
    /// The items of the day, in ascending order of precedence.
    pub bars: Vec<Bar>,
    /// The stretches outside working hours.
    pub off: Vec<Stretch>,
    /// The stretches of which nothing is known.
    pub unknown: Vec<Stretch>,
}

/// The now column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Now {
    /// The type whose letter stands before the word; none for Free and outside working hours.
    pub letter: Option<BusyType>,
    /// The word.
    pub word: String,
    /// How the word is written.
    pub tone: Tone,
}

/// How a status word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Tone {
    /// As text.
    #[default]
    Plain,
    /// Free, and known to be so.
    Free,
    /// Outside working hours, or nothing known.
    Faint,
}

/// The age of old data, in words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stale {
    /// `as of 09:12`
    pub long: String,
    /// `09:12`, where there is no room for more.
    pub short: String,
}

/// An item of the day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bar {
    /// Its type.
    pub busy_type: BusyType,
    /// When it is.
    pub stretch: Stretch,
    /// Which of the day's painted blocks it is.
    pub item: usize,
}

/// Where lines come from. They are worded when they are first shown.
pub trait Rows {
    /// The line of a person, by position in the roster.
    fn row(&self, position: usize) -> Option<&Row>;
}

/// Minutes that pass between the midnight that begins the shown day and both ends; below zero and beyond the day are real.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stretch {
    /// First minute inside.
    pub start: f32,
    /// First minute outside.
    pub end: f32,
}

impl Stretch {
    /// Whether `minute` lies inside.
    pub fn contains(self, minute: f32) -> bool {
        self.start <= minute && minute < self.end
    }

    /// What both have in common.
    pub fn common(self, other: Self) -> Option<Self> {
        let (start, end) = (self.start.max(other.start), self.end.min(other.end));
        (start < end).then_some(Self { start, end })
    }
}

/// The day that the timeline shows. All times are minutes as in [`Stretch`].
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Day {
    /// The hours of the day with their labels, 23 to 25 of them, and the end of the last.
    pub hours: Vec<Hour>,
    /// What is shown where there is room for it; 07:00 to 19:00 if not set otherwise.
    pub open: Option<Stretch>,
    /// The present moment, where it lies in this day.
    pub now: Option<f32>,
    /// How much of the day is over.
    pub over: f32,
    /// Abbreviation of the zone, such as `CET`.
    pub zone: String,
    /// Its distance from UTC, such as `+01:00`.
    pub offset: String,
}

/// An hour line.
#[derive(Debug, Clone, PartialEq)]
pub struct Hour {
    /// When it begins.
    pub minute: f32,
    /// `07`; the repeated hour of an autumn night carries `a` or `b`.
    pub label: String,
}

/// The words above the columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Headings {
    /// Above the names.
    pub name: String,
    /// Above the departments.
    pub department: String,
    /// Above the numbers.
    pub phone: String,
    /// Above what holds now.
    pub now: String,
    /// Above the ends of it.
    pub until: String,
    /// Above the next free moments.
    pub next_free: String,
}

/// The items that lie under another one: where at least two cover the same time.
pub fn overlaps(bars: &[Bar]) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    for (index, bar) in bars.iter().enumerate() {
        found.extend(bars[index + 1..].iter().filter_map(|other| bar.stretch.common(other.stretch)));
    }
    found.sort_by(|a, b| a.start.total_cmp(&b.start));
    found.dedup_by(|next, kept| {
        let joined = next.start <= kept.end;
        if joined {
            kept.end = kept.end.max(next.end);
        }
        joined
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(start: f32, end: f32) -> Bar {
        Bar { busy_type: BusyType::Busy, stretch: Stretch { start, end }, item: 0 }
    }

    #[test]
    fn overlapping_stretches_are_joined() {
        let bars = [bar(0.0, 60.0), bar(30.0, 90.0), bar(80.0, 100.0), bar(200.0, 210.0)];
        assert_eq!(overlaps(&bars), [Stretch { start: 30.0, end: 60.0 }, Stretch { start: 80.0, end: 90.0 }]);
    }

    #[test]
    fn neighbours_do_not_overlap() {
        assert!(overlaps(&[bar(0.0, 60.0), bar(60.0, 90.0)]).is_empty());
    }

    #[test]
    fn an_item_inside_another_overlaps_once() {
        let bars = [bar(0.0, 600.0), bar(30.0, 90.0), bar(60.0, 120.0)];
        assert_eq!(overlaps(&bars), [Stretch { start: 30.0, end: 120.0 }]);
    }
}
