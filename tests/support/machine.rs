//! The machine's clocks, which run on by order, all of them together: the engine's, the guard's, the wall's.

use attendant_calendar::guard::{Clock, Stamp, SystemClock};
use attendant_calendar::refresh;
use chrono::{TimeDelta, Utc};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// The real clocks, and how many seconds they were moved on.
#[derive(Clone)]
pub struct Machine {
    moved: Arc<AtomicU32>,
    /// Tells steady clocks apart that began at different times.
    epoch: u64,
}

impl Machine {
    /// A machine on which so many seconds have been passed before. `epoch`: 0 for a steady clock that all processes share, as
    /// on Linux; another number for one that begins with the process, as elsewhere, and as after a restart of the machine.
    pub fn new(moved: u32, epoch: u64) -> Self {
        Self { moved: Arc::new(AtomicU32::new(moved)), epoch }
    }

    /// The same, for a session.
    pub fn machine(&self) -> refresh::Machine {
        let moved = Arc::clone(&self.moved);
        let wall = move || Utc::now() + TimeDelta::seconds(moved.load(Ordering::SeqCst).into());
        refresh::Machine { wall: Arc::new(wall), guard: Arc::new(self.clone()), ..refresh::Machine::default() }
    }

    /// Moves all clocks on at once. What tokio waits for is due then; it runs on in real time afterwards.
    pub async fn pass(&self, seconds: u32) {
        tokio::time::pause();
        self.moved.fetch_add(seconds, Ordering::SeqCst);
        tokio::time::advance(Duration::from_secs(seconds.into())).await;
        tokio::time::resume();
    }
}

impl Clock for Machine {
    fn now(&self) -> Stamp {
        let moved = self.moved.load(Ordering::SeqCst);
        let Stamp { wall, epoch, tick_ms } = SystemClock.now();
        Stamp {
            wall: wall + TimeDelta::seconds(moved.into()),
            epoch: epoch ^ self.epoch,
            tick_ms: tick_ms + u64::from(moved) * 1000,
        }
    }
}
