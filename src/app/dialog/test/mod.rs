//! *Test the connection*: the steps as they come. What is tested is [`crate::check`]'s; here it is followed.

mod view;

use crate::words::{Mark, Step, Words};
use iced::widget::Id;

/// A test, as far as it has come.
#[derive(Debug)]
pub struct State {
    /// Which one it is: steps of another are late.
    run: u64,
    steps: Vec<Step>,
    running: bool,
    copied: bool,
}

/// What happens.
#[derive(Debug, Clone)]
pub enum Message {
    /// A step of a test has ended; none where the test has.
    Step(u64, Option<Step>),
    /// A person wants to see it again.
    Again,
    /// A person copies it.
    Copy(String),
}

/// What follows.
#[derive(Debug)]
pub enum Action {
    /// Nothing.
    None,
    /// A test with this number begins.
    Begin(u64),
    /// This is to be copied.
    Copy(String),
}

/// Tests again.
pub const AGAIN: Id = Id::new("test-again");
/// Copies the steps.
pub const COPY: Id = Id::new("test-copy");

impl State {
    /// A test that begins.
    pub fn new(run: u64) -> Self {
        Self { run, steps: Vec::new(), running: true, copied: false }
    }

    /// The number of the test.
    pub fn run(&self) -> u64 {
        self.run
    }

    /// Does what a message says.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Step(run, _) if run != self.run => Action::None,
            Message::Step(_, Some(step)) => {
                self.steps.push(step);
                self.copied = false;
                Action::None
            }
            Message::Step(_, None) => {
                self.running = false;
                Action::None
            }
            Message::Again if self.running => Action::None,
            Message::Again => {
                *self = Self::new(self.run + 1);
                Action::Begin(self.run)
            }
            Message::Copy(text) => {
                self.copied = true;
                Action::Copy(text)
            }
        }
    }

    /// How it stands: the first step that failed, else a few words.
    fn summary(&self, words: &Words) -> String {
        let failed = self.steps.iter().find(|step| matches!(step.mark, Mark::Failed(_)));
        if let Some((step, notice)) = failed.and_then(|step| Some((step, step.notices.first()?))) {
            let said = [("step", step.title(words).into()), ("message", words.notice(notice).message.into())];
            return words.get("test-failed", &said);
        }
        let doubtful = self.steps.iter().any(|step| step.mark == Mark::Warned);
        words.text(match doubtful {
            _ if self.running => "test-running",
            true => "test-doubtful",
            false => "test-good",
        })
    }

    /// Everything, as `check` prints it.
    fn as_text(&self, words: &Words) -> String {
        self.steps.iter().map(|step| step.text(words)).collect()
    }
}
