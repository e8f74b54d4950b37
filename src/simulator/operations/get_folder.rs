//! `GetFolder`: folders by distinguished name or by Id, the account's own and other people's calendars.

use super::folder_id::FolderKey;
use super::response::{Failure, message, overall, response};
use super::{Answer, Call};
use crate::simulator::company::{Access, Recipient};
use crate::simulator::wire::element::{Element, Space};
use crate::simulator::wire::fault::Fault;
use crate::simulator::wire::shape::{Sequence, Violation, invalid_attribute, word};
use crate::simulator::wire::xml::Xml;

const MALFORMED: Failure = Failure::new("ErrorInvalidIdMalformed", "Id is malformed.");
const NOT_FOUND: Failure = Failure::new("ErrorFolderNotFound", "The specified folder could not be found in the store.");
const DENIED: Failure = Failure::new("ErrorAccessDenied", "Access is denied. Check credentials and try again.");
const NO_MAILBOX: Failure =
    Failure::new("ErrorNonExistentMailbox", "The SMTP address has no mailbox associated with it.");

struct Kind {
    /// The distinguished name.
    id: &'static str,
    element: &'static str,
    class: &'static str,
    name: &'static str,
}

const fn kind(id: &'static str, element: &'static str, class: &'static str, name: &'static str) -> Kind {
    Kind { id, element, class, name }
}

/// The folders of every mailbox.
const KINDS: [Kind; 12] = [
    kind("calendar", "t:CalendarFolder", "IPF.Appointment", "Calendar"),
    kind("contacts", "t:ContactsFolder", "IPF.Contact", "Contacts"),
    kind("tasks", "t:TasksFolder", "IPF.Task", "Tasks"),
    kind("inbox", "t:Folder", "IPF.Note", "Inbox"),
    kind("outbox", "t:Folder", "IPF.Note", "Outbox"),
    kind("drafts", "t:Folder", "IPF.Note", "Drafts"),
    kind("sentitems", "t:Folder", "IPF.Note", "Sent Items"),
    kind("deleteditems", "t:Folder", "IPF.Note", "Deleted Items"),
    kind("junkemail", "t:Folder", "IPF.Note", "Junk Email"),
    kind("notes", "t:Folder", "IPF.StickyNote", "Notes"),
    kind("msgfolderroot", "t:Folder", "IPF.Note", "Top of Information Store"),
    kind("root", "t:Folder", "", ""),
];

/// Distinguished names that the schema knows and no mailbox here has.
const ABSENT: [&str; 16] = [
    "journal",
    "publicfoldersroot",
    "searchfolders",
    "voicemail",
    "recoverableitemsroot",
    "recoverableitemsdeletions",
    "recoverableitemsversions",
    "recoverableitemspurges",
    "archiveroot",
    "archivemsgfolderroot",
    "archivedeleteditems",
    "syncissues",
    "conversationhistory",
    "todosearch",
    "directory",
    "favorites",
];

/// Answers the operation.
pub(super) fn answer(call: &Call<'_>) -> Result<Answer, Fault> {
    let mut parts = Sequence::of(&call.request.operation);
    let mut shape = Sequence::of(parts.required(Space::Messages, "FolderShape")?);
    let ids = parts.required(Space::Messages, "FolderIds")?;
    parts.end()?;
    let base = shape.required(Space::Types, "BaseShape")?;
    let base = word(base, "DefaultShapeNamesType", &["IdOnly", "Default", "AllProperties", "PcxPeopleSearch"])?;
    let id_only = base == "IdOnly" && shape.optional(Space::Types, "AdditionalProperties").is_none();
    if ids.children.is_empty() {
        Sequence::of(ids).required(Space::Types, "DistinguishedFolderId")?;
    }
    let mut found = Vec::new();
    for id in &ids.children {
        let key = key(call, id)?;
        let folder = key.and_then(|key| {
            let kind = KINDS.iter().find(|kind| kind.id == key.folder).ok_or(NOT_FOUND)?;
            Ok((key, kind, access(call, id, kind)?))
        });
        found.push(folder);
    }
    let failures: Vec<_> = found.iter().map(|folder| folder.as_ref().err().copied()).collect();
    let body = response("GetFolder", |xml| {
        for folder in &found {
            message(xml, "GetFolder", folder.as_ref().err().copied(), |xml| match folder {
                Ok((key, kind, own)) => xml.element("m:Folders", &[], |xml| write(xml, key, kind, *own, id_only)),
                Err(_) => xml.empty("m:Folders", &[]),
            });
        }
    });
    Ok(Answer { mailboxes: found.len(), code: overall(&failures), body })
}

