//! The folder on the share: its lock, its marks, and what happens when it is away.

use super::health::{Health, Sharing};
use super::limited::limited;
use super::{Found, Marks, Tagger};
use crate::guard::Tag;
use crate::store::{self, SharedLock};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use chrono::Utc;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// How long an attempt waits for other desks.
const WAIT: Duration = Duration::from_secs(20);
const POLL: Duration = Duration::from_millis(40);

/// The share of one account at one server.
#[derive(Debug)]
pub struct Share {
    folder: PathBuf,
    marks: PathBuf,
    lock: PathBuf,
    health: Mutex<Health>,
}

/// What came of asking for the share.
pub(in crate::guard) enum Look {
    /// The lock, and what was found under it. To be given back with [`Share::release`]: even that may hang.
    Found(SharedLock, Box<Found>),
    /// Other desks kept it for all the time.
    Busy,
    /// It cannot be used.
    Away,
}

impl Share {
    /// The share whose marks are `NAME.json` in `folder`, which the desks have in common.
    pub fn new(folder: &Path, name: &str) -> Self {
        Self {
            folder: folder.to_path_buf(),
            marks: folder.join(format!("{name}.json")),
            lock: folder.join(format!("{name}.lock")),
            health: Mutex::default(),
        }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// How the stop is shared, as far as is known without asking.
    pub fn sharing(&self) -> Sharing {
        self.health().sharing()
    }

    /// Takes the lock, reads what lies there, and makes the tag of the credential `local`.
    pub(in crate::guard) async fn take(&self, tagger: &Tagger, local: &Tag) -> Look {
        if self.health().rests(Instant::now()) {
            return Look::Away;
        }
        let limit = if self.health().was_stuck() { Duration::ZERO } else { WAIT };
        let begun = Instant::now();
        loop {
            let (lock, marks) = (self.lock.clone(), self.marks.clone());
            match limited(&self.folder, move || lock_and_read(&lock, &marks)).await.flatten() {
                Err(reason) => return self.away(reason),
                Ok(None) if begun.elapsed() < limit => sleep(POLL.mul_f64(1.0 + spread())).await,
                Ok(None) => return self.busy().await,
                Ok(Some((lock, marks))) => {
                    if let Some(tag) = tagger.made(local, &marks.salt) {
                        if self.health().used(marks.desks.len()) {
                            tracing::info!("the shared stop is in force again");
                        }
                        return Look::Found(lock, Box::new(Found { marks, tag }));
                    }
                    // It takes long, and the others are waiting.
                    self.release(lock).await;
                    if tagger.make(local, &marks.salt).await.is_none() {
                        return self.away("the tag of the credential cannot be made".to_owned());
                    }
                }
            }
        }
    }

    /// Writes what lies there, under the lock; none where the lock is lost with it, because the share is away.
    pub(in crate::guard) async fn save(&self, held: SharedLock, marks: &Marks) -> Option<SharedLock> {
        let path = self.marks.clone();
        let text = serde_json::to_vec_pretty(marks);
        let desks = marks.desks.len();
        let work = move || {
            let text = text.map_err(|error| error.to_string())?;
            store::write_shared(&path, &text).map_err(|error| error.to_string())?;
            Ok(held)
        };
        match limited(&self.folder, work).await.flatten() {
            Ok(held) => {
                self.health().used(desks);
                Some(held)
            }
            Err(reason) => {
                self.away(reason);
                None
            }
        }
    }

    /// Gives the lock back.
    pub(in crate::guard) async fn release(&self, held: SharedLock) {
        if let Err(reason) = limited(&self.folder, move || drop(held)).await {
            self.away(reason);
        }
    }

    /// Others hold the lock. Nobody who is at work does so for minutes.
    async fn busy(&self) -> Look {
        let path = self.marks.clone();
        let read = move || store::read(&path).map_err(|error| error.to_string());
        let content = match limited(&self.folder, read).await.flatten() {
            Ok(read) => read.content,
            Err(reason) => return self.away(reason),
        };
        let is_stuck = self.health().is_stuck(content, Instant::now());
        if is_stuck {
            return self.away(format!("{}: held by a computer that does not answer", self.lock.display()));
        }
        Look::Busy
    }

    fn away(&self, reason: String) -> Look {
        if self.health().failed(reason.clone(), Utc::now(), Instant::now()) {
            tracing::warn!(reason, "the shared stop is not in force");
        }
        Look::Away
    }

    fn health(&self) -> std::sync::MutexGuard<'_, Health> {
        self.health.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The lock and what lies on the share; none where another desk holds it.
fn lock_and_read(lock: &Path, path: &Path) -> Result<Option<(SharedLock, Marks)>, String> {
    let Some(lock) = SharedLock::try_acquire(lock).map_err(|error| error.to_string())? else { return Ok(None) };
    let content = store::read(path).map_err(|error| error.to_string())?.content;
    let mut marks = match content.as_deref().map(serde_json::from_slice::<Marks>) {
        None => Marks::default(),
        Some(Ok(marks)) => marks,
        Some(Err(_)) => {
            store::set_aside(path, Utc::now()).map_err(|error| error.to_string())?;
            Marks::after_damage(number().map_err(|error| error.to_string())?)
        }
    };
    if marks.salt.is_empty() {
        let mut random = [0; 32];
        getrandom::fill(&mut random).map_err(|error| error.to_string())?;
        marks.salt = STANDARD_NO_PAD.encode(random);
        let text = serde_json::to_vec_pretty(&marks).map_err(|error| error.to_string())?;
        store::write_shared(path, &text).map_err(|error| error.to_string())?;
    }
    Ok(Some((lock, marks)))
}

/// A number that nothing else has.
pub(in crate::guard) fn number() -> Result<u64, getrandom::Error> {
    let mut random = [0; 8];
    getrandom::fill(&mut random)?;
    Ok(u64::from_ne_bytes(random))
}

/// 0 to 1, so that desks that wait together do not ask together.
fn spread() -> f64 {
    let mut random = [0; 1];
    getrandom::fill(&mut random).map_or(0.5, |()| f64::from(random[0]) / 255.0)
}
