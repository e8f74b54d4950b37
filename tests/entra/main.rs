//! Signing in to Office 365 over real HTTP, against the built-in server: every way in, every way in which one fails, the
//! sign-in at work, and what must never be seen of it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod command_line;
mod desk;
mod errors;
mod flows;
mod graph;
mod interactive;
mod log;
mod password;
mod pkce;
mod renewal;
mod secrets;
mod sessions;
