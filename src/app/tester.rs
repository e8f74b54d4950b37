//! What tests the connection, and how the window follows it.

use super::dialog::{Dialog, test};
use super::{App, Message};
use crate::words::Step;
use iced::Task;
use iced::futures::{SinkExt, Stream, channel::mpsc};
use std::fmt;
use std::sync::Arc;
use tokio::sync::mpsc::UnboundedReceiver;

type Begins = dyn Fn() -> UnboundedReceiver<Step> + Send + Sync;

/// Tests the connection, in a task of its own: whoever stops listening cancels nothing that was sent.
#[derive(Clone)]
pub struct Tester(Arc<Begins>);

impl Tester {
    /// `begins` begins a test, and returns where its steps come.
    pub fn new(begins: impl Fn() -> UnboundedReceiver<Step> + Send + Sync + 'static) -> Self {
        Self(Arc::new(begins))
    }

    /// Begins a test; its steps as they come, and none at its end.
    pub(super) fn begin(&self) -> impl Stream<Item = Option<Step>> + use<> {
        let mut steps = (self.0)();
        iced::stream::channel(1, async move |mut out: mpsc::Sender<Option<Step>>| {
            while let Some(step) = steps.recv().await {
                // Nobody looks any more.
                if out.send(Some(step)).await.is_err() {
                    return;
                }
            }
            drop(out.send(None).await);
        })
    }
}

impl fmt::Debug for Tester {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tester")
    }
}

impl App {
    /// Tests the connection, and shows the steps.
    pub(super) fn test(&mut self) -> Task<Message> {
        self.tests += 1;
        let run = self.tests;
        Task::batch([self.open(Dialog::Test(test::State::new(run))), self.follow_test(run)])
    }

    fn follow_test(&self, run: u64) -> Task<Message> {
        Task::run(self.setup.tester.begin(), move |step| Message::Tested(run, step))
    }

    /// In the dialog of a test.
    pub(super) fn in_test(&mut self, message: test::Message) -> Task<Message> {
        let Some(Dialog::Test(state)) = &mut self.dialog else { return Task::none() };
        match state.update(message) {
            test::Action::None => Task::none(),
            test::Action::Begin(run) => {
                self.tests = run;
                self.follow_test(run)
            }
            test::Action::Copy(text) => iced::clipboard::write(text),
        }
    }
}
