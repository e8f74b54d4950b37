//! Where schedules come from: the trait, and one module for each kind of server.

mod error;
mod question;

pub mod ews;

pub use error::{Class, MailboxError, MailboxErrorKind, SourceError};
pub use question::{Answer, Question, ServerFacts, Source};
