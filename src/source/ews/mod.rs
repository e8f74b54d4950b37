//! Exchange Web Services: schedules through `GetUserAvailability`, the directory through `ResolveNames`, `FindPeople`,
//! `ExpandDL` and `GetRooms`, automatic replies through `GetMailTips`.
//!
//! Requests are written and answers read by plain functions over text; [`EwsSource`] alone speaks to a channel.

mod answer;
mod availability;
pub(super) mod codes;
mod decode;
mod directory;
mod envelope;
mod fault;
mod hours;
mod judge;
mod mail_tips;
mod message;
mod operation;
mod request;
mod signs;
mod version;
mod waits;
mod xml;

#[cfg(test)]
mod tests;

pub use judge::judge;

use super::{
    Answer, Findings, Found, Lookup, MOST_REPLIES, Question, Replies, ReplyQuestion, ServerFacts, Source, SourceError,
    Wanted,
};
use crate::account::Channel;
use crate::guard::Trigger;
use crate::net::{Reply, Request};
use crate::settings::ExchangeVersion;
use answer::Reading;
use availability::Availability;
use bytes::Bytes;
use directory::{ExpandDl, FindPeople, GetRoomLists, GetRooms, ResolveNames};
use futures_util::future::BoxFuture;
use http::{HeaderMap, HeaderValue, Method, header};
use mail_tips::GetMailTips;
use operation::Operation;
use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::OnceCell;
use url::Url;
use uuid::Uuid;
use version::Levels;

/// The server's own limit for one request.
const MOST_MAILBOXES: usize = 100;

/// An Exchange server, asked through EWS.
pub struct EwsSource {
    channel: Arc<dyn Channel>,
    url: Url,
    levels: Levels,
    /// Who asks, as the account signs in; may be empty.
    account: String,
    /// The account's address, once it is known; none where the directory does not tell.
    own_address: OnceCell<Option<String>>,
    /// `FindPeople` failed where `ResolveNames` did not.
    without_find_people: AtomicBool,
}

impl EwsSource {
    /// The server at `url` (`https://HOST/EWS/Exchange.asmx`), asked through `channel`. What is learnt of its version is
    /// kept as long as the source.
    pub fn new(channel: Arc<dyn Channel>, url: Url, version: ExchangeVersion) -> Self {
        Self {
            channel,
            url,
            levels: Levels::new(version),
            account: String::new(),
            own_address: OnceCell::new(),
            without_find_people: AtomicBool::new(false),
        }
    }

    /// The same for this account (`user@domain` or `DOMAIN\user`): automatic replies are told to nobody else.
    #[must_use]
    pub fn asked_by(self, account: impl Into<String>) -> Self {
        Self { account: account.into(), ..self }
    }

    /// Carries an operation out.
    async fn perform<O: Operation>(
        &self,
        operation: &O,
        trigger: Trigger,
    ) -> Result<(O::Answer, ServerFacts), SourceError> {
        loop {
            let level = self.levels.current();
            if level < O::SINCE {
                return Err(SourceError::NotOffered);
            }
            let request = self.request(O::NAME, operation.request(level));
            let reply = self.channel.exchange(request, judge, trigger).await?;
            match answer::read(&reply, operation, &self.url, level, &self.levels) {
                Reading::Done(result) => return result,
                // At most once: the level is the lowest from here on.
                Reading::AskAgain => {}
            }
        }
    }

    fn request(&self, operation: &'static str, body: String) -> Request {
        let mut headers = HeaderMap::new();
        // In exactly this spelling: front ends were seen that take no other.
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/xml; charset=utf-8"));
        headers.insert(header::ACCEPT, HeaderValue::from_static("text/xml"));
        // No X-AnchorMailbox: one request asks for many mailboxes, and the server fans out by itself.
        Request {
            operation,
            method: Method::POST,
            url: self.url.clone(),
            headers,
            body: Bytes::from(body),
            id: Uuid::new_v4(),
        }
    }

    /// Whoever `name` may mean: through `FindPeople` where the server has it, since that tells more of each.
    async fn find(&self, name: &str, trigger: Trigger) -> Result<((Vec<Found>, bool), ServerFacts), SourceError> {
        if self.levels.current() >= FindPeople::SINCE && !self.without_find_people.load(Ordering::Relaxed) {
            let answer = self.perform(&FindPeople { name }, trigger).await;
            // Some servers and some accounts have no address book to search in that way; the older one may do.
            if !matches!(answer, Err(SourceError::Fault { .. } | SourceError::NotOffered)) {
                return answer;
            }
            self.without_find_people.store(true, Ordering::Relaxed);
        }
        self.perform(&ResolveNames { name }, trigger).await
    }

    /// The address that the account has, asked for once where it does not sign in with one.
    async fn own_address(&self, trigger: Trigger) -> Result<Option<&str>, SourceError> {
        let look_up = || async {
            if self.account.contains('@') {
                return Ok(Some(self.account.clone()));
            }
            let user = self.account.rsplit('\\').next().unwrap_or_default();
            if user.is_empty() {
                return Ok(None);
            }
            let ((found, _), _) = self.perform(&ResolveNames { name: user }, trigger).await?;
            Ok(directory::own_address(user, &found))
        };
        self.own_address.get_or_try_init(look_up).await.map(Option::as_deref)
    }
}

