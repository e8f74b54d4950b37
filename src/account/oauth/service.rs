//! The token service. Whatever carries a code or a token leaves through the guard.

use super::granted::Granted;
use super::{AnswerClass, Directory, ErrorAnswer, Failure};
use crate::account::ChannelError;
use crate::guard::{Demand, Held, Keeper, Mode, Outcome, Permit, Refusal, SignIn, Tag, Trigger};
use crate::net::{Client, NetError, Reply, Request};
use crate::store::Secret;
use bytes::Bytes;
use chrono::DateTime;
use futures_util::future::BoxFuture;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use oauth2::basic::{BasicRevocationErrorResponse, BasicTokenIntrospectionResponse};
use oauth2::{
    AuthUrl, AuthorizationCode, ClientId, EndpointNotSet, EndpointSet, PkceCodeVerifier, RedirectUrl, RefreshToken,
    RequestTokenError, Scope, StandardRevocableToken, TokenUrl,
};
use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;
use url::{Url, form_urlencoded};
use uuid::Uuid;
use zeroize::Zeroizing;

/// A service that takes longer than this for an answer without a credential is not well enough for one.
const PROMPT: Duration = Duration::from_secs(10);

const DEVICE_GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// The library's client: own errors and tokens, an authorize and a token address, nothing else.
type PublicClient = oauth2::Client<
    ErrorAnswer,
    Granted,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointSet,
>;

/// A request as the library makes it, and what it wants back.
type Asked = http::Request<Vec<u8>>;
type Answered = BoxFuture<'static, Result<http::Response<Vec<u8>>, Failure>>;

/// What a request to the token service carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Carries {
    /// A code, good for one sign-in that a person has just begun, and never sent again: a refusal ends that sign-in and
    /// need not stop anything else.
    Code,
    /// A refresh token: a refusal stops everything until a person signs in.
    RefreshToken,
}

/// The token service of one directory. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Service {
    client: Client,
    keeper: Arc<Keeper>,
    directory: Arc<Directory>,
}

impl Service {
    /// The token service of `directory`, asked over `client` and guarded by `keeper`.
    pub fn new(client: Client, keeper: Arc<Keeper>, directory: Directory) -> Self {
        Self { client, keeper, directory: Arc::new(directory) }
    }

    /// Whose it is.
    pub fn directory(&self) -> &Directory {
        &self.directory
    }

    pub(super) fn keeper(&self) -> &Arc<Keeper> {
        &self.keeper
    }

    pub(super) fn client(&self) -> &Client {
        &self.client
    }

    /// The library's client for this directory.
    pub(super) fn public_client(&self) -> Result<PublicClient, Failure> {
        let directory = &self.directory;
        let address = |_| Failure::Unreadable { host: directory.host().to_owned() };
        let authorize = AuthUrl::new(directory.authorize_url().into()).map_err(address)?;
        let token = TokenUrl::new(directory.token_url().into()).map_err(address)?;
        let client = oauth2::Client::new(ClientId::new(directory.client().to_string()));
        Ok(client.set_auth_uri(authorize).set_token_uri(token))
    }

    /// Whether the directory exists and its service answers: carries nothing secret.
    pub(super) async fn reachable(&self) -> Result<(), Failure> {
        let reply = self.client.bare(self.about()).await.map_err(ChannelError::from)?;
        match reply.status {
            StatusCode::OK if reply.body.starts_with(b"{") => Ok(()),
            _ => Err(self.failure(&reply, Carries::Code)),
        }
    }

    /// Tokens for the code that the browser brought back to `redirect`.
    pub(super) async fn for_code(
        &self,
        tag: &Tag,
        code: &Secret,
        verifier: &Secret,
        redirect: &str,
    ) -> Result<Granted, Failure> {
        let client = self.public_client()?;
        let redirect = RedirectUrl::new(redirect.to_owned()).map_err(|error| Failure::Listen(error.to_string()))?;
        let request = client
            .exchange_code(AuthorizationCode::new(code.expose().to_owned()))
            .set_pkce_verifier(PkceCodeVerifier::new(verifier.expose().to_owned()))
            .set_redirect_uri(Cow::Owned(redirect))
            .add_extra_param("scope", self.directory.scopes().join(" "));
        let send = self.sender(tag, Trigger::Person, "token (code)", Carries::Code);
        request.request_async(&send).await.map_err(|error| self.told(error, Carries::Code))
    }

