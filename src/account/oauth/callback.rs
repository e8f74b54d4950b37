//! What the browser brings back: the parameters of the redirect.

use super::ErrorAnswer;
use crate::store::Secret;
use url::form_urlencoded;

/// What a redirect's parameters say.
pub(super) enum Callback {
    /// The code of this sign-in.
    Code(Secret),
    /// This sign-in did not succeed.
    Refused(ErrorAnswer),
    /// Of another sign-in, or made up.
    OtherState,
    /// No redirect of a sign-in at all.
    Nothing,
}

/// Reads parameters as they stand in a query, a fragment or a form.
pub(super) fn read(parameters: &str, state: &Secret) -> Callback {
    let (mut code, mut error, mut description, mut ours) = (None, None, String::new(), false);
    for (name, value) in form_urlencoded::parse(parameters.as_bytes()) {
        match &*name {
            "code" if !value.is_empty() => code = Some(Secret::new(value.into_owned())),
            "error" => error = Some(value.into_owned()),
            "error_description" => description = value.into_owned(),
            "state" => ours = value == state.expose(),
            _ => {}
        }
    }
    match (code, error) {
        (None, None) => Callback::Nothing,
        _ if !ours => Callback::OtherState,
        (_, Some(error)) => Callback::Refused(ErrorAnswer::from_redirect(&error, &description)),
        (Some(code), None) => Callback::Code(code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(parameters: &str) -> String {
        match read(parameters, &Secret::new("s 1".into())) {
            Callback::Code(code) => code.expose().to_owned(),
            Callback::Refused(answer) => format!("{answer}"),
            Callback::OtherState => "other".into(),
            Callback::Nothing => "nothing".into(),
        }
    }

    #[test]
    fn a_code_counts_only_with_the_right_state() {
        for (parameters, expected) in [
            ("code=abc&state=s+1&session_state=x", "abc"),
            ("state=s%201&code=a%2Fc", "a/c"),
            ("code=abc&state=s2", "other"),
            ("code=abc", "other"),
            ("code=&state=s+1", "nothing"),
            ("", "nothing"),
            ("hello", "nothing"),
            ("error=access_denied&error_description=AADSTS65004%3a+no&state=s+1", "access_denied AADSTS65004"),
            ("error=access_denied&state=s+1&code=abc", "access_denied"),
            ("error=access_denied", "other"),
        ] {
            assert_eq!(said(parameters), expected, "{parameters}");
        }
    }
}
