//! Writing XML into memory.

use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::writer::Writer;

/// An XML text under construction. Writing to memory cannot fail, so nothing here does.
pub(in crate::simulator) struct Xml {
    writer: Writer<Vec<u8>>,
}

impl Xml {
    /// An empty text.
    pub fn new() -> Self {
        Self { writer: Writer::new(Vec::new()) }
    }

    fn put(&mut self, event: Event<'_>) {
        self.writer.write_event(event).ok();
    }

    /// `<?xml version="1.0" encoding="utf-8"?>`
    pub fn declaration(&mut self) {
        self.put(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
    }

    /// An element with what `content` writes inside.
    pub fn element(&mut self, name: &str, attributes: &[(&str, &str)], content: impl FnOnce(&mut Self)) {
        self.put(Event::Start(start(name, attributes)));
        content(self);
        self.put(Event::End(BytesEnd::new(name)));
    }

    /// An element without content.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.put(Event::Empty(start(name, attributes)));
    }

    /// An element with text.
    pub fn text(&mut self, name: &str, text: &str) {
        self.text_with(name, &[], text);
    }

    /// An element with attributes and text.
    pub fn text_with(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.element(name, attributes, |xml| xml.put(Event::Text(BytesText::new(text))));
    }

    /// An element whose content is written as it is, for what no writer would escape that way.
    pub fn raw(&mut self, name: &str, escaped: &str) {
        self.element(name, &[], |xml| xml.put(Event::Text(BytesText::from_escaped(escaped))));
    }

    /// What was written elsewhere.
    pub fn append(&mut self, other: Self) {
        self.writer.get_mut().extend(other.bytes());
    }

    /// The finished text.
    pub fn bytes(self) -> Vec<u8> {
        self.writer.into_inner()
    }
}

fn start<'a>(name: &'a str, attributes: &[(&'a str, &'a str)]) -> BytesStart<'a> {
    BytesStart::new(name).with_attributes(attributes.iter().copied())
}
