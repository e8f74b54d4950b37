//! The permit: without one, nothing that may carry a credential leaves.

/// What may leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mode {
    /// The request with its credential.
    WithCredential,
    /// Only a request *without* the credential, to see whether the server is there and sends its challenge promptly.
    Bare,
}

/// Permission for exactly one request. Only the guard makes one, it cannot be copied, and sending consumes it.
#[derive(Debug)]
pub struct Permit {
    mode: Mode,
}

impl Permit {
    pub(super) fn new(mode: Mode) -> Self {
        Self { mode }
    }

    /// What may leave.
    pub fn mode(&self) -> Mode {
        self.mode
    }
}

#[cfg(test)]
impl Permit {
    /// A permit without a guard, for tests of what permits let through.
    pub(crate) fn for_tests(mode: Mode) -> Self {
        Self::new(mode)
    }
}
