//! What the guard remembers of one account at one server: the record, and the rules that read and change it.

use super::share::Mark;
use super::{Demand, Elsewhere, Ended, Ending, Held, Outcome, Refusal, SignIn, Stamp, Stop, Tag, Trigger, WaitCause};
use std::time::Duration;

/// Lost answers and refusals further apart than this are not added up.
pub const REMEMBERED: Duration = Duration::from_secs(30 * 60);
/// Lost answers within [`REMEMBERED`] after which the program waits.
pub const LOST_LIMIT: usize = 2;
/// Different refused credentials within [`REMEMBERED`] after which the next one needs a confirmation.
pub const REFUSED_LIMIT: usize = 2;
/// So many credentials that were refused at other desks are remembered; a person who types passwords has fewer.
const MOST_ELSEWHERE: usize = 20;
/// A server's wait with more than this left may be passed over once, by a person.
pub const LONG_WAIT: Duration = Duration::from_secs(60 * 60);
/// So many credentials refused before the last success are remembered.
const MOST_OUTLIVED: usize = 20;
const BACK_OFF_FIRST: Duration = Duration::from_secs(5);
const BACK_OFF_MOST: Duration = Duration::from_secs(5 * 60);
const UNSTATED_FIRST: Duration = Duration::from_secs(60);
const UNSTATED_MOST: Duration = Duration::from_secs(15 * 60);

/// What the guard remembers of one account at one server. Kept on disk, shared by all processes of the user.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Record {
    /// Written down before a credential leaves and taken back when the answer is known. Found by somebody who holds the
    /// lock, it means that its writer died in between.
    pub(super) open: Option<Stamp>,
    /// The refusal that stopped everything.
    pub(super) stop: Option<Stop>,
    /// The last stop that is over, and what ended it: for showing only.
    pub(super) ended: Option<Ended>,
    /// Every credential refused since one last succeeded.
    pub(super) refused: Vec<Refused>,
    /// Those refused before that, and never accepted since: another process may still hold one, and must not try it again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) outlived: Vec<Refused>,
    /// The credential that a person confirmed although two others had just been refused.
    pub(super) confirmed: Option<Tag>,
    /// When the newest answers were lost, oldest first; at most [`LOST_LIMIT`], none since the last success.
    pub(super) lost: Vec<Stamp>,
    /// The server's own wait.
    pub(super) server_wait: Option<Wait>,
    /// Demands without a figure in a row.
    pub(super) slow_downs: u8,
    /// The program's own back-off.
    pub(super) back_off: Option<Wait>,
    /// Failures before sending in a row.
    pub(super) failures: u8,
    /// When a sign-in last succeeded.
    pub(super) accepted: Option<Stamp>,
    /// Who refreshed last and when it ended.
    pub(super) refreshed: Option<Refreshed>,
    /// This computer's number among the desks that share the account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) desk: Option<u64>,
    /// Credentials that were refused at another desk, each as the share said last of it: also while the share is away.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) elsewhere: Vec<Elsewhere>,
    /// The credential that a person resumed: it may be tried once although the share has it marked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) resumed: Option<Tag>,
    /// Answers that other desks lost, and when this one first heard of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) lost_elsewhere: Vec<LostElsewhere>,
}

/// An answer that another desk lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub(super) struct LostElsewhere {
    /// The number of the attempt.
    pub(super) id: u64,
    /// When this desk first heard of it, never before it happened: others' clocks do not count.
    pub(super) heard: Stamp,
}

/// A refused credential.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub(super) struct Refused {
    pub(super) tag: Tag,
    pub(super) at: Stamp,
}

/// A wait, kept as start and length.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub(super) struct Wait {
    pub(super) since: Stamp,
    pub(super) length_ms: u64,
    /// A person has tried once although it was not over.
    #[serde(default)]
    pub(super) passed: bool,
}

impl Wait {
    fn new(since: Stamp, length: Duration) -> Self {
        Self { since, length_ms: u64::try_from(length.as_millis()).unwrap_or(u64::MAX), passed: false }
    }

