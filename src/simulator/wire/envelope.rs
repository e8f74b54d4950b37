//! SOAP envelopes: what a request carries, and what an answer is wrapped into.

use super::element::{Element, Space};
use super::fault::Fault;
use super::level::{Level, server_version};
use super::shape::{Sequence, Violation, invalid_attribute};
use super::xml::Xml;
use super::zone::WireZone;
use super::{SOAP, TYPES, zone_reader};
use crate::simulator::Generation;

/// A request, read and checked as far as all operations share it.
pub(in crate::simulator) struct Request {
    /// The schema level it asks for.
    pub level: Level,
    /// The zone of its `TimeZoneContext` header.
    pub context: Option<WireZone>,
    /// The operation's element.
    pub operation: Element,
}

impl Request {
    /// Reads a request's body.
    ///
    /// # Errors
    /// The fault to answer with.
    pub fn parse(body: &[u8], generation: Generation) -> Result<Self, Fault> {
        let text = std::str::from_utf8(body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body))
            .map_err(|_| Violation { position: Default::default(), text: "The request is not UTF-8.".to_owned() })?;
        let mut envelope = Element::parse(text)?;
        if !envelope.is(Space::Soap, "Envelope") {
            let text = format!("The '{}' element is not declared.", envelope.name);
            return Err(Violation { position: envelope.position, text }.into());
        }
        let mut parts = Sequence::of(&envelope);
        let header = parts.optional(Space::Soap, "Header");
        parts.required(Space::Soap, "Body")?;
        parts.end()?;
        let level = level(header, generation)?;
        let context = match header.and_then(|header| header.child(Space::Types, "TimeZoneContext")) {
            Some(context) => Some(zone_reader::context(context)?),
            None => None,
        };
        let body = envelope.children.pop().map(|body| (body.position, body.children));
        let (position, mut children) = body.unwrap_or_default();
        match children.pop() {
            Some(operation) if children.is_empty() => Ok(Self { level, context, operation }),
            _ => {
                let text = format!("The element 'Body' in namespace '{SOAP}' has invalid content.");
                Err(Violation { position, text }.into())
            }
        }
    }
}

fn level(header: Option<&Element>, generation: Generation) -> Result<Level, Fault> {
    let Some(version) = header.and_then(|header| header.child(Space::Types, "RequestServerVersion")) else {
        return Ok(Level::OLDEST);
    };
    let name = version.attribute("Version").ok_or_else(|| invalid_attribute(version, "Version", None, ""))?;
    Level::named(name, generation)
        .ok_or_else(|| Fault::new("ErrorInvalidServerVersion", "The specified server version is invalid."))
}

/// Wraps what `body` writes into an answer.
pub(in crate::simulator) fn answer(generation: Generation, body: impl FnOnce(&mut Xml)) -> Vec<u8> {
    let mut version: Vec<_> = server_version(generation).to_vec();
    version.push(("xmlns:h", TYPES));
    version.push(("xmlns", TYPES));
    soap(|xml| xml.element("s:Header", &[], |xml| xml.empty("h:ServerVersionInfo", &version)), body)
}

/// A SOAP envelope with header and body.
pub(super) fn soap(header: impl FnOnce(&mut Xml), body: impl FnOnce(&mut Xml)) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.declaration();
    xml.element("s:Envelope", &[("xmlns:s", SOAP)], |xml| {
        header(xml);
        let schema = [
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            ("xmlns:xsd", "http://www.w3.org/2001/XMLSchema"),
        ];
        xml.element("s:Body", &schema, body);
    });
    xml.bytes()
}
