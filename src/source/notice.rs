//! What to tell people when a source fails.

use super::{MailboxError, MailboxErrorKind, Misread, Redirect, ServerFacts, SourceError};
use crate::account::{ChannelError, HandshakeError, KerberosFault};
use crate::words::Notice;
use chrono::TimeDelta;

impl SourceError {
    /// What to tell people.
    pub fn notice(&self) -> Notice {
        match self {
            Self::Channel(ChannelError::Held(held)) => held.notice(),
            Self::Channel(ChannelError::Net(error)) => error.notice(),
            Self::Channel(ChannelError::Handshake(error)) => handshake(error),
            Self::Channel(ChannelError::Refused(refusal)) | Self::Refused(refusal) => refusal.notice(),
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
            Self::GraphFault { code, .. } => match code.as_str() {
                "MailboxNotEnabledForRESTAPI" | "MailboxNotSupportedForRESTAPI" => {
                    Notice::new("graph-no-mailbox").with("code", code)
                }
                _ => Notice::new("graph-fault").with("code", code),
            },
            Self::NoGraph { host, status } => Notice::new("no-graph").with("host", host).with("status", status),
            Self::NotUnderstood { host, what } => match what {
                Misread::WebPage => Notice::new("answer-web-page"),
                Misread::Cut => Notice::new("answer-cut"),
                Misread::Count { asked, answered } => {
                    Notice::new("answer-count").with("asked", asked).with("answered", answered)
                }
                Misread::Empty | Misread::BrokenXml | Misread::NotExchange => Notice::new("answer-not-exchange"),
                Misread::NotGraph => Notice::new("answer-not-graph"),
            }
            .with("host", host),
            Self::TooManyMailboxes => Notice::new("too-many-mailboxes"),
            Self::WindowTooLong => Notice::new("window-too-long"),
            Self::NotOffered => Notice::new("not-offered"),
        }
    }
}

