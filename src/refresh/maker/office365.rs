//! Office 365: from settings to a connection of whoever signed in last.

use super::Maker;
use crate::account::Channel;
use crate::account::oauth::{Directory, OAuthAccount, Service, Vault};
use crate::refresh::Connection;
use crate::settings::{ExchangeVersion, Office365Api, missing};
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

    pub(super) async fn connect_office365(&mut self) -> Result<Connection, Notice> {
        let directory = Directory::from_settings(&self.settings).map_err(|error| error.notice())?;
        let (origin, url) = (directory.origin(), directory.service().clone());
        let keeper = self.keeper(&origin);
        let vault = Vault::new(self.store().await, &self.state, origin);
        let service = Service::new(self.client.clone(), Arc::clone(&keeper), directory);
        let account = OAuthAccount::open(service, vault).await.map_err(|failure| {
            tracing::info!(%failure, "not signed in to Office 365");
            failure.notice()
        })?;
        let tag = account.tag().clone();
        let channel: Arc<dyn Channel> = Arc::new(account);
        Ok(Connection { source: Arc::new(EwsSource::new(channel, url, ExchangeVersion::Detect)), keeper, tag })
    }
}
