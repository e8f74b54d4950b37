//! The token service's errors. `error` and `suberror` decide, the number (`AADSTS…`) chooses the words.

use crate::guard::RefusalKind;
use crate::words::{EntraError, Notice, Who};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fmt;

/// Longer ids are none: they are somebody else's text, and end up before people.
const LONGEST_ID: usize = 64;

/// What an error means for the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AnswerClass {
    /// A person has to sign in (again); nothing is tried silently.
    SignInNeeded,
    /// The registration or the settings are wrong; nothing is tried until they change.
    Registration,
    /// It passes by itself.
    Passing,
    /// The person said no.
    Declined,
    /// A device code that nobody has entered yet.
    Pending,
    /// The same, asked too often.
    SlowDown,
    /// A device code whose time is over.
    Expired,
}

/// An error answer of the token service, or of the browser's redirect.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Raw")]
pub struct ErrorAnswer {
    /// The kind, as OAuth names it.
    pub error: String,
    /// Microsoft's finer kind.
    pub suberror: Option<String>,
    /// Every number that the answer names, the ones of `error_codes` first.
    pub numbers: Vec<u32>,
    /// What the next interactive sign-in has to ask for, as JSON; handed on untouched.
    pub claims: Option<String>,
    /// For the service's own log.
    pub correlation_id: Option<String>,
    /// For the service's own log.
    pub trace_id: Option<String>,
    /// When, as the service writes it.
    pub timestamp: Option<String>,
}

/// As it is met in the wild: with fields missing, and numbers in several forms.
#[derive(Deserialize)]
struct Raw {
    error: String,
    #[serde(default)]
    suberror: Value,
    #[serde(default)]
    error_codes: Value,
    #[serde(default)]
    error_description: Value,
    #[serde(default)]
    claims: Value,
    #[serde(default)]
    correlation_id: Value,
    #[serde(default)]
    trace_id: Value,
    #[serde(default)]
    timestamp: Value,
}

impl From<Raw> for ErrorAnswer {
    fn from(raw: Raw) -> Self {
        let text = |value: Value| value.as_str().filter(|text| !text.is_empty()).map(str::to_owned);
        let id = |value: Value| {
            text(value).filter(|id| id.len() <= LONGEST_ID && id.chars().all(|c| c.is_ascii_graphic() || c == ' '))
        };
        let mut numbers = listed(&raw.error_codes);
        for number in raw.error_description.as_str().map(named).unwrap_or_default() {
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
        Self {
            error: raw.error,
            suberror: text(raw.suberror),
            numbers,
            claims: text(raw.claims),
            correlation_id: id(raw.correlation_id),
            trace_id: id(raw.trace_id),
            timestamp: id(raw.timestamp),
        }
    }
}

/// `[50057]`, `50057`, `"50057"` and `"[500011]"` are all met.
fn listed(value: &Value) -> Vec<u32> {
    match value {
        Value::Array(all) => all.iter().flat_map(listed).collect(),
        Value::Number(number) => number.as_u64().and_then(|number| number.try_into().ok()).into_iter().collect(),
        Value::String(text) => text.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect(),
        _ => Vec::new(),
    }
}

/// The numbers that a description names as `AADSTS…`.
fn named(description: &str) -> Vec<u32> {
    let after = description.split("AADSTS").skip(1);
    after
        .filter_map(|rest| {
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            rest.get(..end)?.parse().ok()
        })
        .collect()
}

impl ErrorAnswer {
    /// From the parameters of a redirect.
    pub(super) fn from_redirect(error: &str, description: &str) -> Self {
        let description = Value::String(description.to_owned());
        let none = || Value::Null;
        Self::from(Raw {
            error: error.to_owned(),
            suberror: none(),
            error_codes: none(),
            error_description: description,
            claims: none(),
            correlation_id: none(),
            trace_id: none(),
            timestamp: none(),
        })
    }

    /// Reads a body; none where it is not one of this service.
    pub(super) fn read(body: &[u8]) -> Option<Self> {
        serde_json::from_slice(body).ok()
    }

