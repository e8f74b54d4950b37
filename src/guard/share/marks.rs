//! What desks tell each other of an account that they share: the file on the share, and the rules that read and change it.

use super::super::{LOST_LIMIT, Outcome, Refusal, SignIn, Tag};
use chrono::{DateTime, TimeDelta, Utc};

/// Marks that nobody renewed for so long are forgotten, and so are desks that were not seen for as long.
const KEPT: TimeDelta = TimeDelta::days(180);
/// More were never refused by honest mistake; the oldest go first.
const MOST_MARKS: usize = 100;

/// What the desks that share an account know together. Its moments are of the wall clocks of different desks: they are shown,
/// and old entries go by them; nothing else is decided by them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Marks {
    /// What the tags are made with; made up by whoever comes first.
    pub(in crate::guard) salt: String,
    /// The attempt that is under way. Found by somebody who holds the lock: its answer is lost.
    pub(in crate::guard) open: Option<Sent>,
    /// Every refused credential. Not forgotten when another one succeeds: other desks may still have it.
    pub(in crate::guard) refused: Vec<Mark>,
    /// The newest lost answers since a sign-in last succeeded at any desk; at most [`LOST_LIMIT`] of each.
    pub(in crate::guard) lost: Vec<Sent>,
    /// Who was here.
    pub(in crate::guard) desks: Vec<Seen>,
}

/// A credential that was refused at some desk.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Mark {
    pub(in crate::guard) tag: Tag,
    /// The desk's name.
    pub(in crate::guard) desk: String,
    pub(in crate::guard) at: DateTime<Utc>,
    pub(in crate::guard) refusal: Refusal,
}

/// An attempt of some desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Sent {
    /// Its own number.
    pub(in crate::guard) id: u64,
    /// The desk's number.
    pub(in crate::guard) by: u64,
}

/// A desk that was here.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Seen {
    pub(in crate::guard) id: u64,
    pub(in crate::guard) name: String,
    pub(in crate::guard) at: DateTime<Utc>,
}

impl Marks {
    /// In place of a file that could not be read: what it knew may have been a refusal.
    pub(in crate::guard) fn after_damage(id: u64) -> Self {
        Self { lost: vec![Sent { id, by: 0 }], ..Self::default() }
    }

    /// To be called under the lock: an attempt whose desk gave the lock back without a word has lost its answer.
    pub(in crate::guard) fn settle(&mut self) {
        if let Some(sent) = self.open.take() {
            self.note_lost(sent);
        }
    }

    /// The mark of the credential `tag`.
    pub(in crate::guard) fn of(&self, tag: &Tag) -> Option<&Mark> {
        self.refused.iter().find(|mark| mark.tag == *tag)
    }

    /// The numbers of the lost answers of all desks but `me`, which keeps an account of its own.
    pub(in crate::guard) fn lost_by_others(&self, me: u64) -> Vec<u64> {
        self.lost.iter().filter(|sent| sent.by != me).map(|sent| sent.id).collect()
    }

    /// Notes that an attempt of the desk `by` leaves.
    pub(in crate::guard) fn open(&mut self, sent: Sent, name: &str, wall: DateTime<Utc>) {
        self.open = Some(sent);
        self.desks.retain(|seen| seen.id != sent.by && wall - seen.at < KEPT);
        self.desks.push(Seen { id: sent.by, name: name.to_owned(), at: wall });
        self.refused.retain(|mark| wall - mark.at < KEPT);
    }

    /// Notes how the attempt with the credential `tag` ended.
    pub(in crate::guard) fn close(&mut self, tag: &Tag, outcome: &Outcome, wall: DateTime<Utc>) {
        let Some(sent) = self.open.take() else { return };
        match outcome {
            Outcome::NotSent => {}
            Outcome::Lost => self.note_lost(sent),
            Outcome::Answered { sign_in, .. } => match sign_in {
                SignIn::Accepted => {
                    self.refused.retain(|mark| mark.tag != *tag);
                    self.lost.clear();
                }
                SignIn::Refused(refusal) if !refusal.kind.spares_the_credential() => {
                    let name = self.desks.iter().find(|seen| seen.id == sent.by).map(|seen| seen.name.clone());
                    let desk = name.unwrap_or_default();
                    self.refused.retain(|mark| mark.tag != *tag);
                    self.refused.push(Mark { tag: tag.clone(), desk, at: wall, refusal: refusal.clone() });
                    let surplus = self.refused.len().saturating_sub(MOST_MARKS);
                    self.refused.drain(..surplus);
                }
                SignIn::Refused(_) | SignIn::Challenged | SignIn::Unsaid => {}
            },
        }
    }