/// What an entry of `FolderIds` means.
fn key(call: &Call<'_>, element: &Element) -> Result<Result<FolderKey, Failure>, Violation> {
    let id = element.attribute("Id").ok_or_else(|| invalid_attribute(element, "Id", None, "string"))?;
    if element.is(Space::Types, "FolderId") {
        return Ok(FolderKey::decode(id).ok_or(MALFORMED));
    }
    if !element.is(Space::Types, "DistinguishedFolderId") {
        let text = format!("The element 'FolderIds' has invalid child element '{}'.", element.name);
        return Err(Violation { position: element.position, text });
    }
    if !KINDS.iter().any(|kind| kind.id == id) && !ABSENT.contains(&id) {
        let datatype = format!("{}:DistinguishedFolderIdNameType", Space::Types.uri());
        return Err(invalid_attribute(element, "Id", Some(id), &datatype));
    }
    let mailbox = element.child(Space::Types, "Mailbox");
    let address = mailbox.and_then(|mailbox| mailbox.child(Space::Types, "EmailAddress"));
    let address = address.map_or(call.options.account.as_str(), |address| address.text.trim());
    Ok(Ok(FolderKey { mailbox: address.to_lowercase(), folder: id.to_owned() }))
}

/// Whether the account may open a folder; true where it is its own.
fn access(call: &Call<'_>, element: &Element, kind: &Kind) -> Result<bool, Failure> {
    let key = key(call, element).map_err(|_| MALFORMED)??;
    if key.mailbox == call.options.account.to_lowercase() {
        return Ok(true);
    }
    match call.company.find(&key.mailbox) {
        None | Some(Recipient::List(_)) => Err(NO_MAILBOX),
        Some(Recipient::Member(member)) => match member.access {
            Access::Reviewer if kind.id == "calendar" => Ok(false),
            // The server hides that it exists.
            Access::None | Access::Gone => Err(NOT_FOUND),
            Access::Times | Access::Details | Access::Reviewer => Err(DENIED),
        },
    }
}

fn write(xml: &mut Xml, key: &FolderKey, kind: &Kind, own: bool, id_only: bool) {
    xml.element(kind.element, &[], |xml| {
        let id = |xml: &mut Xml, name: &str, folder: &str| {
            let key = FolderKey { mailbox: key.mailbox.clone(), folder: folder.to_owned() };
            xml.empty(name, &[("Id", &key.encode()), ("ChangeKey", "AQAAABYAAAA=")]);
        };
        id(xml, "t:FolderId", kind.id);
        if id_only {
            return;
        }
        id(xml, "t:ParentFolderId", if kind.id == "msgfolderroot" { "root" } else { "msgfolderroot" });
        xml.text("t:FolderClass", kind.class);
        xml.text("t:DisplayName", kind.name);
        xml.text("t:TotalCount", "0");
        xml.text("t:ChildFolderCount", if kind.id == "msgfolderroot" { "10" } else { "0" });
        xml.element("t:EffectiveRights", &[], |xml| {
            let may = |own: bool| if own { "true" } else { "false" };
            for right in ["CreateAssociated", "CreateContents", "CreateHierarchy", "Delete", "Modify"] {
                xml.text(&format!("t:{right}"), may(own));
            }
            xml.text("t:Read", "true");
        });
        if kind.element == "t:Folder" || kind.element == "t:TasksFolder" {
            xml.text("t:UnreadCount", "0");
        }
    });
}
