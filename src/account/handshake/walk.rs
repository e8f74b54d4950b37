//! Walks every order of steps, answers, cuts and kills of a sign-in by handshake, on the very machines that carry it out: the steps
//! of this room within an attempt of the guard, until no new state appears.

use super::steps::{End, Heard, Step, Steps};
use super::{Scheme, SchemeChoice};
use crate::guard::{
    Attempt, Event, Held, LOST_LIMIT, Mode, Outcome, Record, Refusal, RefusalKind, SignIn, Stamp, Step as Guard, Tag,
    Trigger,
};
use chrono::DateTime;
use std::collections::{HashSet, VecDeque};
use std::io::Write;

const TRIGGERS: [Trigger; 2] = [Trigger::Person, Trigger::Insist];
const PASSWORDS: usize = 2;

/// What lasts between two requests.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
struct World {
    disk: Record,
    /// The password of the account in use.
    password: usize,
    /// A connection is kept that is signed in.
    signed_in: bool,
    /// The scheme that the server took last.
    known: Option<Scheme>,
    truth: Truth,
}

/// What really happened.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
struct Truth {
    /// The proof of each password was refused, and it was neither resumed nor accepted since.
    refused: [bool; PASSWORDS],
    /// Answers to proofs that were lost since the last success, or since a person insisted.
    lost: usize,
    /// The last of them has not been followed by a challenge yet.
    unproven: bool,
}

/// One attempt under way.
#[derive(Clone)]
struct Run {
    world: World,
    trigger: Trigger,
    choice: SchemeChoice,
    attempt: Attempt,
    /// Proofs that left under the permit in hand.
    proofs: usize,
}

fn now() -> Stamp {
    Stamp { wall: DateTime::UNIX_EPOCH, epoch: 1, tick_ms: 1 }
}

fn tag(password: usize) -> Tag {
    Tag::new(["h:a", "h:b"][password])
}

fn answered(sign_in: SignIn) -> Outcome {
    Outcome::Answered { sign_in, wait: None }
}

fn refused(kind: RefusalKind) -> Outcome {
    answered(SignIn::Refused(Refusal { kind, status: 401, request_id: None }))
}

impl Truth {
    fn accepted(self, password: usize) -> Self {
        let mut refused = self.refused;
        refused[password] = false;
        Self { refused, ..Self::default() }
    }
}

impl Run {
    fn begin(world: &World, trigger: Trigger, choice: SchemeChoice) -> Self {
        let mut world = world.clone();
        // A person who insists takes the risk of the answers lost so far.
        if trigger == Trigger::Insist {
            world.truth.lost = 0;
        }
        let (attempt, _) = Attempt::begin(tag(world.password), trigger, 0.5, None, None);
        Self { world, trigger, choice, attempt, proofs: 0 }
    }

    fn tell(mut self, event: Event, found: &mut impl FnMut(World)) {
        match self.attempt.on(event, &now()) {
            Guard::Lock | Guard::TakeShare | Guard::SaveShare(_) => panic!("the lock is held, and there is no share"),
            Guard::Load => {
                let record = Box::new(self.world.disk.clone());
                self.tell(Event::Loaded(record), found);
            }
            Guard::Save(record) => {
                self.killed(found);
                self.world.disk = *record;
                self.killed(found);
                self.tell(Event::Saved, found);
            }
            Guard::Send(permit) if permit.mode() == Mode::Bare => {
                for outcome in [Outcome::NotSent, Outcome::Lost, answered(SignIn::Unsaid), answered(SignIn::Challenged)]
                {
                    let mut run = self.clone();
                    let challenged = outcome == answered(SignIn::Challenged);
                    let enough = challenged || outcome == answered(SignIn::Unsaid) && self.trigger == Trigger::Insist;
                    run.world.truth.unproven &= !enough;
                    run.tell(Event::Ended(outcome), found);
                }
            }
            Guard::Send(_) => {
                let known = self.world.known;
                let steps = Steps::begin(self.choice, known, std::mem::take(&mut self.world.signed_in));
                self.step(steps, found);
            }
            Guard::Finish(_) => found(self.world),
        }
    }

