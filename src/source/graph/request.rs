//! Writing requests. They ask in UTC, which leaves no time ambiguous and needs no names of zones.

use crate::calendar::Window;
use crate::source::times;
use serde_json::{Value, json};

/// Below the root and its version.
pub(super) const GET_SCHEDULE: &str = "/me/calendar/getSchedule";

/// In which zone answers are to be written: what the question's own times say does not decide it.
pub(super) const PREFER_UTC: &str = "outlook.timezone=\"UTC\"";

/// Minutes of one digit of the availability view, which is only compared with the items.
const INTERVAL: u32 = 60;

/// The body of one `getSchedule`.
pub(super) fn get_schedule(mailboxes: &[String], window: Window) -> String {
    body(mailboxes, window).to_string()
}

/// The body of a `$batch` of several; each is known by its place.
pub(super) fn batch(groups: &[&[String]], window: Window) -> String {
    let part = |(place, group): (usize, &&[String])| {
        json!({
            "id": place.to_string(),
            "method": "POST",
            "url": GET_SCHEDULE,
            "headers": { "Content-Type": "application/json", "Prefer": PREFER_UTC },
            "body": body(group, window),
        })
    };
    json!({ "requests": groups.iter().enumerate().map(part).collect::<Vec<_>>() }).to_string()
}

fn body(mailboxes: &[String], window: Window) -> Value {
    let (start, end) = times::edges(window);
    json!({
        "schedules": mailboxes,
        "startTime": { "dateTime": start, "timeZone": "UTC" },
        "endTime": { "dateTime": end, "timeZone": "UTC" },
        "availabilityViewInterval": INTERVAL,
    })
}
