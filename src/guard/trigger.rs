//! Who wants a request sent.

/// Who wants a request sent; decides which waits may be passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Trigger {
    /// The interval.
    Timer,
    /// A person waits for it (refresh now, search). Passes over the program's own back-off, nothing else.
    Person,
    /// A person insists, knowing why the program waits (*Try once now*). Passes over the wait after lost answers, and once
    /// over a server's wait of which more than an hour is left. Never over a stop.
    Insist,
}
