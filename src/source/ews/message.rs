//! The part that most answers have in common: a class, a code, and entries with names and addresses.

use super::fault::Detail;
use super::xml::{Cursor, Tag};
use crate::source::Misread;

/// What a response message says of its success.
#[derive(Debug, Default)]
pub(super) struct Verdict {
    failed: bool,
    detail: Detail,
}

impl Verdict {
    /// Of the message that was just entered. A warning comes with an answer.
    pub(super) fn of(tag: &Tag<'_>) -> Self {
        let failed = tag.attribute("ResponseClass").is_some_and(|class| class == "Error");
        Self { failed, detail: Detail::default() }
    }

    /// Reads a child of the message where it is about success; false where it is not, and was not read.
    pub(super) fn reads(&mut self, cursor: &mut Cursor<'_>, tag: &Tag<'_>) -> Result<bool, Misread> {
        match tag.ews() {
            "ResponseCode" => self.detail.code = cursor.text()?.trim().to_owned(),
            "MessageXml" => self.detail.message_xml(cursor)?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// The code of a failure; none where there is an answer.
    pub(super) fn failure(self) -> Option<String> {
        self.failed.then(|| self.detail.effective())
    }
}

/// One line without control characters, and without marks that would turn the direction of what stands after it.
pub(super) fn one_line(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let plain = text.replace(turns, "");
    let words = plain.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
