//! What the page says, in words: the same for the eye and for copying.

use super::About;
use crate::guard::{Ending, PastRefusal, Protection, Refusal, RefusalKind, Sharing, Standing, WaitCause};
use crate::words::{Said, Value};
use chrono::{DateTime, Utc};

/// How things stand, at a glance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mood {
    Well,
    Waits,
    Stopped,
}

/// What the page says.
pub(super) struct Told {
    pub(super) mood: Mood,
    /// The state in a few words.
    pub(super) state: String,
    /// What happened; empty where nothing did.
    pub(super) message: String,
    /// What to do about it.
    pub(super) remedy: String,
    /// What is known, each with its name.
    pub(super) facts: Vec<(String, String)>,
}

impl Told {
    pub(super) fn new(about: About<'_>) -> Self {
        let (known, way) = (about.board.snapshot().protection.as_deref(), about.board.snapshot().way);
        let said = match known.map(|protection| protection.standing.notice(about.board.real_now())) {
            Some(notice) => notice.map(|notice| about.words.notice(&notice.for_way(way))),
            // Why nothing can be asked is what the banner says.
            None => about.board.banner_cause().map(|cause| about.words.notice(&cause.notice)),
        };
        let Said { message, remedy } = said.unwrap_or(Said { message: String::new(), remedy: String::new() });
        let (mood, state) = state(about, known);
        Self { mood, state, message, remedy, facts: facts(about, known) }
    }

    /// Everything as lines of text, for whoever looks after the account.
    pub(super) fn as_text(&self) -> String {
        let said = [&self.state, &self.message, &self.remedy].into_iter().filter(|said| !said.is_empty()).cloned();
        let facts = self.facts.iter().map(|(name, value)| format!("{name}: {value}"));
        said.chain(facts).collect::<Vec<_>>().join("\n")
    }
}

fn state(about: About<'_>, known: Option<&Protection>) -> (Mood, String) {
    let words = about.words;
    let since = |id, at| words.get(id, &[("time", Value::from(about.board.short_time(at)))]);
    match known.map(|protection| &protection.standing) {
        None => (Mood::Stopped, words.text("protection-nobody")),
        Some(Standing::Open) => (Mood::Well, words.text("protection-open")),
        Some(Standing::Waiting { until, .. }) => (Mood::Waits, since("protection-waiting", *until)),
        Some(Standing::Stopped { since: at, .. }) => (Mood::Stopped, since("protection-stopped", *at)),
        Some(Standing::StoppedElsewhere { since: at, .. }) => {
            (Mood::Stopped, since("protection-stopped-elsewhere", *at))
        }
        Some(Standing::RefusedBefore { since: at }) => {
            let password = about.board.snapshot().way.has_password();
            let id = if password { "protection-refused-before" } else { "protection-refused-before.sign-in" };
            (Mood::Stopped, since(id, *at))
        }
        Some(Standing::NeedsConfirmation) => (Mood::Stopped, words.text("protection-confirm")),
        Some(Standing::NoRecord { .. }) => (Mood::Stopped, words.text("protection-no-record")),
    }
}

fn facts(about: About<'_>, known: Option<&Protection>) -> Vec<(String, String)> {
    let words = about.words;
    let snapshot = about.board.snapshot();
    let none = |id: &str| words.text(&format!("{id}.none"));
    let time = |at: DateTime<Utc>| about.board.full_time(at);
    let mut facts = vec![("details-account", snapshot.account.clone()), ("details-server", snapshot.server.clone())];
    facts.retain(|(_, value)| !value.is_empty());
    if let Some(protection) = known {
        facts.push(("protection-accepted", protection.accepted.map_or_else(|| none("protection-accepted"), time)));
        if let Standing::StoppedElsewhere { since, desk, refusal } = &protection.standing {
            let args = [("time", Value::from(time(*since))), ("desk", desk.as_str().into())];
            facts.push(("protection-elsewhere", words.get("protection-elsewhere.value", &args)));
            facts.extend(answer(refusal));
        }
        match &protection.refusal {
            None => facts.push(("protection-refusal", none("protection-refusal"))),
            Some(past) => facts.extend(refusal(about, past)),
        }
        let lost = protection.lost.iter().copied().map(time).collect::<Vec<_>>().join(" · ");
        facts.push(("protection-lost", if lost.is_empty() { none("protection-lost") } else { lost }));
        facts.push(("protection-wait", wait(about, &protection.standing).unwrap_or_else(|| none("protection-wait"))));
    }
    let sharing = known.and_then(|protection| protection.sharing.as_ref());
    facts.extend(shared(about, known).map(|shared| ("protection-sharing", shared)));
    let in_force = matches!(sharing, Some(Sharing::InForce { .. }));
    facts.push((
        "protection-whom",
        words.text(if in_force { "protection-whom.desks" } else { "protection-whom.value" }),
    ));
    facts.push(("details-log", about.log_folder.to_owned()));
    facts.into_iter().map(|(name, value)| (words.text(name), value)).collect()
}

fn refusal(about: About<'_>, past: &PastRefusal) -> Vec<(&'static str, String)> {
    let words = about.words;
    let time = |at| Value::from(about.board.full_time(at));
    let reason = words.reason(&past.refusal.notice().for_way(about.board.snapshot().way));
    let mut facts = vec![(
        "protection-refusal",
        words.get("protection-refusal.value", &[("time", time(past.at)), ("reason", reason.into())]),
    )];
    facts.extend(answer(&past.refusal));
    let ended = match past.ended {
        None => words.text("protection-ended.not-yet"),
        Some((Ending::Accepted, at)) => words.get("protection-ended.accepted", &[("time", time(at))]),
        Some((Ending::Resumed, at)) => words.get("protection-ended.resumed", &[("time", time(at))]),
    };
    facts.push(("protection-ended", ended));
    facts
}

/// What the server said, for whoever looks for it in its logs.
fn answer(refusal: &Refusal) -> impl Iterator<Item = (&'static str, String)> {
    let id = refusal.request_id.iter().map(|id| ("protection-request", id.clone()));
    let said = match (refusal.status, refusal.kind) {
        (0, RefusalKind::Kdc(number)) => Some(format!("Kerberos {number}")),
        (0, _) => None,
        (status, _) => Some(format!("HTTP {status}")),
    };
    said.map(|said| ("protection-answer", said)).into_iter().chain(id)
}

/// How the stop is shared with other desks; none where it need not be.
fn shared(about: About<'_>, known: Option<&Protection>) -> Option<String> {
    let (words, known) = (about.words, known?);
    Some(match &known.sharing {
        None if known.looks_shared => words.text("protection-sharing.missing"),
        None => return None,
        Some(Sharing::Unasked) => words.text("protection-sharing.unasked"),
        Some(Sharing::InForce { desks }) => words.get("protection-sharing.in-force", &[("count", (*desks).into())]),
        Some(Sharing::Away { since, reason }) => {
            let time = Value::from(about.board.full_time(*since));
            words.get("protection-sharing.away", &[("time", time), ("reason", reason.as_str().into())])
        }
    })
}

fn wait(about: About<'_>, standing: &Standing) -> Option<String> {
    let Standing::Waiting { why, until, .. } = standing else { return None };
    let why = match why {
        WaitCause::Server => "protection-wait.server",
        WaitCause::BackOff => "protection-wait.back-off",
        WaitCause::LostAnswers => "protection-wait.lost",
    };
    Some(about.words.get(why, &[("time", Value::from(about.board.full_time(*until)))]))
}
