//! What a calendar says about a person: busy blocks, working hours, and the status rules that turn them into one answer.
//!
//! Plain values: no clock (every function takes `now`), no I/O, no knowledge of any server.

mod busy;
mod hours;
mod schedule;
mod zone;

pub use busy::{BlockDetails, BusyBlock, BusyType};
pub use hours::{Weekdays, WorkingHours, WorkingPeriod};
pub use schedule::{Schedule, Window};
pub use zone::{RulePair, TransitionRule, Zone};
