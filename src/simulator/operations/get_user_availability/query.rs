//! What an availability request asks for, checked as the server checks it.

use crate::simulator::Generation;
use crate::simulator::company::{Access, Recipient};
use crate::simulator::operations::Call;
use crate::simulator::wire::element::{Element, Space};
use crate::simulator::wire::fault::Fault;
use crate::simulator::wire::merged::Slots;
use crate::simulator::wire::shape::{Sequence, Violation, integer, invalid, word};
use crate::simulator::wire::zone::WireZone;
use crate::simulator::wire::{time, zone_reader};
use chrono::{DateTime, TimeDelta, Utc};

/// How much is asked for, or granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    MergedOnly,
    FreeBusy,
    FreeBusyMerged,
    Detailed,
    DetailedMerged,
}

impl View {
    const NAMES: [(&'static str, Self); 5] = [
        ("MergedOnly", Self::MergedOnly),
        ("FreeBusy", Self::FreeBusy),
        ("FreeBusyMerged", Self::FreeBusyMerged),
        ("Detailed", Self::Detailed),
        ("DetailedMerged", Self::DetailedMerged),
    ];

    /// As on the wire.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, view)| *view == self).map_or("None", |(name, _)| name)
    }

    /// What a caller with these rights gets who asks for this; nothing without any right.
    pub fn granted_to(self, access: Access) -> Option<Self> {
        match (access, self) {
            (Access::Gone | Access::None, _) => None,
            (Access::Times, Self::Detailed) => Some(Self::FreeBusy),
            (Access::Times, Self::DetailedMerged) => Some(Self::FreeBusyMerged),
            _ => Some(self),
        }
    }

    /// Whether the view has items.
    pub fn has_events(self) -> bool {
        self != Self::MergedOnly
    }

    /// Whether the view has digits.
    pub fn has_digits(self) -> bool {
        matches!(self, Self::MergedOnly | Self::FreeBusyMerged | Self::DetailedMerged)
    }

    /// Whether the view's items have details.
    pub fn has_details(self) -> bool {
        matches!(self, Self::Detailed | Self::DetailedMerged)
    }
}

/// A checked request.
pub(super) struct Query {
    pub addresses: Vec<String>,
    /// None where the request names none: every mailbox then fails.
    pub zone: Option<WireZone>,
    pub start: DateTime<Utc>,
    pub end: DateTime<Utc>,
    /// Of the digits.
    pub interval: TimeDelta,
    pub view: View,
    pub wants_times: bool,
    pub wants_suggestions: bool,
}

impl Query {
    /// Reads the operation's element.
    pub fn read(call: &Call<'_>) -> Result<Self, Fault> {
        let mut parts = Sequence::of(&call.request.operation);
        let zone = match call.options.generation {
            Generation::Exchange2007Sp1 => Some(parts.required(Space::Types, "TimeZone")?),
            _ => parts.optional(Space::Types, "TimeZone"),
        };
        let mailboxes = parts.required(Space::Messages, "MailboxDataArray")?;
        let options = parts.optional(Space::Types, "FreeBusyViewOptions");
        let suggestions = parts.optional(Space::Types, "SuggestionsViewOptions");
        parts.end()?;
        // The element goes before the header.
        let zone = match zone {
            Some(zone) => Some(zone_reader::time_zone(zone)?),
            None => call.request.context.clone(),
        };
        let addresses = addresses(mailboxes)?;
        let times = match options {
            Some(options) => times(options, zone.as_ref(), call.options.limits.window_days)?,
            None if suggestions.is_some() => Times::default(),
            None => {
                return Err(Fault::new(
                    "ErrorMissingArgument",
                    "FreeBusyViewOptions or SuggestionsViewOptions is missing.",
                ));
            }
        };
        check_count(call, &addresses)?;
        Ok(Self {
            addresses,
            zone,
            start: times.start,
            end: times.end,
            interval: times.interval,
            view: times.view,
            wants_times: options.is_some(),
            wants_suggestions: suggestions.is_some(),
        })
    }
}

impl Query {
    /// The intervals of the digits.
    pub fn slots(&self) -> Slots {
        Slots { start: self.start, end: self.end, interval: self.interval }
    }
}

