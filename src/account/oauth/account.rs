//! The sign-in at work: a channel that puts a bearer token on each request, and renews it before its end.

use super::granted::Granted;
use super::vault::Account;
use super::{Failure, Service, Vault, challenge};
use crate::account::outcome::probe;
use crate::account::{Channel, ChannelError, Credential, Judge, to_its_end};
use crate::guard::{Held, Mode, Outcome, Permit, Refusal, RefusalKind, SignIn, Stamp, Tag, Trigger};
use crate::net::{Cut, NetError, NotSent, Reply, Request};
use crate::store::{Kept, Secret};
use futures_util::future::BoxFuture;
use http::{HeaderValue, StatusCode};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;
use uuid::Uuid;
use zeroize::Zeroizing;

/// An account that is signed in to Office 365.
#[derive(Debug, Clone)]
pub struct OAuthAccount {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    service: Service,
    vault: Vault,
    /// Who was signed in when the account was opened.
    account: Account,
    tag: Tag,
    /// Whoever holds it renews; everybody else waits for what comes of that.
    tokens: Mutex<Tokens>,
}

/// The access token is in memory alone.
#[derive(Debug)]
struct Tokens {
    account: Account,
    refresh: Secret,
    access: Option<Access>,
}

#[derive(Debug, Clone)]
struct Access {
    token: Secret,
    since: Stamp,
    renew_after: Duration,
    lasts: Duration,
}

/// Whether a request may be repeated with another token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Round {
    First,
    Last,
}

impl OAuthAccount {
    /// The account that signed in last.
    ///
    /// # Errors
    /// [`Failure::SignedOut`] where nobody did, or the key store's reasons.
    pub async fn open(service: Service, vault: Vault) -> Result<Self, Failure> {
        let account = vault.account().ok_or(Failure::SignedOut)?;
        let refresh = vault.refresh_token(&account).await?.ok_or(Failure::SignedOut)?;
        let tag = account.tag();
        let tokens = Mutex::new(Tokens { account: account.clone(), refresh, access: None });
        Ok(Self { inner: Arc::new(Inner { service, vault, account, tag, tokens }) })
    }

    /// The tag by which the guard remembers the sign-in that it was opened with.
    pub fn tag(&self) -> &Tag {
        &self.inner.tag
    }

    /// What people call the account.
    pub fn username(&self) -> &str {
        &self.inner.account.username
    }
}

impl Credential for OAuthAccount {
    fn current_tag(&self) -> Tag {
        // Requests go over to a newer sign-in by themselves.
        self.inner.vault.account().map_or_else(|| self.inner.tag.clone(), |newest| newest.tag())
    }
}

impl Channel for OAuthAccount {
    fn exchange(&self, request: Request, judge: Judge, trigger: Trigger) -> BoxFuture<'_, Result<Reply, ChannelError>> {
        to_its_end(Arc::clone(&self.inner).exchange(request, judge, trigger))
    }
}

impl Inner {
    async fn exchange(
        self: Arc<Self>,
        request: Request,
        judge: Judge,
        trigger: Trigger,
    ) -> Result<Reply, ChannelError> {
        let (tag, token) = self.token(trigger).await?;
        let reply = Arc::clone(&self).send(&tag, &request, token.clone(), judge, trigger, Round::First).await?;
        if !wants_another_token(&reply) {
            return Ok(reply);
        }
        let claims = challenge::claims(&reply.headers);
        tracing::info!(challenge = claims.is_some(), "the access token is not accepted; it is renewed once");
        let token = self.token_after(&token, claims, trigger).await?;
        let request = Request { id: Uuid::new_v4(), ..request };
        let reply = Arc::clone(&self).send(&tag, &request, token, judge, trigger, Round::Last).await?;
        if wants_another_token(&reply) { Err(self.held(&tag)) } else { Ok(reply) }
    }