    /// New tokens for a refresh token. `claims`: what a claims challenge asked for, as JSON.
    pub(super) async fn for_refresh_token(
        &self,
        tag: &Tag,
        refresh: &Secret,
        claims: Option<&str>,
        trigger: Trigger,
    ) -> Result<Granted, Failure> {
        let client = self.public_client()?;
        let token = RefreshToken::new(refresh.expose().to_owned());
        let scopes = self.directory.scopes().into_iter().map(Scope::new);
        let mut request = client.exchange_refresh_token(&token).add_scopes(scopes);
        if let Some(claims) = claims {
            request = request.add_extra_param("claims", claims.to_owned());
        }
        let send = self.sender(tag, trigger, "token (refresh)", Carries::RefreshToken);
        request.request_async(&send).await.map_err(|error| self.told(error, Carries::RefreshToken))
    }

    /// A device code; carries nothing secret.
    pub(super) async fn device_code(&self) -> Result<Reply, Failure> {
        let client = self.directory.client().to_string();
        let scopes = self.directory.scopes().join(" ");
        let body = form(&[("client_id", &client), ("scope", &scopes)]);
        let request = self.request("device code", self.directory.device_url(), Bytes::from(body));
        let reply = self.client.bare(request).await.map_err(ChannelError::from)?;
        if reply.status == StatusCode::OK { Ok(reply) } else { Err(self.failure(&reply, Carries::Code)) }
    }

    /// Tokens for a device code, once somebody has entered it. The library's own loop is not used: it would ask on although
    /// the guard says no.
    pub(super) async fn for_device_code(&self, tag: &Tag, code: &Secret) -> Result<Granted, Failure> {
        let client = self.directory.client().to_string();
        let body = form(&[("grant_type", DEVICE_GRANT), ("client_id", &client), ("device_code", code.expose())]);
        let request = self.request("token (device)", self.directory.token_url(), Bytes::new());
        let response = self.guarded(tag, Trigger::Person, request, body.into_bytes(), Carries::Code).await?;
        serde_json::from_slice(response.body()).map_err(|_| self.unreadable())
    }

    /// What sends the library's requests, through the guard.
    fn sender(
        &self,
        tag: &Tag,
        trigger: Trigger,
        operation: &'static str,
        carries: Carries,
    ) -> impl Fn(Asked) -> Answered {
        let (this, tag) = (self.clone(), tag.clone());
        move |request| {
            let (this, tag) = (this.clone(), tag.clone());
            Box::pin(async move {
                let (head, body) = request.into_parts();
                let url = Url::parse(&head.uri.to_string()).map_err(|_| this.unreadable())?;
                this.guarded(&tag, trigger, this.request(operation, url, Bytes::new()), body, carries).await
            })
        }
    }

