//! What an answer's body says about the account and its budget, wherever in the body it says so.

use super::codes;
use super::fault::local;
use super::xml::{Cursor, Ns};
use crate::guard::RefusalKind;
use crate::source::Misread;
use std::time::Duration;

/// What to look out for in a body.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Signs {
    /// It is Exchange that speaks, not something in front of it.
    pub(super) exchange: bool,
    /// Asks to slow down, for the whole request or in a mailbox's entry.
    pub(super) busy: bool,
    /// For how long.
    pub(super) back_off: Option<Duration>,
    /// A fault that is about the account.
    pub(super) refusal: Option<RefusalKind>,
}

/// What the signs beside the first one are made of. Most answers hold none of it, and need not be read twice.
const WORDS: [&str; 5] =
    ["ErrorServerBusy", "ErrorExceededConnectionCount", "BackOffMilliseconds", "ErrorPassword", "ErrorAccountDisabled"];

impl Signs {
    /// The signs in `text`. What breaks off is read as far as it goes.
    pub(super) fn of(text: &str) -> Self {
        let all = WORDS.iter().any(|word| text.contains(word));
        let mut signs = Self::default();
        // An error ends the reading; what was found before it stands.
        let _ = signs.read(&mut Cursor::new(text.trim_start_matches('\u{FEFF}')), all);
        signs
    }

    fn read(&mut self, cursor: &mut Cursor<'_>, all: bool) -> Result<(), Misread> {
        let root = cursor.child()?;
        if !root.is_some_and(|tag| tag.ns == Ns::Soap && tag.name() == "Envelope") {
            return Ok(());
        }
        let mut fault_depth = None;
        while cursor.depth() > 0 && (all || !self.exchange) {
            let tag = cursor.child()?;
            self.exchange |= cursor.saw_ews;
            let Some(tag) = tag else {
                fault_depth = fault_depth.filter(|&depth| depth <= cursor.depth());
                continue;
            };
            match (tag.ns, tag.name()) {
                (Ns::Soap, "Fault") => fault_depth = Some(cursor.depth()),
                (Ns::Ews, "ResponseCode") => self.code(&cursor.text()?, fault_depth.is_some()),
                (_, "faultcode") if fault_depth.is_some() => self.code(&cursor.text()?, true),
                (Ns::Ews, "Value") => match tag.attribute("Name").as_deref() {
                    Some("BackOffMilliseconds") => {
                        let wait = cursor.text()?.trim().parse().ok().map(Duration::from_millis);
                        self.back_off = self.back_off.max(wait);
                    }
                    Some("InnerErrorResponseCode") => self.code(&cursor.text()?, fault_depth.is_some()),
                    _ => {}
                },
                _ => {}
            }
        }
        Ok(())
    }

    fn code(&mut self, text: &str, in_fault: bool) {
        let code = local(text.trim());
        self.busy |= codes::is_busy(code);
        // In a mailbox's entry these would be about that mailbox.
        if in_fault {
            self.refusal = self.refusal.or(codes::refusal(code));
        }
    }
}
