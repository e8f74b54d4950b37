//! One attempt of one desk, followed through everything that can happen to it.

use super::super::super::attempt::{Attempt, Event, Step};
use super::super::super::record::LOST_LIMIT;
use super::super::super::share::{Desk, Found, Marks};
use super::super::super::{Held, Mode, Outcome, RefusalKind, SignIn, Trigger};
use super::super::world::{is_fresh, now};
use super::Scope;
use super::world::{DESKS, Own, TRIGGERS, Together, World, local, refusal, shared};

/// An attempt under way.
#[derive(Clone)]
struct Run {
    world: World,
    desk: usize,
    credential: usize,
    trigger: Trigger,
    scope: Scope,
    attempt: Attempt,
    /// The server's challenge came in this attempt.
    probed: bool,
    /// The attempt stands on the share.
    announced: bool,
    sent: bool,
    /// The truth of this desk once the record is written, and that of all once the share is; till then nobody can know better
    /// than that an answer is lost.
    own: Option<Own>,
    together: Option<Together>,
}

fn begin(world: &World, credential: usize, trigger: Trigger, share: bool) -> Attempt {
    let share = share.then(|| Desk { name: String::new(), number: world.unused() });
    let (mut attempt, _) = Attempt::begin(local(credential), trigger, 0.5, None, share);
    assert!(matches!(attempt.on(Event::Locked, &now()), Step::Load));
    attempt
}

