//! One attempt to send a request, step by step and without I/O, so that tests can walk every order of events.

use super::record::{Record, Verdict};
use super::{Held, Mode, Outcome, Permit, Stamp, Tag, Trigger};

/// What to do next. Whoever drives an [`Attempt`] does it and reports the [`Event`].
#[derive(Debug)]
pub enum Step {
    /// Take the account's lock, waiting at most its limit.
    Lock,
    /// Read the record.
    Load,
    /// Write the record, whole or not at all.
    Save(Box<Record>),
    /// Send what the permit allows, and wait for how it ends.
    Send(Permit),
    /// Give the lock back, then finish with this result.
    Finish(Result<(), Held>),
}

/// What happened.
#[derive(Debug)]
pub enum Event {
    /// The lock is held.
    Locked,
    /// Another process did not give the lock back in time.
    LockBusy,
    /// The record was read, or there was none yet.
    Loaded(Box<Record>),
    /// The record was written.
    Saved,
    /// The lock, or the record, cannot be had; the text names path and cause.
    Failed(String),
    /// The request ended.
    Ended(Outcome),
}

/// One attempt to send a request with a credential.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Attempt {
    tag: Tag,
    trigger: Trigger,
    /// In thousandths, to keep the state comparable.
    jitter: u16,
    record: Record,
    /// What an earlier attempt of this process learnt and could not save.
    unsaved: Option<Record>,
    stage: Stage,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Stage {
    Locking,
    Loading,
    Probing,
    Opening,
    Sending,
    /// The request has ended; its outcome is being written down.
    Closing,
    /// Nothing leaves; changes to the record are being written down.
    Holding(Held),
    Finished,
}

impl Attempt {
    /// Begins an attempt for the credential `tag`. `jitter` (0 to 1) spreads the program's own back-off.
    pub fn begin(tag: Tag, trigger: Trigger, jitter: f64, unsaved: Option<Record>) -> (Self, Step) {
        // Truncation cannot happen: the value is clamped to 0..=1000.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let jitter = (jitter.clamp(0.0, 1.0) * 1000.0) as u16;
        (Self { tag, trigger, jitter, record: Record::default(), unsaved, stage: Stage::Locking }, Step::Lock)
    }

    /// Takes in what happened at `now` and says what to do next.
    pub fn on(&mut self, event: Event, now: &Stamp) -> Step {
        match (self.stage.clone(), event) {
            (Stage::Locking, Event::Locked) => {
                self.stage = Stage::Loading;
                Step::Load
            }
            (Stage::Locking, Event::LockBusy) => self.finish(Err(Held::Busy)),
            (Stage::Loading, Event::Loaded(record)) => self.loaded(*record, now),
            (Stage::Probing, Event::Ended(outcome)) => self.probed(&outcome, now),
            (Stage::Opening, Event::Saved) => {
                self.stage = Stage::Sending;
                Step::Send(Permit::new(Mode::WithCredential))
            }
            (Stage::Sending, Event::Ended(outcome)) => {
                self.record.close(&self.tag, &outcome, now, self.jitter());
                self.stage = Stage::Closing;
                Step::Save(Box::new(self.record.clone()))
            }
            (Stage::Closing, Event::Saved) => {
                self.unsaved = None;
                self.finish(Ok(()))
            }
            // The answer is there all the same. On disk the attempt is still open, which others read as a lost answer;
            // this process goes by what it knows.
            (Stage::Closing, Event::Failed(_)) => {
                self.unsaved = Some(self.record.clone());
                self.finish(Ok(()))
            }
            (Stage::Holding(held), Event::Saved) => {
                self.unsaved = None;
                self.finish(Err(held))
            }
            (Stage::Holding(held), Event::Failed(_)) => {
                self.unsaved = Some(self.record.clone());
                self.finish(Err(held))
            }
            (Stage::Locking | Stage::Loading | Stage::Opening, Event::Failed(why)) => {
                self.finish(Err(Held::NoRecord(why)))
            }
            // A driver that reports what was not asked for gets nothing out of it.
            (_, event) => self.finish(Err(Held::NoRecord(format!("out of step: {event:?}")))),
        }
    }

    /// What could not be saved, to be handed to this process's next attempt.
    pub fn into_unsaved(self) -> Option<Record> {
        self.unsaved
    }

    fn jitter(&self) -> f64 {
        f64::from(self.jitter) / 1000.0
    }

    fn loaded(&mut self, record: Record, now: &Stamp) -> Step {
        self.record = record.clone();
        self.record.settle(now);
        if let Some(unsaved) = &self.unsaved {
            self.record.remember(unsaved, now);
        }
        match self.record.judge(&self.tag, self.trigger, now) {
            Verdict::Go => self.open(now),
            Verdict::ProbeFirst => {
                self.record.pass_wait(now);
                self.stage = Stage::Probing;
                Step::Send(Permit::new(Mode::Bare))
            }
            Verdict::Hold(held) if self.record == record => self.finish(Err(held)),
            Verdict::Hold(held) => self.hold(held),
        }
    }

    fn probed(&mut self, outcome: &Outcome, now: &Stamp) -> Step {
        if self.record.close_probe(outcome, self.trigger, now, self.jitter()) {
            return self.open(now);
        }
        match self.record.judge(&self.tag, Trigger::Timer, now) {
            Verdict::Hold(held) => self.hold(held),
            // Cannot be: a failed probe leaves a wait behind.
            Verdict::Go | Verdict::ProbeFirst => self.hold(Held::Busy),
        }
    }

    fn open(&mut self, now: &Stamp) -> Step {
        self.record.open(now);
        self.stage = Stage::Opening;
        Step::Save(Box::new(self.record.clone()))
    }

    fn hold(&mut self, held: Held) -> Step {
        self.stage = Stage::Holding(held);
        Step::Save(Box::new(self.record.clone()))
    }

    fn finish(&mut self, result: Result<(), Held>) -> Step {
        self.stage = Stage::Finished;
        Step::Finish(result)
    }
}
