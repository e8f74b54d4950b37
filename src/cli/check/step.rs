//! One step of `check`, and how all of them are printed.

use crate::cli::Exit;
use crate::words::{Notice, Words};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// One step of the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Stable; `check-NAME` is its title in the catalogue.
    pub name: &'static str,
    /// How it went.
    pub mark: Mark,
    /// How long it took.
    pub took: Duration,
    /// What was found, and what to do.
    pub notices: Vec<Notice>,
}

/// How a step went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// As it should.
    Passed,
    /// The program works, and something deserves a look.
    Warned,
    /// It does not work; how the command ends.
    Failed(Exit),
}

impl Step {
    /// A step that began at `begun` and ends now.
    pub fn new(name: &'static str, begun: Instant, mark: Mark, notices: Vec<Notice>) -> Self {
        Self { name, mark, took: begun.elapsed(), notices }
    }
}

/// How the command ends: as its first failed step says.
pub fn verdict(steps: &[Step]) -> Exit {
    let failed = steps.iter().find_map(|step| match step.mark {
        Mark::Failed(exit) => Some(exit),
        Mark::Passed | Mark::Warned => None,
    });
    failed.unwrap_or(Exit::Live)
}

/// For people: a mark, the step, its time, and below it what was found and what to do.
pub fn text(steps: &[Step], words: &Words) -> String {
    let mut out = String::new();
    for step in steps {
        let mark = match step.mark {
            Mark::Passed => '✓',
            Mark::Warned => '!',
            Mark::Failed(_) => '✗',
        };
        let title = words.text(&format!("check-{}", step.name));
        out.push_str(&format!("{mark} {title}  ({} ms)\n", step.took.as_millis()));
        for notice in &step.notices {
            let said = words.notice(notice);
            for line in [said.message, said.remedy].iter().filter(|line| !line.is_empty()) {
                out.push_str(&format!("    {line}\n"));
            }
        }
    }
    out
}

/// For programs.
pub fn json(steps: &[Step], words: &Words) -> Value {
    let said = |notice: &Notice| {
        let said = words.notice(notice);
        json!({ "code": notice.code, "message": said.message, "remedy": said.remedy })
    };
    let step = |step: &Step| {
        json!({
            "step": step.name,
            "ok": !matches!(step.mark, Mark::Failed(_)),
            "warning": step.mark == Mark::Warned,
            "milliseconds": step.took.as_millis() as u64,
            "notices": step.notices.iter().map(said).collect::<Vec<_>>(),
        })
    };
    json!({ "schema": 1, "steps": steps.iter().map(step).collect::<Vec<_>>() })
}
