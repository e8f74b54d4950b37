//! The engine: the only loop that asks. It lives as long as the process and knows nothing of windows. What to do next is
//! decided by [`Pace`] and [`Round`], without I/O; here it is carried out.

use super::day::ShownDay;
use super::finder::Finder;
use super::pace::{Pace, Present};
use super::replies::ShownReplies;
use super::signing::Signing;
use super::state::State;
use super::{Command, Connection, Connector, Snapshot};
use crate::account::ChannelError;
use crate::guard::{Held, Protection, RefusalKind, Stop, Tag, Trigger};
use crate::settings::{Settings, looks_shared};
use crate::store::{Kept, user_name};
use crate::words::Notice;
use asking::may_pass;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::{Instant, sleep_until};

/// So many people whom somebody waited for are remembered until they are answered.
const MOST_WANTED: usize = 20;

/// Tells the time of the real wall clock.
pub type WallClock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// What the engine is started with.
pub struct Start {
    /// What is known at the start.
    pub state: State,
    /// The connection, or why there is none.
    pub connection: Result<Connection, Notice>,
    /// Makes another one.
    pub connector: Box<dyn Connector>,
    /// The settings in force.
    pub settings: Arc<Settings>,
    /// Calendar time minus real time.
    pub ahead: TimeDelta,
    /// The real time.
    pub wall: WallClock,
}

/// The engine's loop.
pub struct Engine {
    start: Start,
    commands: mpsc::UnboundedReceiver<Command>,
    /// Ends the engine when its other end goes, whoever still holds a way to send commands.
    stop: oneshot::Receiver<()>,
    stopped: bool,
    snapshots: watch::Sender<Arc<Snapshot>>,
    waiting: VecDeque<Command>,
    /// The sign-in that is under way.
    signing: Option<Signing>,
    /// Somebody has signed in, while a request was in flight; whether it is kept in a key store.
    signed_in: Option<Kept>,
    /// What the guard last knew the credential by.
    tag: Option<Tag>,
    visible: Vec<usize>,
    wanted: Vec<usize>,
    /// What is to be asked first has changed since the round began.
    reordered: bool,
    /// The machine slept while a request was in flight.
    slept: bool,
    pace: Pace,
    day: ShownDay,
    finder: Finder,
    replies: ShownReplies,
    /// Settings that cannot be worked with, to be tried again when somebody wants an answer.
    unusable: Option<Arc<Settings>>,
    /// How many people at a time the server seems to take.
    cap: usize,
    /// Whose answers failed alone; asked for apart from the others, and rarely.
    apart: BTreeSet<usize>,
}

impl Engine {
    /// An engine that listens to `commands` and publishes to `snapshots`.
    pub fn new(
        start: Start,
        commands: mpsc::UnboundedReceiver<Command>,
        stop: oneshot::Receiver<()>,
        snapshots: watch::Sender<Arc<Snapshot>>,
    ) -> Self {
        let now = Present { steady: Instant::now(), wall: (start.wall)() };
        let pace = Pace::new(start.state.snapshot.interval, now);
        let mut engine = Self {
            start,
            commands,
            stop,
            stopped: false,
            snapshots,
            waiting: VecDeque::new(),
            signing: None,
            signed_in: None,
            tag: None,
            visible: Vec::new(),
            wanted: Vec::new(),
            reordered: false,
            slept: false,
            pace,
            day: ShownDay::new(now.steady),
            finder: Finder::default(),
            replies: ShownReplies::new(now.steady),
            unusable: None,
            cap: 1,
            apart: BTreeSet::new(),
        };
        engine.connected();
        engine
    }

