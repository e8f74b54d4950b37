//! Exchange Web Services: schedules through `GetUserAvailability`.
//!
//! Requests are written and answers read by plain functions over text; [`EwsSource`] alone speaks to a channel.

mod answer;
pub(super) mod codes;
mod decode;
mod fault;
mod hours;
mod judge;
mod request;
mod signs;
mod version;
mod waits;
mod xml;

#[cfg(test)]
mod tests;

pub use judge::judge;

use super::{Answer, Question, ServerFacts, Source, SourceError};
use crate::account::Channel;
use crate::net::{Reply, Request};
use crate::settings::ExchangeVersion;
use answer::Reading;
use bytes::Bytes;
use futures_util::future::BoxFuture;
use http::{HeaderMap, HeaderValue, Method, header};
use std::borrow::Cow;
use std::sync::Arc;
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
}

impl EwsSource {
    /// The server at `url` (`https://HOST/EWS/Exchange.asmx`), asked through `channel`. What is learnt of its version is
    /// kept as long as the source.
    pub fn new(channel: Arc<dyn Channel>, url: Url, version: ExchangeVersion) -> Self {
        Self { channel, url, levels: Levels::new(version) }
    }

    fn request(&self, body: String) -> Request {
        let mut headers = HeaderMap::new();
        // In exactly this spelling: front ends were seen that take no other.
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/xml; charset=utf-8"));
        headers.insert(header::ACCEPT, HeaderValue::from_static("text/xml"));
        // No X-AnchorMailbox: one request asks for many mailboxes, and the server fans out by itself.
        Request {
            operation: "GetUserAvailability",
            method: Method::POST,
            url: self.url.clone(),
            headers,
            body: Bytes::from(body),
            id: Uuid::new_v4(),
        }
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
            loop {
                let level = self.levels.current();
                let body =
                    request::get_user_availability(&question.mailboxes, question.window, question.details, level);
                let reply = self.channel.exchange(self.request(body), judge, question.trigger).await?;
                match answer::read(&reply, &question, &self.url, level, &self.levels) {
                    Reading::Done(result) => return result,
                    // At most once: the level is the lowest from here on.
                    Reading::AskAgain => {}
                }
            }
        })
    }
}

/// Reads the body of an answer to `question` outside any exchange: for measuring and for tests of recorded answers.
///
/// # Errors
/// As [`Source::schedules`], for what the body alone can say.
pub fn read_reply(reply: &Reply, question: &Question, url: &Url) -> Result<Answer, SourceError> {
    match answer::read(reply, question, url, version::Level::LOWEST, &Levels::new(ExchangeVersion::Detect)) {
        Reading::Done(result) => result,
        Reading::AskAgain => Err(SourceError::Fault { code: "ErrorInvalidServerVersion".to_owned() }),
    }
}

/// A body as text. Servers send UTF-8; a stray byte in somebody's subject must not cost the whole answer.
fn text_of(body: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(body)
}
