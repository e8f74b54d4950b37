//! How a request ended, as far as the account is concerned.

use std::time::Duration;

/// How a request that the guard let go ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It failed before anything that proves the credential was sent (name, connection, TLS, proxy, an early step of a
    /// handshake). Never counts as a refusal.
    NotSent,
    /// It was sent, or may have been, and no status line came back. It may have been a refusal.
    Lost,
    /// A status line came back.
    Answered {
        /// What the answer says about the sign-in.
        sign_in: SignIn,
        /// A wait that the server demands.
        wait: Option<Demand>,
    },
}

/// What an answer says about the sign-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignIn {
    /// The service behind the sign-in answered (its data, or a fault of its own).
    Accepted,
    /// The credential, or its use, was refused.
    Refused(Refusal),
    /// A request *without* credentials was answered by the server's challenge.
    Challenged,
    /// Neither: a gateway's page, a redirect, something in between.
    Unsaid,
}

/// A refusal, with what a support team needs to find it in the server's logs.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Refusal {
    /// As far as the wire tells.
    pub kind: RefusalKind,
    /// The HTTP status; 0 where it was not a web server that refused.
    pub status: u16,
    /// The server's `request-id`, else our `client-request-id`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

/// Why a sign-in was refused, as far as the wire tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RefusalKind {
    /// 401: wrong or changed password, or the account is locked, disabled or expired; the wire does not tell which.
    Credentials,
    /// 401 to the proof of a handshake (NTLM, Negotiate): as [`Self::Credentials`], or something between server and client
    /// opens the TLS connection, which Extended Protection does not allow.
    Handshake,
    /// The same, where the proof could not be bound to the server's certificate at all: Extended Protection may want that.
    Unbound,
    /// 401 to the proof of whoever is signed in to this computer, which the operating system made.
    SignedIn,
    /// A key distribution centre refused the account a ticket, with the number of its error (RFC 4120, section 7.5.9).
    Kdc(u8),
    /// The server says that the account is locked.
    Locked,
    /// The server says that the account is disabled.
    Disabled,
    /// The server says that the password has expired or must be changed.
    Expired,
    /// A log-on page for browsers came in answer to the credential, which may have been refused on the way to it.
    LogOnPage,
    /// 403: signed in, but the account or this program may not use the service.
    Forbidden,
    /// Microsoft Graph, 403: signed in, but the application lacks a permission, or nobody has approved it.
    NoPermission,
    /// Office 365: the sign-in holds no longer, a person has to sign in anew. With the number of Entra's error (`AADSTS…`), 0
    /// where it gave none.
    SignInNeeded(u32),
    /// Office 365: the application's registration, or what is set here about it, is wrong; the sign-in itself may be good.
    /// With the number of Entra's error, 0 where it gave none.
    Registration(u32),
}

impl RefusalKind {
    /// Whether the credential itself may well be good: signed in and not allowed, or a registration that is wrong.
    pub fn spares_the_credential(self) -> bool {
        matches!(self, Self::Forbidden | Self::NoPermission | Self::Registration(_))
    }
}

/// A wait that a server demands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Demand {
    /// For this long (`Retry-After`, `BackOffMilliseconds`).
    For(Duration),
    /// Slow down, without a figure: 60 s, doubling to 15 min.
    Unstated,
}
