//! A source that plays a script: for tests of whatever asks a source.

use super::{Answer, Findings, Lookup, Question, Replies, ReplyQuestion, Source, SourceError};
use futures_util::future::BoxFuture;
use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// One line of the script: makes the answer from the question.
type Line = Box<dyn FnOnce(&Question) -> Result<Answer, SourceError> + Send>;

/// The same for the directory, and for automatic replies; each line is used again and again.
type Directory = Box<dyn Fn(&Lookup) -> Result<Findings, SourceError> + Send + Sync>;
type AutomaticReplies = Box<dyn Fn(&ReplyQuestion) -> Result<Replies, SourceError> + Send + Sync>;

/// Answers each question with the next line of its script, then with [`SourceError::SlowDown`] for ever.
#[derive(Default)]
pub struct Scripted {
    script: Mutex<VecDeque<(Duration, Line)>>,
    asked: Mutex<Vec<Question>>,
    directory: Option<(Duration, Directory)>,
    looked_up: Mutex<Vec<Lookup>>,
    replies: Option<AutomaticReplies>,
    replies_asked: Mutex<Vec<ReplyQuestion>>,
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

    /// Answers look-ups, each after `delay`.
    #[must_use]
    pub fn with_directory(
        self,
        delay: Duration,
        directory: impl Fn(&Lookup) -> Result<Findings, SourceError> + Send + Sync + 'static,
    ) -> Self {
        Self { directory: Some((delay, Box::new(directory))), ..self }
    }

    /// Tells automatic replies.
    #[must_use]
    pub fn with_replies(
        self,
        replies: impl Fn(&ReplyQuestion) -> Result<Replies, SourceError> + Send + Sync + 'static,
    ) -> Self {
        Self { replies: Some(Box::new(replies)), ..self }
    }

    /// Everything that was looked up so far.
    pub fn looked_up(&self) -> Vec<Lookup> {
        lock(&self.looked_up).clone()
    }

    /// Every question for automatic replies so far.
    pub fn replies_asked(&self) -> Vec<ReplyQuestion> {
        lock(&self.replies_asked).clone()
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

    fn look_up(&self, lookup: Lookup) -> BoxFuture<'_, Result<Findings, SourceError>> {
        Box::pin(async move {
            lock(&self.looked_up).push(lookup.clone());
            let Some((delay, directory)) = &self.directory else { return Err(SourceError::NotOffered) };
            tokio::time::sleep(*delay).await;
            directory(&lookup)
        })
    }

    fn replies(&self, question: ReplyQuestion) -> BoxFuture<'_, Result<Replies, SourceError>> {
        Box::pin(async move {
            lock(&self.replies_asked).push(question.clone());
            self.replies.as_ref().map_or(Err(SourceError::NotOffered), |replies| replies(&question))
        })
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
