//! Why there is no whole answer, and why there is no client.

use std::path::PathBuf;

/// Why there is no whole answer. Texts are for the log; people read the notices.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NetError {
    /// Nothing was sent, so nothing can have been counted against the account.
    #[error("not sent to {host}: {why}")]
    NotSent {
        /// The host meant (the proxy's where the proxy failed).
        host: String,
        /// Why.
        why: NotSent,
    },
    /// It was sent, or may have been, and no status line came back.
    #[error("no answer from {host}: {cut}")]
    Lost {
        /// The host asked.
        host: String,
        /// How.
        cut: Cut,
    },
    /// A status line came, but not the whole body.
    #[error("half an answer from {host} (HTTP {status}): {cut}")]
    Broken {
        /// The host asked.
        host: String,
        /// The status that came.
        status: u16,
        /// How.
        cut: Cut,
    },
    /// The body is larger than the limit.
    #[error("an answer from {host} larger than {limit_mib} MiB (HTTP {status})")]
    TooLarge {
        /// The host asked.
        host: String,
        /// The status that came.
        status: u16,
        /// The limit.
        limit_mib: u64,
    },
}

/// Why nothing was sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotSent {
    /// The name is unknown, or no name server answers.
    #[error("the name is not known: {0}")]
    UnknownHost(String),
    /// Nobody listens there.
    #[error("the connection was refused")]
    ConnectionRefused,
    /// There is no way to that network.
    #[error("the network is unreachable")]
    Unreachable,
    /// No connection within the time allowed.
    #[error("no connection within the time allowed")]
    ConnectTimeout,
    /// The certificate is not accepted.
    #[error("the certificate is not accepted: {0}")]
    Certificate(CertificateFault),
    /// TLS failed otherwise.
    #[error("TLS: {0}")]
    Tls(String),
    /// The proxy asks for a sign-in of its own (407).
    #[error("the proxy asks for a sign-in")]
    ProxySignIn,
    /// The proxy could not be reached, or refused to connect.
    #[error("the proxy: {0}")]
    Proxy(String),
    /// A password over plain `http://` to another machine, which settings do not allow.
    #[error("a password over plain http is not allowed by settings")]
    PlainText,
    /// Anything else before sending.
    #[error("{0}")]
    Other(String),
}

/// What is wrong with a server's certificate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CertificateFault {
    /// Issued by nobody this computer trusts: a company's own authority, or self-signed.
    #[error("issued by nobody this computer trusts")]
    UnknownIssuer,
    /// Expired, by this computer's clock.
    #[error("expired")]
    Expired,
    /// Not valid yet, by this computer's clock.
    #[error("not valid yet")]
    NotYetValid,
    /// Made out for other names than the one asked for.
    #[error("made out for another name")]
    WrongName,
    /// Revoked by its issuer.
    #[error("revoked")]
    Revoked,
    /// Anything else, in the TLS library's words.
    #[error("{0}")]
    Other(String),
}

/// How an answer was lost or cut short.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Cut {
    /// The time was up.
    #[error("the time was up")]
    Timeout,
    /// The connection was closed or reset.
    #[error("the connection was cut")]
    Closed,
    /// What came is not HTTP, or not what its headers promised.
    #[error("what came is not HTTP: {0}")]
    Nonsense(String),
}

/// Why no client can be made of the settings.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClientError {
    /// `network.ca_file` cannot be read.
    #[error("{} cannot be read: {why}", path.display())]
    CaFileUnreadable {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        why: String,
    },
    /// `network.ca_file` holds no certificate, or a broken one.
    #[error("{} holds no usable certificate", path.display())]
    CaFileUseless {
        /// The file.
        path: PathBuf,
    },
    /// `network.proxy` is not the address of an HTTP proxy.
    #[error("the proxy's address must begin with http:// or https://")]
    BadProxy,
    /// TLS cannot be set up on this computer.
    #[error("TLS cannot be set up: {0}")]
    Tls(String),
}
