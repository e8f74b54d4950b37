//! The words of an HTML body, and nothing else of it: no picture is fetched, no link is kept, no mark-up survives.

/// Longest text, in characters.
const LONGEST: usize = 600;

/// Elements whose content is not for reading.
const UNREAD: [&str; 6] = ["head", "style", "script", "title", "template", "noscript"];

/// Elements that begin a line of their own.
const LINES: [&str; 14] =
    ["br", "p", "div", "li", "tr", "ul", "ol", "table", "h1", "h2", "h3", "h4", "blockquote", "hr"];

/// The words of an HTML (or plain) text: line breaks where lines end, one blank elsewhere, at most 600 characters, cut
/// between words with an ellipsis.
pub fn plain_text(html: &str) -> String {
    let mut text = Text::default();
    let mut rest = html;
    let mut inside: Option<&str> = None;
    while let Some(first) = rest.chars().next() {
        if first == '<'
            && let Some((tag, after)) = tag(rest)
        {
            rest = after;
            match inside {
                Some(open) if tag.closes && tag.name == open => inside = None,
                Some(_) => {}
                None => {
                    inside = UNREAD.into_iter().find(|name| !tag.closes && !tag.empty && tag.name == *name);
                    if LINES.contains(&tag.name.as_str()) {
                        text.line();
                    } else if matches!(tag.name.as_str(), "td" | "th") {
                        text.blank();
                    }
                }
            }
            continue;
        }
        let (character, after) = if first == '&' { reference(rest) } else { (Some(first), &rest[first.len_utf8()..]) };
        rest = after;
        if let (None, Some(character)) = (inside, character) {
            text.push(character);
        }
    }
    cut(text.finish())
}

/// What stands between `<` and `>`.
struct Tag {
    /// In lower case; empty for comments and declarations.
    name: String,
    closes: bool,
    empty: bool,
}

/// The tag at the beginning of `text`, and what follows it; none where the `<` is only a character.
fn tag(text: &str) -> Option<(Tag, &str)> {
    if let Some(comment) = text.strip_prefix("<!--") {
        let after = comment.find("-->").map_or("", |end| &comment[end + 3..]);
        return Some((Tag { name: String::new(), closes: false, empty: true }, after));
    }
    let inner = &text[1..];
    if !inner.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
        return None;
    }
    let end = end_of_tag(inner);
    let content = &inner[..end];
    let after = inner.get(end + 1..).unwrap_or_default();
    let closes = content.starts_with('/');
    let name = content.trim_start_matches('/');
    let length = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    Some((Tag { name: name[..length].to_ascii_lowercase(), closes, empty: content.ends_with('/') }, after))
}

/// Where the tag ends: a `>` inside quotation marks does not count, unless the mark is never closed.
fn end_of_tag(inner: &str) -> usize {
    let mut quote = None;
    for (place, byte) in inner.bytes().enumerate() {
        match (byte, quote) {
            (b'>', None) => return place,
            (b'"' | b'\'', None) if inner[..place].ends_with('=') => quote = Some(byte),
            (mark, Some(open)) if mark == open => quote = None,
            _ => {}
        }
    }
    inner.find('>').unwrap_or(inner.len())
}

/// What `&…;` at the beginning of `text` stands for, and what follows it. An ampersand alone is itself.
fn reference(text: &str) -> (Option<char>, &str) {
    let found =
        text[1..].find(';').filter(|length| *length <= 10).map(|length| (&text[1..=length], &text[length + 2..]));
    let Some((name, after)) = found else { return (Some('&'), &text[1..]) };
    let number = name.strip_prefix('#').map(|digits| match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => digits.parse().ok(),
    });
    let character = match number {
        Some(number) => number.and_then(char::from_u32),
        None => match named(name) {
            Some(character) => Some(character),
            None => return (Some('&'), &text[1..]),
        },
    };
    (character, after)
}

/// The names that mail programs write.
fn named(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "bull" | "middot" => '•',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "laquo" => '«',
        "raquo" => '»',
        "euro" => '€',
        "agrave" => 'à',
        "egrave" => 'è',
        "eacute" => 'é',
        "igrave" => 'ì',
        "ograve" => 'ò',
        "ugrave" => 'ù',
        "Egrave" => 'È',
        "auml" => 'ä',
        "ouml" => 'ö',
        "uuml" => 'ü',
        "Auml" => 'Ä',
        "Ouml" => 'Ö',
        "Uuml" => 'Ü',
        "szlig" => 'ß',
        "ccedil" => 'ç',
        _ => return None,
    })
}

