//! Access tokens at Exchange's door.

use super::state::Known;
use crate::simulator::log::SignInOutcome;
use crate::simulator::scenario::Scenario;
use crate::simulator::shared::Shared;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::{HeaderMap, header};

/// What becomes of a request with a bearer token.
pub(in crate::simulator) enum Judged {
    /// It carries none.
    None,
    /// Let in.
    In,
    /// Refused, with this challenge.
    Out(SignInOutcome, String),
}

/// Judges the bearer token of a request. A token that is no longer good is no refused logon: no password was tried.
pub(in crate::simulator) fn judge(shared: &Shared, scenario: &Scenario, headers: &HeaderMap) -> Judged {
    let value = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let Some((_, token)) = value.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")) else {
        return Judged::None;
    };
    // Unquoted, and before the fields that matter: so it is met.
    let begin = "Bearer client_id=\"00000002-0000-0ff1-ce00-000000000000\", \
                 authorization_uri=https://login.microsoftonline.com/common/oauth2/authorize";
    match (shared.entra().access(token.trim()), scenario) {
        (Known::No, _) => Judged::Out(SignInOutcome::TokenRefused, format!("{begin}, error=\"invalid_token\"")),
        (Known::Good(false), Scenario::ClaimsChallenge { .. }) => {
            shared.ledger.entra(|count| count.challenges += 1);
            let claims = r#"{"access_token":{"nbf":{"essential":true,"value":"1604106651"},"x":"~~??"}}"#;
            let claims = URL_SAFE_NO_PAD.encode(claims);
            let challenge = format!("{begin}, error=\"insufficient_claims\", claims=\"{claims}\"");
            Judged::Out(SignInOutcome::TokenRefused, challenge)
        }
        (Known::Good(_), Scenario::TokensRefused) => {
            Judged::Out(SignInOutcome::TokenRefused, format!("{begin}, error=\"invalid_token\""))
        }
        (Known::Good(_), _) => Judged::In,
    }
}
