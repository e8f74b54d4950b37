//! `GetUserAvailability`.

use super::decode::{self, Asked};
use super::operation::{Odd, Operation};
use super::version::Level;
use super::xml::{Cursor, Tag};
use super::{codes, request};
use crate::calendar::Schedule;
use crate::source::{MailboxError, Misread, Question, SourceError};

/// The schedules of a question's mailboxes.
pub(super) struct Availability<'a> {
    pub(super) question: &'a Question,
    /// The host that is asked, for what is said of an answer that is none.
    pub(super) host: &'a str,
}

impl Operation for Availability<'_> {
    type Answer = Vec<Result<Schedule, MailboxError>>;

    const NAME: &'static str = "GetUserAvailability";
    const RESPONSE: &'static str = "GetUserAvailabilityResponse";
    const SINCE: Level = Level::LOWEST;

    fn size(&self) -> usize {
        self.question.mailboxes.len()
    }

    fn request(&self, level: Level) -> String {
        let Question { mailboxes, window, details, .. } = self.question;
        request::get_user_availability(mailboxes, *window, *details, level)
    }

    fn read(&self, cursor: &mut Cursor<'_>, _: &Tag<'_>) -> Result<Result<Self::Answer, Odd>, Misread> {
        let asked = Asked { window: self.question.window, details: self.question.details };
        Ok(self.complete(decode::availability(cursor, asked)?))
    }
}

impl Availability<'_> {
    /// The entries, if there are as many as mailboxes: nothing in an entry says whose it is.
    fn complete(
        &self,
        entries: Vec<Result<Schedule, MailboxError>>,
    ) -> Result<Vec<Result<Schedule, MailboxError>>, Odd> {
        let asked = self.size();
        if entries.len() != asked {
            let (host, what) = (self.host.to_owned(), Misread::Count { asked, answered: entries.len() });
            return Err(Odd::Error(SourceError::NotUnderstood { host, what }));
        }
        let first = match entries.first() {
            Some(Err(error)) => error.code.clone(),
            _ => return Ok(entries),
        };
        let same = |entry: &Result<_, MailboxError>| entry.as_ref().is_err_and(|error| error.code == first);
        if codes::is_about_the_request(&first, asked) && entries.iter().all(same) {
            return Err(Odd::Code(first));
        }
        Ok(entries)
    }
}
