//! An operation of the protocol: how its request is written, and how its answer is read.

use super::version::Level;
use super::xml::{Cursor, Tag};
use crate::source::{Misread, SourceError};

/// An operation with what it asks for.
pub(super) trait Operation: Sync {
    /// What comes of it.
    type Answer: Send;

    /// Its name, for the log.
    const NAME: &'static str;

    /// The element that answers it.
    const RESPONSE: &'static str;

    /// The first level that knows it.
    const SINCE: Level;

    /// For how many mailboxes or names it asks.
    fn size(&self) -> usize {
        1
    }

    /// The whole request.
    fn request(&self, level: Level) -> String;

    /// Reads the content of the element that answers it, which was just entered.
    fn read(&self, cursor: &mut Cursor<'_>, tag: &Tag<'_>) -> Result<Result<Self::Answer, Odd>, Misread>;
}

/// An answer that can be read and is not one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Odd {
    /// The response's own code says that the request failed.
    Code(String),
    /// It means this.
    Error(SourceError),
}
