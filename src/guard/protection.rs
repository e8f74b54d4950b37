//! What the guard knows of an account, as people are shown it. Decides nothing.

use super::record::{Record, Wait};
use super::{Ending, Held, REMEMBERED, Refusal, Sharing, Stamp, Stop, Tag, WaitCause};
use chrono::{DateTime, TimeDelta, Utc};

/// What the guard knows of an account, as people are shown it. All moments are of the wall clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Protection {
    /// What holds now.
    pub standing: Standing,
    /// The last refusal that is known of, over or not.
    pub refusal: Option<PastRefusal>,
    /// When answers were lost that nothing has been learnt of since, oldest first.
    pub lost: Vec<DateTime<Utc>>,
    /// When a sign-in last succeeded.
    pub accepted: Option<DateTime<Utc>>,
    /// How the stop is shared with other desks; none where no folder for that is set, or it is not for such accounts.
    pub sharing: Option<Sharing>,
    /// Several desks seem to use the account, and no folder for that is set.
    pub looks_shared: bool,
}

/// What holds now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Nothing is held back.
    Open,
    /// Nothing leaves before then.
    Waiting {
        /// What for.
        why: WaitCause,
        /// Until when.
        until: DateTime<Utc>,
        /// A person may try once all the same.
        may_insist: bool,
    },
    /// Everything stopped with a refusal.
    Stopped {
        /// Since when.
        since: DateTime<Utc>,
        /// What the server said.
        refusal: Refusal,
    },
    /// The credential in use was refused at another desk that shares the account.
    StoppedElsewhere {
        /// When, by that desk's clock.
        since: DateTime<Utc>,
        /// The name of that desk's computer.
        desk: String,
        /// What the server said.
        refusal: Refusal,
    },
    /// The credential in use was refused before.
    RefusedBefore {
        /// When.
        since: DateTime<Utc>,
    },
    /// Two credentials were refused; the next one needs a confirmation.
    NeedsConfirmation,
    /// The record cannot be read or written; nothing leaves.
    NoRecord {
        /// Path and cause.
        reason: String,
    },
}

/// A refusal, and what became of the stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastRefusal {
    /// When.
    pub at: DateTime<Utc>,
    /// What the server said.
    pub refusal: Refusal,
    /// What ended the stop, and when; none while it lasts.
    pub ended: Option<(Ending, DateTime<Utc>)>,
}

impl Protection {
    /// Nothing can be read.
    pub(super) fn without_record(reason: String) -> Self {
        Self {
            standing: Standing::NoRecord { reason },
            refusal: None,
            lost: Vec::new(),
            accepted: None,
            sharing: None,
            looks_shared: false,
        }
    }
}

impl Record {
    /// What is known of the account whose credential is `tag`.
    pub(super) fn protection(&self, tag: &Tag, now: &Stamp) -> Protection {
        // It may well be under way: whoever holds the lock finds out whether its answer is lost.
        let mut settled = Self { open: None, ..self.clone() };
        settled.settle(now);
        settled.told(tag, now)
    }

    fn told(&self, tag: &Tag, now: &Stamp) -> Protection {
        let refusal = |stop: &Stop, ended| PastRefusal { at: stop.at.wall, refusal: stop.refusal.clone(), ended };
        let ended = self.ended.as_ref().map(|ended| refusal(&ended.stop, Some((ended.by, ended.at.wall))));
        let mut lost: Vec<_> = self.all_lost().map(|lost| lost.wall).collect();
        lost.sort_unstable();
        Protection {
            standing: self.standing(tag, now),
            refusal: self.stop.as_ref().map(|stop| refusal(stop, None)).or(ended),
            lost,
            accepted: self.accepted.map(|accepted| accepted.wall),
            sharing: None,
            looks_shared: false,
        }
    }

    fn standing(&self, tag: &Tag, now: &Stamp) -> Standing {
        match self.held(tag, now) {
            None | Some(Held::Busy | Held::SignedOut) => Standing::Open,
            Some(Held::Stopped(stop)) => Standing::Stopped { since: stop.at.wall, refusal: stop.refusal },
            Some(Held::StoppedElsewhere(elsewhere)) => {
                Standing::StoppedElsewhere { since: elsewhere.at, desk: elsewhere.desk, refusal: elsewhere.refusal }
            }
            Some(Held::RefusedBefore(since)) => Standing::RefusedBefore { since: since.wall },
            Some(Held::NeedsConfirmation) => Standing::NeedsConfirmation,
            Some(Held::NoRecord(reason)) => Standing::NoRecord { reason },
            Some(Held::Waiting { why, left }) => Standing::Waiting {
                why,
                until: self.wait_ends(why, now).unwrap_or(now.wall + TimeDelta::from_std(left).unwrap_or_default()),
                may_insist: match why {
                    WaitCause::Server => self.server_wait.as_ref().is_some_and(|wait| wait.may_be_passed(now)),
                    WaitCause::LostAnswers => true,
                    WaitCause::BackOff => false,
                },
            },
        }
    }

