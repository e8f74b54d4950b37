//! Walks every sequence of events that two processes, a server, a clock and a person can produce, on the very machine that
//! the engine runs, breadth first, until no new state appears or the bound on their number is reached.

use super::attempt::{Attempt, Event, Step};
use super::record::{LOST_LIMIT, Record};
use super::{Demand, Held, Mode, Outcome, Refusal, RefusalKind, SignIn, Stamp, Tag, Trigger};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::{HashSet, VecDeque};
use std::time::Duration;

const MINUTE: u64 = 60_000;
/// Older than this, an event's age makes no difference to any rule.
const OLD: u64 = 125 * MINUTE;

/// What one of the two processes is about to do.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Next {
    Lock,
    Load,
    Save(Box<Record>),
    Send(Mode),
}

/// Everything there is. Ages are in milliseconds of true time.
#[derive(Clone, PartialEq, Eq, Hash)]
struct World {
    disk: Record,
    locked_by: Option<usize>,
    processes: [Option<(Attempt, Next)>; 2],
    credential: usize,
    /// Refused since a person last allowed it or something succeeded: must not be sent again.
    refused: [bool; 3],
    /// Ages of requests whose answer was lost since the last success or a person's insistence.
    lost: Vec<u64>,
    /// The last lost answer has not been followed by a challenge yet.
    unproven: bool,
    /// What is truly left of the server's wait.
    wait: u64,
    /// What held before the answer that is not written down yet: a kill before the writing makes it a lost one.
    unwritten: Option<([bool; 3], Vec<u64>, bool, u64)>,
}

fn tag(credential: usize) -> Tag {
    Tag::new(["a", "b", "c"][credential])
}

fn origin() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(10_000)
}

/// The world's now never moves; everything remembered grows older instead, so that equal situations are equal states.
fn now() -> Stamp {
    Stamp { wall: origin(), epoch: 1, tick_ms: 10 * OLD }
}

fn older(stamp: &mut Stamp, by: u64) {
    let age = (now().tick_ms - stamp.tick_ms + by).min(OLD);
    *stamp = Stamp {
        wall: origin() - TimeDelta::milliseconds(i64::try_from(age).unwrap()),
        epoch: 1,
        tick_ms: now().tick_ms - age,
    };
}

fn age_record(record: &mut Record, by: u64) {
    let Record { open, stop, refused, lost, server_wait, back_off, accepted, refreshed, .. } = record;
    let waits = [server_wait, back_off];
    open.iter_mut().for_each(|stamp| older(stamp, by));
    stop.iter_mut().for_each(|stop| older(&mut stop.at, by));
    refused.iter_mut().for_each(|refused| older(&mut refused.at, by));
    lost.iter_mut().for_each(|stamp| older(stamp, by));
    for wait in waits {
        if let Some(kept) = wait {
            older(&mut kept.since, by);
            if kept.since.elapsed(&now()) >= Duration::from_millis(kept.length_ms) {
                *wait = None;
            }
        }
    }
    // Shown to people only; no rule reads them.
    *accepted = None;
    *refreshed = None;
    record.failures = record.failures.min(2);
    record.slow_downs = record.slow_downs.min(2);
}

impl World {
    fn new() -> Self {
        Self {
            disk: Record::default(),
            locked_by: None,
            processes: [None, None],
            credential: 0,
            refused: [false; 3],
            lost: Vec::new(),
            unproven: false,
            wait: 0,
            unwritten: None,
        }
    }

    fn advance(&mut self, by: u64) {
        age_record(&mut self.disk, by);
        // Lock, load and save take no time: only a request in flight lets time pass, and it holds the lock.
        self.lost.iter_mut().for_each(|age| *age = (*age + by).min(OLD));
        self.lost.retain(|&age| age < 31 * MINUTE);
        self.wait = self.wait.saturating_sub(by);
    }

    fn begin(&mut self, process: usize, trigger: Trigger) {
        let (attempt, step) = Attempt::begin(tag(self.credential), trigger, 0.5, None);
        self.processes[process] = Some((attempt, next(&step).expect("an attempt begins with its lock")));
    }

    /// Gives the process what it waits for.
    fn tell(&mut self, process: usize, event: Event) {
        let Some((mut attempt, _)) = self.processes[process].take() else { return };
        match attempt.on(event, &now()) {
            Step::Finish(_) => {
                if self.locked_by == Some(process) {
                    self.locked_by = None;
                }
            }
            step => self.processes[process] = Some((attempt, next(&step).expect("not finished"))),
        }
    }

