//! Where schedules come from: the trait, and one module for each kind of server.

mod details;
mod directory;
mod error;
mod expansion;
mod mailbox;
mod notice;
mod plain_text;
mod question;
mod replies;
mod reply;
mod rules;
mod times;

pub mod ews;
pub mod graph;
pub mod scripted;

pub use directory::{Findings, Found, Kind, Lookup, Origin, Wanted};
pub use error::{Class, Misread, Redirect, SourceError};
pub use expansion::Expansion;
pub use mailbox::{MailboxError, MailboxErrorKind};
pub use plain_text::plain_text;
pub use question::{Answer, Question, ServerFacts, Source};
pub use replies::{MOST_REPLIES, Replies, Reply, ReplyQuestion};
