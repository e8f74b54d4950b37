//! When to ask, and what is known: the plan (whom first, which window), the engine (the only loop), the snapshot.

mod answer;
mod command;
mod engine;
mod plan;
mod session;
mod snapshot;
mod state;

pub use answer::{Answer, Now, Terms, reason};
pub use command::Command;
pub use engine::{Connect, Connection, Engine, Start};
pub use session::{Handle, Session, display_zone};
pub use snapshot::{Board, Cause, Level, Observation, Remedy, Snapshot};
pub use state::State;