fn handshake(error: &HandshakeError) -> Notice {
    match error {
        HandshakeError::NotOffered { host, offered, wanted } => {
            let wanted: Vec<_> = wanted.iter().map(|scheme| scheme.name()).collect();
            let offered = offered.join(", ");
            let code = if offered.is_empty() { "sign-in-none-offered" } else { "sign-in-not-offered" };
            Notice::new(code).with("host", host).with("offered", offered).with("wanted", wanted.join(", "))
        }
        HandshakeError::Message { host, reason } => {
            Notice::new("sign-in-message").with("host", host).with("reason", reason)
        }
        HandshakeError::Kerberos { host, fault } => {
            let notice = match fault {
                KerberosFault::NoTicket => Notice::new("kerberos-no-ticket"),
                KerberosFault::Expired => Notice::new("kerberos-ticket-expired"),
                KerberosFault::NoService => Notice::new("kerberos-no-service"),
                KerberosFault::NoKdc(reason) => Notice::new("kerberos-no-kdc").with("reason", reason),
                KerberosFault::Clock => Notice::new("kerberos-clock"),
            };
            notice.with("host", host)
        }
        HandshakeError::NotKept { host } => Notice::new("connection-not-kept").with("host", host),
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
    use crate::guard::{Elsewhere, Held, Refusal, RefusalKind, Stamp, Stop, Tag, WaitCause};
    use crate::net::{CertificateFault, ClientError, Cut, NetError, NotSent};
    use crate::words::Words;
    use std::time::Duration;

    fn refusal(kind: RefusalKind) -> Refusal {
        Refusal { kind, status: 401, request_id: None }
    }

    fn held() -> Vec<Held> {
        let kinds = [
            RefusalKind::Credentials,
            RefusalKind::Handshake,
            RefusalKind::SignedIn,
            RefusalKind::Kdc(18),
            RefusalKind::Kdc(23),
            RefusalKind::Kdc(24),
            RefusalKind::Unbound,
            RefusalKind::Locked,
            RefusalKind::Disabled,
            RefusalKind::Expired,
            RefusalKind::LogOnPage,
            RefusalKind::Forbidden,
            RefusalKind::NoPermission,
        ];
        let at = Stamp { wall: chrono::Utc::now(), epoch: 0, tick_ms: 0 };
        let stop = |kind| Stop { tag: Tag::new("tag"), at, refusal: refusal(kind) };
        let wait = |why| Held::Waiting { why, left: Duration::from_secs(300) };
        let mut all: Vec<Held> = kinds.into_iter().map(|kind| Held::Stopped(stop(kind))).collect();
        all.extend([
            Held::StoppedElsewhere(Elsewhere {
                tag: Tag::new("tag"),
                desk: "DESK-2".into(),
                at: at.wall,
                refusal: refusal(RefusalKind::Credentials),
            }),
            Held::RefusedBefore(stop(RefusalKind::Credentials).at),
            Held::NeedsConfirmation,
            wait(WaitCause::Server),
            wait(WaitCause::BackOff),
            wait(WaitCause::LostAnswers),
            Held::Busy,
            Held::SignedOut,
            Held::NoRecord("disk full".into()),
        ]);
        all
    }

    fn net() -> Vec<NetError> {
        let host = || "mail.example.org".to_owned();
        let faults = [
            CertificateFault::UnknownIssuer,
            CertificateFault::Expired,
            CertificateFault::NotYetValid,
            CertificateFault::WrongName,
            CertificateFault::Revoked,
            CertificateFault::Other("odd".into()),
        ];
        let mut why: Vec<NotSent> = faults.into_iter().map(NotSent::Certificate).collect();
        why.extend([
            NotSent::UnknownHost("no".into()),
            NotSent::ConnectionRefused,
            NotSent::Unreachable,
            NotSent::ConnectTimeout,
            NotSent::Tls("odd".into()),
            NotSent::ProxySignIn,
            NotSent::Proxy("odd".into()),
            NotSent::PlainText,
            NotSent::Other("odd".into()),
        ]);
        let mut all: Vec<NetError> = why.into_iter().map(|why| NetError::NotSent { host: host(), why }).collect();
        for cut in [Cut::Timeout, Cut::Closed, Cut::Nonsense("odd".into())] {
            all.push(NetError::Lost { host: host(), cut: cut.clone() });
            all.push(NetError::Broken { host: host(), status: 200, cut });
        }
        all.push(NetError::TooLarge { host: host(), status: 200, limit_mib: 32 });
        all
    }

    fn source() -> Vec<SourceError> {
        let host = || "mail.example.org".to_owned();
        let mut all: Vec<SourceError> = held().into_iter().map(|held| ChannelError::from(held).into()).collect();
        all.extend(net().into_iter().map(|error| SourceError::from(ChannelError::from(error))));
        let not_offered = |offered: &[&str]| HandshakeError::NotOffered {
            host: host(),
            offered: offered.iter().map(|name| (*name).to_owned()).collect(),
            wanted: vec![crate::account::Scheme::Ntlm],
        };
        let handshake = [
            not_offered(&["Bearer"]),
            not_offered(&[]),
            HandshakeError::Message { host: host(), reason: "odd".into() },
            HandshakeError::NotKept { host: host() },
        ];
        let faults = [
            KerberosFault::NoTicket,
            KerberosFault::Expired,
            KerberosFault::NoService,
            KerberosFault::NoKdc("odd".into()),
            KerberosFault::Clock,
        ];
        let faults = faults.map(|fault| HandshakeError::Kerberos { host: host(), fault });
        all.extend(faults.map(|error| SourceError::from(ChannelError::from(error))));
        all.extend(handshake.map(|error| SourceError::from(ChannelError::from(error))));
        all.push(ChannelError::Refused(refusal(RefusalKind::Handshake)).into());
        let redirected = |kind| SourceError::Redirected { host: host(), to: "https://x.example.org/".into(), kind };
        all.extend([Redirect::LogOn, Redirect::Https, Redirect::Elsewhere].map(redirected));
        let misread = [
            Misread::WebPage,
            Misread::Empty,
            Misread::Cut,
            Misread::BrokenXml,
            Misread::NotExchange,
            Misread::NotGraph,
            Misread::Count { asked: 3, answered: 2 },
        ];
        all.extend(misread.map(|what| SourceError::NotUnderstood { host: host(), what }));
        all.extend(
            ["ErrorInternalServerError", "ErrorInvalidServerVersion"]
                .map(|code| SourceError::Fault { code: code.into() }),
        );
        all.extend([
            SourceError::Refused(refusal(RefusalKind::Forbidden)),
            SourceError::SlowDown,
            SourceError::NoService { host: host(), status: 404 },
            SourceError::Status { host: host(), status: 500 },
            SourceError::TooManyMailboxes,
            SourceError::WindowTooLong,
            SourceError::NoGraph { host: host(), status: 404 },
        ]);
        let graph = |code: &str| SourceError::GraphFault { code: code.into(), status: 500 };
        all.extend(["MailboxNotEnabledForRESTAPI", "ErrorInternalServerError"].map(graph));
        all
    }

    #[test]
    fn every_failure_has_its_words_in_both_languages() {
        let kinds = [
            MailboxErrorKind::NotFound,
            MailboxErrorKind::NoAccess,
            MailboxErrorKind::Passing,
            MailboxErrorKind::OtherServer,
            MailboxErrorKind::NoEvents,
            MailboxErrorKind::TooMuch,
            MailboxErrorKind::Unreadable,
            MailboxErrorKind::Other,
        ];
        let mailbox = |kind| MailboxError { kind, code: "ErrorOdd".into() }.notice();
        let path = || "/etc/ca.pem".into();
        let client = [
            ClientError::CaFileUnreadable { path: path(), why: "no".into() },
            ClientError::CaFileUseless { path: path() },
            ClientError::BadProxy,
            ClientError::Tls("odd".into()),
        ];
        let mut notices: Vec<Notice> = source().iter().map(SourceError::notice).collect();
        notices.extend(kinds.map(mailbox));
        let reasons = notices.len();
        notices.extend(client.iter().map(ClientError::notice));
        for minutes in [5, -5] {
            let facts = ServerFacts { clock_ahead: Some(TimeDelta::minutes(minutes)), ..ServerFacts::default() };
            notices.extend(facts.clock_notice());
        }
        for language in Words::LANGUAGES {
            let words = Words::for_language(language);
            for (n, notice) in notices.iter().enumerate() {
                let said = words.notice(notice);
                let id = format!("notice-{}", notice.code);
                assert!(said.message != id && !said.remedy.is_empty(), "{language}: {id}");
                assert!(!said.message.contains('{') && !said.remedy.contains('{'), "{language}: {said:?}");
                let reason = words.find(&format!("{id}.reason"), &[]);
                assert!(n >= reasons || reason.is_some_and(|reason| !reason.contains('{')), "{language}: {id}.reason");
            }
        }
    }

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
