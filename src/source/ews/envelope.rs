//! Reading the envelope of an answer: the version in its header, and a response or a fault in its body.

use super::fault::{self, Fault};
use super::version::ServerVersion;
use super::xml::{Cursor, Ns, Tag};
use crate::source::Misread;

/// An answer's envelope.
#[derive(Debug)]
pub(super) struct Envelope<T> {
    pub(super) server: Option<ServerVersion>,
    pub(super) content: Content<T>,
}

#[derive(Debug)]
pub(super) enum Content<T> {
    /// What the operation answers.
    Response(T),
    Fault(Fault),
}

/// Reads a whole answer; `response` reads the element of that name, which was just entered.
pub(super) fn envelope<T>(
    text: &str,
    name: &str,
    response: impl Fn(&mut Cursor<'_>, &Tag<'_>) -> Result<T, Misread>,
) -> Result<Envelope<T>, Misread> {
    let text = text.trim_start_matches('\u{FEFF}');
    if text.trim().is_empty() {
        return Err(Misread::Empty);
    }
    let mut cursor = Cursor::new(text);
    let root = cursor.child()?;
    if !root.is_some_and(|tag| tag.ns == Ns::Soap && tag.name() == "Envelope") {
        return Err(Misread::NotExchange);
    }
    let (mut server, mut content) = (None, None);
    while let Some(tag) = cursor.child()? {
        match (tag.ns, tag.name()) {
            (Ns::Soap, "Header") => server = header(&mut cursor)?,
            (Ns::Soap, "Body") => content = body(&mut cursor, name, &response)?,
            _ => cursor.skip()?,
        }
    }
    content.map(|content| Envelope { server, content }).ok_or(Misread::NotExchange)
}

fn header(cursor: &mut Cursor<'_>) -> Result<Option<ServerVersion>, Misread> {
    let mut server = None;
    while let Some(tag) = cursor.child()? {
        if tag.ews() == "ServerVersionInfo" {
            server = server_version(&tag);
        }
        cursor.skip()?;
    }
    Ok(server)
}

fn server_version(tag: &Tag<'_>) -> Option<ServerVersion> {
    let number = |name| tag.attribute(name).and_then(|value| value.trim().parse().ok());
    Some(ServerVersion {
        major: number("MajorVersion")?,
        minor: number("MinorVersion")?,
        build: number("MajorBuildNumber").unwrap_or(0),
        revision: number("MinorBuildNumber").unwrap_or(0),
    })
}

fn body<T>(
    cursor: &mut Cursor<'_>,
    name: &str,
    response: impl Fn(&mut Cursor<'_>, &Tag<'_>) -> Result<T, Misread>,
) -> Result<Option<Content<T>>, Misread> {
    let mut content = None;
    while let Some(tag) = cursor.child()? {
        match (tag.ns, tag.name()) {
            (Ns::Soap, "Fault") => content = Some(Content::Fault(fault::read(cursor)?)),
            // Some servers leave the namespace of this one element out.
            (_, found) if found == name => content = Some(Content::Response(response(cursor, &tag)?)),
            _ => cursor.skip()?,
        }
    }
    Ok(content)
}
