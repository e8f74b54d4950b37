//! From settings and a password to a connection.

mod office365;
mod signed_in;

use super::{Connection, Connector, Machine, Whom};
use crate::account::oauth::{SignIn, exchange_url};
use crate::account::{
    self, BasicAccount, Channel, Choice, HandshakeAccount, KEY_STORE_SERVICE, Origin, Scheme, SchemeChoice,
    SignedInUser, tag_store,
};
use crate::guard::{Clock, Keeper, Tag};
use crate::net::{Client, ClientOptions};
use crate::profile::Profile;
use crate::settings::{ExchangeVersion, Provider, Settings, Way, missing, sign_in_problem};
use crate::source::ews::EwsSource;
use crate::store::{Secret, SecretStore, computer_name};
use crate::words::Notice;
use futures_util::future::BoxFuture;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use url::Url;

/// Makes connections to what the settings name. What it learnt of an account stays with it, so that other settings lead
/// neither to another sign-in nor past a stop.
pub(super) struct Maker {
    client: Client,
    settings: Settings,
    profile: Profile,
    /// Where the guard keeps its records.
    state: PathBuf,
    /// The guard's.
    clock: Arc<dyn Clock>,
    /// The password in use, and whose it is: it goes nowhere else.
    password: Option<(Origin, Secret)>,
    /// The signed-in user, as the system named them last.
    user: Option<SignedInUser>,
    /// The guards by their names. What one could not write down it knows all the same.
    keepers: HashMap<String, Arc<Keeper>>,
    /// Where secrets are kept.
    store: SecretStore,
    /// For the tags: one and the same for the whole process, so that a password has one tag only.
    tags: Option<SecretStore>,
    /// Why what was to be remembered is not, to be told once.
    not_kept: Option<Notice>,
}

/// Where a password is used, whose it is, and how it is presented.
struct Place {
    url: Url,
    origin: Origin,
    username: String,
    schemes: SchemeChoice,
    version: ExchangeVersion,
}

impl Maker {
    /// # Errors
    /// When the settings cannot be worked with at all (a certificate file that cannot be read).
    pub(super) fn new(settings: Settings, profile: Profile, machine: Machine) -> Result<Self, Vec<Notice>> {
        let client = client(&settings)?;
        let state = profile.folders().state().to_path_buf();
        let Machine { guard: clock, store, .. } = machine;
        let (password, user, keepers) = (None, None, HashMap::new());
        let (tags, not_kept) = (None, None);
        Ok(Self { client, settings, profile, state, clock, password, user, keepers, store, tags, not_kept })
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
        if let Some(problem) = sign_in_problem(&self.settings) {
            return Some(Notice::from(&problem));
        }
        let missing = missing(&self.settings);
        (!missing.is_empty()).then(|| Notice::new("not-configured").with("keys", missing.join(", ")))
    }

    /// The way that a person chose, where settings leave a choice.
    fn choice(&self) -> Choice {
        Choice::new(&self.state)
    }

    /// How the account signs in.
    fn way(&self) -> Way {
        self.choice().way(&self.settings)
    }

    /// Where a password is used; none where none is.
    fn password_place(&self) -> Option<Place> {
        let exchange = &self.settings.exchange;
        match self.way() {
            Way::Microsoft | Way::SignedIn => None,
            Way::Office365Password => self.office365_place(),
            Way::OnSite => exchange.ews_url.clone().map(|url| Place {
                origin: Origin::new(&url, &exchange.username),
                url,
                username: exchange.username.clone(),
                schemes: SchemeChoice::from(exchange),
                version: exchange.version,
            }),
        }
    }

    fn origin(&self) -> Option<Origin> {
        self.password_place().map(|place| place.origin)
    }

    /// The password of the account: the one in use, if it is for this very account and server, else the key store's.
    async fn password(&self, origin: &Origin) -> Result<Secret, Notice> {
        if let Some((_, password)) = self.password.as_ref().filter(|(owner, _)| owner == origin) {
            return Ok(password.clone());
        }
        match self.store.get(KEY_STORE_SERVICE, origin.key_store_name()).await {
            Ok(password) => password.ok_or_else(|| Notice::new("no-password")),
            Err(error) => {
                tracing::warn!(%error, "the password could not be looked up");
                Err(error.notice())
            }
        }
    }

