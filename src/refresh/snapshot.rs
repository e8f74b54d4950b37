//! What is known at one moment. The window, the command line and the accessibility tree read this and nothing else.

use super::{DirectorySearch, SignInProgress};
use crate::calendar::{Schedule, Zone};
use crate::guard::Protection;
use crate::people::Roster;
use crate::settings::{Display, Way};
use crate::source::{MailboxError, Reply};
use crate::words::Notice;
use chrono::{DateTime, TimeDelta, Utc};
use std::sync::Arc;
use std::time::Duration;

/// Everything known at one moment. Cheap to clone; never changed once published. Times are of the *real* clock.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// Grows with every change.
    pub version: u64,
    /// The board's state as a whole.
    pub board: Board,
    /// Why it is not live, or what else should be known; the most severe first. At most one is shown as a banner.
    pub causes: Vec<Cause>,
    /// The people.
    pub roster: Arc<Roster>,
    /// One per person, in the roster's order.
    pub observations: Vec<Observation>,
    /// When the last refresh of everybody ended with every request answered.
    pub last_complete: Option<DateTime<Utc>>,
    /// How long that refresh took.
    pub last_took: Duration,
    /// When the next refresh is due; none while nothing will be asked.
    pub next_refresh: Option<DateTime<Utc>>,
    /// A request is in flight.
    pub refreshing: bool,
    /// The refresh interval.
    pub interval: Duration,
    /// The server's clock minus ours, where told.
    pub clock_ahead: Option<TimeDelta>,
    /// Who is signed in, and where; empty when nothing is configured.
    pub account: String,
    /// The server's host; empty when nothing is configured.
    pub server: String,
    /// What the sign-in guard knows of that account there; none while nothing can be asked.
    pub protection: Option<Arc<Protection>>,
    /// How the account signs in.
    pub way: Way,
    /// The ways that settings grant; with more than one, whoever signs in chooses.
    pub ways: &'static [Way],
    /// A sign-in that is under way there, or failed.
    pub sign_in: Option<Arc<SignInProgress>>,
    /// How the settings want it to look.
    pub display: Arc<Display>,
    /// The zone in which times are shown.
    pub zone: Zone,
    /// What somebody looks for in the server's directory, and what it says.
    pub directory: DirectorySearch,
    /// What just happened, to be said once.
    pub news: Option<News>,
    /// The product's version as the server names it, such as `15.2.2562.17`; none until it said so.
    pub server_version: Option<String>,
}

/// Something that just happened. Whoever has not yet seen this number says it once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// Grows with every piece of news.
    pub number: u64,
    /// What to say.
    pub notice: Notice,
}

/// The board's state as a whole. The words are the command line's contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Board {
    /// Answers come.
    Live,
    /// Answers are older than they should be, or not complete yet.
    Stale,
    /// The server, or the program's own back-off after lost answers, says to wait.
    Waiting,
    /// The guard stopped everything, or a sign-in is needed.
    Paused,
    /// The server cannot be reached.
    Offline,
    /// Switched off, not configured, or nobody to watch.
    Disabled,
}

/// One reason for a state, for a banner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// How severe.
    pub level: Level,
    /// What to say.
    pub notice: Notice,
    /// What a person can press.
    pub remedies: Vec<Remedy>,
    /// Since when, by the real clock.
    pub since: DateTime<Utc>,
}

/// How severe a cause is; greater is more severe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Worth knowing.
    Info,
    /// Something does not work as it should, and will probably recover.
    Warning,
    /// A person has to act.
    Error,
}

/// What a person can do about a cause, as a button.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Remedy {
    /// Type the password.
    EnterPassword,
    /// Sign in to Office 365.
    SignIn,
    /// Ask Microsoft Graph in place of Exchange Web Services.
    UseGraph,
    /// Go on with the same credential; `confirm` where the account may be locked.
    Resume {
        /// Ask first.
        confirm: bool,
    },
    /// Let a credential be tried although two others were just refused; asks first.
    Confirm,
    /// Try once although the program would wait.
    TryOnce,
    /// Ask the server now, past the program's own back-off.
    AskNow,
    /// See what the sign-in guard knows.
    ShowProtection,
    /// Open the settings.
    OpenSettings,
    /// Open the log's folder.
    OpenLog,
}

/// What is known of one person.
#[derive(Debug, Clone, Default)]
pub struct Observation {
    /// The last good answer.
    pub schedule: Option<Arc<Schedule>>,
    /// When it arrived.
    pub as_of: Option<DateTime<Utc>>,
    /// Stale whatever its age: the machine slept since, or the credential changed.
    pub doubtful: bool,
    /// The last failure, if later than the last good answer.
    pub error: Option<MailboxError>,
    /// The days that the screen shows, where `schedule` does not hold them.
    pub other_days: Option<OtherDays>,
    /// The automatic reply, as far as it was asked for.
    pub reply: Reply,
}

/// What is known of one person on days that are not refreshed all the time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherDays {
    /// The answer.
    pub schedule: Arc<Schedule>,
    /// When it arrived.
    pub as_of: DateTime<Utc>,
}
