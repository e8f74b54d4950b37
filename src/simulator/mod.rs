//! A stand-in for Exchange and Office 365 on loopback, for the demo, for training and for tests.
//!
//! It is spoken to over HTTP alone, and is written so that any EWS client can use it: `POST /EWS/Exchange.asmx` answers
//! `GetUserAvailability`, `GetServerTimeZones`, `ResolveNames`, `GetFolder` and `ConvertId` as Exchange of a chosen
//! [`Generation`] does, behind Basic, NTLM or Negotiate ([`Offer`]) with a domain controller's lock-out counting
//! ([`LockoutPolicy`]).
//! Its company is fictional, and its calendars are a pure function of seed, person and date: any day may be asked for,
//! and the same question always has the same answer.
//!
//! A [`Scenario`] makes it misbehave while it runs. [`Control`] switches scenarios in the same process; the control
//! interface does so over HTTP, on a port of its own, so that it answers while the server plays dead:
//!
//! | request | what it does |
//! |---|---|
//! | `GET /control` | the state: scenario, account, password, counters |
//! | `POST /control/scenario` | `{"scenario": "slow", "seconds": 5}`; with `"times": 1` for the next request only |
//! | `POST /control/password` | `{"password": "…"}`: changed by somebody else |
//! | `POST /control/unlock` | what an administrator does to a locked account |
//! | `GET /control/log` | the last requests, oldest first, and what was decided about each |
//! | `POST /control/reset` | empties log and counters |
//!
//! `docs/simulator.md` lists the scenarios with their parameters.
//!
//! | to change | go to |
//! |---|---|
//! | who works there and what their days look like | `company` |
//! | how XML comes in and goes out, faults, times and zones on the wire | `wire` |
//! | one EWS operation | `operations`, a file each |
//! | another way to sign in | `sign_in`, beside `basic` |
//! | Autodiscover | `autodiscover` |
//! | the stand-in for Microsoft's sign-in service | `entra` |
//! | what Microsoft Graph answers | `graph` |
//! | a new way to misbehave | [`scenario`] and `server` |

mod announcement;
mod autodiscover;
mod clock;
mod company;
mod control;
mod entra;
mod graph;
mod launch;
mod log;
mod operations;
mod options;
mod running;
pub mod scenario;
mod server;
mod shared;
mod sign_in;
mod wire;

pub use announcement::Announcement;
pub use autodiscover::DiscoveryForm;
pub use clock::{CompanyClock, mid_morning};
pub use control::{Control, State};
pub use entra::{EntraDoor, Registration};
pub use launch::run;
pub use log::{Counters, EntraCount, LogonCount, RequestEntry, SignInOutcome, Tally};
pub use options::{
    ExtendedProtection, Generation, Limits, LockoutPolicy, Offer, Options, Scheme, SimulatorError, TimeForm, Tls,
};
pub use running::{Running, Simulator};
pub use scenario::{Scenario, Timeline};
