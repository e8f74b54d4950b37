//! Why there is no whole answer.

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
    /// The name is unknown.
    #[error("the name is not known")]
    UnknownHost,
    /// Nobody listens there.
    #[error("the connection was refused")]
    ConnectionRefused,
    /// No connection within the time allowed.
    #[error("no connection within the time allowed")]
    ConnectTimeout,
    /// The certificate is not trusted, expired, or for another name.
    #[error("the certificate is not accepted: {0}")]
    Certificate(String),
    /// TLS failed otherwise.
    #[error("TLS: {0}")]
    Tls(String),
    /// The proxy refused or could not be reached.
    #[error("the proxy: {0}")]
    Proxy(String),
    /// A password over plain `http://` to another machine, which settings do not allow.
    #[error("a password over plain http is not allowed by settings")]
    PlainText,
    /// Anything else before sending.
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
    /// What came is not HTTP.
    #[error("what came is not HTTP: {0}")]
    Nonsense(String),
}
