//! What the engine knows, and how answers and failures change it. Pure: times come in.

use super::causes::{self, Granted, Reasons};
use super::{DirectorySearch, News, Observation, OtherDays, SignInProgress, Snapshot, Whom};
use crate::account::oauth::{Directory, exchange_url};
use crate::calendar::{Schedule, Zone};
use crate::guard::Protection;
use crate::people::Roster;
use crate::settings::{Display, ExchangeAccount, Provider, Settings, Warning, Way, warnings};
use crate::source::{Answer, MailboxError, MailboxErrorKind, SourceError};
use crate::words::Notice;
use chrono::{DateTime, TimeDelta, Utc};
use std::sync::Arc;
use std::time::Duration;

/// What the engine knows.
#[derive(Debug, Clone)]
pub struct State {
    /// As it was last published, and what has come since.
    pub snapshot: Snapshot,
    reasons: Reasons,
    /// Something changed since it was last published.
    pub(super) changed: bool,
}

impl State {
    /// Nothing is known yet.
    pub fn new(roster: Arc<Roster>, settings: &Settings) -> Self {
        let snapshot = Snapshot {
            version: 0,
            board: super::Board::Stale,
            causes: Vec::new(),
            observations: vec![Observation::default(); roster.people.len()],
            roster,
            last_complete: None,
            last_took: Duration::ZERO,
            next_refresh: None,
            refreshing: false,
            interval: Duration::ZERO,
            clock_ahead: None,
            account: String::new(),
            server: String::new(),
            protection: None,
            way: Way::OnSite,
            ways: &[],
            sign_in: None,
            display: Arc::default(),
            zone: Zone::UTC,
            directory: DirectorySearch::default(),
            news: None,
            server_version: None,
        };
        let mut state = Self { snapshot, reasons: Reasons::default(), changed: true };
        state.apply(settings);
        state
    }

    /// The same with another interval, also one that settings would not allow: for measuring.
    #[must_use]
    pub fn paced(mut self, interval: Duration) -> Self {
        self.snapshot.interval = interval;
        self
    }

    /// What is known.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Other settings are in force.
    pub fn apply(&mut self, settings: &Settings) {
        let (url, account) = match settings.provider {
            // Who is signed in is not the settings' to say.
            Provider::Exchange if settings.exchange.account == ExchangeAccount::SignedIn => {
                (settings.exchange.ews_url.clone(), "")
            }
            Provider::Exchange => (settings.exchange.ews_url.clone(), settings.exchange.username.as_str()),
            Provider::Office365 => {
                let directory = Directory::from_settings(settings).ok().map(|one| one.service().clone());
                (directory.or_else(|| exchange_url(settings)), "")
            }
        };
        let server = url.as_ref().and_then(|url| url.host_str()).unwrap_or_default();
        self.is_at(server);
        let snapshot = &mut self.snapshot;
        snapshot.interval = settings.refresh_interval.duration();
        snapshot.account = account.to_owned();
        snapshot.ways = Way::granted(settings);
        snapshot.way = snapshot.ways.first().copied().unwrap_or(Way::Microsoft);
        snapshot.display = Arc::new(settings.display.clone());
        snapshot.zone = display_zone(&settings.display);
        let plain = |warning: &Warning| matches!(warning, Warning::PlainHttp { .. } | Warning::PlainPassword { .. });
        // The password's way says more than that of the calendars.
        let warnings = warnings(settings);
        self.reasons.plain = warnings.iter().find(|warning| plain(warning)).map(Notice::from);
        let basic = |warning: &&Warning| matches!(warning, Warning::BothGrants | Warning::BasicForOffice365);
        let basic = warnings.iter().find(basic).map(Notice::from);
        let known = self.reasons.basic.take().filter(|known| Some(&known.notice) == basic.as_ref());
        // At the start of the program nobody has just saved anything.
        let saved = self.snapshot.version > 0;
        self.reasons.basic = known.or(basic.map(|notice| Granted { notice, saved }));
        self.changed = true;
    }

    /// Whether the last request failed for want of a ticket.
    pub(super) fn lacks_ticket(&self) -> bool {
        self.reasons.failure.as_ref().is_some_and(|(error, _)| causes::lacks_ticket(error.notice().code))
    }

