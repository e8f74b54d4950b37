//! What the guard knows a credential by, now.

use crate::guard::Tag;

/// A credential in use. Which one it is may change meanwhile: somebody signs in anew elsewhere.
pub trait Credential: Send + Sync {
    /// The tag of what the next request would leave with.
    fn current_tag(&self) -> Tag;
}

impl Credential for Tag {
    fn current_tag(&self) -> Tag {
        self.clone()
    }
}
