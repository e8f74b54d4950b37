//! One round of questions: who is still to be asked, how many at a time, and for which stretch of time. Pure: it is told
//! how each question ended and says what follows.
//!
//! A question that is too big is halved, in people or in time; what fails for one person alone is that person's.

use crate::calendar::Window;
use crate::source::Class;
use chrono::TimeDelta;
use std::collections::{BTreeSet, VecDeque};

/// Shorter windows are not asked for.
const SHORTEST: TimeDelta = TimeDelta::hours(12);
/// More people than this do not fail by themselves: then it is the server.
const MOST_ALONE: usize = 8;
/// The same while nobody was answered yet.
const MOST_UNANSWERED: usize = 2;

/// One question of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// Positions in the roster.
    pub(super) people: Vec<usize>,
    /// The stretch of time.
    pub(super) window: Window,
    /// It is a piece of a question that failed.
    split: bool,
}

/// What follows from a question that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum After {
    /// The round goes on with smaller questions.
    GoOn,
    /// It is this person's failure alone; the round goes on without.
    Alone(usize),
    /// The round is over.
    End,
}

/// One round of questions.
#[derive(Debug)]
pub(super) struct Round {
    parts: VecDeque<Part>,
    cap: usize,
    /// An answer was lost already.
    lost: bool,
    answered: bool,
    alone: usize,
}

impl Round {
    /// A round through `order`, at most `cap` people at a time; those in `apart` come last, each in a question of its own.
    pub(super) fn new(order: &[usize], apart: &BTreeSet<usize>, cap: usize, window: Window) -> Self {
        let cap = cap.max(1);
        let (single, together): (Vec<usize>, Vec<usize>) = order.iter().partition(|person| apart.contains(person));
        let part = |people: &[usize], split| Part { people: people.to_vec(), window, split };
        let parts = together.chunks(cap).map(|people| part(people, false));
        let parts = parts.chain(single.chunks(1).map(|people| part(people, true))).collect();
        Self { parts, cap, lost: false, answered: false, alone: 0 }
    }

    /// The next question; none when everybody was asked.
    pub(super) fn next(&self) -> Option<&Part> {
        self.parts.front()
    }

    /// How many people at a time the server seems to take.
    pub(super) fn cap(&self) -> usize {
        self.cap
    }

    /// Who was not asked yet is asked in this order from here on.
    pub(super) fn reorder(&mut self, order: &[usize]) {
        let (whole, rest): (Vec<Part>, Vec<Part>) = self.parts.drain(..).partition(|part| !part.split);
        let window = whole.first().map(|part| part.window);
        let open: BTreeSet<usize> = whole.into_iter().flat_map(|part| part.people).collect();
        let people: Vec<usize> = order.iter().copied().filter(|person| open.contains(person)).collect();
        let whole = people.chunks(self.cap).zip(window.into_iter().cycle());
        // Pieces of a question that failed stay first: the one that was just asked is among them.
        let (pieces, apart): (Vec<Part>, Vec<Part>) = rest.into_iter().partition(|part| part.people.len() > 1);
        self.parts.extend(pieces);
        self.parts.extend(whole.map(|(people, window)| Part { people: people.to_vec(), window, split: false }));
        self.parts.extend(apart);
    }

    /// The question was answered. Those in `too_much` have more in their calendar than the server gives at once: each is
    /// asked for again, last and alone, with half the time.
    pub(super) fn answered(&mut self, too_much: &[usize]) {
        self.answered = true;
        let Some(part) = self.parts.pop_front() else { return };
        if let Some(window) = half(part.window) {
            self.parts.extend(too_much.iter().map(|&person| Part { people: vec![person], window, split: true }));
        }
    }

    /// The question failed as a whole.
    pub(super) fn failed(&mut self, class: Class) -> After {
        let Some(part) = self.parts.front() else { return After::End };
        let (one, split) = (part.people.len() == 1, part.split);
        match class {
            Class::TooManyMailboxes if one => self.drop_one(),
            Class::TooManyMailboxes => self.halve_people(),
            Class::WindowTooLong => match half(part.window) {
                Some(window) => {
                    let all = !self.answered;
                    let concerned = self.parts.iter_mut().enumerate().filter(|(place, _)| all || *place == 0);
                    concerned.for_each(|(_, part)| part.window = window);
                    After::GoOn
                }
                None if one => self.drop_one(),
                None => self.halve_people(),
            },
            // Once: the guard counts lost answers, and waits after the second.
            Class::Unknown if !self.lost => {
                self.lost = true;
                if one { self.drop_one() } else { self.halve_people() }
            }
            // What the server cannot answer for one person must not cost the others their calendars.
            Class::Server if one && split => self.drop_one(),
            _ => After::End,
        }
    }