impl Source for EwsSource {
    fn batch_limit(&self) -> usize {
        MOST_MAILBOXES
    }

    fn schedules(&self, question: Question) -> BoxFuture<'_, Result<Answer, SourceError>> {
        Box::pin(async move {
            if question.mailboxes.len() > MOST_MAILBOXES {
                return Err(SourceError::TooManyMailboxes);
            }
            if question.mailboxes.is_empty() {
                return Ok(Answer { mailboxes: Vec::new(), server: ServerFacts::default() });
            }
            let host = self.url.host_str().unwrap_or_default();
            let operation = Availability { question: &question, host };
            let (mailboxes, server) = self.perform(&operation, question.trigger).await?;
            Ok(Answer { mailboxes, server })
        })
    }

    fn look_up(&self, lookup: Lookup) -> BoxFuture<'_, Result<Findings, SourceError>> {
        Box::pin(async move {
            let trigger = lookup.trigger;
            let ((found, more), server) = match &lookup.wanted {
                Wanted::Name(name) => self.find(name, trigger).await?,
                Wanted::Members(list) => self.perform(&ExpandDl { list }, trigger).await?,
                Wanted::RoomLists => self.perform(&GetRoomLists, trigger).await?,
                Wanted::Rooms(list) => self.perform(&GetRooms { list }, trigger).await?,
            };
            Ok(Findings { found, more, server })
        })
    }

    fn replies(&self, question: ReplyQuestion) -> BoxFuture<'_, Result<Replies, SourceError>> {
        Box::pin(async move {
            if question.mailboxes.len() > MOST_REPLIES {
                return Err(SourceError::TooManyMailboxes);
            }
            if question.mailboxes.is_empty() {
                return Ok(Replies { mailboxes: Vec::new(), server: ServerFacts::default() });
            }
            if self.levels.current() < GetMailTips::SINCE {
                return Err(SourceError::NotOffered);
            }
            let sender = self.own_address(question.trigger).await?.ok_or(SourceError::NotOffered)?;
            let operation = GetMailTips { sender, mailboxes: &question.mailboxes };
            let (mailboxes, server) = self.perform(&operation, question.trigger).await?;
            Ok(Replies { mailboxes, server })
        })
    }
}

/// Reads the body of an answer to `question` outside any exchange: for measuring and for tests of recorded answers.
///
/// # Errors
/// As [`Source::schedules`], for what the body alone can say.
pub fn read_reply(reply: &Reply, question: &Question, url: &Url) -> Result<Answer, SourceError> {
    let operation = Availability { question, host: url.host_str().unwrap_or_default() };
    match read_outside(reply, &operation, url) {
        Reading::Done(result) => result.map(|(mailboxes, server)| Answer { mailboxes, server }),
        Reading::AskAgain => Err(SourceError::Fault { code: "ErrorInvalidServerVersion".to_owned() }),
    }
}

fn read_outside<O: Operation>(reply: &Reply, operation: &O, url: &Url) -> Reading<O::Answer> {
    answer::read(reply, operation, url, version::Level::LOWEST, &Levels::new(ExchangeVersion::Detect))
}

/// The same for an answer to a question to the directory. Of a name, whichever operation answers.
///
/// # Errors
/// As [`Source::look_up`], for what the body alone can say.
pub fn read_findings(reply: &Reply, wanted: &Wanted, url: &Url) -> Result<Findings, SourceError> {
    let by_persona = text_of(&reply.body).contains("FindPeopleResponse");
    let reading = match wanted {
        Wanted::Name(name) if by_persona => read_outside(reply, &FindPeople { name }, url),
        Wanted::Name(name) => read_outside(reply, &ResolveNames { name }, url),
        Wanted::Members(list) => read_outside(reply, &ExpandDl { list }, url),
        Wanted::RoomLists => read_outside(reply, &GetRoomLists, url),
        Wanted::Rooms(list) => read_outside(reply, &GetRooms { list }, url),
    };
    match reading {
        Reading::Done(result) => result.map(|((found, more), server)| Findings { found, more, server }),
        Reading::AskAgain => Err(SourceError::Fault { code: "ErrorInvalidServerVersion".to_owned() }),
    }
}

/// The same for an answer to a question for automatic replies.
///
/// # Errors
/// As [`Source::replies`], for what the body alone can say.
pub fn read_replies(reply: &Reply, mailboxes: &[String], url: &Url) -> Result<Replies, SourceError> {
    match read_outside(reply, &GetMailTips { sender: "", mailboxes }, url) {
        Reading::Done(result) => result.map(|(mailboxes, server)| Replies { mailboxes, server }),
        Reading::AskAgain => Err(SourceError::Fault { code: "ErrorInvalidServerVersion".to_owned() }),
    }
}

/// A body as text. Servers send UTF-8; a stray byte in somebody's subject must not cost the whole answer.
fn text_of(body: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(body)
}
