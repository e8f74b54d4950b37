//! The account: one connection, signed in once, each sign-in and each request through the guard. What goes next, and what an
//! answer means, is decided by [`Steps`]; here it is carried out.

use super::context::{Message, SecurityContext};
use super::scheme::Challenge;
use super::steps::{End, Heard, Step, Steps};
use super::{Credential, Failure, HandshakeError, KerberosFault, Scheme, SchemeChoice, SignedInUser};
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

/// An account that signs in, with name and password or as the signed-in user, in whatever way the server asks for.
#[derive(Debug, Clone)]
pub struct HandshakeAccount {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    client: Client,
    keeper: Arc<Keeper>,
    choice: SchemeChoice,
    credential: Credential,
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

/// Nothing that could count against the account has left.
const NOTHING_PROVED: Outcome = Outcome::NotSent;
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
        Self::with((client, choice), keeper, Credential::Typed { username, password }, tag)
    }

    /// The signed-in `user` at `origin`, guarded by `keeper`. Their password cannot be seen, so the tag is the account's: another
    /// password of the system's goes unnoticed.
    pub fn signed_in(way: (Client, SchemeChoice), keeper: Arc<Keeper>, origin: &Origin, user: SignedInUser) -> Self {
        let tag = Tag::new(format!("s:{}", origin.file_name()));
        Self::with(way, keeper, Credential::SignedIn(user), tag)
    }

    fn with((client, choice): (Client, SchemeChoice), keeper: Arc<Keeper>, credential: Credential, tag: Tag) -> Self {
        Self { inner: Arc::new(Inner { client, keeper, choice, credential, tag, kept: Mutex::default() }) }
    }

    /// The tag by which the guard remembers the credential: the same for every scheme.
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
                    match self.open(&request).await {
                        Err(error) => Err(error),
                        Ok(connection) => match self.opening(scheme, &request, &connection).await {
                            Err(failure) => return unmade(&request, failure),
                            Ok((_, opening)) if opening.proves => {
                                self.steps.proves_at_once();
                                return self.prove(connection, request, judge, (scheme, opening), kept).await;
                            }
                            Ok((context, opening)) => {
                                opened = Some(context);
                                self.connection = Some(connection);
                                let Some(opening) = scheme.header(&opening.bytes) else {
                                    return message(&request, "the opening message cannot be sent".to_owned());
                                };
                                self.ask(&request, Some(opening)).await
                            }
                        },
                    }
                }
                Step::Proof(scheme) => {
                    let challenge = Challenge::message(&challenges, scheme).map(<[u8]>::to_vec);
                    let Some((context, connection, challenge)) = both(opened, self.connection.take(), challenge) else {
                        return not_kept(&request);
                    };
                    let binding = connection.binding().cloned();
                    return match context.step(Some(challenge), binding).await {
                        Ok((_, response)) => self.prove(connection, request, judge, (scheme, response), kept).await,
                        Err(failure) => unmade(&request, failure),
                    };
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

    /// The opening message, bound to the connection.
    async fn opening(
        &self,
        scheme: Scheme,
        request: &Request,
        connection: &Connection,
    ) -> Result<(SecurityContext, Message), Failure> {
        let context = SecurityContext::begin(scheme, &self.account.credential, &host(request)).await?;
        let (context, opening) = context.step(None, connection.binding().cloned()).await?;
        // The system has no ticket and would go on with NTLM.
        if scheme == Scheme::Kerberos && !opening.proves {
            return Err(Failure::Kerberos(KerberosFault::NoTicket));
        }
        Ok((context, opening))
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
        (scheme, response): (Scheme, Message),
        kept: &mut Kept,
    ) -> Attempted {
        let Some(response) = scheme.header(&response.bytes) else {
            return message(&request, "the response cannot be sent".to_owned());
        };
        let kind = match (&self.account.credential, connection.binding()) {
            (Credential::SignedIn(_), _) => RefusalKind::SignedIn,
            (Credential::Typed { .. }, Some(_)) => RefusalKind::Handshake,
            (Credential::Typed { .. }, None) => RefusalKind::Unbound,
        };
        let result = connection.with_response(request, response, self.permit).await;
        let outcome = outcome(&result, judge);
        let reply = match result {
            Ok(reply) => reply,
            Err(error) => return (Err(error.into()), outcome),
        };
        if reply.status == StatusCode::UNAUTHORIZED {
            return refused(reply, outcome, kind);
        }
        kept.scheme = Some(scheme);
        kept.keep(connection, true);
        (Ok(reply), outcome)
    }

    /// Basic, which the server asked for: the password with the request.
    async fn basic(mut self, request: Request, judge: Judge, kept: &mut Kept) -> Attempted {
        let header = match &self.account.credential {
            Credential::Typed { username, password } => basic::header(username, password),
            Credential::SignedIn(_) => None,
        };
        let Some(header) = header else {
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

fn both<A, B, C>(a: Option<A>, b: Option<B>, c: Option<C>) -> Option<(A, B, C)> {
    Some((a?, b?, c?))
}

/// 401 to the proof. Where the answer does not say more, the causes that only handshakes have are named too.
fn refused(reply: Reply, outcome: Outcome, kind: RefusalKind) -> Attempted {
    match outcome {
        Outcome::Answered { sign_in: SignIn::Refused(refusal), wait } if refusal.kind == RefusalKind::Credentials => {
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
    unmade(request, Failure::Message(reason))
}

/// There is no message to send. A key distribution centre's refusal is one like the server's.
fn unmade(request: &Request, failure: Failure) -> Attempted {
    let error = failure.clone().into_error(&host(request));
    let outcome = match (&error, failure) {
        (ChannelError::Refused(refusal), _) => {
            Outcome::Answered { sign_in: SignIn::Refused(refusal.clone()), wait: None }
        }
        (_, Failure::Kerberos(_)) => NOTHING_PROVED,
        (_, Failure::Lost(_)) => Outcome::Lost,
        _ => UNSAID,
    };
    (Err(error), outcome)
}

fn host(request: &Request) -> String {
    request.url.host_str().unwrap_or_default().to_owned()
}
