//! Carries the steps of an [`Attempt`] out: a lock file, a record file, and whoever sends.

use super::attempt::{Attempt, Event, Step};
use super::record::Record;
use super::{Clock, Held, Outcome, Permit, Protection, Stamp, Tag, Trigger};
use crate::store::{self, FileLock, LockError};
use futures_util::future::BoxFuture;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How long a request waits for other processes.
const LOCK_LIMIT: Duration = Duration::from_secs(30);

/// The guard of one account at one server.
pub struct Keeper {
    record: PathBuf,
    lock: PathBuf,
    clock: Arc<dyn Clock>,
    /// Tells this process's refreshes from others'.
    me: u64,
    /// What this process learnt and could not save.
    unsaved: Mutex<Option<Record>>,
}

impl std::fmt::Debug for Keeper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keeper").field("record", &self.record).finish_non_exhaustive()
    }
}

impl Keeper {
    /// The guard whose record is `NAME.json` in `folder`; `name` is one per server origin and account.
    pub fn new(folder: &Path, name: &str, clock: Arc<dyn Clock>) -> Self {
        let mut random = [0; 8];
        let me = getrandom::fill(&mut random).map_or(u64::from(std::process::id()), |()| u64::from_ne_bytes(random));
        Self {
            record: folder.join(format!("{name}.json")),
            lock: folder.join(format!("{name}.lock")),
            clock,
            me,
            unsaved: Mutex::new(None),
        }
    }

    /// Now, by the guard's clock.
    pub fn now(&self) -> Stamp {
        self.clock.now()
    }

    /// Sends through `send` if, and when, the record allows it; the lock is held for as long as that takes.
    ///
    /// `send` may be called twice: first with a permit for a bare request, then with one for the credential. Must be
    /// driven to its end once begun: run it in a task of its own.
    ///
    /// # Errors
    /// Why nothing was sent.
    pub async fn attempt<T: Send>(
        &self,
        tag: &Tag,
        trigger: Trigger,
        mut send: impl FnMut(Permit) -> BoxFuture<'static, (T, Outcome)> + Send,
    ) -> Result<T, Held> {
        let unsaved = self.unsaved().take();
        let (mut attempt, mut step) = Attempt::begin(tag.clone(), trigger, jitter(), unsaved);
        let mut lock = None;
        let mut answer = None;
        let result = loop {
            let event = match step {
                Step::Lock => match FileLock::acquire(&self.lock, LOCK_LIMIT).await {
                    Ok(taken) => {
                        lock = Some(taken);
                        Event::Locked
                    }
                    Err(LockError::Busy { .. }) => Event::LockBusy,
                    Err(error) => Event::Failed(error.to_string()),
                },
                Step::Load => self.load().map_or_else(Event::Failed, |record| Event::Loaded(Box::new(record))),
                Step::Save(record) => self.save(&record).map_or_else(Event::Failed, |()| Event::Saved),
                Step::Send(permit) => {
                    let (got, outcome) = send(permit).await;
                    answer = Some(got);
                    Event::Ended(outcome)
                }
                Step::Finish(result) => break result,
            };
            step = attempt.on(event, &self.clock.now());
        };
        *self.unsaved() = attempt.into_unsaved();
        drop(lock);
        result.and_then(|()| answer.ok_or(Held::Busy))
    }

    /// Goes on with the refused credential `tag`: it may be tried once more. A damaged record is set aside as a copy and
    /// begun anew, with a lost answer in it: what it knew may have been a refusal.
    ///
    /// # Errors
    /// When the record cannot be changed.
    pub async fn resume(&self, tag: &Tag) -> Result<(), Held> {
        self.unsaved().take();
        let now = self.clock.now();
        self.change_or_begin(
            |record| record.resume(tag, &now),
            || {
                store::set_aside(&self.record, now.wall).map_err(|error| error.to_string())?;
                Ok(Record::after_loss(now))
            },
        )
        .await
    }

    /// A person confirms that `tag` is to be tried although others were just refused.
    ///
    /// # Errors
    /// When the record cannot be changed.
    pub async fn confirm(&self, tag: &Tag) -> Result<(), Held> {
        self.change(|record| record.confirm(tag)).await
    }

    /// Notes that this process ended a refresh of everybody.
    ///
    /// # Errors
    /// When the record cannot be changed.
    pub async fn note_refresh(&self) -> Result<(), Held> {
        let now = self.clock.now();
        self.change(|record| record.note_refresh(self.me, &now)).await
    }

    /// What is left until another process's refresh is `distance` ago.
    pub fn refresh_distance(&self, distance: Duration) -> Duration {
        self.load().map_or(Duration::ZERO, |record| record.refresh_distance(self.me, distance, &self.clock.now()))
    }

