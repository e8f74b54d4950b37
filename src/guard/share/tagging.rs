//! The tag by which desks compare credentials. Slow to make on purpose, so made once for each credential and process.

use super::super::Tag;
use std::sync::{Arc, Mutex, PoisonError};

/// Makes the tag of a credential from the share's salt. Slow. None where it cannot be made.
pub type ShareTag = Arc<dyn Fn(&str) -> Option<Tag> + Send + Sync>;

/// The credential that the share is asked about, and its tags as far as they were made. Never on disk.
#[derive(Default)]
pub(in crate::guard) struct Tagger(Mutex<Vec<Known>>);

/// People go back and forth between a few passwords at most.
const KNOWN: usize = 4;

struct Known {
    local: Tag,
    make: ShareTag,
    made: Option<(String, Tag)>,
}

impl Tagger {
    /// Lets the share be asked about the credential that this computer knows as `local`.
    pub(in crate::guard) fn learn(&self, local: &Tag, make: ShareTag) {
        let mut known = self.known();
        if known.iter().any(|known| known.local == *local) {
            return;
        }
        let surplus = (known.len() + 1).saturating_sub(KNOWN);
        known.drain(..surplus);
        known.push(Known { local: local.clone(), make, made: None });
    }

    /// Forgets them all.
    pub(in crate::guard) fn forget(&self) {
        self.known().clear();
    }

    /// Whether the share is to be asked about it.
    pub(in crate::guard) fn knows(&self, local: &Tag) -> bool {
        self.known().iter().any(|known| known.local == *local)
    }

    /// Its tag with that salt, if it was made already.
    pub(super) fn made(&self, local: &Tag, salt: &str) -> Option<Tag> {
        let known = self.known();
        let (with, tag) = known.iter().find(|known| known.local == *local)?.made.as_ref()?;
        (with == salt).then(|| tag.clone())
    }

    /// Makes its tag with that salt.
    pub(super) async fn make(&self, local: &Tag, salt: &str) -> Option<Tag> {
        let make = self.known().iter().find(|known| known.local == *local).map(|known| Arc::clone(&known.make))?;
        let with = salt.to_owned();
        let tag = tokio::task::spawn_blocking(move || make(&with)).await.ok().flatten()?;
        if let Some(known) = self.known().iter_mut().find(|known| known.local == *local) {
            known.made = Some((salt.to_owned(), tag.clone()));
        }
        Some(tag)
    }

    fn known(&self) -> std::sync::MutexGuard<'_, Vec<Known>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
