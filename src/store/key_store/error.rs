//! Why the key store could not help.

use crate::words::Notice;
use std::time::Duration;

/// Why the key store could not help.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyStoreError {
    /// It did not answer in time; what was asked may still happen.
    #[error("the key store did not answer within {} seconds", after.as_secs())]
    NoAnswer {
        /// How long was waited.
        after: Duration,
    },
    /// There is none, or none that speaks to us.
    #[error("there is no key store: {reason}")]
    None {
        /// What the system said.
        reason: String,
    },
    /// It is locked, and nobody unlocked it.
    #[error("the key store is locked: {reason}")]
    Locked {
        /// What the system said.
        reason: String,
    },
    /// It is there and refuses.
    #[error("the key store refuses: {reason}")]
    Refused {
        /// What the system said.
        reason: String,
    },
    /// The secret is larger than the key store takes.
    #[error("the secret has {bytes} bytes, and the key store takes {limit}")]
    TooLong {
        /// Its size as the store would keep it.
        bytes: usize,
        /// The store's limit.
        limit: usize,
    },
}

impl KeyStoreError {
    /// What to tell a person who is asked for what the key store would have known.
    pub fn notice(&self) -> Notice {
        match self {
            Self::NoAnswer { after } => Notice::new("key-store-no-answer").with("seconds", after.as_secs()),
            Self::None { reason } => Notice::new("key-store-none").with("reason", reason),
            Self::Locked { .. } => Notice::new("key-store-locked"),
            Self::Refused { reason } => Notice::new("key-store-refused").with("reason", reason),
            Self::TooLong { bytes, limit } => {
                Notice::new("key-store-too-long").with("bytes", bytes).with("limit", limit)
            }
        }
    }

    /// What to tell a person who has just signed in, for this run of the program only.
    pub fn not_kept(&self) -> Notice {
        match self {
            Self::NoAnswer { .. } => Notice::new("sign-in-not-kept-no-answer"),
            Self::None { .. } => Notice::new("sign-in-not-kept"),
            Self::Locked { .. } => Notice::new("sign-in-not-kept-locked"),
            Self::Refused { reason } => Notice::new("sign-in-not-kept-refused").with("reason", reason),
            Self::TooLong { .. } => self.notice(),
        }
    }

    /// Whether the same question gets the same answer until somebody does something about it.
    pub(super) fn stays(&self) -> bool {
        matches!(self, Self::NoAnswer { .. } | Self::Locked { .. })
    }
}
