//! What to tell people when the guard holds a request back.

use super::{Held, Refusal, RefusalKind, Sharing, Standing, WaitCause};
use crate::words::Notice;
use chrono::{DateTime, Utc};
use std::time::Duration;

impl Refusal {
    /// What to tell people.
    pub fn notice(&self) -> Notice {
        let code = match self.kind {
            RefusalKind::Credentials => "sign-in-refused",
            RefusalKind::Handshake => "sign-in-refused-handshake",
            RefusalKind::Unbound => "sign-in-refused-unbound",
            RefusalKind::SignedIn => "sign-in-refused-signed-in",
            RefusalKind::Kdc(18) => "kerberos-revoked",
            RefusalKind::Kdc(23) => "kerberos-password-expired",
            RefusalKind::Kdc(number) => return Notice::new("kerberos-refused").with("number", number),
            RefusalKind::Locked => "account-locked",
            RefusalKind::Disabled => "account-disabled",
            RefusalKind::Expired => "password-expired",
            RefusalKind::LogOnPage => "log-on-page",
            RefusalKind::Forbidden => "not-allowed",
            RefusalKind::NoPermission => "graph-no-permission",
            RefusalKind::SignInNeeded(number) => return Notice::entra(number, "entra-sign-in-needed"),
            RefusalKind::Registration(number) => return Notice::entra(number, "entra-registration"),
        };
        Notice::new(code).with("status", self.status)
    }
}

impl Held {
    /// What to tell people.
    pub fn notice(&self) -> Notice {
        match self {
            Self::Stopped(stop) => stop.refusal.notice(),
            Self::StoppedElsewhere(elsewhere) => refused_elsewhere(&elsewhere.refusal, &elsewhere.desk),
            Self::RefusedBefore(_) => Notice::new("refused-before"),
            Self::NeedsConfirmation => Notice::new("needs-confirmation"),
            Self::Waiting { why, left } => waiting(*why, *left),
            Self::SignedOut => Notice::new("sign-in-needed"),
            Self::Busy => Notice::new("another-process"),
            Self::NoRecord(reason) => no_record(reason),
        }
    }
}

impl Standing {
    /// What to tell people at `now`; none where nothing is held back.
    pub fn notice(&self, now: DateTime<Utc>) -> Option<Notice> {
        Some(match self {
            Self::Open => return None,
            Self::Waiting { why, until, .. } => waiting(*why, (*until - now).to_std().unwrap_or_default()),
            Self::Stopped { refusal, .. } => refusal.notice(),
            Self::StoppedElsewhere { refusal, desk, .. } => refused_elsewhere(refusal, desk),
            Self::RefusedBefore { .. } => Notice::new("refused-before"),
            Self::NeedsConfirmation => Notice::new("needs-confirmation"),
            Self::NoRecord { reason } => no_record(reason),
        })
    }
}

/// What is behind a refusal the other desk knows better; here it is said where to ask.
fn refused_elsewhere(refusal: &Refusal, desk: &str) -> Notice {
    let notice = Notice::new("refused-elsewhere").with("desk", desk).with("status", refusal.status);
    notice.with("request", refusal.request_id.as_deref().unwrap_or_default())
}

impl Sharing {
    /// What to tell people where the stop is not shared although it should be.
    pub fn notice(&self) -> Option<Notice> {
        match self {
            Self::Unasked | Self::InForce { .. } => None,
            Self::Away { reason, .. } => Some(Notice::new("share-away").with("reason", reason)),
        }
    }
}

fn waiting(why: WaitCause, left: Duration) -> Notice {
    let minutes = minutes(left);
    match why {
        WaitCause::Server if minutes >= 48 * 60 => {
            Notice::new("waiting-server-days").with("days", minutes.div_ceil(24 * 60))
        }
        WaitCause::Server if minutes >= 2 * 60 => {
            Notice::new("waiting-server-hours").with("hours", minutes.div_ceil(60))
        }
        WaitCause::Server => Notice::new("waiting-server").with("minutes", minutes),
        WaitCause::BackOff => Notice::new("waiting-back-off").with("minutes", minutes),
        WaitCause::LostAnswers => Notice::new("waiting-lost-answers").with("minutes", minutes),
    }
}

fn no_record(reason: &str) -> Notice {
    Notice::new("no-record").with("reason", reason)
}

/// Whole minutes, rounded up: people are never told less than they wait.
fn minutes(left: Duration) -> u64 {
    left.as_millis().div_ceil(60_000).try_into().unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_waits_are_told_in_hours_and_days() {
        let code = |hours: u64| {
            let left = Duration::from_secs(hours * 3600);
            Held::Waiting { why: WaitCause::Server, left }.notice().code
        };
        let codes = [1, 2, 47, 48, 9_000].map(code);
        let (hours, days) = ("waiting-server-hours", "waiting-server-days");
        assert_eq!(codes, ["waiting-server", hours, hours, days, days]);
    }

    #[test]
    fn minutes_are_rounded_up() {
        for (ms, expected) in [(0, 0), (1, 1), (60_000, 1), (60_001, 2), (299_984, 5)] {
            assert_eq!(minutes(Duration::from_millis(ms)), expected, "{ms}");
        }
    }
}
