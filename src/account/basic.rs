//! Name and password, sent with each request (Basic, RFC 7617), each one through the guard.

use super::{Channel, ChannelError, Judge, Origin, tag_of};
use crate::guard::{Held, Keeper, Mode, Outcome, Permit, Refusal, RefusalKind, SignIn, Tag, Trigger};
use crate::net::{Client, NetError, NotSent, Reply, Request};
use crate::store::{Secret, SecretStore};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures_util::future::BoxFuture;
use http::{HeaderValue, Method};
use std::sync::Arc;
use std::time::Duration;
use zeroize::Zeroizing;

/// A server that takes longer than this for its challenge is not well enough for a password.
const PROMPT: Duration = Duration::from_secs(10);

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
        Self { inner: Arc::new(Inner { client, keeper, username, password, tag }) }
    }

    /// The tag by which the guard remembers the password.
    pub fn tag(&self) -> &Tag {
        &self.inner.tag
    }
}

impl Channel for BasicAccount {
    fn exchange(&self, request: Request, judge: Judge, trigger: Trigger) -> BoxFuture<'_, Result<Reply, ChannelError>> {
        let inner = Arc::clone(&self.inner);
        Box::pin(async move {
            // In a task of its own: whoever waits may go, the request and what is noted of it may not be cut off.
            let task = tokio::spawn(async move { inner.exchange(request, judge, trigger).await });
            match task.await {
                Ok(result) => result,
                Err(_) => Err(ChannelError::Held(Held::Busy)),
            }
        })
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
                    Mode::Bare => this.probe(&request).await,
                    Mode::WithCredential => this.send(request, judge, permit).await,
                }
            })
        };
        Ok(self.keeper.attempt(&self.tag, trigger, send).await??)
    }

    async fn send(&self, request: Request, judge: Judge, permit: Permit) -> (Result<Reply, NetError>, Outcome) {
        let Some(header) = self.header() else {
            let why = NotSent::Other("the name or the password cannot be sent".to_owned());
            return (Err(NetError::NotSent { host: String::new(), why }), Outcome::NotSent);
        };
        let result = self.client.with_credential(request, header, permit).await;
        let outcome = outcome(&result, judge);
        (result, outcome)
    }

    /// Whether the server answers, and promptly: without the credential and without a body.
    async fn probe(&self, request: &Request) -> (Result<Reply, NetError>, Outcome) {
        let bare = Request {
            operation: "probe",
            method: Method::GET,
            body: bytes::Bytes::new(),
            id: uuid::Uuid::new_v4(),
            ..request.clone()
        };
        let result = self.client.bare(bare).await;
        let outcome = match &result {
            Ok(reply) if reply.took > PROMPT => Outcome::Lost,
            Ok(reply) => Outcome::Answered {
                sign_in: if reply.is_challenge() { SignIn::Challenged } else { SignIn::Unsaid },
                wait: None,
            },
            Err(NetError::NotSent { .. }) => Outcome::NotSent,
            Err(_) => Outcome::Lost,
        };
        (result, outcome)
    }

    fn header(&self) -> Option<HeaderValue> {
        let pair = Zeroizing::new(format!("{}:{}", self.username, self.password.expose()));
        let value = Zeroizing::new(format!("Basic {}", STANDARD.encode(pair.as_bytes())));
        let mut header = HeaderValue::from_str(&value).ok()?;
        header.set_sensitive(true);
        Some(header)
    }
}

/// What the result of a request with a credential means for the account.
fn outcome(result: &Result<Reply, NetError>, judge: Judge) -> Outcome {
    match result {
        Ok(reply) => judge(reply),
        Err(NetError::NotSent { .. }) => Outcome::NotSent,
        Err(NetError::Lost { .. }) => Outcome::Lost,
        // The status line alone decides where the rest is missing.
        Err(NetError::Broken { status, .. } | NetError::TooLarge { status, .. }) => {
            let refused = |kind| SignIn::Refused(Refusal { kind, status: *status, request_id: None });
            let sign_in = match status {
                401 | 456 => refused(RefusalKind::Credentials),
                403 => refused(RefusalKind::Forbidden),
                _ => SignIn::Unsaid,
            };
            Outcome::Answered { sign_in, wait: None }
        }
    }
}
