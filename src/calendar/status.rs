//! The answer about one person at one instant, by the status rules.

use super::timeline::{Found, Segment, Timeline};
use super::{BusyType, Hours, Rules, Schedule, Zone};
use chrono::{DateTime, NaiveDate, Utc};

/// What a person is doing, in one word. Serialises to the words of the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StatusWord {
    /// At work, and nothing booked.
    Free,
    /// Booked, not confirmed.
    Tentative,
    /// Booked.
    Busy,
    /// Away.
    OutOfOffice,
    /// At work, away from the usual place.
    WorkingElsewhere,
    /// Nothing booked, and not at work.
    OutsideWorkingHours,
    /// Nothing is known. Never free.
    NoInformation,
}

impl StatusWord {
    /// All words, in the order of the conventions.
    pub const ALL: [Self; 7] = [
        Self::Free,
        Self::Tentative,
        Self::Busy,
        Self::OutOfOffice,
        Self::WorkingElsewhere,
        Self::OutsideWorkingHours,
        Self::NoInformation,
    ];

    /// The word for a time that an item of this type covers.
    pub fn of(busy_type: BusyType) -> Self {
        match busy_type {
            BusyType::Free => Self::Free,
            BusyType::NoData => Self::NoInformation,
            BusyType::WorkingElsewhere => Self::WorkingElsewhere,
            BusyType::Tentative => Self::Tentative,
            BusyType::Busy => Self::Busy,
            BusyType::OutOfOffice => Self::OutOfOffice,
        }
    }

    /// As in JSON and CSV: `out-of-office`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::Tentative => "tentative",
            Self::Busy => "busy",
            Self::OutOfOffice => "out-of-office",
            Self::WorkingElsewhere => "working-elsewhere",
            Self::OutsideWorkingHours => "outside-working-hours",
            Self::NoInformation => "no-information",
        }
    }

    /// The letter beside the word: `T`, `B`, `O`, `W`, `?`.
    pub fn letter(self) -> Option<char> {
        match self {
            Self::Free | Self::OutsideWorkingHours => None,
            Self::Tentative => Some('T'),
            Self::Busy => Some('B'),
            Self::OutOfOffice => Some('O'),
            Self::WorkingElsewhere => Some('W'),
            Self::NoInformation => Some('?'),
        }
    }
}

/// When a status ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Until {
    /// Then.
    At(DateTime<Utc>),
    /// Not before; what is known ends there.
    AtLeast(DateTime<Utc>),
    /// Nothing is known.
    Unknown,
}

impl Until {
    /// The instant, where it is known.
    pub fn known(self) -> Option<DateTime<Utc>> {
        match self {
            Self::At(at) => Some(at),
            Self::AtLeast(_) | Self::Unknown => None,
        }
    }
}

/// When a person can next be called for at least the minimum gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NextFree {
    /// Available now.
    Now,
    /// Then.
    At(DateTime<Utc>),
    /// Everything is known as far as the horizon, and there is no such time.
    NotWithinHorizon,
    /// What is known ends before an answer.
    Unknown,
}

impl NextFree {
    pub(super) fn from_search(found: Found, now: DateTime<Utc>) -> Self {
        match found {
            Found::At(at) if at == now => Self::Now,
            Found::At(at) => Self::At(at),
            Found::Nowhere => Self::NotWithinHorizon,
            Found::Unknown => Self::Unknown,
        }
    }
}

/// What comes after the current status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Follows {
    /// The status at the instant of [`Status::until`].
    pub word: StatusWord,
    /// When that one ends.
    pub until: Until,
    /// As [`Status::return_at`], of that one.
    pub return_at: Option<DateTime<Utc>>,
    /// As [`Status::last_day`], of that one.
    pub last_day: Option<NaiveDate>,
    /// The working day is over: no more working time begins on its date in the person's zone.
    pub day_over: bool,
}

/// The answer about one person at one instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// What the person is doing.
    pub word: StatusWord,
    /// By type alone; None: unknown.
    pub reachable: Option<bool>,
    /// Reachable from now on for at least the minimum gap, inside working hours.
    pub available: bool,
    /// Reachable now, but known to be so for less than the minimum gap.
    pub soon: bool,
    /// When the run of this status ends. Of a reachable one: when the person is no longer reachable.
    pub until: Until,
    /// When the run of the word itself ends, where that is known. Earlier than `until` where another reachable status
    /// comes between.
    pub word_until: Until,
    /// Of an absence and outside working hours: the first working instant afterwards that no absence covers. None where
    /// that is unknown, and for every other status.
    pub return_at: Option<DateTime<Utc>>,
    /// Where the run ends with a whole-day item: the last day in it, in the person's own zone.
    pub last_day: Option<NaiveDate>,
    /// What comes at `until`, where that is known.
    pub follows: Option<Follows>,
    /// When the person can next be called.
    pub next_free: NextFree,
    /// Whether the default working hours stood in for the server's.
    pub assumed_hours: bool,
}

impl Status {
    /// Nothing is known.
    pub const NO_INFORMATION: Self = Self {
        word: StatusWord::NoInformation,
        reachable: None,
        available: false,
        soon: false,
        until: Until::Unknown,
        word_until: Until::Unknown,
        return_at: None,
        last_day: None,
        follows: None,
        next_free: NextFree::Unknown,
        assumed_hours: false,
    };