    /// Runs until it is stopped, or nobody sends commands any more. A request in flight is awaited.
    pub async fn run(mut self) {
        while !self.stopped {
            if let Some(kept) = self.signed_in.take() {
                self.sign_in_done(kept).await;
            }
            self.look_at_guard();
            self.publish();
            let command = match self.waiting.pop_front() {
                Some(command) => Some(command),
                None => {
                    let wake = self.wake();
                    let mut back = self.start.connector.key_store_is_back();
                    tokio::select! {
                        biased;
                        _ = &mut self.stop => return,
                        command = self.commands.recv() => match command {
                            Some(command) => Some(command),
                            None => return,
                        },
                        event = sign_in::next_of(&mut self.signing) => {
                            self.follow_sign_in(event);
                            continue;
                        }
                        () = &mut back, if !self.asks() => {
                            self.look_for_sign_in().await;
                            self.pace.start_anew(Trigger::Person, self.now());
                            continue;
                        }
                        () = sleep_until(wake) => None,
                    }
                }
            };
            self.look();
            match command {
                Some(command) => self.obey(command).await,
                None if self.has_errand() => self.run_errand().await,
                // A ticket may be there now, and looking for it asks nobody.
                None if !self.asks() => self.look_for_ticket().await,
                None if self.pace.is_due(self.now()) => self.refresh().await,
                None => {
                    self.fetch_day().await;
                    self.ask_replies().await;
                }
            }
        }
        self.look_at_guard();
        self.publish();
    }

    /// When there is something to do, at the latest.
    fn wake(&self) -> Instant {
        let day = match self.lacking() {
            Some((people, _)) if self.asks() && !people.is_empty() => Some(self.day.due()),
            _ => None,
        };
        let due = [day, self.finder.due(), self.replies_due().filter(|_| self.asks())];
        due.into_iter().flatten().fold(self.pace.wake(self.asks()), Instant::min)
    }

    fn now(&self) -> Present {
        Present { steady: Instant::now(), wall: (self.start.wall)() }
    }

    fn asks(&self) -> bool {
        self.start.connection.is_ok() && !self.start.state.snapshot.roster.people.is_empty()
    }

    /// Compares the clocks; after sleep nothing is trusted until it is answered.
    fn look(&mut self) -> bool {
        let jumped = self.pace.look(self.now());
        if jumped {
            tracing::info!("the machine slept, or its clock was set");
            self.start.state.doubt_everything();
            self.day.forget();
        }
        jumped
    }

    async fn obey(&mut self, command: Command) {
        let now = self.now();
        match command {
            Command::RefreshNow => {
                if let Some(settings) = self.unusable.take() {
                    self.apply(settings).await;
                }
                self.start.connector.ask_key_store_again();
                self.look_for_sign_in().await;
                self.day.forget();
                self.ask_for_person(Trigger::Person);
            }
            Command::TryOnce => self.ask_for_person(Trigger::Insist),
            Command::Resume => self.resume().await,
            Command::Visible(_)
            | Command::Wanted(_)
            | Command::Day(_)
            | Command::Find(_)
            | Command::Members(_)
            | Command::Guest(_) => self.see(command),
            Command::Password { secret, remember } => {
                self.start.connection = self.start.connector.with_password(secret, remember).await;
                if let Some(notice) = self.start.connector.not_kept() {
                    self.start.state.tell(notice);
                }
                self.start.state.doubt_everything();
                self.connected();
                self.pace.start_anew(Trigger::Person, now);
            }
            Command::ChoosePassword(username) => {
                self.cancel_sign_in();
                if let Err(notice) = self.start.connector.choose_password(&username) {
                    self.start.state.tell(notice);
                }
            }
            Command::SignIn { .. } | Command::SignInAddress(_) | Command::CancelSignIn => self.sign_in(command).await,
            Command::SignOut => self.sign_out().await,
            Command::UseGraph => match self.start.connector.use_graph() {
                Ok(settings) => {
                    self.apply(Arc::new(settings)).await;
                    self.resume_elsewhere().await;
                }
                Err(notices) => notices.into_iter().for_each(|notice| self.start.state.tell(notice)),
            },
            Command::Roster(roster) => self.replace_roster(roster),
            Command::Settings(settings) => self.apply(settings).await,
            Command::Connection(to) => drop(to.send(self.start.connection.clone())),
            Command::Everybody(to) => {
                self.pace.ask(Trigger::Person, now);
                // Answers that are seconds old are as good.
                if self.asks() && self.pace.is_due(now) {
                    self.refresh().await;
                }
                self.look_at_guard();
                self.publish();
                drop(to.send(self.snapshots.borrow().clone()));
            }
            Command::Trouble(notices) => self.start.state.trouble(notices),
        }
    }