    /// Its beginning and its length.
    pub(super) fn span(&self) -> (Stamp, Duration) {
        (self.since, Duration::from_millis(self.length_ms))
    }

    /// A person who insists may try once in spite of it.
    pub(super) fn may_be_passed(&self, now: &Stamp) -> bool {
        self.left(now) > LONG_WAIT && !self.passed
    }

    fn left(&self, now: &Stamp) -> Duration {
        self.since.remaining(Duration::from_millis(self.length_ms), now)
    }
}

/// The end of some process's refresh.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub(super) struct Refreshed {
    pub(super) by: u64,
    pub(super) at: Stamp,
}

/// What may leave now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The request with its credential.
    Go,
    /// First a request without it.
    ProbeFirst,
    /// Nothing.
    Hold(Held),
}

impl Record {
    /// A record that knows only that something may have been lost just now.
    pub(super) fn after_loss(now: Stamp) -> Self {
        Self { lost: vec![now], ..Self::default() }
    }

    /// Brings a record that was just read under the lock up to date: a write-ahead whose writer died becomes a lost
    /// answer, and moments that lie in the future (the clock was set back) become now, so that no wait outlasts its length.
    pub(super) fn settle(&mut self, now: &Stamp) {
        if let Some(at) = self.open.take() {
            self.note_lost(at);
            self.resumed = None;
        }
        let waits = [&mut self.server_wait, &mut self.back_off].into_iter().flatten().map(|wait| &mut wait.since);
        let refused = self.refused.iter_mut().chain(&mut self.outlived).map(|refused| &mut refused.at);
        let refreshed = self.refreshed.iter_mut().map(|refreshed| &mut refreshed.at);
        let heard = self.lost_elsewhere.iter_mut().map(|lost| &mut lost.heard);
        for stamp in self.lost.iter_mut().chain(waits).chain(refused).chain(refreshed).chain(heard) {
            *stamp = stamp.rebased(now);
        }
    }

    /// What may leave now for the credential `tag`.
    pub(super) fn judge(&self, tag: &Tag, trigger: Trigger, now: &Stamp) -> Verdict {
        if let Some(held) = self.stopped(tag, now) {
            return Verdict::Hold(held);
        }
        let waiting = |why, left| Verdict::Hold(Held::Waiting { why, left });
        if let Some(wait) = &self.server_wait {
            let left = wait.left(now);
            let passes = trigger == Trigger::Insist && wait.may_be_passed(now);
            if !left.is_zero() && !passes {
                return waiting(WaitCause::Server, left);
            }
        }
        let left = self.lost_wait(now);
        if !left.is_zero() && trigger != Trigger::Insist {
            return waiting(WaitCause::LostAnswers, left);
        }
        if let Some(wait) = &self.back_off {
            let left = wait.left(now);
            if !left.is_zero() && trigger == Trigger::Timer {
                return waiting(WaitCause::BackOff, left);
            }
        }
        if self.lost.is_empty() && self.lost_elsewhere.is_empty() { Verdict::Go } else { Verdict::ProbeFirst }
    }

    fn stopped(&self, tag: &Tag, now: &Stamp) -> Option<Held> {
        if let Some(stop) = self.stop.as_ref().filter(|stop| stop.tag == *tag) {
            return Some(Held::Stopped(stop.clone()));
        }
        if let Some(refused) = self.refused.iter().chain(&self.outlived).find(|refused| refused.tag == *tag) {
            return Some(Held::RefusedBefore(refused.at));
        }
        if let Some(elsewhere) = self.elsewhere.iter().find(|elsewhere| elsewhere.tag == *tag) {
            return Some(Held::StoppedElsewhere(elsewhere.clone()));
        }
        let recent = self.refused.iter().filter(|refused| refused.at.elapsed(now) < REMEMBERED).count();
        // A refused credential whose tag was made in another way (the key store was not there, say) may be this very one.
        let cannot_tell = self.refused.iter().any(|refused| !refused.tag.compares_with(tag));
        let asks = recent >= REFUSED_LIMIT || cannot_tell;
        (asks && self.confirmed.as_ref() != Some(tag)).then_some(Held::NeedsConfirmation)
    }

