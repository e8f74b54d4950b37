//! The ways in which the server can misbehave, and timelines of them.

use super::autodiscover::DiscoveryForm;
use super::entra::EntraDoor;
use serde::{Deserialize, Serialize};

/// What the server does instead of answering properly. The JSON form is `{"scenario": "slow", "seconds": 5}`;
/// parameters that are left out take the defaults given here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[serde(tag = "scenario", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Scenario {
    /// Everything works. Unlocks and enables the account, and keeps its present password.
    #[default]
    Normal,
    /// Somebody else changes the account's password to a new one, which [`crate::simulator::Control::state`] tells.
    PasswordChanged,
    /// The account locks at few refused logons, and somebody else changes its password: what the desk does then is
    /// counted as a domain controller counts it, until another scenario begins.
    LockoutDrill {
        /// Refused logons until the account locks; 0 never locks.
        #[serde(default = "three")]
        threshold: u32,
    },
    /// Somebody else locks the account: it is refused with the right password too.
    AccountLocked,
    /// An administrator disables the account: it is refused with the right password too.
    AccountDisabled,
    /// Connections that are signed in have to sign in again: a 401 where nobody expects one. Basic does not notice.
    SignInForgotten,
    /// The server tells everybody to wait.
    TooManyRequests {
        /// How it says so.
        #[serde(default)]
        form: BusyForm,
        /// For how long, in seconds; 300 is what real servers ask for. 0: a status line that names no wait.
        #[serde(default = "five_minutes")]
        wait_seconds: u32,
    },
    /// Nobody answers at the server's address.
    ServerDown {
        /// How connections fail.
        #[serde(default)]
        form: DownForm,
    },
    /// Right answers, late.
    Slow {
        /// How late, in seconds.
        #[serde(default = "ten_seconds")]
        seconds: f64,
    },
    /// The connection ends in the middle of the answer's body.
    HalfAnswer,
    /// A web page with status 200, as a captive portal or a proxy sends it, before any sign-in.
    Nonsense,
    /// Right answers whose `Date` is wrong.
    WrongClock {
        /// How far ahead the server's clock is, in minutes; may be negative.
        #[serde(default = "ten_minutes")]
        minutes: i32,
    },
    /// A redirect to a log-on page in front of the server, before any sign-in.
    LogOnPage,
    /// 403 after the sign-in: EWS is blocked for this account or program.
    Forbidden,
    /// 404, before any sign-in: wrong path, or not an Exchange.
    NotFound,
    /// 500 with a SOAP fault.
    InternalError,
    /// An answer without end: one availability answer that repeats calendar items.
    HugeAnswer {
        /// Size in mebibytes.
        #[serde(default = "two_hundred")]
        mebibytes: u32,
    },
    /// The request is read and judged (a wrong password counts), but no status line ever comes.
    NoAnswer {
        /// What happens to the connection.
        #[serde(default)]
        form: SilenceForm,
    },
    /// One person's calendar contains what it should not; everybody else's is as usual.
    OddPerson {
        /// What it contains.
        #[serde(default)]
        form: OddForm,
    },
    /// Finding the server leads somewhere else, or nowhere. Exchange itself is well.
    Autodiscover {
        /// What is answered.
        #[serde(default)]
        form: DiscoveryForm,
        /// An address of the web or of mail, as the form wants it.
        #[serde(default)]
        to: String,
    },
    /// Office 365: the sign-in service answers with one of its errors.
    EntraError {
        /// The number (`AADSTS…`); `error` and `suberror` follow from it.
        #[serde(default = "revoked")]
        aadsts: u32,
        /// Where.
        #[serde(default)]
        at: EntraDoor,
    },
    /// Office 365: Exchange wants a token that was asked for with certain claims.
    ClaimsChallenge {
        /// Whether asking with these claims is refused: a person has to sign in.
        #[serde(default)]
        refused: bool,
    },
    /// Office 365: Exchange refuses every token, however new.
    TokensRefused,
    /// Office 365: all access tokens end now, once.
    TokensExpired,
    /// Office 365: an administrator revokes all sign-ins, once.
    TokensRevoked,
    /// Office 365: the tenant does not allow Exchange Web Services to this application: 403 for every token. Graph answers.
    EwsBlocked,
    /// Microsoft Graph: it answers with one of its errors, after the sign-in.
    GraphError {
        /// The HTTP status.
        #[serde(default = "internal_error")]
        status: u16,
        /// The error's `code`; may be empty.
        #[serde(default = "internal_error_code")]
        code: String,
        /// The `code` of the error inside it.
        #[serde(default)]
        inner_code: Option<String>,
        /// `Retry-After` in seconds, with decimals.
        #[serde(default)]
        wait_seconds: Option<f64>,
        /// Only this part of a `$batch`, counted from 0; without it every request, inside a `$batch` or not.
        #[serde(default)]
        part: Option<usize>,
        /// How it is written.
        #[serde(default)]
        form: GraphErrorForm,
    },
    /// Microsoft Graph: one person's entry is an error inside a 200.
    GraphPerson {
        /// Its `responseCode`.
        #[serde(default = "not_found_number")]
        code: String,
    },
}

