//! The engine: the only loop that asks. It lives as long as the process and knows nothing of windows. What to do next is
//! decided by [`Pace`] and [`Round`], without I/O; here it is carried out.

use super::pace::{Pace, Present};
use super::round::{After, Part, Round};
use super::state::State;
use super::{Command, Connection, Connector, Snapshot, plan};
use crate::account::ChannelError;
use crate::calendar::Zone;
use crate::guard::{Held, Trigger, WaitCause};
use crate::source::{Answer, Class, MailboxErrorKind, Question, SourceError};
use crate::words::Notice;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::{Instant, sleep_until};

/// Processes of one user keep this distance between their refreshes.
const BETWEEN_PROCESSES: Duration = Duration::from_secs(10);
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
    /// The display zone.
    pub zone: Zone,
    /// Calendar time minus real time.
    pub ahead: TimeDelta,
    /// Ask for subjects and places too.
    pub details: bool,
    /// The real time.
    pub wall: WallClock,
}

/// The engine's loop.
pub struct Engine {
    pub(super) start: Start,
    commands: mpsc::UnboundedReceiver<Command>,
    /// Ends the engine when its other end goes, whoever still holds a way to send commands.
    stop: oneshot::Receiver<()>,
    stopped: bool,
    snapshots: watch::Sender<Arc<Snapshot>>,
    waiting: VecDeque<Command>,
    visible: Vec<usize>,
    wanted: Vec<usize>,
    /// What is to be asked first has changed since the round began.
    reordered: bool,
    /// The machine slept while a request was in flight.
    slept: bool,
    pub(super) pace: Pace,
    /// How many people at a time the server seems to take.
    cap: usize,
    /// Whose answers failed alone; asked for apart from the others, and rarely.
    apart: BTreeSet<usize>,
}

