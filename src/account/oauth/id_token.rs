//! The ID token: who signed in, checked as OpenID Connect wants it (Core, 3.1.3.7).
//!
//! Its signature is not checked: it comes from the token service itself over TLS, which the same section accepts.

use super::Directory;
use crate::store::Secret;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;
use uuid::Uuid;
use zeroize::Zeroizing;

/// Clocks may be this far apart.
const TOLERANCE: TimeDelta = TimeDelta::minutes(5);

/// Who signed in.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Identity {
    /// Never changes and is never given to anybody else: object and directory.
    pub key: String,
    /// What people call the account, for showing only; never empty.
    pub username: String,
}

/// Why an ID token was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum IdTokenFault {
    /// There is none, or it cannot be read.
    #[error("no readable ID token")]
    Unreadable,
    /// Made for another application.
    #[error("for another application")]
    Audience,
    /// Made by another issuer.
    #[error("by another issuer")]
    Issuer,
    /// The account is one of another directory.
    #[error("of another directory")]
    Tenant,
    /// Made for another sign-in.
    #[error("for another sign-in")]
    Nonce,
    /// Expired, or not valid yet, by this computer's clock.
    #[error("for another time")]
    Time,
}

#[derive(Deserialize)]
struct Claims {
    aud: String,
    iss: String,
    tid: Uuid,
    oid: String,
    exp: i64,
    #[serde(default)]
    nbf: Option<i64>,
    #[serde(default)]
    nonce: Option<String>,
    #[serde(default)]
    preferred_username: Option<String>,
    #[serde(default)]
    upn: Option<String>,
    #[serde(default)]
    email: Option<String>,
    #[serde(default)]
    name: Option<String>,
}

/// Who signed in, if `token` was made for this application, directory and sign-in. Without a `nonce` (device code) none is
/// wanted.
pub(super) fn check(
    token: &Secret,
    directory: &Directory,
    nonce: Option<&Secret>,
    now: DateTime<Utc>,
) -> Result<Identity, IdTokenFault> {
    let claims = claims(token).ok_or(IdTokenFault::Unreadable)?;
    if !claims.aud.eq_ignore_ascii_case(&directory.client().to_string()) {
        return Err(IdTokenFault::Audience);
    }
    if claims.tid != directory.tenant() {
        return Err(IdTokenFault::Tenant);
    }
    if claims.iss != directory.issuer() {
        return Err(IdTokenFault::Issuer);
    }
    if nonce.is_some_and(|nonce| claims.nonce.as_deref() != Some(nonce.expose())) {
        return Err(IdTokenFault::Nonce);
    }
    let time = |seconds| DateTime::from_timestamp(seconds, 0).ok_or(IdTokenFault::Unreadable);
    let expired = time(claims.exp)? + TOLERANCE < now;
    let early = claims.nbf.map(time).transpose()?.is_some_and(|from| from - TOLERANCE > now);
    if expired || early {
        return Err(IdTokenFault::Time);
    }
    let names = [claims.preferred_username, claims.upn, claims.email, claims.name].into_iter().flatten();
    // Whoever is called nothing at all is told by what never changes.
    let username = names.map(|name| name.trim().to_owned()).find(|name| !name.is_empty());
    let username = username.unwrap_or_else(|| claims.oid.clone());
    Ok(Identity { key: format!("{}.{}", claims.oid, claims.tid), username })
}

fn claims(token: &Secret) -> Option<Claims> {
    let payload = token.expose().split('.').nth(1)?;
    let json = Zeroizing::new(URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).ok()?);
    serde_json::from_slice(&json).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{Office365Api, Provider, Settings};

    const TENANT: &str = "11111111-2222-3333-4444-555555555555";
    const CLIENT: &str = "66666666-7777-8888-9999-aaaaaaaaaaaa";

    fn directory() -> Directory {
        let mut settings = Settings { provider: Provider::Office365, ..Settings::default() };
        settings.office365.api = Office365Api::Ews;
        settings.office365.tenant_id = TENANT.parse().ok();
        settings.office365.client_id = CLIENT.parse().ok();
        Directory::from_settings(&settings).unwrap()
    }

    fn judged(change: impl FnOnce(&mut serde_json::Value)) -> Result<Identity, IdTokenFault> {
        let now: DateTime<Utc> = "2026-11-23T09:00:00Z".parse().unwrap();
        let mut claims = serde_json::json!({
            "aud": CLIENT, "tid": TENANT, "oid": "object", "nonce": "n-1", "preferred_username": "anna@firm.example",
            "iss": format!("https://login.microsoftonline.com/{TENANT}/v2.0"),
            "exp": now.timestamp() + 3600, "nbf": now.timestamp() - 10,
        });
        change(&mut claims);
        let token = Secret::new(format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(claims.to_string())));
        check(&token, &directory(), Some(&Secret::new("n-1".into())), now)
    }

    #[test]
    fn every_claim_is_checked() {
        let good = judged(|_| ()).unwrap_or_else(|fault| panic!("{fault}"));
        assert_eq!((good.key, good.username), (format!("object.{TENANT}"), "anna@firm.example".to_owned()));
        let at = |minutes: i64| "2026-11-23T09:00:00Z".parse::<DateTime<Utc>>().unwrap().timestamp() + 60 * minutes;
        let table: [(&str, serde_json::Value, Option<IdTokenFault>); 12] = [
            ("aud", CLIENT.to_uppercase().into(), None),
            ("aud", TENANT.into(), Some(IdTokenFault::Audience)),
            ("iss", format!("https://evil.example/{TENANT}/v2.0").into(), Some(IdTokenFault::Issuer)),
            ("tid", CLIENT.into(), Some(IdTokenFault::Tenant)),
            ("nonce", "n-2".into(), Some(IdTokenFault::Nonce)),
            ("nonce", serde_json::Value::Null, Some(IdTokenFault::Nonce)),
            ("exp", at(-4).into(), None),
            ("exp", at(-6).into(), Some(IdTokenFault::Time)),
            ("nbf", at(4).into(), None),
            ("nbf", at(6).into(), Some(IdTokenFault::Time)),
            ("exp", i64::MAX.into(), Some(IdTokenFault::Unreadable)),
            ("oid", serde_json::Value::Null, Some(IdTokenFault::Unreadable)),
        ];
        for (claim, value, fault) in table {
            let shown = format!("{claim} = {value}");
            assert_eq!(judged(|claims| claims[claim] = value).err(), fault, "{shown}");
        }
    }

    #[test]
    fn the_account_is_called_by_the_first_name_that_is_told() {
        let called = |changes: &[(&str, &str)]| {
            let identity = judged(|claims| {
                claims.as_object_mut().unwrap().remove("preferred_username");
                changes.iter().for_each(|(claim, value)| claims[*claim] = (*value).into());
            });
            identity.unwrap_or_else(|fault| panic!("{fault}")).username
        };
        assert_eq!(called(&[("preferred_username", " a@x "), ("name", "Anna")]), "a@x");
        assert_eq!(called(&[("preferred_username", ""), ("upn", "b@x"), ("email", "c@x")]), "b@x");
        assert_eq!(called(&[("email", "c@x"), ("name", "Anna")]), "c@x");
        assert_eq!(called(&[("name", "Anna")]), "Anna");
        assert_eq!(called(&[]), "object");
    }

    #[test]
    fn what_is_no_token_is_refused() {
        for text in ["", "a", "a.b", "a.!!.c", "a.e30.c"] {
            let judged = check(&Secret::new(text.into()), &directory(), None, Utc::now());
            assert_eq!(judged.err(), Some(IdTokenFault::Unreadable), "{text}");
        }
    }
}
