//! Reading XML as servers write it: by namespace and local name, with any prefix; character references that XML forbids
//! are left out.

use crate::source::Misread;
use quick_xml::Reader;
use quick_xml::errors::{Error, SyntaxError};
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::PrefixDeclaration;
use std::borrow::Cow;

/// Where an element's name belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ns {
    /// The SOAP envelope, 1.1 or 1.2.
    Soap,
    /// Exchange's types, messages or errors. Servers mix the first two up in places, so they are one here.
    Ews,
    /// Any other, or none.
    Other,
}

impl Ns {
    fn of(uri: &str) -> Self {
        match uri {
            "http://schemas.xmlsoap.org/soap/envelope/" | "http://www.w3.org/2003/05/soap-envelope" => Self::Soap,
            _ => match uri.strip_prefix("http://schemas.microsoft.com/exchange/services/2006/") {
                Some("types" | "messages" | "errors") => Self::Ews,
                _ => Self::Other,
            },
        }
    }
}

/// An element that was just entered. Its content must be taken next: by [`Cursor::child`] until none is left, by
/// [`Cursor::text`] or by [`Cursor::skip`].
pub(super) struct Tag<'x> {
    start: BytesStart<'x>,
    /// Where the local name begins.
    local: usize,
    pub(super) ns: Ns,
}

impl Tag<'_> {
    /// The local name.
    pub(super) fn name(&self) -> &str {
        &self.start.name().into_inner()[self.local..]
    }

    /// The local name of an element of Exchange; empty for all others.
    pub(super) fn ews(&self) -> &str {
        if self.ns == Ns::Ews { self.name() } else { "" }
    }

    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        let found = attributes.with_checks(false).flatten().find(|attribute| attribute.key.as_ref() == name)?;
        Some(found.value.into_owned())
    }
}

/// Prefixes in force from an element on.
struct Binding {
    depth: usize,
    prefix: String,
    ns: Ns,
}

/// No sound answer has more declarations in force at once.
const MOST_BINDINGS: usize = 64;

/// A place in a document.
pub(super) struct Cursor<'x> {
    reader: Reader<&'x [u8]>,
    depth: usize,
    bindings: Vec<Binding>,
    /// Whether a namespace of Exchange has been declared so far.
    pub(super) saw_ews: bool,
}

impl<'x> Cursor<'x> {
    pub(super) fn new(text: &'x str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth: 0, bindings: Vec::new(), saw_ews: false }
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// Enters the next element inside the current one; None at its end, which leaves it.
    pub(super) fn child(&mut self) -> Result<Option<Tag<'x>>, Misread> {
        loop {
            match self.event()? {
                Event::Start(start) => return self.enter(start).map(Some),
                Event::End(_) => {
                    self.leave();
                    return Ok(None);
                }
                Event::Eof if self.depth == 0 => return Ok(None),
                Event::Eof => return Err(Misread::Cut),
                _ => {}
            }
        }
    }

    /// The text of the current element, which is left. Elements inside it are left out.
    pub(super) fn text(&mut self) -> Result<Cow<'x, str>, Misread> {
        let mut text = Cow::Borrowed("");
        loop {
            match self.event()? {
                Event::Text(piece) => append(&mut text, piece.into_inner()),
                Event::CData(piece) => append(&mut text, piece.into_inner()),
                Event::GeneralRef(reference) => text.to_mut().extend(character(&reference.into_inner())),
                Event::Start(_) => {
                    self.depth += 1;
                    self.skip()?;
                }
                Event::End(_) => {
                    self.leave();
                    return Ok(text);
                }
                Event::Eof => return Err(Misread::Cut),
                _ => {}
            }
        }
    }

    /// Leaves the current element without a look at its content.
    pub(super) fn skip(&mut self) -> Result<(), Misread> {
        let outside = self.depth - 1;
        loop {
            match self.event()? {
                Event::Start(_) => self.depth += 1,
                Event::End(_) => {
                    self.leave();
                    if self.depth == outside {
                        return Ok(());
                    }
                }
                Event::Eof => return Err(Misread::Cut),
                _ => {}
            }
        }
    }

    fn event(&mut self) -> Result<Event<'x>, Misread> {
        self.reader.read_event().map_err(|error| match error {
            Error::Syntax(SyntaxError::InvalidBangMarkup) => Misread::BrokenXml,
            // All others of this kind say that the end came too early.
            Error::Syntax(_) => Misread::Cut,
            _ => Misread::BrokenXml,
        })
    }

    fn enter(&mut self, start: BytesStart<'x>) -> Result<Tag<'x>, Misread> {
        self.depth += 1;
        if start.attributes_raw().contains("xmlns") {
            self.bind(&start)?;
        }
        let name = start.name().into_inner();
        let (prefix, local) = name.find(':').map_or(("", 0), |colon| (&name[..colon], colon + 1));
        // Prefixes are none or one letter long: comparing byte by byte beats a call that compares memory.
        let same = |binding: &&Binding| binding.prefix.bytes().eq(prefix.bytes());
        let ns = self.bindings.iter().rev().find(same).map_or(Ns::Other, |binding| binding.ns);
        Ok(Tag { start, local, ns })
    }

    fn bind(&mut self, start: &BytesStart<'_>) -> Result<(), Misread> {
        for attribute in start.attributes().with_checks(false).flatten() {
            let prefix = match attribute.key.as_namespace_binding() {
                Some(PrefixDeclaration::Default) => "",
                Some(PrefixDeclaration::Named(prefix)) => prefix,
                None => continue,
            };
            let ns = Ns::of(&attribute.value);
            self.saw_ews |= ns == Ns::Ews;
            self.bindings.push(Binding { depth: self.depth, prefix: prefix.to_owned(), ns });
        }
        if self.bindings.len() > MOST_BINDINGS { Err(Misread::BrokenXml) } else { Ok(()) }
    }

    fn leave(&mut self) {
        // The reader refuses an end without a beginning.
        self.depth = self.depth.saturating_sub(1);
        while self.bindings.last().is_some_and(|binding| binding.depth > self.depth) {
            self.bindings.pop();
        }
    }
}

