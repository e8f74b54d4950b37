//! What a supervisor decides: the settings, their validation, and their text form (TOML) in and out.
//!
//! Plain values: nothing here touches a file, and nothing here holds a secret.
//!
//! Every key is one entry of the table in `fields`; reading, writing, `set` and `show` all go through it, so that one rule
//! holds wherever a value comes from. Layers above the user's own file would be merged in [`read`], key by key.

mod address;
mod build;
mod choice;
mod fields;
mod model;
mod problem;
mod read;
mod set;
mod shared;
mod warning;
mod way;
mod write;

pub use address::is_loopback;
pub use build::sign_in_problem;
pub use choice::Choice;
pub use fields::{Shown, keys, show};
pub use model::*;
pub use problem::{Problem, Reason};
pub use read::{ReadError, Reading, UnknownKey, read};
pub use set::{Assignment, SetError, assignments, import, set};
pub use shared::looks_shared;
pub use warning::{Warning, missing, warnings};
pub use way::Way;
pub use write::{TEMPLATE, write};

#[cfg(test)]
mod tests;
