//! Entra's errors, each with the `error` and `suberror` that it comes with.

use crate::simulator::server::Answer;
use chrono::Utc;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

/// Where an error is to be met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
pub enum EntraDoor {
    /// Whenever tokens are asked for.
    #[default]
    Token,
    /// When a code becomes tokens.
    Code,
    /// When a refresh token becomes tokens.
    Refresh,
    /// When a device code becomes tokens.
    Device,
    /// When a device code is asked for.
    DeviceCode,
    /// In the browser.
    Authorize,
    /// When the directory is asked about itself.
    Directory,
}

impl EntraDoor {
    pub(super) fn is_token(self) -> bool {
        matches!(self, Self::Token | Self::Code | Self::Refresh | Self::Device)
    }
}

/// Errors that the browser shows and the program never hears of: its redirect address cannot be trusted, or a policy says no.
const SHOWN_ONLY: [u32; 22] = [
    50011, 500113, 900971, 70004, 700016, 70001, 700011, 7000112, 90002, 900023, 50194, 50020, 50034, 50105, 53000,
    53001, 53003, 53004, 530032, 530034, 530035, 90038,
];

/// Whether the browser shows it and does not come back.
pub(super) fn is_shown_only(number: u32) -> bool {
    SHOWN_ONLY.contains(&number)
}

/// Status, `error` and `suberror` of a number.
pub(super) fn form(number: u32) -> (StatusCode, &'static str, Option<&'static str>) {
    const BAD: StatusCode = StatusCode::BAD_REQUEST;
    const UNAUTHORIZED: StatusCode = StatusCode::UNAUTHORIZED;
    match number {
        50000 | 50033 | 50087 | 90006 | 90012 | 90024 | 90033 | 90055 | 90090 | 80001..=80014 => {
            (StatusCode::SERVICE_UNAVAILABLE, "temporarily_unavailable", None)
        }
        50072 | 50074 | 50076 | 50078 | 50079 | 50158 => (BAD, "interaction_required", Some("basic_action")),
        50058 => (BAD, "login_required", None),
        65001 => (BAD, "invalid_grant", Some("consent_required")),
        90094 | 90095 | 90008 | 90093 => (BAD, "consent_required", None),
        65004 => (BAD, "access_denied", None),
        50055 | 50144 => (BAD, "invalid_grant", Some("user_password_expired")),
        50132 | 50133 | 50173 => (BAD, "invalid_grant", Some("bad_token")),
        70043 | 700082 => (BAD, "invalid_grant", Some("token_expired")),
        53000 | 53001 | 53003 => (BAD, "invalid_grant", Some("message_only")),
        7000218 | 7000215 | 7000222 | 700025 | 650052 | 650057 => (UNAUTHORIZED, "invalid_client", None),
        700016 | 70001 | 700011 | 7000112 | 65005 => (BAD, "unauthorized_client", None),
        500011 => (BAD, "invalid_resource", None),
        70011 | 28000 | 28002 | 28003 | 700022 => (BAD, "invalid_scope", None),
        90002 | 900023 => (BAD, "invalid_tenant", None),
        50011 | 50049 | 50194 | 500113 | 900971 | 70004 | 90013 | 90014 | 900144 | 90038 | 90051 | 9002313
        | 9002326 | 9002327 | 9001023 | 90010 => (BAD, "invalid_request", None),
        70016 => (BAD, "authorization_pending", None),
        70018 => (BAD, "bad_verification_code", None),
        70019 | 70020 => (BAD, "expired_token", None),
        _ => (BAD, "invalid_grant", None),
    }
}

/// What Microsoft writes, in our words.
pub(super) fn description(number: u32) -> String {
    format!("AADSTS{number}: The request was not accepted.\r\nTrace ID: {}", Uuid::new_v4())
}

/// The token service's refusal. `claims`: what the next sign-in has to ask for.
pub(super) fn refusal(number: u32, claims: Option<&str>) -> Answer {
    let (status, error, suberror) = form(number);
    let mut body = json!({
        "error": error,
        "error_description": description(number),
        "error_codes": [number],
        "timestamp": Utc::now().format("%Y-%m-%d %H:%M:%SZ").to_string(),
        "trace_id": Uuid::new_v4(),
        "correlation_id": Uuid::new_v4(),
        "error_uri": format!("https://login.microsoftonline.com/error?code={number}"),
    });
    if let Some(suberror) = suberror {
        body["suberror"] = suberror.into();
    }
    if let Some(claims) = claims {
        body["claims"] = claims.into();
    }
    Answer::text(status, "application/json; charset=utf-8", body.to_string())
}

/// The page that the browser shows.
pub(super) fn page(number: u32) -> Answer {
    Answer::page(StatusCode::OK, "Sorry, but we are having trouble signing you in.", &format!("AADSTS{number}"))
}
