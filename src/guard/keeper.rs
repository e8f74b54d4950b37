//! Carries the steps of an [`Attempt`] out: a lock file, a record file, the share of desks, and whoever sends.

use super::attempt::{Attempt, Event, Step};
use super::record::Record;
use super::share::{self, Desk, Look, Share, ShareTag, Sharing, Tagger};
use super::{Clock, Held, Outcome, Permit, Protection, Stamp, Tag, Trigger};
use crate::store::{self, FileLock, LockError, SharedLock};
use futures_util::future::BoxFuture;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How long a request waits for other processes.
const LOCK_LIMIT: Duration = Duration::from_secs(30);

/// The guard of one account at one server.
pub struct Keeper {
    name: String,
    record: PathBuf,
    lock: PathBuf,
    clock: Arc<dyn Clock>,
    /// Tells this process's refreshes from others'.
    me: u64,
    /// What this process learnt and could not save.
    unsaved: Mutex<Option<Record>>,
    /// One attempt of this process after the other: what one could not save, the next one has to know.
    turn: tokio::sync::Mutex<()>,
    /// The folder that carries the stop to other desks, and what this one is called there.
    share: Mutex<Option<(Arc<Share>, String)>>,
    tagger: Tagger,
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
            name: name.to_owned(),
            record: folder.join(format!("{name}.json")),
            lock: folder.join(format!("{name}.lock")),
            clock,
            me,
            unsaved: Mutex::new(None),
            turn: tokio::sync::Mutex::default(),
            share: Mutex::new(None),
            tagger: Tagger::default(),
        }
    }

    /// From now on `folder` carries the stop to the other desks that use the account; this one is called `desk` there. None:
    /// no folder does.
    pub fn share_in(&self, folder: Option<&Path>, desk: &str) {
        let mut share = lock(&self.share);
        let known = share.as_ref().map(|(share, desk)| (share.folder().to_path_buf(), desk.clone()));
        if known != folder.map(|folder| (folder.to_path_buf(), desk.to_owned())) {
            *share = folder.map(|folder| (Arc::new(Share::new(folder, &self.name)), desk.to_owned()));
        }
    }

    /// Lets the share be asked about the credential `tag`; `make` makes the tag by which desks compare it.
    pub fn shares(&self, tag: &Tag, make: ShareTag) {
        self.tagger.learn(tag, make);
    }

    /// Forgets what [`Self::shares`] taught it.
    pub fn forget_credentials(&self) {
        self.tagger.forget();
    }

    /// How the stop is shared, as far as is known without asking; none where it is not, or not for the credential `tag`.
    pub fn sharing(&self, tag: &Tag) -> Option<Sharing> {
        self.share(tag).map(|(share, _)| share.sharing())
    }

    /// The same, after asking the share.
    pub async fn ask_share(&self, tag: &Tag) -> Option<Sharing> {
        let (share, _) = self.share(tag)?;
        if let Look::Found(held, found) = share.take(&self.tagger, tag).await
            // Reading is not all that is needed of it.
            && let Some(held) = share.save(held, &found.marks).await
        {
            share.release(held).await;
        }
        Some(share.sharing())
    }

    fn share(&self, tag: &Tag) -> Option<(Arc<Share>, String)> {
        lock(&self.share).clone().filter(|_| self.tagger.knows(tag))
    }

    /// Now, by the guard's clock.
    pub fn now(&self) -> Stamp {
        self.clock.now()
    }

    /// Sends through `send` if, and when, the record allows it, and the share where there is one; the locks are held for as long as that takes.
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
        let _turn = tokio::time::timeout(LOCK_LIMIT, self.turn.lock()).await.map_err(|_| Held::Busy)?;
        let unsaved = lock(&self.unsaved).take();
        let share =
            self.share(tag).zip(share::number().ok()).map(|((share, name), number)| (share, Desk { name, number }));
        let (share, desk) = share.unzip();
        let (mut attempt, mut step) = Attempt::begin(tag.clone(), trigger, jitter(), unsaved, desk);
        let mut held = Locks { local: None, share, shared: None };
        let mut answer = None;
        let result = loop {
            let event = match step {
                Step::Lock => match FileLock::acquire(&self.lock, LOCK_LIMIT).await {
                    Ok(taken) => {
                        held.local = Some(taken);
                        Event::Locked
                    }
                    Err(LockError::Busy { .. }) => Event::LockBusy,
                    Err(error) => Event::Failed(error.to_string()),
                },
                Step::Load => self.load().map_or_else(Event::Failed, |record| Event::Loaded(Box::new(record))),
                Step::TakeShare => held.take_share(&self.tagger, tag).await,
                Step::SaveShare(marks) => held.save_share(&marks).await,
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
        *lock(&self.unsaved) = attempt.into_unsaved();
        held.give_back().await;
        result.and_then(|()| answer.ok_or(Held::Busy))
    }

    /// Goes on with the refused credential `tag`: it may be tried once more. A damaged record is set aside as a copy and
    /// begun anew, with a lost answer in it: what it knew may have been a refusal.
    ///
    /// # Errors
    /// When the record cannot be changed.
    pub async fn resume(&self, tag: &Tag) -> Result<(), Held> {
        lock(&self.unsaved).take();
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
        let protection = match self.load() {
            Ok(record) => record.protection(tag, &self.clock.now()),
            Err(reason) => Protection::without_record(reason),
        };
        Protection { sharing: self.sharing(tag), ..protection }
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
}

/// The locks of one attempt.
struct Locks {
    local: Option<FileLock>,
    share: Option<Arc<Share>>,
    shared: Option<SharedLock>,
}

impl Locks {
    async fn take_share(&mut self, tagger: &Tagger, tag: &Tag) -> Event {
        let Some(share) = &self.share else { return Event::ShareAway };
        match share.take(tagger, tag).await {
            Look::Found(held, found) => {
                self.shared = Some(held);
                Event::ShareTaken(found)
            }
            Look::Busy => Event::ShareBusy,
            Look::Away => Event::ShareAway,
        }
    }

    async fn save_share(&mut self, marks: &share::Marks) -> Event {
        let (Some(share), Some(held)) = (&self.share, self.shared.take()) else { return Event::ShareAway };
        self.shared = share.save(held, marks).await;
        if self.shared.is_some() { Event::ShareSaved } else { Event::ShareAway }
    }

    /// The share's first: it may take its time, and nobody of this computer is to ask it meanwhile.
    async fn give_back(self) {
        if let (Some(share), Some(held)) = (self.share, self.shared) {
            share.release(held).await;
        }
        drop(self.local);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
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
