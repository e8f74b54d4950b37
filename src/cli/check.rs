//! `check`: the way to the calendars, step by step; at the first hindrance, what to do.

use super::start::Place;
use super::{CheckFormat, Common, Console, Exit};
use crate::check::{Lone, Surroundings, test};
use crate::words::{Ending, Step};
use serde_json::json;
use tokio::sync::mpsc;

/// Runs it. The server is asked with at most one sign-in that it can refuse.
pub fn run(common: &Common, format: CheckFormat, console: &mut Console<'_>) -> Exit {
    console.run(|console| {
        let place = Place::find(common, console)?;
        let (password, password_trouble) = match place.password(common, console) {
            Ok(password) => (password, None),
            Err(notice) => (None, Some(notice)),
        };
        let around = Surroundings {
            profile: place.profile.clone(),
            ahead: place.ahead,
            has_log: place.has_log(),
            key_store: !common.demo,
            password_trouble,
        };
        let mut lone = Lone { profile: place.profile.clone(), password, ahead: place.ahead };
        let (sender, mut told) = mpsc::unbounded_channel();
        place.runtime.spawn(async move { test(around, &mut lone, &mut |step| drop(sender.send(step))).await });
        let mut steps: Vec<Step> = Vec::new();
        while let Some(step) = told.blocking_recv() {
            if format == CheckFormat::Text {
                console.out.write_all(step.text(console.words).as_bytes())?;
                console.out.flush()?;
            }
            steps.push(step);
        }
        place.end();
        if format == CheckFormat::Json {
            let steps: Vec<_> = steps.iter().map(|step| step.json(console.words)).collect();
            writeln!(console.out, "{}", json!({ "schema": 1, "steps": steps }))?;
        }
        Ok(ending(Step::verdict(&steps)))
    })
}

/// How a command ends whose steps ended so.
pub(super) fn ending(verdict: Option<Ending>) -> Exit {
    match verdict {
        None => Exit::Live,
        Some(Ending::Unexpected) => Exit::Unexpected,
        Some(Ending::Incomplete) => Exit::Incomplete,
        Some(Ending::Paused) => Exit::Paused,
        Some(Ending::Refused) => Exit::Refused,
    }
}
