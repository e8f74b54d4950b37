//! The account: one connection, signed in once, each sign-in and each request through the guard. What goes next, and what an
//! answer means, is decided by [`Steps`]; here it is carried out.

use super::context::SecurityContext;
use super::scheme::Challenge;
use super::steps::{End, Heard, Step, Steps};
use super::{HandshakeError, Scheme, SchemeChoice};
use crate::account::outcome::{outcome, probe};
use crate::account::{Channel, ChannelError, Judge, Origin, basic, share_tag, tag_of, to_its_end};
use crate::guard::{Keeper, Mode, Outcome, Permit, Refusal, RefusalKind, SignIn, Tag, Trigger};
use crate::net::{Client, Connection, Cut, NetError, Reply, Request};
use crate::store::{Secret, SecretStore};
use bytes::Bytes;
use futures_util::future::BoxFuture;
use http::{HeaderMap, HeaderValue, StatusCode};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::Instant;

/// How long a connection that is signed in is kept for the next request. Each new one is a logon at the domain controller, so longer than
/// between two refreshes, but below the 120 s after which IIS closes it: a request that crosses the closing is asked again.
const KEPT: Duration = Duration::from_secs(100);
/// The same for one that is not (Basic), as the pooled ones: what crosses the closing there is a lost password.
const KEPT_UNSIGNED: Duration = Duration::from_secs(30);

/// An account that signs in with name and password in whatever way the server asks for.
#[derive(Debug, Clone)]
pub struct HandshakeAccount {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    client: Client,
    keeper: Arc<Keeper>,
    choice: SchemeChoice,
    username: String,
    password: Secret,
    tag: Tag,
    kept: Mutex<Kept>,
}

/// What is kept between requests.
#[derive(Debug, Default)]
struct Kept {
    connection: Option<KeptConnection>,
    /// The scheme that the server took last.
    scheme: Option<Scheme>,
}

#[derive(Debug)]
struct KeptConnection {
    connection: Connection,
    signed_in: bool,
    used: Instant,
}

impl Kept {
    fn keep(&mut self, connection: Connection, signed_in: bool) {
        self.connection = Some(KeptConnection { connection, signed_in, used: Instant::now() });
    }

    /// The connection, if another request may go on it, and whether it is signed in.
    fn take(&mut self) -> Option<(Connection, bool)> {
        let KeptConnection { connection, signed_in, used } = self.connection.take()?;
        let limit = if signed_in { KEPT } else { KEPT_UNSIGNED };
        (connection.is_open() && used.elapsed() < limit).then_some((connection, signed_in))
    }
}

type Attempted = (Result<Reply, ChannelError>, Outcome);

/// The server answered, and it was not about the credential.
const UNSAID: Outcome = Outcome::Answered { sign_in: SignIn::Unsaid, wait: None };

impl HandshakeAccount {
    /// The account `username` (`DOMAIN\user`, `user@domain`) with `password` at `origin`, guarded by `keeper`.
    pub async fn new(
        (client, choice): (Client, SchemeChoice),
        keeper: Arc<Keeper>,
        origin: &Origin,
        username: String,
        password: Secret,
        store: &SecretStore,
    ) -> Self {
        let tag = tag_of(origin, &password, store).await;
        keeper.shares(&tag, share_tag(origin, &password));
        let kept = Mutex::default();
        Self { inner: Arc::new(Inner { client, keeper, choice, username, password, tag, kept }) }
    }

    /// The tag by which the guard remembers the password: the same for every scheme.
    pub fn tag(&self) -> &Tag {
        &self.inner.tag
    }
}

impl Channel for HandshakeAccount {
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
        let send = move |permit: Permit| -> BoxFuture<'static, Attempted> {
            let (this, request) = (Arc::clone(&this), request.clone());
            Box::pin(async move {
                match permit.mode() {
                    Mode::Bare => {
                        let (result, outcome) = probe(&this.client, &request).await;
                        (result.map_err(ChannelError::from), outcome)
                    }
                    Mode::WithCredential => this.send(request, judge, permit).await,
                }
            })
        };
        self.keeper.attempt(&self.tag, trigger, send).await?
    }

    /// On the connection that is signed in; where there is none, or it is so no longer, after a handshake.
    async fn send(&self, request: Request, judge: Judge, permit: Permit) -> Attempted {
        let mut kept = self.kept.lock().await;
        let (connection, signed_in) = kept.take().unzip();
        let steps = Steps::begin(self.choice, kept.scheme, signed_in == Some(true));
        Handshake { account: self, connection, permit, steps }.carry_out(request, judge, &mut kept).await
    }
}

