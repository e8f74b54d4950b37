//! What a supervisor decides: the settings, their validation, and their text form (TOML) in and out.
//!
//! Plain values: nothing here touches a file, and nothing here holds a secret.

mod model;

pub use model::*;