    /// A request leaves: the promises are checked here.
    fn check_send(&self, process: usize, mode: Mode) {
        let (attempt, _) = self.processes[process].as_ref().expect("it sends");
        let insists = attempt.trigger() == Trigger::Insist;
        assert_eq!(self.locked_by, Some(process), "two in flight");
        assert!(self.wait == 0 || insists && self.wait > 60 * MINUTE, "a request before the demanded wait ended");
        if mode == Mode::WithCredential {
            let credential = (0..3).find(|&index| tag(index) == *attempt.tag()).expect("one of three");
            assert!(!self.refused[credential], "a refused credential was sent again");
            assert!(!self.unproven, "a credential was sent after a lost answer and before a challenge");
            let recent = self.lost.iter().filter(|&&age| age < 30 * MINUTE).count();
            assert!(recent < LOST_LIMIT || insists, "a third lost answer within half an hour");
            assert!(self.disk.open.is_some(), "sent before it was written down");
        }
    }

    fn lose(&mut self) {
        self.lost.push(0);
        self.unproven = true;
    }

    /// Ends the request of `process` in one of the ways that the world knows.
    fn end(&mut self, process: usize, mode: Mode, outcome: Outcome) {
        let (attempt, _) = self.processes[process].as_ref().expect("it sends").clone();
        let credential = (0..3).find(|&index| tag(index) == *attempt.tag()).expect("one of three");
        if mode == Mode::WithCredential {
            self.unwritten = Some((self.refused, self.lost.clone(), self.unproven, self.wait));
        }
        match (&outcome, mode) {
            (Outcome::Lost, Mode::WithCredential) => self.lose(),
            (Outcome::Answered { sign_in, wait }, mode) => {
                match (sign_in, mode) {
                    (SignIn::Accepted, Mode::WithCredential) => {
                        self.refused = [false; 3];
                        self.lost.clear();
                        self.unproven = false;
                    }
                    (SignIn::Refused(_), Mode::WithCredential) => self.refused[credential] = true,
                    (SignIn::Challenged, Mode::Bare) if wait.is_none() => self.unproven = false,
                    (SignIn::Unsaid, Mode::Bare) if attempt.trigger() == Trigger::Insist => self.unproven = false,
                    _ => {}
                }
                match wait {
                    Some(Demand::For(length)) => self.wait = u64::try_from(length.as_millis()).expect("short"),
                    Some(Demand::Unstated) => self.wait = MINUTE,
                    None if mode == Mode::WithCredential => self.wait = 0,
                    None => {}
                }
            }
            _ => {}
        }
        self.tell(process, Event::Ended(outcome));
    }

    /// Killed: the system frees its lock; what was sent stays sent.
    fn kill(&mut self, process: usize) {
        let Some((_, next)) = self.processes[process].take() else { return };
        let holds = self.locked_by == Some(process);
        if let Some(before) = self.unwritten.take_if(|_| holds) {
            (self.refused, self.lost, self.unproven, self.wait) = before;
            self.lose();
        } else if next == Next::Send(Mode::WithCredential) {
            self.lose();
        }
        if self.locked_by == Some(process) {
            self.locked_by = None;
        }
    }

    /// Everything that can happen next.
    fn successors(&self) -> Vec<Self> {
        let mut all = Vec::new();
        let mut with = |change: &dyn Fn(&mut Self)| {
            let mut world = self.clone();
            change(&mut world);
            all.push(world);
        };
        for process in 0..2 {
            match self.processes[process].as_ref().map(|(_, next)| next) {
                None => {
                    for trigger in [Trigger::Timer, Trigger::Person, Trigger::Insist] {
                        with(&|world| {
                            // A person who insists takes the risk of the answers lost so far.
                            if trigger == Trigger::Insist {
                                world.lost.clear();
                            }
                            world.begin(process, trigger);
                        });
                    }
                }
                Some(next) => {
                    with(&|world| world.kill(process));
                    match next {
                        Next::Lock if self.locked_by.is_none() => with(&|world| {
                            world.locked_by = Some(process);
                            world.tell(process, Event::Locked);
                        }),
                        Next::Lock => with(&|world| world.tell(process, Event::LockBusy)),
                        Next::Load => with(&|world| world.tell(process, Event::Loaded(Box::new(world.disk.clone())))),
                        Next::Save(record) => {
                            with(&|world| {
                                world.disk = (**record).clone();
                                world.unwritten = None;
                                world.tell(process, Event::Saved);
                                age_record(&mut world.disk, 0);
                            });
                        }
                        Next::Send(mode) => {
                            self.check_send(process, *mode);
                            for outcome in outcomes(*mode) {
                                with(&|world| world.end(process, *mode, outcome.clone()));
                            }
                        }
                    }
                }
            }
        }
        for minutes in [1, 10, 31, 121] {
            // Time passes between attempts; a request's own duration adds nothing that the rules could see.
            if self.processes == [None, None] {
                with(&|world| world.advance(minutes * MINUTE));
            }
        }
        if self.processes == [None, None] {
            for credential in (0..3).filter(|&credential| credential != self.credential) {
                with(&|world| world.credential = credential);
            }
            with(&|world| {
                world.disk.resume(&tag(world.credential));
                world.refused[world.credential] = false;
            });
            with(&|world| world.disk.confirm(&tag(world.credential)));
        }
        all
    }

