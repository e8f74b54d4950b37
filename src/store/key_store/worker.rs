//! The thread that talks to the key store.
//!
//! One thread of its own, not the runtime's pool: a call that hangs must hold up neither the end of the process (a runtime
//! waits for its blocking calls) nor more than one thread; and what is asked happens in the order of asking.

use super::{KeyStoreError, Keys};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::time::Duration;
use tokio::sync::{Notify, oneshot};

type Job = Box<dyn FnOnce(&mut dyn Keys) + Send>;

pub(super) struct Worker {
    jobs: mpsc::Sender<Job>,
    health: Arc<Health>,
}

#[derive(Default)]
struct Health {
    /// What every call is told at present, without asking.
    trouble: Mutex<Option<KeyStoreError>>,
    back: Notify,
}

impl Health {
    fn trouble(&self) -> MutexGuard<'_, Option<KeyStoreError>> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An answer came that nobody waits for any more.
    fn late(&self, answer: Result<(), &KeyStoreError>) {
        *self.trouble() = answer.err().filter(|error| error.stays()).cloned();
        if answer.is_ok() {
            self.back.notify_one();
        }
    }
}

impl Worker {
    pub(super) fn new(mut keys: impl Keys) -> Self {
        let (jobs, waiting) = mpsc::channel::<Job>();
        // Where no thread can be had, the receiver is gone with it, and every call says so.
        std::thread::Builder::new()
            .name("key-store".into())
            .spawn(move || waiting.into_iter().for_each(|job| job(&mut keys)))
            .ok();
        Self { jobs, health: Arc::default() }
    }

    pub(super) fn ask_again(&self) {
        *self.health.trouble() = None;
    }

    pub(super) async fn is_back(&self) {
        self.health.back.notified().await;
    }

    /// Runs `call` on the thread. A call that was given up before its turn came is not made any more.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        limit: Duration,
        call: impl FnOnce(&mut dyn Keys) -> Result<T, KeyStoreError> + Send + 'static,
    ) -> Result<T, KeyStoreError> {
        if let Some(trouble) = self.health.trouble().clone() {
            return Err(trouble);
        }
        let (answer, mut answered) = oneshot::channel();
        let health = Arc::clone(&self.health);
        let job: Job = Box::new(move |keys| {
            if !answer.is_closed() {
                // Nobody may be waiting any more; then the answer, a secret perhaps, is wiped here.
                if let Err(late) = answer.send(call(keys)) {
                    health.late(late.as_ref().map(drop));
                }
            }
        });
        let gone = || KeyStoreError::Refused { reason: "its thread has ended".into() };
        self.jobs.send(job).map_err(|_| gone())?;
        let result = match tokio::time::timeout(limit, &mut answered).await {
            Ok(answer) => answer.unwrap_or_else(|_| Err(gone())),
            Err(_) => {
                // Under the lock: an answer that comes this very moment finds it set, or is taken.
                let mut trouble = self.health.trouble();
                answered.close();
                if let Ok(answer) = answered.try_recv() {
                    answer
                } else {
                    *trouble = Some(KeyStoreError::NoAnswer { after: limit });
                    return Err(KeyStoreError::NoAnswer { after: limit });
                }
            }
        };
        if let Err(error) = &result
            && error.stays()
        {
            *self.health.trouble() = Some(error.clone());
        }
        result
    }
}
