//! The settings as values. The text form is `schema = 1` of the documented TOML file; names are the file's dotted keys.

use chrono_tz::Tz;
use std::path::PathBuf;
use std::time::Duration;
use url::Url;
use uuid::Uuid;

/// Everything that can be set. [`Settings::default`] is a new installation: nothing configured yet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// `enabled`: off stops all requests and keeps everything else.
    pub enabled: Enabled,
    /// `provider`: where the calendars are.
    pub provider: Provider,
    /// `refresh_interval_seconds`: counted from the end of a refresh.
    pub refresh_interval: RefreshInterval,
    /// `[exchange]`
    pub exchange: Exchange,
    /// `[office365]`
    pub office365: Office365,
    /// `[display]`
    pub display: Display,
    /// `[privacy]`
    pub privacy: Privacy,
    /// `[network]`
    pub network: Network,
    /// `[protection]`
    pub protection: Protection,
    /// `[people]`
    pub people: People,
}

/// Whether the program asks the server at all; on by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Enabled(pub bool);

impl Default for Enabled {
    fn default() -> Self {
        Self(true)
    }
}

/// Time between the end of a refresh and the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RefreshInterval(u32);

impl RefreshInterval {
    /// Shortest interval, in seconds.
    pub const MIN: u32 = 30;
    /// Longest interval, in seconds.
    pub const MAX: u32 = 3600;

    /// `None` outside [`Self::MIN`]`..=`[`Self::MAX`].
    pub fn from_seconds(seconds: u32) -> Option<Self> {
        (Self::MIN..=Self::MAX).contains(&seconds).then_some(Self(seconds))
    }

    /// In seconds.
    pub fn seconds(self) -> u32 {
        self.0
    }

    /// As a duration.
    pub fn duration(self) -> Duration {
        Duration::from_secs(self.0.into())
    }
}

impl Default for RefreshInterval {
    fn default() -> Self {
        Self(60)
    }
}

/// Where the calendars are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Provider {
    /// `exchange`: a server on site, through EWS.
    #[default]
    Exchange,
    /// `office365`: Microsoft's cloud.
    Office365,
}

/// `[exchange]`: a server on site.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Exchange {
    /// `exchange.version`
    pub version: ExchangeVersion,
    /// `exchange.ews_url`: `https://host/EWS/Exchange.asmx`. None: not configured yet.
    pub ews_url: Option<Url>,
    /// `exchange.account`
    pub account: ExchangeAccount,
    /// `exchange.authentication`
    pub authentication: Authentication,
    /// `exchange.username`: `DOMAIN\user` or `user@domain`; empty: not configured yet. For [`ExchangeAccount::Typed`] only.
    pub username: String,
}

/// `exchange.version`: which schema level requests name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ExchangeVersion {
    /// `detect`: by the server's own header.
    #[default]
    Detect,
    /// `Exchange2007_SP1`
    Exchange2007Sp1,
    /// `Exchange2010`
    Exchange2010,
    /// `Exchange2010_SP1`
    Exchange2010Sp1,
    /// `Exchange2010_SP2`
    Exchange2010Sp2,
    /// `Exchange2013`
    Exchange2013,
    /// `Exchange2013_SP1`: 2013 SP1 or newer
    Exchange2013Sp1,
}

/// `exchange.account`: who reads the calendars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ExchangeAccount {
    /// `typed`: the account of `exchange.username`, with a password.
    #[default]
    Typed,
    /// `signed-in`: whoever is signed in to this computer, or has a Kerberos ticket; nothing is typed.
    SignedIn,
}

/// `exchange.authentication`: how the account is proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Authentication {
    /// `automatic`: by the server's challenge.
    #[default]
    Automatic,
    /// `basic`
    Basic,
    /// `ntlm`
    Ntlm,
    /// `negotiate`: NTLM within it for a typed password; Kerberos, else NTLM, for the signed-in user.
    Negotiate,
    /// `kerberos`: Negotiate with Kerberos and nothing else.
    Kerberos,
}

/// `[office365]`: Microsoft's cloud.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Office365 {
    /// `office365.api`
    pub api: Office365Api,
    /// `office365.grant_basic`: discouraged, and no longer served by Microsoft. Off by default.
    pub grant_basic: bool,
    /// `office365.grant_modern`: OAuth 2.
    pub grant_modern: bool,
    /// `office365.username`: who signs in with name and password; empty: it is asked for with the password.
    pub username: String,
    /// `office365.tenant_id`: the directory (tenant) ID.
    pub tenant_id: Option<Uuid>,
    /// `office365.client_id`: the application (client) ID.
    pub client_id: Option<Uuid>,
    /// `office365.calendar_permission`
    pub calendar_permission: CalendarPermission,
    /// `office365.cloud`
    pub cloud: Cloud,
    /// `office365.authority`, for [`Cloud::Custom`] only.
    pub authority: Option<Url>,
    /// `office365.graph_url`, for [`Cloud::Custom`] only.
    pub graph_url: Option<Url>,
    /// `office365.ews_url`, for [`Cloud::Custom`] only.
    pub ews_url: Option<Url>,
}

