//! A request's XML as a tree, each element with its place in the text.

use super::shape::Violation;
use super::{MESSAGES, SOAP, TYPES};
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

/// Requests are shallow; deeper ones are somebody's attempt to exhaust the stack.
const DEEPEST: usize = 64;

/// The namespaces a request is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::simulator) enum Space {
    Soap,
    Types,
    Messages,
    Other,
}

impl Space {
    /// The namespace's name.
    pub fn uri(self) -> &'static str {
        match self {
            Self::Soap => SOAP,
            Self::Types => TYPES,
            Self::Messages => MESSAGES,
            Self::Other => "",
        }
    }
}

/// Where something stands in the text, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::simulator) struct Position {
    pub line: u32,
    pub column: u32,
}

/// One element.
#[derive(Debug, Clone)]
pub(in crate::simulator) struct Element {
    pub space: Space,
    /// Without prefix.
    pub name: String,
    attributes: Vec<(String, String)>,
    pub children: Vec<Element>,
    /// All character data directly inside, together.
    pub text: String,
    pub position: Position,
}

impl Element {
    /// Whether this is the element of that name in that namespace.
    pub fn is(&self, space: Space, name: &str) -> bool {
        self.space == space && self.name == name
    }

    /// The first child of that name in that namespace.
    pub fn child(&self, space: Space, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.is(space, name))
    }

    /// The value of an attribute without a namespace.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Reads a document.
    ///
    /// # Errors
    /// Where it is not well-formed, or not what a request may be: document types, undeclared prefixes, great depth.
    pub fn parse(text: &str) -> Result<Self, Violation> {
        Parser { reader: NsReader::from_str(text), places: Places::new(text), open: Vec::new() }.document()
    }
}

struct Parser<'t> {
    reader: NsReader<&'t [u8]>,
    places: Places<'t>,
    open: Vec<Element>,
}

impl Parser<'_> {
    fn document(mut self) -> Result<Element, Violation> {
        loop {
            let position = self.places.at(self.reader.buffer_position());
            let wrong = |text: String| Violation { position, text };
            let (space, event) = self.reader.read_resolved_event().map_err(|error| wrong(error.to_string()))?;
            let space = match space {
                ResolveResult::Bound(namespace) => match namespace.0 {
                    SOAP => Space::Soap,
                    TYPES => Space::Types,
                    MESSAGES => Space::Messages,
                    _ => Space::Other,
                },
                ResolveResult::Unbound => Space::Other,
                ResolveResult::Unknown(prefix) => return Err(wrong(format!("'{prefix}' is an undeclared prefix."))),
            };
            let complete = match event {
                Event::Start(start) => {
                    if self.open.len() == DEEPEST {
                        return Err(wrong("The request is nested too deeply.".to_owned()));
                    }
                    self.open.push(element(space, &start, position)?);
                    None
                }
                Event::Empty(start) => self.close(element(space, &start, position)?),
                Event::End(_) => match self.open.pop() {
                    Some(done) => self.close(done),
                    None => None,
                },
                Event::Text(text) => self.characters(&text.xml10_content(), position)?,
                Event::CData(data) => self.characters(&data.xml10_content(), position)?,
                Event::GeneralRef(reference) => {
                    let text =
                        character(&reference).ok_or_else(|| wrong(format!("&{}; is not allowed.", &*reference)))?;
                    self.characters(&text, position)?
                }
                Event::DocType(_) => return Err(wrong("DTD is prohibited.".to_owned())),
                Event::Eof => return Err(wrong("Root element is missing.".to_owned())),
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => None,
            };
            if let Some(root) = complete {
                return Ok(root);
            }
        }
    }

    /// Hangs a finished element into its parent; gives it back where it has none.
    fn close(&mut self, done: Element) -> Option<Element> {
        match self.open.last_mut() {
            Some(parent) => {
                parent.children.push(done);
                None
            }
            None => Some(done),
        }
    }

    fn characters(&mut self, text: &str, position: Position) -> Result<Option<Element>, Violation> {
        match self.open.last_mut() {
            Some(element) => element.text.push_str(text),
            None if text.trim().is_empty() => {}
            None => {
                return Err(Violation { position, text: "Data at the root level is invalid.".to_owned() });
            }
        }
        Ok(None)
    }
}

fn element(space: Space, start: &BytesStart<'_>, position: Position) -> Result<Element, Violation> {
    let wrong = |text: String| Violation { position, text };
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| wrong(error.to_string()))?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| wrong(error.to_string()))?;
        attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
    }
    let name = start.local_name().as_ref().to_owned();
    Ok(Element { space, name, attributes, children: Vec::new(), text: String::new(), position })
}

/// What a reference stands for; nothing where XML 1.0 forbids or does not know it.
fn character(reference: &BytesRef<'_>) -> Option<String> {
    match reference.resolve_char_ref() {
        Ok(Some(character)) => {
            let allowed = !character.is_control() || matches!(character, '\t' | '\n' | '\r' | '\u{7f}'..='\u{9f}');
            allowed.then(|| character.to_string())
        }
        Ok(None) => resolve_predefined_entity(reference).map(str::to_owned),
        Err(_) => None,
    }
}

/// Turns offsets, which only grow, into lines and columns.
struct Places<'t> {
    text: &'t str,
    offset: usize,
    position: Position,
}

impl<'t> Places<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, offset: 0, position: Position { line: 1, column: 1 } }
    }

    fn at(&mut self, offset: u64) -> Position {
        let offset = usize::try_from(offset).unwrap_or(usize::MAX).min(self.text.len());
        for byte in self.text.as_bytes().get(self.offset..offset).unwrap_or_default() {
            match byte {
                b'\n' => self.position = Position { line: self.position.line + 1, column: 1 },
                _ => self.position.column += 1,
            }
        }
        self.offset = self.offset.max(offset);
        self.position
    }
}
