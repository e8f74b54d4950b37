//! Files written whole, file locks, folders, the log, and the operating system's key store. Knows nothing of what it stores.

mod computer;
mod error;
mod files;
mod folders;
mod key_store;
mod lock;
mod log;
mod private;
mod secret;
mod shared;

pub use computer::{computer_name, user_name};
pub use error::FileError;
pub use files::{Stamp, Stored, read, read_text, set_aside, write, write_if_unchanged};
pub use folders::{APPLICATION_ID, Folders};
pub use key_store::{Kept, KeyStoreError, Keys, SecretStore};
pub use lock::{FileLock, LockError};
pub use log::{LogGuard, LogStartError, start_log};
pub use secret::Secret;
pub use shared::{SharedLock, write_shared};

#[cfg(test)]
mod tests {
    use super::error::Action;
    use super::*;
    use crate::words::Words;
    use std::time::Duration;

    #[test]
    fn every_error_has_its_words_in_both_languages() {
        let path = || std::path::PathBuf::from("/desk/settings.toml");
        let of = |kind: std::io::ErrorKind| FileError::of(Action::Write, &path(), kind.into());
        let notices = [
            of(std::io::ErrorKind::PermissionDenied).notice(),
            of(std::io::ErrorKind::StorageFull).notice(),
            of(std::io::ErrorKind::NotADirectory).notice(),
            FileError::TooLarge { path: path(), limit_mib: 32 }.notice(),
            FileError::NotText { path: path() }.notice(),
            FileError::Changed { path: path() }.notice(),
            FileError::NoHome.notice(),
            LockError::Busy { path: path(), waited: Duration::from_secs(30) }.notice(),
            KeyStoreError::NoAnswer { after: Duration::from_secs(5) }.notice(),
            KeyStoreError::None { reason: "no bus".into() }.notice(),
            KeyStoreError::Locked { reason: "dismissed".into() }.notice(),
            KeyStoreError::Refused { reason: "broken".into() }.notice(),
            KeyStoreError::NoAnswer { after: Duration::from_secs(5) }.not_kept(),
            KeyStoreError::None { reason: "no bus".into() }.not_kept(),
            KeyStoreError::Locked { reason: "dismissed".into() }.not_kept(),
            KeyStoreError::Refused { reason: "broken".into() }.not_kept(),
            KeyStoreError::TooLong { bytes: 2562, limit: 2560 }.notice(),
            LogStartError::Twice.notice(),
        ];
        for words in Words::LANGUAGES.map(Words::for_language) {
            for notice in &notices {
                let said = words.notice(notice);
                for text in [&said.message, &said.remedy] {
                    assert!(!text.is_empty() && !text.contains("notice-") && !text.contains('$'), "{text}");
                }
            }
        }
    }
}
