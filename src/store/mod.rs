//! Files written whole, file locks, folders, the log, and the operating system's key store. Knows nothing of what it stores.

mod error;
mod files;
mod folders;
mod key_store;
mod lock;
mod log;
mod private;
mod secret;

pub use error::FileError;
pub use files::{Stamp, Stored, read, read_text, set_aside, write, write_if_unchanged};
pub use folders::{APPLICATION_ID, Folders};
pub use key_store::{KeyStoreError, SecretStore};
pub use lock::{FileLock, LockError};
pub use log::{LogGuard, LogStartError, start_log};
pub use secret::Secret;
