//! The way through a sign-in, step by step and without I/O: what goes next, and what an answer to it means. So that tests can walk
//! every order of answers.
//!
//! A 401 is a step until the proof has left: only what is answered to the proof is a refusal, and only the answer to it can be
//! lost as one.

use super::{Scheme, SchemeChoice};
use crate::guard::{Outcome, Refusal, RefusalKind, SignIn};
use std::collections::VecDeque;

/// What goes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Step {
    /// The request, on the connection that is signed in.
    Request,
    /// The request without anything, for the server's challenge.
    Plain,
    /// The opening message of a handshake. It proves nothing.
    Opening(Scheme),
    /// The response to the challenge that just came, with the request: the proof.
    Proof(Scheme),
    /// The request with the password itself (Basic).
    Password,
    /// Nothing more.
    End(End),
}

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum End {
    /// Answered on the connection that was signed in before.
    Requested,
    /// Answered with something else than a challenge before any proof: a gateway's page, a busy server.
    Unasked,
    /// No whole answer, and nothing was proved.
    Unproved,
    /// The server takes no scheme that may be used.
    NotOffered,
    /// The connection ended between two steps.
    NotKept,
    /// The proof, or the password, was answered or not: what came says all.
    Proved,
}

/// What came of a step.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Heard {
    /// A 401.
    Challenge {
        /// Schemes that are offered and may be used, best first.
        offered: Vec<Scheme>,
        /// The scheme that was opened has its message in it.
        message: bool,
        /// The connection is still there.
        open: bool,
    },
    /// Any other answer.
    Answer,
    /// The request was not sent, or the connection was closed instead of an answer.
    Closed,
    /// No whole answer, for another reason.
    Broken,
}

/// A sign-in under way, under one permit.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Steps {
    choice: SchemeChoice,
    /// The scheme that the server took last.
    known: Option<Scheme>,
    step: Step,
    /// What may be tried after the scheme in hand.
    left: VecDeque<Scheme>,
}

impl Steps {
    /// Begins; `signed_in`: on a connection that is. `known` is the scheme that the server took last.
    pub(super) fn begin(choice: SchemeChoice, known: Option<Scheme>, signed_in: bool) -> Self {
        let mut steps = Self { choice, known, step: Step::Request, left: VecDeque::new() };
        if !signed_in {
            steps.step = steps.handshake();
        }
        steps
    }

    /// What goes next.
    pub(super) fn now(&self) -> Step {
        self.step
    }

    /// The opening message is the proof itself: a ticket.
    pub(super) fn proves_at_once(&mut self) {
        if let Step::Opening(scheme) = self.step {
            self.step = Step::Proof(scheme);
        }
    }

    /// Takes in what came of it.
    pub(super) fn on(&mut self, heard: &Heard) {
        self.step = match (self.step, heard) {
            // The server has forgotten, or closed the connection while it was idle: one new handshake.
            (Step::Request, Heard::Challenge { .. } | Heard::Closed) => self.handshake(),
            (Step::Request, Heard::Answer) => Step::End(End::Requested),
            (Step::Plain, Heard::Challenge { offered, .. }) => {
                self.left = offered.iter().copied().collect();
                self.scheme()
            }
            (Step::Opening(scheme), Heard::Challenge { message: true, open, .. }) => {
                if *open {
                    Step::Proof(scheme)
                } else {
                    Step::End(End::NotKept)
                }
            }
            // No message: not this scheme, or not with NTLM inside. Nothing was proved yet, so another may be asked for.
            (Step::Opening(_), Heard::Challenge { message: false, .. }) => self.scheme(),
            (Step::Plain | Step::Opening(_), Heard::Answer) => Step::End(End::Unasked),
            (Step::Request | Step::Plain | Step::Opening(_), Heard::Closed | Heard::Broken) => Step::End(End::Unproved),
            // The proof leaves once.
            (Step::Proof(_) | Step::Password, _) => Step::End(End::Proved),
            (Step::End(end), _) => Step::End(end),
        };
    }

    /// What was taken last, what settings name, or what the server offers.
    fn handshake(&mut self) -> Step {
        match (self.known, self.choice) {
            (Some(scheme), _) | (None, SchemeChoice::Only(scheme)) => {
                self.left = VecDeque::from([scheme]);
                self.scheme()
            }
            (None, SchemeChoice::Automatic | SchemeChoice::SignedIn) => Step::Plain,
        }
    }

    fn scheme(&mut self) -> Step {
        match self.left.pop_front() {
            None => Step::End(End::NotOffered),
            Some(Scheme::Basic) => Step::Password,
            Some(scheme) => Step::Opening(scheme),
        }
    }
}

impl End {
    /// What it means for the account. `answered`: what the answer says, read as one to a proof.
    pub(super) fn outcome(self, answered: Outcome) -> Outcome {
        match (self, answered) {
            (Self::Proved, answered) => answered,
            // A log-on page cannot hide a refusal where nothing was proved.
            (
                Self::Requested,
                Outcome::Answered { sign_in: SignIn::Refused(Refusal { kind: RefusalKind::LogOnPage, .. }), wait },
            ) => Outcome::Answered { sign_in: SignIn::Unsaid, wait },
            (Self::Requested, answered) => answered,
            // Whatever it is, it is not about the credential; its wait is obeyed.
            (Self::Unasked, Outcome::Answered { wait, .. }) => Outcome::Answered { sign_in: SignIn::Unsaid, wait },
            // What was cut short is an answer all the same.
            (Self::Unproved, Outcome::Answered { .. }) | (Self::Unasked | Self::NotOffered | Self::NotKept, _) => {
                Outcome::Answered { sign_in: SignIn::Unsaid, wait: None }
            }
            // Nothing that could count against the account has left.
            (Self::Unproved, Outcome::NotSent | Outcome::Lost) => Outcome::NotSent,
        }
    }
}
