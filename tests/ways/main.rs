//! Every way to sign in meets every failure that an account has to be kept from: what the board says, for what reason, and
//! what the server was sent by the time of three further ticks. The table is that of `docs/sign-in-protection.md`, *What happens
//! when*, for a program that has just been started: its first request meets the failure.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod desk;
#[path = "../support/key_file.rs"]
mod key_file;
#[path = "../support/machine.rs"]
mod machine;

use attendant_calendar::refresh::Board::{Offline, Paused, Stale, Waiting};
use attendant_calendar::simulator::Scenario;
use attendant_calendar::simulator::scenario::{BusyForm, DownForm, SilenceForm};
use desk::{Fared, Way};

/// What the server, or the network, does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Failure {
    /// The credential is refused: a password that was changed, a sign-in that was revoked.
    Refused,
    /// A log-on page for browsers.
    LogOnPage,
    /// 503 with `Retry-After: 300`.
    RetryAfter,
    /// 503 without a figure.
    Busy,
    /// Nobody listens.
    NobodyThere,
    /// The request is read, and the connection closed without a status line.
    Lost,
    /// The answer ends in the middle of its body.
    Cut,
}

impl Failure {
    const ALL: [Self; 7] =
        [Self::Refused, Self::LogOnPage, Self::RetryAfter, Self::Busy, Self::NobodyThere, Self::Lost, Self::Cut];

    fn scenario(self, way: Way) -> Scenario {
        let busy = |wait_seconds| Scenario::TooManyRequests { form: BusyForm::ServiceUnavailable, wait_seconds };
        match self {
            Self::Refused if way == Way::OAuth => Scenario::TokensRevoked,
            Self::Refused => Scenario::PasswordChanged,
            Self::LogOnPage => Scenario::LogOnPage,
            Self::RetryAfter => busy(300),
            Self::Busy => busy(0),
            Self::NobodyThere => Scenario::ServerDown { form: DownForm::Refused },
            Self::Lost => Scenario::NoAnswer { form: SilenceForm::Closed },
            Self::Cut => Scenario::HalfAnswer,
        }
    }

    /// What comes of it. `carried`: requests with a password, a step of a handshake, or a token. `judged`: sign-ins that the
    /// server decided on.
    fn expected(self, way: Way) -> Fared {
        use Way::{Basic, Negotiate, Ntlm, OAuth};
        let fared = |board, cause, carried, judged| Fared { board, cause, carried, judged };
        match (self, way) {
            (Self::Refused, Basic) => fared(Paused, "sign-in-refused", 1, 1),
            (Self::Refused, Ntlm | Negotiate) => fared(Paused, "sign-in-refused-unbound", 2, 1),
            (Self::Refused, OAuth) => fared(Paused, "entra-withdrawn", 1, 1),
            // The front end may have tried the password first.
            (Self::LogOnPage, Basic) => fared(Paused, "log-on-page", 1, 0),
            // Opening messages, which prove nothing.
            (Self::LogOnPage, Ntlm | Negotiate) => fared(Stale, "redirected-log-on", 4, 0),
            // At the sign-in service, which is then taken to be unable to answer: after one minute, and after two more.
            (Self::LogOnPage, OAuth) => fared(Waiting, "waiting-server", 3, 0),
            (Self::RetryAfter, _) => fared(Waiting, "waiting-server", 1, 0),
            (Self::Busy, _) => fared(Waiting, "waiting-server", 3, 0),
            (Self::NobodyThere, _) => fared(Offline, "connection-refused", 0, 0),
            // Once, and from then on requests without it, which are lost as well.
            (Self::Lost, Basic | OAuth) => fared(Offline, "waiting-back-off", 1, 1),
            // Opening messages again. What is lost after the proof is in `protocol/handshake.rs`.
            (Self::Lost, Ntlm | Negotiate) => fared(Offline, "waiting-back-off", 6, 0),
            (Self::Cut, Basic) => fared(Stale, "answer-cut", 4, 4),
            // The connection is gone with the answer: a handshake of two steps each time.
            (Self::Cut, Ntlm | Negotiate) => fared(Stale, "answer-cut", 8, 4),
            (Self::Cut, OAuth) => fared(Stale, "answer-cut", 3, 3),
        }
    }
}

#[tokio::test]
async fn every_way_to_sign_in_meets_every_failure() {
    let mut wrong = Vec::new();
    for way in Way::ALL {
        for failure in Failure::ALL {
            let (fared, expected) = (desk::fares(way, failure.scenario(way)).await, failure.expected(way));
            if fared != expected {
                wrong.push(format!("{way:?} × {failure:?}: {fared:?} instead of {expected:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
