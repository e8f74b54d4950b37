//! `FindPeople` in the directory. The account keeps no contacts of its own.

use super::response::{Failure, mailbox, overall, whole};
use super::{Answer, Call};
use crate::simulator::company::Recipient;
use crate::simulator::wire::element::{Element, Space};
use crate::simulator::wire::fault::Fault;
use crate::simulator::wire::shape::{Sequence, Violation, invalid_attribute, word};
use crate::simulator::wire::xml::Xml;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The whole directory is for nobody to browse.
const NO_QUERY: Failure = Failure::new("ErrorInvalidOperation", "A query string is required to search the directory.");

/// Answers the operation.
pub(super) fn answer(call: &Call<'_>) -> Result<Answer, Fault> {
    let mut parts = Sequence::of(&call.request.operation);
    let fields = match parts.optional(Space::Messages, "PersonaShape") {
        Some(shape) => fields(shape)?,
        None => Vec::new(),
    };
    let view = parts.required(Space::Messages, "IndexedPageItemView")?;
    let (most, offset) = (number(view, "MaxEntriesReturned")?, number(view, "Offset")?.unwrap_or(0));
    let folder = parts.optional(Space::Messages, "ParentFolderId");
    let query = parts.optional(Space::Messages, "QueryString").map_or("", |query| query.text.trim());
    parts.end()?;
    let folder = folder.and_then(|folder| folder.child(Space::Types, "DistinguishedFolderId"));
    let directory = folder.and_then(|folder| folder.attribute("Id")) == Some("directory");
    let failure = (directory && query.is_empty()).then_some(NO_QUERY);
    let found = if directory && failure.is_none() { call.company.resolve(query) } else { Vec::new() };
    let shown = found.iter().skip(offset).take(most.unwrap_or(found.len()));
    let body = whole("FindPeople", failure, |xml| {
        if failure.is_some() {
            return;
        }
        xml.element("m:People", &[], |xml| {
            for recipient in shown {
                xml.element("t:Persona", &[], |xml| persona(xml, *recipient, &fields));
            }
        });
        xml.text("m:TotalNumberOfPeopleInView", &found.len().to_string());
    });
    Ok(Answer { mailboxes: 0, code: overall([&failure]), body })
}

/// The properties that are asked for, in the schema's words without their family.
fn fields(shape: &Element) -> Result<Vec<&str>, Violation> {
    let mut parts = Sequence::of(shape);
    let base = parts.required(Space::Types, "BaseShape")?;
    let base = word(base, "DefaultShapeNamesType", &["IdOnly", "Default", "AllProperties", "PcxPeopleSearch"])?;
    let mut fields: Vec<&str> = if base == "IdOnly" { Vec::new() } else { vec!["DisplayName", "EmailAddress"] };
    let more = parts.optional(Space::Types, "AdditionalProperties");
    parts.end()?;
    for field in more.into_iter().flat_map(|more| &more.children) {
        let uri = field.attribute("FieldURI");
        let name = uri.and_then(|uri| uri.strip_prefix("persona:")).filter(|name| KNOWN.contains(name));
        fields.push(name.ok_or_else(|| invalid_attribute(field, "FieldURI", uri, "UnindexedFieldURIType"))?);
    }
    Ok(fields)
}

/// The properties that this server knows. There is no `Department`, only `Departments`.
const KNOWN: [&str; 10] = [
    "PersonaId",
    "PersonaType",
    "DisplayName",
    "Title",
    "EmailAddress",
    "EmailAddresses",
    "PhoneNumber",
    "BusinessPhoneNumbers",
    "MobilePhones",
    "Departments",
];

fn number(view: &Element, name: &str) -> Result<Option<usize>, Violation> {
    let Some(value) = view.attribute(name) else { return Ok(None) };
    value.parse().map(Some).map_err(|_| invalid_attribute(view, name, Some(value), "int"))
}

/// In the schema's order.
fn persona(xml: &mut Xml, recipient: Recipient<'_>, fields: &[&str]) {
    let (name, address) = match recipient {
        Recipient::Member(member) => (member.name(), &member.address),
        Recipient::List(list) => (list.name.clone(), &list.address),
    };
    let wants = |field: &str| fields.contains(&field);
    let member = match recipient {
        Recipient::Member(member) => Some(member),
        Recipient::List(_) => None,
    };
    xml.empty("t:PersonaId", &[("Id", &STANDARD.encode(address))]);
    if wants("PersonaType") {
        let kind = member.map_or("DistributionList", |member| if member.room { "Room" } else { "Person" });
        xml.text("t:PersonaType", kind);
    }
    if wants("DisplayName") {
        xml.text("t:DisplayName", &name);
    }
    if let Some(member) = member.filter(|member| wants("Title") && !member.title.is_empty()) {
        xml.text("t:Title", member.title);
    }
    if wants("EmailAddress") {
        mailbox(xml, "t:EmailAddress", recipient);
    }
    if wants("EmailAddresses") {
        xml.element("t:EmailAddresses", &[], |xml| mailbox(xml, "t:Address", recipient));
    }
    let Some(member) = member else { return };
    let phone = |xml: &mut Xml, element: &str, number: &str, kind: &str| {
        xml.element(element, &[], |xml| {
            xml.text("t:Number", number);
            xml.text("t:Type", kind);
        });
    };
    let several = |xml: &mut Xml, element: &str, kind: &str, value: &dyn Fn(&mut Xml)| {
        xml.element(element, &[], |xml| {
            xml.element(kind, &[], |xml| {
                value(xml);
                xml.element("t:Attributions", &[], |xml| xml.text("t:Attribution", "0"));
            });
        });
    };
    if wants("PhoneNumber") && !member.phone.is_empty() {
        phone(xml, "t:PhoneNumber", &member.phone, "Business");
    }
    let numbers = [("BusinessPhoneNumbers", &member.phone, "Business"), ("MobilePhones", &member.mobile, "Mobile")];
    for (field, number, kind) in numbers {
        if wants(field) && !number.is_empty() {
            let value = |xml: &mut Xml| phone(xml, "t:Value", number, kind);
            several(xml, &format!("t:{field}"), "t:PhoneNumberAttributedValue", &value);
        }
    }
    if wants("Departments") && !member.department.is_empty() {
        let value = |xml: &mut Xml| xml.text("t:Value", member.department);
        several(xml, "t:Departments", "t:StringAttributedValue", &value);
    }
}