    /// Remembers a password beyond this run. One that was remembered before would be tried at the next start in vain.
    async fn remember(&mut self, origin: &Origin, password: &Secret) {
        self.store.ask_again();
        let name = origin.key_store_name();
        let Err(error) = self.store.set(KEY_STORE_SERVICE, name, password).await else { return };
        tracing::warn!(%error, "the password could not be kept");
        self.not_kept = Some(error.not_kept());
        if let Err(error) = self.store.delete(KEY_STORE_SERVICE, name).await {
            tracing::debug!(%error, "nor could one that was kept before be removed");
        }
    }

    async fn connect(&mut self) -> Result<Connection, Notice> {
        if let Some(notice) = self.obstacle() {
            return Err(notice);
        }
        if self.way() == Way::Microsoft {
            return self.connect_microsoft().await;
        }
        if self.way() == Way::SignedIn {
            return self.connect_signed_in().await;
        }
        // Where nobody is named yet, the name is asked for together with the password.
        let Some(Place { url, origin, username, schemes, version }) = self.password_place() else {
            return Err(Notice::new("no-password"));
        };
        let password = self.password(&origin).await?;
        self.password = Some((origin.clone(), password.clone()));
        let store = self.tags().await;
        let keeper = self.keeper(&origin);
        let (client, account) = (self.client.clone(), username.clone());
        let guard = Arc::clone(&keeper);
        let (channel, tag): (Arc<dyn Channel>, Tag) = match schemes {
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
        let source = Arc::new(EwsSource::new(channel, url, version).asked_by(account));
        Ok(Connection { source, keeper, credential: Arc::new(tag) })
    }

    /// The guard of an account at a server: one and the same for the whole process.
    fn keeper(&mut self, origin: &Origin) -> Arc<Keeper> {
        let name = origin.guard_name();
        let keeper = self.keepers.entry(name.clone());
        let keeper = keeper.or_insert_with(|| Arc::new(Keeper::new(&self.state, &name, Arc::clone(&self.clock))));
        keeper.share_in(self.settings.protection.shared_folder.as_deref(), &computer_name());
        Arc::clone(keeper)
    }

    async fn tags(&mut self) -> SecretStore {
        if let Some(tags) = &self.tags {
            return tags.clone();
        }
        let tags = tag_store(&self.store).await;
        self.tags.insert(tags).clone()
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
                self.remember(origin, &password).await;
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

    fn whom(&self) -> Option<Whom> {
        let way = self.way();
        let host = |url: &Url| url.host_str().unwrap_or_default().to_owned();
        match way {
            Way::OnSite => None,
            Way::SignedIn => self.whom_signed_in(),
            Way::Microsoft => self.whom_at_microsoft(),
            Way::Office365Password => {
                let account = self.choice().username(&self.settings);
                let server = exchange_url(&self.settings).as_ref().map(host).unwrap_or_default();
                Some(Whom { account, server, way })
            }
        }
    }

    fn choose_password(&mut self, username: &str) -> Result<(), Notice> {
        if !Way::granted(&self.settings).contains(&Way::Office365Password) {
            return Err(Notice::new("sign-in-way-not-granted"));
        }
        self.choice().keep(username, &self.settings).map_err(|error| error.notice())
    }

    fn use_graph(&mut self) -> Result<Settings, Vec<Notice>> {
        self.save_graph()
    }

    fn sign_in(&mut self) -> BoxFuture<'_, Result<SignIn, Notice>> {
        Box::pin(self.sign_in_office365())
    }

    fn sign_out(&mut self) -> BoxFuture<'_, Result<(), Notice>> {
        Box::pin(async move {
            if let Some((origin, _)) = self.password.take() {
                self.keeper(&origin).forget_credentials();
            }
            self.store.ask_again();
            account::sign_out(&self.settings, &self.state, &self.store).await.map_err(|failure| failure.notice())
        })
    }

    fn not_kept(&mut self) -> Option<Notice> {
        self.not_kept.take()
    }

    fn ask_key_store_again(&mut self) {
        self.store.ask_again();
    }

    fn key_store_is_back(&self) -> BoxFuture<'static, ()> {
        let store = self.store.clone();
        Box::pin(async move { store.is_back().await })
    }
}
