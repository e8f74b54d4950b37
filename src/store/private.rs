//! What is ours alone: folders that nobody else may enter. Windows' user folders are private by inheritance.

use super::error::{Action, FileError};
use std::path::Path;

/// Makes a folder and its parents; those that it makes are the user's alone (0700). Existing ones keep their rights.
pub(super) fn create_folder(path: &Path) -> Result<(), FileError> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(path).map_err(|e| FileError::of(Action::Create, path, e))
}