impl Scenario {
    /// The name, as in the JSON form.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::PasswordChanged => "password-changed",
            Self::LockoutDrill { .. } => "lockout-drill",
            Self::AccountLocked => "account-locked",
            Self::AccountDisabled => "account-disabled",
            Self::SignInForgotten => "sign-in-forgotten",
            Self::TooManyRequests { .. } => "too-many-requests",
            Self::ServerDown { .. } => "server-down",
            Self::Slow { .. } => "slow",
            Self::HalfAnswer => "half-answer",
            Self::Nonsense => "nonsense",
            Self::WrongClock { .. } => "wrong-clock",
            Self::LogOnPage => "log-on-page",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not-found",
            Self::InternalError => "internal-error",
            Self::HugeAnswer { .. } => "huge-answer",
            Self::NoAnswer { .. } => "no-answer",
            Self::OddPerson { .. } => "odd-person",
            Self::Autodiscover { .. } => "autodiscover",
            Self::EntraError { .. } => "entra-error",
            Self::ClaimsChallenge { .. } => "claims-challenge",
            Self::TokensRefused => "tokens-refused",
            Self::TokensExpired => "tokens-expired",
            Self::TokensRevoked => "tokens-revoked",
            Self::EwsBlocked => "ews-blocked",
            Self::GraphError { .. } => "graph-error",
            Self::GraphPerson { .. } => "graph-person",
        }
    }

    /// Every scenario of Office 365 once, with its default parameters.
    pub fn office365() -> Vec<Self> {
        vec![
            Self::EntraError { aadsts: revoked(), at: EntraDoor::default() },
            Self::ClaimsChallenge { refused: false },
            Self::TokensRefused,
            Self::TokensExpired,
            Self::TokensRevoked,
            Self::EwsBlocked,
            Self::GraphError {
                status: internal_error(),
                code: internal_error_code(),
                inner_code: None,
                wait_seconds: None,
                part: None,
                form: GraphErrorForm::default(),
            },
            Self::GraphPerson { code: not_found_number() },
        ]
    }

    /// Every scenario of a server on site once, with its default parameters, in the order of a menu.
    pub fn all() -> Vec<Self> {
        vec![
            Self::Normal,
            Self::PasswordChanged,
            Self::LockoutDrill { threshold: three() },
            Self::AccountLocked,
            Self::AccountDisabled,
            Self::SignInForgotten,
            Self::TooManyRequests { form: BusyForm::default(), wait_seconds: five_minutes() },
            Self::ServerDown { form: DownForm::default() },
            Self::Slow { seconds: ten_seconds() },
            Self::HalfAnswer,
            Self::Nonsense,
            Self::WrongClock { minutes: ten_minutes() },
            Self::LogOnPage,
            Self::Forbidden,
            Self::NotFound,
            Self::InternalError,
            Self::HugeAnswer { mebibytes: two_hundred() },
            Self::NoAnswer { form: SilenceForm::default() },
            Self::OddPerson { form: OddForm::default() },
        ]
    }
}

/// How a busy server says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
pub enum BusyForm {
    /// 500 with the SOAP fault `ErrorServerBusy` and `BackOffMilliseconds`, after the sign-in.
    #[default]
    Fault,
    /// 200, every mailbox answered with `ErrorServerBusy`, after the sign-in.
    Message,
    /// 503 with `Retry-After`, before the sign-in.
    ServiceUnavailable,
    /// 429 with `Retry-After`, before the sign-in.
    TooManyRequests,
    /// 503 with a `Retry-After` that is an HTTP date, before the sign-in.
    RetryDate,
    /// 500 with the concurrency fault, which names no wait, after the sign-in.
    Concurrency,
}

