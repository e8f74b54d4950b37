//! The operating system's key store, and one in memory for tests and for machines without any.

mod memory;
mod system;
mod worker;

use super::Secret;
use crate::words::Notice;
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use worker::Worker;

/// A locked or broken key store may never answer (a prompt on another screen); nobody waits longer for it.
const ANSWER_LIMIT: Duration = Duration::from_secs(5);

/// What stands in for the operating system's key store, where anything does.
static STAND_IN: OnceLock<SecretStore> = OnceLock::new();

/// Where secrets are kept, each by service and account. Cheap to clone.
#[derive(Clone)]
pub struct SecretStore {
    worker: Arc<Worker>,
    limit: Duration,
    lasting: bool,
}

/// Why the key store could not help.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyStoreError {
    /// It did not answer in time; what was asked may still happen.
    #[error("the key store did not answer within {} seconds", after.as_secs())]
    NoAnswer {
        /// How long was waited.
        after: Duration,
    },
    /// There is none, or it is locked or refuses.
    #[error("the key store is not available: {reason}")]
    Unavailable {
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
    /// What to tell a person.
    pub fn notice(&self) -> Notice {
        match self {
            Self::NoAnswer { after } => Notice::new("key-store-no-answer").with("seconds", after.as_secs()),
            Self::Unavailable { reason } => Notice::new("key-store-unavailable").with("reason", reason),
            Self::TooLong { bytes, limit } => {
                Notice::new("key-store-too-long").with("bytes", bytes).with("limit", limit)
            }
        }
    }
}

impl SecretStore {
    /// The operating system's: Credential Manager, Keychain, or Secret Service; or what stands in for it.
    pub fn system() -> Self {
        STAND_IN.get().cloned().unwrap_or_else(|| Self::over(system::System, true))
    }

    /// Lets `keys` stand in for the operating system's key store in all of this process, for rehearsals that several
    /// processes take part in. False where something does already.
    pub fn stand_in(keys: impl Keys) -> bool {
        STAND_IN.set(Self::over(keys, true)).is_ok()
    }

    /// One that forgets everything with the process.
    pub fn in_memory() -> Self {
        Self::over(memory::Memory::default(), false)
    }

    /// The operating system's, or, where that cannot be used, one in memory, which all of this process share.
    pub async fn usable() -> Self {
        static MEMORY: OnceLock<SecretStore> = OnceLock::new();
        let system = Self::system();
        if system.status().await.is_ok() { system } else { MEMORY.get_or_init(Self::in_memory).clone() }
    }

    fn over(keys: impl Keys, lasting: bool) -> Self {
        Self { worker: Arc::new(Worker::new(keys)), limit: ANSWER_LIMIT, lasting }
    }

    /// Whether secrets outlive the process.
    pub fn is_lasting(&self) -> bool {
        self.lasting
    }

    /// Whether the store can be used at all.
    pub async fn status(&self) -> Result<(), KeyStoreError> {
        self.worker.run(self.limit, |keys| keys.status()).await
    }

    /// The secret, or `None` where none is kept.
    pub async fn get(&self, service: &str, account: &str) -> Result<Option<Secret>, KeyStoreError> {
        let (service, account) = (service.to_owned(), account.to_owned());
        self.worker.run(self.limit, move |keys| keys.get(&service, &account)).await
    }

    /// Keeps a secret, in place of any that is there.
    pub async fn set(&self, service: &str, account: &str, secret: &Secret) -> Result<(), KeyStoreError> {
        let (service, account, secret) = (service.to_owned(), account.to_owned(), secret.clone());
        self.worker.run(self.limit, move |keys| keys.set(&service, &account, &secret)).await
    }

    /// Forgets a secret; one that is not there is no error.
    pub async fn delete(&self, service: &str, account: &str) -> Result<(), KeyStoreError> {
        let (service, account) = (service.to_owned(), account.to_owned());
        self.worker.run(self.limit, move |keys| keys.delete(&service, &account)).await
    }
}

impl std::fmt::Debug for SecretStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SecretStore").field("lasting", &self.lasting).finish_non_exhaustive()
    }
}

/// A key store's calls, which may block.
pub trait Keys: Send + 'static {
    /// Whether it can be used at all.
    ///
    /// # Errors
    /// Why not.
    fn status(&mut self) -> Result<(), KeyStoreError>;
    /// The secret, or `None` where none is kept.
    ///
    /// # Errors
    /// Why it cannot be told.
    fn get(&mut self, service: &str, account: &str) -> Result<Option<Secret>, KeyStoreError>;
    /// Keeps a secret, in place of any that is there.
    ///
    /// # Errors
    /// Why it cannot be kept.
    fn set(&mut self, service: &str, account: &str, secret: &Secret) -> Result<(), KeyStoreError>;
    /// Forgets a secret; one that is not there is no error.
    ///
    /// # Errors
    /// Why it cannot be forgotten.
    fn delete(&mut self, service: &str, account: &str) -> Result<(), KeyStoreError>;
}

#[cfg(test)]
mod tests;
