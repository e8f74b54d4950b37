//! Attendant Calendar: a live board that answers, for every colleague of a switchboard, *free or not, until when, and
//! who else could take the call*.
//!
//! The package is one house of five floors; a room imports from the floors below and from rooms to its left, never the
//! other way (`tests/floors.rs` reads the imports). `docs/architecture.md` is the plan of the house.
//!
//! | floor | rooms, left to right |
//! |---|---|
//! | 5 | [`app`], [`cli`] |
//! | 4 | [`refresh`], [`check`] · [`simulator`] stands aside |
//! | 3 | [`profile`], [`account`], [`source`], [`discover`] |
//! | 2 | [`store`], [`guard`], [`net`] |
//! | 1 | [`calendar`], [`people`], [`settings`], [`words`] |

pub mod account;
pub mod app;
pub mod calendar;
pub mod check;
pub mod cli;
pub mod discover;
pub mod guard;
pub mod net;
pub mod people;
pub mod profile;
pub mod refresh;
pub mod settings;
pub mod simulator;
pub mod source;
pub mod store;
pub mod words;
