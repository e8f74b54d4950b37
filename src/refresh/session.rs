//! From a profile to a running engine.

use super::connector::Connection;
use super::engine::{Engine, Start};
use super::maker::Maker;
use super::state::State;
use super::watch::Watch;
use super::{Board, Command, Machine, Snapshot};
use crate::people::Roster;
use crate::profile::Profile;
use crate::settings::Settings;
use crate::store::Secret;
use crate::words::Notice;
use chrono::TimeDelta;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinHandle;

/// How to reach a running engine.
#[derive(Debug, Clone)]
pub struct Handle {
    /// What people and screens say.
    pub commands: mpsc::UnboundedSender<Command>,
    /// What is known.
    pub snapshots: watch::Receiver<Arc<Snapshot>>,
}

/// A running engine.
#[derive(Debug)]
pub struct Session {
    /// How to reach it.
    pub handle: Handle,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
    watch: Option<Watch>,
}

impl Session {
    /// Starts an engine on what a profile says. `password` comes before the key store's. `ahead` is calendar time minus
    /// real time.
    ///
    /// # Errors
    /// When the settings cannot be worked with at all (a certificate file that cannot be read).
    pub async fn open(
        profile: &Profile,
        settings: Settings,
        roster: Roster,
        password: Option<Secret>,
        ahead: TimeDelta,
    ) -> Result<Self, Vec<Notice>> {
        Self::open_on(Machine::default(), profile, settings, roster, password, ahead).await
    }

    /// The same on another machine than this one.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub async fn open_on(
        machine: Machine,
        profile: &Profile,
        settings: Settings,
        roster: Roster,
        password: Option<Secret>,
        ahead: TimeDelta,
    ) -> Result<Self, Vec<Notice>> {
        let (settings, roster) = (Arc::new(settings), Arc::new(roster));
        let wall = Arc::clone(&machine.wall);
        let mut maker = Maker::new((*settings).clone(), profile.clone(), machine)?;
        let state = State::new(Arc::clone(&roster), &settings);
        let watch = Watch::new(profile.clone(), Arc::clone(&settings), roster);
        let (commands, receiver) = mpsc::unbounded_channel();
        let (sender, snapshots) = watch::channel(Arc::new(state.snapshot.clone()));
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(async move {
            // The key store's answer and the password's tag take their time; the window does not wait for them.
            let connection = maker.first(password).await;
            let connector = Box::new(maker);
            let start = Start { state, connection, connector, settings, ahead, wall };
            Engine::new(start, receiver, stopped, sender).run().await;
        });
        Ok(Self { handle: Handle { commands, snapshots }, stop, task, watch: Some(watch) })
    }

    /// Follows the profile's files from now on: what is saved there is in force a moment later.
    pub fn follow(&mut self) {
        if let Some(mut watch) = self.watch.take() {
            watch.begin();
            tokio::spawn(watch.run(self.handle.commands.downgrade()));
        }
    }

    /// Other settings and other people, at once and without a file.
    pub fn apply(&self, settings: Settings, roster: Roster) {
        for command in [Command::Settings(Arc::new(settings)), Command::Roster(Arc::new(roster))] {
            if self.handle.commands.send(command).is_err() {
                tracing::debug!("the engine has ended");
            }
        }
    }

    /// The connection that [`Self::open`] would make, or why there would be none; for testing it without an engine.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub async fn connection(
        profile: &Profile,
        settings: &Settings,
        password: Option<Secret>,
    ) -> Result<Result<Connection, Notice>, Vec<Notice>> {
        let mut maker = Maker::new(settings.clone(), profile.clone(), Machine::default())?;
        Ok(maker.first(password).await)
    }

    /// Waits for the first complete refresh, or for a state that will not change by itself, at most `limit`.
    pub async fn settled(&self, limit: Duration) -> Arc<Snapshot> {
        let mut snapshots = self.handle.snapshots.clone();
        let settled = |snapshot: &Arc<Snapshot>| {
            snapshot.version > 0
                && !snapshot.refreshing
                // A cause alone says nothing: some are known before anybody was asked. Who has asked knows when to ask again.
                && (snapshot.last_complete.is_some()
                    || snapshot.board != Board::Stale
                    || snapshot.next_refresh.is_some())
        };
        // Too late, or gone: what is known then is the answer.
        let _ = tokio::time::timeout(limit, snapshots.wait_for(settled)).await;
        snapshots.borrow_and_update().clone()
    }

    /// Ends the engine; a request in flight is awaited first, so that no answer is lost.
    pub async fn shutdown(self) {
        drop(self.stop);
        if let Err(error) = self.task.await {
            tracing::error!(%error, "the engine ended unexpectedly");
        }
    }
}