fn append<'x>(text: &mut Cow<'x, str>, piece: Cow<'x, str>) {
    if text.is_empty() {
        *text = piece;
    } else {
        text.to_mut().push_str(&piece);
    }
}

/// What `&reference;` stands for. None for characters that XML forbids: servers write them (`&#x0;`), and nobody can see
/// them. A name that is not XML's own leaves a mark, so that no time or code reads as whole without it.
fn character(reference: &str) -> Option<char> {
    let number = match reference.strip_prefix('#') {
        Some(digits) => match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => digits.parse(),
        },
        None => {
            return Some(match reference {
                "amp" => '&',
                "lt" => '<',
                "gt" => '>',
                "quot" => '"',
                "apos" => '\'',
                _ => char::REPLACEMENT_CHARACTER,
            });
        }
    };
    number.ok().and_then(char::from_u32).filter(|&c| is_xml(c))
}

/// The characters that XML 1.0 allows.
pub(super) fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPES: &str = "http://schemas.microsoft.com/exchange/services/2006/types";

    #[test]
    fn names_are_resolved_whatever_the_prefix_and_wherever_it_is_declared() {
        let text = format!(
            "<a xmlns:t='{TYPES}'><t:b/><b/><c xmlns='{TYPES}'><b/><t:b xmlns:t='urn:other'/><t:b/></c><b xmlns:q='{TYPES}'/><q:b/></a>"
        );
        let mut cursor = Cursor::new(&text);
        let mut seen = Vec::new();
        fn walk(cursor: &mut Cursor<'_>, seen: &mut Vec<(String, bool)>) {
            while let Some(tag) = cursor.child().unwrap() {
                seen.push((tag.name().to_owned(), tag.ns == Ns::Ews));
                walk(cursor, seen);
            }
        }
        walk(&mut cursor, &mut seen);
        let names: Vec<_> = seen.iter().map(|(name, ews)| (name.as_str(), *ews)).collect();
        let expected = [
            ("a", false),
            ("b", true),
            ("b", false),
            ("c", true),
            ("b", true),
            ("b", false),
            ("b", true),
            ("b", false),
            ("b", false),
        ];
        assert_eq!(names, expected);
    }

    #[test]
    fn text_is_joined_and_cleaned_of_what_xml_forbids() {
        let table = [
            ("<a>plain</a>", "plain"),
            ("<a/>", ""),
            ("<a>R&amp;D &lt;now&gt;</a>", "R&D <now>"),
            ("<a>x&#x0;&#1;&#x1F;y&#x9;&#65;&#xFFFF;&#xD800;</a>", "xy\tA"),
            ("<a>one<![CDATA[<two>]]><b>gone<c/></b>three<!-- no --></a>", "one<two>three"),
            ("<a>&unknown;</a>", "\u{FFFD}"),
            ("<a>&#99999999999;&#xZZ;</a>", ""),
        ];
        for (xml, expected) in table {
            let mut cursor = Cursor::new(xml);
            cursor.child().unwrap().unwrap();
            assert_eq!(cursor.text().unwrap(), expected, "{xml}");
            assert!(cursor.child().unwrap().is_none(), "{xml}");
        }
    }

    #[test]
    fn what_breaks_off_is_told_from_what_is_broken() {
        let table = [
            ("<a><b>", Misread::Cut),
            ("<a><b", Misread::Cut),
            ("<a b='", Misread::Cut),
            ("<a><!-- ", Misread::Cut),
            ("<a></b>", Misread::BrokenXml),
            ("<a>&amp</a>", Misread::BrokenXml),
            ("</a>", Misread::BrokenXml),
        ];
        for (xml, expected) in table {
            let mut cursor = Cursor::new(xml);
            let error = loop {
                match cursor.child() {
                    Ok(_) => assert!(cursor.depth() < 10, "{xml}"),
                    Err(error) => break error,
                }
            };
            assert_eq!(error, expected, "{xml}");
        }
    }

    #[test]
    fn declarations_without_end_are_refused() {
        let many: String = (0..100).map(|n| format!(" xmlns:p{n}='urn:x'")).collect();
        let text = format!("<a{many}/>");
        assert_eq!(Cursor::new(&text).child().err(), Some(Misread::BrokenXml));
    }
}
