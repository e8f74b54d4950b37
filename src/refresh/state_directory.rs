//! How answers of the directory change what the engine knows. Pure.

use super::directory::{DirectoryAnswer, Guest, Query};
use super::state::{State, of_one};
use super::{DirectorySearch, Observation};
use crate::people::Person;
use crate::source::{Answer, Found, Reply, SourceError};
use crate::words::Notice;
use std::sync::Arc;

impl State {
    /// Somebody looks for this by now. `ended`: the search is over, and what it brought with it.
    pub fn looking(&mut self, query: Option<Query>, ended: bool) {
        let directory = &mut self.snapshot.directory;
        if directory.query == query && !ended {
            return;
        }
        let before = std::mem::take(directory);
        if !ended {
            let (answer, guests) = (before.answer, before.guests);
            *directory = DirectorySearch { asking: query.is_some(), query, failure: None, answer, guests };
        }
        self.changed = true;
    }

    /// The directory answered.
    pub fn looked_up(&mut self, query: Query, found: Vec<Found>, more: bool) {
        let directory = &mut self.snapshot.directory;
        (directory.asking, directory.failure) = (false, None);
        directory.answer = Some(Arc::new(DirectoryAnswer { query, found, more }));
        self.changed = true;
    }

    /// Nothing came of what somebody looked for.
    pub fn look_up_failed(&mut self, notice: Notice) {
        let directory = &mut self.snapshot.directory;
        (directory.asking, directory.failure) = (false, Some(notice));
        self.changed = true;
    }

    /// A guest's calendar came.
    pub fn guest(&mut self, person: Person, answer: Answer) {
        let as_of = self.server_answered(&answer);
        let observation = match answer.mailboxes.into_iter().next() {
            Some(Ok(schedule)) => {
                Observation { schedule: Some(Arc::new(schedule)), as_of: Some(as_of), ..Observation::default() }
            }
            Some(Err(error)) => Observation { error: Some(error), ..Observation::default() },
            None => return,
        };
        self.receive(Guest { person, observation });
    }

    /// A guest's calendar could not be asked for.
    pub fn guest_failed(&mut self, person: Person, error: &SourceError) {
        let observation = Observation { error: Some(of_one(error)), ..Observation::default() };
        self.receive(Guest { person, observation });
    }

    fn receive(&mut self, guest: Guest) {
        let key = guest.person.key();
        let guests = &mut self.snapshot.directory.guests;
        guests.retain(|other| other.person.key() != key);
        guests.push(Arc::new(guest));
        self.changed = true;
    }

    /// The automatic replies of people, as many as there are people.
    pub fn replied(&mut self, people: &[usize], replies: Vec<Reply>) {
        for (&index, reply) in people.iter().zip(replies) {
            if let Some(observation) = self.snapshot.observations.get_mut(index) {
                self.changed |= observation.reply != reply;
                observation.reply = reply;
            }
        }
    }

    /// Automatic replies may not be shown any more.
    pub fn forget_replies(&mut self) {
        self.snapshot.observations.iter_mut().for_each(|observation| observation.reply = Reply::Unknown);
        self.changed = true;
    }
}