/// Follows an attempt to all its ends and tells them to `found`. Checks every request that leaves.
pub(super) fn follow(
    world: &World,
    desk: usize,
    credential: usize,
    trigger: Trigger,
    scope: Scope,
    steps: &mut u64,
    found: &mut impl FnMut(World),
) {
    let mut world = world.clone();
    // A person who insists takes the risk of the answers lost so far.
    if trigger == Trigger::Insist {
        world.own[desk].lost.clear();
    }
    let attempt = begin(&world, credential, trigger, true);
    let run = Run {
        world,
        desk,
        credential,
        trigger,
        scope,
        attempt,
        probed: false,
        announced: false,
        sent: false,
        own: None,
        together: None,
    };
    run.go(Step::Load, steps, found);
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
            Step::Load => {
                let record = Box::new(self.world.disks[self.desk].clone());
                self.branch(Event::Loaded(record), |_| {}, steps, found);
            }
            Step::TakeShare => {
                let found_there = Found { marks: self.world.marks.clone(), tag: shared(self.credential) };
                self.branch(Event::ShareTaken(Box::new(found_there)), |_| {}, steps, found);
                self.branch(Event::ShareBusy, |_| {}, steps, found);
                if self.scope.away {
                    self.branch(Event::ShareAway, |_| {}, steps, found);
                }
            }
            Step::SaveShare(marks) => {
                // Whether the share goes away or the desk is killed: before it is written, or after.
                self.branch(Event::ShareSaved, |run| run.written(&marks, true), steps, found);
                if self.scope.away {
                    self.branch(Event::ShareAway, |run| run.announced = false, steps, found);
                    self.branch(Event::ShareAway, |run| run.written(&marks, false), steps, found);
                }
                found(self.world.clone());
                let mut killed = self;
                killed.written(&marks, false);
                found(killed.world);
            }
            Step::Save(record) => {
                found(self.world.clone());
                let saved = |run: &mut Self| {
                    run.world.disks[run.desk] = (*record).clone();
                    if let Some(own) = run.own.take() {
                        run.world.own[run.desk] = own;
                    }
                };
                let mut killed = self.clone();
                saved(&mut killed);
                found(killed.world);
                self.branch(Event::Saved, saved, steps, found);
            }
            Step::Send(permit) if permit.mode() == Mode::Bare => {
                found(self.world.clone());
                for outcome in outcomes(Mode::Bare, self.scope) {
                    let ended = outcome.clone();
                    self.branch(Event::Ended(outcome), |run| run.probe_ended(&ended), steps, found);
                }
            }
            Step::Send(_) => {
                self.check();
                let before = self.world.clone();
                let mut sent = self;
                sent.send();
                found(sent.world.clone());
                for outcome in outcomes(Mode::WithCredential, sent.scope) {
                    let ended = outcome.clone();
                    sent.branch(Event::Ended(outcome), |run| run.ended(&before, &ended), steps, found);
                }
            }
            Step::Finish(_) => found(self.world),
        }
    }

    fn written(&mut self, marks: &Marks, in_force: bool) {
        self.world.marks = marks.clone();
        self.announced = in_force && !self.sent;
        if let Some(together) = self.together.take() {
            self.world.together = together;
        }
    }

    /// A request with the credential leaves: the promises are checked here.
    fn check(&self) {
        let (own, together) = (&self.world.own[self.desk], &self.world.together);
        let insists = self.trigger == Trigger::Insist;
        let credential = self.credential;
        assert!(!own.refused[credential], "a refused credential was sent again: {self:?}");
        assert!(own.stopped != Some(credential), "sent in spite of a stop: {self:?}");
        assert!(
            !own.unproven || self.probed,
            "a credential was sent after a lost answer and before a challenge: {self:?}"
        );
        assert!(own.lost.len() < LOST_LIMIT || insists, "a third lost answer within half an hour: {self:?}");
        assert!(self.world.disks[self.desk].open.is_some(), "sent before it was written down: {self:?}");
        if !self.announced {
            return;
        }
        assert!(self.world.marks.open.is_some(), "sent before the others could know: {self:?}");
        let resumed = own.resumed == Some(credential);
        assert!(!together.refused[credential] || resumed, "what another desk was refused was sent again: {self:?}");
        let others = || together.lost.iter().filter(|(_, by)| *by != self.desk);
        assert!(others().count() == 0 || self.probed, "sent after a lost answer of another desk, unproven: {self:?}");
        let recent = own.lost.len() + others().filter(|(age, _)| is_fresh(*age)).count();
        assert!(recent < LOST_LIMIT || insists, "a third lost answer within half an hour, over all desks: {self:?}");
    }

    /// It has left: for everybody else its answer is lost until they are told better.
    fn send(&mut self) {
        let own = &mut self.world.own[self.desk];
        own.lost.push(0);
        own.unproven = true;
        own.resumed = None;
        if self.announced {
            self.world.together.lost.push((0, self.desk));
        }
        self.sent = true;
    }

    /// What the end of the request means in truth. `before` it was sent.
    fn ended(&mut self, before: &World, outcome: &Outcome) {
        let (lost, credential) = (&self.world, self.credential);
        let (mut own, mut together) = (before.own[self.desk].clone(), before.together.clone());
        match outcome {
            Outcome::NotSent => {}
            Outcome::Lost => {
                own = lost.own[self.desk].clone();
                together = lost.together.clone();
            }
            Outcome::Answered { sign_in, .. } => match sign_in {
                SignIn::Accepted => {
                    own = Own { refused: own.refused, ..Own::default() };
                    own.refused[credential] = false;
                    together.refused[credential] = false;
                    together.lost.clear();
                }
                SignIn::Refused(refusal) => {
                    own.stopped = Some(credential);
                    own.resumed = None;
                    if refusal.kind != RefusalKind::Forbidden {
                        own.refused[credential] = true;
                        together.refused[credential] = true;
                    }
                }
                SignIn::Challenged | SignIn::Unsaid => {}
            },
        }
        self.own = Some(own);
        self.together = self.announced.then_some(together);
    }

    fn probe_ended(&mut self, outcome: &Outcome) {
        let challenged = matches!(outcome, Outcome::Answered { sign_in: SignIn::Challenged, .. });
        let enough = challenged || self.trigger == Trigger::Insist && matches!(outcome, Outcome::Answered { .. });
        self.probed |= enough;
        if enough {
            let mut own = self.world.own[self.desk].clone();
            own.unproven = false;
            self.own = Some(own);
        }
    }
}

