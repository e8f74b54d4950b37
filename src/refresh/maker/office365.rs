//! Office 365: from settings to a connection of whoever signed in last.

use super::Maker;
use crate::account::Channel;
use crate::account::oauth::{Directory, OAuthAccount, Service, SignIn, Vault};
use crate::refresh::Connection;
use crate::settings::{ExchangeVersion, Office365Api, Provider, missing};
use crate::source::ews::EwsSource;
use crate::words::Notice;
use std::sync::Arc;

impl Maker {
    /// Why nothing can be asked, whoever is signed in.
    pub(super) fn office365_obstacle(&self) -> Option<Notice> {
        let office = &self.settings.office365;
        if !office.grant_modern && office.grant_basic {
            return Some(Notice::new("office365-basic"));
        }
        let missing = missing(&self.settings);
        if !missing.is_empty() {
            return Some(Notice::new("check-missing").with("keys", missing.join(", ")));
        }
        (office.api == Office365Api::Graph).then(|| Notice::new("graph-not-available-yet"))
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
        let (service, vault) = self.office365()?;
        Ok(SignIn::new(service, vault))
    }

    /// Forgets everything that was kept of the sign-in.
    pub(super) async fn sign_out_office365(&mut self) -> Result<(), Notice> {
        let (_, vault) = self.office365()?;
        vault.forget().await.map(drop).map_err(|failure| failure.notice())
    }

    pub(super) async fn connect_office365(&mut self) -> Result<Connection, Notice> {
        let (service, vault) = self.office365()?;
        let (keeper, url) = (self.keeper(&service.directory().origin()), service.directory().service().clone());
        let account = OAuthAccount::open(service, vault).await.map_err(|failure| {
            tracing::info!(%failure, "not signed in to Office 365");
            failure.notice()
        })?;
        let (tag, name) = (account.tag().clone(), account.username().to_owned());
        let channel: Arc<dyn Channel> = Arc::new(account);
        let source = Arc::new(EwsSource::new(channel, url, ExchangeVersion::Detect));
        Ok(Connection { source, keeper, tag, account: Some(name) })
    }
}