    /// What is left of the wait after [`LOST_LIMIT`] lost answers within [`REMEMBERED`]; zero when there is none.
    fn lost_wait(&self, now: &Stamp) -> Duration {
        self.lost_limit(now).map_or(Duration::ZERO, |lost| lost.remaining(REMEMBERED, now))
    }

    /// The lost answer, this computer's or another desk's, with whose age the wait ends.
    pub(super) fn lost_limit(&self, now: &Stamp) -> Option<Stamp> {
        let mut lost: Vec<_> = self.all_lost().collect();
        lost.sort_by_key(|lost| lost.elapsed(now));
        lost.get(LOST_LIMIT - 1).copied()
    }

    /// When answers were lost that nothing has been learnt of since.
    pub(super) fn all_lost(&self) -> impl Iterator<Item = Stamp> {
        self.lost.iter().copied().chain(self.lost_elsewhere.iter().map(|lost| lost.heard))
    }

    /// Takes over from the share which answers `others` lost and what it says of the credential `tag`.
    pub(super) fn hear(&mut self, tag: &Tag, mark: Option<&Mark>, others: &[u64], now: &Stamp) {
        self.lost_elsewhere.retain(|lost| others.contains(&lost.id));
        for &id in others {
            if !self.lost_elsewhere.iter().any(|lost| lost.id == id) {
                self.lost_elsewhere.push(LostElsewhere { id, heard: *now });
            }
        }
        let mark = mark.filter(|_| self.resumed.as_ref() != Some(tag));
        self.elsewhere.retain(|known| known.tag != *tag);
        self.elsewhere.extend(mark.map(|mark| Elsewhere::new(tag, mark)));
        let surplus = self.elsewhere.len().saturating_sub(MOST_ELSEWHERE);
        self.elsewhere.drain(..surplus);
    }

    /// Notes that a request leaves: the write-ahead, and the one early try of a long wait.
    pub(super) fn open(&mut self, now: &Stamp) {
        self.open = Some(*now);
        self.pass_wait(now);
    }

    /// Notes that the server's wait, if it is not over, is being passed over.
    pub(super) fn pass_wait(&mut self, now: &Stamp) {
        if let Some(wait) = self.server_wait.as_mut().filter(|wait| !wait.left(now).is_zero()) {
            wait.passed = true;
        }
    }

    /// Notes how the request that was opened ended.
    pub(super) fn close(&mut self, tag: &Tag, outcome: &Outcome, now: &Stamp, jitter: f64) {
        self.open = None;
        match outcome {
            Outcome::NotSent => self.back_off_more(now, jitter),
            Outcome::Lost => {
                self.note_lost(*now);
                self.resumed = None;
            }
            Outcome::Answered { sign_in, wait } => {
                self.reached();
                match sign_in {
                    SignIn::Accepted => self.note_accepted(tag, now),
                    SignIn::Refused(refusal) => self.note_refused(tag, refusal, now),
                    SignIn::Challenged | SignIn::Unsaid => {}
                }
                self.note_wait(*wait, now);
            }
        }
    }

    /// Notes how a request without a credential ended; true when the server answered as it should.
    pub(super) fn close_probe(&mut self, outcome: &Outcome, trigger: Trigger, now: &Stamp, jitter: f64) -> bool {
        match outcome {
            Outcome::Answered { wait: wait @ Some(_), .. } => {
                self.reached();
                self.note_wait(*wait, now);
                false
            }
            Outcome::Answered { sign_in: SignIn::Challenged, .. } => {
                self.reached();
                true
            }
            // A server that never sends a challenge must not shut a person out for ever.
            Outcome::Answered { .. } if trigger == Trigger::Insist => {
                self.reached();
                true
            }
            Outcome::NotSent | Outcome::Lost | Outcome::Answered { .. } => {
                self.back_off_more(now, jitter);
                false
            }
        }
    }

