//! `check`: the way to the calendars, step by step; at the first hindrance, what to do.

use super::console::Stop;
use super::list::exit;
use super::start::Place;
use super::{CheckFormat, Common, Console, Exit};
use crate::refresh::{Board, Snapshot};
use crate::settings::{Settings, missing};
use crate::source::ServerFacts;
use crate::store::KeyStoreError;
use crate::words::{Notice, Words};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// One step of the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Stable; `check-NAME` is its title in the catalogue.
    pub name: &'static str,
    /// It can be passed.
    pub passed: bool,
    /// How long it took.
    pub took: Duration,
    /// What was found.
    pub notices: Vec<Notice>,
}

/// Runs it. The server is asked once, with at most one sign-in.
pub fn run(common: &Common, format: CheckFormat, console: &mut Console<'_>) -> Exit {
    console.run(|console| {
        let place = Place::find(common, console)?;
        let mut steps = Vec::new();
        let ended = walk(place, common, &mut steps, console);
        match format {
            CheckFormat::Text => console.out.write_all(text(&steps, console.words).as_bytes())?,
            CheckFormat::Json => writeln!(console.out, "{}", json(&steps, console.words))?,
        }
        ended
    })
}

fn walk(place: Place, common: &Common, steps: &mut Vec<Step>, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let begun = Instant::now();
    let settings = place.settings(console)?;
    steps.push(Step::new("settings", begun, lacking(&settings)));

    let begun = Instant::now();
    let roster = place.roster(&settings, console)?;
    let people = Notice::new("check-people").with("count", roster.people.len());
    let nobody = roster.people.is_empty();
    steps.push(Step { passed: !nobody, ..Step::told("roster", begun, people) });

    let begun = Instant::now();
    let password = place.password(common, &settings, console)?;
    steps.push(Step::new("key-store", begun, password.as_ref().err().map(KeyStoreError::notice)));

    let log = Notice::new("check-log-folder").with("path", place.profile.folders().log().display());
    steps.push(Step { passed: place.has_log(), ..Step::told("log", Instant::now(), log) });

    if steps.iter().any(|step| step.name == "settings" && !step.passed) || nobody {
        return Ok(Exit::Refused);
    }
    let begun = Instant::now();
    let mut connected = place.connect(settings, roster, password.unwrap_or_default(), console)?;
    let snapshot = connected.settled();
    connected.end();
    steps.extend(answers(&snapshot, begun));
    Ok(exit(&snapshot))
}

fn lacking(settings: &Settings) -> Option<Notice> {
    if !settings.enabled.0 {
        return Some(Notice::new("check-switched-off"));
    }
    let missing = missing(settings);
    (!missing.is_empty()).then(|| Notice::new("check-missing").with("keys", missing.join(", ")))
}

/// What one refresh says of connection, clocks, roster and guard.
pub fn answers(snapshot: &Snapshot, begun: Instant) -> Vec<Step> {
    let answered = snapshot.observations.iter().filter(|one| one.as_of.is_some() && one.error.is_none()).count();
    let mut refused: BTreeMap<String, (Notice, usize)> = BTreeMap::new();
    for error in snapshot.observations.iter().filter_map(|observation| observation.error.as_ref()) {
        refused.entry(format!("{:?} {}", error.kind, error.code)).or_insert_with(|| (error.notice(), 0)).1 += 1;
    }
    let reached = answered > 0 || !refused.is_empty();
    let causes: Vec<_> = snapshot.causes.iter().map(|cause| cause.notice.clone()).collect();
    let server = Notice::new("check-server").with("host", &snapshot.server);
    let connection = if reached { vec![server] } else { causes.clone() };
    let clock = ServerFacts { clock_ahead: snapshot.clock_ahead, ..ServerFacts::default() }.clock_notice();
    let asked = snapshot.observations.len();
    let mut roster = vec![Notice::new("check-answered").with("count", answered).with("asked", asked)];
    for (notice, count) in refused.into_values() {
        roster.push(Notice::new("check-refused").with("count", count));
        roster.push(notice);
    }
    let guard = match snapshot.board {
        Board::Paused | Board::Waiting => causes,
        _ => Vec::new(),
    };
    let protects = Notice::new("check-protects").with("account", &snapshot.account);
    let step = |name, passed, took, notices| Step { name, passed, took, notices };
    let moment = Duration::ZERO;
    vec![
        step("connection", reached, begun.elapsed(), connection),
        step("clock", clock.is_none(), moment, clock.into_iter().collect()),
        step("answers", answered > 0, moment, roster),
        step("guard", guard.is_empty(), moment, std::iter::once(protects).chain(guard).collect()),
    ]
}

impl Step {
    /// Passed, unless there is something to say.
    fn new(name: &'static str, begun: Instant, hindrance: Option<Notice>) -> Self {
        Self { name, passed: hindrance.is_none(), took: begun.elapsed(), notices: hindrance.into_iter().collect() }
    }

    /// Passed, with something to say.
    fn told(name: &'static str, begun: Instant, notice: Notice) -> Self {
        Self { name, passed: true, took: begun.elapsed(), notices: vec![notice] }
    }
}

/// For people: a mark, the step, its time, and below it what was found and what to do.
pub fn text(steps: &[Step], words: &Words) -> String {
    let mut out = String::new();
    for step in steps {
        let mark = if step.passed { '✓' } else { '✗' };
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
        let notices: Vec<_> = step.notices.iter().map(said).collect();
        json!({ "step": step.name, "ok": step.passed, "milliseconds": step.took.as_millis() as u64, "notices": notices })
    };
    json!({ "schema": 1, "steps": steps.iter().map(step).collect::<Vec<_>>() })
}

#[cfg(test)]
mod tests;
