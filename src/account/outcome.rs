//! What results mean for the account, whatever the way to sign in.

use super::Judge;
use crate::guard::{Outcome, Refusal, RefusalKind, SignIn};
use crate::net::{Client, NetError, Reply, Request};
use http::Method;
use std::time::Duration;

/// A server that takes longer than this for its challenge is not well enough for a password.
const PROMPT: Duration = Duration::from_secs(10);

/// Whether the server answers, and promptly: without the credential and without a body.
pub(super) async fn probe(client: &Client, request: &Request) -> (Result<Reply, NetError>, Outcome) {
    let bare = Request {
        operation: "probe",
        method: Method::GET,
        body: bytes::Bytes::new(),
        id: uuid::Uuid::new_v4(),
        ..request.clone()
    };
    let result = client.bare(bare).await;
    let outcome = match &result {
        Ok(reply) if reply.took > PROMPT => Outcome::Lost,
        Ok(reply) => Outcome::Answered {
            sign_in: if reply.is_challenge() { SignIn::Challenged } else { SignIn::Unsaid },
            wait: None,
        },
        Err(NetError::NotSent { .. }) => Outcome::NotSent,
        Err(_) => Outcome::Lost,
    };
    (result, outcome)
}

/// What the result of a request with the credential, or with the proof of it, means for the account.
pub(super) fn outcome(result: &Result<Reply, NetError>, judge: Judge) -> Outcome {
    match result {
        Ok(reply) => judge(reply),
        Err(NetError::NotSent { .. }) => Outcome::NotSent,
        Err(NetError::Lost { .. }) => Outcome::Lost,
        // The status line alone decides where the rest is missing.
        Err(NetError::Broken { status, .. } | NetError::TooLarge { status, .. }) => {
            let refused = |kind| SignIn::Refused(Refusal { kind, status: *status, request_id: None });
            let sign_in = match status {
                401 | 456 => refused(RefusalKind::Credentials),
                403 => refused(RefusalKind::Forbidden),
                _ => SignIn::Unsaid,
            };
            Outcome::Answered { sign_in, wait: None }
        }
    }
}
