//! Everything that lasts between two attempts: the record on disk, what the processes keep in memory, and the truth.

use super::super::record::{LONG_WAIT, REMEMBERED, Record};
use super::super::{Stamp, Tag};
use super::{Scope, TRIGGERS, attempt, credentials};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::BTreeSet;
use std::time::Duration;

/// Beyond every limit.
pub(super) const OLD: u64 = 4 * 60 * 60_000;

/// A wait, by what its rules tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Wait {
    Over,
    /// At most an hour is left.
    Short,
    /// More than an hour is left; a person has tried early, or not.
    Long {
        passed: bool,
    },
}

impl Wait {
    fn length(self) -> Duration {
        match self {
            Self::Over => Duration::ZERO,
            Self::Short => LONG_WAIT,
            Self::Long { .. } => 2 * LONG_WAIT,
        }
    }

    pub(super) fn of_length(length: Duration) -> Self {
        match length {
            Duration::ZERO => Self::Over,
            length if length <= LONG_WAIT => Self::Short,
            _ => Self::Long { passed: false },
        }
    }

    fn less(self) -> Option<Self> {
        match self {
            Self::Over => None,
            Self::Short => Some(Self::Over),
            Self::Long { .. } => Some(Self::Short),
        }
    }
}

/// What really happened, whatever the program knows of it. Ages are in milliseconds; only their order counts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Truth {
    /// Age of each credential's refusal, until something succeeded or a person resumed.
    pub(super) refused: [Option<u64>; 3],
    /// Credentials refused before something else succeeded, until they succeed or a person resumes.
    pub(super) outlived: [bool; 3],
    /// The credential whose refusal stopped everything.
    pub(super) stopped: Option<usize>,
    /// The credential that a person confirmed.
    pub(super) confirmed: Option<usize>,
    /// Ages of the answers lost within the last half hour, since the last success or a person's insistence.
    pub(super) lost: Vec<u64>,
    /// The last lost answer has not been followed by a challenge yet.
    pub(super) unproven: bool,
    /// What is left of the server's wait.
    pub(super) wait: Wait,
}

/// Everything that lasts between two attempts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct World {
    pub(super) disk: Record,
    /// What each process learnt and could not save.
    pub(super) unsaved: [Option<Record>; 2],
    pub(super) truth: Truth,
}

pub(super) fn tag(credential: usize) -> Tag {
    Tag::new(["a", "b", "c"][credential])
}

pub(super) fn origin() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(10_000)
}

/// The world's now never moves; everything remembered grows older instead, so that equal situations are equal states.
pub(super) fn now() -> Stamp {
    Stamp { wall: origin(), epoch: 1, tick_ms: 10 * OLD }
}

pub(super) fn aged(age: u64) -> Stamp {
    Stamp {
        wall: origin() - TimeDelta::milliseconds(i64::try_from(age).unwrap()),
        epoch: 1,
        tick_ms: now().tick_ms - age,
    }
}

pub(super) fn age(stamp: &Stamp) -> u64 {
    now().tick_ms - stamp.tick_ms
}

pub(super) fn is_fresh(age: u64) -> bool {
    Duration::from_millis(age) < REMEMBERED
}

/// Renumbers the ages of one kind of event: order and *fresh or old* stay, 1 is the newest.
pub(super) fn renumber(stamps: &mut [&mut Stamp], ages: &mut [&mut u64]) {
    let known = stamps.iter().map(|stamp| age(stamp));
    let fresh: BTreeSet<u64> = known.chain(ages.iter().map(|age| **age)).filter(|&age| is_fresh(age)).collect();
    let rank = |age: u64| fresh.iter().position(|&other| other == age).map_or(OLD, |position| position as u64 + 1);
    for stamp in stamps.iter_mut() {
        **stamp = aged(rank(age(stamp)));
    }
    ages.iter_mut().for_each(|age| **age = rank(**age));
}

