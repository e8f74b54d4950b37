//! The state of the board in a few words, for the top bar. A shape stands beside each, so that colour is never the only sign.

use super::Board;
use crate::app::theme;
use crate::refresh;
use crate::words::Value;
use chrono::{DateTime, TimeDelta, Utc};

/// What the top bar says.
#[derive(Debug, Clone, PartialEq)]
pub struct Indicator {
    /// `●`, `◐`, `○` …
    pub shape: &'static str,
    /// `Live`
    pub word: String,
    /// The role of both.
    pub role: theme::Text,
    /// `09:41:20`, or how old the data is.
    pub age: Option<String>,
    /// `next 09:43`
    pub next: Option<String>,
}

impl Board {
    pub(super) fn indicator(&self) -> Indicator {
        let snapshot = &self.snapshot;
        // Once an attempt has failed, the next one is planned.
        let connecting = snapshot.last_complete.is_none() && snapshot.next_refresh.is_none();
        let (shape, key, role) = match snapshot.board {
            refresh::Board::Live => ("●", "state-live", theme::Text::Good),
            refresh::Board::Stale if connecting => ("○", "state-connecting", theme::Text::Secondary),
            refresh::Board::Stale => ("◆", "state-stale", theme::Text::Warning),
            refresh::Board::Waiting => ("▲", "state-waiting", theme::Text::Warning),
            refresh::Board::Paused => ("■", "state-paused", theme::Text::Error),
            refresh::Board::Offline => ("□", "state-offline", theme::Text::Error),
            refresh::Board::Disabled => ("○", "state-disabled", theme::Text::Secondary),
        };
        let live = snapshot.board == refresh::Board::Live;
        let age = snapshot.last_complete.map(|at| if live { self.clock(at, true) } else { self.age(at) });
        Indicator { shape, word: self.words.text(key), role, age, next: self.next() }
    }

    fn age(&self, at: DateTime<Utc>) -> String {
        let age = self.now.real - at;
        if age < TimeDelta::minutes(1) {
            return self.words.text("state-age-new");
        }
        let age = self.words.duration(age);
        self.words.get("state-age", &[("age", Value::from(age))])
    }

    fn next(&self) -> Option<String> {
        if self.snapshot.refreshing {
            return Some(self.words.text("state-refreshing"));
        }
        // While everything is stopped nothing is next, whatever was planned before.
        let stopped = matches!(self.snapshot.board, refresh::Board::Paused | refresh::Board::Disabled);
        let next = self.snapshot.next_refresh.filter(|_| !stopped)?;
        Some(self.words.get("state-next", &[("time", Value::from(self.clock(next, false)))]))
    }

    /// A moment of the real clock, in the display zone and on the calendar's clock, which may pretend: one window shows one time.
    fn clock(&self, at: DateTime<Utc>, seconds: bool) -> String {
        let at = at + (self.now.calendar - self.now.real);
        self.zone.to_local(at).format(if seconds { "%H:%M:%S" } else { "%H:%M" }).to_string()
    }
}
