//! One person's time from an instant on, cut where the effective state or the working hours change.
//!
//! The rules of precedence and covering live here, and only here.

use super::{BusyType, Hours, Rules, Schedule, StatusWord, Window, WorkingTime};
use chrono::{DateTime, TimeDelta, Utc};

/// A stretch of time with one effective state, inside or outside working hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Segment {
    pub word: StatusWord,
    pub start: DateTime<Utc>,
    pub end: DateTime<Utc>,
    /// Whether the time is working time. An absence is not cut at the edges of working hours: there it is that of its
    /// start.
    pub working: bool,
    /// Whether the person may be called, by type alone; None: unknown.
    pub reachable: Option<bool>,
}

impl Segment {
    /// Whether a call could be put through: by type, and at work.
    pub fn answers(&self) -> bool {
        self.reachable == Some(true) && self.working
    }
}

/// Segments are worked out when they are first asked for: most answers need few.
pub(super) struct Timeline<'a> {
    schedule: &'a Schedule,
    rules: &'a Rules,
    from: DateTime<Utc>,
    segments: Vec<Segment>,
    /// The stretch of working time that holds `from`.
    pub opening: Option<Window>,
    work: WorkingTime<'a>,
    /// The stretch of working time that is running or comes next.
    stretch: Option<Window>,
}

/// Where a search for reachable time ended.
pub(super) enum Found {
    /// The first instant.
    At(DateTime<Utc>),
    /// There is none that begins before the limit.
    Nowhere,
    /// What is known ends before an answer.
    Unknown,
}

impl<'a> Timeline<'a> {
    /// `from` lies inside what is known; `hours` are the person's.
    pub fn new(schedule: &'a Schedule, hours: Hours<'a>, rules: &'a Rules, from: DateTime<Utc>) -> Self {
        let mut work = hours.within(Window { start: from, end: schedule.known.end });
        let stretch = work.next();
        let opening = stretch.filter(|stretch| stretch.contains(from));
        Self { schedule, rules, from, segments: Vec::with_capacity(16), opening, work, stretch }
    }

    /// The `index`-th segment; None where what is known ends.
    pub fn get(&mut self, index: usize) -> Option<Segment> {
        while self.segments.len() <= index {
            let start = self.segments.last().map_or(self.from, |last| last.end);
            if start >= self.schedule.known.end {
                return None;
            }
            let segment = self.segment_from(start);
            self.segments.push(segment);
        }
        self.segments.get(index).copied()
    }

    /// The first instant, not before `from` and before `limit`, from which the person answers for at least `length`.
    pub fn first_answering(&mut self, from: DateTime<Utc>, length: TimeDelta, limit: DateTime<Utc>) -> Found {
        let mut since = None;
        // Somebody of whom something is unknown may be free then: nobody can say that there is no such time.
        let mut doubtful = false;
        for index in 0.. {
            let Some(segment) = self.get(index) else { break };
            if segment.end <= from {
                continue;
            }
            doubtful |= segment.reachable.is_none();
            if !segment.answers() {
                since = None;
            } else if since.is_none() {
                since = Some(segment.start.max(from));
            }
            match since {
                Some(since) if since < limit && segment.end - since >= length => return Found::At(since),
                Some(since) if since < limit => {}
                _ if segment.end < limit => {}
                _ if doubtful => break,
                _ => return Found::Nowhere,
            }
        }
        Found::Unknown
    }

    /// The segment that begins at `at`; asked for in ascending order.
    fn segment_from(&mut self, at: DateTime<Utc>) -> Segment {
        while self.stretch.is_some_and(|stretch| stretch.end <= at) {
            self.stretch = self.work.next();
        }
        let working = self.stretch.is_some_and(|stretch| stretch.start <= at);
        let work_edge = self.stretch.map(|stretch| if working { stretch.end } else { stretch.start });

        let cover = Cover::at(self.schedule, at, working);
        let (word, reachable) = match cover.effective {
            Some(busy_type) => (StatusWord::of(busy_type), self.rules.reachable_during(busy_type)),
            None if working => (StatusWord::Free, Some(true)),
            None => (StatusWord::OutsideWorkingHours, Some(false)),
        };
        let mut end = cover.change.map_or(self.schedule.known.end, |change| change.min(self.schedule.known.end));
        if word != StatusWord::OutOfOffice {
            end = work_edge.map_or(end, |edge| edge.min(end));
        }
        Segment { word, start: at, end, working, reachable }
    }
}

/// What the items say about one instant.
struct Cover {
    /// The highest type that covers the instant.
    effective: Option<BusyType>,
    /// When that may next change; None: never.
    change: Option<DateTime<Utc>>,
}

impl Cover {
    /// Items of zero length cover nothing, nor do free ones, nor do *working elsewhere* and *no data* outside working
    /// hours.
    fn at(schedule: &Schedule, at: DateTime<Utc>, working: bool) -> Self {
        let lowest = if working { BusyType::NoData } else { BusyType::Tentative };
        let mut effective: Option<(BusyType, DateTime<Utc>)> = None;
        for block in &schedule.blocks {
            if block.busy_type >= lowest && block.start <= at && at < block.end {
                let this = (block.busy_type, block.end);
                effective = effective.max(Some(this));
            }
        }
        // Only a higher item that begins meanwhile can cut the effective one short.
        let mut change = effective.map(|(_, end)| end);
        for block in &schedule.blocks {
            let higher = effective.is_none_or(|(busy_type, _)| block.busy_type > busy_type);
            if higher && block.busy_type >= lowest && block.start > at && block.start < block.end {
                change = Some(change.map_or(block.start, |change| change.min(block.start)));
            }
        }
        Self { effective: effective.map(|(busy_type, _)| busy_type), change }
    }
}
