//! Graph's errors.

use super::codes;
use serde_json::Value;

/// The depth of the deepest sound nesting, with a margin.
const DEEPEST: usize = 8;

/// The code of an error: the innermost that is known, else the outermost that there is. None where `body` is no error of
/// Graph; empty where it is one that says nothing.
pub(super) fn code(body: &str) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct Whole {
        error: Value,
    }
    let error = serde_json::from_str::<Whole>(body).ok()?.error;
    error.is_object().then(|| best(&error))
}

fn best(error: &Value) -> String {
    let mut found: Vec<&str> = Vec::new();
    let mut at = Some(error);
    while let Some(level) = at.filter(|_| found.len() < DEEPEST) {
        found.push(level["code"].as_str().map(str::trim).unwrap_or_default());
        at = level.get("innerError").or_else(|| level.get("innererror")).filter(|inner| inner.is_object());
    }
    let known = found.iter().rev().find(|code| codes::meaning(code).is_some());
    let first = || found.iter().find(|code| !code.is_empty());
    // Somebody else's text ends up before people: nothing that is long or no code.
    let sound = |code: &&&str| code.len() <= 80 && code.chars().all(|c| c.is_ascii_graphic());
    known.or_else(first).filter(sound).map_or_else(String::new, |code| (*code).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_telling_code_is_taken() {
        let table = [
            (r#"{"error":{"code":"ErrorItemNotFound","message":"x"}}"#, Some("ErrorItemNotFound")),
            (
                r#"{"error":{"code":"activityLimitReached","innerError":{"code":"throttledRequest","date":"x"}}}"#,
                Some("throttledRequest"),
            ),
            (
                r#"{"error":{"code":"BadRequest","innererror":{"code":"odd","innererror":{"code":"ErrorMailboxDataArrayTooBig"}}}}"#,
                Some("ErrorMailboxDataArrayTooBig"),
            ),
            (r#"{"error":{"code":"BadRequest","innererror":{"code":"odd"}}}"#, Some("BadRequest")),
            (r#"{"error":{"code":"","innerError":{"date":"x"}}}"#, Some("")),
            (r#"{"error":{"code":"","innerError":{"code":"odd"}}}"#, Some("odd")),
            (r#"{"error":{"code":7,"message":null}}"#, Some("")),
            (r#"{"error":{"code":"somebody@example.org is not here"}}"#, Some("")),
            (r#"{"error":{}}"#, Some("")),
            (r#"{"error":"invalid_grant"}"#, None),
            (r#"{"value":[]}"#, None),
            ("<html>", None),
            ("", None),
        ];
        for (body, expected) in table {
            assert_eq!(code(body).as_deref(), expected, "{body}");
        }
        let opened = r#"{"code":"a","innerError":"#.repeat(40);
        let deep = format!(r#"{{"error":{opened}{{}}{}"#, "}".repeat(41));
        assert_eq!(code(&deep).as_deref(), Some("a"));
    }
}
