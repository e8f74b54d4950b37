//! What to tell people when there is no whole answer.

use super::{CertificateFault, ClientError, Cut, NetError, NotSent};
use crate::words::Notice;

impl NetError {
    /// What to tell people.
    pub fn notice(&self) -> Notice {
        match self {
            Self::NotSent { host, why } => why.notice().with("host", host),
            Self::Lost { host, cut } => Notice::new(match cut {
                Cut::Timeout => "no-answer-in-time",
                Cut::Closed => "answer-lost",
                Cut::Nonsense(_) => "answer-not-http",
            })
            .with("host", host),
            Self::Broken { host, cut, .. } => Notice::new(match cut {
                Cut::Timeout => "answer-too-slow",
                Cut::Closed | Cut::Nonsense(_) => "answer-cut",
            })
            .with("host", host),
            Self::TooLarge { host, limit_mib, .. } => {
                Notice::new("answer-too-large").with("host", host).with("limit", limit_mib)
            }
        }
    }
}

impl NotSent {
    fn notice(&self) -> Notice {
        match self {
            Self::UnknownHost(_) => Notice::new("unknown-host"),
            Self::ConnectionRefused => Notice::new("connection-refused"),
            Self::Unreachable => Notice::new("network-unreachable"),
            Self::ConnectTimeout => Notice::new("connect-timeout"),
            Self::Certificate(fault) => match fault {
                CertificateFault::UnknownIssuer => Notice::new("certificate-unknown-issuer"),
                CertificateFault::Expired => Notice::new("certificate-expired"),
                CertificateFault::NotYetValid => Notice::new("certificate-not-yet-valid"),
                CertificateFault::WrongName => Notice::new("certificate-wrong-name"),
                CertificateFault::Revoked => Notice::new("certificate-revoked"),
                CertificateFault::Other(reason) => Notice::new("certificate-not-accepted").with("reason", reason),
            },
            Self::Tls(reason) => Notice::new("tls-failed").with("reason", reason),
            Self::ProxySignIn => Notice::new("proxy-sign-in"),
            Self::Proxy(reason) => Notice::new("proxy-failed").with("reason", reason),
            Self::PlainText => Notice::new("password-over-http"),
            Self::Other(reason) => Notice::new("not-sent").with("reason", reason),
        }
    }
}

impl ClientError {
    /// What to tell people.
    pub fn notice(&self) -> Notice {
        match self {
            Self::CaFileUnreadable { path, why } => {
                Notice::new("ca-file-unreadable").with("path", path.display()).with("reason", why)
            }
            Self::CaFileUseless { path } => Notice::new("ca-file-useless").with("path", path.display()),
            Self::BadProxy => Notice::new("proxy-address"),
            Self::Tls(reason) => Notice::new("tls-unavailable").with("reason", reason),
        }
    }
}
