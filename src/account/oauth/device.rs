//! Signing in with a code that a person enters on any device (RFC 8628). Offered second: many organisations block it.

use super::sign_in::SignIn;
use super::{AnswerClass, Failure, SignedIn};
use crate::account::ChannelError;
use crate::guard::Held;
use crate::net::NetError;
use crate::store::Secret;
use serde::Deserialize;
use serde_json::Value;
use std::time::Duration;
use tokio::time::Instant;

/// Where nothing else is said (RFC 8628, 3.2); and what *slow down* adds.
const INTERVAL: Duration = Duration::from_secs(5);

/// Microsoft's, where nothing is said.
const LASTS: u64 = 900;

/// A sign-in by code. Dropping it cancels.
#[derive(Debug)]
pub struct DeviceSignIn {
    sign_in: SignIn,
    code: Secret,
    user_code: String,
    address: String,
    interval: Duration,
    until: Instant,
}

#[derive(Deserialize)]
struct Given {
    device_code: String,
    user_code: String,
    #[serde(alias = "verification_url")]
    verification_uri: String,
    #[serde(default)]
    expires_in: Value,
    #[serde(default)]
    interval: Value,
}

/// A number, or the text of one.
fn seconds(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.trim().parse().ok())
}

impl DeviceSignIn {
    pub(super) async fn begin(sign_in: SignIn) -> Result<Self, Failure> {
        let reply = sign_in.service.device_code().await?;
        let given: Given = serde_json::from_slice(&reply.body)
            .map_err(|_| Failure::Unreadable { host: sign_in.service.directory().host().to_owned() })?;
        let lasts = Duration::from_secs(seconds(&given.expires_in).unwrap_or(LASTS).min(24 * 3600));
        let interval = seconds(&given.interval).map_or(INTERVAL, |interval| Duration::from_secs(interval.clamp(1, 60)));
        Ok(Self {
            sign_in,
            code: Secret::new(given.device_code),
            user_code: given.user_code,
            address: given.verification_uri,
            interval,
            until: Instant::now() + lasts,
        })
    }

    /// What a person has to enter.
    pub fn user_code(&self) -> &str {
        &self.user_code
    }

    /// Where.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// For how much longer.
    pub fn remaining(&self) -> Duration {
        self.until.saturating_duration_since(Instant::now())
    }

    /// Waits until the code was entered.
    ///
    /// # Errors
    /// When it was not entered in time, the person declined, or the sign-in does not succeed.
    pub async fn finish(mut self) -> Result<SignedIn, Failure> {
        let tag = self.sign_in.tag();
        loop {
            if self.remaining() < self.interval {
                tokio::time::sleep_until(self.until).await;
                return Err(Failure::CodeExpired);
            }
            tokio::time::sleep(self.interval).await;
            match self.sign_in.service.for_device_code(&tag, &self.code).await {
                Ok(granted) => return self.sign_in.accept(&granted, None).await,
                Err(failure) => self.interval = self.next(failure)?,
            }
        }
    }

    /// When to ask again; the failure where that is of no use.
    fn next(&self, failure: Failure) -> Result<Duration, Failure> {
        match failure {
            Failure::Refused { answer, of_code } => match answer.class() {
                AnswerClass::Pending => Ok(self.interval),
                AnswerClass::SlowDown => Ok(self.interval + INTERVAL),
                AnswerClass::Expired => Err(Failure::CodeExpired),
                _ => Err(Failure::Refused { answer, of_code }),
            },
            // The code is good for a while yet, and the guard knows when the service may be asked again.
            Failure::Busy
            | Failure::Channel(
                ChannelError::Held(Held::Waiting { .. } | Held::Busy)
                | ChannelError::Net(NetError::NotSent { .. } | NetError::Lost { .. } | NetError::Broken { .. }),
            ) => Ok(self.interval),
            other => Err(other),
        }
    }
}
