//! What somebody looks for in the directory: whom to ask for next, and when. Pure.

use super::directory::Query;
use crate::people::Person;
use std::collections::VecDeque;
use std::time::Duration;
use tokio::time::Instant;

/// Typing has to rest this long before anything is asked.
const REST: Duration = Duration::from_millis(300);
/// Fewer letters would find half the company.
const FEWEST_LETTERS: usize = 3;

/// Something to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Errand {
    /// The directory.
    LookUp(Query),
    /// This person's calendar, once.
    Guest(Person),
}

/// What somebody looks for.
#[derive(Debug, Default)]
pub(super) struct Finder {
    /// By now; an answer to anything else is outdated.
    current: Option<Query>,
    /// It was not asked yet, and is to be from then on.
    due: Option<Instant>,
    guests: VecDeque<(Person, Instant)>,
}

impl Finder {
    /// Somebody typed this.
    pub(super) fn typed(&mut self, text: &str, now: Instant) {
        let query = worth_asking(text).map(Query::Name);
        if query.is_none() {
            self.guests.clear();
        }
        if self.current != query {
            self.due = query.as_ref().map(|_| now + REST);
            self.current = query;
        }
    }

    /// Somebody wants to see who is on a list, now.
    pub(super) fn expand(&mut self, query: Query, now: Instant) {
        self.current = Some(query);
        self.due = Some(now);
    }

    /// Somebody wants to see this person's day, now.
    pub(super) fn show(&mut self, person: Person, now: Instant) {
        let key = person.key();
        self.guests.retain(|(other, _)| other.key() != key);
        self.guests.push_back((person, now));
    }

    /// What somebody looks for by now.
    pub(super) fn current(&self) -> Option<&Query> {
        self.current.as_ref()
    }

    /// Whether this is still what somebody looks for.
    pub(super) fn wants(&self, query: &Query) -> bool {
        self.current.as_ref() == Some(query)
    }

    /// When to ask; none while nobody waits for anything.
    pub(super) fn due(&self) -> Option<Instant> {
        self.guests.front().map(|(_, at)| *at).or(self.due)
    }

    /// What to ask now; who waits for a day comes before who types.
    pub(super) fn next(&mut self, now: Instant) -> Option<Errand> {
        if let Some((person, _)) = self.guests.pop_front() {
            return Some(Errand::Guest(person));
        }
        self.due.take_if(|due| *due <= now)?;
        self.current.clone().map(Errand::LookUp)
    }
}

/// The words to ask a directory for; none where they are too few, or only a number, which no directory finds.
fn worth_asking(text: &str) -> Option<String> {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (words.chars().filter(|c| c.is_alphabetic()).count() >= FEWEST_LETTERS).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Errand {
        Errand::LookUp(Query::Name(text.into()))
    }

    #[test]
    fn three_letters_are_worth_a_question() {
        for (text, expected) in [
            ("", None),
            ("mo", None),
            ("  m o ", None),
            ("1204", None),
            ("mon", Some("mon")),
            (" ada \t monti ", Some("ada monti")),
            ("r\u{f6}n", Some("r\u{f6}n")),
        ] {
            assert_eq!(worth_asking(text).as_deref(), expected, "{text:?}");
        }
    }

    #[test]
    fn typing_has_to_rest_and_only_the_last_word_is_asked() {
        let now = Instant::now();
        let after = |ms| now + Duration::from_millis(ms);
        let mut finder = Finder::default();
        finder.typed("mon", now);
        finder.typed("mont", after(200));
        assert_eq!((finder.due(), finder.next(after(499))), (Some(after(500)), None));
        assert_eq!(finder.next(after(500)), Some(name("mont")));
        assert_eq!((finder.due(), finder.next(after(900))), (None, None), "once");
        finder.typed("mont ", after(950));
        assert_eq!(finder.due(), None, "the same words");
        finder.typed("monti", after(1000));
        assert!(!finder.wants(&Query::Name("mont".into())));
        finder.typed("", after(1100));
        assert_eq!((finder.due(), finder.current()), (None, None));
    }

    #[test]
    fn who_waits_for_a_day_comes_first_and_is_forgotten_with_the_search() {
        let now = Instant::now();
        let person = |name: &str| Person { name: name.into(), address: name.into(), ..Person::default() };
        let mut finder = Finder::default();
        finder.typed("mon", now);
        finder.show(person("a"), now);
        finder.show(person("b"), now);
        finder.show(person("A"), now);
        let later = now + REST;
        assert_eq!(finder.next(later), Some(Errand::Guest(person("b"))));
        finder.typed("", later);
        assert_eq!(finder.next(later), None);
    }

    #[test]
    fn a_list_is_expanded_at_once() {
        let now = Instant::now();
        let mut finder = Finder::default();
        finder.typed("sales", now);
        let query = Query::Members { name: "Sales".into(), address: "s@example.org".into() };
        finder.expand(query.clone(), now);
        assert_eq!(finder.next(now), Some(Errand::LookUp(query)));
    }
}
