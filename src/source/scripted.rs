//! A source that plays a script: for tests of whatever asks a source.

use super::{Answer, Question, Source, SourceError};
use futures_util::future::BoxFuture;
use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// One line of the script: makes the answer from the question.
type Line = Box<dyn FnOnce(&Question) -> Result<Answer, SourceError> + Send>;

/// Answers each question with the next line of its script, then with [`SourceError::SlowDown`] for ever.
#[derive(Default)]
pub struct Scripted {
    script: Mutex<VecDeque<(Duration, Line)>>,
    asked: Mutex<Vec<Question>>,
}

impl Scripted {
    /// An empty script.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a line: after `delay`, `line` makes the answer.
    #[must_use]
    pub fn then(
        self,
        delay: Duration,
        line: impl FnOnce(&Question) -> Result<Answer, SourceError> + Send + 'static,
    ) -> Self {
        lock(&self.script).push_back((delay, Box::new(line)));
        self
    }

    /// Everything that was asked so far.
    pub fn asked(&self) -> Vec<Question> {
        lock(&self.asked).clone()
    }
}

impl Source for Scripted {
    fn batch_limit(&self) -> usize {
        100
    }

    fn schedules(&self, question: Question) -> BoxFuture<'_, Result<Answer, SourceError>> {
        Box::pin(async move {
            lock(&self.asked).push(question.clone());
            let Some((delay, line)) = lock(&self.script).pop_front() else { return Err(SourceError::SlowDown) };
            tokio::time::sleep(delay).await;
            line(&question)
        })
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
