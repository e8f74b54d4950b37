//! The fictional company: who works there, what their days look like, and what the reception may see of them.
//!
//! Everything is a pure function of the seed: a member of that and an index, a day of that and a date. Nothing is kept
//! but the staff list, so any window of any year can be asked for.

mod absence;
mod chance;
mod day;
mod directory;
mod event;
mod member;
mod names;
mod staff;
mod subjects;
mod units;

pub(super) use directory::{AutomaticReply, Company, List, Recipient};
pub(super) use event::{Event, Show};
pub(super) use member::{Access, Member};

/// The company's name.
pub(super) const NAME: &str = "Aldermoor Instruments";
/// The domain of its addresses; `.example` can never be real.
pub(super) const DOMAIN: &str = "aldermoor.example";

#[cfg(test)]
mod tests;
