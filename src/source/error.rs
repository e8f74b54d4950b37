//! What can go wrong at a source, for a request as a whole.

use crate::account::{ChannelError, HandshakeError};
use crate::guard::{Held, Refusal};
use crate::net::{Cut, NetError};

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

/// A request for schedules that failed as a whole. Texts are for the log; people read the notices.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// No answer: held back by the guard, not sent, lost, or cut short.
    #[error(transparent)]
    Channel(#[from] ChannelError),
    /// The sign-in, or the use of the service, was refused.
    #[error("refused: HTTP {} ({:?})", .0.status, .0.kind)]
    Refused(Refusal),
    /// The server asks to slow down.
    #[error("the server asks to slow down")]
    SlowDown,
    /// The server points to another address; not followed.
    #[error("{host} points to {to} ({kind:?})")]
    Redirected {
        /// The host asked.
        host: String,
        /// Where it points: scheme, host and path, without a query.
        to: String,
        /// What that looks like.
        kind: Redirect,
    },
    /// There is no such address on the server (404, 405, 410, 501).
    #[error("HTTP {status}: there is no Exchange service at this address of {host}")]
    NoService {
        /// The host asked.
        host: String,
        /// The HTTP status.
        status: u16,
    },
    /// An error status without a readable fault.
    #[error("HTTP {status} from {host}")]
    Status {
        /// The host asked.
        host: String,
        /// The HTTP status.
        status: u16,
    },
    /// A SOAP fault.
    #[error("the server's fault {code}")]
    Fault {
        /// The server's code, such as `ErrorInternalServerError`.
        code: String,
    },
    /// An error of Microsoft Graph.
    #[error("Graph's error {code} (HTTP {status})")]
    GraphFault {
        /// Its code, such as `ErrorInternalServerError`.
        code: String,
        /// The HTTP status.
        status: u16,
    },
    /// There is no Microsoft Graph at this address (404, 405, 410, 501).
    #[error("HTTP {status}: there is no Microsoft Graph at this address of {host}")]
    NoGraph {
        /// The host asked.
        host: String,
        /// The HTTP status.
        status: u16,
    },
    /// An answer that is not what the protocol says.
    #[error("not an answer of the service from {host}: {what}")]
    NotUnderstood {
        /// The host asked.
        host: String,
        /// What it is instead.
        what: Misread,
    },
    /// The question was too big.
    #[error("too many mailboxes in one request")]
    TooManyMailboxes,
    /// The result was too big.
    #[error("too much in one answer")]
    WindowTooLong,
    /// Nothing was asked: this server, or what is known of its version, does not offer that.
    #[error("this server does not offer that")]
    NotOffered,
}

/// What a redirection looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Redirect {
    /// To a page where people log on: the address is one for browsers.
    LogOn,
    /// To the same address under `https://`.
    Https,
    /// To somewhere else.
    Elsewhere,
}

/// What came instead of an answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Misread {
    /// A page for browsers.
    #[error("a web page")]
    WebPage,
    /// Nothing at all.
    #[error("an empty answer")]
    Empty,
    /// The XML ends before its end.
    #[error("an answer that breaks off")]
    Cut,
    /// XML that is not well-formed.
    #[error("broken XML")]
    BrokenXml,
    /// Something else: neither XML nor a page, or XML of another kind.
    #[error("something else")]
    NotExchange,
    /// The same where Microsoft Graph was asked: no JSON, or JSON of another kind.
    #[error("something else than JSON of Graph")]
    NotGraph,
    /// Another number of entries than mailboxes were asked for, so that nobody knows whose they are.
    #[error("{answered} entries for {asked} mailboxes")]
    Count {
        /// How many mailboxes were asked for.
        asked: usize,
        /// How many entries came.
        answered: usize,
    },
}

impl SourceError {
    /// What it means for the engine.
    pub fn class(&self) -> Class {
        match self {
            Self::Channel(ChannelError::Held(Held::Waiting { .. } | Held::Busy)) | Self::SlowDown => Class::Wait,
            Self::Channel(ChannelError::Held(_) | ChannelError::Refused(_)) | Self::Refused(_) => Class::Refusal,
            Self::Channel(
                ChannelError::Net(NetError::NotSent { .. }) | ChannelError::Handshake(HandshakeError::Kerberos { .. }),
            ) => Class::NotSent,
            Self::Channel(ChannelError::Net(NetError::Lost { .. })) => Class::Unknown,
            // A request of half the size may well stay below the limit, and be there in time.
            Self::Channel(ChannelError::Net(
                NetError::TooLarge { .. } | NetError::Broken { cut: Cut::Timeout, .. },
            ))
            | Self::TooManyMailboxes => Class::TooManyMailboxes,
            Self::WindowTooLong => Class::WindowTooLong,
            Self::Channel(ChannelError::Net(NetError::Broken { .. }) | ChannelError::Handshake(_))
            | Self::Redirected { .. }
            | Self::NoService { .. }
            | Self::Status { .. }
            | Self::Fault { .. }
            | Self::GraphFault { .. }
            | Self::NoGraph { .. }
            | Self::NotUnderstood { .. }
            | Self::NotOffered => Class::Server,
        }
    }
}
