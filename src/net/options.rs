//! What the client is told by settings.

use crate::settings::{Network, Proxy};
use std::path::PathBuf;
use std::time::Duration;

/// How to reach servers.
#[derive(Debug, Clone)]
pub struct ClientOptions {
    /// Through which proxy. Loopback is always reached directly.
    pub proxy: Proxy,
    /// Certificates to trust beside the system's store (PEM or DER).
    pub ca_file: Option<PathBuf>,
    /// Lets a password leave over plain `http://` to another machine.
    pub basic_over_http: bool,
    /// For name, TCP, proxy and TLS together.
    pub connect_timeout: Duration,
    /// From the first byte sent to the last received.
    pub total_timeout: Duration,
    /// Of a decompressed body, in bytes.
    pub body_limit: u64,
}

impl Default for ClientOptions {
    fn default() -> Self {
        Self {
            proxy: Proxy::System,
            ca_file: None,
            basic_over_http: false,
            connect_timeout: Duration::from_secs(10),
            total_timeout: Duration::from_secs(60),
            // A hundred full calendars are some 5 MiB; more than this is not an answer but an accident.
            body_limit: 32 << 20,
        }
    }
}

impl ClientOptions {
    /// What `[network]` says, with the default times and limits.
    pub fn from_settings(network: &Network) -> Self {
        Self {
            proxy: network.proxy.clone(),
            ca_file: network.ca_file.clone(),
            basic_over_http: network.basic_over_http,
            ..Self::default()
        }
    }
}
