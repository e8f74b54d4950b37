//! An interactive sign-in as people follow it: how it is made, and how far it has come.

use crate::store::Secret;
use crate::words::Notice;
use chrono::{DateTime, Utc};

/// How a person signs in to Office 365.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SignInMethod {
    /// In this computer's browser, which comes back by itself.
    Browser,
    /// In any browser, whose last address is pasted.
    Paste,
    /// With a code that is entered on any device.
    Device,
}

/// A sign-in under way, or one that failed.
#[derive(Debug, Clone)]
pub struct SignInProgress {
    /// How it is made.
    pub method: SignInMethod,
    /// How far it has come.
    pub step: SignInStep,
}

/// How far a sign-in has come.
#[derive(Debug, Clone)]
pub enum SignInStep {
    /// The sign-in service is asked.
    Beginning,
    /// Until then the browser is waited for.
    Browser {
        /// What the browser has to open.
        address: Secret,
        /// Until when.
        until: DateTime<Utc>,
    },
    /// An address is waited for.
    Paste {
        /// What a browser has to open.
        address: Secret,
        /// How the address begins that is to be pasted.
        redirect: String,
        /// What was wrong with the one that was pasted last.
        wrong: Option<Notice>,
    },
    /// Until then the code can be entered.
    Device {
        /// The code.
        code: Secret,
        /// Where it is entered.
        address: String,
        /// Until when.
        until: DateTime<Utc>,
    },
    /// It did not succeed: why, and what an administrator needs to know.
    Failed(Vec<Notice>),
}
