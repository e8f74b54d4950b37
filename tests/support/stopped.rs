//! The fictional company's board when something is wrong.

use super::company::{now, snapshot};
use attendant_calendar::refresh::{Board, Cause, Level, Remedy, Snapshot};
use attendant_calendar::words::Notice;
use chrono::TimeDelta;

/// The same board, stopped four minutes ago, for two reasons.
pub fn stopped(people: usize) -> Snapshot {
    let cause = |level, code: &'static str, remedies| Cause {
        level,
        notice: Notice::new(code).with("path", "settings.toml").with("copy", "settings.toml.1").with("seconds", 3),
        remedies,
        since: now() - TimeDelta::minutes(4),
    };
    let remedies = vec![Remedy::EnterPassword, Remedy::Resume { confirm: true }];
    let mut snapshot = snapshot(people);
    for observation in &mut snapshot.observations {
        observation.as_of = observation.as_of.map(|as_of| as_of - TimeDelta::minutes(4));
    }
    Snapshot {
        board: Board::Paused,
        causes: vec![
            cause(Level::Error, "settings-set-aside", remedies),
            cause(Level::Warning, "key-store-no-answer", Vec::new()),
        ],
        last_complete: snapshot.last_complete.map(|at| at - TimeDelta::minutes(4)),
        next_refresh: None,
        ..snapshot
    }
}
