//! Files are read whole and written whole: whoever looks sees the old text or the new one, never half of either, also
//! after a crash or a power cut.

use super::error::{Action, FileError};
use super::private::create_folder;
use chrono::{DateTime, TimeZone};
use sha2::{Digest, Sha256};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Nothing of ours comes near it (a roster of 5,000 people has 1 MiB), and a file that is larger is a mistake.
const LIMIT_MIB: u64 = 32;

/// Anti-virus programs and indexers open fresh files for a moment, during which Windows refuses to replace them.
const REPLACE_TRIES: u32 = 5;
const REPLACE_PAUSE: Duration = Duration::from_millis(20);

pub(super) const DRAFT_PREFIX: &str = ".attendant-draft-";

/// A draft that is this old was left behind by a process that was killed.
const DRAFT_LIFE: Duration = Duration::from_secs(3600);

/// What a file's content was when it was looked at; tells whether somebody changed it since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp(Option<[u8; 32]>);

impl Stamp {
    /// The stamp of a file that is not there.
    pub const ABSENT: Self = Self(None);

    fn of(bytes: &[u8]) -> Self {
        Self(Some(Sha256::digest(bytes).into()))
    }
}

/// A file's content with its stamp.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored<T> {
    /// None: there is no such file.
    pub content: Option<T>,
    /// For [`write_if_unchanged`].
    pub stamp: Stamp,
}

/// Reads a whole file of at most 32 MiB.
pub fn read(path: &Path) -> Result<Stored<Vec<u8>>, FileError> {
    let fail = |e| FileError::of(Action::Read, path, e);
    let file = match File::open(path) {
        Ok(file) => file,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Stored { content: None, stamp: Stamp::ABSENT }),
        Err(e) => return Err(fail(e)),
    };
    let mut bytes = Vec::new();
    file.take(LIMIT_MIB * 1024 * 1024 + 1).read_to_end(&mut bytes).map_err(fail)?;
    if bytes.len() as u64 > LIMIT_MIB * 1024 * 1024 {
        return Err(FileError::TooLarge { path: path.to_path_buf(), limit_mib: LIMIT_MIB });
    }
    Ok(Stored { stamp: Stamp::of(&bytes), content: Some(bytes) })
}

/// Reads a whole file of UTF-8 text; a byte order mark at its start is dropped.
pub fn read_text(path: &Path) -> Result<Stored<String>, FileError> {
    let Stored { content, stamp } = read(path)?;
    let content = match content.map(String::from_utf8).transpose() {
        Ok(text) => text.map(|text| text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
        Err(_) => return Err(FileError::NotText { path: path.to_path_buf() }),
    };
    Ok(Stored { content, stamp })
}

/// Replaces the file's content, or makes the file with its folders. A new file is its owner's alone (0600); an existing
/// one keeps its rights, and a symbolic link stays one.
pub fn write(path: &Path, bytes: &[u8]) -> Result<Stamp, FileError> {
    let fail = |e| FileError::of(Action::Write, path, e);
    let is_link = fs::symlink_metadata(path).is_ok_and(|about| about.is_symlink());
    let target = if is_link { fs::canonicalize(path).map_err(fail)? } else { path.to_path_buf() };
    let folder = folder_of(&target);
    create_folder(folder)?;
    let rights = fs::metadata(&target).map(|existing| existing.permissions()).ok();
    // A rename asks for rights on the folder only, but whoever made the file read-only meant it.
    if rights.as_ref().is_some_and(fs::Permissions::readonly) {
        return Err(fail(io::ErrorKind::PermissionDenied.into()));
    }

    let mut draft = tempfile::Builder::new().prefix(DRAFT_PREFIX).tempfile_in(folder).map_err(fail)?;
    draft.write_all(bytes).map_err(fail)?;
    if let Some(rights) = rights {
        draft.as_file().set_permissions(rights).map_err(fail)?;
    }
    // Without it the rename may reach the disk before the content does, and a power cut leaves an empty file.
    draft.as_file().sync_all().map_err(fail)?;
    replace(draft, &target).map_err(fail)?;
    sync_folder(folder);
    sweep(folder);
    Ok(Stamp::of(bytes))
}

/// Like [`write()`], but refuses with [`FileError::Changed`] when the file is no longer what `seen` says.
///
/// It is meant for people who edit by hand, not for programs that race: those take a [`super::FileLock`].
pub fn write_if_unchanged(path: &Path, bytes: &[u8], seen: &Stamp) -> Result<Stamp, FileError> {
    if read(path)?.stamp != *seen {
        return Err(FileError::Changed { path: path.to_path_buf() });
    }
    write(path, bytes)
}

/// Keeps a copy of a broken file beside it as `NAME.broken-YYYYMMDD-HHMMSS` and returns the copy's path. The file itself
/// stays. A copy is never overwritten, and the same content is not copied twice.
pub fn set_aside<Z: TimeZone>(path: &Path, now: DateTime<Z>) -> Result<PathBuf, FileError>
where
    Z::Offset: std::fmt::Display,
{
    let fail = |e| FileError::of(Action::Copy, path, e);
    let bytes = fs::read(path).map_err(fail)?;
    let stem = format!("{}.broken-", path.file_name().unwrap_or_default().to_string_lossy());
    let kept = entries(folder_of(path))
        .find(|(name, kept)| name.starts_with(&stem) && fs::read(kept).is_ok_and(|content| content == bytes));
    if let Some((_, kept)) = kept {
        return Ok(kept);
    }
    let stem = format!("{stem}{}", now.format("%Y%m%d-%H%M%S"));
    let mut name = stem.clone();
    let mut count = 1;
    loop {
        let copy = path.with_file_name(&name);
        match private_new_file(&copy) {
            Ok(mut file) => {
                file.write_all(&bytes).and_then(|()| file.sync_all()).map_err(fail)?;
                sync_folder(folder_of(&copy));
                return Ok(copy);
            }
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
                count += 1;
                name = format!("{stem}-{count}");
            }
            Err(e) => return Err(fail(e)),
        }
    }
}

/// Removes drafts of processes that were killed. Best effort.
pub(super) fn sweep(folder: &Path) {
    let is_old = |draft: &Path| {
        let changed = fs::metadata(draft).and_then(|about| about.modified());
        changed.is_ok_and(|changed| changed.elapsed().is_ok_and(|age| age > DRAFT_LIFE))
    };
    for (_, draft) in entries(folder).filter(|(name, draft)| name.starts_with(DRAFT_PREFIX) && is_old(draft)) {
        fs::remove_file(draft).ok();
    }
}

fn entries(folder: &Path) -> impl Iterator<Item = (String, PathBuf)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path()))
}

fn private_new_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

pub(super) fn replace(mut draft: tempfile::NamedTempFile, target: &Path) -> io::Result<()> {
    let mut tries = 1;
    loop {
        match draft.persist(target) {
            Ok(_) => return Ok(()),
            Err(refused) if refused.error.kind() == io::ErrorKind::PermissionDenied && tries < REPLACE_TRIES => {
                draft = refused.file;
                tries += 1;
                std::thread::sleep(REPLACE_PAUSE);
            }
            Err(refused) => return Err(refused.error),
        }
    }
}

/// Makes the rename itself last. Best effort: Windows and some network file systems have no such call.
pub(super) fn sync_folder(folder: &Path) {
    if cfg!(unix)
        && let Ok(folder) = File::open(folder)
    {
        folder.sync_all().ok();
    }
}

#[cfg(test)]
mod tests;
