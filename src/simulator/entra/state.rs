//! What the sign-in service remembers: codes and tokens.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::collections::HashMap;
use std::time::{Duration, Instant};

/// What the sign-in service remembers.
#[derive(Default)]
pub(in crate::simulator) struct Entra {
    codes: HashMap<String, Code>,
    used: Vec<String>,
    pub(super) devices: HashMap<String, Device>,
    access: HashMap<String, Access>,
    refresh: HashMap<String, Refresh>,
}

/// A code that a browser has been given.
#[derive(Clone)]
pub(super) struct Code {
    pub redirect: String,
    pub challenge: String,
    pub nonce: String,
    pub scope: String,
    pub claims: bool,
}

/// A device code.
#[derive(Clone)]
pub(super) struct Device {
    pub user_code: String,
    pub scope: String,
    pub until: Instant,
    pub decided: Option<bool>,
    pub asked: Option<Instant>,
}

struct Access {
    until: Instant,
    claims: bool,
    scope: String,
}

/// A refresh token.
#[derive(Clone)]
pub(super) struct Refresh {
    pub scope: String,
    /// How often the password had been changed then.
    pub changes: usize,
    pub revoked: bool,
}

/// What is known of an access token.
pub(super) enum Known {
    /// It is good.
    Good {
        /// It was asked for with claims.
        claims: bool,
        /// What it was granted for, as it was asked for.
        scope: String,
    },
    /// It has ended, was revoked, or is none.
    No,
}

impl Entra {
    /// Remembers a code and gives it out.
    pub(super) fn give_code(&mut self, code: Code) -> String {
        let text = random(60);
        self.codes.insert(text.clone(), code);
        text
    }

    /// Takes a code, which is good once. The number of the error where it is not.
    pub(super) fn take_code(&mut self, text: &str) -> Result<Code, u32> {
        match self.codes.remove(text) {
            Some(code) => {
                self.used.push(text.to_owned());
                Ok(code)
            }
            None if self.used.iter().any(|used| used == text) => Err(54005),
            None => Err(9_002_313),
        }
    }

    /// A new access token.
    pub(super) fn give_access(&mut self, lasts: Duration, scope: &str, claims: bool) -> String {
        let text = random(900);
        let access = Access { until: Instant::now() + lasts, claims, scope: scope.to_owned() };
        self.access.insert(text.clone(), access);
        text
    }

    /// A new refresh token; the ones before it stay good, as they do at Microsoft.
    pub(super) fn give_refresh(&mut self, refresh: Refresh, length: usize) -> String {
        let text = random(length);
        self.refresh.insert(text.clone(), refresh);
        text
    }

    pub(super) fn refresh(&self, text: &str) -> Option<Refresh> {
        self.refresh.get(text).cloned()
    }

    pub(super) fn access(&self, text: &str) -> Known {
        match self.access.get(text) {
            Some(access) if access.until > Instant::now() => {
                Known::Good { claims: access.claims, scope: access.scope.clone() }
            }
            _ => Known::No,
        }
    }

    /// All access tokens end now.
    pub(in crate::simulator) fn expire(&mut self) {
        self.access.clear();
    }

    /// An administrator revokes all sign-ins.
    pub(in crate::simulator) fn revoke(&mut self) {
        self.access.clear();
        self.refresh.values_mut().for_each(|refresh| refresh.revoked = true);
    }
}

/// A text of that many characters that nobody guesses.
pub(super) fn random(length: usize) -> String {
    let mut bytes = vec![0; length * 3 / 4 + 1];
    // Without randomness tokens are alike, and a test notices.
    getrandom::fill(&mut bytes).ok();
    let mut text = URL_SAFE_NO_PAD.encode(bytes);
    text.truncate(length);
    text
}
