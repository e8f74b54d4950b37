//! A file in place of the operating system's key store, so that processes share one on every machine.

use attendant_calendar::store::{self, FileLock, KeyStoreError, Keys, Secret};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

type Entries = BTreeMap<String, String>;

pub struct KeyFile(pub PathBuf);

impl KeyFile {
    /// Reads, changes and writes under a lock.
    fn with<T>(&self, change: impl FnOnce(&mut Entries) -> T) -> Result<T, KeyStoreError> {
        let _lock = loop {
            match FileLock::try_acquire(&self.0.with_extension("lock")).unwrap() {
                Some(lock) => break lock,
                None => thread::sleep(Duration::from_millis(5)),
            }
        };
        let mut entries: Entries =
            std::fs::read(&self.0).map(|bytes| serde_json::from_slice(&bytes).unwrap()).unwrap_or_default();
        let result = change(&mut entries);
        // Whole or not at all: processes are killed here.
        store::write(&self.0, &serde_json::to_vec(&entries).unwrap()).unwrap();
        Ok(result)
    }
}

fn name(service: &str, account: &str) -> String {
    format!("{service}\n{account}")
}

impl Keys for KeyFile {
    fn status(&mut self) -> Result<(), KeyStoreError> {
        Ok(())
    }

    fn get(&mut self, service: &str, account: &str) -> Result<Option<Secret>, KeyStoreError> {
        self.with(|entries| entries.get(&name(service, account)).cloned().map(Secret::new))
    }

    fn set(&mut self, service: &str, account: &str, secret: &Secret) -> Result<(), KeyStoreError> {
        self.with(|entries| drop(entries.insert(name(service, account), secret.expose().to_owned())))
    }

    fn delete(&mut self, service: &str, account: &str) -> Result<(), KeyStoreError> {
        self.with(|entries| drop(entries.remove(&name(service, account))))
    }
}