    /// Sends `body`, which is a credential, under the guard. Resolves to a good answer.
    ///
    /// In a task of its own: whoever waits may go, the request and what is noted of it may not be cut off.
    async fn guarded(
        &self,
        tag: &Tag,
        trigger: Trigger,
        request: Request,
        body: Vec<u8>,
        carries: Carries,
    ) -> Result<http::Response<Vec<u8>>, Failure> {
        let (this, tag) = (self.clone(), tag.clone());
        // Wiped when the last copy is gone.
        let body = Bytes::from_owner(Zeroizing::new(body));
        let task = tokio::spawn(async move {
            let keeper = Arc::clone(&this.keeper);
            let send = move |permit: Permit| -> BoxFuture<'static, (Result<Reply, NetError>, Outcome)> {
                let (this, request) = (this.clone(), Request { body: body.clone(), ..request.clone() });
                Box::pin(async move {
                    match permit.mode() {
                        Mode::Bare => this.probe().await,
                        Mode::WithCredential => {
                            let result = this.client.with_credential_in_body(request, permit).await;
                            let outcome = outcome(&result, carries);
                            (result, outcome)
                        }
                    }
                })
            };
            keeper.attempt(&tag, trigger, send).await
        });
        let reply = match task.await {
            Ok(result) => result.map_err(ChannelError::from)?.map_err(ChannelError::from)?,
            Err(_) => return Err(ChannelError::from(Held::Busy).into()),
        };
        if reply.status != StatusCode::OK {
            return Err(self.failure(&reply, carries));
        }
        let mut response = http::Response::new(reply.body.to_vec());
        if let Some(kind) = reply.headers.get(header::CONTENT_TYPE) {
            response.headers_mut().insert(header::CONTENT_TYPE, kind.clone());
        }
        Ok(response)
    }

    /// Whether the service is there, and prompt: without any credential.
    async fn probe(&self) -> (Result<Reply, NetError>, Outcome) {
        let result = self.client.bare(self.about()).await;
        let outcome = match &result {
            Ok(reply) if reply.took > PROMPT => Outcome::Lost,
            Ok(reply) => Outcome::Answered {
                sign_in: if reply.status == StatusCode::OK { SignIn::Challenged } else { SignIn::Unsaid },
                wait: None,
            },
            Err(NetError::NotSent { .. }) => Outcome::NotSent,
            Err(_) => Outcome::Lost,
        };
        (result, outcome)
    }

    fn about(&self) -> Request {
        Request { method: Method::GET, ..self.request("directory", self.directory.metadata_url(), Bytes::new()) }
    }

    fn request(&self, operation: &'static str, url: Url, body: Bytes) -> Request {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
        Request { operation, method: Method::POST, url, headers, body, id: Uuid::new_v4() }
    }

    /// What an answer that grants nothing means.
    fn failure(&self, reply: &Reply, carries: Carries) -> Failure {
        match ErrorAnswer::read(&reply.body) {
            Some(answer) if answer.class() != AnswerClass::Passing && !is_busy(reply.status) => {
                tracing::warn!(%answer, correlation = answer.correlation_id.as_deref().unwrap_or("-"), "sign-in service");
                Failure::Refused { answer: Box::new(answer), of_code: carries == Carries::Code }
            }
            Some(_) => Failure::Busy,
            None if is_busy(reply.status) => Failure::Busy,
            None => self.unreadable(),
        }
    }

    fn unreadable(&self) -> Failure {
        Failure::Unreadable { host: self.directory.host().to_owned() }
    }

    /// The library's errors in this program's terms. Its texts may quote the answer, and are not kept.
    fn told(&self, error: RequestTokenError<Failure, ErrorAnswer>, carries: Carries) -> Failure {
        match error {
            RequestTokenError::Request(failure) => failure,
            RequestTokenError::ServerResponse(answer) => {
                Failure::Refused { answer: Box::new(answer), of_code: carries == Carries::Code }
            }
            RequestTokenError::Parse(..) | RequestTokenError::Other(_) => self.unreadable(),
        }
    }
}