/// How a round ended.
enum Ended {
    Complete,
    /// Something else comes first.
    Interrupted,
    Failed(SourceError),
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
            visible: Vec::new(),
            wanted: Vec::new(),
            reordered: false,
            slept: false,
            pace,
            cap: 1,
            apart: BTreeSet::new(),
        };
        engine.connected();
        engine
    }

    /// Runs until it is stopped, or nobody sends commands any more. A request in flight is awaited.
    pub async fn run(mut self) {
        while !self.stopped {
            self.publish();
            let command = match self.waiting.pop_front() {
                Some(command) => Some(command),
                None => {
                    let wake = self.pace.wake(self.asks());
                    tokio::select! {
                        biased;
                        _ = &mut self.stop => return,
                        command = self.commands.recv() => match command {
                            Some(command) => Some(command),
                            None => return,
                        },
                        () = sleep_until(wake) => None,
                    }
                }
            };
            self.look();
            match command {
                Some(command) => self.obey(command).await,
                None if self.asks() && self.pace.is_due(self.now()) => self.refresh().await,
                None => {}
            }
        }
        self.publish();
    }

    pub(super) fn now(&self) -> Present {
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
        }
        jumped
    }

    async fn obey(&mut self, command: Command) {
        let now = self.now();
        match command {
            Command::RefreshNow => self.ask_for_person(Trigger::Person),
            Command::TryOnce => self.ask_for_person(Trigger::Insist),
            Command::Resume => {
                let Ok(connection) = &self.start.connection else { return };
                let resumed = match connection.keeper.held(&connection.tag) {
                    Some(Held::NeedsConfirmation) => connection.keeper.confirm(&connection.tag).await,
                    _ => connection.keeper.resume(&connection.tag).await,
                };
                match resumed {
                    Ok(()) => self.pace.ask(Trigger::Person, now),
                    Err(held) => self.start.state.failed(ChannelError::Held(held).into(), now.wall),
                }
            }
            Command::Visible(_) | Command::Wanted(_) | Command::Day(_) => self.see(command),
            Command::Password { secret, remember } => {
                self.start.connection = self.start.connector.with_password(secret, remember).await;
                self.start.state.doubt_everything();
                self.connected();
                self.pace.start_anew(Trigger::Person, now);
            }
            Command::Roster(roster) => {
                self.start.state.replace_roster(roster);
                self.visible.clear();
                self.wanted.clear();
                self.apart.clear();
                self.pace.start_anew(Trigger::Timer, now);
            }
        }
    }

    /// What changes only whom to ask first; does not have to wait for the end of a request.
    fn see(&mut self, command: Command) {
        match command {
            Command::Visible(people) => {
                self.reordered |= self.visible != people;
                self.visible = people;
            }
            Command::Wanted(person) => {
                self.reordered |= self.wanted.first() != Some(&person);
                self.wanted.retain(|&wanted| wanted != person);
                self.wanted.insert(0, person);
                self.wanted.truncate(MOST_WANTED);
            }
            // Every refresh holds 15 days; other days of the calendar show what is known of them.
            _ => {}
        }
    }

    /// Somebody wants an answer now. Where none can come, it is said why.
    fn ask_for_person(&mut self, trigger: Trigger) {
        match &self.start.connection {
            Err(notice) => self.start.state.tell(notice.clone()),
            Ok(connection) => match connection.keeper.held(&connection.tag) {
                Some(held) if !may_pass(&held, trigger) => self.start.state.tell(held.notice()),
                _ => self.pace.ask(trigger, self.now()),
            },
        }
    }

    /// The connection is another one than before.
    pub(super) fn connected(&mut self) {
        self.start.state.forget_failure();
        self.start.state.idle(self.start.connection.as_ref().err().cloned());
        self.apart.clear();
        if let Ok(connection) = &self.start.connection {
            self.cap = connection.source.batch_limit();
        }
    }

    async fn refresh(&mut self) {
        let Ok(connection) = self.start.connection.clone() else { return };
        let now = self.now();
        let distance = connection.keeper.refresh_distance(BETWEEN_PROCESSES);
        if !distance.is_zero() && self.pace.trigger() == Trigger::Timer {
            self.pace.postpone(distance, now);
            return;
        }
        let today = self.start.zone.date(now.wall + self.start.ahead);
        let begun = self.pace.begin(today, now);
        // What the guard would hold back anyway needs no attempt.
        if let Some(held) = connection.keeper.held(&connection.tag).filter(|held| !may_pass(held, begun.trigger)) {
            self.failed(&connection, ChannelError::Held(held).into());
            return;
        }
        if begun.long {
            self.cap = connection.source.batch_limit();
        }
        let window = plan::window(now.wall + self.start.ahead, self.start.zone, begun.long);
        let mut order = self.order();
        if begun.trigger == Trigger::Timer && !begun.long {
            order.retain(|person| !self.apart.contains(person));
        }
        let round = Round::new(&order, &self.apart, self.cap, window);
        self.start.state.asking();
        let ended = self.go_round(&connection, round, begun.trigger).await;
        let (took, now) = (now.steady.elapsed(), self.now());
        match ended {
            Ended::Complete => {
                self.start.state.completed(now.wall, took);
                self.wanted.clear();
                let pause = self.pace.complete(begun.long.then_some(today), spread(now), now);
                self.start.state.resting(later(now, pause));
                if let Err(held) = connection.keeper.note_refresh().await {
                    tracing::warn!(%held, "the end of a refresh could not be noted");
                }
            }
            Ended::Interrupted => {
                self.pace.interrupted(now);
                self.start.state.resting(Some(now.wall));
            }
            Ended::Failed(error) => {
                tracing::warn!(%error, "refresh ended early");
                self.failed(&connection, error);
                if std::mem::take(&mut self.slept) {
                    self.pace.ask(Trigger::Timer, now);
                }
            }
        }
    }

    /// Nothing more comes of this refresh.
    fn failed(&mut self, connection: &Connection, error: SourceError) {
        let now = self.now();
        let stopped = error.class() == Class::Refusal;
        self.start.state.failed(error, now.wall);
        // The guard knows how long; a stop has no length and ends by a command.
        let wait = match connection.keeper.held(&connection.tag) {
            Some(Held::Waiting { left, .. }) => Some(left),
            _ => None,
        };
        let pause = self.pace.failed(wait, spread(now), now);
        self.start.state.resting(later(now, pause).filter(|_| !stopped));
    }

    async fn go_round(&mut self, connection: &Connection, mut round: Round, trigger: Trigger) -> Ended {
        self.reordered = false;
        let ended = loop {
            let Some(part) = round.next().cloned() else { break Ended::Complete };
            self.publish();
            match self.ask(connection, self.question(&part, trigger)).await {
                Ok(answer) => {
                    let too_much = too_much(&part, &answer);
                    self.apart.retain(|person| !part.people.contains(person));
                    self.start.state.answered(&part.people, answer);
                    round.answered(&too_much);
                }
                Err(error) => match (error.class(), round.failed(error.class())) {
                    (_, After::End) => break Ended::Failed(error),
                    (class, After::Alone(person)) => {
                        self.start.state.failed_alone(person, &error);
                        if class != Class::Unknown {
                            self.apart.insert(person);
                        }
                    }
                    (Class::Unknown, After::GoOn) => self.start.state.failed(error, self.now().wall),
                    (_, After::GoOn) => {}
                },
            }
            if std::mem::take(&mut self.slept) {
                // The question was older than the sleep.
                self.start.state.doubt_everything();
                break Ended::Interrupted;
            }
            self.stopped = !matches!(self.stop.try_recv(), Err(oneshot::error::TryRecvError::Empty));
            if round.next().is_some() && (self.stopped || self.waiting.iter().any(comes_first)) {
                break Ended::Interrupted;
            }
            if std::mem::take(&mut self.reordered) {
                round.reorder(&self.order());
            }
        };
        self.cap = round.cap();
        ended
    }

    fn order(&self) -> Vec<usize> {
        plan::order(self.start.state.snapshot.roster.people.len(), &self.wanted, &self.visible)
    }

    fn question(&self, part: &Part, trigger: Trigger) -> Question {
        let people = &self.start.state.snapshot.roster.people;
        let mailboxes = part.people.iter().filter_map(|&person| people.get(person));
        let mailboxes = mailboxes.map(|person| person.address.clone()).collect();
        Question { mailboxes, window: part.window, details: self.start.details, trigger }
    }

    /// Asks, and keeps what people say meanwhile for later; the request is never dropped.
    async fn ask(&mut self, connection: &Connection, question: Question) -> Result<Answer, SourceError> {
        let source = Arc::clone(&connection.source);
        let mut asking = source.schedules(question);
        let mut open = true;
        loop {
            let look = self.pace.next_look();
            tokio::select! {
                result = &mut asking => {
                    self.slept |= self.look();
                    return result;
                }
                command = self.commands.recv(), if open => match command {
                    Some(command @ (Command::Visible(_) | Command::Wanted(_) | Command::Day(_))) => self.see(command),
                    // That is what is being done.
                    Some(Command::RefreshNow) => {}
                    Some(command) => self.waiting.push_back(command),
                    None => open = false,
                },
                () = sleep_until(look) => self.slept |= self.look(),
            }
        }
    }

    fn publish(&mut self) {
        if let Some(snapshot) = self.start.state.publish((self.start.wall)()) {
            // Nobody listens any more only while the program ends.
            self.snapshots.send_replace(Arc::new(snapshot));
        }
    }
}

