//! How a command ends.

/// Exit codes; scripts and call consoles build on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Done; what was shown is live.
    Live = 0,
    /// Something that should not happen.
    Unexpected = 1,
    /// Stale, offline, told to wait, or incomplete.
    Incomplete = 2,
    /// Paused by the guard, or sign-in needed.
    Paused = 3,
    /// Usage, a refused value, nothing configured, an empty roster, or switched off. Nothing was changed.
    Refused = 4,
    /// No such person.
    NoSuchPerson = 5,
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
