//! File locks: one holder at any time, among all processes of the user.

use super::error::{Action, FileError};
use super::private::create_folder;
use crate::words::Notice;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::time::Instant;

const POLL: Duration = Duration::from_millis(25);

/// An exclusive lock on a file, held until dropped.
///
/// The operating system ties the lock to the open file (`flock`, `LockFileEx`) and closes it with the process, however
/// that ends; so a crash or a kill frees it, and a lock file that lies about means nothing. Child processes do not inherit
/// it: the standard library opens files close-on-exec.
#[derive(Debug)]
pub struct FileLock {
    // Closing the file is what releases the lock.
    _file: File,
}

/// Why there is no lock.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another process, or another part of this one, held it all the time.
    #[error("another process has kept {} for {} seconds", path.display(), waited.as_secs())]
    Busy {
        /// The lock file.
        path: PathBuf,
        /// How long was waited.
        waited: Duration,
    },
    /// The lock file cannot be used.
    #[error(transparent)]
    File(#[from] FileError),
}

impl LockError {
    /// What to tell a person.
    pub fn notice(&self) -> Notice {
        match self {
            Self::Busy { path, waited } => {
                Notice::new("lock-busy").with("path", path.display()).with("seconds", waited.as_secs())
            }
            Self::File(error) => error.notice(),
        }
    }
}

impl FileLock {
    /// Waits for the lock, at most `limit`. Asks again every 25 ms: a thread that blocks in the system's call could
    /// neither be given up nor ended.
    pub async fn acquire(path: &Path, limit: Duration) -> Result<Self, LockError> {
        let started = Instant::now();
        loop {
            if let Some(lock) = Self::try_acquire(path)? {
                return Ok(lock);
            }
            if started.elapsed() >= limit {
                return Err(LockError::Busy { path: path.to_path_buf(), waited: limit });
            }
            tokio::time::sleep(POLL.min(limit)).await;
        }
    }

    /// The lock, or `None` when somebody holds it.
    pub fn try_acquire(path: &Path) -> Result<Option<Self>, FileError> {
        if let Some(folder) = path.parent() {
            create_folder(folder)?;
        }
        let fail = |e| FileError::of(Action::Write, path, e);
        // Never truncated, never removed: a file that is replaced while held would give two locks.
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).map_err(fail)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(e)) => Err(fail(e)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_holder_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state/request.lock");
        let held = FileLock::acquire(&path, Duration::from_secs(1)).await.unwrap();
        assert!(FileLock::try_acquire(&path).unwrap().is_none());

        let started = Instant::now();
        let refused = FileLock::acquire(&path, Duration::from_millis(80)).await.unwrap_err();
        assert!(matches!(refused, LockError::Busy { .. }), "{refused}");
        assert!(started.elapsed() >= Duration::from_millis(80));

        let waiting = tokio::spawn({
            let path = path.clone();
            async move { FileLock::acquire(&path, Duration::from_secs(5)).await }
        });
        tokio::time::sleep(Duration::from_millis(60)).await;
        assert!(!waiting.is_finished());
        drop(held);
        waiting.await.unwrap().unwrap();
    }

    #[tokio::test]
    async fn a_folder_in_the_way_is_an_error_not_a_wait() {
        let folder = tempfile::tempdir().unwrap();
        let refused = FileLock::acquire(folder.path(), Duration::from_secs(60)).await.unwrap_err();
        assert!(matches!(refused, LockError::File(_)), "{refused}");
    }

    const HOLDER: &str = "ATTENDANT_TEST_HOLD_LOCK";

    /// Not a test by itself: the child process of the next one.
    #[test]
    fn child_that_holds_a_lock_until_it_is_killed() {
        let Ok(path) = std::env::var(HOLDER) else { return };
        // The parent looks whether it is held, and holds it for that moment.
        let _held = std::iter::repeat_with(|| FileLock::try_acquire(Path::new(&path)).unwrap()).find(Option::is_some);
        std::thread::sleep(Duration::from_secs(60));
    }

    #[tokio::test]
    async fn a_kill_frees_the_lock() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("request.lock");
        let mut holder = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "store::lock::tests::child_that_holds_a_lock_until_it_is_killed"])
            .env(HOLDER, &path)
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        while !path.exists() || FileLock::try_acquire(&path).unwrap().is_some() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        assert!(FileLock::acquire(&path, Duration::from_millis(50)).await.is_err());
        holder.kill().unwrap();
        holder.wait().unwrap();
        FileLock::acquire(&path, Duration::from_secs(5)).await.unwrap();
    }
}
