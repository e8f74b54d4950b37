//! The window's end of the engine: commands go out, snapshots come in.

use crate::refresh::{Command, Snapshot};
use iced::Subscription;
use iced::futures::{SinkExt, Stream, channel::mpsc};
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::watch;

/// The engine, as the window sees it. Nothing done here can drop a request in flight or start a second one.
#[derive(Debug, Clone)]
pub struct Link {
    profile: String,
    commands: UnboundedSender<Command>,
    snapshots: watch::Receiver<Arc<Snapshot>>,
}

impl Link {
    /// `profile` names the engine: while it stays the same, listening goes on undisturbed.
    pub fn new(profile: String, commands: UnboundedSender<Command>, snapshots: watch::Receiver<Arc<Snapshot>>) -> Self {
        Self { profile, commands, snapshots }
    }

    /// Tells the engine. An engine that has ended hears nothing, which is all that is left to do then.
    pub fn send(&self, command: Command) {
        if self.commands.send(command).is_err() {
            tracing::debug!("the engine has ended");
        }
    }

    /// The newest snapshot.
    pub fn latest(&self) -> Arc<Snapshot> {
        self.snapshots.borrow().clone()
    }

    /// Each snapshot that is newer than the last one seen.
    pub fn listen(&self) -> Subscription<Arc<Snapshot>> {
        Subscription::run_with(self.clone(), snapshots)
    }
}

impl Hash for Link {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.profile.hash(state);
    }
}

fn snapshots(link: &Link) -> impl Stream<Item = Arc<Snapshot>> + use<> {
    let mut receiver = link.snapshots.clone();
    iced::stream::channel(1, async move |mut out: mpsc::Sender<Arc<Snapshot>>| {
        // What came between the window's start and now must not be missed.
        receiver.mark_changed();
        while receiver.changed().await.is_ok() {
            let snapshot = receiver.borrow_and_update().clone();
            if out.send(snapshot).await.is_err() {
                break;
            }
        }
    })
}
