//! Automatic replies: what a mailbox would answer to a mail sent now.

use super::ServerFacts;
use crate::account::Trigger;

/// The most mailboxes whose automatic replies are asked for at once.
pub const MOST_REPLIES: usize = 50;

/// Whose automatic replies are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplyQuestion {
    /// SMTP addresses, at most [`MOST_REPLIES`].
    pub mailboxes: Vec<String>,
    /// Who wants it.
    pub trigger: Trigger,
}

/// The answer to a [`ReplyQuestion`].
#[derive(Debug, Clone, PartialEq)]
pub struct Replies {
    /// As many as were asked for, in that order.
    pub mailboxes: Vec<Reply>,
    /// What the answer tells about the server.
    pub server: ServerFacts,
}

/// What is known of one mailbox's automatic reply.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Reply {
    /// Nothing is known.
    #[default]
    Unknown,
    /// There is none.
    None,
    /// Plain text, cut to a sensible length; see [`super::plain_text`].
    Text(String),
}

impl Reply {
    /// What an HTML or plain body says; nothing readable in it means that there is none.
    pub fn of(body: &str) -> Self {
        let text = super::plain_text(body);
        if text.is_empty() { Self::None } else { Self::Text(text) }
    }

    /// The text, where there is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Unknown | Self::None => None,
        }
    }
}
