//! What can go wrong for one mailbox alone.

/// What failed for one mailbox alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailboxError {
    /// What it means.
    pub kind: MailboxErrorKind,
    /// The server's own code, such as `ErrorNoFreeBusyAccess`; for what cannot be read, the name of the field.
    pub code: String,
}

/// What a mailbox's error means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MailboxErrorKind {
    /// The directory does not know the address. Ask rarely.
    NotFound,
    /// No right to see even free/busy. Ask rarely.
    NoAccess,
    /// Passing: the old data stays, with its age.
    Passing,
    /// The mailbox is on another server that cannot be reached from there.
    OtherServer,
    /// Granted, but without the events (a digit string, or nothing): never an empty calendar.
    NoEvents,
    /// Too much in the window for this mailbox: ask for it alone, with a shorter window.
    TooMuch,
    /// What came for it cannot be read, so nothing may be concluded from it.
    Unreadable,
    /// A code of another kind; shown as it is.
    Other,
}
