//! Everybody's calendars, and what asking for them costs.

use super::{Desk, Tell};
use crate::people::Roster;
use crate::refresh::{Board, Snapshot};
use crate::settings::Settings;
use crate::words::{Ending, Mark, Notice, Step};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// Of the time between two refreshes, a larger part than this is much for a server that others use too.
const MOST_PERCENT: u128 = 50;

/// One refresh of the whole roster, as the window does it. `limit`: how many people one request may name.
pub(super) async fn ask(desk: &mut dyn Desk, settings: Settings, roster: Roster, limit: usize, tell: Tell<'_>) {
    let begun = Instant::now();
    match desk.everybody(settings, roster).await {
        Ok(snapshot) => {
            tell(answers(&snapshot, begun.elapsed()));
            if snapshot.board == Board::Live && snapshot.last_complete.is_some() {
                tell(head_room(&snapshot, limit));
            }
        }
        Err(notices) => tell(Step::new("answers", begun.elapsed(), Mark::Failed(Ending::Refused), notices)),
    }
}

/// What one refresh says of the people: how many calendars came, how many did not, and why.
pub fn answers(snapshot: &Snapshot, took: Duration) -> Step {
    let answered = snapshot.observations.iter().filter(|one| one.as_of.is_some() && one.error.is_none()).count();
    let mut refused: BTreeMap<String, (Notice, usize)> = BTreeMap::new();
    for error in snapshot.observations.iter().filter_map(|observation| observation.error.as_ref()) {
        refused.entry(format!("{:?} {}", error.kind, error.code)).or_insert_with(|| (error.notice(), 0)).1 += 1;
    }
    let asked = snapshot.observations.len();
    let mut notices = vec![Notice::new("check-answered").with("count", answered).with("asked", asked)];
    let mark = match ending(snapshot) {
        None if refused.is_empty() => Mark::Passed,
        None => Mark::Warned,
        Some(ending) => Mark::Failed(ending),
    };
    for (notice, count) in refused.into_values() {
        notices.push(Notice::new("check-refused").with("count", count));
        notices.push(notice);
    }
    if snapshot.board != Board::Live {
        notices.extend(snapshot.causes.iter().map(|cause| cause.notice.clone()));
    }
    Step::new("answers", took, mark, notices)
}

/// How much a refresh asks of the server. What a server allows in all, it tells nobody; that it wanted a pause, the steps
/// before this one say.
pub(super) fn head_room(snapshot: &Snapshot, limit: usize) -> Step {
    let requests = snapshot.roster.people.len().div_ceil(limit.max(1));
    let (took, interval) = (snapshot.last_took.as_millis(), snapshot.interval.as_millis().max(1));
    let percent = (took * 100).div_ceil(interval).min(100);
    let notice = Notice::new(if percent > MOST_PERCENT { "check-head-room-little" } else { "check-head-room" })
        .with("requests", requests)
        .with("percent", percent)
        .with("interval", snapshot.interval.as_secs());
    let mark = if percent > MOST_PERCENT { Mark::Warned } else { Mark::Passed };
    Step::new("head-room", snapshot.last_took, mark, vec![notice])
}

fn ending(snapshot: &Snapshot) -> Option<Ending> {
    match snapshot.board {
        _ if snapshot.roster.people.is_empty() => Some(Ending::Refused),
        Board::Live if snapshot.last_complete.is_some() => None,
        Board::Live | Board::Stale | Board::Waiting | Board::Offline => Some(Ending::Incomplete),
        Board::Paused => Some(Ending::Paused),
        Board::Disabled => Some(Ending::Refused),
    }
}
