//! The operating system's key store.

use super::{KeyStoreError, Keys};
use crate::store::Secret;
use keyring::{Entry, Error};

/// Windows keeps a secret as UTF-16 in at most 2,560 bytes (`CRED_MAX_CREDENTIAL_BLOB_SIZE`).
const WINDOWS_LIMIT: usize = 2560;

pub(super) struct System;

impl Keys for System {
    fn status(&mut self) -> Result<(), KeyStoreError> {
        let none = |error: &Error| KeyStoreError::None { reason: error.to_string() };
        Entry::store_status().as_ref().map_err(none).copied()
    }

    fn get(&mut self, service: &str, account: &str) -> Result<Option<Secret>, KeyStoreError> {
        match self.entry(service, account)?.get_password() {
            Ok(text) => Ok(Some(Secret::new(text))),
            Err(Error::NoEntry) => Ok(None),
            Err(e) => Err(told(&e)),
        }
    }

    fn set(&mut self, service: &str, account: &str, secret: &Secret) -> Result<(), KeyStoreError> {
        if cfg!(windows) {
            fits_windows(secret)?;
        }
        self.entry(service, account)?.set_password(secret.expose()).map_err(|e| told(&e))
    }

    fn delete(&mut self, service: &str, account: &str) -> Result<(), KeyStoreError> {
        match self.entry(service, account)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(e) => Err(told(&e)),
        }
    }
}

impl System {
    fn entry(&mut self, service: &str, account: &str) -> Result<Entry, KeyStoreError> {
        // `Entry::new` alone would only say that there is no default store, not why.
        self.status()?;
        Entry::new(service, account).map_err(|e| told(&e))
    }
}

pub(super) fn fits_windows(secret: &Secret) -> Result<(), KeyStoreError> {
    let bytes = 2 * secret.expose().encode_utf16().count();
    if bytes > WINDOWS_LIMIT {
        return Err(KeyStoreError::TooLong { bytes, limit: WINDOWS_LIMIT });
    }
    Ok(())
}

/// The library's texts name entries and causes; the bytes of a secret are in none of them.
pub(super) fn told(error: &Error) -> KeyStoreError {
    let reason = error.to_string();
    match error {
        // A prompt that was dismissed, or no key ring yet that could be unlocked.
        Error::NoStorageAccess(_) => KeyStoreError::Locked { reason },
        // Its text names the accounts.
        Error::Ambiguous(_) => KeyStoreError::Refused { reason: "there are several entries of one name".to_owned() },
        _ => KeyStoreError::Refused { reason },
    }
}