    fn reached(&mut self) {
        self.failures = 0;
        self.back_off = None;
    }

    fn back_off_more(&mut self, now: &Stamp, jitter: f64) {
        self.failures = self.failures.saturating_add(1).min(16);
        let length = doubled(BACK_OFF_FIRST, self.failures, BACK_OFF_MOST).mul_f64(0.8 + 0.2 * jitter.clamp(0.0, 1.0));
        self.back_off = Some(Wait::new(*now, length));
    }

    fn note_lost(&mut self, at: Stamp) {
        self.lost.push(at);
        let surplus = self.lost.len().saturating_sub(LOST_LIMIT);
        self.lost.drain(..surplus);
    }

    fn note_accepted(&mut self, tag: &Tag, now: &Stamp) {
        self.end_stop(Ending::Accepted, now);
        self.outlive();
        self.outlived.retain(|refused| refused.tag != *tag);
        self.confirmed = None;
        self.lost.clear();
        self.lost_elsewhere.clear();
        self.elsewhere.retain(|known| known.tag != *tag);
        self.resumed = None;
        self.accepted = Some(*now);
    }

    /// What was refused counts for nothing any more but itself.
    fn outlive(&mut self) {
        let refused = std::mem::take(&mut self.refused);
        self.outlived.retain(|old| refused.iter().all(|new| new.tag != old.tag));
        self.outlived.extend(refused);
        let surplus = self.outlived.len().saturating_sub(MOST_OUTLIVED);
        self.outlived.drain(..surplus);
    }

    fn note_refused(&mut self, tag: &Tag, refusal: &Refusal, now: &Stamp) {
        self.stop = Some(Stop { tag: tag.clone(), at: *now, refusal: refusal.clone() });
        self.confirmed = None;
        self.resumed = None;
        if !refusal.kind.spares_the_credential() {
            self.refused.push(Refused { tag: tag.clone(), at: *now });
        }
    }

    fn note_wait(&mut self, demand: Option<Demand>, now: &Stamp) {
        let length = match demand {
            Some(Demand::For(length)) => length,
            Some(Demand::Unstated) => {
                self.slow_downs = self.slow_downs.saturating_add(1).min(16);
                doubled(UNSTATED_FIRST, self.slow_downs, UNSTATED_MOST)
            }
            None => {
                self.slow_downs = 0;
                self.server_wait = None;
                return;
            }
        };
        self.server_wait = Some(Wait::new(*now, length));
    }

    /// A person goes on with the refused credential `tag`: it may be tried once more.
    pub(super) fn resume(&mut self, tag: &Tag, now: &Stamp) {
        self.end_stop(Ending::Resumed, now);
        self.refused.retain(|refused| refused.tag != *tag);
        self.outlived.retain(|refused| refused.tag != *tag);
        self.elsewhere.retain(|known| known.tag != *tag);
        self.resumed = Some(tag.clone());
    }

    fn end_stop(&mut self, by: Ending, now: &Stamp) {
        if let Some(stop) = self.stop.take() {
            self.ended = Some(Ended { stop, by, at: *now });
        }
    }

    /// A person confirms that `tag` is to be tried although others were just refused.
    pub(super) fn confirm(&mut self, tag: &Tag) {
        self.confirmed = Some(tag.clone());
    }

    /// Adds what another copy of this record knows of refusals and of the server's wait. For a record that could not be saved.
    pub(super) fn remember(&mut self, other: &Self, now: &Stamp) {
        if self.stop.is_none() {
            self.stop.clone_from(&other.stop);
        }
        for refused in &other.refused {
            if !self.refused.iter().any(|known| known.tag == refused.tag) {
                self.refused.push(refused.clone());
            }
        }
        let left = |record: &Self| record.server_wait.as_ref().map_or(Duration::ZERO, |wait| wait.left(now));
        let shorter = left(self);
        if left(other) > shorter {
            self.server_wait.clone_from(&other.server_wait);
            // Passing over the longer one would pass over the shorter one with it, which nobody may.
            if let Some(wait) = self.server_wait.as_mut().filter(|_| !shorter.is_zero()) {
                wait.passed = true;
            }
        }
    }