    async fn send(
        self: Arc<Self>,
        tag: &Tag,
        request: &Request,
        token: Secret,
        judge: Judge,
        trigger: Trigger,
        round: Round,
    ) -> Result<Reply, ChannelError> {
        let (this, request) = (Arc::clone(&self), request.clone());
        let send = move |permit: Permit| -> BoxFuture<'static, (Result<Reply, NetError>, Outcome)> {
            let (this, request, token) = (Arc::clone(&this), request.clone(), token.clone());
            Box::pin(async move {
                let Some(header) = bearer(&token) else {
                    let why = NotSent::Other("the access token cannot be sent".to_owned());
                    return (Err(NetError::NotSent { host: String::new(), why }), Outcome::NotSent);
                };
                match permit.mode() {
                    Mode::Bare => probe(this.service.client(), &request).await,
                    Mode::WithCredential => {
                        let result = this.service.client().with_credential(request, header, permit).await;
                        let outcome = outcome(&result, judge, round);
                        if is_refused(&outcome) {
                            // What is allowed meanwhile, only a newer token says.
                            this.tokens.lock().await.access = None;
                        }
                        (result, outcome)
                    }
                }
            })
        };
        Ok(self.service.keeper().attempt(tag, trigger, send).await??)
    }

    /// An access token that holds for now, renewed if it is time, and the sign-in that it belongs to.
    async fn token(&self, trigger: Trigger) -> Result<(Tag, Secret), ChannelError> {
        let mut tokens = self.tokens.lock().await;
        self.follow(&mut tokens).await?;
        let tag = tokens.account.tag();
        let now = self.service.keeper().now();
        let access = tokens.access.clone();
        let fresh = |access: &&Access| !access.since.remaining(access.renew_after, &now).is_zero();
        if let Some(access) = access.as_ref().filter(fresh) {
            return Ok((tag, access.token.clone()));
        }
        match self.renew(&mut tokens, None, trigger).await {
            Ok(token) => Ok((tag, token)),
            // The old one holds for a few minutes yet; the service may be back by then.
            Err(error) => match access.filter(|access| !access.since.remaining(access.lasts, &now).is_zero()) {
                Some(access) if passes(&error) => Ok((tag, access.token)),
                _ => Err(error),
            },
        }
    }

    /// Goes over to a newer sign-in, where somebody has made one meanwhile, here or on the command line. Who signed out there
    /// is signed out here.
    async fn follow(&self, tokens: &mut Tokens) -> Result<(), ChannelError> {
        let Some(newest) = self.vault.account() else {
            tokens.access = None;
            return Err(Held::SignedOut.into());
        };
        if newest.tag() != tokens.account.tag()
            && let Ok(Some(refresh)) = self.vault.refresh_token(&newest).await
        {
            tracing::info!("somebody has signed in anew");
            *tokens = Tokens { account: newest, refresh, access: None };
        }
        Ok(())
    }

    /// Another access token than `refused`, asked for with what a challenge wants.
    async fn token_after(
        &self,
        refused: &Secret,
        claims: Option<String>,
        trigger: Trigger,
    ) -> Result<Secret, ChannelError> {
        let mut tokens = self.tokens.lock().await;
        match &tokens.access {
            // Somebody else has renewed it meanwhile.
            Some(access) if access.token.expose() != refused.expose() => Ok(access.token.clone()),
            _ => {
                tokens.access = None;
                self.renew(&mut tokens, claims, trigger).await
            }
        }
    }

    async fn renew(
        &self,
        tokens: &mut Tokens,
        claims: Option<String>,
        trigger: Trigger,
    ) -> Result<Secret, ChannelError> {
        let granted =
            self.service.for_refresh_token(&tokens.account.tag(), &tokens.refresh, claims.as_deref(), trigger).await;
        match granted {
            Ok(granted) => Ok(self.take(tokens, &granted).await),
            Err(failure) => Err(self.failed(&tokens.account, failure, claims)),
        }
    }

    /// Takes new tokens over; the newest refresh token is kept at once.
    async fn take(&self, tokens: &mut Tokens, granted: &Granted) -> Secret {
        if let Some(refresh) = granted.refresh() {
            if let Kept::ThisRun(error) = self.vault.keep_token(&tokens.account, &refresh).await {
                // The one before is not revoked by use, so that the next start finds a good one all the same.
                tracing::warn!(%error, "the newest refresh token could not be kept");
            }
            tokens.refresh = refresh;
        }
        let token = granted.access();
        tokens.access = Some(Access {
            token: token.clone(),
            since: self.service.keeper().now(),
            renew_after: granted.renew_after(),
            lasts: granted.lasts(),
        });
        token
    }

    /// A renewal that failed, in the channel's terms. What the next interactive sign-in has to ask for is noted.
    fn failed(&self, account: &Account, failure: Failure, claims: Option<String>) -> ChannelError {
        match failure {
            Failure::Channel(error) => error,
            Failure::Refused { answer, .. } => {
                let is_newest = self.vault.account().is_some_and(|newest| newest.tag() == account.tag());
                if let Some(claims) = answer.claims.clone().or(claims).filter(|_| is_newest) {
                    let wanting = account.clone().wanting(claims);
                    if let Err(error) = self.vault.note(&wanting) {
                        tracing::warn!(%error, "what the next sign-in has to ask for could not be noted");
                    }
                }
                self.held(&account.tag())
            }
            other => match self.service.keeper().held(&account.tag()) {
                Some(held) => held.into(),
                None => {
                    let host = self.service.directory().host().to_owned();
                    NetError::Lost { host, cut: Cut::Nonsense(other.to_string()) }.into()
                }
            },
        }
    }

    /// Why nothing leaves after a refusal.
    fn held(&self, tag: &Tag) -> ChannelError {
        let keeper = self.service.keeper();
        keeper.held(tag).unwrap_or_else(|| Held::RefusedBefore(keeper.now())).into()
    }
}

