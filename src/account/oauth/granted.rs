//! What the token service grants.

use crate::store::Secret;
use oauth2::basic::BasicTokenType;
use oauth2::{AccessToken, RefreshToken, Scope, TokenResponse};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use std::fmt;
use std::time::Duration;

/// Tokens just granted. The library's own token types are not wiped when dropped: see `SECURITY.md`.
#[derive(Serialize, Deserialize)]
pub(super) struct Granted {
    access_token: AccessToken,
    #[serde(skip, default = "bearer")]
    token_type: BasicTokenType,
    #[serde(default, deserialize_with = "seconds")]
    expires_in: Option<u64>,
    #[serde(default, deserialize_with = "seconds")]
    refresh_in: Option<u64>,
    #[serde(default)]
    refresh_token: Option<RefreshToken>,
    #[serde(default, skip_serializing, deserialize_with = "secret")]
    id_token: Option<Secret>,
}

fn bearer() -> BasicTokenType {
    BasicTokenType::Bearer
}

/// A number, or the text of one.
fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    })
}

fn secret<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Secret>, D::Error> {
    Ok(Option::<String>::deserialize(deserializer)?.map(Secret::new))
}

impl Granted {
    /// The access token.
    pub(super) fn access(&self) -> Secret {
        Secret::new(self.access_token.secret().clone())
    }

    /// The refresh token, where one came.
    pub(super) fn refresh(&self) -> Option<Secret> {
        self.refresh_token.as_ref().map(|token| Secret::new(token.secret().clone()))
    }

    /// The ID token, where one came.
    pub(super) fn id_token(&self) -> Option<&Secret> {
        self.id_token.as_ref()
    }

    /// For how long the access token may be used; an hour where nothing is said, as Microsoft's last at least.
    pub(super) fn lasts(&self) -> Duration {
        Duration::from_secs(self.expires_in.unwrap_or(3600))
    }

    /// After how long it should be renewed: five minutes before its end, or when the service wants it, if that is earlier.
    pub(super) fn renew_after(&self) -> Duration {
        const BEFORE_ITS_END: Duration = Duration::from_secs(300);
        let lasts = self.lasts();
        // Short-lived ones, which have no five minutes to spare, at half their time.
        let before_its_end = if lasts < 2 * BEFORE_ITS_END { lasts / 2 } else { lasts - BEFORE_ITS_END };
        self.refresh_in.map_or(before_its_end, |wanted| Duration::from_secs(wanted).min(before_its_end))
    }
}

impl TokenResponse for Granted {
    type TokenType = BasicTokenType;

    fn access_token(&self) -> &AccessToken {
        &self.access_token
    }

    fn token_type(&self) -> &BasicTokenType {
        &self.token_type
    }

    fn expires_in(&self) -> Option<Duration> {
        self.expires_in.map(Duration::from_secs)
    }

    fn refresh_token(&self) -> Option<&RefreshToken> {
        self.refresh_token.as_ref()
    }

    /// Not read: they come back under short names and in another order.
    fn scopes(&self) -> Option<&Vec<Scope>> {
        None
    }
}

impl fmt::Debug for Granted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Granted").field("expires_in", &self.expires_in).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn granted(rest: &str) -> Granted {
        serde_json::from_str(&format!(r#"{{"access_token":"opaque-access"{rest}}}"#)).unwrap()
    }

    #[test]
    fn a_token_is_renewed_five_minutes_before_its_end_or_earlier_where_the_service_wants_it() {
        for (rest, lasts, renew_after) in [
            (r#","expires_in":3599"#, 3599, 3299),
            (r#","expires_in":"3599","token_type":"Bearer""#, 3599, 3299),
            (r#","expires_in":86399,"refresh_in":43199"#, 86399, 43199),
            (r#","expires_in":3600,"refresh_in":"9999""#, 3600, 3300),
            (r#","expires_in":400"#, 400, 200),
            (r#","expires_in":0"#, 0, 0),
            (r#","expires_in":[]"#, 3600, 3300),
            ("", 3600, 3300),
        ] {
            let granted = granted(rest);
            assert_eq!((granted.lasts().as_secs(), granted.renew_after().as_secs()), (lasts, renew_after), "{rest}");
        }
    }

    #[test]
    fn debug_output_shows_no_token() {
        let all = granted(r#","refresh_token":"opaque-refresh","id_token":"opaque-id","expires_in":60"#);
        assert_eq!(all.refresh().unwrap().expose(), "opaque-refresh");
        assert_eq!(all.id_token().unwrap().expose(), "opaque-id");
        assert!(!format!("{all:?}").contains("opaque"), "{all:?}");
    }
}
