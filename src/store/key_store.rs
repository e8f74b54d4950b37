//! The operating system's key store, and what takes its place where it is missing, locked, stuck or refuses: the memory of
//! this process, so that a secret which a person just gave holds at least for this run.

mod error;
mod memory;
mod system;
mod worker;

use super::Secret;
pub use error::KeyStoreError;
use memory::Memory;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;
use worker::Worker;

/// A locked or broken key store may never answer (a prompt on another screen); nobody waits longer for it.
const ANSWER_LIMIT: Duration = Duration::from_secs(5);

/// The operating system's key store, or what stands in for it.
static SYSTEM: OnceLock<SecretStore> = OnceLock::new();

/// Where secrets are kept, each by service and account. Cheap to clone; all clones are one.
///
/// Who was waited for in vain, or is locked, is not asked again before a person wants it ([`Self::ask_again`]) or it answers
/// after all: neither waits nor prompts come one after another.
#[derive(Clone)]
pub struct SecretStore {
    worker: Arc<Worker>,
    /// What the key store did not take.
    this_run: Arc<Mutex<Memory>>,
    limit: Duration,
    lasting: bool,
}

/// For how long a secret is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// Until it is forgotten or replaced.
    Lasting,
    /// Until the process ends, because the key store did not take it.
    ThisRun(KeyStoreError),
}

/// A key store's calls, which may block.
pub trait Keys: Send + 'static {
    /// Whether the store can be used at all.
    ///
    /// # Errors
    /// Why not.
    fn status(&mut self) -> Result<(), KeyStoreError>;

    /// The secret, or `None` where none is kept.
    ///
    /// # Errors
    /// Why it cannot be read.
    fn get(&mut self, service: &str, account: &str) -> Result<Option<Secret>, KeyStoreError>;

    /// Keeps a secret, in place of any that is there.
    ///
    /// # Errors
    /// Why it cannot be written.
    fn set(&mut self, service: &str, account: &str, secret: &Secret) -> Result<(), KeyStoreError>;

    /// Forgets a secret; one that is not there is no error.
    ///
    /// # Errors
    /// Why it cannot be removed.
    fn delete(&mut self, service: &str, account: &str) -> Result<(), KeyStoreError>;
}

impl SecretStore {
    /// The operating system's: Credential Manager, Keychain, or Secret Service; or what stands in for it. One for the
    /// whole process.
    pub fn system() -> Self {
        SYSTEM.get_or_init(|| Self::over(system::System)).clone()
    }

    /// Lets `keys` stand in for the operating system's key store in all of this process, for rehearsals that several
    /// processes take part in. False where it was in use already.
    pub fn stand_in(keys: impl Keys) -> bool {
        SYSTEM.set(Self::over(keys)).is_ok()
    }

    /// One over another key store.
    pub fn over(keys: impl Keys) -> Self {
        Self { worker: Arc::new(Worker::new(keys)), this_run: Arc::default(), limit: ANSWER_LIMIT, lasting: true }
    }

    /// One that forgets everything with its last clone.
    pub fn in_memory() -> Self {
        Self { lasting: false, ..Self::over(Memory::default()) }
    }

    /// The same, with less patience.
    pub fn within(self, limit: Duration) -> Self {
        Self { limit, ..self }
    }

    /// Whether secrets may outlive the process.
    pub fn is_lasting(&self) -> bool {
        self.lasting
    }

    /// Whether the store can be used at all.
    ///
    /// # Errors
    /// Why not.
    pub async fn status(&self) -> Result<(), KeyStoreError> {
        self.worker.run(self.limit, |keys| keys.status()).await
    }

    /// The secret, or `None` where none is kept.
    ///
    /// # Errors
    /// Why the key store could not be read.
    pub async fn get(&self, service: &str, account: &str) -> Result<Option<Secret>, KeyStoreError> {
        if let Some(secret) = self.this_run().find(service, account) {
            return Ok(Some(secret));
        }
        let (service, account) = (service.to_owned(), account.to_owned());
        self.worker.run(self.limit, move |keys| keys.get(&service, &account)).await
    }

    /// Whether it is this process's memory that holds the secret, because the key store did not take it.
    pub fn is_for_this_run(&self, service: &str, account: &str) -> bool {
        self.this_run().find(service, account).is_some()
    }

    /// Keeps a secret in the key store or not at all, in place of any that is there.
    ///
    /// # Errors
    /// Why the key store did not take it.
    pub async fn set(&self, service: &str, account: &str, secret: &Secret) -> Result<(), KeyStoreError> {
        let (of, name, secret) = (service.to_owned(), account.to_owned(), secret.clone());
        self.worker.run(self.limit, move |keys| keys.set(&of, &name, &secret)).await?;
        self.this_run().remove(service, account);
        Ok(())
    }

    /// Keeps a secret in the key store, or, where that does not take it, as long as the process lives.
    pub async fn keep(&self, service: &str, account: &str, secret: &Secret) -> Kept {
        match self.set(service, account, secret).await {
            Ok(()) if self.lasting => Kept::Lasting,
            Ok(()) => Kept::ThisRun(KeyStoreError::None { reason: "in memory only".to_owned() }),
            Err(error) => {
                self.this_run().insert(service, account, secret);
                Kept::ThisRun(error)
            }
        }
    }

    /// Forgets a secret; one that is not there is no error, and where there is no key store there is none.
    ///
    /// # Errors
    /// Why the key store may still have it.
    pub async fn delete(&self, service: &str, account: &str) -> Result<(), KeyStoreError> {
        self.this_run().remove(service, account);
        let (service, account) = (service.to_owned(), account.to_owned());
        match self.worker.run(self.limit, move |keys| keys.delete(&service, &account)).await {
            Err(KeyStoreError::None { .. }) => Ok(()),
            other => other,
        }
    }

    /// A person wants it: the next call asks, and waits, even if the last one did so in vain.
    pub fn ask_again(&self) {
        self.worker.ask_again();
    }

    /// Resolves when the key store answered after it had been given up: a person has unlocked it, say.
    pub async fn is_back(&self) {
        self.worker.is_back().await;
    }

    fn this_run(&self) -> MutexGuard<'_, Memory> {
        self.this_run.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for SecretStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SecretStore").field("lasting", &self.lasting).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
