//! Whose automatic replies to ask for, and when: only of those on the screen, and rarely. Pure.

use crate::source::MOST_REPLIES;
use std::collections::HashMap;
use std::time::Duration;
use tokio::time::Instant;

/// The screen has to rest this long before anything is asked.
const REST: Duration = Duration::from_secs(1);
/// What was answered is asked for again after this.
const GOOD_FOR: Duration = Duration::from_secs(15 * 60);

/// Whose automatic replies are known.
#[derive(Debug)]
pub(super) struct ShownReplies {
    /// Until when a person needs not to be asked for.
    good_until: HashMap<usize, Instant>,
    /// Nothing is asked before.
    quiet_until: Instant,
    /// The server tells nobody's.
    off: bool,
}

impl ShownReplies {
    pub(super) fn new(now: Instant) -> Self {
        Self { good_until: HashMap::new(), quiet_until: now, off: false }
    }

    /// The screen shows other people.
    pub(super) fn moved(&mut self, now: Instant) {
        self.quiet_until = self.quiet_until.max(now + REST);
    }

    /// Nothing of what was asked for holds any more; another server may tell.
    pub(super) fn forget(&mut self) {
        self.good_until.clear();
        self.off = false;
    }

    /// Whom to ask for next, at most as many as one question may name; nobody where the server tells nobody's.
    pub(super) fn lacking(&self, visible: &[usize], now: Instant) -> Vec<usize> {
        let good = |person: &usize| self.good_until.get(person).is_some_and(|&until| now < until);
        let lacking = visible.iter().copied().filter(|person| !self.off && !good(person));
        lacking.take(MOST_REPLIES).collect()
    }

    /// When to ask, or to look whether somebody is to be asked for again.
    pub(super) fn due(&self, visible: &[usize]) -> Option<Instant> {
        if self.off {
            return None;
        }
        let first = visible.iter().map(|person| self.good_until.get(person).copied().unwrap_or(self.quiet_until)).min();
        first.map(|first| first.max(self.quiet_until))
    }

    /// These people were answered.
    pub(super) fn answered(&mut self, people: &[usize], now: Instant) {
        self.again(people, now + GOOD_FOR, now);
    }

    /// The question failed; it may be asked again at `again`.
    pub(super) fn again(&mut self, people: &[usize], again: Instant, now: Instant) {
        self.good_until.extend(people.iter().map(|&person| (person, again)));
        self.quiet_until = now + REST;
    }

    /// The server tells nobody's: nothing more is asked.
    pub(super) fn not_offered(&mut self) {
        self.off = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_person_on_the_screen_is_asked_for_once_in_a_quarter_of_an_hour() {
        let now = Instant::now();
        let after = |seconds| now + Duration::from_secs(seconds);
        let mut replies = ShownReplies::new(now);
        replies.moved(now);
        assert_eq!((replies.due(&[3, 1]), replies.due(&[])), (Some(after(1)), None));
        replies.answered(&[3], after(1));
        assert_eq!(replies.lacking(&[3, 1], after(2)), [1]);
        replies.again(&[1], after(60), after(2));
        assert_eq!((replies.lacking(&[3, 1], after(59)), replies.due(&[3, 1])), (vec![], Some(after(60))));
        assert_eq!(replies.lacking(&[3, 1], after(901)), [3, 1]);
        replies.forget();
        assert_eq!(replies.lacking(&[3], after(3)), [3]);
    }

    #[test]
    fn a_server_that_tells_nobody_s_is_not_asked_again() {
        let now = Instant::now();
        let mut replies = ShownReplies::new(now);
        replies.not_offered();
        assert_eq!((replies.lacking(&[1], now), replies.due(&[1])), (vec![], None));
        replies.forget();
        assert_eq!(replies.lacking(&[1], now), [1], "another one may be");
    }

    #[test]
    fn no_more_than_a_question_may_name() {
        let visible: Vec<usize> = (0..80).collect();
        let replies = ShownReplies::new(Instant::now());
        assert_eq!(replies.lacking(&visible, Instant::now()).len(), MOST_REPLIES);
    }
}
