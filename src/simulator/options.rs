//! How a simulator is set up, and why it may refuse to start.

use super::entra::Registration;
use super::scenario::Timeline;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

/// How a simulator is set up. [`Options::default`] is the demo's: 60 people on a free loopback port.
#[derive(Clone)]
pub struct Options {
    /// Where the server listens; loopback only. Port 0 takes a free one.
    pub listen: SocketAddr,
    /// How many people work in the company, 1 to [`Options::MAX_PEOPLE`].
    pub people: usize,
    /// The company's date and time at the start; it runs on from there. `None`: the real time.
    pub start_at: Option<DateTime<Utc>>,
    /// The zone in which most of the company works.
    pub zone: Tz,
    /// Another seed makes another company.
    pub seed: u64,
    /// Which Exchange this is.
    pub generation: Generation,
    /// When the account locks.
    pub lockout: LockoutPolicy,
    /// What a request may ask for at most.
    pub limits: Limits,
    /// How answers write the times of calendar items.
    pub time_form: TimeForm,
    /// How long every request takes at least, its own work included.
    pub latency: Duration,
    /// The address of the account that may sign in; its part before `@` and `DOMAIN\part` are accepted too.
    pub account: String,
    /// The account's password.
    pub password: String,
    /// The application in the directory of the stand-in for Microsoft's sign-in service.
    pub entra: Registration,
    /// The ways to sign in.
    pub offer: Offer,
    /// For `https`; plain HTTP without it.
    pub tls: Option<Tls>,
    /// Scenarios to replay, in seconds after the start.
    pub timeline: Timeline,
}

impl Options {
    /// As many people as there are distinct plausible names for.
    pub const MAX_PEOPLE: usize = 5000;

    /// Whether these options can be started.
    ///
    /// # Errors
    /// [`SimulatorError::NotLoopback`] and [`SimulatorError::People`].
    pub fn validate(&self) -> Result<(), SimulatorError> {
        if !self.listen.ip().is_loopback() {
            return Err(SimulatorError::NotLoopback(self.listen));
        }
        if !(1..=Self::MAX_PEOPLE).contains(&self.people) {
            return Err(SimulatorError::People(self.people));
        }
        Ok(())
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            people: 60,
            start_at: None,
            zone: chrono_tz::Europe::Berlin,
            seed: 1,
            generation: Generation::ExchangeSe,
            lockout: LockoutPolicy::default(),
            limits: Limits::default(),
            time_form: TimeForm::default(),
            latency: Duration::ZERO,
            account: "reception@aldermoor.example".to_owned(),
            password: "Lantern-Harbour-31".to_owned(),
            entra: Registration::default(),
            offer: Offer::default(),
            tls: None,
            timeline: Timeline::default(),
        }
    }
}

/// Which ways to sign in a server offers, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// In the order in which a 401 names them.
    pub schemes: Vec<Scheme>,
    /// All in one `WWW-Authenticate` header, with commas between them; otherwise one header each.
    pub in_one_header: bool,
    /// For NTLM and Negotiate.
    pub extended_protection: ExtendedProtection,
}

impl Offer {
    /// These schemes, one header each, without Extended Protection.
    pub fn of(schemes: &[Scheme]) -> Self {
        Self { schemes: schemes.to_vec(), in_one_header: false, extended_protection: ExtendedProtection::Off }
    }
}

/// Basic alone.
impl Default for Offer {
    fn default() -> Self {
        Self::of(&[Scheme::Basic])
    }
}

/// A way to sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// Name and password with each request (RFC 7617).
    Basic,
    /// NTLM version 2, once a connection.
    Ntlm,
    /// SPNEGO, once a connection; it carries NTLM here.
    Negotiate,
}

impl Scheme {
    /// As HTTP names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Basic => "Basic",
            Self::Ntlm => "NTLM",
            Self::Negotiate => "Negotiate",
        }
    }
}

