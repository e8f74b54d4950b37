//! When to ask, and what is known: the plan (whom first, which window), the engine (the only loop), the snapshot.

mod command;
mod snapshot;

pub use command::Command;
pub use snapshot::{Board, Cause, Level, Observation, Remedy, Snapshot};
