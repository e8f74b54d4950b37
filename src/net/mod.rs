//! The one HTTP client: TLS, proxy, limits, ids. What carries a credential leaves only with a permit of the guard.

mod client;
mod error;
mod message;

pub use client::{Client, ClientOptions};
pub use error::{Cut, NetError, NotSent};
pub use message::{Reply, Request};
