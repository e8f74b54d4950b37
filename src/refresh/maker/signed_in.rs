//! The signed-in user: from settings to a connection, with nothing typed and nothing kept.

use super::Maker;
use crate::account::{Channel, HandshakeAccount, Origin, SchemeChoice, SignedInUser};
use crate::refresh::{Connection, Whom};
use crate::settings::Way;
use crate::source::SourceError;
use crate::source::ews::EwsSource;
use crate::words::Notice;
use std::sync::Arc;

impl Maker {
    /// As the system named them when the connection was made.
    pub(super) fn whom_signed_in(&self) -> Option<Whom> {
        let account = self.user.as_ref().map(|user| user.name().to_owned()).unwrap_or_default();
        let url = self.settings.exchange.ews_url.as_ref();
        let server = url.and_then(|url| url.host_str()).unwrap_or_default().to_owned();
        Some(Whom { account, server, way: Way::SignedIn })
    }

    pub(super) async fn connect_signed_in(&mut self) -> Result<Connection, Notice> {
        (self.password, self.user) = (None, None);
        let exchange = self.settings.exchange.clone();
        let Some(url) = exchange.ews_url.clone() else {
            return Err(Notice::new("not-configured").with("keys", "exchange.ews_url"));
        };
        let host = url.host_str().unwrap_or_default();
        let found = SignedInUser::find().await;
        let user = found.map_err(|failure| SourceError::from(failure.into_error(host)).notice())?;
        let origin = Origin::new(&url, user.name());
        let keeper = self.keeper(&origin);
        let way = (self.client.clone(), SchemeChoice::from(&exchange));
        self.user = Some(user.clone());
        let account = HandshakeAccount::signed_in(way, Arc::clone(&keeper), &origin, user);
        let credential = Arc::new(account.tag().clone());
        let channel: Arc<dyn Channel> = Arc::new(account);
        let source = Arc::new(EwsSource::new(channel, url, exchange.version));
        Ok(Connection { source, keeper, credential })
    }
}
