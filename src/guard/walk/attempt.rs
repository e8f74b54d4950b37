//! One attempt of one process, followed through everything that can happen while it holds the lock.

use super::super::attempt::{Attempt, Event, Step};
use super::super::record::LOST_LIMIT;
use super::super::{Demand, Held, Mode, Outcome, Refusal, RefusalKind, SignIn, Trigger};
use super::world::{Truth, Wait, World, now, tag};
use super::{Scope, TRIGGERS};
use std::time::Duration;

/// An attempt under way.
#[derive(Clone)]
struct Run {
    world: World,
    process: usize,
    credential: usize,
    trigger: Trigger,
    attempt: Attempt,
    scope: Scope,
    /// It passes over the server's long wait.
    passes: bool,
    /// What the truth comes down to for everybody else as long as the answer is not written down: with a credential, a lost
    /// answer; without one, nothing.
    unwritten: Option<Truth>,
}

/// Follows an attempt to all its ends and tells them to `found`. Checks every request that leaves.
pub(super) fn follow(
    world: &World,
    process: usize,
    credential: usize,
    trigger: Trigger,
    scope: Scope,
    steps: &mut u64,
    found: &mut impl FnMut(World),
) {
    let mut world = world.clone();
    // A person who insists takes the risk of the answers lost so far.
    if trigger == Trigger::Insist {
        world.truth.lost.clear();
    }
    let unsaved = world.unsaved[process].take();
    let (attempt, step) = Attempt::begin(tag(credential), trigger, 0.5, unsaved, None);
    assert!(matches!(step, Step::Lock), "an attempt begins with the lock");
    let mut busy = attempt.clone();
    assert!(matches!(busy.on(Event::LockBusy, &now()), Step::Finish(Err(Held::Busy))), "no lock, no request");
    let mut run = Run { world, process, credential, trigger, attempt, scope, passes: false, unwritten: None };
    let step = run.attempt.on(Event::Locked, &now());
    run.go(step, steps, found);
}

impl Run {
    /// Tells the attempt what happened in a copy of this run, and goes on from there.
    fn branch(&self, event: Event, change: impl FnOnce(&mut Self), steps: &mut u64, found: &mut impl FnMut(World)) {
        let mut run = self.clone();
        change(&mut run);
        let step = run.attempt.on(event, &now());
        run.go(step, steps, found);
    }

    fn go(self, step: Step, steps: &mut u64, found: &mut impl FnMut(World)) {
        *steps += 1;
        match step {
            Step::Lock => panic!("the lock is held already"),
            Step::TakeShare | Step::SaveShare(_) => panic!("there is no share"),
            Step::Load => {
                let record = Box::new(self.world.disk.clone());
                self.branch(Event::Loaded(record), |_| {}, steps, found);
                self.branch(Event::Failed(String::new()), |_| {}, steps, found);
            }
            Step::Save(record) => {
                let saved = |run: &mut Self| {
                    run.world.disk = (*record).clone();
                    run.unwritten = None;
                };
                self.branch(Event::Saved, saved, steps, found);
                if self.scope.disk_fails && self.world.unsaved[1 - self.process].is_none() {
                    self.branch(Event::Failed(String::new()), Self::forget_answer, steps, found);
                }
                self.killed(found);
            }
            Step::Send(permit) => {
                let mode = permit.mode();
                self.check(mode);
                self.killed(found);
                let mut sent = self.clone();
                if mode == Mode::WithCredential {
                    sent.world.truth.lose();
                }
                sent.killed(found);
                for outcome in outcomes(mode, self.scope) {
                    let ended = outcome.clone();
                    self.branch(Event::Ended(outcome), |run| run.ended(mode, &ended), steps, found);
                }
            }
            Step::Finish(_) => {
                let mut world = self.world;
                world.unsaved[self.process] = self.attempt.into_unsaved();
                found(world);
            }
        }
    }

    /// The process dies here; the system frees its lock, and what it knew is gone. (Where nothing has left or changed yet, and
    /// where all is written, that is the same as being killed between two attempts.)
    fn killed(&self, found: &mut impl FnMut(World)) {
        let mut run = self.clone();
        run.forget_answer();
        run.world.unsaved[self.process] = None;
        found(run.world);
    }

    /// The answer did not reach the disk.
    fn forget_answer(&mut self) {
        if let Some(unwritten) = self.unwritten.take() {
            self.world.truth = unwritten;
        }
    }

    /// A request leaves: the promises are checked here.
    fn check(&self, mode: Mode) {
        let World { truth, disk, .. } = &self.world;
        let insists = self.trigger == Trigger::Insist;
        let in_time = match truth.wait {
            Wait::Over => true,
            Wait::Short => false,
            Wait::Long { passed } => insists && (!passed || self.passes || mode == Mode::Bare),
        };
        assert!(in_time, "a request before the demanded wait ended: {self:?}");
        if mode == Mode::Bare {
            return;
        }
        let others = (0..3).filter(|&other| other != self.credential);
        let recent = others.filter_map(|other| truth.refused[other]).filter(|&age| age < 30 * 60_000).count();
        assert!(truth.refused[self.credential].is_none(), "a refused credential was sent again: {self:?}");
        assert!(!truth.outlived[self.credential], "refused before another one succeeded, and sent again: {self:?}");
        assert!(truth.stopped != Some(self.credential), "sent in spite of a stop: {self:?}");
        assert!(recent < 2 || truth.confirmed == Some(self.credential), "a third credential, unconfirmed: {self:?}");
        assert!(!truth.unproven, "a credential was sent after a lost answer and before a challenge: {self:?}");
        assert!(truth.lost.len() < LOST_LIMIT || insists, "a third lost answer within half an hour: {self:?}");
        assert!(disk.open.is_some(), "sent before it was written down: {self:?}");
    }

