//! The thread that talks to the key store.
//!
//! One thread of its own, not the runtime's pool: a call that hangs must hold up neither the end of the process (a runtime
//! waits for its blocking calls) nor more than one thread; and what is asked happens in the order of asking.

use super::{KeyStoreError, Keys};
use std::sync::mpsc;
use std::time::Duration;
use tokio::sync::oneshot;

type Job = Box<dyn FnOnce(&mut dyn Keys) + Send>;

pub(super) struct Worker(mpsc::Sender<Job>);

impl Worker {
    pub(super) fn new(mut keys: impl Keys) -> Self {
        let (sender, jobs) = mpsc::channel::<Job>();
        // Where no thread can be had, the receiver is gone with it, and every call says so.
        std::thread::Builder::new()
            .name("key-store".into())
            .spawn(move || jobs.into_iter().for_each(|job| job(&mut keys)))
            .ok();
        Self(sender)
    }

    /// Runs `call` on the thread. A call that was given up before its turn came is not made any more.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        limit: Duration,
        call: impl FnOnce(&mut dyn Keys) -> Result<T, KeyStoreError> + Send + 'static,
    ) -> Result<T, KeyStoreError> {
        let (answer, answered) = oneshot::channel();
        let job: Job = Box::new(move |keys| {
            if !answer.is_closed() {
                // Nobody may be waiting any more; then the answer, a secret perhaps, is wiped here.
                answer.send(call(keys)).ok();
            }
        });
        let gone = || KeyStoreError::Unavailable { reason: "its thread has ended".into() };
        self.0.send(job).map_err(|_| gone())?;
        match tokio::time::timeout(limit, answered).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(gone()),
            Err(_) => Err(KeyStoreError::NoAnswer { after: limit }),
        }
    }
}
