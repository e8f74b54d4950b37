//! Small XML documents as trees of local names. Whatever comes, it costs little: size, depth and number have limits.

use quick_xml::Reader;
use quick_xml::events::Event;

/// A sound answer has a few kilobytes.
const MOST_BYTES: usize = 512 << 10;
const MOST_NODES: usize = 5_000;
const DEEPEST: usize = 40;

/// An element.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Node {
    /// Without prefix.
    pub(super) name: String,
    /// The attribute `Type`, where there is one.
    pub(super) kind: Option<String>,
    /// Its own text, trimmed.
    pub(super) text: String,
    pub(super) children: Vec<Node>,
}

impl Node {
    /// The first child of this name.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The children of this name.
    pub(super) fn all<'n>(&'n self, name: &'n str) -> impl Iterator<Item = &'n Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of the first child of this name; none where it is empty.
    pub(super) fn says(&self, name: &str) -> Option<&str> {
        self.child(name).map(|child| child.text.as_str()).filter(|text| !text.is_empty())
    }

    /// The element of this name, wherever below.
    pub(super) fn find(&self, name: &str) -> Option<&Self> {
        self.children.iter().find_map(|child| if child.name == name { Some(child) } else { child.find(name) })
    }
}

/// The document's root; none where it is not whole XML, or larger than sense.
pub(super) fn read(bytes: &[u8]) -> Option<Node> {
    if bytes.len() > MOST_BYTES {
        return None;
    }
    let text = String::from_utf8_lossy(bytes);
    let mut reader = Reader::from_str(text.trim_start_matches('\u{FEFF}').trim_start());
    let mut open: Vec<Node> = Vec::new();
    let mut nodes = 0_usize;
    loop {
        let closed = match reader.read_event().ok()? {
            Event::Start(start) => {
                nodes += 1;
                if open.len() >= DEEPEST || nodes > MOST_NODES {
                    return None;
                }
                open.push(begun(&start));
                continue;
            }
            Event::Empty(start) => {
                nodes += 1;
                (nodes <= MOST_NODES).then(|| begun(&start))?
            }
            Event::End(_) => open.pop()?,
            Event::Text(piece) => {
                push(&mut open, &piece.into_inner());
                continue;
            }
            Event::CData(piece) => {
                push(&mut open, &piece.into_inner());
                continue;
            }
            Event::GeneralRef(reference) => {
                let character = character(&reference.into_inner())?;
                push(&mut open, character.encode_utf8(&mut [0; 4]));
                continue;
            }
            Event::Eof => return None,
            // An entity that a document declares itself would be somebody's trick.
            Event::DocType(_) => return None,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
        };
        let closed = Node { text: closed.text.trim().to_owned(), ..closed };
        match open.last_mut() {
            Some(parent) => parent.children.push(closed),
            None => return Some(closed),
        }
    }
}

fn begun(start: &quick_xml::events::BytesStart<'_>) -> Node {
    let name = start.local_name().into_inner().to_owned();
    let mut attributes = start.attributes();
    let kind = attributes.with_checks(false).flatten().find(|attribute| attribute.key.local_name().as_ref() == "Type");
    Node { name, kind: kind.map(|kind| kind.value.into_owned()), ..Node::default() }
}

fn push(open: &mut [Node], piece: &str) {
    if let Some(node) = open.last_mut() {
        node.text.push_str(piece);
    }
}

fn character(reference: &str) -> Option<char> {
    match reference {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let digits = reference.strip_prefix('#')?;
            let number = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => digits.parse(),
            };
            // Servers write some that XML forbids; they are no reason to know nothing.
            let sound = number.ok().and_then(char::from_u32).filter(|c| !c.is_control() || c.is_whitespace());
            Some(sound.unwrap_or(char::REPLACEMENT_CHARACTER))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn documents_become_trees_whatever_the_prefixes() {
        let text = "\u{FEFF}<?xml version='1.0'?><x:a xmlns:x='u'><!-- no --><b Type='EXCH'> one &amp; <![CDATA[<two>]]></b><x:c/></x:a>";
        let root = read(text.as_bytes()).unwrap();
        assert_eq!((root.name.as_str(), root.children.len()), ("a", 2));
        let b = root.child("b").unwrap();
        assert_eq!((b.text.as_str(), b.kind.as_deref()), ("one & <two>", Some("EXCH")));
        assert_eq!((root.says("b"), root.says("c"), root.says("d")), (Some("one & <two>"), None, None));
    }

    #[test]
    fn what_is_broken_deep_huge_or_tricky_is_none() {
        let deep = "<a>".repeat(10_000);
        let many = format!("<a>{}</a>", "<b/>".repeat(MOST_NODES + 1));
        let huge = format!("<a>{}</a>", "x".repeat(MOST_BYTES));
        let trick = "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>";
        for text in ["", "plain", "<a>", "<a></b>", "<a", "</a>", "<a>&x;</a>", trick, &deep, &many, &huge] {
            assert_eq!(read(text.as_bytes()), None, "{}", &text[..text.len().min(40)]);
        }
    }

    proptest! {
        #[test]
        fn nothing_that_comes_stops_the_program(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = read(&bytes);
        }

        #[test]
        fn nor_does_anything_that_looks_like_xml(text in "(<[ab/!?]{0,3}>?|&[#x0-9a]{0,5};?|[ -~]{0,3}){0,40}") {
            let _ = read(text.as_bytes());
        }
    }
}