impl std::fmt::Debug for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { world, desk, credential, trigger, announced, .. } = self;
        write!(f, "desk {desk}, credential {credential}, {trigger:?}, announced {announced}, {world:#?}")
    }
}

fn outcomes(mode: Mode, scope: Scope) -> Vec<Outcome> {
    let answered = |sign_in| Outcome::Answered { sign_in, wait: None };
    let mut all = vec![Outcome::NotSent, Outcome::Lost, answered(SignIn::Unsaid)];
    match mode {
        Mode::Bare => all.push(answered(SignIn::Challenged)),
        Mode::WithCredential => all.push(answered(SignIn::Accepted)),
    }
    if scope.refusals && mode == Mode::WithCredential {
        let refused = |kind| answered(SignIn::Refused(refusal(kind)));
        all.push(refused(RefusalKind::Credentials));
        if scope.credentials == 1 {
            all.push(refused(RefusalKind::Forbidden));
        }
    }
    all
}

/// What the attempt does first that somebody outside can tell: sends, or holds back. `share`: there is one; `away`: it does
/// not answer.
fn first(
    world: &mut World,
    desk: usize,
    credential: usize,
    trigger: Trigger,
    share: bool,
    away: bool,
) -> Result<Mode, Held> {
    let mut attempt = begin(world, credential, trigger, share);
    let mut step = Step::Load;
    loop {
        let event = match step {
            Step::Lock => panic!("the lock is held already"),
            Step::Load => Event::Loaded(Box::new(world.disks[desk].clone())),
            Step::TakeShare | Step::SaveShare(_) if away => Event::ShareAway,
            Step::TakeShare => {
                Event::ShareTaken(Box::new(Found { marks: world.marks.clone(), tag: shared(credential) }))
            }
            Step::SaveShare(marks) => {
                world.marks = *marks;
                Event::ShareSaved
            }
            Step::Save(record) => {
                world.disks[desk] = *record;
                Event::Saved
            }
            Step::Send(permit) => return Ok(permit.mode()),
            Step::Finish(result) => return Err(result.expect_err("it did not send")),
        };
        step = attempt.on(event, &now());
    }
}

/// A share that is away changes nothing of what a desk would do without one.
pub(super) fn assert_away_is_without(world: &World, scope: Scope) {
    for (desk, credential) in pairs(scope) {
        for trigger in TRIGGERS {
            let first = |share| first(&mut world.clone(), desk, credential, trigger, share, true);
            assert_eq!(first(true), first(false), "desk {desk}, credential {credential}: {world:#?}");
        }
    }
}

/// From here, doing what the program offers and waiting always leads to a request, with the share or without it.
pub(super) fn assert_way_out(world: &World, scope: Scope) {
    for (desk, credential) in pairs(scope) {
        for away in [false, true] {
            let mut world = world.clone();
            let sent = (0..6).any(|_| match first(&mut world, desk, credential, Trigger::Person, true, away) {
                Ok(_) => true,
                Err(Held::Stopped(_) | Held::RefusedBefore(_) | Held::StoppedElsewhere(_)) => {
                    world = world.resumed(desk, credential);
                    false
                }
                Err(Held::Waiting { .. }) => {
                    world.wait_is_over();
                    false
                }
                Err(Held::NeedsConfirmation | Held::Busy | Held::SignedOut | Held::NoRecord(_)) => false,
            });
            assert!(sent, "no way out at desk {desk} for {credential}, away {away}: {world:#?}");
        }
    }
}

fn pairs(scope: Scope) -> impl Iterator<Item = (usize, usize)> {
    (0..DESKS).flat_map(move |desk| (0..scope.credentials).map(move |credential| (desk, credential)))
}
