//! The claims challenge of a service: *this token will not do; ask for one with these claims* (RFC 6750 headers).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use http::{HeaderMap, header};

/// The claims that a 401 or 403 asks for, as JSON; none in an ordinary refusal.
pub(super) fn claims(headers: &HeaderMap) -> Option<String> {
    let values = headers.get_all(header::WWW_AUTHENTICATE).iter();
    values
        .filter_map(|value| value.to_str().ok())
        .flat_map(parameters)
        .find_map(|(name, value)| if name.eq_ignore_ascii_case("claims") { decoded(&value) } else { None })
}

/// Base64 in either alphabet, with or without its padding; none where it is no JSON object with something in it.
fn decoded(text: &str) -> Option<String> {
    let text = text.replace('-', "+").replace('_', "/");
    let bytes = STANDARD_NO_PAD.decode(text.trim().trim_end_matches('=')).ok()?;
    let claims = String::from_utf8(bytes).ok()?;
    let object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&claims).ok()?;
    (!object.is_empty()).then_some(claims)
}

/// The parameters of all `Bearer` challenges of one header. Values may be bare where the grammar wants quotes, and several
/// challenges may share a header.
fn parameters(header: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut bearer = false;
    let mut rest = header.trim_start_matches([' ', ',', '\t']);
    while !rest.is_empty() {
        let end = rest.find(['=', ' ', ',', '\t']).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        let after = after.trim_start_matches([' ', '\t']);
        rest = match after.strip_prefix('=').filter(|_| !word.is_empty()) {
            Some(value) => {
                let (value, after) = value_of(value.trim_start());
                if bearer {
                    found.push((word.to_owned(), value));
                }
                after
            }
            // A word that nothing is assigned to names a scheme.
            None => {
                bearer = word.eq_ignore_ascii_case("bearer");
                after.trim_start_matches('=')
            }
        };
        rest = rest.trim_start_matches([' ', ',', '\t']);
    }
    found
}

/// A quoted string, or what stands there up to the next comma or blank; and what comes after it.
fn value_of(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([',', ' ', '\t']).unwrap_or(text.len());
        let (value, after) = text.split_at(end);
        return (value.to_owned(), after);
    };
    let mut value = String::new();
    let mut escaped = false;
    for (at, c) in quoted.char_indices() {
        match c {
            '"' if !escaped => return (value, quoted.get(at + 1..).unwrap_or_default()),
            '\\' if !escaped => escaped = true,
            c => {
                value.push(c);
                escaped = false;
            }
        }
    }
    (value, "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;
    use proptest::prelude::*;

    const JSON: &str = r#"{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}"#;

    fn of(headers: &[&str]) -> Option<String> {
        let mut map = HeaderMap::new();
        for value in headers {
            map.append(header::WWW_AUTHENTICATE, HeaderValue::from_str(value).unwrap());
        }
        claims(&map)
    }

    #[test]
    fn the_claims_are_found_in_every_form_that_is_met() {
        let plain = base64::engine::general_purpose::STANDARD.encode(JSON);
        let bare = plain.trim_end_matches('=').to_owned();
        // A text whose encoding has the letters in which the two alphabets differ.
        let odd = r#"{"a":"~~~???>>>"}"#;
        let url_safe = base64::engine::general_purpose::URL_SAFE.encode(odd);
        assert!(url_safe.contains(['-', '_']));
        let uri = "authorization_uri=https://login.microsoftonline.com/common/oauth2/authorize";
        let forms = [
            vec![format!(
                r#"Bearer realm="", authorization_uri="https://x/y", error="insufficient_claims", claims="{plain}""#
            )],
            vec![format!(r#"Bearer realm="", {uri}, error="insufficient_claims", claims="{bare}""#)],
            vec![format!(r#"Bearer claims={plain}, {uri}"#)],
            vec![format!(r#"bearer   claims = "{plain}" ,realm="a, b \" claims=no""#)],
            vec!["Basic realm=\"x\"".to_owned(), "Negotiate".to_owned(), format!(r#"Bearer claims="{plain}""#)],
            vec![format!(r#"Negotiate, Basic realm="x", Bearer client_id="c", claims="{plain}", NTLM"#)],
        ];
        for form in forms {
            let lines: Vec<_> = form.iter().map(String::as_str).collect();
            assert_eq!(of(&lines).as_deref(), Some(JSON), "{form:?}");
        }
        assert_eq!(of(&[&format!(r#"Bearer claims="{url_safe}""#)]).as_deref(), Some(odd));
    }

    #[test]
    fn without_claims_it_is_an_ordinary_refusal() {
        let empty = base64::engine::general_purpose::STANDARD.encode("{}");
        let claims = format!(r#"Bearer claims="{empty}""#);
        let of_another = format!(r#"Basic claims="{}""#, base64::engine::general_purpose::STANDARD.encode(JSON));
        for header in [
            "",
            "Bearer",
            r#"Bearer claims="""#,
            "Bearer claims=!!",
            r#"Bearer claims="bm90IGpzb24""#,
            &claims,
            &of_another,
        ] {
            assert_eq!(of(&[header]), None, "{header}");
        }
    }

    proptest! {
        #[test]
        fn no_header_does_any_harm(text in "[ -~]{0,80}") {
            let _ = of(&[&text]);
            let _ = of(&[&format!("Bearer {text}")]);
        }
    }
}
