//! The engine: the only loop that asks. It lives as long as the process and knows nothing of windows.

use super::state::State;
use super::{Command, Snapshot, plan};
use crate::account::ChannelError;
use crate::calendar::Zone;
use crate::guard::{Held, Keeper, Trigger};
use crate::source::{Class, Question, Source, SourceError};
use crate::words::Notice;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use std::collections::VecDeque;
use std::future::Future;
use std::ops::Range;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, oneshot, watch};

/// Processes of one user keep this distance between their refreshes.
const BETWEEN_PROCESSES: Duration = Duration::from_secs(10);
/// *Refresh now* is not obeyed more often than this.
const LEAST_DISTANCE: Duration = Duration::from_secs(5);
/// The long window is asked for again after this.
const LONG_EVERY: Duration = Duration::from_secs(15 * 60);
/// Wall clock and steady clock further apart than this: the machine slept, or its clock was set.
const SLEPT: Duration = Duration::from_secs(20);

/// What the engine asks, and as whom. Made anew when the credential changes.
#[derive(Clone)]
pub struct Connection {
    /// The server.
    pub source: Arc<dyn Source>,
    /// Who lets requests go.
    pub keeper: Arc<Keeper>,
    /// The credential, as the guard knows it.
    pub tag: crate::guard::Tag,
}

/// Makes a connection of a password.
pub type Connect =
    Box<dyn Fn(crate::store::Secret, bool) -> Pin<Box<dyn Future<Output = Result<Connection, Notice>> + Send>> + Send>;

/// What the engine is started with.
pub struct Start {
    /// What is known at the start.
    pub state: State,
    /// The connection, or why there is none.
    pub connection: Result<Connection, Notice>,
    /// Makes another one of a password.
    pub connect: Connect,
    /// The display zone.
    pub zone: Zone,
    /// Calendar time minus real time.
    pub ahead: TimeDelta,
    /// Ask for subjects and places too.
    pub details: bool,
}

/// The engine's loop.
pub struct Engine {
    start: Start,
    commands: mpsc::UnboundedReceiver<Command>,
    /// Ends the engine when its other end goes, whoever still holds a way to send commands.
    stop: oneshot::Receiver<()>,
    snapshots: watch::Sender<Arc<Snapshot>>,
    waiting: VecDeque<Command>,
    visible: Range<usize>,
    wanted: Vec<usize>,
    trigger: Trigger,
    due: Instant,
    last_end: Option<Instant>,
    long_at: Option<(Instant, NaiveDate)>,
    batch: usize,
    clocks: (Instant, DateTime<Utc>),
}

impl Engine {
    /// An engine that listens to `commands` and publishes to `snapshots`.
    pub fn new(
        start: Start,
        commands: mpsc::UnboundedReceiver<Command>,
        stop: oneshot::Receiver<()>,
        snapshots: watch::Sender<Arc<Snapshot>>,
    ) -> Self {
        let batch = start.connection.as_ref().map_or(1, |connection| connection.source.batch_limit());
        Self {
            start,
            commands,
            stop,
            snapshots,
            waiting: VecDeque::new(),
            visible: 0..0,
            wanted: Vec::new(),
            trigger: Trigger::Timer,
            due: Instant::now(),
            last_end: None,
            long_at: None,
            batch,
            clocks: (Instant::now(), Utc::now()),
        }
    }

    /// Runs until it is stopped, or nobody sends commands any more. A request in flight is awaited.
    pub async fn run(mut self) {
        loop {
            self.publish();
            let command = match self.waiting.pop_front() {
                Some(command) => Some(command),
                None => {
                    let asks = self.asks();
                    tokio::select! {
                        biased;
                        _ = &mut self.stop => return,
                        command = self.commands.recv() => match command {
                            Some(command) => Some(command),
                            None => return,
                        },
                        () = tokio::time::sleep_until(self.due.into()), if asks => None,
                    }
                }
            };
            self.notice_sleep();
            match command {
                Some(command) => self.obey(command).await,
                None => self.refresh().await,
            }
        }
    }

    fn asks(&self) -> bool {
        self.start.connection.is_ok() && !self.start.state.snapshot.roster.people.is_empty()
    }

    async fn obey(&mut self, command: Command) {
        match command {
            Command::RefreshNow => self.ask_soon(Trigger::Person),
            Command::TryOnce => self.ask_soon(Trigger::Insist),
            Command::Resume => {
                if let Ok(connection) = &self.start.connection {
                    let resumed = match connection.keeper.held(&connection.tag) {
                        Some(Held::NeedsConfirmation) => connection.keeper.confirm(&connection.tag).await,
                        _ => connection.keeper.resume(&connection.tag).await,
                    };
                    if let Err(held) = resumed {
                        self.start.state.failed(SourceError::Channel(ChannelError::Held(held)), Utc::now());
                        return;
                    }
                }
                self.ask_soon(Trigger::Person);
            }
            Command::Visible(range) => self.visible = range,
            Command::Wanted(index) => {
                self.wanted.retain(|&wanted| wanted != index);
                self.wanted.insert(0, index);
                self.wanted.truncate(20);
            }
            // Every refresh holds 15 days; other days of the calendar show what is known of them.
            Command::Day(_) => {}
            Command::Password { secret, remember } => {
                self.start.connection = (self.start.connect)(secret, remember).await;
                self.start.state.doubt_everything();
                self.long_at = None;
                if let Ok(connection) = &self.start.connection {
                    self.batch = connection.source.batch_limit();
                }
                self.last_end = None;
                self.ask_soon(Trigger::Person);
            }
            Command::Roster(roster) => {
                self.start.state.replace_roster(roster);
                self.long_at = None;
                self.ask_soon(Trigger::Timer);
            }
        }
    }

