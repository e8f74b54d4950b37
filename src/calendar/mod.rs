//! What a calendar says about a person: busy blocks, working hours, and the status rules that turn them into one answer.
//!
//! Plain values: no clock (every function takes `now`), no I/O, no knowledge of any server.
//! `docs/status-rules.md` tells the rules in one page.

mod busy;
mod common;
mod day;
mod freshness;
mod hours;
mod rule_pair;
mod rules;
mod schedule;
mod status;
mod timeline;
mod windows_zones;
mod working;
mod zone;

pub use busy::{BlockDetails, BusyBlock, BusyType};
pub use common::first_common_free;
pub use day::{Day, Hour};
pub use freshness::{Freshness, RefreshPace};
pub use hours::{Hours, Weekdays, WorkingHours, WorkingPeriod};
pub use rule_pair::{RulePair, TransitionRule};
pub use rules::Rules;
pub use schedule::{Schedule, Window};
pub use status::{Follows, NextFree, Status, StatusWord, Until, status};
pub use windows_zones::{from_iana as windows_name, to_iana as from_windows_name};
pub use working::WorkingTime;
pub use zone::Zone;
#[cfg(test)]
pub(crate) mod cases;
#[cfg(test)]
mod properties;