    async fn resume(&mut self) {
        let now = self.now();
        let Ok(connection) = &self.start.connection else { return };
        let tag = connection.tag();
        let resumed = match connection.keeper.held(&tag) {
            Some(Held::NeedsConfirmation) => connection.keeper.confirm(&tag).await,
            _ => connection.keeper.resume(&tag).await,
        };
        match resumed {
            Ok(()) => self.pace.ask(Trigger::Person, now),
            Err(held) => self.start.state.failed(ChannelError::Held(held).into(), now.wall),
        }
    }

    /// Another service is asked now: where both are one server, a stop that the other one caused says nothing of it.
    async fn resume_elsewhere(&mut self) {
        let Ok(connection) = &self.start.connection else { return };
        let forbidden = |stop: &Stop| stop.refusal.kind == RefusalKind::Forbidden;
        if matches!(connection.held(), Some(Held::Stopped(stop)) if forbidden(&stop)) {
            self.resume().await;
        }
    }

    /// What changes only whom to ask first; does not have to wait for the end of a request.
    fn see(&mut self, command: Command) {
        let now = self.now().steady;
        match command {
            Command::Visible(people) if self.visible != people => {
                self.reordered = true;
                self.visible = people;
                self.day.moved(now);
                self.replies.moved(now);
            }
            Command::Wanted(person) => {
                self.reordered |= self.wanted.first() != Some(&person);
                self.wanted.retain(|&wanted| wanted != person);
                self.wanted.insert(0, person);
                self.wanted.truncate(MOST_WANTED);
            }
            Command::Day(date) => self.day.show(date, now),
            Command::Find(text) => self.typed(&text),
            Command::Members(list) => self.expand(list),
            Command::Guest(person) => self.finder.show(person, now),
            _ => {}
        }
    }

    /// Somebody wants an answer now. Where none can come, it is said why.
    fn ask_for_person(&mut self, trigger: Trigger) {
        match &self.start.connection {
            Err(notice) => self.start.state.tell(notice.clone()),
            Ok(_) if !self.asks() => self.start.state.tell(Notice::new("people-none")),
            Ok(connection) => match connection.held() {
                Some(held) if !may_pass(&held, trigger) => self.start.state.tell(held.notice()),
                _ => self.pace.ask(trigger, self.now()),
            },
        }
    }

    /// The connection is another one than before.
    fn connected(&mut self) {
        self.tell_whom();
        self.start.state.forget_failure();
        self.start.state.idle(self.start.connection.as_ref().err().cloned());
        self.apart.clear();
        self.day.forget();
        self.replies.forget();
        let Ok(connection) = &self.start.connection else { return self.start.state.resting(None) };
        self.cap = connection.source.batch_limit();
        // A stop is known before anything is asked.
        if let Some(held) = connection.held() {
            self.start.state.failed(ChannelError::Held(held).into(), (self.start.wall)());
        }
    }

    /// What the guard knows may be another process's doing too.
    fn look_at_guard(&mut self) {
        let known = self.start.connection.as_ref().ok().map(|connection| (connection.tag(), connection.protection()));
        let (tag, protection) = known.unzip();
        if tag != self.tag {
            // Somebody else may have signed in.
            self.tag = tag;
            self.tell_whom();
        }
        let looks_shared = looks_shared(&self.start.settings, user_name().as_deref()).is_some();
        self.start.state.protected(protection.map(|known| Protection { looks_shared, ..known }));
    }

    /// Who signs in, where and how, as it is known now.
    fn tell_whom(&mut self) {
        if let Some(whom) = self.start.connector.whom() {
            self.start.state.asks_as(whom);
        }
    }

    fn publish(&mut self) {
        if let Some(snapshot) = self.start.state.publish((self.start.wall)()) {
            // Nobody listens any more only while the program ends.
            self.snapshots.send_replace(Arc::new(snapshot));
        }
    }
}

mod apply;
mod asking;
mod directory;
mod sign_in;
#[cfg(test)]
mod tests;