/// Lines of words under construction.
#[derive(Default)]
struct Text {
    done: String,
    line: String,
}

impl Text {
    fn push(&mut self, character: char) {
        // Marks that turn the direction would turn it for what stands after the text too.
        let turns = matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        match character {
            _ if turns || matches!(character, '\u{200b}' | '\u{feff}') => {}
            _ if character.is_whitespace() => self.blank(),
            _ if character.is_control() => {}
            _ => self.line.push(character),
        }
    }

    fn blank(&mut self) {
        if !self.line.is_empty() && !self.line.ends_with(' ') {
            self.line.push(' ');
        }
    }

    fn line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let line = line.trim_end();
        if line.is_empty() {
            return;
        }
        if !self.done.is_empty() {
            self.done.push('\n');
        }
        self.done.push_str(line);
    }

    fn finish(mut self) -> String {
        self.line();
        self.done
    }
}

fn cut(text: String) -> String {
    let Some((limit, _)) = text.char_indices().nth(LONGEST) else { return text };
    let head = &text[..limit];
    let words = head.rfind(char::is_whitespace).filter(|end| *end > limit / 2).map_or(head, |end| &head[..end]);
    format!("{} …", words.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_the_words_stay() {
        let table = [
            ("", ""),
            ("  \r\n ", ""),
            ("I am away.\r\nBack on Monday.", "I am away. Back on Monday."),
            (
                "<html><body><div>I am away.</div><div><br></div><div>Back on <b>Monday</b>.</div></body></html>",
                "I am away.\nBack on Monday.",
            ),
            (
                "<HTML><HEAD><STYLE>p { color: red }</STYLE><title>x</title></HEAD><BODY><P>Ciao<P>a tutti</BODY></HTML>",
                "Ciao\na tutti",
            ),
            (
                "<p>R&amp;D &lt;now&gt; &#233;&#xE8; &nbsp;&egrave; &unknown; a & b</p>",
                "R&D <now> éè è &unknown; a & b",
            ),
            ("<p>see <a href=\"https://example.org/?a=1>2\">here</a><img src='x.png' alt='me'></p>", "see here"),
            ("one<!-- two --><!--[if mso]><p>three</p><![endif]-->four", "onefour"),
            ("<ul><li>a</li><li>b</li></ul><table><tr><td>c</td><td>d</td></tr></table>", "a\nb\nc d"),
            ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
            ("<script>alert(1)</script>x<script/>y", "xy"),
            ("cut off <a href=\"", "cut off"),
            ("a\u{202e}b\u{200b}c\u{0}d", "abcd"),
            ("<o:p>&nbsp;</o:p>", ""),
        ];
        for (html, expected) in table {
            assert_eq!(plain_text(html), expected, "{html}");
        }
    }

    #[test]
    fn what_is_long_is_cut_between_words() {
        let text = plain_text(&"word ".repeat(1000));
        assert!(text.chars().count() <= LONGEST + 2 && text.ends_with("word …"), "{text}");
        let one = plain_text(&"x".repeat(5000));
        assert_eq!(one.chars().count(), LONGEST + 2);
    }

    proptest! {
        #[test]
        fn whatever_is_sent_ends_in_a_few_clean_words(html in "(<[a-z/!]{0,3}|&[a-z#0-9]{0,4};?|[ -~]|\\PC|\n){0,300}") {
            let text = plain_text(&html);
            prop_assert!(text.chars().count() <= LONGEST + 2);
            prop_assert!(text.lines().all(|line| !line.is_empty() && line.trim_end() == line));
            prop_assert!(!text.chars().any(|c| c.is_control() && c != '\n'));
        }

        #[test]
        fn plain_words_stay_as_they_are(words in proptest::collection::vec("[a-zA-Z0-9.,]{1,8}", 1..30)) {
            let text = words.join(" ");
            prop_assert_eq!(plain_text(&text), text);
        }
    }
}
