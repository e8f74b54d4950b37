//! `GetUserAvailability`: free/busy of up to a hundred mailboxes.

mod failure;
mod query;
mod view;

use super::{Answer, Call, Oddity};
use crate::simulator::company::{Access, List, Member, Recipient};
use crate::simulator::wire::fault::Fault;
use crate::simulator::wire::level::Level;
use crate::simulator::wire::xml::Xml;
use crate::simulator::wire::{MESSAGES, TYPES};
use failure::Failure;
use query::{Query, View};
use view::Writer;

/// Answers the operation.
pub(super) fn answer(call: &Call<'_>) -> Result<Answer, Fault> {
    let query = Query::read(call)?;
    let mut writer = Writer::new(call, &query);
    let mut first_failure = None;
    let mut entries = Xml::new();
    for address in &query.addresses {
        let entry = one(call, &query, &mut writer, address);
        let entry = entry.unwrap_or_else(|failure| {
            first_failure.get_or_insert(failure.code);
            failure.entry()
        });
        entries.append(entry);
    }
    let mut body = Xml::new();
    body.element("GetUserAvailabilityResponse", &[("xmlns", MESSAGES)], |xml| {
        if query.wants_times {
            xml.element("FreeBusyResponseArray", &[], |xml| xml.append(entries));
        }
        if query.wants_suggestions {
            xml.element("SuggestionsResponse", &[], |xml| {
                success(xml, None);
                xml.empty("SuggestionDayResultArray", &[]);
            });
        }
    });
    Ok(Answer { mailboxes: query.addresses.len(), code: first_failure.unwrap_or("NoError"), body })
}

/// The entry of one address.
fn one(call: &Call<'_>, query: &Query, writer: &mut Writer<'_>, address: &str) -> Result<Xml, Failure> {
    if matches!(call.oddity, Oddity::Busy) {
        return Err(Failure::busy());
    }
    if query.zone.is_none() {
        return Err(Failure::no_zone());
    }
    match call.company.find(address) {
        None if !address.contains('@') => Err(Failure::no_address()),
        None => Err(Failure::not_found(address)),
        Some(Recipient::List(list)) => group(call, query, writer, list),
        Some(Recipient::Member(member)) => match query.view.granted_to(member.access) {
            None => Err(Failure::no_access()),
            Some(view) => mailbox(call, query, writer, member, view),
        },
    }
}

fn mailbox(
    call: &Call<'_>,
    query: &Query,
    writer: &mut Writer<'_>,
    member: &Member,
    view: View,
) -> Result<Xml, Failure> {
    let events = call.company.events(member, query.start, query.end);
    if events.len() > call.options.limits.events && view != View::MergedOnly {
        return Err(Failure::too_many_events());
    }
    let odd = match call.oddity {
        Oddity::Person(form, at) if call.company.odd_one().is_some_and(|odd| odd.index == member.index) => {
            Some((form, at))
        }
        _ => None,
    };
    Ok(writer.mailbox(member, view, &events, odd))
}

/// A distribution list: the members' statuses in one string of digits.
fn group(call: &Call<'_>, query: &Query, writer: &Writer<'_>, list: &List) -> Result<Xml, Failure> {
    if list.members.len() > call.options.limits.mailboxes {
        return Err(Failure::group_too_big());
    }
    let visible = call.company.members_of(list).filter(|member| member.access >= Access::Times);
    let events: Vec<_> = visible.flat_map(|member| call.company.events(member, query.start, query.end)).collect();
    Ok(writer.group(&events))
}

/// `ResponseMessage` of what went well, with an escaped text where something is to be said all the same.
fn success(xml: &mut Xml, escaped_text: Option<&str>) {
    xml.element("ResponseMessage", &[("ResponseClass", "Success")], |xml| {
        if let Some(text) = escaped_text {
            xml.raw("MessageText", text);
        }
        xml.text("ResponseCode", "NoError");
    });
}

/// The attribute that makes an element, and what is inside, one of the types.
const IN_TYPES: [(&str, &str); 1] = [("xmlns", TYPES)];

/// Whether answers at this level know *working elsewhere*. At older ones such items read as free.
fn knows_elsewhere(level: Level) -> bool {
    level >= Level::EXCHANGE2013
}
