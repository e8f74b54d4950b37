//! Work on a share, which may hang for ever: on a thread of its own, and for each folder one at most.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Semaphore, oneshot};
use tokio::time::timeout;

/// A share that takes longer than this for one small thing is away.
pub(super) const LIMIT: Duration = Duration::from_secs(2);

/// Carries `work` out and waits for it, at most [`LIMIT`]. When it takes longer it is left alone, and nothing else is begun on
/// that folder by this process until it ends; what it returns then is dropped on its own thread.
///
/// # Errors
/// Why nothing came of it, as text for people.
pub(super) async fn limited<T: Send + 'static>(
    folder: &Path,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, String> {
    let no_answer = || format!("{}: no answer within {} s", folder.display(), LIMIT.as_secs());
    let turn = timeout(LIMIT, turns(folder).acquire_owned()).await.map_err(|_| no_answer())?;
    let turn = turn.map_err(|error| error.to_string())?;
    let (done, waiting) = oneshot::channel();
    // Not one of the runtime's threads: those are waited for when the program ends.
    std::thread::Builder::new()
        .name("share".to_owned())
        .spawn(move || {
            let result = work();
            drop(turn);
            done.send(result).ok();
        })
        .map_err(|error| error.to_string())?;
    match timeout(LIMIT, waiting).await {
        Ok(Ok(result)) => Ok(result),
        Ok(Err(_)) | Err(_) => Err(no_answer()),
    }
}

fn turns(folder: &Path) -> Arc<Semaphore> {
    static TURNS: Mutex<Option<HashMap<PathBuf, Arc<Semaphore>>>> = Mutex::new(None);
    let mut turns = TURNS.lock().unwrap_or_else(PoisonError::into_inner);
    let turns = turns.get_or_insert_default().entry(folder.to_path_buf());
    Arc::clone(turns.or_insert_with(|| Arc::new(Semaphore::new(1))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc;

    #[tokio::test]
    async fn what_hangs_is_left_alone_and_nothing_is_begun_beside_it() {
        static BEGUN: AtomicUsize = AtomicUsize::new(0);
        let folder = PathBuf::from("/a hanging share");
        let (release, hanging) = mpsc::channel::<()>();
        let hang = move || {
            BEGUN.fetch_add(1, Ordering::SeqCst);
            hanging.recv().ok();
        };
        assert!(limited(&folder, hang).await.unwrap_err().contains("no answer within 2 s"));
        let count = || BEGUN.fetch_add(1, Ordering::SeqCst);
        assert!(limited(&folder, count).await.is_err());
        assert_eq!(BEGUN.load(Ordering::SeqCst), 1, "one thread at most");
        assert!(limited(Path::new("/another share"), || ()).await.is_ok());
        release.send(()).unwrap();
        assert_eq!(limited(&folder, count).await, Ok(1));
    }
}
