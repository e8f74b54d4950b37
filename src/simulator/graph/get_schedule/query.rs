//! What a `getSchedule` asks for, checked as the service checks it.

use crate::calendar::Zone;
use crate::simulator::company::Recipient;
use crate::simulator::graph::Visit;
use crate::simulator::graph::call::Call;
use crate::simulator::graph::fault::Fault;
use crate::simulator::wire::merged::Slots;
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use http::StatusCode;
use serde_json::Value;

/// A checked question.
pub(super) struct Query {
    pub schedules: Vec<String>,
    pub start: DateTime<Utc>,
    pub end: DateTime<Utc>,
    /// Of the digits.
    pub interval: TimeDelta,
    /// The zone in which times are written, and its name as it was asked for.
    pub zone: (Zone, String),
}

impl Query {
    /// Reads the body. Names are taken in either case, as the service takes them.
    pub fn read(visit: &Visit<'_>, call: &Call) -> Result<Self, Fault> {
        let unreadable = || Fault::bad_request("BadRequest", "Unable to read JSON request payload.");
        let body = call.body.as_ref().filter(|body| body.is_object()).ok_or_else(unreadable)?;
        let schedules = addresses(visit, field(body, "schedules"))?;
        let (start, end) = (moment(field(body, "startTime"))?, moment(field(body, "endTime"))?);
        let most = TimeDelta::days(visit.shared.options.limits.graph_days.into());
        if end <= start || end - start >= most {
            let text = "The time duration specified for FreeBusyViewOptions.TimeWindow is invalid.";
            return Err(Fault::bad_request("ErrorInvalidTimeInterval", text));
        }
        Ok(Self { schedules, start, end, interval: interval(body)?, zone: zone(&call.prefer)? })
    }

    /// The intervals of the digits.
    pub fn slots(&self) -> Slots {
        Slots { start: self.start, end: self.end, interval: self.interval }
    }
}

fn field<'v>(body: &'v Value, name: &str) -> Option<&'v Value> {
    body.as_object()?.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

fn addresses(visit: &Visit<'_>, value: Option<&Value>) -> Result<Vec<String>, Fault> {
    let list = value.and_then(Value::as_array).filter(|list| !list.is_empty());
    let list = list.ok_or_else(|| Fault::bad_request("ErrorInvalidParameter", "Schedules cannot be empty."))?;
    let addresses: Option<Vec<String>> = list.iter().map(|address| address.as_str().map(str::to_owned)).collect();
    let wrong = || Fault::bad_request("RequestBodyRead", "An address is not a text.");
    let addresses = addresses.ok_or_else(wrong)?;
    let limits = &visit.shared.options.limits;
    let too_many = |allowed: usize, count: usize| {
        let text = format!(
            "There are too many target users in the EmailAddress array. The allowed size = {allowed}; the actual size = {count}."
        );
        Err(Fault::bad_request("ErrorMailboxDataArrayTooBig", text))
    };
    if addresses.len() > limits.schedules {
        return too_many(limits.schedules, addresses.len());
    }
    let members = |address: &String| match visit.shared.company.find(address) {
        // Lists that are too big by themselves fail by themselves.
        Some(Recipient::List(list)) if list.members.len() <= limits.mailboxes => list.members.len(),
        _ => 1,
    };
    let expanded = addresses.iter().map(members).sum();
    if expanded > limits.mailboxes { too_many(limits.mailboxes, expanded) } else { Ok(addresses) }
}

/// A `dateTimeTimeZone`.
fn moment(value: Option<&Value>) -> Result<DateTime<Utc>, Fault> {
    let wrong = || Fault::bad_request("ErrorInvalidTimeInterval", "A time is missing or cannot be read.");
    let value = value.ok_or_else(wrong)?;
    let text = value["dateTime"].as_str().ok_or_else(wrong)?;
    let named = value["timeZone"].as_str().unwrap_or("UTC");
    let zone = Zone::from_name(named).ok_or_else(|| unsupported(named))?;
    let instant = DateTime::parse_from_rfc3339(text).map(|at| at.to_utc()).ok();
    let wall = || NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").map(|local| zone.utc_of(local)).ok();
    let read = instant.or_else(wall).filter(|at| (1900..2200).contains(&chrono::Datelike::year(at)));
    read.ok_or_else(wrong)
}

fn unsupported(zone: &str) -> Fault {
    let text =
        format!("A valid TimeZone value must be specified. The following TimeZone value is not supported: '{zone}'.");
    Fault::bad_request("TimeZoneNotSupportedException", text)
}

/// Of the digits: a number or the text of one, 30 where none is given. An explicit `null` is too much for the service.
fn interval(body: &Value) -> Result<TimeDelta, Fault> {
    let minutes = match field(body, "availabilityViewInterval") {
        None => Some(30),
        Some(Value::Null) => {
            let text = "Object reference not set to an instance of an object.";
            return Err(Fault::new(StatusCode::INTERNAL_SERVER_ERROR, "ErrorInternalServerError", text));
        }
        Some(Value::String(text)) => text.parse().ok(),
        Some(number) => number.as_i64(),
    };
    let minutes = minutes.filter(|minutes| (5..=1440).contains(minutes)).ok_or_else(|| {
        let text = "The interval specified for FreeBusyViewOptions.MergedFreeBusyIntervalInMinutes is invalid.";
        Fault::bad_request("ErrorInvalidMergedFreeBusyInterval", text)
    })?;
    Ok(TimeDelta::minutes(minutes))
}

/// `outlook.timezone="…"` among the preferences; UTC without it, whatever the question's own times say.
fn zone(prefer: &[String]) -> Result<(Zone, String), Fault> {
    let preferences = prefer.iter().flat_map(|header| header.split(','));
    let mut named = preferences.filter_map(|preference| {
        let (name, value) = preference.split_once('=')?;
        name.trim().eq_ignore_ascii_case("outlook.timezone").then(|| value.trim().trim_matches('"').to_owned())
    });
    match named.next() {
        None => Ok((Zone::UTC, "UTC".to_owned())),
        Some(name) => match Zone::from_name(&name) {
            Some(zone) => Ok((zone, name)),
            None => Err(unsupported(&name)),
        },
    }
}