    /// The process dies, and its connection with it.
    fn killed(&self, found: &mut impl FnMut(World)) {
        found(World { signed_in: false, known: None, ..self.world.clone() });
    }

    /// A step of the handshake, and everything that can come of it.
    fn step(mut self, steps: Steps, found: &mut impl FnMut(World)) {
        self.killed(found);
        match steps.now() {
            Step::End(end) => panic!("{end:?} before anything was heard"),
            Step::Proof(_) | Step::Password => self.prove(&steps, found),
            Step::Request | Step::Plain | Step::Opening(_) => {
                if steps.now() != Step::Request {
                    self.world.known = None;
                }
                for (heard, said) in self.before_the_proof(steps.now()) {
                    let (mut run, mut steps) = (self.clone(), steps.clone());
                    steps.on(&heard);
                    let Step::End(end) = steps.now() else {
                        run.step(steps, found);
                        continue;
                    };
                    let outcome = end.outcome(said.clone());
                    let is_refusal = matches!(outcome, Outcome::Answered { sign_in: SignIn::Refused(_), .. });
                    // The service itself may refuse its use to who is signed in.
                    let by_service = end == End::Requested && said == refused(RefusalKind::Forbidden);
                    assert!(outcome != Outcome::Lost, "{end:?}: nothing was proved, and it counts as lost");
                    assert!(
                        !is_refusal || by_service,
                        "{end:?}: nothing was proved, and it counts as refused: {said:?}"
                    );
                    run.world.signed_in = end == End::Requested;
                    if outcome == answered(SignIn::Accepted) {
                        run.world.truth = run.world.truth.accepted(run.world.password);
                    }
                    run.tell(Event::Ended(outcome), found);
                }
            }
        }
    }

    /// What can come before the proof has left, and what it would mean as an answer to a proof.
    fn before_the_proof(&self, step: Step) -> Vec<(Heard, Outcome)> {
        let offers: &[&[Scheme]] = match step {
            Step::Plain => &[&[Scheme::Negotiate, Scheme::Ntlm], &[Scheme::Ntlm], &[Scheme::Basic], &[]],
            _ => &[&[]],
        };
        let messages: &[(bool, bool)] = match step {
            Step::Opening(_) => &[(false, true), (true, true), (true, false)],
            _ => &[(false, true)],
        };
        let mut all = Vec::new();
        for offered in offers {
            for &(message, open) in messages {
                let heard = Heard::Challenge { offered: offered.to_vec(), message, open };
                all.push((heard, refused(RefusalKind::Credentials)));
            }
        }
        for said in [answered(SignIn::Accepted), answered(SignIn::Unsaid)]
            .into_iter()
            .chain([RefusalKind::Forbidden, RefusalKind::LogOnPage].map(refused))
        {
            all.push((Heard::Answer, said));
        }
        all.extend([Outcome::NotSent, Outcome::Lost].map(|said| (Heard::Closed, said)));
        // A time-out, or a 401 that breaks off.
        all.extend([Outcome::Lost, refused(RefusalKind::Credentials)].map(|said| (Heard::Broken, said)));
        all
    }

