//! How the engine asks: one refresh, one round of questions, one question. A request is never dropped.

use super::{Engine, sign_in};
use crate::account::ChannelError;
use crate::calendar::Window;
use crate::guard::{Held, Trigger, WaitCause};
use crate::refresh::pace::Present;
use crate::refresh::round::{After, Part, Round};
use crate::refresh::{Command, Connection, plan};
use crate::source::{Answer, Class, MailboxErrorKind, Question, SourceError};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use futures_util::future::BoxFuture;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::oneshot::error::TryRecvError;
use tokio::time::sleep_until;

/// Processes of one user keep this distance between their refreshes.
const BETWEEN_PROCESSES: Duration = Duration::from_secs(10);

/// How a round ended.
enum Ended {
    Complete,
    /// Something else comes first.
    Interrupted,
    Failed(SourceError),
}

/// What a round asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Aim {
    /// Today and what follows.
    Refresh,
    /// The days that the screen shows.
    OtherDays,
}

impl Engine {
    pub(super) async fn refresh(&mut self) {
        self.look_for_sign_in().await;
        let Ok(connection) = self.start.connection.clone() else { return };
        let now = self.now();
        // Who has nothing to show yet does not wait for others' sake.
        let has_shown = self.start.state.snapshot.last_complete.is_some();
        let distance = connection.keeper.refresh_distance(BETWEEN_PROCESSES);
        if !distance.is_zero() && has_shown && self.pace.trigger() == Trigger::Timer {
            self.pace.postpone(distance, now);
            return;
        }
        let (zone, today) = (self.start.state.snapshot.zone, self.today());
        let begun = self.pace.begin(today, now);
        // What the guard would hold back anyway needs no attempt.
        if let Some(held) = connection.held().filter(|held| !may_pass(held, begun.trigger)) {
            self.failed(&connection, ChannelError::Held(held).into());
            return;
        }
        if begun.long {
            self.cap = connection.source.batch_limit();
        }
        let window = plan::window(now.wall + self.start.ahead, zone, begun.long);
        let mut order = self.order();
        if begun.trigger == Trigger::Timer && !begun.long {
            order.retain(|person| !self.apart.contains(person));
        }
        let round = Round::new(&order, &self.apart, self.cap, window);
        self.start.state.asking();
        let ended = self.go_round(&connection, round, begun.trigger, Aim::Refresh).await;
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
        let class = error.class();
        // The guard knows how long; a stop has no length and ends by a command.
        let wait = match connection.held() {
            Some(Held::Waiting { why, left }) => Some((why, left)),
            _ => None,
        };
        let error = match (wait, class) {
            // That says more: how long it is, and what a person can do about it.
            (Some((why, left)), Class::Wait | Class::Unknown) => ChannelError::Held(Held::Waiting { why, left }).into(),
            _ => error,
        };
        self.start.state.failed(error, now.wall);
        let wait = wait.map(|(_, left)| left);
        let pause = self.pace.failed(wait, spread(now), now);
        self.start.state.resting(later(now, pause).filter(|_| class != Class::Refusal));
    }

