//! Codes, refresh tokens and device codes become tokens.

use super::errors::{form, refusal};
use super::state::Refresh;
use super::{EntraDoor, Visit};
use crate::simulator::scenario::Scenario;
use crate::simulator::server::Answer;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Utc;
use http::{StatusCode, header};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::time::{Duration, Instant};

/// What tokens are granted for.
struct Grant {
    scope: String,
    nonce: Option<String>,
    claims: bool,
}

/// Why they are not: a number, or a word that comes without one.
enum No {
    Number(u32),
    Word(&'static str),
    WithClaims(u32),
}

type Judge = fn(&Visit<'_>) -> Result<Grant, No>;

/// What a refused claims challenge wants of the next sign-in.
const CLAIMS: &str =
    r#"{"access_token":{"capolids":{"essential":true,"values":["00000000-0000-0000-0000-000000000001"]}}}"#;

/// Grants tokens, or says why not.
pub(super) fn answer(visit: &Visit<'_>) -> Answer {
    let renewal = visit.field("grant_type") == "refresh_token";
    match judge(visit) {
        Ok(grant) => {
            visit.shared.ledger.entra(|count| count.renewals += u64::from(renewal));
            granted(visit, &grant)
        }
        Err(no) => {
            let pending = matches!(no, No::Word("authorization_pending" | "slow_down"));
            visit.shared.ledger.entra(|count| {
                count.refused_renewals += u64::from(renewal);
                count.refused_sign_ins += u64::from(!renewal && !pending);
            });
            match no {
                No::Number(number) => refusal(number, None),
                No::WithClaims(number) => refusal(number, Some(CLAIMS)),
                No::Word(word) => {
                    let body = json!({ "error": word, "error_description": word }).to_string();
                    Answer::text(StatusCode::BAD_REQUEST, "application/json; charset=utf-8", body)
                }
            }
        }
    }
}

fn judge(visit: &Visit<'_>) -> Result<Grant, No> {
    let number = |number| Err(No::Number(number));
    if visit.head.headers.contains_key(header::ORIGIN) {
        return number(9_002_326);
    }
    if !visit.field("client_secret").is_empty() || visit.head.headers.contains_key(header::AUTHORIZATION) {
        return number(700_025);
    }
    if visit.field("client_id") != visit.registration().client.to_string() {
        return number(700_016);
    }
    let (door, grant): (_, Judge) = match visit.field("grant_type") {
        "authorization_code" => (EntraDoor::Code, code),
        "refresh_token" => (EntraDoor::Refresh, refresh),
        "urn:ietf:params:oauth:grant-type:device_code" => (EntraDoor::Device, device),
        "" => return number(900_144),
        _ => return number(7_000_218),
    };
    match visit.trouble(door) {
        Some(wanted) if form(wanted).1 == "authorization_pending" => Err(No::Word("authorization_pending")),
        Some(wanted) => number(wanted),
        None => grant(visit),
    }
}

fn code(visit: &Visit<'_>) -> Result<Grant, No> {
    let code = visit.shared.entra().take_code(visit.field("code")).map_err(No::Number)?;
    if code.redirect != visit.field("redirect_uri") {
        return Err(No::Number(50011));
    }
    if URL_SAFE_NO_PAD.encode(Sha256::digest(visit.field("code_verifier"))) != code.challenge {
        return Err(No::Number(501_481));
    }
    Ok(Grant { scope: code.scope, nonce: Some(code.nonce), claims: code.claims })
}

fn refresh(visit: &Visit<'_>) -> Result<Grant, No> {
    let Some(known) = visit.shared.entra().refresh(visit.field("refresh_token")) else {
        return Err(No::Number(9_002_313));
    };
    let accounts = visit.shared.accounts();
    if accounts.is_disabled() {
        return Err(No::Number(50057));
    }
    if known.revoked || accounts.changes() != known.changes {
        return Err(No::Number(50173));
    }
    let claims = !visit.field("claims").is_empty();
    if claims && matches!(visit.scenario, Scenario::ClaimsChallenge { refused: true }) {
        return Err(No::WithClaims(50076));
    }
    // Good for every permission that was ever granted: which one is wanted now, the request says.
    let wanted = visit.field("scope");
    let scope = if wanted.is_empty() { known.scope } else { wanted.to_owned() };
    Ok(Grant { scope, nonce: None, claims })
}

fn device(visit: &Visit<'_>) -> Result<Grant, No> {
    if !visit.registration().public_flows {
        return Err(No::Number(7_000_218));
    }
    let mut entra = visit.shared.entra();
    let Some(device) = entra.devices.get_mut(visit.field("device_code")) else {
        return Err(No::Word("bad_verification_code"));
    };
    let now = Instant::now();
    let interval = Duration::from_secs(visit.registration().device_interval.into());
    let hasty = device
        .asked
        .replace(now)
        .is_some_and(|asked| now.duration_since(asked) + Duration::from_millis(200) < interval);
    match device.decided {
        _ if device.until <= now => Err(No::Word("expired_token")),
        _ if hasty => Err(No::Word("slow_down")),
        None => Err(No::Word("authorization_pending")),
        Some(false) => Err(No::Word("authorization_declined")),
        Some(true) => {
            let scope = device.scope.clone();
            entra.devices.remove(visit.field("device_code"));
            Ok(Grant { scope, nonce: None, claims: false })
        }
    }
}

fn granted(visit: &Visit<'_>, grant: &Grant) -> Answer {
    let wanted: Vec<&str> = grant.scope.split(' ').collect();
    let resources: Vec<&&str> = wanted.iter().filter(|scope| scope.contains("://")).collect();
    let resource = |scope: &str| scope.rsplit_once('/').map(|(resource, _)| resource.to_owned());
    match resources.first() {
        None => return refusal(70011, None),
        Some(first) if resources.iter().any(|scope| resource(scope) != resource(first)) => return refusal(28000, None),
        Some(_) => {}
    }
    let registration = visit.registration();
    let changes = visit.shared.accounts().changes();
    let mut entra = visit.shared.entra();
    let access = entra.give_access(Duration::from_secs(registration.access_seconds.into()), &grant.scope, grant.claims);
    // Short names, in another order, as Microsoft gives them back.
    let scope: Vec<&str> = wanted.iter().rev().filter_map(|scope| scope.rsplit('/').next()).collect();
    let mut body = json!({
        "token_type": "Bearer",
        "scope": scope.join(" "),
        "expires_in": registration.access_seconds,
        "ext_expires_in": registration.access_seconds,
        "access_token": access,
    });
    if wanted.contains(&"offline_access") {
        let refresh = Refresh { scope: grant.scope.clone(), changes, revoked: false };
        body["refresh_token"] = entra.give_refresh(refresh, registration.refresh_length).into();
    }
    if wanted.contains(&"openid") {
        body["id_token"] = id_token(visit, grant).into();
    }
    Answer::text(StatusCode::OK, "application/json; charset=utf-8", body.to_string())
}

fn id_token(visit: &Visit<'_>, grant: &Grant) -> String {
    let now = Utc::now().timestamp();
    let account = &visit.shared.options.account;
    let mut claims = json!({
        "aud": visit.registration().client,
        "iss": visit.issuer(),
        "tid": visit.registration().tenant,
        "oid": "7c1f7b1e-9a55-4c0e-8d56-2f1f6f0f9a10",
        "sub": "opaque",
        "iat": now,
        "nbf": now,
        "exp": now + 3600,
        "preferred_username": account,
        "name": account.split('@').next(),
        "ver": "2.0",
    });
    if let Some(nonce) = &grant.nonce {
        claims["nonce"] = nonce.as_str().into();
    }
    let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
    format!("{}.{}.{}", part(r#"{"alg":"none","typ":"JWT"}"#), part(&claims.to_string()), part("unsigned"))
}
