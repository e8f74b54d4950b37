//! What the engine asks through, and who makes it.

use crate::account::oauth::SignIn;
use crate::guard::{Keeper, Tag};
use crate::settings::Settings;
use crate::source::Source;
use crate::store::Secret;
use crate::words::Notice;
use futures_util::future::BoxFuture;
use std::sync::Arc;

/// What the engine asks, and as whom. Made anew when the credential or the way to the server changes.
#[derive(Clone)]
pub struct Connection {
    /// The server.
    pub source: Arc<dyn Source>,
    /// Who lets requests go.
    pub keeper: Arc<Keeper>,
    /// The credential, as the guard knows it.
    pub tag: Tag,
    /// Who is signed in, where the settings do not say.
    pub account: Option<String>,
}

/// Makes connections.
pub trait Connector: Send {
    /// A connection with this password, as typed. `remember`: keep it in the operating system's key store.
    ///
    /// # Errors
    /// Why nothing can be asked.
    fn with_password(&mut self, password: Secret, remember: bool) -> BoxFuture<'_, Result<Connection, Notice>>;

    /// The connection under other settings, or why nothing can be asked under them.
    ///
    /// # Errors
    /// When they cannot be worked with at all; then the old ones stay in force.
    fn under(&mut self, settings: Settings) -> BoxFuture<'_, Result<Result<Connection, Notice>, Vec<Notice>>>;

    /// Why the last password that was to be remembered is not; told once.
    fn not_kept(&mut self) -> Option<Notice> {
        None
    }

    /// A person wants an answer: a key store that failed before is asked again.
    fn ask_key_store_again(&mut self) {}

    /// Resolves when a key store that was given up answers after all.
    fn key_store_is_back(&self) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }

    /// What an interactive sign-in needs. Accounts on site have none.
    ///
    /// # Errors
    /// Why there is none.
    fn sign_in(&mut self) -> BoxFuture<'_, Result<SignIn, Notice>> {
        Box::pin(async { Err(Notice::new("sign-in-not-office365")) })
    }

    /// Forgets everything that is kept of the account, where anything is.
    ///
    /// # Errors
    /// When the key store or a file refuses.
    fn sign_out(&mut self) -> BoxFuture<'_, Result<(), Notice>> {
        Box::pin(async { Ok(()) })
    }
}
