//! How a credential is remembered without being known.

/// A credential's tag: the same credential for the same origin and account always has the same tag, and the tag does
/// not lead back to it. What stands before a colon names the way in which it was made; tags of different ways do not compare. Made by `account`, compared by the guard, kept in the guard's record.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Tag(String);

impl Tag {
    /// From its text form.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Whether this tag and `other` can tell one credential from another: only tags that were made in the same way can.
    pub(super) fn compares_with(&self, other: &Self) -> bool {
        let kind = |tag: &Self| tag.0.split_once(':').map(|(kind, _)| kind.to_owned());
        kind(self) == kind(other)
    }
}