    /// What it means for the program.
    pub fn class(&self) -> AnswerClass {
        let by_error = match self.error.as_str() {
            "interaction_required" | "login_required" | "consent_required" | "invalid_grant" => {
                AnswerClass::SignInNeeded
            }
            "temporarily_unavailable" | "server_error" => return AnswerClass::Passing,
            "access_denied" | "authorization_declined" => return AnswerClass::Declined,
            "authorization_pending" => return AnswerClass::Pending,
            "slow_down" => return AnswerClass::SlowDown,
            "expired_token" | "code_expired" => return AnswerClass::Expired,
            _ => AnswerClass::Registration,
        };
        match self.suberror.as_deref() {
            Some(
                "message_only"
                | "additional_action"
                | "basic_action"
                | "user_password_expired"
                | "consent_required"
                | "bad_token"
                | "token_expired"
                | "protection_policy_required"
                | "device_authentication_failed",
            ) => AnswerClass::SignInNeeded,
            Some("client_mismatch") => AnswerClass::Registration,
            _ => by_error,
        }
    }

    /// The number that chooses the words: the last one that has any, else the first; 0 without one, and where its words
    /// would contradict the class.
    pub fn number(&self) -> u32 {
        let known = self.numbers.iter().rev().find(|number| EntraError::of(**number).is_some());
        let number = known.or(self.numbers.first()).copied().unwrap_or_default();
        let passes = EntraError::of(number).is_some_and(|error| error.who == Who::Nobody);
        let class = self.class();
        let known = EntraError::of(number).is_some();
        if known && passes != (class == AnswerClass::Passing) { 0 } else { number }
    }

    /// What the guard notes of a refused refresh token.
    pub(super) fn refusal(&self) -> RefusalKind {
        match self.class() {
            AnswerClass::Registration => RefusalKind::Registration(self.number()),
            _ => RefusalKind::SignInNeeded(self.number()),
        }
    }

    /// What to tell people. `of_code`: it answers a code, not a refresh token.
    pub(super) fn notice(&self, of_code: bool) -> Notice {
        let number = self.number();
        // One number stands for a code that is too old and for a refresh token that was not used for too long.
        if of_code && number == 70008 {
            return Notice::new("entra-code-used").with_entra_number(number);
        }
        Notice::entra(number, self.words_without_number())
    }

    fn words_without_number(&self) -> &'static str {
        match (self.suberror.as_deref(), self.error.as_str()) {
            (Some("user_password_expired"), _) => "entra-password-expired",
            (Some("consent_required"), _) | (None, "consent_required") => "entra-consent",
            (Some("protection_policy_required" | "device_authentication_failed"), _) => "entra-device",
            (Some("basic_action" | "additional_action" | "message_only"), _) => "entra-extra-check",
            (Some("token_expired"), _) => "entra-unused",
            (Some("bad_token"), _) => "entra-withdrawn",
            (_, "login_required") => "entra-no-session",
            (_, "invalid_tenant") => "entra-tenant",
            (_, "invalid_resource") => "entra-resource",
            (_, "invalid_scope") => "entra-scope",
            _ => match self.class() {
                AnswerClass::SignInNeeded => "entra-sign-in-needed",
                AnswerClass::Registration => "entra-registration",
                AnswerClass::Passing => "entra-passing",
                AnswerClass::Declined => "entra-cancelled",
                AnswerClass::Pending | AnswerClass::SlowDown | AnswerClass::Expired => "entra-device-code",
            },
        }
    }
}

/// Without the claims, which are long, and without the description, which names people.
impl fmt::Debug for ErrorAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErrorAnswer")
            .field("error", &self.error)
            .field("suberror", &self.suberror)
            .field("numbers", &self.numbers)
            .field("correlation_id", &self.correlation_id)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for ErrorAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.error)?;
        self.suberror.iter().try_for_each(|suberror| write!(f, "/{suberror}"))?;
        self.numbers.iter().try_for_each(|number| write!(f, " AADSTS{number}"))
    }
}

