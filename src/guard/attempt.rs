//! One attempt to send a request, step by step and without I/O, so that tests can walk every order of events.

use super::record::{Record, Verdict};
use super::share::{Desk, Found, Marks, Sent};
use super::{Held, Mode, Outcome, Permit, Stamp, Tag, Trigger};

/// What to do next. Whoever drives an [`Attempt`] does it and reports the [`Event`].
#[derive(Debug)]
pub enum Step {
    /// Take the account's lock, waiting at most its limit.
    Lock,
    /// Read the record.
    Load,
    /// Take the lock on the share, waiting at most its limit, and read what lies there.
    TakeShare,
    /// Write what lies on the share.
    SaveShare(Box<Marks>),
    /// Write the record, whole or not at all.
    Save(Box<Record>),
    /// Send what the permit allows, and wait for how it ends.
    Send(Permit),
    /// Give the locks back, then finish with this result.
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
    /// The share's lock is held.
    ShareTaken(Box<Found>),
    /// Another desk did not give the share's lock back in time.
    ShareBusy,
    /// What lies on the share was written.
    ShareSaved,
    /// The share cannot be used, and if its lock was held it is no longer.
    ShareAway,
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
    /// The record as it was read.
    read: Record,
    /// What an earlier attempt of this process learnt and could not save.
    unsaved: Option<Record>,
    share: Share,
    stage: Stage,
}

/// The share, as far as this attempt has to do with it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Share {
    /// There is none, or it is away: this computer's record alone decides.
    Without,
    /// It is to be asked.
    Asked(Desk),
    /// Its lock is held.
    Held { desk: Desk, found: Found },
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Stage {
    Locking,
    Loading,
    /// The share's lock is being taken.
    Sharing,
    Probing,
    Opening,
    /// The attempt is being announced on the share.
    Announcing,
    Sending,
    /// The request has ended; its outcome is being written down.
    Closing,
    /// Its outcome is being written to the share.
    Publishing,
    /// Nothing leaves; changes to the record are being written down.
    Holding(Held),
    Finished,
}

impl Attempt {
    /// Begins an attempt for the credential `tag`. `jitter` (0 to 1) spreads the program's own back-off. `desk`: the share is
    /// asked too.
    pub fn begin(tag: Tag, trigger: Trigger, jitter: f64, unsaved: Option<Record>, desk: Option<Desk>) -> (Self, Step) {
        // Truncation cannot happen: the value is clamped to 0..=1000.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let jitter = (jitter.clamp(0.0, 1.0) * 1000.0) as u16;
        let share = desk.map_or(Share::Without, Share::Asked);
        let (record, read) = (Record::default(), Record::default());
        (Self { tag, trigger, jitter, record, read, unsaved, share, stage: Stage::Locking }, Step::Lock)
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
            (Stage::Sharing, Event::ShareTaken(found)) => self.taken(*found, now),
            (Stage::Sharing, Event::ShareBusy) => self.share_busy(now),
            (Stage::Sharing, Event::ShareAway) => {
                self.share = Share::Without;
                self.decide(now)
            }
            (Stage::Probing, Event::Ended(outcome)) => self.probed(&outcome, now),
            (Stage::Opening, Event::Saved) => self.announce(now),
            (Stage::Announcing, Event::ShareSaved) => self.send(),
            (Stage::Announcing, Event::ShareAway) => {
                self.share = Share::Without;
                self.send()
            }
            (Stage::Sending, Event::Ended(outcome)) => {
                self.record.close(&self.tag, &outcome, now, self.jitter());
                if let Share::Held { found, .. } = &mut self.share {
                    found.marks.close(&found.tag, &outcome, now.wall);
                }
                self.stage = Stage::Closing;
                Step::Save(Box::new(self.record.clone()))
            }
            (Stage::Closing, Event::Saved) => {
                self.unsaved = None;
                self.publish()
            }
            // The answer is there all the same. On disk the attempt is still open, which others read as a lost answer;
            // this process goes by what it knows.
            (Stage::Closing, Event::Failed(_)) => {
                self.unsaved = Some(self.record.clone());
                self.publish()
            }
            (Stage::Publishing, Event::ShareSaved | Event::ShareAway) => self.finish(Ok(())),
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
        self.read = record.clone();
        self.record = record;
        self.record.settle(now);
        if let Some(unsaved) = &self.unsaved {
            self.record.remember(unsaved, now);
        }
        // What this computer holds back by itself is nobody else's business. A refusal at another desk may be over.
        let verdict = self.record.judge(&self.tag, self.trigger, now);
        let asks = !matches!(verdict, Verdict::Hold(held) if !matches!(held, Held::StoppedElsewhere(_)));
        if asks && self.share != Share::Without {
            self.stage = Stage::Sharing;
            return Step::TakeShare;
        }
        self.decide(now)
    }

    fn taken(&mut self, mut found: Found, now: &Stamp) -> Step {
        let Share::Asked(desk) = self.share.clone() else { return self.decide(now) };
        found.marks.settle();
        let me = *self.record.desk.get_or_insert(desk.number);
        self.record.hear(&self.tag, found.marks.of(&found.tag), &found.marks.lost_by_others(me), now);
        self.share = Share::Held { desk, found };
        self.decide(now)
    }

    /// Nothing leaves beside another desk's request. What is held back anyway is told as that.
    fn share_busy(&mut self, now: &Stamp) -> Step {
        match self.record.judge(&self.tag, self.trigger, now) {
            Verdict::Hold(held) => self.finish(Err(held)),
            Verdict::Go | Verdict::ProbeFirst => self.finish(Err(Held::Busy)),
        }
    }

    fn decide(&mut self, now: &Stamp) -> Step {
        match self.record.judge(&self.tag, self.trigger, now) {
            Verdict::Go => self.open(now),
            Verdict::ProbeFirst => {
                self.record.pass_wait(now);
                self.stage = Stage::Probing;
                Step::Send(Permit::new(Mode::Bare))
            }
            Verdict::Hold(held) if self.record == self.read => self.finish(Err(held)),
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

    /// Written down here; where there is a share, there too.
    fn announce(&mut self, now: &Stamp) -> Step {
        let me = self.record.desk;
        let (Share::Held { desk, found }, Some(by)) = (&mut self.share, me) else { return self.send() };
        found.marks.open(Sent { id: desk.number, by }, &desk.name, now.wall);
        self.stage = Stage::Announcing;
        Step::SaveShare(Box::new(found.marks.clone()))
    }

    fn send(&mut self) -> Step {
        self.stage = Stage::Sending;
        Step::Send(Permit::new(Mode::WithCredential))
    }

    fn publish(&mut self) -> Step {
        let Share::Held { found, .. } = &self.share else { return self.finish(Ok(())) };
        self.stage = Stage::Publishing;
        Step::SaveShare(Box::new(found.marks.clone()))
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