    async fn go_round(&mut self, connection: &Connection, mut round: Round, trigger: Trigger, aim: Aim) -> Ended {
        self.reordered = false;
        let source = Arc::clone(&connection.source);
        let ended = loop {
            let Some(part) = round.next().cloned() else { break Ended::Complete };
            self.publish();
            match self.attend(source.schedules(self.question(&part, trigger))).await {
                Ok(answer) => {
                    let too_much = too_much(&part, &answer);
                    self.apart.retain(|person| !part.people.contains(person));
                    match aim {
                        Aim::Refresh => self.start.state.answered(&part.people, answer),
                        Aim::OtherDays => self.start.state.answered_other_days(&part.people, answer),
                    }
                    round.answered(&too_much);
                }
                Err(error) => match (error.class(), round.failed(error.class())) {
                    (_, After::End) => break Ended::Failed(error),
                    (_, After::Alone(_)) if aim == Aim::OtherDays => {}
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
            self.stopped = !matches!(self.stop.try_recv(), Err(TryRecvError::Empty));
            let first = self.signed_in.is_some() || self.waiting.iter().any(comes_first);
            if round.next().is_some() && (self.stopped || first) {
                break Ended::Interrupted;
            }
            if std::mem::take(&mut self.reordered) && aim == Aim::Refresh {
                round.reorder(&self.order());
            }
            // Who types waits for no round to end.
            if round.next().is_some() && self.has_errand() {
                self.run_errand().await;
            }
        };
        self.cap = round.cap();
        ended
    }

    /// The calendar's today.
    fn today(&self) -> NaiveDate {
        self.start.state.snapshot.zone.date((self.start.wall)() + self.start.ahead)
    }

    /// Who of those on the screen is to be asked for the days that it shows, and for which; none where every refresh
    /// holds them.
    pub(super) fn lacking(&self) -> Option<(Vec<usize>, Window)> {
        let window = self.day.week(self.today(), self.start.state.snapshot.zone)?;
        Some((self.day.lacking(&self.visible, self.now().steady), window))
    }

    /// Asks for the days that the screen shows, for the people on it, if it is time to.
    pub(super) async fn fetch_day(&mut self) {
        let Ok(connection) = self.start.connection.clone() else { return };
        let Some((people, window)) = self.lacking().filter(|(people, _)| !people.is_empty()) else { return };
        let now = self.now();
        if now.steady < self.day.due() {
            return;
        }
        let interval = self.start.state.snapshot.interval;
        let held = connection.held().filter(|held| !may_pass(held, Trigger::Person));
        if held.is_some() {
            // The banner says why; the guard would let nothing go.
            self.day.failed(&people, now.steady + interval, now.steady);
            return;
        }
        let round = Round::new(&people, &self.apart, self.cap, window);
        let next = self.start.state.snapshot.next_refresh;
        self.start.state.asking();
        let ended = self.go_round(&connection, round, Trigger::Person, Aim::OtherDays).await;
        let now = self.now();
        match ended {
            Ended::Complete => self.day.answered(&people, now.steady),
            Ended::Interrupted => {}
            Ended::Failed(error) => {
                tracing::warn!(%error, "another day could not be fetched");
                self.start.state.failed(error, now.wall);
                self.day.failed(&people, now.steady + interval, now.steady);
            }
        }
        self.start.state.resting(next);
    }

    fn order(&self) -> Vec<usize> {
        plan::order(self.start.state.snapshot.roster.people.len(), &self.wanted, &self.visible)
    }

    fn question(&self, part: &Part, trigger: Trigger) -> Question {
        let people = &self.start.state.snapshot.roster.people;
        let mailboxes = part.people.iter().filter_map(|&person| people.get(person));
        let mailboxes = mailboxes.map(|person| person.address.clone()).collect();
        Question { mailboxes, window: part.window, details: self.start.settings.privacy.details, trigger }
    }

    /// Waits for a request, and keeps what people say meanwhile for later; the request is never dropped.
    pub(super) async fn attend<T>(
        &mut self,
        mut request: BoxFuture<'_, Result<T, SourceError>>,
    ) -> Result<T, SourceError> {
        let mut open = true;
        loop {
            let look = self.pace.next_look();
            tokio::select! {
                result = &mut request => {
                    self.slept |= self.look();
                    return result;
                }
                command = self.commands.recv(), if open => match command {
                    Some(
                        command @ (Command::Visible(_)
                        | Command::Wanted(_)
                        | Command::Day(_)
                        | Command::Find(_)
                        | Command::Members(_)
                        | Command::Guest(_)),
                    ) => {
                        self.see(command);
                        self.publish();
                    }
                    // That is what is being done.
                    Some(Command::RefreshNow) => {}
                    // What is tested meanwhile waits for its turn by itself.
                    Some(Command::Connection(to)) => drop(to.send(self.start.connection.clone())),
                    // A sign-in is waited for by a person, and by nothing that is in flight.
                    Some(command) if is_of_sign_in(&command) => {
                        self.sign_in(command).await;
                        self.publish();
                    }
                    Some(command) => self.waiting.push_back(command),
                    None => open = false,
                },
                event = sign_in::next_of(&mut self.signing) => {
                    self.follow_sign_in(event);
                    self.publish();
                }
                () = sleep_until(look) => self.slept |= self.look(),
            }
        }
    }
}

/// Whether a request of this trigger may pass over what holds others back; the guard has the last word.
pub(super) fn may_pass(held: &Held, trigger: Trigger) -> bool {
    matches!(
        (held, trigger),
        (Held::Waiting { .. }, Trigger::Insist)
            | (Held::Waiting { why: WaitCause::BackOff, .. }, Trigger::Person)
            // The share may say otherwise by now.
            | (Held::Busy | Held::StoppedElsewhere(_), _)
    )
}

/// Whether a round is broken off for a command.
fn comes_first(command: &Command) -> bool {
    matches!(command, Command::Roster(_) | Command::Settings(_) | Command::Password { .. })
}

/// Whether it is about a sign-in that is under way or begins.
fn is_of_sign_in(command: &Command) -> bool {
    matches!(command, Command::SignIn { .. } | Command::SignInAddress(_) | Command::CancelSignIn)
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

/// The wall clock's time so much later.
pub(super) fn later(now: Present, pause: Duration) -> Option<DateTime<Utc>> {
    TimeDelta::from_std(pause).ok().map(|pause| now.wall + pause)
}
