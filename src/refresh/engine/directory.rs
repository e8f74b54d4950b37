//! How the engine asks for what is not on the board: the directory, a guest's day, automatic replies. In the order of who
//! waits: between two requests of a refresh what a person waits for goes first.

use super::Engine;
use super::asking::may_pass;
use crate::account::ChannelError;
use crate::guard::Trigger;
use crate::people::Person;
use crate::refresh::finder::Errand;
use crate::refresh::plan;
use crate::refresh::{Connection, Query};
use crate::source::{Class, Expansion, Findings, Found, Lookup, Question, ReplyQuestion, SourceError, Wanted};
use std::sync::Arc;

impl Engine {
    /// Somebody typed this into the search; nothing where the search ended.
    pub(super) fn typed(&mut self, text: &str) {
        let now = self.now().steady;
        if self.start.settings.people.directory_search || text.trim().is_empty() {
            self.finder.typed(text, now);
        }
        self.start.state.looking(self.finder.current().cloned(), text.trim().is_empty());
    }

    /// Somebody wants to see who is on a list.
    pub(super) fn expand(&mut self, list: Found) {
        let query = Query::Members { name: list.name, address: list.address };
        self.finder.expand(query.clone(), self.now().steady);
        self.start.state.looking(Some(query), false);
    }

    /// Whether somebody waits for an answer that can be asked for now.
    pub(super) fn has_errand(&self) -> bool {
        self.finder.due().is_some_and(|due| due <= self.now().steady)
    }

    /// Asks for what somebody waits for, if it is time to.
    pub(super) async fn run_errand(&mut self) {
        let Some(errand) = self.finder.next(self.now().steady) else { return };
        let connection = match self.start.connection.clone() {
            Ok(connection) => connection,
            Err(notice) => return self.start.state.look_up_failed(notice),
        };
        // What the guard would hold back anyway needs no attempt; it is said why.
        let held = connection.held().filter(|held| !may_pass(held, Trigger::Person));
        if let Some(held) = held {
            return self.start.state.look_up_failed(held.notice());
        }
        self.publish();
        match errand {
            Errand::Guest(person) => self.show_guest(&connection, person).await,
            Errand::LookUp(query) => self.look_up(&connection, query).await,
        }
    }

    async fn look_up(&mut self, connection: &Connection, query: Query) {
        let answer = match &query {
            Query::Name(name) => self.ask_directory(connection, Wanted::Name(name.clone())).await,
            Query::Members { address, .. } => self.members(connection, &query, address).await,
        };
        // Somebody typed on meanwhile: that answer is nobody's any more.
        if !self.finder.wants(&query) {
            return;
        }
        match answer {
            Ok(findings) => self.start.state.looked_up(query, findings.found, findings.more),
            Err(error) => {
                tracing::warn!(%error, "the directory did not answer");
                self.start.state.look_up_failed(error.notice());
                self.fails_for_all(error);
            }
        }
    }

    /// Everybody on a list, lists inside it included.
    async fn members(
        &mut self,
        connection: &Connection,
        query: &Query,
        address: &str,
    ) -> Result<Findings, SourceError> {
        let mut expansion = Expansion::new(address);
        while let Some(list) = expansion.next().map(str::to_owned) {
            match self.ask_directory(connection, Wanted::Members(list)).await {
                Ok(findings) => expansion.told(findings),
                Err(error) if expansion.is_first() => return Err(error),
                Err(error) if error.class() == Class::Server => expansion.failed(),
                Err(error) => return Err(error),
            }
            if !self.finder.wants(query) || self.stopped {
                break;
            }
        }
        let (found, more) = expansion.finish();
        Ok(Findings { found, more, ..Findings::default() })
    }

    async fn ask_directory(&mut self, connection: &Connection, wanted: Wanted) -> Result<Findings, SourceError> {
        let source = Arc::clone(&connection.source);
        self.attend(source.look_up(Lookup { wanted, trigger: Trigger::Person })).await
    }

    /// A guest's day and what follows it, once.
    async fn show_guest(&mut self, connection: &Connection, person: Person) {
        let window = plan::window(self.now().wall + self.start.ahead, self.start.state.snapshot.zone, true);
        let details = self.start.settings.privacy.details;
        let question = Question { mailboxes: vec![person.address.clone()], window, details, trigger: Trigger::Person };
        let source = Arc::clone(&connection.source);
        match self.attend(source.schedules(question)).await {
            // The search may have ended meanwhile, and the guest with it.
            _ if self.finder.current().is_none() => {}
            Ok(answer) => self.start.state.guest(person, answer),
            Err(error) => {
                tracing::warn!(%error, "a day could not be asked for");
                self.start.state.guest_failed(person, &error);
                self.fails_for_all(error);
            }
        }
    }

    /// What is wrong with the way to the server is everybody's business; what the server makes of one question is not.
    fn fails_for_all(&mut self, error: SourceError) {
        let wall = self.now().wall;
        if matches!(error.class(), Class::Refusal | Class::NotSent | Class::Unknown)
            && !matches!(error, SourceError::Channel(ChannelError::Held(crate::guard::Held::Busy)))
        {
            self.start.state.failed(error, wall);
        }
    }

    /// When automatic replies are to be asked for; none where nobody's are.
    pub(super) fn replies_due(&self) -> Option<tokio::time::Instant> {
        let wanted = self.start.settings.privacy.automatic_replies && self.start.state.snapshot.last_complete.is_some();
        self.replies.due(&self.visible).filter(|_| wanted && self.start.connection.is_ok())
    }

    /// Asks for the automatic replies of the people on screen, if it is time to.
    pub(super) async fn ask_replies(&mut self) {
        let now = self.now();
        if self.replies_due().is_none_or(|due| now.steady < due) {
            return;
        }
        let Ok(connection) = self.start.connection.clone() else { return };
        let people = self.replies.lacking(&self.visible, now.steady);
        if people.is_empty() {
            return;
        }
        let again = now.steady + self.start.state.snapshot.interval;
        if connection.held().is_some_and(|held| !may_pass(&held, Trigger::Timer)) {
            return self.replies.again(&people, again, now.steady);
        }
        let roster = &self.start.state.snapshot.roster.people;
        let mailboxes = people.iter().filter_map(|&person| roster.get(person)).map(|person| person.address.clone());
        let question = ReplyQuestion { mailboxes: mailboxes.collect(), trigger: Trigger::Timer };
        let source = Arc::clone(&connection.source);
        let answer = self.attend(source.replies(question)).await;
        let now = self.now();
        match answer {
            Ok(replies) => {
                self.start.state.replied(&people, replies.mailboxes);
                self.replies.answered(&people, now.steady);
            }
            Err(SourceError::NotOffered) => self.replies.not_offered(),
            Err(error) => {
                tracing::warn!(%error, "automatic replies could not be asked for");
                match error.class() {
                    Class::Server | Class::TooManyMailboxes => self.replies.answered(&people, now.steady),
                    _ => self.replies.again(&people, again, now.steady),
                }
                self.fails_for_all(error);
            }
        }
    }
}
