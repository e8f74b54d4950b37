//! When to ask, and what is known: the plan (whom first, which window), the engine (the only loop), the snapshot.

mod answer;
mod command;
mod snapshot;

pub use answer::{Answer, Now, Terms, reason};
pub use command::Command;
pub use snapshot::{Board, Cause, Level, Observation, Remedy, Snapshot};