/// The oldest of the fresh events of one kind grows old; false where there is none.
pub(super) fn expire_oldest(stamps: &mut [&mut Stamp], ages: &mut [&mut u64]) -> bool {
    let known = stamps.iter().map(|stamp| age(stamp));
    let Some(oldest) = known.chain(ages.iter().map(|age| **age)).filter(|&age| is_fresh(age)).max() else {
        return false;
    };
    for stamp in stamps.iter_mut().filter(|stamp| age(stamp) == oldest) {
        **stamp = aged(OLD);
    }
    ages.iter_mut().filter(|age| ***age == oldest).for_each(|age| **age = OLD);
    true
}

impl World {
    pub(super) fn new() -> Self {
        let truth = Truth {
            refused: [None; 3],
            outlived: [false; 3],
            stopped: None,
            confirmed: None,
            lost: Vec::new(),
            unproven: false,
            wait: Wait::Over,
        };
        Self { disk: Record::default(), unsaved: [None, None], truth }
    }

    /// Applies `change` to all moments of lost answers.
    fn with_losses<T>(&mut self, change: impl FnOnce(&mut [&mut Stamp], &mut [&mut u64]) -> T) -> T {
        let mut stamps: Vec<_> = self.disk.lost.iter_mut().chain(self.disk.open.as_mut()).collect();
        change(&mut stamps, &mut self.truth.lost.iter_mut().collect::<Vec<_>>())
    }

    /// Applies `change` to all moments of refusals.
    fn with_refusals<T>(&mut self, change: impl FnOnce(&mut [&mut Stamp], &mut [&mut u64]) -> T) -> T {
        let kept = self.unsaved.iter_mut().flatten().flat_map(|record| record.refused.iter_mut());
        let mut stamps: Vec<_> = self.disk.refused.iter_mut().chain(kept).map(|refused| &mut refused.at).collect();
        change(&mut stamps, &mut self.truth.refused.iter_mut().flatten().collect::<Vec<_>>())
    }

    /// The one form of all worlds that no rule can tell apart.
    pub(super) fn canonical(mut self) -> Self {
        self.with_losses(renumber);
        self.truth.lost.retain(|&age| is_fresh(age));
        // An old loss beside a newer one decides nothing: not the wait, and what is left asks for a probe as well.
        while self.disk.lost.len() > 1 && !is_fresh(age(&self.disk.lost[0])) {
            self.disk.lost.remove(0);
        }
        self.with_refusals(renumber);
        self.disk = shown_only_removed(self.disk);
        self.unsaved =
            self.unsaved.map(|unsaved| unsaved.map(knowledge_only).filter(|known| *known != Record::default()));
        // Which process is which, and which credential is which, makes no difference.
        if self.unsaved[0].is_none() {
            self.unsaved.swap(0, 1);
        }
        self.renamed()
    }

    /// Credentials named in the order in which they appear.
    fn renamed(mut self) -> Self {
        let mut order: Vec<Tag> = Vec::new();
        let kept = self.unsaved.iter().flatten();
        let records = || std::iter::once(&self.disk).chain(kept.clone());
        let named = records().flat_map(|record| record.refused.iter().map(|refused| refused.tag.clone()));
        let stops = records().filter_map(|record| record.stop.as_ref().map(|stop| stop.tag.clone()));
        let confirmed = records().filter_map(|record| record.confirmed.clone());
        let outlived = records().flat_map(|record| record.outlived.iter().map(|refused| refused.tag.clone()));
        let mut truly: Vec<_> = (0..3).filter(|&index| self.truth.refused[index].is_some()).collect();
        truly.sort_by_key(|&index| self.truth.refused[index]);
        let truly = truly.into_iter().chain(self.truth.stopped).chain(self.truth.confirmed);
        let truly = truly.chain((0..3).filter(|&index| self.truth.outlived[index])).map(tag);
        for tag in named.chain(stops).chain(confirmed).chain(outlived).chain(truly).chain(credentials()) {
            if !order.contains(&tag) {
                order.push(tag);
            }
        }
        let index = |old: &Tag| order.iter().position(|tag| tag == old).expect("every credential is in the order");
        for record in std::iter::once(&mut self.disk).chain(self.unsaved.iter_mut().flatten()) {
            let refused = record.refused.iter_mut().chain(&mut record.outlived).map(|refused| &mut refused.tag);
            let stop = record.stop.as_mut().map(|stop| &mut stop.tag);
            for old in refused.chain(stop).chain(record.confirmed.as_mut()) {
                *old = tag(index(old));
            }
            // They are far fewer than are kept, so that their order decides nothing.
            record.outlived.sort_by(|one, other| one.tag.cmp(&other.tag));
        }
        let Truth { refused, outlived, stopped, confirmed, .. } = &mut self.truth;
        let before = (*refused, *outlived);
        for old in 0..3 {
            let new = index(&tag(old));
            (refused[new], outlived[new]) = (before.0[old], before.1[old]);
        }
        for old in stopped.iter_mut().chain(confirmed) {
            *old = index(&tag(*old));
        }
        self
    }