/// Whether a sign-in must be bound to the server's certificate, in the words of IIS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ExtendedProtection {
    /// A binding is not looked at.
    #[default]
    Off,
    /// A binding must be right; none is right too.
    Allow,
    /// There must be a right one.
    Require,
}

/// A server's side of TLS.
#[derive(Clone)]
pub struct Tls {
    /// With its certificate and key.
    pub config: Arc<rustls::ServerConfig>,
    /// The hash of that certificate which channel bindings are made of (RFC 5929): SHA-256 for most.
    pub certificate_hash: Vec<u8>,
}

/// When a domain controller locks an account, in the words of its password policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LockoutPolicy {
    /// Refused logons until the account locks; 0 never locks.
    pub threshold: u32,
    /// The count starts again this long after the *last* refused logon.
    pub counting_window: Duration,
    /// How long a locked account stays locked; zero: until an administrator unlocks it.
    pub lock_duration: Duration,
    /// Whether a refused password that equals one of the two before the present one is left uncounted.
    pub forgives_recent_passwords: bool,
}

impl Default for LockoutPolicy {
    fn default() -> Self {
        Self {
            threshold: 5,
            counting_window: Duration::from_secs(30 * 60),
            lock_duration: Duration::from_secs(30 * 60),
            forgives_recent_passwords: false,
        }
    }
}

/// What one request may ask for at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Mailboxes in one availability request, also after distribution lists were expanded.
    pub mailboxes: usize,
    /// Days in an availability window.
    pub window_days: u32,
    /// Calendar items in the answer for one mailbox.
    pub events: usize,
    /// Bytes of a request's body.
    pub request_bytes: usize,
    /// Microsoft Graph: schedules in one `getSchedule`.
    pub schedules: usize,
    /// Microsoft Graph: days that a window has to stay below.
    pub graph_days: u32,
    /// Microsoft Graph: requests in ten minutes, those inside a `$batch` counted one by one.
    pub graph_requests: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            mailboxes: 100,
            window_days: 42,
            events: 1000,
            request_bytes: 64 << 20,
            schedules: 20,
            graph_days: 62,
            graph_requests: 10_000,
        }
    }
}

/// How answers write times. All three forms are met on real servers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TimeForm {
    /// Wall time of the request's zone, without an offset.
    #[default]
    Wall,
    /// Wall time of the request's zone with its offset, `+01:00`.
    Offset,
    /// UTC with `Z`.
    Utc,
}

/// Which Exchange the simulator plays: its build number, its schema levels, its way with faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Generation {
    /// Exchange Server 2007, Service Pack 1.
    Exchange2007Sp1,
    /// Exchange Server 2010, Service Pack 2.
    Exchange2010Sp2,
    /// Exchange Server 2013, Service Pack 1.
    Exchange2013Sp1,
    /// Exchange Server 2016.
    Exchange2016,
    /// Exchange Server 2019.
    Exchange2019,
    /// Exchange Server Subscription Edition.
    ExchangeSe,
}

/// Why a simulator did not start.
#[derive(Debug, thiserror::Error)]
pub enum SimulatorError {
    /// Its password is public, so it stays on this computer.
    #[error("the built-in server listens on loopback only (127.0.0.1 or [::1]), not on {0}")]
    NotLoopback(SocketAddr),
    /// The address is taken, or not this computer's.
    #[error("cannot listen on {address}: {cause}; choose another port with --listen")]
    Listen {
        /// What was asked for.
        address: SocketAddr,
        /// What the operating system said.
        cause: std::io::Error,
    },
    /// Nobody, or more than there are names for.
    #[error("the company has 1 to {max} people, not {0}", max = Options::MAX_PEOPLE)]
    People(usize),
    /// A scenario file that is not what [`Timeline`] documents.
    #[error("the scenario file is not valid: {0}")]
    Timeline(#[from] serde_json::Error),
    /// Standard output was closed before the announcement could be written.
    #[error("cannot write the announcement: {0}")]
    Announce(std::io::Error),
}
