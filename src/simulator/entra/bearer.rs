//! Access tokens at the doors of Exchange and Graph.

use super::state::Known;
use crate::simulator::log::SignInOutcome;
use crate::simulator::scenario::Scenario;
use crate::simulator::shared::Shared;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::{HeaderMap, header};

/// The permission for Exchange Web Services; a token for them carries no other.
const EWS: &str = "EWS.AccessAsUser.All";

/// Who is asked: a token for the one is nothing to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::simulator) enum Door {
    Exchange,
    Graph,
}

/// What becomes of a request with a bearer token.
pub(in crate::simulator) enum Judged {
    /// It carries none.
    None,
    /// Let in, with these permissions.
    In(Vec<String>),
    /// Refused, with this challenge.
    Out(SignInOutcome, String),
}

/// Judges the bearer token of a request. A token that is no longer good is no refused logon: no password was tried.
pub(in crate::simulator) fn judge(shared: &Shared, scenario: &Scenario, headers: &HeaderMap, door: Door) -> Judged {
    let value = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let Some((_, token)) = value.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")) else {
        return Judged::None;
    };
    // Unquoted, and before the fields that matter: so it is met.
    let begin = "Bearer client_id=\"00000002-0000-0ff1-ce00-000000000000\", \
                 authorization_uri=https://login.microsoftonline.com/common/oauth2/authorize";
    let invalid = || Judged::Out(SignInOutcome::TokenRefused, format!("{begin}, error=\"invalid_token\""));
    let Known::Good { claims, scope } = shared.entra().access(token.trim()) else { return invalid() };
    let permissions: Vec<String> =
        scope.split(' ').filter_map(|scope| scope.rsplit('/').next()).map(str::to_owned).collect();
    if permissions.iter().any(|permission| permission == EWS) != (door == Door::Exchange) {
        return invalid();
    }
    match scenario {
        Scenario::ClaimsChallenge { .. } if !claims => {
            shared.ledger.entra(|count| count.challenges += 1);
            let claims = r#"{"access_token":{"nbf":{"essential":true,"value":"1604106651"},"x":"~~??"}}"#;
            let claims = URL_SAFE_NO_PAD.encode(claims);
            let challenge = format!("{begin}, error=\"insufficient_claims\", claims=\"{claims}\"");
            Judged::Out(SignInOutcome::TokenRefused, challenge)
        }
        Scenario::TokensRefused => invalid(),
        _ => Judged::In(permissions),
    }
}
