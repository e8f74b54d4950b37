//! What the engine asks through, and who makes it.

use crate::account::Credential;
use crate::account::oauth::SignIn;
use crate::guard::{Held, Keeper, Protection, Tag};
use crate::settings::{Settings, Way};
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
    /// What it leaves with.
    pub credential: Arc<dyn Credential>,
}

impl Connection {
    /// The credential, as the guard knows it now.
    pub fn tag(&self) -> Tag {
        self.credential.current_tag()
    }

    /// Why nothing would leave now; none where something would.
    pub fn held(&self) -> Option<Held> {
        self.keeper.held(&self.tag())
    }

    /// What the guard knows of the account.
    pub fn protection(&self) -> Protection {
        self.keeper.protection(&self.tag())
    }
}

/// Who is signed in or is to sign in, where, and how; as far as it is known without asking anybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whom {
    /// What people call the account; empty where it is not known.
    pub account: String,
    /// The host; empty where none is named.
    pub server: String,
    /// How it signs in.
    pub way: Way,
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

    /// Who signs in, where and how, where that is not for the settings alone to say.
    fn whom(&self) -> Option<Whom> {
        None
    }

    /// A person chooses to sign in to Office 365 with this name and a password, which follows.
    ///
    /// # Errors
    /// Where that is not granted, or cannot be remembered.
    fn choose_password(&mut self, _username: &str) -> Result<(), Notice> {
        Err(Notice::new("sign-in-way-not-granted"))
    }

    /// A person chooses Microsoft Graph in place of Exchange Web Services, which is kept in the settings file. The settings
    /// with that choice.
    ///
    /// # Errors
    /// Why it cannot be chosen, or not be kept.
    fn use_graph(&mut self) -> Result<Settings, Vec<Notice>> {
        Err(vec![Notice::new("sign-in-not-office365")])
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