    /// Reckoned from the wait's beginning, so that it is the same moment whenever it is asked for.
    fn wait_ends(&self, why: WaitCause, now: &Stamp) -> Option<DateTime<Utc>> {
        let (since, length) = match why {
            WaitCause::Server => self.server_wait.as_ref().map(Wait::span)?,
            WaitCause::BackOff => self.back_off.as_ref().map(Wait::span)?,
            WaitCause::LostAnswers => (self.lost_limit(now)?, REMEMBERED),
        };
        since.wall.checked_add_signed(TimeDelta::from_std(length).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Demand, Outcome, RefusalKind, SignIn};
    use super::*;
    use std::time::Duration;

    fn at(minutes: u64) -> Stamp {
        let wall = DateTime::UNIX_EPOCH + TimeDelta::minutes(i64::try_from(minutes).unwrap());
        Stamp { wall, epoch: 1, tick_ms: minutes * 60_000 }
    }

    fn wall(minutes: u64) -> DateTime<Utc> {
        at(minutes).wall
    }

    fn refused() -> Refusal {
        Refusal { kind: RefusalKind::Credentials, status: 401, request_id: Some("7".into()) }
    }

    fn answer(record: &mut Record, tag: &str, sign_in: SignIn, minutes: u64) {
        record.close(&Tag::new(tag), &Outcome::Answered { sign_in, wait: None }, &at(minutes), 0.5);
    }

    #[test]
    fn a_stop_is_told_with_what_ended_it() {
        let tag = Tag::new("old");
        let mut record = Record::default();
        answer(&mut record, "old", SignIn::Refused(refused()), 1);
        let stopped = record.protection(&tag, &at(2));
        assert_eq!(stopped.standing, Standing::Stopped { since: wall(1), refusal: refused() });
        let past = |ended| Some(PastRefusal { at: wall(1), refusal: refused(), ended });
        assert_eq!(stopped.refusal, past(None));

        let mut resumed = record.clone();
        resumed.resume(&tag, &at(3));
        assert_eq!(resumed.protection(&tag, &at(4)).refusal, past(Some((Ending::Resumed, wall(3)))));
        answer(&mut resumed, "old", SignIn::Accepted, 5);
        let accepted = resumed.protection(&tag, &at(6));
        assert_eq!(accepted.refusal, past(Some((Ending::Resumed, wall(3)))), "a success afterwards ends no stop");
        assert_eq!((accepted.standing, accepted.accepted), (Standing::Open, Some(wall(5))));

        answer(&mut record, "new", SignIn::Accepted, 7);
        assert_eq!(record.protection(&tag, &at(8)).refusal, past(Some((Ending::Accepted, wall(7)))));
        answer(&mut record, "new", SignIn::Refused(refused()), 9);
        let again = record.protection(&tag, &at(10)).refusal;
        assert_eq!(again.map(|refusal| (refusal.at, refusal.ended)), Some((wall(9), None)), "the newest counts");
    }

    #[test]
    fn a_wait_ends_at_the_same_moment_whenever_it_is_asked_for() {
        let tag = Tag::new("a");
        let mut record = Record::default();
        let wait = Some(Demand::For(Duration::from_secs(90 * 60)));
        record.close(&tag, &Outcome::Answered { sign_in: SignIn::Unsaid, wait }, &at(0), 0.5);
        let standing = |record: &Record, minutes| record.protection(&tag, &at(minutes)).standing;
        let server = |may_insist| Standing::Waiting { why: WaitCause::Server, until: wall(90), may_insist };
        assert_eq!(standing(&record, 1), server(true));
        assert_eq!(standing(&record, 40), server(false), "less than an hour is left");
        assert_eq!(standing(&record, 90), Standing::Open);

        let mut record = Record::default();
        for minutes in [1, 5] {
            record.close(&tag, &Outcome::Lost, &at(minutes), 0.5);
        }
        let protection = record.protection(&tag, &at(6));
        assert_eq!(protection.lost, [wall(1), wall(5)]);
        let until = wall(31);
        assert_eq!(protection.standing, Standing::Waiting { why: WaitCause::LostAnswers, until, may_insist: true });
    }

    #[test]
    fn a_record_without_an_ending_is_read_as_before() {
        let mut record = Record::default();
        answer(&mut record, "old", SignIn::Refused(refused()), 1);
        let mut value = serde_json::to_value(&record).unwrap();
        value.as_object_mut().unwrap().remove("ended");
        assert_eq!(serde_json::from_value::<Record>(value).unwrap(), record);
    }
}
