//! `GetRoomLists` and `GetRooms`.

use super::response::{Failure, address_in, mailbox, overall, whole};
use super::{Answer, Call};
use crate::simulator::company::Recipient;
use crate::simulator::wire::element::Space;
use crate::simulator::wire::fault::Fault;
use crate::simulator::wire::shape::Sequence;

const NO_LIST: Failure = Failure::new("ErrorNameResolutionNoResults", "No results were found.");

/// Answers `GetRoomLists`.
pub(super) fn lists(call: &Call<'_>) -> Result<Answer, Fault> {
    Sequence::of(&call.request.operation).end()?;
    let body = whole("GetRoomLists", None, |xml| {
        xml.element("m:RoomLists", &[], |xml| {
            call.company.room_lists().for_each(|list| mailbox(xml, "t:Address", Recipient::List(list)));
        });
    });
    Ok(Answer { mailboxes: 0, code: "NoError", body })
}

/// Answers `GetRooms`.
pub(super) fn answer(call: &Call<'_>) -> Result<Answer, Fault> {
    let mut parts = Sequence::of(&call.request.operation);
    let address = address_in(parts.required(Space::Messages, "RoomList")?)?;
    parts.end()?;
    let list = call.company.room_lists().find(|list| list.address.eq_ignore_ascii_case(address));
    let failure = list.is_none().then_some(NO_LIST);
    let body = whole("GetRooms", failure, |xml| {
        let Some(list) = list else { return };
        xml.element("m:Rooms", &[], |xml| {
            for room in call.company.members_of(list) {
                xml.element("t:Room", &[], |xml| mailbox(xml, "t:Id", Recipient::Member(room)));
            }
        });
    });
    Ok(Answer { mailboxes: 1, code: overall([&failure]), body })
}
