//! `GetServerTimeZones`: the zones that requests may name, with their rules.

use super::Answer;
use super::response::{message, response};
use crate::simulator::wire::element::{Element, Space};
use crate::simulator::wire::fault::Fault;
use crate::simulator::wire::shape::{Sequence, invalid_attribute};
use crate::simulator::wire::windows_zones::{WindowsZone, ZONES, by_id};
use crate::simulator::wire::xml::Xml;
use crate::simulator::wire::zone_reader::day_name;
use crate::simulator::wire::zone_rules::{Change, DayRule, YearRules};
use chrono::{Datelike, Utc};

/// Answers the operation. Ids that nobody knows are left out without a word.
pub(super) fn answer(operation: &Element) -> Result<Answer, Fault> {
    let full = match operation.attribute("ReturnFullTimeZoneData") {
        None | Some("true" | "1") => true,
        Some("false" | "0") => false,
        other => return Err(invalid_attribute(operation, "ReturnFullTimeZoneData", other, "boolean").into()),
    };
    let mut parts = Sequence::of(operation);
    let ids = parts.optional(Space::Messages, "Ids");
    parts.end()?;
    let zones: Vec<&WindowsZone> = match ids {
        None => ZONES.iter().collect(),
        Some(ids) => {
            let mut parts = Sequence::of(ids);
            let first = parts.required(Space::Types, "Id")?;
            let rest = parts.many(Space::Types, "Id");
            parts.end()?;
            std::iter::once(first).chain(rest).filter_map(|id| by_id(&id.text)).collect()
        }
    };
    let year = Utc::now().year();
    let body = response("GetServerTimeZones", |xml| {
        message(xml, "GetServerTimeZones", None, |xml| {
            xml.element("m:TimeZoneDefinitions", &[], |xml| {
                for zone in zones {
                    definition(xml, zone, YearRules::of(zone.iana, year), full);
                }
            });
        });
    });
    Ok(Answer { mailboxes: 0, code: "NoError", body })
}

fn definition(xml: &mut Xml, zone: &WindowsZone, rules: YearRules, full: bool) {
    let name = display_name(zone, rules);
    let attributes = [("Id", zone.id), ("Name", name.as_str())];
    if !full {
        return xml.empty("t:TimeZoneDefinition", &attributes);
    }
    let rule = |period: &str| format!("trule:Microsoft/Registry/{}/1-{period}", zone.id);
    let (standard, daylight) = (rule("Standard"), rule("Daylight"));
    xml.element("t:TimeZoneDefinition", &attributes, |xml| {
        xml.element("t:Periods", &[], |xml| {
            let bias = bias(rules.standard_offset);
            xml.empty("t:Period", &[("Bias", &bias), ("Name", "Standard"), ("Id", &standard)]);
            if let Some(summer) = rules.daylight {
                let bias = self::bias(summer.offset);
                xml.empty("t:Period", &[("Bias", &bias), ("Name", "Daylight"), ("Id", &daylight)]);
            }
        });
        xml.element("t:TransitionsGroups", &[], |xml| {
            xml.element("t:TransitionsGroup", &[("Id", "0")], |xml| match rules.daylight {
                None => {
                    let to = |xml: &mut Xml| xml.text_with("t:To", &[("Kind", "Period")], &standard);
                    xml.element("t:Transition", &[], to);
                }
                Some(summer) => {
                    transition(xml, &daylight, summer.begins);
                    transition(xml, &standard, summer.ends);
                }
            });
        });
        xml.element("t:Transitions", &[], |xml| {
            xml.element("t:Transition", &[], |xml| xml.text_with("t:To", &[("Kind", "Group")], "0"));
        });
    });
}

fn transition(xml: &mut Xml, period: &str, change: Change) {
    let DayRule::Nth(nth, day) = change.day else { return };
    xml.element("t:RecurringDayTransition", &[], |xml| {
        xml.text_with("t:To", &[("Kind", "Period")], period);
        xml.text("t:TimeOffset", &duration(change.second_of_day / 60));
        xml.text("t:Month", &change.month.to_string());
        xml.text("t:DayOfWeek", day_name(day));
        xml.text("t:Occurrence", &if nth == 5 { "-1".to_owned() } else { nth.to_string() });
    });
}

/// What to add to local time to get UTC.
fn bias(offset: i32) -> String {
    let sign = if offset > 0 { "-" } else { "" };
    format!("{sign}{}", duration(offset.unsigned_abs() / 60))
}

fn duration(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (hours, 0) => format!("PT{hours}H"),
        (0, minutes) => format!("PT{minutes}M"),
        (hours, minutes) => format!("PT{hours}H{minutes}M"),
    }
}

/// `(UTC+01:00) Berlin`
fn display_name(zone: &WindowsZone, rules: YearRules) -> String {
    let minutes = rules.standard_offset.unsigned_abs() / 60;
    let sign = if rules.standard_offset < 0 { '-' } else { '+' };
    let place = zone.iana.name().rsplit('/').next().unwrap_or_default().replace('_', " ");
    match minutes {
        0 => format!("(UTC) {place}"),
        _ => format!("(UTC{sign}{:02}:{:02}) {place}", minutes / 60, minutes % 60),
    }
}