    /// Tells `found` every world that can come next.
    pub(super) fn successors(&self, scope: Scope, steps: &mut u64, found: &mut impl FnMut(Self)) {
        // Processes that keep the same in memory are alike.
        let processes = if self.unsaved[0] == self.unsaved[1] { 1 } else { 2 };
        for process in 0..processes {
            for credential in 0..self.named(scope) {
                for trigger in TRIGGERS {
                    attempt::follow(self, process, credential, trigger, scope, steps, found);
                }
                found(self.resumed(process, credential));
                found(self.confirmed(credential));
            }
            // Ended and started again, or killed between two attempts.
            let mut restarted = self.clone();
            restarted.unsaved[process] = None;
            found(restarted);
        }
        self.time_passes(found);
        found(self.slept());
        found(self.clock_set_back());
    }

    /// The wall clock is set back across a restart, or between two processes on systems whose steady clocks differ; the next
    /// attempt finds everything in its future. (Set forward, it is time that passes, for the truth too: the documented
    /// exception.)
    fn clock_set_back(&self) -> Self {
        let mut world = self.clone();
        let ahead = Stamp { wall: origin() + TimeDelta::hours(1), epoch: 0, tick_ms: 0 };
        for record in [&mut world.disk].into_iter().chain(world.unsaved.iter_mut().flatten()) {
            moments(record).for_each(|stamp| *stamp = ahead);
            let open = record.open.take().map(|open| open.rebased(&now()));
            record.settle(&now());
            record.open = open;
        }
        // By the clock that is left to go by, all of it has just happened.
        world.truth.lost.iter_mut().chain(world.truth.refused.iter_mut().flatten()).for_each(|age| *age = 0);
        world
    }

    /// How many credentials differ from each other: all that appear, and one of those that do not.
    fn named(&self, scope: Scope) -> usize {
        let records = || std::iter::once(&self.disk).chain(self.unsaved.iter().flatten());
        let is_named = |credential: usize| {
            let tag = tag(credential);
            records().any(|record| {
                record.confirmed.as_ref() == Some(&tag)
                    || record.stop.as_ref().is_some_and(|stop| stop.tag == tag)
                    || record.refused.iter().chain(&record.outlived).any(|refused| refused.tag == tag)
            }) || self.truth.refused[credential].is_some()
                || self.truth.outlived[credential]
                || self.truth.stopped == Some(credential)
                || self.truth.confirmed == Some(credential)
        };
        ((0..3).filter(|&credential| is_named(credential)).count() + 1).min(scope.credentials)
    }

    /// A person goes on with a refused credential, in `process`.
    pub(super) fn resumed(&self, process: usize, credential: usize) -> Self {
        let mut world = self.clone();
        world.unsaved[process] = None;
        world.disk.resume(&tag(credential), &now());
        world.truth.refused[credential] = None;
        world.truth.outlived[credential] = false;
        world.truth.stopped = None;
        world
    }