    /// What is left until another process's refresh is `distance` ago; zero for one's own.
    pub fn refresh_distance(&self, me: u64, distance: Duration, now: &Stamp) -> Duration {
        self.refreshed
            .filter(|refreshed| refreshed.by != me)
            .map_or(Duration::ZERO, |refreshed| refreshed.at.remaining(distance, now))
    }

    /// Notes the end of a refresh of the process `me`.
    pub(super) fn note_refresh(&mut self, me: u64, now: &Stamp) {
        self.refreshed = Some(Refreshed { by: me, at: *now });
    }

    /// Why nothing would leave now for the credential `tag`; none where something would.
    pub fn held(&self, tag: &Tag, now: &Stamp) -> Option<Held> {
        let mut settled = self.clone();
        settled.settle(now);
        match settled.judge(tag, Trigger::Timer, now) {
            Verdict::Hold(held) => Some(held),
            Verdict::Go | Verdict::ProbeFirst => None,
        }
    }
}

/// `first`, doubled for each time after the first, at most `most`.
fn doubled(first: Duration, times: u8, most: Duration) -> Duration {
    first.saturating_mul(1 << times.saturating_sub(1).min(16)).min(most)
}

#[cfg(test)]
impl Record {
    /// For walks of other rooms: a person goes on with `tag`.
    pub(crate) fn resume_for_tests(&mut self, tag: &Tag, now: &Stamp) {
        self.resume(tag, now);
    }

    /// The same without what only counts how often nothing was sent, and without what is there for people alone.
    pub(crate) fn calm_for_tests(self) -> Self {
        Self { failures: 0, back_off: None, accepted: None, ended: None, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guard::RefusalKind;
    use chrono::DateTime;

    #[test]
    fn a_refused_credential_stays_refused_when_another_one_succeeds_until_it_does_or_a_person_resumes() {
        let now = Stamp { wall: DateTime::UNIX_EPOCH, epoch: 1, tick_ms: 1 };
        let refusal = Refusal { kind: RefusalKind::Credentials, status: 401, request_id: None };
        let refused = Outcome::Answered { sign_in: SignIn::Refused(refusal), wait: None };
        let accepted = Outcome::Answered { sign_in: SignIn::Accepted, wait: None };
        let (old, wrong, new, third) = (Tag::new("old"), Tag::new("wrong"), Tag::new("new"), Tag::new("third"));
        let mut record = Record::default();
        for tag in [&old, &wrong] {
            record.close(tag, &refused, &now, 0.5);
        }
        record.close(&new, &accepted, &now, 0.5);
        for tag in [&old, &wrong] {
            assert_eq!(record.held(tag, &now), Some(Held::RefusedBefore(now)), "another process may hold it yet");
        }
        assert_eq!((record.held(&new, &now), record.held(&third, &now)), (None, None), "nothing else asks");
        record.resume(&old, &now);
        assert_eq!(record.held(&old, &now), None);
        record.close(&wrong, &accepted, &now, 0.5);
        assert_eq!(record.held(&wrong, &now), None, "it is right by now");
    }

    #[test]
    fn a_credential_that_cannot_be_told_from_a_refused_one_needs_a_confirmation() {
        let now = Stamp { wall: DateTime::UNIX_EPOCH, epoch: 1, tick_ms: 1 };
        let refusal = Refusal { kind: RefusalKind::Credentials, status: 401, request_id: None };
        let refused = Outcome::Answered { sign_in: SignIn::Refused(refusal), wait: None };
        let mut record = Record::default();
        record.close(&Tag::new("h:one"), &refused, &now, 0.5);
        assert_eq!(record.held(&Tag::new("h:two"), &now), None);
        assert_eq!(record.held(&Tag::new("a:one"), &now), Some(Held::NeedsConfirmation));
        record.confirm(&Tag::new("a:one"));
        assert_eq!(record.held(&Tag::new("a:one"), &now), None);
    }
}
