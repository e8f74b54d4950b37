//! The frame that most operations answer in: `XResponse/ResponseMessages/XResponseMessage`, one message an item.

use crate::simulator::company::Recipient;
use crate::simulator::wire::element::{Element, Space};
use crate::simulator::wire::shape::{Sequence, Violation};
use crate::simulator::wire::xml::Xml;
use crate::simulator::wire::{MESSAGES, TYPES};

/// Why one item of a request failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Failure {
    /// `Error`, or `Warning` where there is an answer all the same.
    pub class: &'static str,
    pub code: &'static str,
    pub text: &'static str,
}

impl Failure {
    /// An error.
    pub const fn new(code: &'static str, text: &'static str) -> Self {
        Self { class: "Error", code, text }
    }
}

/// The response of an operation; `messages` writes its messages.
pub(super) fn response(operation: &str, messages: impl FnOnce(&mut Xml)) -> Xml {
    let mut xml = Xml::new();
    xml.element(&format!("m:{operation}Response"), &[("xmlns:m", MESSAGES), ("xmlns:t", TYPES)], |xml| {
        xml.element("m:ResponseMessages", &[], messages);
    });
    xml
}

/// One message; `content` follows the code.
pub(super) fn message(xml: &mut Xml, operation: &str, failure: Option<Failure>, content: impl FnOnce(&mut Xml)) {
    let class = failure.map_or("Success", |failure| failure.class);
    xml.element(&format!("m:{operation}ResponseMessage"), &[("ResponseClass", class)], |xml| {
        code(xml, failure);
        content(xml);
    });
}

/// The response of an operation that is its own message; `content` follows the code.
pub(super) fn whole(operation: &str, failure: Option<Failure>, content: impl FnOnce(&mut Xml)) -> Xml {
    let mut xml = Xml::new();
    let class = failure.map_or("Success", |failure| failure.class);
    let attributes = [("ResponseClass", class), ("xmlns:m", MESSAGES), ("xmlns:t", TYPES)];
    xml.element(&format!("m:{operation}Response"), &attributes, |xml| {
        code(xml, failure);
        content(xml);
    });
    xml
}

fn code(xml: &mut Xml, failure: Option<Failure>) {
    match failure {
        None => xml.text("m:ResponseCode", "NoError"),
        Some(failure) => {
            xml.text("m:MessageText", failure.text);
            xml.text("m:ResponseCode", failure.code);
            xml.text("m:DescriptiveLinkKey", "0");
        }
    }
}

/// The mailbox of whoever that is, in an element of that name.
pub(super) fn mailbox(xml: &mut Xml, element: &str, recipient: Recipient<'_>) {
    let (name, address, kind) = match recipient {
        Recipient::Member(member) => (member.name(), &member.address, "Mailbox"),
        Recipient::List(list) => (list.name.clone(), &list.address, "PublicDL"),
    };
    xml.element(element, &[], |xml| {
        xml.text("t:Name", &name);
        xml.text("t:EmailAddress", address);
        xml.text("t:RoutingType", "SMTP");
        xml.text("t:MailboxType", kind);
    });
}

/// The address in an element of type `EmailAddressType`.
pub(super) fn address_in(element: &Element) -> Result<&str, Violation> {
    let mut parts = Sequence::of(element);
    parts.optional(Space::Types, "Name");
    let address = parts.required(Space::Types, "EmailAddress")?;
    parts.optional(Space::Types, "RoutingType");
    parts.optional(Space::Types, "MailboxType");
    parts.end()?;
    Ok(address.text.trim())
}

/// The code for the log: the first that is not `NoError`.
pub(super) fn overall<'a>(failures: impl IntoIterator<Item = &'a Option<Failure>>) -> &'static str {
    failures.into_iter().find_map(|failure| failure.map(|failure| failure.code)).unwrap_or("NoError")
}