    /// What is wrong with the files of settings and people.
    pub fn trouble(&mut self, notices: Vec<Notice>) {
        self.reasons.trouble = notices;
        self.changed = true;
    }

    /// Subjects and places may not be shown any more.
    pub fn forget_details(&mut self) {
        let strip = |schedule: &mut Arc<Schedule>| {
            Arc::make_mut(schedule).blocks.iter_mut().for_each(|block| block.details = None);
        };
        for observation in &mut self.snapshot.observations {
            observation.schedule.iter_mut().for_each(strip);
            observation.other_days.iter_mut().for_each(|days| strip(&mut days.schedule));
        }
        self.changed = true;
    }

    /// Somebody is being asked.
    pub fn asking(&mut self) {
        self.snapshot.refreshing = true;
        self.snapshot.next_refresh = None;
        self.changed = true;
    }

    /// Nobody is asked until `next`; none: until somebody does something.
    pub fn resting(&mut self, next: Option<DateTime<Utc>>) {
        self.snapshot.refreshing = false;
        self.snapshot.next_refresh = next;
        self.changed = true;
    }

    /// Everybody was asked at `at`, which took so long.
    pub fn completed(&mut self, at: DateTime<Utc>, took: Duration) {
        self.snapshot.last_complete = Some(at);
        self.snapshot.last_took = took;
        self.changed = true;
    }

    /// A batch of a refresh was answered.
    pub fn answered(&mut self, batch: &[usize], answer: Answer) {
        let at = self.server_answered(&answer);
        for (&index, result) in batch.iter().zip(answer.mailboxes) {
            let Some(observation) = self.snapshot.observations.get_mut(index) else { continue };
            match result {
                Ok(schedule) => {
                    let schedule = match &observation.schedule {
                        Some(known) => known.updated_by(schedule),
                        None => schedule,
                    };
                    observation.schedule = Some(Arc::new(schedule));
                    observation.as_of = Some(at);
                    (observation.doubtful, observation.error) = (false, None);
                }
                Err(error) => observation.error = Some(error),
            }
        }
    }

    /// A batch was answered for days that no refresh holds. Who failed is known of already, or will be by the next refresh.
    pub fn answered_other_days(&mut self, batch: &[usize], answer: Answer) {
        let as_of = self.server_answered(&answer);
        for (&index, result) in batch.iter().zip(answer.mailboxes) {
            if let (Some(observation), Ok(schedule)) = (self.snapshot.observations.get_mut(index), result) {
                observation.other_days = Some(OtherDays { schedule: Arc::new(schedule), as_of });
            }
        }
    }

    /// What an answer says of the server; when it came.
    pub(super) fn server_answered(&mut self, answer: &Answer) -> DateTime<Utc> {
        self.changed = true;
        self.reasons.failure = None;
        let (server, snapshot) = (&answer.server, &mut self.snapshot);
        snapshot.clock_ahead = server.clock_ahead.or(snapshot.clock_ahead);
        snapshot.server_version = server.version.clone().or_else(|| snapshot.server_version.take());
        server.at
    }

    /// A request failed as a whole.
    pub fn failed(&mut self, error: SourceError, at: DateTime<Utc>) {
        self.reasons.failure = Some((error, at));
        self.changed = true;
    }

    /// A request for one person failed, which says nothing of the others.
    pub fn failed_alone(&mut self, index: usize, error: &SourceError) {
        if let Some(observation) = self.snapshot.observations.get_mut(index) {
            observation.error = Some(of_one(error));
            self.changed = true;
        }
    }

    /// Who signs in, where and how.
    pub fn asks_as(&mut self, whom: Whom) {
        self.is_at(&whom.server);
        (self.snapshot.account, self.snapshot.way) = (whom.account, whom.way);
        self.changed = true;
    }

    /// What is known of one server says nothing of another.
    fn is_at(&mut self, server: &str) {
        if self.snapshot.server != server {
            (self.snapshot.clock_ahead, self.snapshot.server_version) = (None, None);
            server.clone_into(&mut self.snapshot.server);
        }
    }

    /// How far a sign-in has come; none where there is none any more.
    pub fn signing(&mut self, progress: Option<SignInProgress>) {
        self.snapshot.sign_in = progress.map(Arc::new);
        self.changed = true;
    }