    fn ask_soon(&mut self, trigger: Trigger) {
        self.trigger = trigger;
        self.due = self.last_end.map_or_else(Instant::now, |end| end + LEAST_DISTANCE).max(Instant::now());
    }

    fn notice_sleep(&mut self) {
        let (steady, wall) = (Instant::now(), Utc::now());
        let passed = (wall - self.clocks.1).to_std().unwrap_or_default();
        if passed > steady.duration_since(self.clocks.0) + SLEPT {
            tracing::info!(seconds = passed.as_secs(), "the machine slept, or its clock was set");
            self.start.state.doubt_everything();
        }
        self.clocks = (steady, wall);
    }

    async fn refresh(&mut self) {
        let Ok(connection) = self.start.connection.clone() else { return };
        let distance = connection.keeper.refresh_distance(BETWEEN_PROCESSES);
        let trigger = std::mem::replace(&mut self.trigger, Trigger::Timer);
        if !distance.is_zero() && trigger == Trigger::Timer {
            self.due = Instant::now() + distance;
            return;
        }
        let started = Instant::now();
        let now = Utc::now() + self.start.ahead;
        let today = self.start.zone.to_local(now).date();
        let long = self.long_at.is_none_or(|(at, day)| at.elapsed() >= LONG_EVERY || day != today);
        let mut window = plan::window(now, self.start.zone, long);
        self.start.state.snapshot.refreshing = true;
        self.start.state.snapshot.next_refresh = None;

        let people = self.start.state.snapshot.roster.people.len();
        let mut left: VecDeque<usize> = plan::order(people, &self.wanted, &self.visible).into();
        let mut lost = false;
        let result = loop {
            if left.is_empty() {
                break Ok(());
            }
            self.publish();
            let batch: Vec<usize> = left.iter().copied().take(self.batch.max(1)).collect();
            let mailboxes =
                batch.iter().map(|&index| self.start.state.snapshot.roster.people[index].address.clone()).collect();
            let question = Question { mailboxes, window, details: self.start.details, trigger };
            match self.ask(&connection, question).await {
                Ok(answer) => {
                    left.drain(..batch.len());
                    self.start.state.answered(&batch, answer);
                    if matches!(self.waiting.front(), Some(Command::Roster(_) | Command::Password { .. })) {
                        break Ok(());
                    }
                }
                Err(error) => match error.class() {
                    Class::TooManyMailboxes if self.batch > 1 => self.batch /= 2,
                    Class::WindowTooLong if window.end - window.start > TimeDelta::hours(12) => {
                        window.end = window.start + (window.end - window.start) / 2;
                    }
                    // Once: a batch that times out is asked for in halves.
                    Class::Unknown if !lost && self.batch > 1 => {
                        lost = true;
                        self.batch = (self.batch / 2).max(1);
                        self.start.state.failed(error, Utc::now());
                    }
                    _ => break Err(error),
                },
            }
        };
        self.end_refresh(result, started, long.then_some(today), &connection, left.is_empty()).await;
    }

    async fn end_refresh(
        &mut self,
        result: Result<(), SourceError>,
        started: Instant,
        long: Option<NaiveDate>,
        connection: &Connection,
        complete: bool,
    ) {
        let interval = self.start.state.snapshot.interval;
        let mut pause = interval.mul_f64(0.9 + 0.2 * f64::from(Utc::now().timestamp_subsec_millis()) / 1000.0);
        match result {
            Ok(()) if complete => {
                self.start.state.snapshot.last_complete = Some(Utc::now());
                self.start.state.snapshot.last_took = started.elapsed();
                if let Some(today) = long {
                    self.long_at = Some((Instant::now(), today));
                }
                self.wanted.clear();
                self.batch = connection.source.batch_limit();
                if let Err(held) = connection.keeper.note_refresh().await {
                    tracing::warn!(%held, "the end of a refresh could not be noted");
                }
            }
            Ok(()) => pause = Duration::ZERO,
            Err(error) => {
                tracing::warn!(%error, "refresh ended early");
                self.start.state.failed(error, Utc::now());
                // The guard knows how long; a stop has no length and ends by a command.
                pause = match connection.keeper.held(&connection.tag) {
                    Some(Held::Waiting { left, .. }) => left.max(Duration::from_secs(1)),
                    _ => pause,
                };
            }
        }
        self.start.state.snapshot.refreshing = false;
        self.last_end = Some(Instant::now());
        self.due = Instant::now() + pause;
        self.start.state.snapshot.next_refresh = TimeDelta::from_std(pause).ok().map(|pause| Utc::now() + pause);
    }

    /// Asks, and keeps what people say meanwhile for later; the request is never dropped.
    async fn ask(&mut self, connection: &Connection, question: Question) -> Result<crate::source::Answer, SourceError> {
        let source = Arc::clone(&connection.source);
        let mut asking = source.schedules(question);
        let mut open = true;
        loop {
            tokio::select! {
                result = &mut asking => return result,
                command = self.commands.recv(), if open => match command {
                    Some(command) => self.waiting.push_back(command),
                    None => open = false,
                },
            }
        }
    }

    fn publish(&mut self) {
        let idle = self.start.connection.as_ref().err();
        let snapshot = self.start.state.publish(idle);
        // Nobody listens any more only while the program ends.
        self.snapshots.send_replace(Arc::new(snapshot));
    }
}
