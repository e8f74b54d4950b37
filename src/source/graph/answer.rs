//! From an HTTP answer to schedules, or to what went wrong.

use super::codes::{self, Meaning};
use super::decode::{self, Asked};
use super::parts::{self, Part, Parts};
use super::{MOST_SCHEDULES, fault, judge};
use crate::calendar::Schedule;
use crate::guard::Refusal;
use crate::net::Reply;
use crate::source::reply::{is_web_page, request_id, server_time};
use crate::source::{Answer, MailboxError, MailboxErrorKind, Misread, Question, ServerFacts, SourceError};
use std::ops::Range;
use url::Url;

/// One mailbox's entry; none until its part of the answer was good.
type Entry = Option<Result<Schedule, MailboxError>>;

/// What was made of an answer so far.
#[derive(Debug)]
pub(super) struct Reading {
    entries: Vec<Entry>,
    server: ServerFacts,
    /// Parts that failed, with the places of their mailboxes.
    failed: Vec<(Range<usize>, SourceError)>,
    /// Mailboxes whose part was refused for its token, inside an envelope that was not.
    pub(super) unseen: Vec<Range<usize>>,
}

impl Reading {
    /// Puts the answer for some of the mailboxes into their places.
    pub(super) fn put(&mut self, group: Range<usize>, alone: Self) {
        let places = self.entries.get_mut(group.clone()).unwrap_or_default();
        for (place, entry) in places.iter_mut().zip(alone.entries) {
            *place = entry;
        }
        self.failed.extend(alone.failed.into_iter().map(|(_, error)| (group.clone(), error)));
        self.server = alone.server;
    }

    /// The answer. A part that failed for a reason of its own costs the others nothing; where every part failed, or the
    /// question was too big, the question failed.
    pub(super) fn finish(mut self) -> Result<Answer, SourceError> {
        let too_big = |error: &SourceError| matches!(error, SourceError::TooManyMailboxes | SourceError::WindowTooLong);
        let none_answered = self.entries.iter().all(Option::is_none);
        if let Some(place) = self.failed.iter().position(|(_, error)| none_answered || too_big(error)) {
            return Err(self.failed.swap_remove(place).1);
        }
        for (group, error) in &self.failed {
            for entry in self.entries.get_mut(group.clone()).unwrap_or_default() {
                *entry = Some(Err(of_each(error)));
            }
        }
        let missing = || Err(MailboxError { kind: MailboxErrorKind::Unreadable, code: "responses".to_owned() });
        let mailboxes: Vec<_> = self.entries.into_iter().map(|entry| entry.unwrap_or_else(missing)).collect();
        let too_many = |entry: &Result<_, MailboxError>| {
            entry.as_ref().is_err_and(|error| error.code == codes::TOO_MANY_ADDRESSES)
        };
        if mailboxes.len() > 1 && mailboxes.iter().all(too_many) {
            return Err(SourceError::TooManyMailboxes);
        }
        Ok(Answer { mailboxes, server: self.server })
    }
}

/// What the failure of a part means for each of its mailboxes, where others were answered.
fn of_each(error: &SourceError) -> MailboxError {
    let (kind, code) = match error {
        SourceError::SlowDown => (MailboxErrorKind::Passing, "HTTP 429".to_owned()),
        SourceError::Refused(refusal) => (MailboxErrorKind::NoAccess, format!("HTTP {}", refusal.status)),
        SourceError::GraphFault { code, status: 500.. } => (MailboxErrorKind::Passing, code.clone()),
        SourceError::GraphFault { code, .. } => (MailboxErrorKind::Other, code.clone()),
        SourceError::Status { status, .. } => (MailboxErrorKind::Passing, format!("HTTP {status}")),
        _ => (MailboxErrorKind::Unreadable, "responses".to_owned()),
    };
    MailboxError { kind, code }
}

/// Reads an answer to `question`, which was asked of `root`.
pub(super) fn read(reply: &Reply, question: &Question, root: &Url) -> Reading {
    let count = question.mailboxes.len();
    let server = ServerFacts {
        clock_ahead: server_time(reply).map(|time| time - reply.at),
        version: None,
        took: reply.took,
        at: reply.at,
    };
    let mut reading = Reading { entries: vec![None; count], server, failed: Vec::new(), unseen: Vec::new() };
    let host = || root.host_str().unwrap_or_default().to_owned();
    let parts = match parts::text_of(reply).and_then(|text| parts::of(reply, text)) {
        Ok(parts) => parts,
        Err(what) => {
            reading.failed.push((0..count, SourceError::NotUnderstood { host: host(), what }));
            return reading;
        }
    };
    let (parts, size) = match parts {
        Parts::One(part) => (vec![Some(part)], count),
        Parts::Several(parts) => (parts, MOST_SCHEDULES),
    };
    let alone = size == count && parts.len() == 1;
    for (place, part) in parts.into_iter().enumerate() {
        let group = place * size..((place + 1) * size).min(count);
        let (Some(part), false) = (part, group.is_empty()) else { continue };
        let mailboxes = question.mailboxes.get(group.clone()).unwrap_or_default();
        let asked = Asked { window: question.window, details: question.details };
        match schedules(&part, mailboxes, asked, reply, &host()) {
            Ok(entries) => {
                for (place, entry) in reading.entries.iter_mut().skip(group.start).zip(entries) {
                    *place = Some(entry);
                }
            }
            Err(_) if part.status == 401 && !alone => reading.unseen.push(group),
            Err(error) => reading.failed.push((group, error)),
        }
    }
    // An envelope without a single answer for us is none.
    if reading.entries.iter().all(Option::is_none) && reading.failed.is_empty() && reading.unseen.is_empty() {
        reading.failed.push((0..count, SourceError::NotUnderstood { host: host(), what: Misread::NotGraph }));
    }
    reading
}

fn schedules(
    part: &Part<'_>,
    mailboxes: &[String],
    asked: Asked,
    reply: &Reply,
    host: &str,
) -> Result<Vec<Result<Schedule, MailboxError>>, SourceError> {
    if part.status == 200 {
        let read = decode::schedules(part.body, mailboxes, asked);
        return read.map_err(|what| {
            let what = if is_web_page(reply, part.body) { Misread::WebPage } else { what };
            SourceError::NotUnderstood { host: host.to_owned(), what }
        });
    }
    Err(failure(part, mailboxes.len(), reply, host))
}

/// What a part without schedules means.
fn failure(part: &Part<'_>, asked: usize, reply: &Reply, host: &str) -> SourceError {
    let (status, host) = (part.status, host.to_owned());
    if let Some(kind) = judge::refusal(part) {
        return SourceError::Refused(Refusal { kind, status, request_id: Some(request_id(reply)) });
    }
    if part.is_throttled() {
        return SourceError::SlowDown;
    }
    let code = fault::code(part.body);
    match (code.as_deref().and_then(codes::meaning), status) {
        (Some(Meaning::TooManyMailboxes), _) | (_, 413) if asked > 1 => SourceError::TooManyMailboxes,
        (Some(Meaning::WindowTooLong), _) => SourceError::WindowTooLong,
        // Graph never points elsewhere: somebody in between does.
        (_, 300..400) => SourceError::NotUnderstood { host, what: Misread::WebPage },
        _ => match code {
            Some(code) if !code.is_empty() => SourceError::GraphFault { code, status },
            None if matches!(status, 404 | 405 | 410 | 501) => SourceError::NoGraph { host, status },
            _ => SourceError::Status { host, status },
        },
    }
}
