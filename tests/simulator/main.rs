//! The built-in server over real HTTP, as any client meets it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod availability;
mod client;
mod control;
mod directory;
mod graph;
mod graph_trouble;
mod http;
mod limits;
mod operations;
mod scenarios;
mod schema;
mod sign_in;
