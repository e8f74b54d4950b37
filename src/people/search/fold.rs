//! Texts made comparable.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, without accents; letters that no decomposition takes apart are spelt as their neighbours would type them.
/// What joins the parts of a name (`-`, `.`, `,`, `'`) parts words.
pub(super) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match letter {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ø' => out.push('o'),
            'đ' | 'ð' => out.push('d'),
            'ł' => out.push('l'),
            'ı' => out.push('i'),
            'þ' => out.push_str("th"),
            '-' | '.' | ',' | '\'' | '’' | '/' | '(' | ')' | '_' | '@' | '&' | '+' => out.push(' '),
            _ => out.push(letter),
        }
    }
    out
}

/// A name as it is typed without umlauts (`Mueller`); `None` where it has none.
pub(super) fn spelt_out(name: &str) -> Option<String> {
    let composed: String = name.nfc().flat_map(char::to_lowercase).collect();
    let spelt = composed.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue");
    (spelt != composed).then(|| fold(&spelt))
}

/// ASCII digits only.
pub(super) fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}
