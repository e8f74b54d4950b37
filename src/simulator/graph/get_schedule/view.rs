//! The answer for one mailbox: `scheduleInformation`.

use super::query::Query;
use crate::calendar::windows_name;
use crate::simulator::company::{Access, Event, Member, Show};
use crate::simulator::graph::Visit;
use crate::simulator::scenario::OddForm;
use crate::simulator::wire::merged;
use crate::simulator::wire::zone_reader::day_name;
use crate::simulator::wire::zone_rules::{Change, DayRule, YearRules};
use chrono::{DateTime, Datelike, TimeDelta, Utc, Weekday};
use serde_json::{Value, json};

/// Writes the mailboxes of one call.
pub(super) struct Writer<'a> {
    query: &'a Query,
    /// Without it nobody's subjects and places are told.
    details: bool,
}

impl<'a> Writer<'a> {
    /// For the answer to `query`.
    pub fn new(visit: &Visit<'a>, query: &'a Query) -> Self {
        // The stricter permission knows no subjects.
        let more = ["Calendars.Read", "Calendars.ReadWrite"];
        let details = visit.permissions.iter().any(|permission| more.contains(&permission.as_str()));
        Self { query, details }
    }

    /// A person's entry.
    pub fn mailbox(
        &self,
        address: &str,
        member: &Member,
        events: &[Event],
        odd: Option<(OddForm, DateTime<Utc>)>,
    ) -> Value {
        let mut items: Vec<Value> = events.iter().map(|event| self.item(member, event)).collect();
        items.extend(odd.map(|(form, at)| self.odd_item(form, at)));
        let mut entry = json!({
            "scheduleId": address,
            // Working elsewhere is no digit of this service's.
            "availabilityView": merged::digits(events, self.query.slots(), false),
            "scheduleItems": items,
            "workingHours": self.working_hours(member),
        });
        if let (Some((OddForm::NothingGranted, _)), Some(fields)) = (odd, entry.as_object_mut()) {
            fields.remove("scheduleItems");
        }
        entry
    }

    /// A distribution list's entry.
    pub fn group(&self, address: &str, events: &[Event]) -> Value {
        json!({ "scheduleId": address, "availabilityView": merged::digits(events, self.query.slots(), false) })
    }

    fn item(&self, member: &Member, event: &Event) -> Value {
        let mut item = json!({
            "status": status(event.show),
            "start": self.moment(event.start),
            "end": self.moment(event.end),
        });
        if self.details && member.access >= Access::Details {
            let shown = |text: &str| if event.private { String::new() } else { text.to_owned() };
            item["isPrivate"] = event.private.into();
            item["subject"] = shown(event.subject).into();
            item["location"] = shown(event.location).into();
        }
        item
    }

    /// Wall time of the zone asked for, with seven digits behind the second and the zone's name as it was asked for.
    fn moment(&self, at: DateTime<Utc>) -> Value {
        let (zone, name) = &self.query.zone;
        // `Debug` of a wall-clock time is its ISO 8601 form, and many times as fast as a format string.
        json!({ "dateTime": format!("{:?}.0000000", zone.to_local(at)), "timeZone": name })
    }

    /// The item of a calendar that has gone wrong.
    fn odd_item(&self, form: OddForm, now: DateTime<Utc>) -> Value {
        let half = TimeDelta::minutes(30);
        let (start, end) = match form {
            OddForm::BackwardItem => (now + half, now - half),
            _ => (now - half, now + half),
        };
        let whole = |at: DateTime<Utc>| self.moment(at - TimeDelta::nanoseconds(at.timestamp_subsec_nanos().into()));
        let mut item = json!({
            "status": if form == OddForm::UnknownType { "elsewhen" } else { "busy" },
            "start": whole(start),
            "end": whole(end),
        });
        match form {
            OddForm::OddTime => item["start"]["dateTime"] = "2026-02-30T25:61:00.0000000".into(),
            OddForm::ForbiddenCharacter => item["subject"] = "Notes\u{0}\u{1f} from a telephone system".into(),
            _ => {}
        }
        item
    }

    /// One period for all days: the service knows no more.
    fn working_hours(&self, member: &Member) -> Value {
        let works = |day: &Weekday| member.shifts.iter().any(|shift| shift.days.contains(day));
        let week = (0..7).filter_map(|day| Weekday::try_from(day).ok()).filter(works);
        let days: Vec<String> = week.map(|day| day_name(day).to_ascii_lowercase()).collect();
        let start = member.shifts.iter().map(|shift| shift.start).min().unwrap_or_default();
        let end = member.shifts.iter().map(|shift| shift.end).max().unwrap_or_default();
        let clock = |minute: u32| format!("{:02}:{:02}:00.0000000", minute / 60, minute % 60);
        json!({
            "daysOfWeek": days,
            "startTime": clock(start),
            "endTime": clock(end),
            "timeZone": self.zone_of(member),
        })
    }

    /// Every third person's zone comes as rules, as those of mailboxes do that an old program has set up.
    fn zone_of(&self, member: &Member) -> Value {
        match windows_name(member.zone) {
            Some(name) if member.index % 3 != 1 => json!({ "name": name }),
            _ => custom(&YearRules::of(member.zone, self.query.start.year())),
        }
    }
}

fn status(show: Show) -> &'static str {
    match show {
        Show::Free => "free",
        Show::WorkingElsewhere => "workingElsewhere",
        Show::Tentative => "tentative",
        Show::Busy => "busy",
        Show::OutOfOffice => "oof",
    }
}

/// A `customTimeZone`.
fn custom(rules: &YearRules) -> Value {
    let change = |change: Option<Change>| {
        let (month, second, (order, day)) = match change {
            Some(Change { month, day: DayRule::Nth(order, day), second_of_day }) => {
                (month, second_of_day, (order, day))
            }
            _ => (0, 0, (0, Weekday::Sun)),
        };
        json!({
            "time": format!("{:02}:{:02}:{:02}.0000000", second / 3600, second / 60 % 60, second % 60),
            "dayOccurrence": order,
            "dayOfWeek": day_name(day).to_ascii_lowercase(),
            "month": month,
            "year": 0,
        })
    };
    let mut daylight = change(rules.daylight.map(|daylight| daylight.begins));
    daylight["daylightBias"] =
        rules.daylight.map_or(0, |daylight| (rules.standard_offset - daylight.offset) / 60).into();
    json!({
        "@odata.type": "#microsoft.graph.customTimeZone",
        "bias": -rules.standard_offset / 60,
        "name": "Customized Time Zone",
        "standardOffset": change(rules.daylight.map(|daylight| daylight.ends)),
        "daylightOffset": daylight,
    })
}
