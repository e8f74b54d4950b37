//! The HTTP side: listening, connections, one request after another.

mod accept;
mod answer;
mod body;
mod handler;
mod mischief;

pub(super) use accept::{Task, serve, serve_control};
pub(super) use answer::{Answer, Content, json};
pub(super) use body::Body;

/// The name this server gives itself.
pub(super) const SERVER_NAME: &str = "ALDERMAIL01";

/// Why a connection ends without an answer.
#[derive(Debug, thiserror::Error)]
#[error("the connection is cut on purpose")]
pub(super) struct Cut;
