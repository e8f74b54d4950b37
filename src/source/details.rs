//! Subject and place of an item, as far as they may be kept.

use crate::calendar::BlockDetails;

/// The details of an item. Those of a private one are left out: a server that withholds them sends none, and one that does
/// not is not to be trusted with the choice.
pub(super) fn of(private: bool, subject: &str, location: &str) -> BlockDetails {
    let shown = |text| if private { None } else { line(text) };
    BlockDetails { private, subject: shown(subject), location: shown(location) }
}

/// One line of text without control characters; None where nothing is left.
fn line(text: &str) -> Option<String> {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let clean = clean.trim();
    (!clean.is_empty()).then(|| clean.to_owned())
}
