//! Who is asked for connections: an engine at work, or one that is started for the test.

use super::{Desk, Surroundings, test};
use crate::people::Roster;
use crate::profile::Profile;
use crate::refresh::{Command, Connection, Handle, Session, Snapshot};
use crate::settings::Settings;
use crate::store::Secret;
use crate::words::{Ending, Mark, Notice, Step};
use chrono::TimeDelta;
use futures_util::future::BoxFuture;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;

/// A refresh of a large roster over a slow line is done by then; what is not is shown as incomplete.
const SETTLED_WITHIN: Duration = Duration::from_secs(120);

/// Without an engine at work.
#[derive(Debug)]
pub struct Lone {
    /// Whose files.
    pub profile: Profile,
    /// Comes before the key store's.
    pub password: Option<Secret>,
    /// Calendar time minus real time.
    pub ahead: TimeDelta,
}

impl Desk for Lone {
    fn connection(&mut self, settings: &Settings) -> BoxFuture<'_, Result<Result<Connection, Notice>, Vec<Notice>>> {
        let settings = settings.clone();
        Box::pin(async move { Session::connection(&self.profile, &settings, self.password.clone()).await })
    }

    fn everybody(&mut self, settings: Settings, roster: Roster) -> BoxFuture<'_, Result<Arc<Snapshot>, Vec<Notice>>> {
        Box::pin(async move {
            let session = Session::open(&self.profile, settings, roster, self.password.clone(), self.ahead).await?;
            let snapshot = session.settled(SETTLED_WITHIN).await;
            session.shutdown().await;
            Ok(snapshot)
        })
    }
}

impl Desk for Handle {
    fn connection(&mut self, _: &Settings) -> BoxFuture<'_, Result<Result<Connection, Notice>, Vec<Notice>>> {
        Box::pin(async move {
            let (sender, mut answer) = mpsc::unbounded_channel();
            drop(self.commands.send(Command::Connection(sender)));
            answer.recv().await.ok_or_else(|| vec![ended()])
        })
    }

    fn everybody(&mut self, _: Settings, _: Roster) -> BoxFuture<'_, Result<Arc<Snapshot>, Vec<Notice>>> {
        Box::pin(async move {
            let (sender, mut answer) = mpsc::unbounded_channel();
            drop(self.commands.send(Command::Everybody(sender)));
            answer.recv().await.ok_or_else(|| vec![ended()])
        })
    }
}

/// The engine has ended, with the window.
fn ended() -> Notice {
    Notice::new("switched-off")
}

/// Begins a test with an engine at work, in a task of its own: whoever stops listening cancels nothing that was sent.
pub fn begin(around: Surroundings, mut engine: Handle) -> mpsc::UnboundedReceiver<Step> {
    let (sender, steps) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        let mut paused = false;
        let mut tell = |step: Step| {
            paused |= matches!(step.mark, Mark::Failed(Ending::Paused));
            drop(sender.send(step));
        };
        test(around, &mut engine, &mut tell).await;
        if paused {
            // What the guard has learnt, the board says at once, not only when its next refresh is held back.
            let (nobody, _) = mpsc::unbounded_channel();
            drop(engine.commands.send(Command::Everybody(nobody)));
        }
    });
    steps
}
