//! One entry of a directory, as the five operations write it.

use crate::source::ews::message::one_line;
use crate::source::ews::xml::Cursor;
use crate::source::{Found, Kind, Misread};

/// What is asked of a persona, in the schema's words.
pub(super) const PERSONA_FIELDS: [&str; 9] = [
    "PersonaType",
    "DisplayName",
    "Title",
    "Departments",
    "EmailAddress",
    "EmailAddresses",
    "PhoneNumber",
    "BusinessPhoneNumbers",
    "MobilePhones",
];

/// An entry as far as it was read.
#[derive(Default)]
pub(super) struct Entry {
    found: Found,
    /// The address is one of SMTP, or it is not said of what kind it is.
    smtp: bool,
    /// What the server calls its kind, in whichever of its words.
    kinds: Vec<String>,
}

impl Entry {
    /// The entry, where it can be asked about: a name, and an address of SMTP.
    pub(super) fn found(mut self) -> Option<Found> {
        let listed = ["PublicDL", "PrivateDL", "GroupMailbox", "DistributionList", "ModernGroup", "ImGroup"];
        let is = |words: &[&str]| self.kinds.iter().any(|kind| words.contains(&kind.as_str()));
        self.found.kind = if is(&listed) {
            Kind::List
        } else if is(&["Room"]) {
            Kind::Room
        } else {
            Kind::Person
        };
        let address = self.found.address.trim();
        let sound = address.split_once('@').is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty())
            && !address.contains(|c: char| c.is_whitespace() || c.is_control());
        if !self.smtp || !sound || is(&["PublicFolder"]) {
            return None;
        }
        self.found.address = address.to_owned();
        if self.found.name.is_empty() {
            self.found.name.clone_from(&self.found.address);
        }
        Some(self.found)
    }

    /// The content of an `EmailAddressType`, under whichever name.
    pub(super) fn mailbox(cursor: &mut Cursor<'_>) -> Result<Self, Misread> {
        let mut entry = Self { smtp: true, ..Self::default() };
        while let Some(tag) = cursor.child()? {
            match tag.ews() {
                "Name" => entry.found.name = one_line(&cursor.text()?),
                "EmailAddress" => entry.found.address = cursor.text()?.trim().to_owned(),
                "RoutingType" => entry.smtp = cursor.text()?.trim().eq_ignore_ascii_case("SMTP"),
                "MailboxType" => entry.kinds.push(cursor.text()?.trim().to_owned()),
                _ => cursor.skip()?,
            }
        }
        Ok(entry)
    }

    /// `Room`.
    pub(super) fn room(cursor: &mut Cursor<'_>) -> Result<Self, Misread> {
        let mut entry = Self::default();
        while let Some(tag) = cursor.child()? {
            match tag.ews() {
                "Id" => entry = Self::mailbox(cursor)?,
                _ => cursor.skip()?,
            }
        }
        Ok(entry)
    }

    /// `Resolution`: a mailbox, and maybe what the directory tells of it.
    pub(super) fn resolution(cursor: &mut Cursor<'_>) -> Result<Self, Misread> {
        let (mut entry, mut contact) = (Self::default(), Found::default());
        while let Some(tag) = cursor.child()? {
            match tag.ews() {
                "Mailbox" => entry = Self::mailbox(cursor)?,
                "Contact" => contact = self::contact(cursor)?,
                _ => cursor.skip()?,
            }
        }
        let Found { name, address, .. } = std::mem::take(&mut entry.found);
        entry.found = Found { name: if name.is_empty() { contact.name.clone() } else { name }, address, ..contact };
        Ok(entry)
    }

    /// `Persona`.
    pub(super) fn persona(cursor: &mut Cursor<'_>) -> Result<Self, Misread> {
        let (mut entry, mut first, mut others) = (Self::default(), None, Vec::new());
        while let Some(tag) = cursor.child()? {
            match tag.ews() {
                "DisplayName" => entry.found.name = one_line(&cursor.text()?),
                "Title" => entry.found.title = one_line(&cursor.text()?),
                "Department" => entry.found.department = one_line(&cursor.text()?),
                "PersonaType" => entry.kinds.push(cursor.text()?.trim().to_owned()),
                "EmailAddress" => first = Some(Self::mailbox(cursor)?),
                "EmailAddresses" => {
                    while let Some(tag) = cursor.child()? {
                        match tag.ews() {
                            "EmailAddress" | "Address" => others.push(Self::mailbox(cursor)?),
                            _ => cursor.skip()?,
                        }
                    }
                }
                "PhoneNumber" => {
                    let (number, kind) = phone(cursor)?;
                    if kind == "Mobile" {
                        entry.found.mobile = number;
                    } else {
                        entry.found.phone = number;
                    }
                }
                "Departments" => entry.found.department = first_value(cursor, text)?.unwrap_or(entry.found.department),
                "BusinessPhoneNumbers" => entry.found.phone = first_value(cursor, number)?.unwrap_or(entry.found.phone),
                "MobilePhones" => entry.found.mobile = first_value(cursor, number)?.unwrap_or(entry.found.mobile),
                _ => cursor.skip()?,
            }
        }
        let mail = first.into_iter().chain(others).find(|mail| mail.smtp && mail.found.address.contains('@'));
        if let Some(mail) = mail {
            entry.smtp = true;
            entry.found.address = mail.found.address;
            entry.kinds.extend(mail.kinds);
            if entry.found.name.is_empty() {
                entry.found.name = mail.found.name;
            }
        }
        Ok(entry)
    }
}

