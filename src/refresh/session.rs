//! From a profile to a running engine.

use super::engine::{Connect, Connection, Engine, Start};
use super::state::State;
use super::{Board, Command, Snapshot};
use crate::account::{BasicAccount, Channel, KEY_STORE_SERVICE, Origin};
use crate::calendar::Zone;
use crate::guard::{Keeper, SystemClock};
use crate::net::{Client, ClientOptions};
use crate::people::Roster;
use crate::profile::Profile;
use crate::settings::{Authentication, Provider, Settings, missing};
use crate::source::ews::EwsSource;
use crate::store::{Secret, SecretStore};
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
        let making = Making::new(profile, &settings)?;
        let connection = making.connection(password).await;
        let url = settings.exchange.ews_url.as_ref();
        let server = url.and_then(|url| url.host_str()).unwrap_or_default().to_owned();
        let state = State::new(
            Arc::new(roster),
            settings.refresh_interval.duration(),
            settings.exchange.username.clone(),
            server,
        );
        let start = Start {
            state,
            connection,
            connect: making.into_connect(),
            zone: display_zone(&settings),
            ahead,
            details: settings.privacy.details,
        };
        let (commands, receiver) = mpsc::unbounded_channel();
        let first = Arc::new(start.state.snapshot.clone());
        let (sender, snapshots) = watch::channel(first);
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(Engine::new(start, receiver, stopped, sender).run());
        Ok(Self { handle: Handle { commands, snapshots }, stop, task })
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
        Ok(Making::new(profile, settings)?.connection(password).await)
    }

    /// Waits for the first complete refresh, or for a state that will not change by itself, at most `limit`.
    pub async fn settled(&self, limit: Duration) -> Arc<Snapshot> {
        let mut snapshots = self.handle.snapshots.clone();
        let settled = |snapshot: &Arc<Snapshot>| {
            snapshot.version > 0
                && !snapshot.refreshing
                && (snapshot.last_complete.is_some() || snapshot.board != Board::Stale || !snapshot.causes.is_empty())
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

/// The zone in which times are shown: the setting, else the system's, else UTC.
pub fn display_zone(settings: &Settings) -> Zone {
    let system = || iana_time_zone::get_timezone().ok().and_then(|name| name.parse().ok());
    Zone::Named(settings.display.zone.or_else(system).unwrap_or(chrono_tz::UTC))
}

/// What it takes to make a connection.
#[derive(Clone)]
struct Making {
    client: Client,
    settings: Settings,
    state: std::path::PathBuf,
}

impl Making {
    fn new(profile: &Profile, settings: &Settings) -> Result<Self, Vec<Notice>> {
        let client =
            Client::new(ClientOptions::from_settings(&settings.network)).map_err(|error| vec![error.notice()])?;
        Ok(Self { client, settings: settings.clone(), state: profile.folders().state().to_path_buf() })
    }

    /// A connection with this password, or with the one that the key store keeps.
    async fn connection(&self, password: Option<Secret>) -> Result<Connection, Notice> {
        if let Some(notice) = self.obstacle() {
            return Err(notice);
        }
        let password = match password {
            Some(password) => Some(password),
            None => self.kept_password().await,
        };
        match password {
            Some(password) => self.connect(password, false).await,
            None => Err(Notice::new("no-password")),
        }
    }

    /// Why nothing can be asked, whatever the password.
    fn obstacle(&self) -> Option<Notice> {
        let exchange = &self.settings.exchange;
        if !self.settings.enabled.0 {
            return Some(Notice::new("switched-off"));
        }
        if self.settings.provider == Provider::Office365
            || matches!(exchange.authentication, Authentication::Ntlm | Authentication::Negotiate)
        {
            return Some(Notice::new("not-available-yet"));
        }
        let missing = missing(&self.settings);
        (!missing.is_empty()).then(|| Notice::new("not-configured").with("keys", missing.join(", ")))
    }

    fn origin(&self) -> Option<Origin> {
        let exchange = &self.settings.exchange;
        exchange.ews_url.as_ref().map(|url| Origin::new(url, &exchange.username))
    }

    async fn kept_password(&self) -> Option<Secret> {
        let origin = self.origin()?;
        SecretStore::system().get(KEY_STORE_SERVICE, origin.key_store_name()).await.ok().flatten()
    }

    async fn connect(&self, password: Secret, remember: bool) -> Result<Connection, Notice> {
        if let Some(notice) = self.obstacle() {
            return Err(notice);
        }
        let exchange = &self.settings.exchange;
        let (Some(origin), Some(url)) = (self.origin(), exchange.ews_url.clone()) else {
            return Err(Notice::new("not-configured").with("keys", "exchange.ews_url"));
        };
        let store = SecretStore::system();
        let store = if store.status().await.is_ok() { store } else { SecretStore::in_memory() };
        if remember && let Err(error) = store.set(KEY_STORE_SERVICE, origin.key_store_name(), &password).await {
            tracing::warn!(%error, "the password could not be kept");
        }
        let name = format!("sign-in-{}", origin.file_name());
        let keeper = Arc::new(Keeper::new(&self.state, &name, Arc::new(SystemClock)));
        let username = exchange.username.clone();
        let account =
            BasicAccount::new(self.client.clone(), Arc::clone(&keeper), &origin, username, password, &store).await;
        let tag = account.tag().clone();
        let channel: Arc<dyn Channel> = Arc::new(account);
        Ok(Connection { source: Arc::new(EwsSource::new(channel, url, exchange.version)), keeper, tag })
    }

    fn into_connect(self) -> Connect {
        Box::new(move |password, remember| {
            let making = self.clone();
            Box::pin(async move { making.connect(password, remember).await })
        })
    }
}
