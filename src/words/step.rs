//! A step of something that is tried before a person's eyes: how it went, how long it took, what was found, what to do.

use super::{Notice, Words};
use serde_json::{Value, json};
use std::time::Duration;

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// As it should.
    Passed,
    /// The program works, and something deserves a look.
    Warned,
    /// It led nowhere, which is no fault: one of several ways that were tried.
    Blank,
    /// It does not work; what that means for the whole.
    Failed(Ending),
}

/// What a step that failed means for the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ending {
    /// Something that should not happen.
    Unexpected,
    /// The server cannot be asked, or not wholly.
    Incomplete,
    /// The guard holds the sign-in back, or somebody has to sign in.
    Paused,
    /// Settings, or what a person gave, cannot be used.
    Refused,
}

impl Step {
    /// A step that took so long.
    pub fn new(name: &'static str, took: Duration, mark: Mark, notices: Vec<Notice>) -> Self {
        Self { name, mark, took, notices }
    }

    /// As the first failed of `steps` says; none where none failed.
    pub fn verdict(steps: &[Self]) -> Option<Ending> {
        steps.iter().find_map(|step| match step.mark {
            Mark::Failed(ending) => Some(ending),
            Mark::Passed | Mark::Warned | Mark::Blank => None,
        })
    }

    /// For people: a mark, the step, its time, and below it what was found and what to do.
    pub fn text(&self, words: &Words) -> String {
        let mut out = format!("{} {}  ({} ms)\n", self.mark.sign(), self.title(words), self.took.as_millis());
        for notice in &self.notices {
            let said = words.notice(notice);
            for line in [said.message, said.remedy].iter().filter(|line| !line.is_empty()) {
                out.push_str(&format!("    {line}\n"));
            }
        }
        out
    }

    /// Its title.
    pub fn title(&self, words: &Words) -> String {
        words.text(&format!("check-{}", self.name))
    }

    /// For programs.
    pub fn json(&self, words: &Words) -> Value {
        let said = |notice: &Notice| {
            let said = words.notice(notice);
            json!({ "code": notice.code, "message": said.message, "remedy": said.remedy })
        };
        json!({
            "step": self.name,
            "ok": !matches!(self.mark, Mark::Failed(_)),
            "warning": self.mark == Mark::Warned,
            "nothing": self.mark == Mark::Blank,
            "milliseconds": self.took.as_millis() as u64,
            "notices": self.notices.iter().map(said).collect::<Vec<_>>(),
        })
    }
}

impl Mark {
    /// One character for it.
    pub fn sign(self) -> char {
        match self {
            Self::Passed => '✓',
            Self::Warned => '!',
            Self::Blank => '–',
            Self::Failed(_) => '✗',
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_failed_step_says_how_it_ends() {
        let step = |mark| Step::new("roster", Duration::ZERO, mark, Vec::new());
        assert_eq!(Step::verdict(&[]), None);
        assert_eq!(Step::verdict(&[step(Mark::Passed), step(Mark::Warned), step(Mark::Blank)]), None);
        let failed = [step(Mark::Warned), step(Mark::Failed(Ending::Paused)), step(Mark::Failed(Ending::Refused))];
        assert_eq!(Step::verdict(&failed), Some(Ending::Paused));
    }

    #[test]
    fn a_program_reads_what_people_read() {
        let words = Words::for_language("en");
        let step = Step::new("log", Duration::from_millis(7), Mark::Warned, vec![Notice::new("switched-off")]);
        let text = step.text(&words);
        assert!(text.starts_with("! Log  (7 ms)\n    The calendars are switched off."), "{text}");
        let json = step.json(&words);
        assert_eq!((&json["ok"], &json["warning"], &json["nothing"]), (&json!(true), &json!(true), &json!(false)));
        for notice in json["notices"].as_array().unwrap() {
            assert!(text.contains(notice["message"].as_str().unwrap()));
            assert!(text.contains(notice["remedy"].as_str().unwrap()));
        }
    }
}
