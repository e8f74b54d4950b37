//! From settings and a password to a connection.

mod office365;

use super::{Connection, Connector};
use crate::account::oauth::SignIn;
use crate::account::{BasicAccount, Channel, HandshakeAccount, KEY_STORE_SERVICE, Origin, Scheme, SchemeChoice};
use crate::guard::{Keeper, SystemClock, Tag};
use crate::net::{Client, ClientOptions};
use crate::settings::{Authentication, Provider, Settings, missing};
use crate::source::ews::EwsSource;
use crate::store::{Secret, SecretStore};
use crate::words::Notice;
use futures_util::future::BoxFuture;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

/// Makes connections to what the settings name. What it learnt of an account stays with it, so that other settings lead
/// neither to another sign-in nor past a stop.
pub(super) struct Maker {
    client: Client,
    settings: Settings,
    /// Where the guard keeps its records.
    state: PathBuf,
    /// The password in use, and whose it is: it goes nowhere else.
    password: Option<(Origin, Secret)>,
    /// The guards by their names. What one could not write down it knows all the same.
    keepers: HashMap<String, Arc<Keeper>>,
    /// For the tags: one and the same for the whole process, so that a password has one tag only.
    store: Option<SecretStore>,
}

impl Maker {
    /// # Errors
    /// When the settings cannot be worked with at all (a certificate file that cannot be read).
    pub(super) fn new(settings: Settings, state: PathBuf) -> Result<Self, Vec<Notice>> {
        let client = client(&settings)?;
        Ok(Self { client, settings, state, password: None, keepers: HashMap::new(), store: None })
    }

    /// The connection of the start. `password` comes before the key store's.
    pub(super) async fn first(&mut self, password: Option<Secret>) -> Result<Connection, Notice> {
        self.password = self.origin().zip(password);
        self.connect().await
    }

    /// Why nothing can be asked, whatever the password.
    fn obstacle(&self) -> Option<Notice> {
        if !self.settings.enabled.0 {
            return Some(Notice::new("switched-off"));
        }
        if self.settings.provider == Provider::Office365 {
            return self.office365_obstacle();
        }
        // Without a name it would be whoever is signed in to this computer.
        let exchange = &self.settings.exchange;
        let nameless = exchange.authentication == Authentication::Negotiate && exchange.username.is_empty();
        if nameless {
            return Some(Notice::new("not-available-yet"));
        }
        let missing = missing(&self.settings);
        (!missing.is_empty()).then(|| Notice::new("not-configured").with("keys", missing.join(", ")))
    }

    fn origin(&self) -> Option<Origin> {
        let exchange = &self.settings.exchange;
        exchange.ews_url.as_ref().map(|url| Origin::new(url, &exchange.username))
    }

    /// The password of the account: the one in use, if it is for this very account and server, else the key store's.
    async fn password(&self, origin: &Origin) -> Option<Secret> {
        if let Some((_, password)) = self.password.as_ref().filter(|(owner, _)| owner == origin) {
            return Some(password.clone());
        }
        SecretStore::system().get(KEY_STORE_SERVICE, origin.key_store_name()).await.ok().flatten()
    }

    async fn connect(&mut self) -> Result<Connection, Notice> {
        if let Some(notice) = self.obstacle() {
            return Err(notice);
        }
        if self.settings.provider == Provider::Office365 {
            return self.connect_office365().await;
        }
        let exchange = self.settings.exchange.clone();
        let (Some(origin), Some(url)) = (self.origin(), exchange.ews_url) else {
            return Err(Notice::new("not-configured").with("keys", "exchange.ews_url"));
        };
        let Some(password) = self.password(&origin).await else { return Err(Notice::new("no-password")) };
        self.password = Some((origin.clone(), password.clone()));
        let store = self.store().await;
        let keeper = self.keeper(&origin);
        let (client, username) = (self.client.clone(), exchange.username.clone());
        let guard = Arc::clone(&keeper);
        let (channel, tag): (Arc<dyn Channel>, Tag) = match SchemeChoice::from(exchange.authentication) {
            SchemeChoice::Only(Scheme::Basic) => {
                let account = BasicAccount::new(client, guard, &origin, username, password, &store).await;
                let tag = account.tag().clone();
                (Arc::new(account), tag)
            }
            choice => {
                let way = (client, choice);
                let account = HandshakeAccount::new(way, guard, &origin, username, password, &store).await;
                let tag = account.tag().clone();
                (Arc::new(account), tag)
            }
        };
        let source = EwsSource::new(channel, url, exchange.version).asked_by(exchange.username);
        Ok(Connection { source: Arc::new(source), keeper, tag, account: None })
    }

    /// The guard of an account at a server: one and the same for the whole process.
    fn keeper(&mut self, origin: &Origin) -> Arc<Keeper> {
        let name = origin.guard_name();
        let keeper = self.keepers.entry(name.clone());
        Arc::clone(keeper.or_insert_with(|| Arc::new(Keeper::new(&self.state, &name, Arc::new(SystemClock)))))
    }

    async fn store(&mut self) -> SecretStore {
        if let Some(store) = &self.store {
            return store.clone();
        }
        self.store.insert(SecretStore::usable().await).clone()
    }
}

fn client(settings: &Settings) -> Result<Client, Vec<Notice>> {
    Client::new(ClientOptions::from_settings(&settings.network)).map_err(|error| vec![error.notice()])
}

impl Connector for Maker {
    fn with_password(&mut self, password: Secret, remember: bool) -> BoxFuture<'_, Result<Connection, Notice>> {
        Box::pin(async move {
            let origin = self.origin();
            if let (true, Some(origin)) = (remember, &origin) {
                let kept = self.store().await.set(KEY_STORE_SERVICE, origin.key_store_name(), &password).await;
                if let Err(error) = kept {
                    tracing::warn!(%error, "the password could not be kept");
                }
            }
            self.password = origin.zip(Some(password));
            self.connect().await
        })
    }

    fn under(&mut self, settings: Settings) -> BoxFuture<'_, Result<Result<Connection, Notice>, Vec<Notice>>> {
        Box::pin(async move {
            if settings.network != self.settings.network {
                self.client = client(&settings)?;
            }
            self.settings = settings;
            Ok(self.connect().await)
        })
    }

    fn sign_in(&mut self) -> BoxFuture<'_, Result<SignIn, Notice>> {
        Box::pin(self.sign_in_office365())
    }

    fn sign_out(&mut self) -> BoxFuture<'_, Result<(), Notice>> {
        Box::pin(async move {
            if self.settings.provider == Provider::Office365 {
                return self.sign_out_office365().await;
            }
            let Some((origin, _)) = self.password.take() else { return Ok(()) };
            let forgotten = self.store().await.delete(KEY_STORE_SERVICE, origin.key_store_name()).await;
            forgotten.map_err(|error| error.notice())
        })
    }
}
