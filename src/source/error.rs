//! What can go wrong at a source, and what a person can do about it.

use crate::account::ChannelError;
use crate::words::Notice;

/// What a failure means for the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// The sign-in, or the use of the service, was refused: everything stops.
    Refusal,
    /// To be asked again later; the guard knows when.
    Wait,
    /// Sent, and no status line came back.
    Unknown,
    /// Failed before anything was sent.
    NotSent,
    /// The server answered with something that is of no use (a fault, a page, half an answer).
    Server,
    /// The question was too big: ask for fewer mailboxes.
    TooManyMailboxes,
    /// The result was too big: ask for a shorter window.
    WindowTooLong,
}

/// A request for schedules that failed as a whole.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// No answer: held back by the guard, not sent, lost, or cut short.
    #[error(transparent)]
    Channel(#[from] ChannelError),
    /// The sign-in, or the use of the service, was refused.
    #[error("refused: HTTP {} ({:?})", .0.status, .0.kind)]
    Refused(crate::guard::Refusal),
    /// The server asks to slow down.
    #[error("the server asks to slow down")]
    SlowDown,
    /// The server sends to another address, such as a log-on page; not followed.
    #[error("redirected to {host}")]
    Redirected {
        /// The host it points to.
        host: String,
    },
    /// There is no such address on the server (404, 405 …).
    #[error("HTTP {status}: there is no Exchange service at this address")]
    NoService {
        /// The HTTP status.
        status: u16,
    },
    /// An error status without a readable fault.
    #[error("HTTP {status}")]
    Status {
        /// The HTTP status.
        status: u16,
    },
    /// A SOAP fault.
    #[error("the server's fault {code}")]
    Fault {
        /// The server's code, such as `ErrorInternalServerError`.
        code: String,
    },
    /// An answer that is not what the protocol says (HTML, broken XML, another count of entries).
    #[error("not an answer of Exchange: {0}")]
    NotUnderstood(String),
    /// The question was too big.
    #[error("too many mailboxes in one request")]
    TooManyMailboxes,
    /// The result was too big.
    #[error("too much in one answer")]
    WindowTooLong,
}

impl SourceError {
    /// What it means for the engine.
    pub fn class(&self) -> Class {
        use crate::guard::Held;
        use crate::net::NetError;
        match self {
            Self::Channel(ChannelError::Held(Held::Waiting { .. } | Held::Busy)) | Self::SlowDown => Class::Wait,
            Self::Channel(ChannelError::Held(_)) | Self::Refused(_) => Class::Refusal,
            Self::Channel(ChannelError::Net(NetError::NotSent { .. })) => Class::NotSent,
            Self::Channel(ChannelError::Net(NetError::Lost { .. })) => Class::Unknown,
            Self::TooManyMailboxes => Class::TooManyMailboxes,
            Self::WindowTooLong => Class::WindowTooLong,
            Self::Channel(ChannelError::Net(_))
            | Self::Redirected { .. }
            | Self::NoService { .. }
            | Self::Status { .. }
            | Self::Fault { .. }
            | Self::NotUnderstood(_) => Class::Server,
        }
    }

    /// What to tell people.
    pub fn notice(&self) -> Notice {
        Notice::new("server-fault")
    }
}

/// What failed for one mailbox alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailboxError {
    /// What it means.
    pub kind: MailboxErrorKind,
    /// The server's own code, such as `ErrorNoFreeBusyAccess`.
    pub code: String,
}

/// What a mailbox's error means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MailboxErrorKind {
    /// The directory does not know the address.
    NotFound,
    /// No right to see even free/busy.
    NoAccess,
    /// Passing: the old data stays, with its age.
    Passing,
    /// The mailbox is on another server that cannot be reached from there.
    OtherServer,
    /// Granted, but without the events (a digit string, or nothing): never an empty calendar.
    NoEvents,
    /// A code of another kind; shown as it is.
    Other,
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
            MailboxErrorKind::Other => "mailbox-error",
        };
        Notice::new(code).with("code", &self.code)
    }
}
