//! What to tell people when a source fails.

use super::{MailboxError, MailboxErrorKind, Misread, Redirect, ServerFacts, SourceError};
use crate::account::ChannelError;
use crate::words::Notice;
use chrono::TimeDelta;

impl SourceError {
    /// What to tell people.
    pub fn notice(&self) -> Notice {
        match self {
            Self::Channel(ChannelError::Held(held)) => held.notice(),
            Self::Channel(ChannelError::Net(error)) => error.notice(),
            Self::Refused(refusal) => refusal.notice(),
            Self::SlowDown => Notice::new("slow-down"),
            Self::Redirected { host, to, kind } => Notice::new(match kind {
                Redirect::LogOn => "redirected-log-on",
                Redirect::Https => "redirected-https",
                Redirect::Elsewhere => "redirected",
            })
            .with("host", host)
            .with("to", to),
            Self::NoService { host, status } => Notice::new("no-service").with("host", host).with("status", status),
            Self::Status { host, status } => Notice::new("server-error").with("host", host).with("status", status),
            Self::Fault { code } => match code.as_str() {
                "ErrorInvalidServerVersion" | "ErrorInvalidSchemaVersionForMailboxVersion" => {
                    Notice::new("version-unknown").with("code", code)
                }
                _ => Notice::new("server-fault").with("code", code),
            },
            Self::NotUnderstood { host, what } => match what {
                Misread::WebPage => Notice::new("answer-web-page"),
                Misread::Cut => Notice::new("answer-cut"),
                Misread::Count { asked, answered } => {
                    Notice::new("answer-count").with("asked", asked).with("answered", answered)
                }
                Misread::Empty | Misread::BrokenXml | Misread::NotExchange => Notice::new("answer-not-exchange"),
            }
            .with("host", host),
            Self::TooManyMailboxes => Notice::new("too-many-mailboxes"),
            Self::WindowTooLong => Notice::new("window-too-long"),
        }
    }
}

impl MailboxError {
    /// What to tell people.
    pub fn notice(&self) -> Notice {
        let code = match self.kind {
            MailboxErrorKind::NotFound => "mailbox-not-found",
            MailboxErrorKind::NoAccess => "mailbox-no-access",
            MailboxErrorKind::Passing => "mailbox-passing",
            MailboxErrorKind::OtherServer => "mailbox-other-server",
            MailboxErrorKind::NoEvents => "mailbox-no-events",
            MailboxErrorKind::TooMuch => "mailbox-too-much",
            MailboxErrorKind::Unreadable => "mailbox-unreadable",
            MailboxErrorKind::Other => "mailbox-error",
        };
        Notice::new(code).with("code", &self.code)
    }
}

/// Clocks further apart than this make "until" wrong by enough to notice.
const CLOCK_TOLERANCE: TimeDelta = TimeDelta::minutes(2);

impl ServerFacts {
    /// What to tell people when this computer's clock and the server's are more than two minutes apart.
    pub fn clock_notice(&self) -> Option<Notice> {
        let ahead = self.clock_ahead.filter(|ahead| ahead.abs() > CLOCK_TOLERANCE)?;
        let code = if ahead > TimeDelta::zero() { "clock-behind" } else { "clock-ahead" };
        Some(Notice::new(code).with("minutes", (ahead.abs().num_seconds() + 30) / 60))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_off_by_whole_minutes_and_named_from_this_computers_side() {
        let off = |seconds| ServerFacts { clock_ahead: Some(TimeDelta::seconds(seconds)), ..ServerFacts::default() };
        let table = [
            (0, None),
            (120, None),
            (-120, None),
            (121, Some(("clock-behind", "2"))),
            (600, Some(("clock-behind", "10"))),
            (-601, Some(("clock-ahead", "10"))),
            (-90_000, Some(("clock-ahead", "1500"))),
        ];
        for (seconds, expected) in table {
            let notice = off(seconds).clock_notice();
            let said = notice.as_ref().map(|notice| (notice.code, notice.args[0].1.as_str()));
            assert_eq!(said, expected, "{seconds}");
        }
        assert_eq!(ServerFacts::default().clock_notice(), None);
    }
}
