//! The HTTP client.

use super::{NetError, Reply, Request};
use crate::guard::Permit;
use http::HeaderValue;
use std::path::PathBuf;
use std::time::Duration;

/// How to reach servers; from settings.
#[derive(Debug, Clone)]
pub struct ClientOptions {
    /// Through which proxy.
    pub proxy: crate::settings::Proxy,
    /// Extra certificates (PEM).
    pub ca_file: Option<PathBuf>,
    /// Lets a password leave over plain `http://` to another machine.
    pub basic_over_http: bool,
    /// For name, TCP and TLS together.
    pub connect_timeout: Duration,
    /// From the first byte sent to the last received.
    pub total_timeout: Duration,
    /// Of a decompressed body, in bytes.
    pub body_limit: u64,
}

/// The one HTTP client.
#[derive(Debug, Clone)]
pub struct Client {
    inner: reqwest::Client,
    options: ClientOptions,
}
