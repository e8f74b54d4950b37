//! Reading answers to `getSchedule`.
//!
//! Nothing here may turn what is missing or odd into an empty calendar: an entry that cannot be read whole fails its
//! mailbox. What is drawn comes from the items; the availability view shows *working elsewhere* as free, and is only
//! compared with them.

use super::{codes, hours};
use crate::calendar::{BusyBlock, BusyType, Schedule, Window, Zone};
use crate::source::times::Time;
use crate::source::{MailboxError, MailboxErrorKind, Misread, details, times};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::HashMap;

/// What was asked, as far as it decides how the answer is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    pub(super) window: Window,
    /// Without it subjects and places, which the service sends to whoever may see them, are not even read.
    pub(super) details: bool,
}

type Entry = Result<Schedule, MailboxError>;

#[derive(Deserialize)]
struct Whole<'a> {
    #[serde(borrow)]
    value: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Written<'a> {
    #[serde(borrow)]
    schedule_id: Cow<'a, str>,
    #[serde(borrow, default)]
    error: Option<&'a RawValue>,
    #[serde(default)]
    availability_view: Option<String>,
    #[serde(borrow, default)]
    schedule_items: Option<Vec<Item<'a>>>,
    #[serde(borrow, default)]
    working_hours: Option<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Item<'a> {
    /// A word that is missing reads as an unknown one.
    #[serde(borrow, default)]
    status: Cow<'a, str>,
    #[serde(borrow)]
    start: Moment<'a>,
    #[serde(borrow)]
    end: Moment<'a>,
    #[serde(borrow, default)]
    subject: Option<&'a RawValue>,
    #[serde(borrow, default)]
    location: Option<&'a RawValue>,
    #[serde(borrow, default)]
    is_private: Option<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Moment<'a> {
    #[serde(borrow)]
    date_time: Cow<'a, str>,
    #[serde(borrow, default)]
    time_zone: Cow<'a, str>,
}

/// What an answer says of each of `mailboxes`, in their order. Entries are found by their address, in any case.
pub(super) fn schedules(body: &str, mailboxes: &[String], asked: Asked) -> Result<Vec<Entry>, Misread> {
    let Whole { value } = serde_json::from_str(body).map_err(|error| match error.classify() {
        serde_json::error::Category::Eof if !body.trim().is_empty() => Misread::Cut,
        _ => Misread::NotGraph,
    })?;
    let mut found: HashMap<String, Entry> = HashMap::with_capacity(value.len());
    for raw in value {
        let Some((id, entry)) = entry(raw.get(), asked) else { continue };
        let id = id.to_lowercase();
        // Two that say different things of one mailbox: neither can be believed.
        if found.get(&id).is_some_and(|known| *known != entry) {
            found.insert(id, unreadable("scheduleId"));
        } else {
            found.insert(id, entry);
        }
    }
    let of = |address: &String| found.get(&address.trim().to_lowercase()).cloned();
    Ok(mailboxes.iter().map(|address| of(address).unwrap_or_else(|| unreadable("scheduleId"))).collect())
}

fn unreadable<T>(field: &str) -> Result<T, MailboxError> {
    Err(MailboxError { kind: MailboxErrorKind::Unreadable, code: field.to_owned() })
}

/// An entry and whose it is; none where that cannot be told.
fn entry(raw: &str, asked: Asked) -> Option<(Cow<'_, str>, Entry)> {
    if let Ok(written) = serde_json::from_str::<Written<'_>>(raw) {
        let entry = schedule(&written, asked);
        return Some((written.schedule_id, entry));
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Id {
        schedule_id: String,
    }
    let Id { schedule_id } = serde_json::from_str(raw).ok()?;
    Some((Cow::Owned(schedule_id), unreadable("scheduleItems")))
}

fn schedule(written: &Written<'_>, asked: Asked) -> Entry {
    if let Some(error) = written.error {
        return Err(mailbox_error(error.get()));
    }
    let no_events = |code: &str| Err(MailboxError { kind: MailboxErrorKind::NoEvents, code: code.to_owned() });
    let digits_say_busy =
        written.availability_view.as_deref().is_some_and(|digits| digits.trim().bytes().any(|digit| digit != b'0'));
    let items = match &written.schedule_items {
        None => return no_events("scheduleItems"),
        // No item although the digits know of some: the items were kept back.
        Some(items) if items.is_empty() && digits_say_busy => return no_events("availabilityView"),
        Some(items) => items,
    };
    let mut blocks = Vec::with_capacity(items.len());
    for item in items {
        // An item without its times must not vanish: the person would look free.
        let Some(start) = instant(&item.start) else { return unreadable("start") };
        let Some(end) = instant(&item.end) else { return unreadable("end") };
        let details = if asked.details { details_of(item) } else { None };
        blocks.push(BusyBlock { start, end, busy_type: busy_type(item.status.trim()), details });
    }
    // Those that end before they start are counted, not asked where they are.
    blocks.retain(|block| block.end < block.start || block.occurs_in(asked.window));
    let hours = written.working_hours.and_then(|hours| hours::read(hours.get()));
    Ok(Schedule::new(asked.window, blocks, hours))
}

/// One mailbox's error. Its message names addresses, and is not read.
fn mailbox_error(json: &str) -> MailboxError {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Error {
        #[serde(default)]
        response_code: serde_json::Value,
    }
    let code = match serde_json::from_str::<Error>(json) {
        Ok(Error { response_code: serde_json::Value::String(code) }) => code.trim().to_owned(),
        Ok(Error { response_code: serde_json::Value::Number(code) }) => code.to_string(),
        _ => String::new(),
    };
    MailboxError { kind: codes::mailbox(&code), code }
}

/// UTC was asked for; what comes in another zone all the same is read in that one.
fn instant(moment: &Moment<'_>) -> Option<DateTime<Utc>> {
    Some(match times::read(&moment.date_time)? {
        Time::Instant(at) => at,
        Time::Wall(local) => match moment.time_zone.trim() {
            "" | "UTC" => local.and_utc(),
            name => Zone::from_name(name)?.utc_of(local),
        },
    })
}

/// Words were capitalised once. One that nobody knows takes somebody's time.
fn busy_type(word: &str) -> BusyType {
    const WORDS: [(&str, BusyType); 6] = [
        ("free", BusyType::Free),
        ("tentative", BusyType::Tentative),
        ("busy", BusyType::Busy),
        ("oof", BusyType::OutOfOffice),
        ("workingElsewhere", BusyType::WorkingElsewhere),
        ("unknown", BusyType::NoData),
    ];
    WORDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).map_or(BusyType::Busy, |(_, kind)| *kind)
}

fn details_of(item: &Item<'_>) -> Option<crate::calendar::BlockDetails> {
    if item.subject.is_none() && item.location.is_none() && item.is_private.is_none() {
        return None;
    }
    let text = |raw: Option<&RawValue>| raw.and_then(|raw| serde_json::from_str::<String>(raw.get()).ok());
    // Anything but a clear no keeps the details back.
    let private = item.is_private.is_some_and(|raw| !matches!(raw.get(), "false"));
    Some(details::of(private, &text(item.subject).unwrap_or_default(), &text(item.location).unwrap_or_default()))
}