fn form(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

fn is_busy(status: StatusCode) -> bool {
    status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error()
}

/// What the result of a request with a code or a token means for the guard.
fn outcome(result: &Result<Reply, NetError>, carries: Carries) -> Outcome {
    match result {
        Ok(reply) => judge(reply, carries),
        Err(NetError::NotSent { .. }) => Outcome::NotSent,
        Err(NetError::Lost { .. }) => Outcome::Lost,
        Err(NetError::Broken { .. } | NetError::TooLarge { .. }) => unsaid(Some(Demand::Unstated)),
    }
}

fn judge(reply: &Reply, carries: Carries) -> Outcome {
    let answer = ErrorAnswer::read(&reply.body);
    if reply.status == StatusCode::OK {
        let granted = serde_json::from_slice::<Granted>(&reply.body).is_ok();
        // A page with status 200 comes from somebody in between; asking on at once would change nothing.
        return if granted {
            Outcome::Answered { sign_in: SignIn::Accepted, wait: None }
        } else {
            unsaid(Some(Demand::Unstated))
        };
    }
    let passing = answer.as_ref().is_some_and(|answer| answer.class() == AnswerClass::Passing);
    if passing || is_busy(reply.status) {
        return unsaid(Some(retry_after(reply).map_or(Demand::Unstated, Demand::For)));
    }
    match (answer, carries) {
        (Some(answer), Carries::RefreshToken) => {
            let id = answer.correlation_id.clone().unwrap_or_else(|| reply.id.to_string());
            let refusal = Refusal { kind: answer.refusal(), status: reply.status.as_u16(), request_id: Some(id) };
            Outcome::Answered { sign_in: SignIn::Refused(refusal), wait: None }
        }
        (Some(_), Carries::Code) => unsaid(None),
        (None, _) => unsaid(Some(Demand::Unstated)),
    }
}

fn unsaid(wait: Option<Demand>) -> Outcome {
    Outcome::Answered { sign_in: SignIn::Unsaid, wait }
}

/// `Retry-After`: seconds, or a date.
fn retry_after(reply: &Reply) -> Option<Duration> {
    let value = reply.header("retry-after")?;
    let seconds = value.parse().ok().map(Duration::from_secs);
    let date = || (DateTime::parse_from_rfc2822(value).ok()?.to_utc() - reply.at).to_std().ok();
    seconds.or_else(date).filter(|wait| !wait.is_zero())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guard::RefusalKind;
    use chrono::{TimeDelta, Utc};

    fn reply(status: u16, retry: &str, body: &str) -> Reply {
        let mut headers = HeaderMap::new();
        if !retry.is_empty() {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_str(retry).unwrap());
        }
        Reply {
            status: StatusCode::from_u16(status).unwrap(),
            headers,
            body: Bytes::copy_from_slice(body.as_bytes()),
            at: Utc::now(),
            took: Duration::ZERO,
            id: Uuid::nil(),
        }
    }

    #[test]
    fn only_a_refused_refresh_token_stops_the_guard() {
        let refused = r#"{"error":"invalid_grant","error_codes":[50173],"correlation_id":"c-1"}"#;
        let wrong = r#"{"error":"invalid_client","error_codes":[7000218]}"#;
        let stop = |kind, id: &str| Outcome::Answered {
            sign_in: SignIn::Refused(Refusal { kind, status: 400, request_id: Some(id.to_owned()) }),
            wait: None,
        };
        let own = Uuid::nil().to_string();
        let of = |carries, status, retry, body| judge(&reply(status, retry, body), carries);
        use Carries::{Code, RefreshToken};
        assert_eq!(of(RefreshToken, 400, "", refused), stop(RefusalKind::SignInNeeded(50173), "c-1"));
        assert_eq!(of(RefreshToken, 401, "", wrong), {
            let kind = RefusalKind::Registration(7_000_218);
            let refusal = Refusal { kind, status: 401, request_id: Some(own) };
            Outcome::Answered { sign_in: SignIn::Refused(refusal), wait: None }
        });
        assert_eq!(of(Code, 400, "", refused), unsaid(None));
        assert_eq!(of(Code, 400, "", r#"{"error":"authorization_pending"}"#), unsaid(None));
        let accepted = Outcome::Answered { sign_in: SignIn::Accepted, wait: None };
        assert_eq!(of(RefreshToken, 200, "", r#"{"access_token":"a"}"#), accepted);
    }

    #[test]
    fn what_passes_waits_as_long_as_the_service_says() {
        let busy = r#"{"error":"temporarily_unavailable","error_codes":[90033]}"#;
        let of = |status, retry: &str, body| judge(&reply(status, retry, body), Carries::RefreshToken);
        let seconds = |seconds| unsaid(Some(Demand::For(Duration::from_secs(seconds))));
        assert_eq!(of(400, "", busy), unsaid(Some(Demand::Unstated)));
        assert_eq!(of(429, "17", "<html>"), seconds(17));
        assert_eq!(of(503, "", ""), unsaid(Some(Demand::Unstated)));
        assert_eq!(of(503, "0", r#"{"error":"invalid_grant"}"#), unsaid(Some(Demand::Unstated)));
        assert_eq!(of(200, "", "<html>sign in to the guest network</html>"), unsaid(Some(Demand::Unstated)));
        let date = (Utc::now() + TimeDelta::seconds(90)).format("%a, %d %b %Y %H:%M:%S GMT").to_string();
        let Outcome::Answered { wait: Some(Demand::For(wait)), .. } = of(503, &date, "") else { panic!("{date}") };
        assert!((80..=90).contains(&wait.as_secs()), "{wait:?}");
    }
}