    /// What the sign-in guard knows; none where nothing can be asked.
    pub fn protected(&mut self, protection: Option<Protection>) {
        if self.snapshot.protection.as_deref() != protection.as_ref() {
            self.snapshot.protection = protection.map(Arc::new);
            self.changed = true;
        }
    }

    /// Why nothing is asked at all; none where something is.
    pub fn idle(&mut self, notice: Option<Notice>) {
        self.reasons.idle = notice;
        self.changed = true;
    }

    /// Another account or server, or the same one reached in another way: what failed before says nothing any more.
    pub fn forget_failure(&mut self) {
        self.reasons.failure = None;
        self.changed = true;
    }

    /// To be said once.
    pub fn tell(&mut self, notice: Notice) {
        let number = self.snapshot.news.as_ref().map_or(0, |news| news.number) + 1;
        self.snapshot.news = Some(News { number, notice });
        self.changed = true;
    }

    /// What was known is no longer trusted until it is answered again.
    pub fn doubt_everything(&mut self) {
        for observation in &mut self.snapshot.observations {
            observation.doubtful = true;
            observation.other_days = None;
        }
        self.changed = true;
    }

    /// Another roster; what is known of people who stay, stays.
    pub fn replace_roster(&mut self, roster: Arc<Roster>) {
        let guests = self.snapshot.directory.guests.iter().map(|guest| (&guest.person, &guest.observation));
        let known = std::iter::zip(&self.snapshot.roster.people, &self.snapshot.observations);
        let known: std::collections::HashMap<_, _> =
            guests.chain(known).map(|(person, observation)| (person.key(), observation.clone())).collect();
        self.snapshot.observations =
            roster.people.iter().map(|person| known.get(&person.key()).cloned().unwrap_or_default()).collect();
        self.snapshot.roster = roster;
        self.changed = true;
    }

    /// The next snapshot, where it says anything else than the last one.
    pub fn publish(&mut self, now: DateTime<Utc>) -> Option<Snapshot> {
        let causes = causes::causes(&self.reasons, &self.snapshot, now);
        if !self.changed && causes == self.snapshot.causes {
            return None;
        }
        self.changed = false;
        self.snapshot.version += 1;
        self.snapshot.board = causes::board(&self.reasons, &self.snapshot);
        self.snapshot.causes = causes;
        Some(self.snapshot.clone())
    }
}

/// What the failure of a request for one person alone means for that person.
pub(super) fn of_one(error: &SourceError) -> MailboxError {
    use crate::account::ChannelError::Net;
    use crate::net::NetError;
    let (kind, code) = match error {
        SourceError::Channel(Net(NetError::TooLarge { limit_mib, .. })) => {
            (MailboxErrorKind::TooMuch, format!("> {limit_mib} MiB"))
        }
        SourceError::Channel(_) => (MailboxErrorKind::Passing, "no answer".to_owned()),
        SourceError::Fault { code } | SourceError::GraphFault { code, .. } => (MailboxErrorKind::Other, code.clone()),
        SourceError::Status { status, .. } => (MailboxErrorKind::Other, format!("HTTP {status}")),
        SourceError::NotUnderstood { .. } => (MailboxErrorKind::Unreadable, "XML".to_owned()),
        SourceError::TooManyMailboxes => (MailboxErrorKind::TooMuch, "HTTP 413".to_owned()),
        SourceError::WindowTooLong => (MailboxErrorKind::TooMuch, "ErrorResultSetTooBig".to_owned()),
        _ => (MailboxErrorKind::Other, error.to_string()),
    };
    MailboxError { kind, code }
}

/// The zone in which times are shown: the setting, else the environment's `TZ` where it names one, else the system's, else
/// UTC.
pub fn display_zone(display: &Display) -> Zone {
    let named = |name: String| Zone::from_name(name.trim_start_matches(':'));
    let environment = || std::env::var("TZ").ok().and_then(named);
    let system = || iana_time_zone::get_timezone().ok().and_then(named);
    display.zone.map(Zone::Named).or_else(environment).or_else(system).unwrap_or(Zone::UTC)
}

/// How far something that began at `since` has come.
pub(super) fn elapsed(since: DateTime<Utc>, now: DateTime<Utc>) -> Duration {
    (now - since).max(TimeDelta::zero()).to_std().unwrap_or_default()
}
