//! Times on the wire: with an offset, or as wall time of a zone that is named elsewhere.

use super::element::Element;
use super::shape::{Violation, invalid};
use super::zone::WireZone;
use crate::simulator::TimeForm;
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

/// Reads an `xs:dateTime`; one without an offset is wall time of `zone`.
pub(in crate::simulator) fn read(element: &Element, zone: &WireZone) -> Result<DateTime<Utc>, Violation> {
    let text = element.text.trim();
    let instant = DateTime::parse_from_rfc3339(text).map(|at| at.to_utc()).ok();
    let wall = || NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").map(|local| zone.to_utc(local)).ok();
    let reason = "The string is not a valid DateTime value.";
    let read = instant.or_else(wall).filter(|at| (1900..2200).contains(&chrono::Datelike::year(at)));
    read.ok_or_else(|| invalid(element, "http://www.w3.org/2001/XMLSchema:dateTime", reason))
}

/// Writes an `xs:dateTime`.
pub(in crate::simulator) fn write(at: DateTime<Utc>, zone: &WireZone, form: TimeForm) -> String {
    // `Debug` of a wall-clock time is its ISO 8601 form, and many times as fast as a format string.
    match form {
        TimeForm::Utc => format!("{:?}Z", at.naive_utc()),
        TimeForm::Wall => format!("{:?}", zone.to_local(at)),
        TimeForm::Offset => {
            let offset = zone.offset_at(at);
            let sign = if offset < 0 { '-' } else { '+' };
            let minutes = offset.abs() / 60;
            format!("{:?}{sign}{:02}:{:02}", zone.to_local(at), minutes / 60, minutes % 60)
        }
    }
}

/// Reads an `xs:duration` of days, hours, minutes and seconds, as zone definitions carry them: `PT5H`,
/// `-PT1H`, `P0DT8H0M0.0S`.
pub(in crate::simulator) fn duration(text: &str) -> Option<TimeDelta> {
    let text = text.trim();
    let (negative, rest) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let mut seconds = 0_f64;
    let mut number = String::new();
    for letter in rest.strip_prefix('P')?.chars() {
        let unit = match letter {
            '0'..='9' | '.' => {
                number.push(letter);
                continue;
            }
            'T' => continue,
            'D' => 86_400.0,
            'H' => 3_600.0,
            'M' => 60.0,
            'S' => 1.0,
            _ => return None,
        };
        seconds += std::mem::take(&mut number).parse::<f64>().ok()? * unit;
    }
    if !number.is_empty() || seconds > 1e7 {
        return None;
    }
    let whole = TimeDelta::seconds(seconds.round() as i64);
    Some(if negative { -whole } else { whole })
}