/// Whether another token may help: a 401, or a 403 that names the claims it wants.
fn wants_another_token(reply: &Reply) -> bool {
    reply.status == StatusCode::UNAUTHORIZED
        || reply.status == StatusCode::FORBIDDEN && challenge::claims(&reply.headers).is_some()
}

fn is_refused(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Answered { sign_in: SignIn::Refused(_), .. })
}

/// Whether a renewal failed in a way that says nothing against the old token.
fn passes(error: &ChannelError) -> bool {
    matches!(error, ChannelError::Net(_) | ChannelError::Held(Held::Waiting { .. } | Held::Busy))
}

fn bearer(token: &Secret) -> Option<HeaderValue> {
    let value = Zeroizing::new(format!("Bearer {}", token.expose()));
    let mut header = HeaderValue::from_str(&value).ok()?;
    header.set_sensitive(true);
    Some(header)
}

/// What the result of a request with a token means for the sign-in. A first 401 is no refusal yet: tokens end.
fn outcome(result: &Result<Reply, NetError>, judge: Judge, round: Round) -> Outcome {
    let refused = |status, id| {
        let kind = RefusalKind::SignInNeeded(0);
        SignIn::Refused(Refusal { kind, status, request_id: id })
    };
    let decided = |status, id| match round {
        Round::First => Outcome::Answered { sign_in: SignIn::Unsaid, wait: None },
        Round::Last => Outcome::Answered { sign_in: refused(status, id), wait: None },
    };
    match result {
        Ok(reply) if wants_another_token(reply) => {
            let id = reply.header("request-id").filter(|id| !id.is_empty() && id.len() <= 100).map(str::to_owned);
            decided(reply.status.as_u16(), Some(id.unwrap_or_else(|| reply.id.to_string())))
        }
        Ok(reply) => judge(reply),
        Err(NetError::NotSent { .. }) => Outcome::NotSent,
        Err(NetError::Lost { .. }) => Outcome::Lost,
        Err(NetError::Broken { status: 401, .. } | NetError::TooLarge { status: 401, .. }) => decided(401, None),
        Err(NetError::Broken { .. } | NetError::TooLarge { .. }) => {
            Outcome::Answered { sign_in: SignIn::Unsaid, wait: None }
        }
    }
}
