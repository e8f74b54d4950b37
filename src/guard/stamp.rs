//! Moments that outlive the process, and how much time has passed since.

use chrono::{DateTime, Utc};
use std::time::Duration;

/// A moment on two clocks: the wall clock, which people can set, and a steady one, which only compares within its epoch
/// (one boot of the machine, or one run of the process).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Stamp {
    /// The wall clock.
    pub wall: DateTime<Utc>,
    /// Which run of the steady clock `tick_ms` belongs to.
    pub epoch: u64,
    /// The steady clock, in milliseconds since its epoch began.
    pub tick_ms: u64,
}

impl Stamp {
    /// Time from this moment to `now`: by the steady clock where both are of one epoch, else by the wall clock, and
    /// never negative.
    pub fn elapsed(&self, now: &Self) -> Duration {
        if self.epoch == now.epoch {
            Duration::from_millis(now.tick_ms.saturating_sub(self.tick_ms))
        } else {
            (now.wall - self.wall).to_std().unwrap_or_default()
        }
    }

    /// What is left of a wait of `length` that began at this moment; never more than `length`.
    pub fn remaining(&self, length: Duration, now: &Self) -> Duration {
        length.saturating_sub(self.elapsed(now))
    }

    /// This moment, or `now` where the wall clock was set back past it since (else a wait would outlast its length).
    pub fn rebased(self, now: &Self) -> Self {
        if self.epoch != now.epoch && self.wall > now.wall { *now } else { self }
    }
}