    /// From here a person and time always lead to a request with a credential.
    fn has_a_way_out(&self) -> bool {
        let mut world = self.clone();
        (0..2).for_each(|process| world.kill(process));
        world.advance(OLD);
        world.disk.resume(&tag(world.credential));
        world.disk.confirm(&tag(world.credential));
        world.begin(0, Trigger::Person);
        for _ in 0..12 {
            let Some((_, next)) = world.processes[0].clone() else { return false };
            match next {
                Next::Lock => {
                    world.locked_by = Some(0);
                    world.tell(0, Event::Locked);
                }
                Next::Load => world.tell(0, Event::Loaded(Box::new(world.disk.clone()))),
                Next::Save(record) => {
                    world.disk = *record;
                    world.tell(0, Event::Saved);
                }
                Next::Send(Mode::WithCredential) => return true,
                Next::Send(Mode::Bare) => {
                    world.tell(0, Event::Ended(Outcome::Answered { sign_in: SignIn::Challenged, wait: None }));
                }
            }
        }
        false
    }
}

fn next(step: &Step) -> Option<Next> {
    match step {
        Step::Lock => Some(Next::Lock),
        Step::Load => Some(Next::Load),
        Step::Save(record) => Some(Next::Save(record.clone())),
        Step::Send(permit) => Some(Next::Send(permit.mode())),
        Step::Finish(_) => None,
    }
}

fn outcomes(mode: Mode) -> Vec<Outcome> {
    let answered = |sign_in, wait| Outcome::Answered { sign_in, wait };
    let refusal = Refusal { kind: RefusalKind::Credentials, status: 401, request_id: None };
    let mut all = vec![Outcome::NotSent, Outcome::Lost, answered(SignIn::Unsaid, None)];
    match mode {
        Mode::Bare => all.push(answered(SignIn::Challenged, None)),
        Mode::WithCredential => all.extend([
            answered(SignIn::Accepted, None),
            answered(SignIn::Refused(refusal), None),
            answered(SignIn::Accepted, Some(Demand::For(Duration::from_secs(300)))),
            answered(SignIn::Unsaid, Some(Demand::For(Duration::from_secs(7200)))),
            answered(SignIn::Unsaid, Some(Demand::Unstated)),
        ]),
    }
    all
}

#[test]
fn no_sequence_of_events_breaks_a_promise() {
    // A bound on memory, not on the promise: what lies beyond it is reported, not passed over in silence.
    const MOST: usize = 200_000;
    let mut seen = HashSet::from([World::new()]);
    let mut queue = VecDeque::from([World::new()]);
    while let Some(world) = queue.pop_front() {
        assert!(world.has_a_way_out(), "no way out");
        for successor in world.successors() {
            if seen.len() < MOST && !seen.contains(&successor) {
                seen.insert(successor.clone());
                queue.push_back(successor);
            }
        }
    }
    println!("states visited: {}{}", seen.len(), if seen.len() < MOST { "" } else { " (stopped at the bound)" });
    assert!(seen.len() > 10_000, "the walk has become trivial: {}", seen.len());
}

#[test]
fn a_wait_never_outlasts_its_length_when_the_clock_is_set_back() {
    let mut record = Record::default();
    let start = Stamp { wall: origin(), epoch: 1, tick_ms: 0 };
    let wait = Outcome::Answered { sign_in: SignIn::Unsaid, wait: Some(Demand::For(Duration::from_secs(300))) };
    record.close(&tag(0), &wait, &start, 0.5);
    let set_back = Stamp { wall: origin() - TimeDelta::days(1), epoch: 2, tick_ms: 0 };
    record.settle(&set_back);
    let Some(Held::Waiting { left, .. }) = record.held(&tag(0), &set_back) else { panic!("it waits") };
    assert_eq!(left, Duration::from_secs(300));
    let later = Stamp { wall: set_back.wall + TimeDelta::seconds(300), epoch: 2, tick_ms: 300_000 };
    assert_eq!(record.held(&tag(0), &later), None);
}