impl oauth2::ErrorResponse for ErrorAnswer {}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(json: &str) -> ErrorAnswer {
        ErrorAnswer::read(json.as_bytes()).expect(json)
    }

    #[test]
    fn numbers_are_found_in_every_form_that_is_met() {
        for (json, number) in [
            (r#"{"error":"invalid_grant","error_codes":[50057]}"#, 50057),
            (r#"{"error":"invalid_grant","error_codes":"[50057]"}"#, 50057),
            (r#"{"error":"invalid_grant","error_codes":"50057"}"#, 50057),
            (r#"{"error":"invalid_grant","error_codes":50057}"#, 50057),
            (
                r#"{"error":"invalid_grant","error_description":"AADSTS50057: The user is disabled.\r\nTrace ID: 1"}"#,
                50057,
            ),
            (r#"{"error":"invalid_client","error_codes":[50000,700016]}"#, 700016),
            (r#"{"error":"invalid_client","error_codes":[4242424]}"#, 4_242_424),
            (r#"{"error":"invalid_grant","error_codes":null,"error_description":7}"#, 0),
            (r#"{"error":"invalid_grant","error_codes":[-1,99999999999]}"#, 0),
        ] {
            assert_eq!(answer(json).number(), number, "{json}");
        }
        assert_eq!(ErrorAnswer::read(b"<html>"), None);
        assert_eq!(ErrorAnswer::read(b"[]"), None);
    }

    #[test]
    fn error_and_suberror_decide_and_the_number_does_not() {
        use AnswerClass::*;
        for (error, suberror, number, class) in [
            ("invalid_grant", "", 90033, SignInNeeded),
            ("interaction_required", "", 700016, SignInNeeded),
            ("invalid_client", "", 50057, Registration),
            ("invalid_client", "bad_token", 0, SignInNeeded),
            ("invalid_grant", "client_mismatch", 0, Registration),
            ("temporarily_unavailable", "bad_token", 50057, Passing),
            ("server_error", "", 0, Passing),
            ("authorization_declined", "", 0, Declined),
            ("access_denied", "", 65004, Declined),
            ("authorization_pending", "", 70016, Pending),
            ("slow_down", "", 0, SlowDown),
            ("code_expired", "", 70020, Expired),
            ("never_heard_of", "", 0, Registration),
        ] {
            let json = format!(r#"{{"error":"{error}","suberror":"{suberror}","error_codes":[{number}]}}"#);
            assert_eq!(answer(&json).class(), class, "{json}");
        }
    }

    #[test]
    fn words_never_contradict_the_class() {
        let stopped = answer(r#"{"error":"invalid_grant","error_codes":[90033]}"#);
        assert_eq!(stopped.notice(false).code, "entra-sign-in-needed");
        assert_eq!(stopped.refusal(), RefusalKind::SignInNeeded(0));
        let passing = answer(r#"{"error":"temporarily_unavailable","error_codes":[50057]}"#);
        assert_eq!(passing.notice(false).code, "entra-passing");
    }

    #[test]
    fn without_a_number_suberror_and_error_choose_the_words() {
        for (error, suberror, code) in [
            ("invalid_grant", "user_password_expired", "entra-password-expired"),
            ("invalid_grant", "consent_required", "entra-consent"),
            ("interaction_required", "basic_action", "entra-extra-check"),
            ("invalid_grant", "device_authentication_failed", "entra-device"),
            ("invalid_tenant", "", "entra-tenant"),
            ("access_denied", "", "entra-cancelled"),
            ("invalid_grant", "", "entra-sign-in-needed"),
            ("unauthorized_client", "", "entra-registration"),
        ] {
            let json = format!(r#"{{"error":"{error}","suberror":"{suberror}"}}"#);
            assert_eq!(answer(&json).notice(false).code, code, "{json}");
        }
        let old = answer(r#"{"error":"invalid_grant","error_codes":[70008]}"#);
        assert_eq!((old.notice(true).code, old.notice(false).code), ("entra-code-used", "entra-unused"));
    }

    #[test]
    fn debug_output_shows_neither_description_nor_claims() {
        let json = r#"{"error":"invalid_grant","error_description":"User anna@firm.example","claims":"{\"x\":1}"}"#;
        let shown = format!("{:?} {}", answer(json), answer(json));
        assert!(!shown.contains("anna") && !shown.contains('x'), "{shown}");
    }
}