    fn drop_one(&mut self) -> After {
        let Some(person) = self.parts.pop_front().and_then(|part| part.people.first().copied()) else {
            return After::End;
        };
        self.alone += 1;
        let hopeless = !self.answered && (self.alone > MOST_UNANSWERED || self.parts.is_empty());
        if hopeless || self.alone > MOST_ALONE { After::End } else { After::Alone(person) }
    }

    /// Halves the question, and those behind it that are still as big: they would fail in the same way.
    fn halve_people(&mut self) -> After {
        let Some(part) = self.parts.pop_front() else { return After::End };
        let middle = part.people.len().div_ceil(2);
        let mut pieces = vec![];
        for people in part.people.chunks(middle) {
            pieces.push(Part { people: people.to_vec(), split: true, ..part });
        }
        if !part.split {
            self.cap = self.cap.min(middle);
        }
        let cap = self.cap;
        for part in self.parts.drain(..) {
            pieces.extend(part.people.chunks(cap).map(|people| Part { people: people.to_vec(), ..part }));
        }
        self.parts = pieces.into();
        After::GoOn
    }
}

fn half(window: Window) -> Option<Window> {
    let length = window.length() / 2;
    (length >= SHORTEST).then(|| Window { start: window.start, end: window.start + length })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn window(hours: i64) -> Window {
        let start = "2026-11-22T23:00:00Z".parse().unwrap();
        Window { start, end: start + TimeDelta::hours(hours) }
    }

    fn round(people: usize, cap: usize) -> Round {
        Round::new(&(0..people).collect::<Vec<_>>(), &BTreeSet::new(), cap, window(48))
    }

    /// The sizes of the questions that are left.
    fn sizes(round: &Round) -> Vec<usize> {
        round.parts.iter().map(|part| part.people.len()).collect()
    }

    /// Goes through a round with a server that fails by `fails`; how it ended, who was answered, who failed alone.
    fn walk(round: &mut Round, fails: impl Fn(&Part) -> Option<Class>) -> (bool, Vec<usize>, Vec<usize>, usize) {
        let (mut answered, mut alone, mut questions) = (Vec::new(), Vec::new(), 0);
        while let Some(part) = round.next().cloned() {
            questions += 1;
            assert!(questions < 2000, "it never ends");
            match fails(&part) {
                None => {
                    answered.extend(part.people);
                    round.answered(&[]);
                }
                Some(class) => match round.failed(class) {
                    After::GoOn => {}
                    After::Alone(person) => alone.push(person),
                    After::End => return (false, answered, alone, questions),
                },
            }
        }
        answered.sort_unstable();
        (true, answered, alone, questions)
    }

    #[test]
    fn everybody_is_asked_in_order_and_as_many_at_a_time_as_the_server_takes() {
        let mut round = round(250, 100);
        assert_eq!(sizes(&round), [100, 100, 50]);
        assert_eq!(round.next().unwrap().people[..3], [0, 1, 2]);
        round.answered(&[]);
        assert_eq!(round.next().unwrap().people[0], 100);
    }

    #[test]
    fn a_question_that_is_too_big_is_halved_and_so_are_those_behind_it() {
        let mut round = round(250, 100);
        assert_eq!(round.failed(Class::TooManyMailboxes), After::GoOn);
        assert_eq!(sizes(&round), [50, 50, 50, 50, 50]);
        assert_eq!(round.cap(), 50);
    }

    #[test]
    fn a_server_with_a_lower_limit_is_learnt() {
        let mut round = round(200, 100);
        let (complete, answered, alone, questions) =
            walk(&mut round, |part| (part.people.len() > 30).then_some(Class::TooManyMailboxes));
        assert!(complete && answered.len() == 200 && alone.is_empty());
        assert_eq!(round.cap(), 25);
        assert!(questions <= 8 + 4, "{questions}");
    }

    #[test]
    fn one_person_whose_answer_is_too_big_costs_nobody_else_theirs() {
        for class in [Class::TooManyMailboxes, Class::WindowTooLong] {
            let mut round = round(100, 100);
            let (complete, answered, alone, questions) =
                walk(&mut round, |part| part.people.contains(&70).then_some(class));
            assert!(complete, "{class:?}");
            assert_eq!((answered.len(), alone), (99, vec![70]), "{class:?}");
            assert!(questions <= 20, "{class:?}: {questions}");
        }
    }

    #[test]
    fn who_is_on_the_screen_now_is_asked_next() {
        let mut round = round(6, 2);
        round.answered(&[]);
        round.reorder(&[5, 0, 1, 2, 3, 4]);
        let people: Vec<_> = round.parts.iter().map(|part| part.people.clone()).collect();
        assert_eq!(people, [vec![5, 2], vec![3, 4]]);
    }

    #[test]
    fn who_failed_alone_comes_last_and_alone() {
        let round = Round::new(&[0, 1, 2, 3], &BTreeSet::from([1]), 100, window(48));
        let people: Vec<_> = round.parts.iter().map(|part| part.people.clone()).collect();
        assert_eq!(people, [vec![0, 2, 3], vec![1]]);
    }

    #[test]
    fn a_server_that_fails_for_everybody_ends_the_round_soon() {
        let (complete, answered, _, questions) = walk(&mut round(250, 100), |_| Some(Class::TooManyMailboxes));
        assert!(!complete && answered.is_empty());
        assert!(questions <= 11, "{questions}");
        assert!(!walk(&mut round(1, 100), |_| Some(Class::TooManyMailboxes)).0, "with one person, too");
        let odd = |part: &Part| (part.people != [0]).then_some(Class::TooManyMailboxes);
        let (complete, .., questions) = walk(&mut round(250, 100), odd);
        assert!(!complete && questions < 40, "{questions}");
    }

    #[test]
    fn a_lost_answer_halves_once_and_the_second_ends() {
        let mut round = round(100, 100);
        assert_eq!(round.failed(Class::Unknown), After::GoOn);
        assert_eq!(sizes(&round), [50, 50]);
        assert_eq!(round.failed(Class::Unknown), After::End);
    }

    #[test]
    fn a_lost_answer_for_one_person_is_that_person_s() {
        let mut round = Round::new(&[0, 1], &BTreeSet::from([1]), 100, window(48));
        round.answered(&[]);
        assert_eq!(round.failed(Class::Unknown), After::Alone(1));
    }

    #[test]
    fn a_window_that_is_too_long_is_halved_for_all_unless_somebody_was_answered() {
        let lengths =
            |round: &Round| round.parts.iter().map(|part| part.window.length().num_hours()).collect::<Vec<_>>();
        let mut first = round(200, 100);
        assert_eq!(first.failed(Class::WindowTooLong), After::GoOn);
        assert_eq!(lengths(&first), [24, 24]);
        let mut later = round(300, 100);
        later.answered(&[]);
        assert_eq!(later.failed(Class::WindowTooLong), After::GoOn);
        assert_eq!(lengths(&later), [24, 48]);
    }

    #[test]
    fn a_full_calendar_is_asked_for_alone_and_shorter_until_that_is_too_short() {
        let mut round = round(100, 100);
        round.answered(&[7, 9]);
        let half = Part { people: vec![7], window: window(24), split: true };
        assert_eq!(round.next(), Some(&half));
        round.answered(&[7]);
        round.answered(&[]);
        assert_eq!(round.next(), Some(&Part { window: window(12), ..half }));
        round.answered(&[7]);
        assert_eq!(round.next(), None, "shorter is of no use");
    }

    #[test]
    fn refusals_waits_and_what_was_not_sent_end_the_round() {
        for class in [Class::Refusal, Class::Wait, Class::NotSent, Class::Server] {
            assert_eq!(round(100, 100).failed(class), After::End, "{class:?}");
        }
    }

    proptest! {
        #[test]
        fn whoever_fails_everybody_else_is_answered_exactly_once(
            people in 1usize..120,
            cap in 1usize..110,
            odd in proptest::collection::btree_set(0usize..120, 0..4),
        ) {
            let odd: BTreeSet<usize> = odd.into_iter().filter(|person| *person < people).collect();
            let mut round = round(people, cap);
            let fails = |part: &Part| part.people.iter().any(|person| odd.contains(person)).then_some(Class::TooManyMailboxes);
            let (complete, answered, alone, _) = walk(&mut round, fails);
            if complete {
                prop_assert_eq!(alone.into_iter().collect::<BTreeSet<_>>(), odd.clone());
                let expected: Vec<usize> = (0..people).filter(|person| !odd.contains(person)).collect();
                prop_assert_eq!(answered, expected);
            } else {
                prop_assert!(odd.len() > MOST_UNANSWERED || odd.len() == people, "only a server that fails again and again ends it");
            }
        }
    }
}
