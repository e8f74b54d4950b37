//! Basic authentication (RFC 7617).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;

/// What a client sent.
pub(super) struct Logon {
    pub user: String,
    pub password: String,
}

/// Reads an `Authorization` header; `None` where it is not a readable Basic one.
pub(super) fn read(value: &HeaderValue) -> Option<Logon> {
    let (scheme, encoded) = value.to_str().ok()?.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let bytes = STANDARD.decode(encoded.trim()).ok()?;
    // No charset was agreed on: clients send UTF-8, old ones Latin-1.
    let text =
        String::from_utf8(bytes).unwrap_or_else(|error| error.as_bytes().iter().map(|&b| char::from(b)).collect());
    let (user, password) = text.split_once(':')?;
    Some(Logon { user: user.to_owned(), password: password.to_owned() })
}

/// The challenge of a 401 from `host`.
pub(super) fn challenge(host: &str) -> HeaderValue {
    let safe: String = host.chars().filter(|c| c.is_ascii_graphic() && !matches!(c, '"' | '\\')).collect();
    HeaderValue::try_from(format!("Basic realm=\"{safe}\"")).unwrap_or(HeaderValue::from_static("Basic realm=\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(bytes: &[u8]) -> HeaderValue {
        HeaderValue::try_from(format!("Basic {}", STANDARD.encode(bytes))).expect("a header")
    }

    #[test]
    fn user_and_password_are_split_at_the_first_colon() {
        let logon = read(&header(b"DOMAIN\\reception:a:b")).expect("readable");
        assert_eq!((logon.user.as_str(), logon.password.as_str()), ("DOMAIN\\reception", "a:b"));
    }

    #[test]
    fn both_charsets_are_read() {
        assert_eq!(read(&header("a:Grüße".as_bytes())).expect("UTF-8").password, "Grüße");
        assert_eq!(read(&header(b"a:Gr\xfc\xdfe")).expect("Latin-1").password, "Grüße");
    }

    #[test]
    fn what_is_not_basic_is_not_read() {
        for value in ["Basic", "Basic !!!", "Bearer abc", "NTLM TlRMTVNTUAAB", "Basic YWJj"] {
            assert!(read(&HeaderValue::from_static(value)).is_none(), "{value}");
        }
    }

    #[test]
    fn a_hostile_host_header_cannot_break_the_challenge() {
        assert_eq!(challenge("a\"b\r\n c"), "Basic realm=\"abc\"");
    }
}
