//! When to ask, and what is known: the plan (whom first, which window), the engine (the only loop), the snapshot.

mod answer;
mod causes;
mod command;
mod connector;
mod engine;
mod pace;
mod plan;
mod round;
mod session;
mod snapshot;
mod state;

pub use answer::{Answer, Now, Terms, reason};
pub use command::Command;
pub use connector::{Connection, Connector};
pub use engine::{Engine, Start, WallClock};
pub use session::{Handle, Session, display_zone};
pub use snapshot::{Board, Cause, Level, News, Observation, Remedy, Snapshot};
pub use state::State;