/// A sign-in under way on one connection, under one permit.
struct Handshake<'a> {
    account: &'a Inner,
    connection: Option<Connection>,
    permit: Permit,
    steps: Steps,
}

impl Handshake<'_> {
    /// One step after the other. The proof leaves once at most.
    async fn carry_out(mut self, request: Request, judge: Judge, kept: &mut Kept) -> Attempted {
        let mut opened: Option<SecurityContext> = None;
        let mut challenges = Vec::new();
        let mut last = HeaderMap::new();
        loop {
            let step = self.steps.now();
            let result = match step {
                Step::Request | Step::Plain => self.ask(&request, None).await,
                Step::Opening(scheme) => {
                    kept.scheme = None;
                    let mut context = match self.context(scheme) {
                        Ok(context) => context,
                        Err(reason) => return message(&request, reason),
                    };
                    let Some(opening) = context.opening().ok().and_then(|opening| scheme.header(&opening)) else {
                        return message(&request, "the opening message cannot be made".to_owned());
                    };
                    opened = Some(context);
                    self.ask(&request, Some(opening)).await
                }
                Step::Proof(scheme) => {
                    let challenge = Challenge::message(&challenges, scheme);
                    let Some((context, connection, challenge)) = both(opened, self.connection.take(), challenge) else {
                        return not_kept(&request);
                    };
                    let response = match response(context, &connection, challenge, scheme) {
                        Ok(response) => response,
                        Err(reason) => return message(&request, reason),
                    };
                    return self.prove(connection, request, judge, (scheme, response), kept).await;
                }
                Step::Password => {
                    kept.scheme = None;
                    return self.basic(request, judge, kept).await;
                }
                Step::End(end) => return self.ended(end, None, judge, &request, &last, kept),
            };
            if let Some(reply) = result.as_ref().ok().filter(|reply| reply.status == StatusCode::UNAUTHORIZED) {
                last = reply.headers.clone();
                challenges = Challenge::all(&last);
            }
            self.steps.on(&self.heard(step, &result, &challenges));
            if result.is_err() {
                self.connection = None;
            }
            if let Step::End(end) = self.steps.now() {
                return self.ended(end, Some(result), judge, &request, &last, kept);
            }
        }
    }

    fn context(&self, scheme: Scheme) -> Result<SecurityContext, String> {
        SecurityContext::new(scheme, &self.account.username, &self.account.password)
    }

    /// What came of a step, as the machine knows it.
    fn heard(&self, step: Step, result: &Result<Reply, NetError>, challenges: &[Challenge]) -> Heard {
        match result {
            Ok(reply) if reply.status == StatusCode::UNAUTHORIZED => Heard::Challenge {
                offered: self.account.choice.among(challenges),
                message: matches!(step, Step::Opening(scheme) if Challenge::message(challenges, scheme).is_some()),
                open: self.connection.as_ref().is_some_and(Connection::is_open),
            },
            Ok(_) => Heard::Answer,
            Err(NetError::NotSent { .. } | NetError::Lost { cut: Cut::Closed, .. }) => Heard::Closed,
            Err(_) => Heard::Broken,
        }
    }

    /// It ended without a proof.
    fn ended(
        self,
        end: End,
        result: Option<Result<Reply, NetError>>,
        judge: Judge,
        request: &Request,
        last: &HeaderMap,
        kept: &mut Kept,
    ) -> Attempted {
        match (end, result) {
            (End::NotKept, _) | (_, None) => not_kept(request),
            (End::NotOffered, _) => not_offered(request, last, self.account.choice),
            (end, Some(result)) => {
                if let (End::Requested, Some(connection)) = (end, self.connection) {
                    kept.keep(connection, true);
                }
                let outcome = end.outcome(outcome(&result, judge));
                (result.map_err(ChannelError::from), outcome)
            }
        }
    }

    /// The last step: the proof, with the request itself.
    async fn prove(
        self,
        mut connection: Connection,
        request: Request,
        judge: Judge,
        (scheme, response): (Scheme, HeaderValue),
        kept: &mut Kept,
    ) -> Attempted {
        let bound = connection.binding().is_some();
        let result = connection.with_response(request, response, self.permit).await;
        let outcome = outcome(&result, judge);
        let reply = match result {
            Ok(reply) => reply,
            Err(error) => return (Err(error.into()), outcome),
        };
        if reply.status == StatusCode::UNAUTHORIZED {
            return refused(reply, outcome, bound);
        }
        kept.scheme = Some(scheme);
        kept.keep(connection, true);
        (Ok(reply), outcome)
    }

    /// Basic, which the server asked for: the password with the request.
    async fn basic(mut self, request: Request, judge: Judge, kept: &mut Kept) -> Attempted {
        let Some(header) = basic::header(&self.account.username, &self.account.password) else {
            return message(&request, "the name or the password cannot be sent".to_owned());
        };
        let mut connection = match self.open(&request).await {
            Ok(connection) => connection,
            Err(error) => {
                let outcome = End::Unproved.outcome(outcome(&Err(error.clone()), judge));
                return (Err(error.into()), outcome);
            }
        };
        let result = connection.with_password(request, header, self.permit).await;
        let outcome = outcome(&result, judge);
        if result.as_ref().is_ok_and(|reply| reply.status != StatusCode::UNAUTHORIZED) {
            // Not signed in: the next request carries the password again.
            kept.scheme = Some(Scheme::Basic);
            kept.keep(connection, false);
        }
        (result.map_err(ChannelError::from), outcome)
    }

    /// A step without proof, on a connection that is opened where need be. With an opening message the body waits for the
    /// proof; the plain request is whole, in case the server wants no sign-in at all.
    async fn ask(&mut self, request: &Request, opening: Option<HeaderValue>) -> Result<Reply, NetError> {
        let step = match opening {
            Some(_) => {
                Request { operation: "sign-in", body: Bytes::new(), id: uuid::Uuid::new_v4(), ..request.clone() }
            }
            None => request.clone(),
        };
        let mut connection = self.open(request).await?;
        let result = connection.without_proof(step, opening, &self.permit).await;
        self.connection = Some(connection);
        result
    }

    async fn open(&mut self, request: &Request) -> Result<Connection, NetError> {
        match self.connection.take().filter(Connection::is_open) {
            Some(connection) => Ok(connection),
            None => self.account.client.connect(&request.url).await,
        }
    }
}

