//! How a credential is remembered without being known.

/// A credential's tag: the same credential for the same origin and account always has the same tag, and the tag does
/// not lead back to it. Made by `account`, compared by the guard, kept in the guard's record.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Tag(String);

impl Tag {
    /// From its text form.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}
