//! The operations that this server answers, a file each.

mod convert_id;
mod expand_dl;
mod find_people;
mod folder_id;
mod get_folder;
mod get_mail_tips;
mod get_rooms;
mod get_server_time_zones;
mod get_user_availability;
mod resolve_names;
mod response;

use super::company::Company;
use super::options::{Generation, Options};
use super::scenario::OddForm;
use super::wire::element::{Element, Space};
use super::wire::envelope::Request;
use super::wire::fault::Fault;
use super::wire::shape::Violation;
use super::wire::xml::Xml;
use chrono::{DateTime, Utc};

/// A request with everything its operation may look at.
pub(super) struct Call<'a> {
    pub company: &'a Company,
    pub options: &'a Options,
    pub request: &'a Request,
    /// The company's time.
    pub now: DateTime<Utc>,
    pub oddity: Oddity,
}

/// What a scenario does to answers that are otherwise right.
#[derive(Clone, Copy)]
pub(super) enum Oddity {
    /// Nothing.
    None,
    /// Every mailbox is answered with `ErrorServerBusy`.
    Busy,
    /// One person's calendar goes wrong around that instant.
    Person(OddForm, DateTime<Utc>),
}

/// What an operation answers.
pub(super) struct Answer {
    /// How many mailboxes were asked for.
    pub mailboxes: usize,
    /// The response code, or the first one that is not `NoError`.
    pub code: &'static str,
    /// The content of the SOAP body.
    pub body: Xml,
}

/// Operations of real servers that are none of this server's business.
const UNANSWERED: [&str; 29] = [
    "AddDelegate",
    "ArchiveItem",
    "CopyFolder",
    "CopyItem",
    "CreateAttachment",
    "CreateFolder",
    "CreateItem",
    "DeleteFolder",
    "DeleteItem",
    "FindFolder",
    "FindItem",
    "GetAttachment",
    "GetDelegate",
    "GetEvents",
    "GetItem",
    "GetPasswordExpirationDate",
    "GetPersona",
    "GetServiceConfiguration",
    "GetStreamingEvents",
    "GetUserConfiguration",
    "GetUserOofSettingsRequest",
    "GetUserPhoto",
    "SendItem",
    "SetUserOofSettingsRequest",
    "Subscribe",
    "SyncFolderHierarchy",
    "SyncFolderItems",
    "Unsubscribe",
    "UpdateItem",
];

/// The operation's name, as logs have it.
pub(super) fn name(operation: &Element) -> &str {
    operation.name.strip_suffix("Request").unwrap_or(&operation.name)
}

/// Answers a request.
///
/// # Errors
/// The fault to answer with.
pub(super) fn perform(call: &Call<'_>) -> Result<Answer, Fault> {
    let operation = &call.request.operation;
    let since_2010 = call.options.generation >= Generation::Exchange2010Sp2;
    let since_2013 = call.options.generation >= Generation::Exchange2013Sp1;
    match (operation.space, operation.name.as_str()) {
        (Space::Messages, "GetUserAvailabilityRequest") => get_user_availability::answer(call),
        (Space::Messages, "GetServerTimeZones") if since_2010 => get_server_time_zones::answer(operation),
        (Space::Messages, "ResolveNames") => resolve_names::answer(call),
        (Space::Messages, "FindPeople") if since_2013 => find_people::answer(call),
        (Space::Messages, "ExpandDL") => expand_dl::answer(call),
        (Space::Messages, "GetRoomLists") if since_2010 => get_rooms::lists(call),
        (Space::Messages, "GetRooms") if since_2010 => get_rooms::answer(call),
        (Space::Messages, "GetMailTips") if since_2010 => get_mail_tips::answer(call),
        (Space::Messages, "GetFolder") => get_folder::answer(call),
        (Space::Messages, "ConvertId") => convert_id::answer(call),
        (Space::Messages, other) if UNANSWERED.contains(&other) => {
            let text = format!("The request is invalid. This server does not answer {}.", name(operation));
            Err(Fault::new("ErrorInvalidRequest", text))
        }
        (space, other) => Err(Violation {
            position: operation.position,
            text: format!(
                "The element 'Body' in namespace '{}' has invalid child element '{other}' in namespace '{}'.",
                Space::Soap.uri(),
                space.uri()
            ),
        }
        .into()),
    }
}