    /// A person confirms a credential.
    pub(super) fn confirmed(&self, credential: usize) -> Self {
        let mut world = self.clone();
        world.disk.confirm(&tag(credential));
        world.truth.confirmed = Some(credential);
        world
    }

    /// Every wait of this moment ends.
    pub(super) fn wait_is_over(&mut self) {
        while self.with_losses(expire_oldest) {}
        for record in [&mut self.disk].into_iter().chain(self.unsaved.iter_mut().flatten()) {
            record.server_wait = None;
            record.back_off = None;
        }
    }

    /// The machine sleeps, for longer than any limit, and resumes: everything grows old at once. (A steady clock that stands
    /// still meanwhile is no time that passes. A request that was under way has lost its answer.)
    fn slept(&self) -> Self {
        let mut world = self.clone();
        world.wait_is_over();
        while world.with_refusals(expire_oldest) {}
        world.truth.wait = Wait::Over;
        world
    }

    /// Any one thing crosses its limit.
    fn time_passes(&self, found: &mut impl FnMut(Self)) {
        let mut world = self.clone();
        if world.with_losses(expire_oldest) {
            found(world);
        }
        let mut world = self.clone();
        if world.with_refusals(expire_oldest) {
            found(world);
        }
        if self.disk.back_off.is_some() {
            let mut world = self.clone();
            world.disk.back_off = None;
            found(world);
        }
        if let Some(less) = wait_of(&self.disk).less() {
            let mut world = self.clone();
            set_wait(&mut world.disk, less);
            world.truth.wait = world.truth.wait.min(less);
            found(world);
        }
        for process in 0..2 {
            let Some(less) = self.unsaved[process].as_ref().map(wait_of).and_then(Wait::less) else { continue };
            let mut world = self.clone();
            world.unsaved[process].as_mut().into_iter().for_each(|record| set_wait(record, less));
            found(world);
        }
    }
}

/// All moments that a rule reads.
fn moments(record: &mut Record) -> impl Iterator<Item = &mut Stamp> {
    let Record { open, refused, lost, server_wait, back_off, .. } = record;
    let waits = [server_wait, back_off].into_iter().flatten().map(|wait| &mut wait.since);
    open.iter_mut().chain(refused.iter_mut().map(|refused| &mut refused.at)).chain(lost).chain(waits)
}

fn wait_of(record: &Record) -> Wait {
    let Some(wait) = &record.server_wait else { return Wait::Over };
    match Wait::of_length(wait.since.remaining(Duration::from_millis(wait.length_ms), &now())) {
        Wait::Long { .. } => Wait::Long { passed: wait.passed },
        other => other,
    }
}

fn set_wait(record: &mut Record, wait: Wait) {
    let Some(kept) = &mut record.server_wait else { return };
    kept.since = now();
    kept.length_ms = u64::try_from(wait.length().as_millis()).unwrap();
    kept.passed = wait == Wait::Long { passed: true };
    if wait == Wait::Over {
        record.server_wait = None;
    }
}

/// The record without what is there for people alone, and without figures that no limit tells apart.
pub(super) fn shown_only_removed(mut record: Record) -> Record {
    record.accepted = None;
    record.ended = None;
    record.refreshed = None;
    // Without a share nothing asks for it.
    record.resumed = None;
    // They only stretch waits that are shorter than every other limit.
    record.failures = 0;
    record.slow_downs = 0;
    let wait = wait_of(&record);
    set_wait(&mut record, wait);
    if let Some(back_off) = &mut record.back_off {
        back_off.since = now();
        back_off.length_ms = 5_000;
    }
    if let Some(stop) = &mut record.stop {
        stop.at = aged(OLD);
    }
    record.outlived.iter_mut().for_each(|refused| refused.at = aged(OLD));
    record
}

/// What a process that could not save passes on to its next attempt.
fn knowledge_only(record: Record) -> Record {
    let Record { stop, refused, server_wait, .. } = shown_only_removed(record);
    Record { stop, refused, server_wait, ..Record::default() }
}
