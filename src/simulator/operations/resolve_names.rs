//! `ResolveNames`: whom the directory may mean by a piece of a name.

use super::response::{Failure, mailbox, message, overall, response};
use super::{Answer, Call};
use crate::simulator::company::{self, Recipient};
use crate::simulator::wire::element::{Element, Space};
use crate::simulator::wire::fault::Fault;
use crate::simulator::wire::shape::{Sequence, invalid_attribute};
use crate::simulator::wire::xml::Xml;

/// The most candidates an answer has.
const MOST: usize = 100;
const NOBODY: Failure = Failure::new("ErrorNameResolutionNoResults", "No results were found.");
const NO_NAME: Failure = Failure::new(
    "ErrorInvalidNameForNameResolution",
    "The name to be resolved is empty or contains invalid characters.",
);
const SEVERAL: Failure =
    Failure { class: "Warning", code: "ErrorNameResolutionMultipleResults", text: "Multiple results were found." };
const SCOPES: [&str; 4] = ["ActiveDirectory", "ActiveDirectoryContacts", "Contacts", "ContactsActiveDirectory"];

/// Answers the operation.
pub(super) fn answer(call: &Call<'_>) -> Result<Answer, Fault> {
    let operation = &call.request.operation;
    let full = match operation.attribute("ReturnFullContactData") {
        Some("true" | "1") => true,
        Some("false" | "0") => false,
        other => return Err(invalid_attribute(operation, "ReturnFullContactData", other, "boolean").into()),
    };
    let scope = operation.attribute("SearchScope").unwrap_or("ActiveDirectoryContacts");
    if !SCOPES.contains(&scope) {
        let violation = invalid_attribute(operation, "SearchScope", Some(scope), "ResolveNamesSearchScopeType");
        return Err(violation.into());
    }
    let mut parts = Sequence::of(operation);
    parts.optional(Space::Messages, "ParentFolderIds");
    let entry: &Element = parts.required(Space::Messages, "UnresolvedEntry")?;
    parts.end()?;
    let wanted = entry.text.trim();
    let unusable = !wanted.chars().any(char::is_alphanumeric) || wanted.contains(',');
    // The account keeps no contacts of its own.
    let found = match unusable || scope == "Contacts" {
        true => Vec::new(),
        false => call.company.resolve(wanted),
    };
    let outcome = match found.len() {
        _ if unusable => Some(NO_NAME),
        0 => Some(NOBODY),
        1 => None,
        _ => Some(SEVERAL),
    };
    let body = response("ResolveNames", |xml| {
        message(xml, "ResolveNames", outcome, |xml| {
            if found.is_empty() {
                return;
            }
            let total = found.len().min(MOST).to_string();
            let complete = if found.len() <= MOST { "true" } else { "false" };
            let attributes = [("TotalItemsInView", total.as_str()), ("IncludesLastItemInRange", complete)];
            xml.element("m:ResolutionSet", &attributes, |xml| {
                for recipient in found.iter().take(MOST) {
                    xml.element("t:Resolution", &[], |xml| resolution(xml, *recipient, full));
                }
            });
        });
    });
    Ok(Answer { mailboxes: 0, code: overall([&outcome]), body })
}

fn resolution(xml: &mut Xml, recipient: Recipient<'_>, full: bool) {
    mailbox(xml, "t:Mailbox", recipient);
    let Recipient::Member(member) = recipient else { return };
    if !full {
        return;
    }
    xml.element("t:Contact", &[], |xml| {
        xml.text("t:DisplayName", &member.name());
        xml.text("t:GivenName", &member.given);
        xml.text("t:CompanyName", company::NAME);
        xml.element("t:EmailAddresses", &[], |xml| {
            xml.text_with("t:Entry", &[("Key", "EmailAddress1")], &format!("SMTP:{}", member.address));
        });
        xml.element("t:PhoneNumbers", &[], |xml| {
            if !member.phone.is_empty() {
                xml.text_with("t:Entry", &[("Key", "BusinessPhone")], &member.phone);
            }
            if !member.mobile.is_empty() {
                xml.text_with("t:Entry", &[("Key", "MobilePhone")], &member.mobile);
            }
        });
        xml.text("t:ContactSource", "ActiveDirectory");
        xml.text("t:Department", member.department);
        xml.text("t:JobTitle", member.title);
        xml.text("t:OfficeLocation", &member.location);
        xml.text("t:Surname", &member.family);
    });
}
