//! What can go wrong with a file, and what a person can do about it.

use crate::words::Notice;
use std::io;
use std::path::{Path, PathBuf};

/// A file or folder could not be used.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The operating system refused because of rights.
    #[error("no right to {action} {}", path.display())]
    Denied {
        /// What was tried.
        action: Action,
        /// On what.
        path: PathBuf,
    },
    /// The disk is full, or the user's share of it.
    #[error("no space left to {action} {}", path.display())]
    Full {
        /// What was tried.
        action: Action,
        /// On what.
        path: PathBuf,
    },
    /// Any other error of the operating system.
    #[error("cannot {action} {}: {source}", path.display())]
    Io {
        /// What was tried.
        action: Action,
        /// On what.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file is larger than anything this program writes or expects.
    #[error("{} has more than {limit_mib} MiB", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The limit.
        limit_mib: u64,
    },
    /// The file is no UTF-8 text.
    #[error("{} is not UTF-8 text", path.display())]
    NotText {
        /// The file.
        path: PathBuf,
    },
    /// Somebody else changed the file after it was read; it was left as it is.
    #[error("{} was changed by somebody else in the meantime", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// The system names no home folder, so that there is no place for settings.
    #[error("the system names no home folder")]
    NoHome,
}

/// What was tried when an error came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Reading a file.
    Read,
    /// Writing a file.
    Write,
    /// Making a folder.
    Create,
    /// Keeping a copy.
    Copy,
}

impl std::fmt::Display for Action {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Create => "create",
            Self::Copy => "copy",
        })
    }
}

impl FileError {
    /// Sorts an error of the operating system by what a person can do about it.
    pub(super) fn of(action: Action, path: &Path, source: io::Error) -> Self {
        let path = path.to_path_buf();
        match source.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::Denied { action, path },
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full { action, path },
            _ => Self::Io { action, path, source },
        }
    }

    /// What to tell a person.
    pub fn notice(&self) -> Notice {
        let (code, path) = match self {
            Self::Denied { path, .. } => ("file-denied", path),
            Self::Full { path, .. } => ("file-disk-full", path),
            Self::Io { path, .. } => ("file-error", path),
            Self::TooLarge { path, .. } => ("file-too-large", path),
            Self::NotText { path } => ("file-not-text", path),
            Self::Changed { path } => ("file-changed", path),
            Self::NoHome => return Notice::new("no-home-folder"),
        };
        let notice = Notice::new(code).with("path", path.display());
        match self {
            Self::Io { source, .. } => notice.with("reason", source),
            Self::TooLarge { limit_mib, .. } => notice.with("limit", limit_mib),
            _ => notice,
        }
    }
}
