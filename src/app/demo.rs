//! The demo's scenarios, to be switched from the window.

use crate::words::Words;
use std::fmt;
use tokio::sync::mpsc::UnboundedSender;

/// The window's end of the built-in server.
#[derive(Debug, Clone)]
pub struct Demo {
    /// The ids of what the built-in server can be told to do, as it knows them. `scenario-ID` is the catalogue's word.
    pub scenarios: Vec<String>,
    /// What was chosen last.
    pub chosen: String,
    /// Where a choice goes.
    pub switch: UnboundedSender<String>,
}

impl Demo {
    /// Tells the built-in server.
    pub fn choose(&mut self, id: String) {
        if self.switch.send(id.clone()).is_ok() {
            self.chosen = id;
        }
    }

    /// The scenarios in words.
    pub fn choices(&self, words: &Words) -> Vec<Choice> {
        self.scenarios
            .iter()
            .map(|id| Choice { id: id.clone(), label: words.text(&format!("scenario-{id}")) })
            .collect()
    }
}

/// A scenario in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// As the built-in server knows it.
    pub id: String,
    /// As people read it.
    pub label: String,
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.label)
    }
}
