//! Office 365: from settings to a connection of whoever signed in last, in the way that was chosen.

use super::{Maker, Place};
use crate::account::oauth::{Directory, OAuthAccount, Service, SignIn, Vault};
use crate::account::{Channel, Scheme, SchemeChoice};
use crate::refresh::{Connection, Whom};
use crate::settings::{Assignment, Choice as _, ExchangeVersion, Office365Api, Provider, Settings, Way, missing};
use crate::source::Source;
use crate::source::ews::EwsSource;
use crate::source::graph::GraphSource;
use crate::store::SecretStore;
use crate::words::Notice;
use chrono::Local;
use std::sync::Arc;

impl Maker {
    /// Why nothing can be asked, whoever is signed in.
    pub(super) fn office365_obstacle(&self) -> Option<Notice> {
        if Way::granted(&self.settings).is_empty() {
            return Some(Notice::new("setting-no-grant"));
        }
        let missing = missing(&self.settings);
        (!missing.is_empty()).then(|| Notice::new("check-missing").with("keys", missing.join(", ")))
    }

    /// Where a password is used, and whose it is. Presented as Basic alone: Exchange Online never knew another way.
    pub(super) fn office365_place(&self) -> Option<Place> {
        let choice = self.choice();
        let (url, origin) = choice.password(&self.settings)?;
        let (schemes, version) = (SchemeChoice::Only(Scheme::Basic), ExchangeVersion::Detect);
        Some(Place { url, origin, username: choice.username(&self.settings), schemes, version })
    }

    /// Whoever signed in last; the key store is not asked.
    pub(super) fn whom_at_microsoft(&self) -> Option<Whom> {
        let directory = Directory::from_settings(&self.settings).ok()?;
        let vault = Vault::new(SecretStore::in_memory(), &self.state, directory.origin());
        let account = vault.account().map(|account| account.username).unwrap_or_default();
        let server = directory.service().host_str().unwrap_or_default().to_owned();
        Some(Whom { account, server, way: Way::Microsoft })
    }

    /// The token service, and where a sign-in is kept.
    fn office365(&mut self) -> Result<(Service, Vault), Notice> {
        let directory = Directory::from_settings(&self.settings).map_err(|error| error.notice())?;
        let origin = directory.origin();
        let keeper = self.keeper(&origin);
        let vault = Vault::new(self.store.clone(), &self.state, origin);
        Ok((Service::new(self.client.clone(), keeper, directory), vault))
    }

    /// What an interactive sign-in needs.
    pub(super) async fn sign_in_office365(&mut self) -> Result<SignIn, Notice> {
        if self.settings.provider != Provider::Office365 {
            return Err(Notice::new("sign-in-not-office365"));
        }
        if let Some(notice) = self.obstacle() {
            return Err(notice);
        }
        if !Way::granted(&self.settings).contains(&Way::Microsoft) {
            return Err(Notice::new("sign-in-way-not-granted"));
        }
        let (service, vault) = self.office365()?;
        Ok(SignIn::new(service, vault).instead_of(self.choice()))
    }

    /// Asks Microsoft Graph in place of Exchange Web Services from now on, and keeps that in the settings file.
    pub(super) fn save_graph(&self) -> Result<Settings, Vec<Notice>> {
        let lacking = |settings: &Settings| match missing(settings).as_slice() {
            [] => Ok(()),
            keys => Err(vec![Notice::new("check-missing").with("keys", keys.join(", "))]),
        };
        let graph = |mut settings: Settings| {
            settings.office365.api = Office365Api::Graph;
            settings
        };
        lacking(&graph(self.settings.clone()))?;
        let change = [Assignment::new("office365.api", Office365Api::Graph.name())];
        let saved =
            self.profile.load_settings(Local::now()).and_then(|loaded| self.profile.set_settings(&loaded, &change));
        saved.map_err(|error| error.notices())?;
        // What else stands in the file is taken over by whoever follows it.
        Ok(graph(self.settings.clone()))
    }

    /// A connection with the tokens of whoever signed in last.
    pub(super) async fn connect_microsoft(&mut self) -> Result<Connection, Notice> {
        let (service, vault) = self.office365()?;
        let (keeper, url) = (self.keeper(&service.directory().origin()), service.directory().service().clone());
        let account = OAuthAccount::open(service, vault).await.map_err(|failure| {
            tracing::info!(%failure, "not signed in to Office 365");
            failure.notice()
        })?;
        let channel: Arc<dyn Channel> = Arc::new(account.clone());
        let source: Arc<dyn Source> = match self.settings.office365.api {
            Office365Api::Ews => {
                Arc::new(EwsSource::new(channel, url, ExchangeVersion::Detect).asked_by(account.username()))
            }
            Office365Api::Graph => Arc::new(GraphSource::new(channel, &url)),
        };
        Ok(Connection { source, keeper, credential: Arc::new(account) })
    }
}
