//! The sign-in guard: decides whether anything that carries a credential may leave, so that no account is ever locked.
//!
//! [`Attempt`] is a state machine without I/O: it is told what happened and says what to do next. [`Keeper`] carries its
//! steps out with a lock file and a record file, and where desks share an account also with those in a folder on a share
//! (`share`). `docs/sign-in-protection.md` states what is promised.

mod attempt;
mod clock;
mod held;
mod keeper;
mod notice;
mod outcome;
mod permit;
mod protection;
mod record;
mod share;
mod stamp;
mod tag;
mod trigger;

pub use attempt::{Attempt, Event, Step};
pub use clock::{Clock, SystemClock};
pub use held::{Elsewhere, Ended, Ending, Held, Stop, WaitCause};
pub use keeper::Keeper;
pub use outcome::{Demand, Outcome, Refusal, RefusalKind, SignIn};
pub use permit::{Mode, Permit};
pub use protection::{PastRefusal, Protection, Standing};
pub use record::{LONG_WAIT, LOST_LIMIT, REFUSED_LIMIT, REMEMBERED, Record};
pub use share::{Desk, Found, Mark, Marks, ShareTag, Sharing};
pub use stamp::Stamp;
pub use tag::Tag;
pub use trigger::Trigger;

#[cfg(test)]
mod walk;
