//! Rings when the system says that one of some files changed, so that nobody has to look at them all the time.

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;

/// Rings for some files.
pub(super) struct Bell {
    files: Vec<PathBuf>,
    watcher: Option<RecommendedWatcher>,
    rung: Arc<Notify>,
}

impl Bell {
    /// Rings for nothing yet.
    pub(super) fn new() -> Self {
        Self { files: Vec::new(), watcher: None, rung: Arc::new(Notify::new()) }
    }

    /// Rings for these files from now on, whether they are there or not. False where the system does not tell of them.
    pub(super) fn hang(&mut self, files: &[PathBuf]) -> bool {
        if self.watcher.is_none() || self.files != files {
            self.watcher = listen(files, &self.rung).ok();
            self.files = files.to_vec();
            // What changed in between was told to nobody.
            self.rung.notify_one();
        }
        self.watcher.is_some()
    }

    /// Waits until it rings, at most `longest`. A ring that nobody waited for counts for the next who waits.
    pub(super) async fn rung_within(&self, longest: Duration) {
        let _ = tokio::time::timeout(longest, self.rung.notified()).await;
    }
}

fn listen(files: &[PathBuf], rung: &Arc<Notify>) -> notify::Result<RecommendedWatcher> {
    let names: Vec<OsString> = files.iter().filter_map(|file| file.file_name()).map(OsString::from).collect();
    let rung = Arc::clone(rung);
    // Files are replaced, not written over: it is the folder that tells.
    let mut folders: Vec<&Path> = files.iter().filter_map(|file| file.parent()).collect();
    folders.sort_unstable();
    folders.dedup();
    if let Some(away) = folders.iter().find(|folder| !folder.is_dir()) {
        return Err(notify::Error::path_not_found().add_path(away.to_path_buf()));
    }
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // A watcher in trouble is as good as a change.
        if event.map_or(true, |event| changes(&event) && concerns(&event, &names)) {
            rung.notify_one();
        }
    })?;
    for folder in folders {
        watcher.watch(folder, RecursiveMode::NonRecursive)?;
    }
    Ok(watcher)
}

/// Reading a file is an event too.
fn changes(event: &Event) -> bool {
    match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        _ => true,
    }
}

fn concerns(event: &Event, names: &[OsString]) -> bool {
    event.need_rescan()
        || event.paths.iter().any(|path| path.file_name().is_none_or(|name| names.iter().any(|known| known == name)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    const LONG: Duration = Duration::from_secs(20);

    /// Whether it rings; one that should not is waited for only briefly.
    async fn rings(bell: &Bell, longest: Duration) -> bool {
        tokio::time::timeout(longest, bell.rung.notified()).await.is_ok()
    }

    #[tokio::test]
    async fn it_rings_for_its_files_alone_and_not_for_their_being_read() {
        let folder = tempfile::tempdir().unwrap();
        let (mine, other) = (folder.path().join("settings.toml"), folder.path().join("engine.log"));
        let mut bell = Bell::new();
        assert!(bell.hang(std::slice::from_ref(&mine)));
        assert!(rings(&bell, LONG).await, "what changed before is not known");

        fs::write(&other, "line").unwrap();
        assert!(!rings(&bell, Duration::from_millis(300)).await);
        let new = folder.path().join("settings.toml.new");
        fs::write(&new, "enabled = true").unwrap();
        fs::rename(&new, &mine).unwrap();
        assert!(rings(&bell, LONG).await, "a file that is put in place");
        while rings(&bell, Duration::from_millis(300)).await {}

        fs::read(&mine).unwrap();
        assert!(!rings(&bell, Duration::from_millis(300)).await, "reading");
        fs::remove_file(&mine).unwrap();
        assert!(rings(&bell, LONG).await);
    }

    #[tokio::test]
    async fn it_says_where_nobody_tells() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!Bell::new().hang(&[folder.path().join("away").join("people.csv")]));
    }
}