fn addresses(array: &Element) -> Result<Vec<String>, Fault> {
    let mut parts = Sequence::of(array);
    let mut addresses = Vec::new();
    for mailbox in parts.many(Space::Types, "MailboxData") {
        let mut parts = Sequence::of(mailbox);
        let mut email = Sequence::of(parts.required(Space::Types, "Email")?);
        email.optional(Space::Types, "Name");
        let address = email.required(Space::Types, "Address")?.text.trim().to_owned();
        email.optional(Space::Types, "RoutingType");
        email.end()?;
        let kinds = ["Organizer", "Required", "Optional", "Room", "Resource"];
        word(parts.required(Space::Types, "AttendeeType")?, "MeetingAttendeeType", &kinds)?;
        if let Some(exclude) = parts.optional(Space::Types, "ExcludeConflicts") {
            boolean(exclude)?;
        }
        parts.end()?;
        addresses.push(address);
    }
    parts.end()?;
    if addresses.is_empty() {
        return Err(Fault::new("ErrorMailboxDataArrayEmpty", "There are no mailboxes in the request."));
    }
    Ok(addresses)
}

fn boolean(element: &Element) -> Result<(), Violation> {
    let reason = "The string is not a valid Boolean value.";
    match element.text.trim() {
        "true" | "false" | "1" | "0" => Ok(()),
        _ => Err(invalid(element, "http://www.w3.org/2001/XMLSchema:boolean", reason)),
    }
}

/// At most so many mailboxes as they stand there, and when lists were expanded.
fn check_count(call: &Call<'_>, addresses: &[String]) -> Result<(), Fault> {
    let most = call.options.limits.mailboxes;
    if addresses.len() > most {
        let text = format!("The number of mailboxes, {}, is more than the limit of {most}.", addresses.len());
        return Err(Fault::new("ErrorMailboxDataArrayTooBig", text));
    }
    let members = |address: &String| match call.company.find(address) {
        // Lists that are too big by themselves fail by themselves.
        Some(Recipient::List(list)) if list.members.len() <= most => list.members.len(),
        _ => 1,
    };
    if addresses.iter().map(members).sum::<usize>() > most {
        let text = format!("With all distribution lists expanded there are more than {most} mailboxes.");
        return Err(Fault::new("ErrorIndividualMailboxLimitReached", text));
    }
    Ok(())
}

struct Times {
    start: DateTime<Utc>,
    end: DateTime<Utc>,
    interval: TimeDelta,
    view: View,
}

impl Default for Times {
    fn default() -> Self {
        let start = DateTime::UNIX_EPOCH;
        Self { start, end: start, interval: TimeDelta::minutes(30), view: View::MergedOnly }
    }
}

fn times(options: &Element, zone: Option<&WireZone>, most_days: u32) -> Result<Times, Fault> {
    let utc = WireZone::Named(chrono_tz::UTC);
    let zone = zone.unwrap_or(&utc);
    let mut parts = Sequence::of(options);
    let mut window = Sequence::of(parts.required(Space::Types, "TimeWindow")?);
    let start = time::read(window.required(Space::Types, "StartTime")?, zone)?;
    let end = time::read(window.required(Space::Types, "EndTime")?, zone)?;
    window.end()?;
    let minutes = parts.optional(Space::Types, "MergedFreeBusyIntervalInMinutes").map(integer).transpose()?;
    let minutes = minutes.unwrap_or(30);
    let view = match parts.optional(Space::Types, "RequestedView") {
        None => View::FreeBusy,
        Some(view) => {
            let names = ["None", "MergedOnly", "FreeBusy", "FreeBusyMerged", "Detailed", "DetailedMerged"];
            let asked = word(view, "FreeBusyViewType", &names)?;
            let known = View::NAMES.iter().find(|(name, _)| *name == asked);
            let text = "The FreeBusyViewOptions.RequestedView is invalid.";
            known.ok_or_else(|| Fault::new("ErrorInvalidFreeBusyViewType", text))?.1
        }
    };
    parts.end()?;
    if start >= end {
        let text = "The time duration specified for FreeBusyViewOptions.TimeWindow is invalid.";
        return Err(Fault::new("ErrorInvalidTimeInterval", text));
    }
    let days = (end - start).num_days() + i64::from((end - start).num_seconds() % 86_400 > 0);
    if days > i64::from(most_days) {
        let text = format!(
            "The requested time duration specified for FreeBusyViewOptions.TimeWindow is too long. The allowed limit = \
             {most_days} days; the actual limit = {days} days."
        );
        return Err(Fault::new("ErrorTimeIntervalTooBig", text));
    }
    let interval = TimeDelta::minutes(minutes.into());
    if !(5..=1440).contains(&minutes) || interval > end - start {
        let text = "The interval specified for FreeBusyViewOptions.MergedFreeBusyIntervalInMinutes is invalid.";
        return Err(Fault::new("ErrorInvalidMergedFreeBusyInterval", text));
    }
    Ok(Times { start, end, interval, view })
}
