//! The one HTTP client: TLS, proxy, limits, ids. What carries a credential leaves only with a permit of the guard.

mod binding;
mod body;
mod certificate;
mod classify;
mod client;
mod connection;
mod departure;
mod dial;
mod error;
mod hop;
mod log;
mod message;
mod names;
mod notice;
mod options;
mod proxies;
mod services;
mod tls;

#[cfg(test)]
mod tests;

pub use binding::ChannelBinding;
pub use certificate::Certificate;
pub use client::{Client, USER_AGENT};
pub use connection::Connection;
pub use error::{CertificateFault, ClientError, Cut, NetError, NotSent};
pub use hop::Hop;
pub use message::{Reply, Request};
pub use options::ClientOptions;
pub use services::NameServers;
