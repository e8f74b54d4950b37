//! Where schedules come from: the trait, and one module for each kind of server.

pub mod ews;
