//! `getSchedule`: free/busy of up to twenty people.

mod query;
mod view;

use super::Visit;
use super::call::Call;
use super::fault::Fault;
use crate::simulator::company::{Access, List, Member, Recipient};
use crate::simulator::log::RequestEntry;
use crate::simulator::scenario::Scenario;
use query::Query;
use serde_json::{Value, json};
use view::Writer;

/// Answers the call.
pub(super) fn answer(visit: &Visit<'_>, call: &Call, entry: &mut RequestEntry) -> Result<Value, Fault> {
    let query = Query::read(visit, call)?;
    entry.mailboxes += query.schedules.len();
    let writer = Writer::new(visit, &query);
    let mut entries = Vec::with_capacity(query.schedules.len());
    for address in &query.schedules {
        entries.push(match one(visit, &query, &writer, address) {
            Ok(entry) => entry,
            Err(refusal) => {
                entry.code.get_or_insert_with(|| refusal.number.clone());
                let error = json!({ "message": refusal.message, "responseCode": refusal.number });
                json!({ "scheduleId": address, "error": error })
            }
        });
    }
    let context = "https://graph.microsoft.com/v1.0/$metadata#Collection(microsoft.graph.scheduleInformation)";
    Ok(json!({ "@odata.context": context, "value": entries }))
}

/// Why one mailbox has no answer; the others are not affected.
struct Refusal {
    /// Exchange's number of the error, as text.
    number: String,
    message: String,
}

impl Refusal {
    fn new(number: &str, message: impl Into<String>) -> Self {
        Self { number: number.to_owned(), message: message.into() }
    }
}

fn one(visit: &Visit<'_>, query: &Query, writer: &Writer<'_>, address: &str) -> Result<Value, Refusal> {
    let company = &visit.shared.company;
    match company.find(address) {
        None if !address.contains('@') => Err(Refusal::new("5035", "The SMTP address format is invalid.")),
        None => {
            let text = format!("Unable to resolve e-mail address {address} to an Active Directory object.");
            Err(Refusal::new("5009", text))
        }
        Some(Recipient::List(list)) => group(visit, query, writer, address, list),
        Some(Recipient::Member(member)) if member.access <= Access::None => {
            Err(Refusal::new("5037", "The caller does not have access to free/busy data."))
        }
        Some(Recipient::Member(member)) => mailbox(visit, query, writer, address, member),
    }
}

fn mailbox(
    visit: &Visit<'_>,
    query: &Query,
    writer: &Writer<'_>,
    address: &str,
    member: &Member,
) -> Result<Value, Refusal> {
    let company = &visit.shared.company;
    let is_odd_one = company.odd_one().is_some_and(|odd| odd.index == member.index);
    let odd = match visit.scenario {
        Scenario::GraphPerson { code } if is_odd_one => {
            return Err(Refusal::new(code, "This person's calendar cannot be read."));
        }
        Scenario::OddPerson { form } if is_odd_one => Some((*form, visit.shared.clock.now())),
        _ => None,
    };
    let events = company.events(member, query.start, query.end);
    if events.len() > visit.shared.options.limits.events {
        return Err(Refusal::new("5006", "The result set contains too many calendar entries."));
    }
    Ok(writer.mailbox(address, member, &events, odd))
}

/// A distribution list: the members' statuses in one string of digits, and no items.
fn group(visit: &Visit<'_>, query: &Query, writer: &Writer<'_>, address: &str, list: &List) -> Result<Value, Refusal> {
    let company = &visit.shared.company;
    if list.members.len() > visit.shared.options.limits.mailboxes {
        return Err(Refusal::new("5043", "The distribution list has too many members."));
    }
    let visible = company.members_of(list).filter(|member| member.access >= Access::Times);
    let events: Vec<_> = visible.flat_map(|member| company.events(member, query.start, query.end)).collect();
    Ok(writer.group(address, &events))
}