    /// Why nothing would leave now for the credential `tag`. Reads the record without the lock: for showing only.
    pub fn held(&self, tag: &Tag) -> Option<Held> {
        match self.load() {
            Ok(record) => record.held(tag, &self.clock.now()),
            Err(why) => Some(Held::NoRecord(why)),
        }
    }

    /// What is known of the account, for people. Reads the record without the lock.
    pub fn protection(&self, tag: &Tag) -> Protection {
        match self.load() {
            Ok(record) => record.protection(tag, &self.clock.now()),
            Err(reason) => Protection::without_record(reason),
        }
    }

    async fn change(&self, change: impl FnOnce(&mut Record)) -> Result<(), Held> {
        self.change_or_begin(change, || Err(String::new())).await
    }

    /// Changes the record under the lock; one that cannot be read is replaced by what `begin` makes, where it makes one.
    async fn change_or_begin(
        &self,
        change: impl FnOnce(&mut Record),
        begin: impl FnOnce() -> Result<Record, String>,
    ) -> Result<(), Held> {
        let _lock = FileLock::acquire(&self.lock, LOCK_LIMIT).await.map_err(|error| match error {
            LockError::Busy { .. } => Held::Busy,
            LockError::File(error) => Held::NoRecord(error.to_string()),
        })?;
        let mut record = match self.load() {
            Ok(record) => record,
            Err(why) => begin().map_err(|_| Held::NoRecord(why))?,
        };
        change(&mut record);
        self.save(&record).map_err(Held::NoRecord)
    }

    fn load(&self) -> Result<Record, String> {
        match store::read(&self.record).map_err(|error| error.to_string())?.content {
            None => Ok(Record::default()),
            Some(bytes) => {
                serde_json::from_slice(&bytes).map_err(|error| format!("{}: {error}", self.record.display()))
            }
        }
    }

    fn save(&self, record: &Record) -> Result<(), String> {
        let text = serde_json::to_vec_pretty(record).map_err(|error| error.to_string())?;
        store::write(&self.record, &text).map(drop).map_err(|error| error.to_string())
    }

    fn unsaved(&self) -> std::sync::MutexGuard<'_, Option<Record>> {
        self.unsaved.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// 0 to 1, so that programs that failed together do not try again together.
fn jitter() -> f64 {
    let mut random = [0; 2];
    getrandom::fill(&mut random).map_or(0.5, |()| f64::from(u16::from_ne_bytes(random)) / f64::from(u16::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guard::{Mode, SignIn, SystemClock};

    fn keeper(folder: &Path) -> Keeper {
        Keeper::new(folder, "sign-in", Arc::new(SystemClock))
    }

    /// The kinds of requests that left, the server being well.
    async fn requests(keeper: &Keeper) -> Result<Vec<Mode>, Held> {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let record = Arc::clone(&seen);
        let send = move |permit: Permit| -> BoxFuture<'static, ((), Outcome)> {
            record.lock().unwrap().push(permit.mode());
            let sign_in = if permit.mode() == Mode::Bare { SignIn::Challenged } else { SignIn::Accepted };
            Box::pin(async move { ((), Outcome::Answered { sign_in, wait: None }) })
        };
        keeper.attempt(&Tag::new("a"), Trigger::Timer, send).await?;
        Ok(seen.lock().unwrap().clone())
    }

    #[tokio::test]
    async fn a_damaged_record_stops_everything_until_a_person_resumes_and_is_kept_as_a_copy() {
        let folder = tempfile::tempdir().unwrap();
        let record = folder.path().join("sign-in.json");
        std::fs::write(&record, "{\"stop\": {").unwrap();
        assert!(matches!(requests(&keeper(folder.path())).await, Err(Held::NoRecord(_))));

        keeper(folder.path()).resume(&Tag::new("a")).await.unwrap();
        assert_eq!(requests(&keeper(folder.path())).await, Ok(vec![Mode::Bare, Mode::WithCredential]));
        let mut files = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
        let copy = files.find(|path| path.to_string_lossy().contains("sign-in.json.broken-")).unwrap();
        assert_eq!(std::fs::read_to_string(copy).unwrap(), "{\"stop\": {");
    }

    #[tokio::test]
    async fn a_record_that_cannot_be_written_sends_nothing_and_cannot_be_resumed() {
        let folder = tempfile::tempdir().unwrap();
        // A folder in the record's place can be neither read nor replaced.
        std::fs::create_dir(folder.path().join("sign-in.json")).unwrap();
        assert!(matches!(requests(&keeper(folder.path())).await, Err(Held::NoRecord(_))));
        assert!(matches!(keeper(folder.path()).resume(&Tag::new("a")).await, Err(Held::NoRecord(_))));
    }
}
