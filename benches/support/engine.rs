//! An engine that refreshes as fast as it may: the product keeps 30 s and more between two refreshes, so its own engine
//! is given another interval here.

use attendant_calendar::account::{BasicAccount, Origin};
use attendant_calendar::guard::{Keeper, SystemClock};
use attendant_calendar::net::{Client, ClientOptions};
use attendant_calendar::people::{Person, Roster};
use attendant_calendar::refresh::{Connection, Connector, Engine, Handle, Start, State};
use attendant_calendar::settings::{ExchangeVersion, Settings};
use attendant_calendar::source::ews::EwsSource;
use attendant_calendar::store::{Secret, SecretStore};
use attendant_calendar::words::Notice;
use chrono::{TimeDelta, Utc};
use futures_util::future::BoxFuture;
use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinHandle;

/// Where to ask, and as whom.
pub struct Server {
    pub url: url::Url,
    pub account: String,
    pub password: String,
}

/// A signed-in connection whose guard keeps its record in `folder`.
pub async fn connect(server: Server, folder: &Path) -> Result<Connection, Box<dyn Error>> {
    let Server { url, account, password } = server;
    let client = Client::new(ClientOptions::from_settings(&Settings::default().network))?;
    let keeper = Arc::new(Keeper::new(folder, "sign-in", Arc::new(SystemClock)));
    let (origin, store) = (Origin::new(&url, &account), SecretStore::in_memory());
    let password = Secret::new(password);
    let account = BasicAccount::new(client, Arc::clone(&keeper), &origin, account, password, &store).await;
    let tag = account.tag().clone();
    let source = Arc::new(EwsSource::new(Arc::new(account), url, ExchangeVersion::Detect));
    Ok(Connection { source, keeper, credential: Arc::new(tag) })
}

/// An engine that begins its next refresh this long after the last one. It ends when its stop is dropped.
pub fn start(
    connection: Connection,
    people: Vec<Person>,
    pause: Duration,
) -> (Handle, oneshot::Sender<()>, JoinHandle<()>) {
    let mut settings = Settings::default();
    settings.display.zone = Some(chrono_tz::Europe::Berlin);
    let state = State::new(Arc::new(Roster { people }), &settings).paced(pause);
    let (commands, receiver) = mpsc::unbounded_channel();
    let (sender, snapshots) = watch::channel(Arc::new(state.snapshot().clone()));
    let (stop, stopped) = oneshot::channel();
    let start = Start {
        state,
        connection: Ok(connection),
        connector: Box::new(NoOther),
        settings: Arc::new(settings),
        ahead: TimeDelta::zero(),
        wall: Arc::new(Utc::now),
    };
    let task = tokio::spawn(Engine::new(start, receiver, stopped, sender).run());
    (Handle { commands, snapshots }, stop, task)
}

/// Nobody types a password or saves settings while something is measured.
struct NoOther;

impl Connector for NoOther {
    fn with_password(&mut self, _: Secret, _: bool) -> BoxFuture<'_, Result<Connection, Notice>> {
        Box::pin(async { Err(Notice::new("no-password")) })
    }

    fn under(&mut self, _: Settings) -> BoxFuture<'_, Result<Result<Connection, Notice>, Vec<Notice>>> {
        Box::pin(async { Err(Vec::new()) })
    }
}