/// How a server that is down fails a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
pub enum DownForm {
    /// Nothing listens: connections are refused.
    #[default]
    Refused,
    /// Connections are accepted and closed at once.
    Closed,
}

/// What becomes of a connection whose request is not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
pub enum SilenceForm {
    /// It stays open.
    #[default]
    Open,
    /// It is closed.
    Closed,
}

/// What an odd calendar contains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
pub enum OddForm {
    /// An item of a busy type that no schema knows.
    #[default]
    UnknownType,
    /// An item whose start is no time.
    OddTime,
    /// An item that ends before it starts.
    BackwardItem,
    /// A character reference that XML 1.0 forbids.
    ForbiddenCharacter,
    /// `NoError`, but the view `None`.
    NothingGranted,
}

fn three() -> u32 {
    3
}

/// How an error of Microsoft Graph is written. All are met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
pub enum GraphErrorForm {
    /// With an `innerError` that carries date and ids.
    #[default]
    Usual,
    /// The same, in lower case and nested twice.
    Lowercase,
    /// Without one.
    Bare,
    /// Without a body.
    Empty,
}

fn internal_error() -> u16 {
    500
}

fn internal_error_code() -> String {
    "ErrorInternalServerError".to_owned()
}

fn not_found_number() -> String {
    "5009".to_owned()
}

fn five_minutes() -> u32 {
    300
}

fn ten_seconds() -> f64 {
    10.0
}

fn ten_minutes() -> i32 {
    10
}

fn revoked() -> u32 {
    50173
}

fn two_hundred() -> u32 {
    200
}

/// One step of a [`Timeline`] or of the control interface: a scenario, and for how many requests.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// What to do.
    #[serde(flatten)]
    pub scenario: Scenario,
    /// For this many requests, then [`Scenario::Normal`] again; without it until the next order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
}

/// A JSON list of scenarios with their times, for `simulate --scenario FILE`:
/// `[{"after_seconds": 30, "scenario": "password-changed"}, {"after_seconds": 90, "scenario": "slow", "seconds": 3}]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[serde(transparent)]
pub struct Timeline {
    /// In any order.
    pub steps: Vec<TimelineStep>,
}

/// One entry of a [`Timeline`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TimelineStep {
    /// Counted from the start of the server.
    pub after_seconds: f64,
    /// What happens then.
    #[serde(flatten)]
    pub order: Order,
}

impl Timeline {
    /// Reads the JSON form.
    ///
    /// # Errors
    /// What is wrong and where, as the JSON reader puts it.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scenario_can_be_written_and_read_by_its_name_alone() {
        for scenario in Scenario::all().into_iter().chain(Scenario::office365()) {
            let by_name = format!("{{\"scenario\": \"{}\"}}", scenario.name());
            assert_eq!(serde_json::from_str::<Scenario>(&by_name).expect("by name"), scenario);
            let written = serde_json::to_string(&scenario).expect("written");
            assert_eq!(serde_json::from_str::<Scenario>(&written).expect("read back"), scenario);
        }
    }

    #[test]
    fn a_timeline_carries_parameters_and_times() {
        let timeline = Timeline::from_json(
            r#"[{"after_seconds": 1.5, "scenario": "too-many-requests", "form": "service-unavailable", "wait_seconds": 7},
                {"after_seconds": 9, "scenario": "no-answer", "times": 1}]"#,
        )
        .expect("a timeline");
        assert_eq!(timeline.steps[0].after_seconds, 1.5);
        assert_eq!(
            timeline.steps[0].order.scenario,
            Scenario::TooManyRequests { form: BusyForm::ServiceUnavailable, wait_seconds: 7 }
        );
        assert_eq!(timeline.steps[1].order.times, Some(1));
    }

    #[test]
    fn typing_mistakes_are_refused() {
        for text in [
            r#"[{"scenario": "slow"}]"#,
            r#"[{"after_seconds": 1, "scenario": "slow", "second": 5}]"#,
            r#"[{"after_seconds": 1, "scenario": "slowly"}]"#,
            r#"[{"after_seconds": 1, "scenario": "server-down", "form": "refuse"}]"#,
            r#"{"after_seconds": 1, "scenario": "slow"}"#,
        ] {
            assert!(Timeline::from_json(text).is_err(), "{text}");
        }
    }
}
