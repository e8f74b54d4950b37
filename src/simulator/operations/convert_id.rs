//! `ConvertId`: the same Id in another spelling. Clients use it to find out which version a server has.

use super::response::{Failure, message, overall, response};
use super::{Answer, Call};
use crate::simulator::company::Recipient;
use crate::simulator::wire::element::{Element, Space};
use crate::simulator::wire::fault::Fault;
use crate::simulator::wire::shape::{Sequence, Violation, invalid_attribute};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

const FORMATS: [&str; 6] = ["EwsLegacyId", "EwsId", "EntryId", "HexEntryId", "StoreId", "OwaId"];
const MALFORMED: Failure = Failure::new("ErrorInvalidIdMalformed", "Id is malformed.");
const NO_ADDRESS: Failure = Failure::new("ErrorInvalidSmtpAddress", "The SMTP address format is invalid.");
const NO_MAILBOX: Failure =
    Failure::new("ErrorNonExistentMailbox", "The SMTP address has no mailbox associated with it.");

/// Answers the operation.
pub(super) fn answer(call: &Call<'_>) -> Result<Answer, Fault> {
    let operation = &call.request.operation;
    let destination = format(operation, "DestinationFormat")?;
    let mut parts = Sequence::of(operation);
    let mut ids = Sequence::of(parts.required(Space::Messages, "SourceIds")?);
    let first = ids.required(Space::Types, "AlternateId")?;
    let rest = ids.many(Space::Types, "AlternateId");
    ids.end()?;
    parts.end()?;
    let mut results = Vec::new();
    for id in std::iter::once(first).chain(rest) {
        results.push(convert(call, id, destination)?);
    }
    let body = response("ConvertId", |xml| {
        for (failure, id, mailbox) in &results {
            message(xml, "ConvertId", *failure, |xml| {
                if failure.is_none() {
                    let xsi = "http://www.w3.org/2001/XMLSchema-instance";
                    let attributes = [
                        ("xmlns:xsi", xsi),
                        ("xsi:type", "t:AlternateIdType"),
                        ("Format", destination),
                        ("Id", id),
                        ("Mailbox", mailbox),
                    ];
                    xml.empty("m:AlternateId", &attributes);
                }
            });
        }
    });
    Ok(Answer { mailboxes: results.len(), code: overall(results.iter().map(|(failure, ..)| failure)), body })
}

fn convert(
    call: &Call<'_>,
    element: &Element,
    destination: &str,
) -> Result<(Option<Failure>, String, String), Violation> {
    let source = format(element, "Format")?;
    let attribute =
        |name: &str| element.attribute(name).ok_or_else(|| invalid_attribute(element, name, None, "string"));
    let (id, mailbox) = (attribute("Id")?, attribute("Mailbox")?);
    let bytes = if source == "HexEntryId" { from_hex(id) } else { STANDARD.decode(id.trim()).ok() };
    let failure = match (call.company.find(mailbox), bytes.as_deref()) {
        _ if !mailbox.contains('@') => Some(NO_ADDRESS),
        (None | Some(Recipient::List(_)), _) => Some(NO_MAILBOX),
        (_, None | Some([])) => Some(MALFORMED),
        (Some(Recipient::Member(_)), Some(_)) => None,
    };
    let bytes = bytes.unwrap_or_default();
    let converted = match destination {
        "HexEntryId" => bytes.iter().map(|byte| format!("{byte:02X}")).collect(),
        _ => STANDARD.encode(bytes),
    };
    Ok((failure, converted, mailbox.to_owned()))
}

fn format(element: &Element, attribute: &str) -> Result<&'static str, Violation> {
    let value = element.attribute(attribute);
    let known = FORMATS.iter().find(|format| Some(**format) == value).copied();
    known.ok_or_else(|| invalid_attribute(element, attribute, value, "IdFormatType"))
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> =
        text.trim().chars().map(|digit| digit.to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect();
    let digits = digits.filter(|digits| digits.len().is_multiple_of(2))?;
    Some(digits.chunks_exact(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect())
}
