//! Name and password, sent with each request (Basic, RFC 7617), each one through the guard.

use super::outcome::{outcome, probe};
use super::{Channel, ChannelError, Judge, Origin, share_tag, tag_of, to_its_end};
use crate::guard::{Keeper, Mode, Outcome, Permit, Tag, Trigger};
use crate::net::{Client, NetError, NotSent, Reply, Request};
use crate::store::{Secret, SecretStore};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures_util::future::BoxFuture;
use http::HeaderValue;
use std::sync::Arc;
use zeroize::Zeroizing;

/// An account that signs in with name and password.
#[derive(Debug, Clone)]
pub struct BasicAccount {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    client: Client,
    keeper: Arc<Keeper>,
    username: String,
    password: Secret,
    tag: Tag,
}

impl BasicAccount {
    /// The account `username` with `password` at `origin`, guarded by `keeper`.
    pub async fn new(
        client: Client,
        keeper: Arc<Keeper>,
        origin: &Origin,
        username: String,
        password: Secret,
        store: &SecretStore,
    ) -> Self {
        let tag = tag_of(origin, &password, store).await;
        keeper.shares(&tag, share_tag(origin, &password));
        Self { inner: Arc::new(Inner { client, keeper, username, password, tag }) }
    }

    /// The tag by which the guard remembers the password.
    pub fn tag(&self) -> &Tag {
        &self.inner.tag
    }
}

impl Channel for BasicAccount {
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
        let this = Arc::clone(&self);
        let send = move |permit: Permit| -> BoxFuture<'static, (Result<Reply, NetError>, Outcome)> {
            let (this, request) = (Arc::clone(&this), request.clone());
            Box::pin(async move {
                match permit.mode() {
                    Mode::Bare => probe(&this.client, &request).await,
                    Mode::WithCredential => this.send(request, judge, permit).await,
                }
            })
        };
        Ok(self.keeper.attempt(&self.tag, trigger, send).await??)
    }

    async fn send(&self, request: Request, judge: Judge, permit: Permit) -> (Result<Reply, NetError>, Outcome) {
        let Some(header) = header(&self.username, &self.password) else {
            let why = NotSent::Other("the name or the password cannot be sent".to_owned());
            return (Err(NetError::NotSent { host: String::new(), why }), Outcome::NotSent);
        };
        let result = self.client.with_credential(request, header, permit).await;
        let outcome = outcome(&result, judge);
        (result, outcome)
    }
}

/// The `Authorization` header; none where the name or the password cannot stand in one.
pub(super) fn header(username: &str, password: &Secret) -> Option<HeaderValue> {
    let pair = Zeroizing::new(format!("{username}:{}", password.expose()));
    let value = Zeroizing::new(format!("Basic {}", STANDARD.encode(pair.as_bytes())));
    let mut header = HeaderValue::from_str(&value).ok()?;
    header.set_sensitive(true);
    Some(header)
}
