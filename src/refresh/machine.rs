//! What an engine and its guard take from the machine that they run on.

use super::WallClock;
use crate::guard::{Clock, SystemClock};
use crate::store::SecretStore;
use chrono::Utc;
use std::sync::Arc;

/// What an engine and its guard take from the machine that they run on. By default the operating system's own; others are
/// for rehearsals, in which time passes by order and key stores misbehave. The engine's pauses go by tokio's clock.
#[derive(Clone)]
pub struct Machine {
    /// The wall clock.
    pub wall: WallClock,
    /// The guard's clock: the wall clock and a steady one.
    pub guard: Arc<dyn Clock>,
    /// The key store.
    pub store: SecretStore,
}

impl Default for Machine {
    fn default() -> Self {
        Self { wall: Arc::new(Utc::now), guard: Arc::new(SystemClock), store: SecretStore::system() }
    }
}
