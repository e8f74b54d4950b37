//! Microsoft Graph: schedules through `getSchedule`, several of them in one `$batch`.
//!
//! Requests are written and answers read by plain functions over text; [`GraphSource`] alone speaks to a channel.
//!
//! | file | what it is |
//! |---|---|
//! | `request` | the bodies of requests |
//! | `parts` | an answer taken apart: one part, or those of a `$batch`, each with its own status and wait |
//! | `fault` | errors, and the code that tells most |
//! | `codes` | what codes and numbers mean |
//! | `judge` | what an answer means for the account |
//! | `decode`, `hours` | schedules and working hours |
//! | `answer` | from the parts to one answer |

mod answer;
mod codes;
mod decode;
mod fault;
mod hours;
mod judge;
mod parts;
mod request;

#[cfg(test)]
mod tests;

pub use judge::judge;

use super::{Answer, Question, ServerFacts, Source, SourceError};
use crate::account::Channel;
use crate::net::{Reply, Request};
use answer::Reading;
use bytes::Bytes;
use futures_util::future::BoxFuture;
use http::{HeaderMap, HeaderValue, Method, header};
use std::sync::Arc;
use url::Url;
use uuid::Uuid;

/// Microsoft's documented limit for one `getSchedule`.
const MOST_SCHEDULES: usize = 20;
/// Requests in one `$batch`: the service works on no more at once for one mailbox.
const MOST_PARTS: usize = 4;

/// Microsoft Graph, asked as whoever is signed in.
pub struct GraphSource {
    channel: Arc<dyn Channel>,
    root: Url,
}

impl GraphSource {
    /// Graph at `root` (`https://graph.microsoft.com`, with or without `/v1.0`), asked through `channel`.
    pub fn new(channel: Arc<dyn Channel>, root: &Url) -> Self {
        Self { channel, root: versioned(root) }
    }

    fn request(&self, operation: &'static str, path: &str, body: String) -> Request {
        let mut url = self.root.clone();
        url.set_path(&format!("{}{path}", url.path()));
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(header::HeaderName::from_static("prefer"), HeaderValue::from_static(request::PREFER_UTC));
        Request { operation, method: Method::POST, url, headers, body: Bytes::from(body), id: Uuid::new_v4() }
    }

    /// One HTTP request, and so one permit of the guard, whatever is in it.
    async fn ask(&self, question: &Question) -> Result<Reading, SourceError> {
        let groups: Vec<&[String]> = question.mailboxes.chunks(MOST_SCHEDULES).collect();
        let request = match groups.as_slice() {
            [one] => self.request("getSchedule", request::GET_SCHEDULE, request::get_schedule(one, question.window)),
            several => self.request("$batch", "/$batch", request::batch(several, question.window)),
        };
        let reply = self.channel.exchange(request, judge, question.trigger).await?;
        Ok(answer::read(&reply, question, &self.root))
    }
}

impl Source for GraphSource {
    fn batch_limit(&self) -> usize {
        MOST_PARTS * MOST_SCHEDULES
    }

    fn schedules(&self, question: Question) -> BoxFuture<'_, Result<Answer, SourceError>> {
        Box::pin(async move {
            if question.mailboxes.len() > self.batch_limit() {
                return Err(SourceError::TooManyMailboxes);
            }
            if question.mailboxes.is_empty() {
                return Ok(Answer { mailboxes: Vec::new(), server: ServerFacts::default() });
            }
            let mut reading = self.ask(&question).await?;
            // The token was refused behind the envelope, where the channel does not see it: asked again alone, it does, and
            // renews it.
            for group in std::mem::take(&mut reading.unseen) {
                let mailboxes = question.mailboxes.get(group.clone()).unwrap_or_default().to_vec();
                let alone = self.ask(&Question { mailboxes, ..question.clone() }).await?;
                reading.put(group, alone);
            }
            reading.finish()
        })
    }
}

/// Reads the body of an answer to `question` outside any exchange: for measuring and for tests of recorded answers.
///
/// # Errors
/// As [`Source::schedules`], for what the body alone can say.
pub fn read_reply(reply: &Reply, question: &Question, root: &Url) -> Result<Answer, SourceError> {
    answer::read(reply, question, root).finish()
}

/// The address that a request without a token is sent to, to see what answers there.
pub fn probe_url(root: &Url) -> Url {
    let mut url = versioned(root);
    url.set_path(&format!("{}{}", url.path(), request::GET_SCHEDULE));
    url
}

/// The root with its version, without a slash at its end.
fn versioned(root: &Url) -> Url {
    let mut url = root.clone();
    let path = url.path().trim_end_matches('/');
    let path = if path.to_ascii_lowercase().ends_with("/v1.0") { path.to_owned() } else { format!("{path}/v1.0") };
    url.set_path(&path);
    url
}