    /// Of an absence: whether it ends in working time, so that its end is the return too.
    pub fn ends_at_work(&self) -> bool {
        self.return_at.is_some() && self.return_at == self.until.known()
    }
}

/// The status of a person at `now`.
///
/// `schedule`: None where there is no answer, or none that may still be trusted. `fallback_zone`: the roster's zone for
/// the person, else the display zone; used where the server gives no working hours.
pub fn status(schedule: Option<&Schedule>, fallback_zone: Zone, now: DateTime<Utc>, rules: &Rules) -> Status {
    let Some(schedule) = schedule.filter(|schedule| schedule.known.contains(now)) else {
        return Status::NO_INFORMATION;
    };
    let hours = rules.hours_of(Some(schedule), fallback_zone);
    let mut reading = Reading { timeline: Timeline::new(schedule, hours, rules, now), schedule, hours };
    let Some(first) = reading.timeline.get(0) else { return Status::NO_INFORMATION };

    let run = reading.run(0, first);
    let found = reading.timeline.first_answering(now, rules.minimum_gap, rules.limit(now));
    let next_free = NextFree::from_search(found, now);
    let available = next_free == NextFree::Now;
    Status {
        word: first.word,
        reachable: first.reachable,
        available,
        soon: first.answers() && !available && run.next.is_some(),
        until: run.until,
        word_until: reading.word_until(0, first).0,
        return_at: reading.return_at(first.word, &run),
        last_day: reading.last_day(run.until),
        follows: reading.follows(&run),
        next_free,
        assumed_hours: hours.assumed,
    }
}

/// The segments that make one status.
struct Run {
    until: Until,
    /// The segment that begins when the run ends, where that is known.
    next: Option<(usize, Segment)>,
}

struct Reading<'a> {
    timeline: Timeline<'a>,
    schedule: &'a Schedule,
    hours: Hours<'a>,
}

impl Reading<'_> {
    /// The run that begins with segment `index`, which is `first`.
    fn run(&mut self, index: usize, first: Segment) -> Run {
        let (until, next) = if first.answers() {
            self.end_where(index, |segment| !segment.answers())
        } else {
            self.word_until(index, first)
        };
        Run { until, next }
    }

    /// The end of the run of one word.
    fn word_until(&mut self, index: usize, first: Segment) -> (Until, Option<(usize, Segment)>) {
        if first.word == StatusWord::OutOfOffice {
            self.absence(index)
        } else {
            self.end_where(index, |segment| segment.word != first.word)
        }
    }

    fn end_where(&mut self, index: usize, ends: impl Fn(&Segment) -> bool) -> (Until, Option<(usize, Segment)>) {
        for index in index + 1.. {
            match self.timeline.get(index) {
                Some(segment) if ends(&segment) => return (Until::At(segment.start), Some((index, segment))),
                Some(_) => {}
                None => break,
            }
        }
        (Until::AtLeast(self.schedule.known.end), None)
    }

    /// Absences with nothing but non-working time between them are one. Where what is known ends in that time, nobody
    /// can say whether the absence goes on.
    fn absence(&mut self, index: usize) -> (Until, Option<(usize, Segment)>) {
        let mut end = None;
        for index in index + 1.. {
            let Some(segment) = self.timeline.get(index) else { break };
            if segment.word == StatusWord::OutOfOffice {
                end = None;
                continue;
            }
            let (first_index, first) = *end.get_or_insert((index, segment));
            if segment.working {
                return (Until::At(first.start), Some((first_index, first)));
            }
        }
        (Until::AtLeast(self.schedule.known.end), None)
    }

    /// For an absence that ends in non-working time, and for non-working time itself.
    fn return_at(&mut self, word: StatusWord, run: &Run) -> Option<DateTime<Utc>> {
        if !matches!(word, StatusWord::OutOfOffice | StatusWord::OutsideWorkingHours) {
            return None;
        }
        let (mut index, _) = run.next?;
        loop {
            let segment = self.timeline.get(index)?;
            if segment.working && segment.word != StatusWord::OutOfOffice {
                return Some(segment.start);
            }
            index += 1;
        }
    }

    fn follows(&mut self, run: &Run) -> Option<Follows> {
        let (index, next) = run.next?;
        let after = self.run(index, next);
        let return_at = self.return_at(next.word, &after);
        Some(Follows {
            word: next.word,
            until: after.until,
            return_at,
            last_day: self.last_day(after.until),
            day_over: next.word == StatusWord::OutsideWorkingHours && self.day_is_over(index),
        })
    }

    /// Whether the working time after segment `index` began on another date than the working time of now: a shift past
    /// midnight belongs to the day of its start.
    fn day_is_over(&mut self, index: usize) -> bool {
        let Some(opening) = self.timeline.opening else { return false };
        for index in index.. {
            match self.timeline.get(index) {
                Some(segment) if segment.working => {
                    return self.hours.zone.date(segment.start) != self.hours.zone.date(opening.start);
                }
                Some(_) => {}
                None => break,
            }
        }
        true
    }

    fn last_day(&self, until: Until) -> Option<NaiveDate> {
        let end = until.known()?;
        if !self.hours.zone.is_midnight(end) {
            return None;
        }
        let ends_there = |block: &&super::BusyBlock| block.end == end && block.is_whole_day(self.hours.zone);
        self.schedule.blocks.iter().find(ends_there)?;
        self.hours.zone.date(end).pred_opt()
    }
}