/// `office365.api`: how Microsoft's cloud is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Office365Api {
    /// `graph`
    #[default]
    Graph,
    /// `ews`: only while the tenant still allows it.
    Ews,
}

/// `office365.calendar_permission`: what Microsoft Graph is asked to let this program do with calendars. Both read only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CalendarPermission {
    /// `Calendars.Read`
    #[default]
    Read,
    /// `Calendars.ReadBasic`: the stricter one, without the bodies of items.
    ReadBasic,
}

/// `office365.cloud`: which of Microsoft's clouds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Cloud {
    /// `worldwide`
    #[default]
    Worldwide,
    /// `us-gcc-high`
    UsGccHigh,
    /// `us-dod`
    UsDod,
    /// `china`
    China,
    /// `custom`: authority, Graph and EWS addresses are typed.
    Custom,
}

/// `[display]`: what the window looks like and which words it uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Display {
    /// `display.language`: `en`, `it`; none follows the system.
    pub language: Option<String>,
    /// `display.theme`
    pub theme: Theme,
    /// `display.density`
    pub density: Density,
    /// `display.zone`: an IANA name; none follows the system.
    pub zone: Option<Tz>,
    /// `display.day_start`: first hour of the time grid, 0 to 23.
    pub day_start: u8,
    /// `display.day_end`: hour at which the time grid ends, 1 to 24, after `day_start`.
    pub day_end: u8,
    /// `display.minimum_gap_minutes`: shorter gaps do not make a person available.
    pub minimum_gap_minutes: u16,
    /// `display.tentative_reachable`
    pub tentative_reachable: bool,
    /// `display.elsewhere_reachable`
    pub elsewhere_reachable: bool,
    /// `display.text_percent`: 80 to 250.
    pub text_percent: u16,
}

impl Default for Display {
    fn default() -> Self {
        Self {
            language: None,
            theme: Theme::System,
            density: Density::Normal,
            zone: None,
            day_start: 7,
            day_end: 19,
            minimum_gap_minutes: 15,
            tentative_reachable: false,
            elsewhere_reachable: true,
            text_percent: 100,
        }
    }
}

/// `display.theme`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// `system`
    #[default]
    System,
    /// `light`
    Light,
    /// `dark`
    Dark,
    /// `high-contrast`
    HighContrast,
}

/// `display.density`: height of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Density {
    /// `compact`: 22 px
    Compact,
    /// `normal`: 28 px
    #[default]
    Normal,
    /// `roomy`: 40 px
    Roomy,
}

/// `[privacy]`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Privacy {
    /// `privacy.details`: ask for subjects and places too. Off by default: only times and types are requested.
    pub details: bool,
    /// `privacy.automatic_replies`: ask for the automatic replies of the people on screen. On by default: whoever writes to
    /// them reads the same.
    pub automatic_replies: bool,
}

impl Default for Privacy {
    fn default() -> Self {
        Self { details: false, automatic_replies: true }
    }
}

/// `[network]`
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Network {
    /// `network.proxy`
    pub proxy: Proxy,
    /// `network.ca_file`: extra certificates (PEM) to trust, beside the system's store.
    pub ca_file: Option<PathBuf>,
    /// `network.basic_over_http`: lets a password leave over plain `http://`. Off by default; loopback needs it not.
    pub basic_over_http: bool,
}

/// `network.proxy`: `system`, `none`, or an address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Proxy {
    /// What the system has set.
    #[default]
    System,
    /// Straight to the server.
    None,
    /// This one.
    Manual(Url),
}

/// `[protection]`
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Protection {
    /// `protection.shared_folder`: where several desks use one account, a folder on a network share that carries the stop
    /// from one to the others. None: each desk is on its own.
    pub shared_folder: Option<PathBuf>,
}

/// `[people]`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct People {
    /// `people.file`: the roster; none: `people.csv` beside the settings file.
    pub file: Option<PathBuf>,
    /// `people.directory_search`: a search looks in the server's directory too. On by default.
    pub directory_search: bool,
}

impl Default for People {
    fn default() -> Self {
        Self { file: None, directory_search: true }
    }
}
