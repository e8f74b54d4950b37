//! Finding people by what an attendant types.
//!
//! Everything is folded once (case, accents), so that a key press only compares. Every word typed must be found; whom it
//! is found in best comes first, and the roster's order decides among equals. A match that forgives typing errors would be
//! one more, last, [`Rank`].

mod fold;

use super::{Person, Roster};
use fold::{digits, fold, spelt_out};

/// How well a word matches; the first is the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// The whole name, the whole extension, or a word of the name.
    Exact,
    /// The beginning of a word of the name.
    NamePrefix,
    /// The beginning of the initials.
    Initials,
    /// The beginning or the end of a number.
    Phone,
    /// The beginning of a word in any other field.
    OtherPrefix,
    /// Anywhere in the name or another field.
    Inside,
}

/// A roster prepared for searching.
#[derive(Debug, Clone, Default)]
pub struct SearchIndex {
    entries: Vec<Entry>,
}

#[derive(Debug, Clone)]
struct Entry {
    /// Folded; with umlauts spelt out as a second form where there are any.
    name: String,
    initials: String,
    /// Digits only.
    phones: Vec<String>,
    /// Folded: department, title, note, groups, place, the address before its `@`.
    other: String,
}

impl SearchIndex {
    /// Prepares a roster.
    pub fn new(roster: &Roster) -> Self {
        Self { entries: roster.people.iter().map(Entry::new).collect() }
    }

    /// Positions in the roster, best first; everybody for an empty query.
    pub fn find(&self, query: &str) -> Vec<usize> {
        let words: Vec<String> = fold(query).split_whitespace().map(str::to_owned).collect();
        let number = as_number(query);
        let mut found: Vec<(Rank, usize)> = Vec::new();
        for (position, entry) in self.entries.iter().enumerate() {
            let by_words = words
                .iter()
                .map(|word| entry.rank(word))
                .try_fold(Rank::Exact, |worst, rank| rank.map(|rank| worst.max(rank)));
            let by_number = number.as_deref().and_then(|number| entry.rank_number(number));
            if let Some(rank) = by_words.into_iter().chain(by_number).min() {
                found.push((rank, position));
            }
        }
        found.sort_unstable();
        found.into_iter().map(|(_, position)| position).collect()
    }
}

impl Entry {
    fn new(person: &Person) -> Self {
        let mut name = fold(&person.name);
        let initials = name.split_whitespace().filter_map(|word| word.chars().next()).collect();
        if let Some(spelt) = spelt_out(&person.name) {
            name.push(' ');
            name.push_str(&spelt);
        }
        let local = person.address.split('@').next().unwrap_or_default();
        let mut other = String::new();
        let fields = [&person.department, &person.title, &person.note, &person.location];
        for field in fields.into_iter().chain(&person.groups).map(String::as_str).chain([local]) {
            other.push_str(&fold(field));
            other.push(' ');
        }
        let phones = [&person.phone, &person.mobile].into_iter().map(|phone| digits(phone)).filter(|d| !d.is_empty());
        Self { name, initials, phones: phones.collect(), other }
    }

    fn rank(&self, word: &str) -> Option<Rank> {
        let begins = |text: &str| text.split_whitespace().any(|own| own.starts_with(word));
        if self.name.split_whitespace().any(|own| own == word) {
            Some(Rank::Exact)
        } else if begins(&self.name) {
            Some(Rank::NamePrefix)
        } else if word.len() > 1 && self.initials.starts_with(word) {
            Some(Rank::Initials)
        } else if let Some(rank) = as_number(word).and_then(|number| self.rank_number(&number)) {
            Some(rank)
        } else if begins(&self.other) {
            Some(Rank::OtherPrefix)
        } else if self.name.contains(word) || self.other.contains(word) {
            Some(Rank::Inside)
        } else {
            None
        }
    }

    fn rank_number(&self, number: &str) -> Option<Rank> {
        // Two last digits would be in too many numbers to help.
        let ends = |phone: &String| number.len() >= 3 && phone.ends_with(number);
        if self.phones.iter().any(|phone| phone == number) {
            Some(Rank::Exact)
        } else if self.phones.iter().any(|phone| phone.starts_with(number) || ends(phone)) {
            Some(Rank::Phone)
        } else {
            None
        }
    }
}

/// The digits of a query that is a number and nothing else: `1204`, `+39 02 5550-1204`.
fn as_number(query: &str) -> Option<String> {
    let is_number = query.chars().all(|c| c.is_ascii_digit() || " +-/().".contains(c));
    Some(digits(query)).filter(|digits| is_number && !digits.is_empty())
}

#[cfg(test)]
mod tests;
