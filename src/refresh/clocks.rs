//! The clocks that an engine and its guard go by.

use super::WallClock;
use crate::guard::{Clock, SystemClock};
use chrono::Utc;
use std::sync::Arc;

/// The clocks that an engine and its guard go by; the engine's pauses go by tokio's. By default the machine's own: others
/// are for rehearsals, in which time passes by order.
#[derive(Clone)]
pub struct Clocks {
    /// The wall clock.
    pub wall: WallClock,
    /// The guard's: the wall clock and a steady one.
    pub guard: Arc<dyn Clock>,
}

impl Default for Clocks {
    fn default() -> Self {
        Self { wall: Arc::new(Utc::now), guard: Arc::new(SystemClock) }
    }
}
