//! `ExpandDL`: the members of a distribution list, one level deep.

use super::response::{Failure, address_in, mailbox, message, overall, response};
use super::{Answer, Call};
use crate::simulator::company::Recipient;
use crate::simulator::wire::element::Space;
use crate::simulator::wire::fault::Fault;
use crate::simulator::wire::shape::Sequence;

const NO_LIST: Failure = Failure::new("ErrorNameResolutionNoResults", "No results were found.");

/// Answers the operation.
pub(super) fn answer(call: &Call<'_>) -> Result<Answer, Fault> {
    let mut parts = Sequence::of(&call.request.operation);
    let address = address_in(parts.required(Space::Messages, "Mailbox")?)?;
    parts.end()?;
    let members: Option<Vec<Recipient<'_>>> = match call.company.find(address) {
        Some(Recipient::List(list)) => {
            let people = call.company.members_of(list).map(Recipient::Member);
            Some(people.chain(call.company.lists_of(list).map(Recipient::List)).collect())
        }
        _ => None,
    };
    let failure = members.is_none().then_some(NO_LIST);
    let body = response("ExpandDL", |xml| {
        message(xml, "ExpandDL", failure, |xml| {
            let Some(members) = &members else { return };
            let total = members.len().to_string();
            let attributes = [("TotalItemsInView", total.as_str()), ("IncludesLastItemInRange", "true")];
            xml.element("m:DLExpansion", &attributes, |xml| {
                for member in members {
                    mailbox(xml, "t:Mailbox", *member);
                }
            });
        });
    });
    Ok(Answer { mailboxes: 1, code: overall([&failure]), body })
}
