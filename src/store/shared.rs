//! Files in a folder that several computers use (a network share). Every call here may hang for as long as the share does:
//! whoever calls keeps it off the asynchronous threads, and within a limit.

use super::error::{Action, FileError};
use super::files::{DRAFT_PREFIX, folder_of, replace, sweep, sync_folder};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::Write;
use std::path::Path;

/// A lock on a file of a share, held until dropped; dropping it may hang too. The system passes it on to the file server, which
/// frees it when this computer goes away.
#[derive(Debug)]
pub struct SharedLock {
    // Closing the file is what releases the lock.
    _file: File,
}

impl SharedLock {
    /// The lock, or `None` when somebody holds it. The folder must be there: one that is made in place of a share that is not
    /// mounted would be shared with nobody.
    pub fn try_acquire(path: &Path) -> Result<Option<Self>, FileError> {
        let fail = |e| FileError::of(Action::Write, path, e);
        let is_new = !path.try_exists().map_err(fail)?;
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).map_err(fail)?;
        if is_new {
            // Best effort: where rights are the file server's affair there are none to set.
            as_its_folder(path).map(|rights| file.set_permissions(rights)).ok();
        }
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(e)) => Err(fail(e)),
        }
    }
}

/// Replaces the content of a file on a share, whole or not at all. Whoever may use the folder may use the file: the desks may
/// be different users.
pub fn write_shared(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let fail = |e| FileError::of(Action::Write, path, e);
    let folder = folder_of(path);
    let mut draft = tempfile::Builder::new().prefix(DRAFT_PREFIX).tempfile_in(folder).map_err(fail)?;
    draft.write_all(bytes).map_err(fail)?;
    as_its_folder(path).map(|rights| draft.as_file().set_permissions(rights)).ok();
    draft.as_file().sync_all().map_err(fail)?;
    replace(draft, path).map_err(fail)?;
    sync_folder(folder);
    sweep(folder);
    Ok(())
}

/// The rights of the folder, as far as they mean something for a file.
#[cfg(unix)]
fn as_its_folder(path: &Path) -> std::io::Result<fs::Permissions> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::Permissions::from_mode(fs::metadata(folder_of(path))?.permissions().mode() & 0o666))
}

/// Files inherit the folder's rights by themselves.
#[cfg(not(unix))]
fn as_its_folder(_path: &Path) -> std::io::Result<fs::Permissions> {
    Err(std::io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_holder_at_a_time_and_no_folder_is_made() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.lock");
        let held = SharedLock::try_acquire(&path).unwrap().unwrap();
        assert!(SharedLock::try_acquire(&path).unwrap().is_none());
        drop(held);
        assert!(SharedLock::try_acquire(&path).unwrap().is_some());
        let missing = folder.path().join("missing");
        assert!(SharedLock::try_acquire(&missing.join("a.lock")).is_err());
        assert!(write_shared(&missing.join("a.json"), b"{}").is_err());
        assert!(!missing.exists());
    }

    #[cfg(unix)]
    #[test]
    fn whoever_may_use_the_folder_may_use_its_files() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        for (of_folder, of_files) in [(0o700, 0o600), (0o770, 0o660), (0o777, 0o666)] {
            fs::set_permissions(folder.path(), fs::Permissions::from_mode(of_folder)).unwrap();
            let (lock, file) = (format!("{of_folder}.lock"), format!("{of_folder}.json"));
            let [lock, file] = [lock, file].map(|name| folder.path().join(name));
            SharedLock::try_acquire(&lock).unwrap();
            write_shared(&file, b"{}").unwrap();
            for path in [lock, file] {
                assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, of_files);
            }
        }
    }
}
