//! Cells that a spreadsheet would take for something else.
//!
//! A cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return is run as a formula by spreadsheets, and a number
//! with a leading zero, a plus or very many digits is rewritten by them. Such cells are written with an apostrophe before
//! them, and the apostrophe is dropped again on reading. Phone numbers are no exception: `+39025550100` opened and saved by
//! a spreadsheet would otherwise come back as `39025550100`, and `0042` as `42`. By hand they may be written without it.

use std::borrow::Cow;

const GUARD: char = '\'';

/// Spreadsheets keep 15 digits of a number, and show more than 11 as `1.23E+11`.
const PLAIN_DIGITS: usize = 11;

/// A cell as it is written: guarded where a spreadsheet would run or rewrite it.
pub fn escape(text: &str) -> Cow<'_, str> {
    let guarded = begins_special(text) || (text.starts_with(GUARD) && is_guarded(text));
    if guarded { Cow::Owned(format!("{GUARD}{text}")) } else { Cow::Borrowed(text) }
}

/// As it was meant.
pub(super) fn unescape(text: &str) -> &str {
    if is_guarded(text) { &text[GUARD.len_utf8()..] } else { text }
}

/// Whether an apostrophe at the start is a guard: one before a formula, a digit, or another guard.
fn is_guarded(text: &str) -> bool {
    text.strip_prefix(GUARD).is_some_and(|rest| {
        let bare = rest.trim_start_matches(GUARD);
        begins_formula(bare) || bare.starts_with(|c: char| c.is_ascii_digit())
    })
}

fn begins_special(text: &str) -> bool {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    begins_formula(text) || (digits && text.len() > 1 && (text.starts_with('0') || text.len() > PLAIN_DIGITS))
}

fn begins_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_and_numbers_that_would_change_are_guarded_and_nothing_else() {
        for (plain, written) in [
            ("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")"),
            ("+39 02 5550 100", "'+39 02 5550 100"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("0042", "'0042"),
            ("390255501001", "'390255501001"),
            ("1204", "1204"),
            ("0", "0"),
            ("02 5550 100", "02 5550 100"),
            ("O'Neill", "O'Neill"),
            ("'s-Gravenhage", "'s-Gravenhage"),
            ("", ""),
        ] {
            assert_eq!(escape(plain), written);
            assert_eq!(unescape(written), plain);
        }
        assert_eq!(unescape("+39 02"), "+39 02", "written by hand");
    }

    proptest! {
        #[test]
        fn what_is_written_comes_back(text in "['=+@0-9\t a-]{0,8}|\\PC{0,8}") {
            let written = escape(&text);
            prop_assert_eq!(unescape(&written), text.as_str());
            prop_assert!(!begins_formula(&written));
        }
    }
}