    /// Notes what the end of a request means in truth.
    fn ended(&mut self, mode: Mode, outcome: &Outcome) {
        if mode == Mode::Bare {
            return self.bare_ended(outcome);
        }
        let mut unwritten = self.world.truth.clone();
        unwritten.lose();
        let truth = &mut self.world.truth;
        if truth.wait == (Wait::Long { passed: false }) {
            truth.wait = Wait::Long { passed: true };
            self.passes = true;
        }
        match outcome {
            Outcome::NotSent => {}
            Outcome::Lost => truth.lose(),
            Outcome::Answered { sign_in, wait } => {
                self.unwritten = Some(unwritten);
                match sign_in {
                    SignIn::Accepted => {
                        let Truth { wait, refused, mut outlived, .. } = *truth;
                        for credential in 0..3 {
                            outlived[credential] |= refused[credential].is_some();
                        }
                        outlived[self.credential] = false;
                        *truth = Truth { wait, outlived, ..World::new().truth };
                    }
                    SignIn::Refused(refusal) => {
                        truth.stopped = Some(self.credential);
                        truth.confirmed = None;
                        if refusal.kind != RefusalKind::Forbidden {
                            truth.refused[self.credential] = Some(0);
                            truth.outlived[self.credential] = false;
                        }
                    }
                    SignIn::Challenged | SignIn::Unsaid => {}
                }
                truth.wait = demanded(*wait);
            }
        }
    }

    fn bare_ended(&mut self, outcome: &Outcome) {
        self.unwritten = Some(self.world.truth.clone());
        let truth = &mut self.world.truth;
        let Outcome::Answered { sign_in, wait } = outcome else { return };
        match wait {
            Some(_) => truth.wait = demanded(*wait),
            None if *sign_in == SignIn::Challenged || self.trigger == Trigger::Insist => truth.unproven = false,
            None => {}
        }
    }
}

impl std::fmt::Debug for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { world, credential, trigger, .. } = self;
        write!(f, "credential {credential}, {trigger:?}, {world:#?}")
    }
}

impl Truth {
    fn lose(&mut self) {
        self.lost.push(0);
        self.unproven = true;
    }
}

fn demanded(wait: Option<Demand>) -> Wait {
    match wait {
        None => Wait::Over,
        Some(Demand::For(length)) => Wait::of_length(length),
        Some(Demand::Unstated) => Wait::Short,
    }
}

fn outcomes(mode: Mode, scope: Scope) -> Vec<Outcome> {
    let answered = |sign_in, wait| Outcome::Answered { sign_in, wait };
    let refused = |kind, status| SignIn::Refused(Refusal { kind, status, request_id: None });
    let short = Some(Demand::For(Duration::from_secs(300)));
    let long = Some(Demand::For(Duration::from_secs(7200)));
    let mut all =
        vec![Outcome::NotSent, Outcome::Lost, answered(SignIn::Unsaid, None), answered(SignIn::Unsaid, short)];
    match mode {
        Mode::Bare => all.extend([answered(SignIn::Challenged, None), answered(SignIn::Challenged, short)]),
        Mode::WithCredential => all.extend([
            answered(SignIn::Accepted, None),
            answered(SignIn::Accepted, short),
            answered(refused(RefusalKind::Credentials, 401), None),
            answered(refused(RefusalKind::Credentials, 401), short),
            answered(refused(RefusalKind::Forbidden, 403), None),
            answered(SignIn::Unsaid, Some(Demand::Unstated)),
        ]),
    }
    if !scope.disk_fails && mode == Mode::WithCredential {
        all.push(answered(SignIn::Unsaid, long));
    }
    all
}

/// From here, doing what the program offers and waiting always leads to a request with the credential.
pub(super) fn assert_way_out(world: &World, scope: Scope) {
    for credential in 0..scope.credentials {
        let mut world = world.clone();
        let sent = (0..12).any(|_| match person_tries(&mut world, credential) {
            None => true,
            Some(Held::Stopped(_) | Held::RefusedBefore(_) | Held::StoppedElsewhere(_)) => {
                world = world.resumed(0, credential);
                false
            }
            Some(Held::NeedsConfirmation) => {
                world = world.confirmed(credential);
                false
            }
            Some(Held::Waiting { .. }) => {
                world.wait_is_over();
                false
            }
            Some(Held::Busy | Held::SignedOut | Held::NoRecord(_)) => false,
        });
        assert!(sent, "no way out for {credential}: {world:#?}");
    }
}

/// A person tries once, the server being well; why nothing left, if so.
fn person_tries(world: &mut World, credential: usize) -> Option<Held> {
    let unsaved = world.unsaved[0].take();
    let (mut attempt, _) = Attempt::begin(tag(credential), TRIGGERS[1], 0.5, unsaved, None);
    let mut step = attempt.on(Event::Locked, &now());
    loop {
        let event = match step {
            Step::Lock => panic!("the lock is held already"),
            Step::TakeShare | Step::SaveShare(_) => panic!("there is no share"),
            Step::Load => Event::Loaded(Box::new(world.disk.clone())),
            Step::Save(record) => {
                world.disk = *record;
                Event::Saved
            }
            Step::Send(permit) if permit.mode() == Mode::WithCredential => return None,
            Step::Send(_) => Event::Ended(Outcome::Answered { sign_in: SignIn::Challenged, wait: None }),
            Step::Finish(result) => {
                world.unsaved[0] = attempt.into_unsaved();
                return result.err();
            }
        };
        step = attempt.on(event, &now());
    }
}