    fn note_lost(&mut self, sent: Sent) {
        self.lost.push(sent);
        // Of each desk: one that knows better about its own must not crowd out the others'.
        let own = self.lost.iter().filter(|lost| lost.by == sent.by).count();
        if own > LOST_LIMIT
            && let Some(oldest) = self.lost.iter().position(|lost| lost.by == sent.by)
        {
            self.lost.remove(oldest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::RefusalKind;
    use super::*;

    fn at(days: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::days(days)
    }

    fn answered(sign_in: SignIn) -> Outcome {
        Outcome::Answered { sign_in, wait: None }
    }

    fn refused(kind: RefusalKind) -> Outcome {
        answered(SignIn::Refused(Refusal { kind, status: 401, request_id: Some("7".into()) }))
    }

    fn attempt(marks: &mut Marks, desk: u64, tag: &str, outcome: &Outcome, day: i64) {
        marks.settle();
        marks.open(Sent { id: 10 * desk, by: desk }, &format!("desk {desk}"), at(day));
        marks.close(&Tag::new(tag), outcome, at(day));
    }

    fn tags(marks: &Marks) -> Vec<&Tag> {
        marks.refused.iter().map(|mark| &mark.tag).collect()
    }

    #[test]
    fn a_mark_outlives_the_success_of_another_credential_and_ends_with_its_own() {
        let mut marks = Marks::default();
        attempt(&mut marks, 1, "s:old", &refused(RefusalKind::Handshake), 1);
        let mark = marks.of(&Tag::new("s:old")).unwrap();
        assert_eq!((mark.desk.as_str(), mark.at, mark.refusal.request_id.as_deref()), ("desk 1", at(1), Some("7")));
        attempt(&mut marks, 1, "s:new", &answered(SignIn::Accepted), 2);
        assert_eq!(tags(&marks), [&Tag::new("s:old")]);
        for outcome in [Outcome::NotSent, Outcome::Lost, answered(SignIn::Unsaid), answered(SignIn::Challenged)] {
            attempt(&mut marks, 2, "s:old", &outcome, 3);
            assert_eq!(tags(&marks), [&Tag::new("s:old")], "{outcome:?}");
        }
        attempt(&mut marks, 2, "s:old", &answered(SignIn::Accepted), 4);
        assert_eq!((tags(&marks).len(), marks.lost.len()), (0, 0));
    }

    #[test]
    fn what_does_not_count_the_credential_as_wrong_leaves_no_mark() {
        let mut marks = Marks::default();
        for kind in [RefusalKind::Forbidden, RefusalKind::Registration(7)] {
            attempt(&mut marks, 1, "s:a", &refused(kind), 1);
        }
        assert!(marks.refused.is_empty());
        for kind in [RefusalKind::LogOnPage, RefusalKind::Locked] {
            attempt(&mut marks, 1, &format!("s:{kind:?}"), &refused(kind), 1);
        }
        assert_eq!(marks.refused.len(), 2);
    }

    #[test]
    fn an_attempt_without_an_end_is_lost_for_everybody_but_its_own_desk() {
        let mut marks = Marks::default();
        marks.open(Sent { id: 5, by: 1 }, "desk 1", at(1));
        marks.settle();
        assert_eq!((marks.lost_by_others(2), marks.lost_by_others(1)), (vec![5], vec![]));
        for id in 6..9 {
            marks.open(Sent { id, by: 1 }, "desk 1", at(1));
            marks.close(&Tag::new("s:a"), &Outcome::Lost, at(1));
        }
        assert_eq!(marks.lost_by_others(2), [7, 8], "the newest two");
    }

    #[test]
    fn old_marks_and_old_desks_are_forgotten() {
        let mut marks = Marks::default();
        attempt(&mut marks, 1, "s:a", &refused(RefusalKind::Credentials), 0);
        attempt(&mut marks, 2, "s:b", &refused(RefusalKind::Credentials), 100);
        assert_eq!((marks.refused.len(), marks.desks.len()), (2, 2));
        attempt(&mut marks, 2, "s:c", &Outcome::NotSent, 180);
        assert_eq!((tags(&marks), marks.desks.len()), (vec![&Tag::new("s:b")], 1));
        for number in 0..150 {
            attempt(&mut marks, 2, &format!("s:{number}"), &refused(RefusalKind::Credentials), 200);
        }
        assert_eq!(marks.refused.len(), MOST_MARKS);
        assert!(marks.of(&Tag::new("s:149")).is_some() && marks.of(&Tag::new("s:b")).is_none());
    }
}
