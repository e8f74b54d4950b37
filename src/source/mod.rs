//! Where schedules come from: the trait, and one module for each kind of server.

mod details;
mod error;
mod mailbox;
mod notice;
mod question;
mod reply;
mod rules;
mod times;

pub mod ews;
pub mod graph;
pub mod scripted;

pub use error::{Class, Misread, Redirect, SourceError};
pub use mailbox::{MailboxError, MailboxErrorKind};
pub use question::{Answer, Question, ServerFacts, Source};