/// Whether a request of this trigger may pass over what holds others back; the guard has the last word.
fn may_pass(held: &Held, trigger: Trigger) -> bool {
    match (held, trigger) {
        (Held::Waiting { .. }, Trigger::Insist) | (Held::Busy, _) => true,
        (Held::Waiting { why: WaitCause::BackOff, .. }, Trigger::Person) => true,
        _ => false,
    }
}

/// Whether a round is broken off for a command.
fn comes_first(command: &Command) -> bool {
    matches!(command, Command::Roster(_) | Command::Password { .. })
}

/// Who has more in the calendar than the server gives at once.
fn too_much(part: &Part, answer: &Answer) -> Vec<usize> {
    let entries = part.people.iter().zip(&answer.mailboxes);
    let full = |entry: &Result<_, crate::source::MailboxError>| {
        entry.as_ref().is_err_and(|error| error.kind == MailboxErrorKind::TooMuch)
    };
    entries.filter(|(_, entry)| full(entry)).map(|(&person, _)| person).collect()
}

/// 0 to 1, another one each time.
fn spread(now: Present) -> f64 {
    f64::from(now.wall.timestamp_subsec_millis().min(1000)) / 1000.0
}

fn later(now: Present, pause: Duration) -> Option<DateTime<Utc>> {
    TimeDelta::from_std(pause).ok().map(|pause| now.wall + pause)
}

#[cfg(test)]
mod tests;