fn contact(cursor: &mut Cursor<'_>) -> Result<Found, Misread> {
    let mut found = Found::default();
    while let Some(tag) = cursor.child()? {
        match tag.ews() {
            "DisplayName" => found.name = one_line(&cursor.text()?),
            "Department" => found.department = one_line(&cursor.text()?),
            "JobTitle" => found.title = one_line(&cursor.text()?),
            "OfficeLocation" => found.location = one_line(&cursor.text()?),
            "PhoneNumbers" => {
                while let Some(tag) = cursor.child()? {
                    let key = tag.attribute("Key").unwrap_or_default();
                    let number = one_line(&cursor.text()?);
                    match key.as_str() {
                        "BusinessPhone" => found.phone = number,
                        "MobilePhone" => found.mobile = number,
                        // What else there is, is better than nothing; but never a fax.
                        "BusinessPhone2" | "PrimaryPhone" | "CompanyMainPhone" if found.phone.is_empty() => {
                            found.phone = number;
                        }
                        _ => {}
                    }
                }
            }
            _ => cursor.skip()?,
        }
    }
    Ok(found)
}

/// A number and what kind it is of.
fn phone(cursor: &mut Cursor<'_>) -> Result<(String, String), Misread> {
    let (mut number, mut kind) = (String::new(), String::new());
    while let Some(tag) = cursor.child()? {
        match tag.ews() {
            "Number" => number = one_line(&cursor.text()?),
            "Type" => kind = cursor.text()?.trim().to_owned(),
            _ => cursor.skip()?,
        }
    }
    Ok((number, kind))
}

fn number(cursor: &mut Cursor<'_>) -> Result<String, Misread> {
    phone(cursor).map(|(number, _)| number)
}

fn text(cursor: &mut Cursor<'_>) -> Result<String, Misread> {
    Ok(one_line(&cursor.text()?))
}

/// The first of several values, each of which comes with where it is from.
fn first_value(
    cursor: &mut Cursor<'_>,
    value: fn(&mut Cursor<'_>) -> Result<String, Misread>,
) -> Result<Option<String>, Misread> {
    let mut first = None;
    while let Some(tag) = cursor.child()? {
        if !matches!(tag.ews(), "PhoneNumberAttributedValue" | "StringAttributedValue") {
            cursor.skip()?;
            continue;
        }
        while let Some(tag) = cursor.child()? {
            match tag.ews() {
                "Value" => first = first.or(Some(value(cursor)?).filter(|value| !value.is_empty())),
                _ => cursor.skip()?,
            }
        }
    }
    Ok(first)
}
