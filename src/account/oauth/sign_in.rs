//! Interactive sign-ins: what all ways have in common.

use super::browser::{BrowserSignIn, Pages};
use super::device::DeviceSignIn;
use super::granted::Granted;
use super::id_token::{self, IdTokenFault};
use super::listener::Listener;
use super::paste::PasteSignIn;
use super::vault::{self, Account};
use super::{Directory, Failure, Service, Vault};
use crate::account::Choice;
use crate::guard::{Keeper, SystemClock};
use crate::net::{Client, ClientOptions};
use crate::settings::Settings;
use crate::store::{Kept, Secret};
use crate::words::{Notice, Words};
use oauth2::{CsrfToken, PkceCodeChallenge, RedirectUrl, Scope};
use std::path::Path;
use std::sync::Arc;
use url::Url;
use uuid::Uuid;

/// A sign-in that a person begins, one way or another. Dropping what it becomes cancels it.
#[derive(Debug)]
pub struct SignIn {
    pub(super) service: Service,
    vault: Vault,
    /// The choice of another way, which this sign-in takes back.
    choice: Option<Choice>,
    id: String,
}

/// Somebody has signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// Who.
    pub account: Account,
    /// For how long.
    pub kept: Kept,
}

impl SignIn {
    /// A sign-in at `service`, to be kept in `vault`.
    pub fn new(service: Service, vault: Vault) -> Self {
        Self { service, vault, choice: None, id: Uuid::new_v4().simple().to_string() }
    }

    /// The same; whoever has signed in so has taken `choice` back.
    #[must_use]
    pub fn instead_of(self, choice: Choice) -> Self {
        Self { choice: Some(choice), ..self }
    }

    /// A sign-in to what the settings name; `folder` is that of what a profile remembers.
    ///
    /// # Errors
    /// When the settings name no directory that can be asked, or no client can be made of them.
    pub fn from_settings(settings: &Settings, folder: &Path) -> Result<Self, Notice> {
        let directory = Directory::from_settings(settings).map_err(|error| error.notice())?;
        let client = Client::new(ClientOptions::from_settings(&settings.network)).map_err(|error| error.notice())?;
        let origin = directory.origin();
        let keeper = Keeper::new(folder, &origin.guard_name(), Arc::new(SystemClock));
        let vault = Vault::from_settings(settings, folder).map_err(|error| error.notice())?;
        let sign_in = Self::new(Service::new(client, Arc::new(keeper), directory), vault);
        Ok(sign_in.instead_of(Choice::new(folder)))
    }

    /// Where it is asked for.
    pub fn directory(&self) -> &Directory {
        self.service.directory()
    }

    /// In the system's browser, which comes back to this computer. `words` are for the page that it ends on.
    ///
    /// # Errors
    /// When the directory does not exist or cannot be reached, the guard's record cannot be kept, or loopback cannot be
    /// listened on.
    pub async fn browser(self, words: &Words) -> Result<BrowserSignIn, Failure> {
        // First, because its port is part of the redirect address.
        let listener = Listener::bind().await?;
        let begun = self.begin(listener.redirect()).await?;
        Ok(BrowserSignIn::new(begun, listener, Pages::new(words)))
    }

    /// In any browser, whose last address a person brings back.
    ///
    /// # Errors
    /// As [`Self::browser`].
    pub async fn paste(self) -> Result<PasteSignIn, Failure> {
        let redirect = self.service.directory().native_redirect();
        Ok(PasteSignIn::new(self.begin(redirect).await?))
    }

    /// With a code that a person enters on any device.
    ///
    /// # Errors
    /// When the service gives no code.
    pub async fn device(self) -> Result<DeviceSignIn, Failure> {
        self.confirm().await?;
        DeviceSignIn::begin(self).await
    }

    /// What the guard knows this sign-in by.
    pub(super) fn tag(&self) -> crate::guard::Tag {
        vault::tag(&self.id)
    }

    async fn begin(self, redirect: String) -> Result<Begun, Failure> {
        // A wrong directory would show in the browser only, and be waited for in vain.
        self.service.reachable().await?;
        self.confirm().await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let nonce = CsrfToken::new_random();
        let back = RedirectUrl::new(redirect.clone()).map_err(|error| Failure::Listen(error.to_string()))?;
        let client = self.service.public_client()?.set_redirect_uri(back);
        let mut request = client
            .authorize_url(CsrfToken::new_random)
            .add_scopes(self.service.directory().scopes().into_iter().map(Scope::new))
            .set_pkce_challenge(challenge)
            .add_extra_param("response_mode", "query")
            .add_extra_param("nonce", nonce.secret().clone());
        let before = self.vault.account();
        request = match before.as_ref().map(|before| before.username.clone()).filter(|name| !name.is_empty()) {
            Some(name) => request.add_extra_param("login_hint", name),
            None => request.add_extra_param("prompt", "select_account"),
        };
        if let Some(claims) = before.and_then(|before| before.claims) {
            request = request.add_extra_param("claims", claims);
        }
        let (address, state) = request.url();
        let secret = |text: &String| Secret::new(text.clone());
        let (state, nonce) = (secret(state.secret()), secret(nonce.secret()));
        let verifier = Secret::new(verifier.into_secret());
        Ok(Begun { sign_in: self, address, redirect, state, nonce, verifier })
    }

    /// A person who signs in anew means it, whatever was refused just before.
    async fn confirm(&self) -> Result<(), Failure> {
        let confirmed = self.service.keeper().confirm(&self.tag()).await;
        confirmed.map_err(|held| Failure::Channel(held.into()))
    }

    /// Checks who signed in, and keeps the sign-in.
    pub(super) async fn accept(&self, granted: &Granted, nonce: Option<&Secret>) -> Result<SignedIn, Failure> {
        let token = granted.id_token().ok_or(IdTokenFault::Unreadable)?;
        let now = self.service.keeper().now().wall;
        let identity = id_token::check(token, self.service.directory(), nonce, now)?;
        let refresh = granted.refresh().ok_or(Failure::NotLasting)?;
        let account = Account::new(self.id.clone(), identity.key, identity.username);
        self.vault.ask_again();
        let kept = self.vault.keep(&account, &refresh).await?;
        if let Some(choice) = &self.choice {
            choice.forget()?;
        }
        match &kept {
            Kept::Lasting => tracing::info!("signed in to Office 365"),
            Kept::ThisRun(error) => tracing::warn!(%error, "signed in to Office 365, for this run only"),
        }
        Ok(SignedIn { account, kept })
    }
}

/// A sign-in that waits for its code.
#[derive(Debug)]
pub(super) struct Begun {
    sign_in: SignIn,
    pub(super) address: Url,
    pub(super) redirect: String,
    pub(super) state: Secret,
    nonce: Secret,
    verifier: Secret,
}

impl Begun {
    /// Takes the code, which is good for one attempt.
    pub(super) async fn finish(self, code: Secret) -> Result<SignedIn, Failure> {
        let Self { sign_in, redirect, nonce, verifier, .. } = self;
        let granted = sign_in.service.for_code(&sign_in.tag(), &code, &verifier, &redirect).await?;
        sign_in.accept(&granted, Some(&nonce)).await
    }
}