    /// The proof leaves: the promises are checked here.
    fn prove(mut self, steps: &Steps, found: &mut impl FnMut(World)) {
        let password = self.world.password;
        let truth = &self.world.truth;
        self.proofs += 1;
        assert_eq!(self.proofs, 1, "two proofs under one permit: {:?}", self.world);
        assert!(!truth.refused[password], "a refused password was proved again: {:?}", self.world);
        assert!(!truth.unproven, "a proof after a lost answer and before a challenge: {:?}", self.world);
        assert!(truth.lost < LOST_LIMIT || self.trigger == Trigger::Insist, "a third lost answer: {:?}", self.world);
        let lost = Truth { lost: truth.lost + 1, unproven: true, ..truth.clone() };
        Self { world: World { truth: lost.clone(), ..self.world.clone() }, ..self.clone() }.killed(found);
        let outcomes = [RefusalKind::Handshake, RefusalKind::LogOnPage, RefusalKind::Forbidden].map(refused);
        let others = [Outcome::NotSent, Outcome::Lost, answered(SignIn::Accepted), answered(SignIn::Unsaid)];
        for outcome in outcomes.into_iter().chain(others) {
            let (mut run, mut steps) = (self.clone(), steps.clone());
            let proved = steps.now();
            steps.on(&Heard::Answer);
            assert_eq!(steps.now(), Step::End(End::Proved), "nothing follows a proof");
            assert_eq!(End::Proved.outcome(outcome.clone()), outcome, "what came to the proof says all");
            match &outcome {
                Outcome::Lost => run.world.truth = lost.clone(),
                Outcome::Answered { sign_in: SignIn::Accepted, .. } => {
                    run.world.truth = run.world.truth.accepted(password);
                    if let Step::Proof(scheme) = proved {
                        (run.world.signed_in, run.world.known) = (true, Some(scheme));
                    } else {
                        run.world.known = Some(Scheme::Basic);
                    }
                }
                Outcome::Answered { sign_in: SignIn::Refused(refusal), .. } => {
                    run.world.truth.refused[password] |= refusal.kind != RefusalKind::Forbidden;
                }
                Outcome::Answered { .. } | Outcome::NotSent => {}
            }
            run.after_proof(outcome, &lost, found);
        }
    }

    /// The answer is there. Until it is written down, everybody else can only take it for lost.
    fn after_proof(mut self, outcome: Outcome, lost: &Truth, found: &mut impl FnMut(World)) {
        let Guard::Save(record) = self.attempt.on(Event::Ended(outcome), &now()) else { panic!("it is written down") };
        Self { world: World { truth: lost.clone(), ..self.world.clone() }, ..self.clone() }.killed(found);
        self.world.disk = *record;
        self.tell(Event::Saved, found);
    }
}

fn successors(world: &World, choice: SchemeChoice, found: &mut impl FnMut(World)) {
    for trigger in TRIGGERS {
        Run::begin(world, trigger, choice).tell(Event::Locked, found);
    }
    // The connection ends while it is idle, or the program does.
    found(World { signed_in: false, ..world.clone() });
    found(World { signed_in: false, known: None, ..world.clone() });
    for password in 0..PASSWORDS {
        found(World { signed_in: false, known: None, password, ..world.clone() });
    }
    let held = world.disk.held(&tag(world.password), &now());
    if matches!(held, Some(Held::Stopped(_) | Held::RefusedBefore(_))) {
        let mut resumed = world.clone();
        resumed.disk.resume_for_tests(&tag(world.password), &now());
        resumed.truth.refused[world.password] = false;
        found(resumed);
    }
}

#[test]
fn no_order_of_steps_answers_cuts_and_kills_proves_a_password_too_often() {
    for choice in [SchemeChoice::Automatic, SchemeChoice::Only(Scheme::Ntlm)] {
        let mut seen = HashSet::from([World::default()]);
        let mut queue = VecDeque::from([World::default()]);
        let mut ends = 0_u64;
        while let Some(world) = queue.pop_front() {
            successors(&world, choice, &mut |mut next| {
                ends += 1;
                next.disk = next.disk.calm_for_tests();
                next.truth.lost = next.truth.lost.min(LOST_LIMIT);
                if !seen.contains(&next) {
                    seen.insert(next.clone());
                    queue.push_back(next);
                }
            });
        }
        let said = format!("handshake, {choice:?}: {} states, {ends} ends of attempts, no new state left", seen.len());
        writeln!(std::io::stdout(), "{said}").expect("told");
        assert!(seen.len() > 50, "the walk has become trivial: {}", seen.len());
    }
}
