//! `status`: the sentence about each person found.

use super::list::Listing;
use super::outlook::Outlook;
use super::{Common, Console, Exit};
use crate::people::SearchIndex;
use crate::refresh::{Snapshot, Terms};
use crate::words::{Notice, Words};

/// Runs it.
pub fn run(common: &Common, search: &str, console: &mut Console<'_>) -> Exit {
    console.run(|console| {
        let Outlook { snapshot, terms, exit, remarks } = Outlook::ask(common, console)?;
        let lines = lines(&snapshot, &terms, console.words, search);
        for line in &lines {
            writeln!(console.out, "{line}")?;
        }
        console.tell(&remarks)?;
        if lines.is_empty() && !snapshot.roster.people.is_empty() {
            console.tell([&Notice::new("no-such-person").with("search", search)])?;
            return Ok(Exit::NoSuchPerson);
        }
        Ok(exit)
    })
}

/// A sentence for each person found, best first.
pub fn lines(snapshot: &Snapshot, terms: &Terms, words: &Words, search: &str) -> Vec<String> {
    let listing = Listing::new(snapshot, terms, words);
    let found = SearchIndex::new(&snapshot.roster).find(search);
    found.into_iter().filter_map(|position| listing.sentence(position)).collect()
}
