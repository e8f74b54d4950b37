//! The HTTP client and the EWS source over real sockets, against a server that does whatever a test wants: the bad input
//! that a program meets in the field, each with its exact error, what that means, and what people are told; and the whole
//! program before the same servers.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod answers;
mod certificates;
mod connections;
mod discover;
mod handshake;
mod lost;
mod not_sent;
mod program;
mod proxies;
mod requests;
mod simulator;
mod support;
mod testing;
