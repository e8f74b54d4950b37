//! When to ask, and what is known: the plan (whom first, which window), the engine (the only loop), the snapshot.

mod answer;
mod bell;
mod causes;
mod command;
mod connector;
mod day;
mod directory;
mod engine;
mod finder;
mod machine;
mod maker;
mod pace;
mod plan;
mod replies;
mod round;
mod session;
mod sign_in;
mod signing;
mod snapshot;
mod state;
mod state_directory;
mod watch;

pub use answer::{Answer, Now, Terms, reason};
pub use causes::{lacks_secret, lacks_ticket};
pub use command::Command;
pub use connector::{Connection, Connector, Whom};
pub use directory::{DirectoryAnswer, DirectorySearch, Guest, Query};
pub use engine::{Engine, Start, WallClock};
pub use machine::Machine;
pub use session::{Handle, Session};
pub use sign_in::{SignInMethod, SignInProgress, SignInStep};
pub use snapshot::{Board, Cause, Level, News, Observation, OtherDays, Remedy, Snapshot};
pub use state::{State, display_zone};