/// The answer to the challenge, for the header.
fn response(
    mut context: SecurityContext,
    connection: &Connection,
    challenge: &[u8],
    scheme: Scheme,
) -> Result<HeaderValue, String> {
    let response = context.response(challenge, connection.binding())?;
    scheme.header(&response).ok_or_else(|| "the response cannot be sent".to_owned())
}

fn both<A, B, C>(a: Option<A>, b: Option<B>, c: Option<C>) -> Option<(A, B, C)> {
    Some((a?, b?, c?))
}

/// 401 to the proof. Where the answer does not say more, the causes that only handshakes have are named too.
fn refused(reply: Reply, outcome: Outcome, bound: bool) -> Attempted {
    match outcome {
        Outcome::Answered { sign_in: SignIn::Refused(refusal), wait } if refusal.kind == RefusalKind::Credentials => {
            let kind = if bound { RefusalKind::Handshake } else { RefusalKind::Unbound };
            let refusal = Refusal { kind, ..refusal };
            let outcome = Outcome::Answered { sign_in: SignIn::Refused(refusal.clone()), wait };
            (Err(ChannelError::Refused(refusal)), outcome)
        }
        outcome => (Ok(reply), outcome),
    }
}

fn not_offered(request: &Request, headers: &HeaderMap, choice: SchemeChoice) -> Attempted {
    let (host, wanted) = (host(request), choice.wanted());
    let error = match choice.offered_by(&host, headers) {
        Err(error) => error,
        // Offered, and then not taken: as good as not offered.
        Ok(offered) => HandshakeError::NotOffered { host, offered, wanted },
    };
    (Err(error.into()), UNSAID)
}

fn not_kept(request: &Request) -> Attempted {
    (Err(HandshakeError::NotKept { host: host(request) }.into()), UNSAID)
}

fn message(request: &Request, reason: String) -> Attempted {
    (Err(HandshakeError::Message { host: host(request), reason }.into()), UNSAID)
}

fn host(request: &Request) -> String {
    request.url.host_str().unwrap_or_default().to_owned()
}
