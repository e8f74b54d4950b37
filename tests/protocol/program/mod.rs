//! The program itself, run as people and scripts run it.

mod bad_files;
mod bad_servers;
mod command_line;
pub mod desk;
mod secrets;
