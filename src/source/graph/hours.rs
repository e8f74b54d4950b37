//! Working hours of a mailbox. What cannot be used is left out: without them the configured ones stand in, and say so.

use crate::calendar::{Weekdays, WorkingHours, WorkingPeriod, Zone};
use crate::source::rules::{self, Change};
use crate::source::times;
use chrono::Weekday;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Written {
    #[serde(default)]
    days_of_week: Vec<String>,
    start_time: String,
    end_time: String,
    time_zone: WrittenZone,
}

/// A name, or the rules themselves (`customTimeZone`).
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WrittenZone {
    name: Option<String>,
    bias: Option<i32>,
    standard_offset: Option<WrittenChange>,
    daylight_offset: Option<WrittenChange>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WrittenChange {
    time: Option<String>,
    day_occurrence: Option<i32>,
    day_of_week: Option<String>,
    month: Option<u32>,
    year: Option<i32>,
    daylight_bias: Option<i32>,
}

/// Reads `workingHours`.
pub(super) fn read(json: &str) -> Option<WorkingHours> {
    let written: Written = serde_json::from_str(json).ok()?;
    let minute = |second: u32| u16::try_from(second / 60).ok();
    let period = WorkingPeriod {
        days: written.days_of_week.iter().filter_map(|word| weekday(word)).collect::<Weekdays>(),
        start_minute: minute(times::second_of_day(&written.start_time)?)?,
        // The last second of a day stands for its end.
        end_minute: minute(times::second_of_day(&written.end_time)? + 59)?,
    };
    let zone = zone(&written.time_zone)?;
    period.is_usable().then(|| WorkingHours { zone, periods: vec![period] })
}

fn weekday(word: &str) -> Option<Weekday> {
    word.trim().parse().ok()
}

/// By the name where it is one that is known: that knows more years than rules do.
fn zone(written: &WrittenZone) -> Option<Zone> {
    let named = written.name.as_deref().and_then(Zone::from_name);
    named.or_else(|| {
        let bias = written.bias.and_then(rules::bias_minutes)?;
        let change = |written: &Option<WrittenChange>| written.as_ref().map(change).unwrap_or_default();
        let (standard, daylight) = (change(&written.standard_offset), change(&written.daylight_offset));
        rules::pair(bias, &standard, &daylight).map(Zone::Rules)
    })
}

fn change(written: &WrittenChange) -> Change {
    Change {
        bias: written.daylight_bias.and_then(rules::bias_minutes),
        second_of_day: written.time.as_deref().and_then(times::second_of_day),
        month: written.month,
        order: written.day_occurrence.and_then(rules::order),
        weekday: written.day_of_week.as_deref().and_then(weekday),
        fixed: written.year.is_some_and(|year| year != 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{RulePair, TransitionRule};

    fn hours(days: &str, start: &str, end: &str, zone: &str) -> Option<WorkingHours> {
        read(&format!(r#"{{"daysOfWeek":[{days}],"startTime":"{start}","endTime":"{end}","timeZone":{zone}}}"#))
    }

    const NINE: &str = "09:00:00.0000000";
    const FIVE: &str = "17:00:00.0000000";

    fn custom(change: &str) -> String {
        format!(
            r##"{{"@odata.type":"#microsoft.graph.customTimeZone","bias":-60,"name":"Customized Time Zone",
                "standardOffset":{{"time":"03:00:00.0000000","dayOccurrence":5,"dayOfWeek":"sunday","month":10,"year":0}},
                "daylightOffset":{{"daylightBias":-60,"time":"02:00:00.0000000","dayOccurrence":{change},"dayOfWeek":"sunday","month":3,"year":0}}}}"##
        )
    }

    #[test]
    fn named_zones_and_rules_are_read() {
        let named = hours("\"monday\",\"Friday\"", NINE, FIVE, r#"{"name":"W. Europe Standard Time"}"#).unwrap();
        assert_eq!(named.zone, Zone::Named(chrono_tz::Europe::Berlin));
        assert!(named.periods[0].days.contains(Weekday::Fri) && !named.periods[0].days.contains(Weekday::Tue));
        assert_eq!((named.periods[0].start_minute, named.periods[0].end_minute), (540, 1020));
        let rule = |bias_minutes, hour: u32, month| TransitionRule {
            bias_minutes,
            second_of_day: hour * 3600,
            month,
            order: 5,
            weekday: Weekday::Sun,
        };
        let berlin = RulePair { bias_minutes: -60, transitions: Some((rule(0, 3, 10), rule(-60, 2, 3))) };
        for last in ["5", "-1"] {
            assert_eq!(hours("\"monday\"", NINE, FIVE, &custom(last)).unwrap().zone, Zone::Rules(berlin));
        }
        let fixed = hours("\"monday\"", NINE, FIVE, r#"{"bias":-330,"name":"Customized Time Zone"}"#).unwrap();
        assert_eq!(fixed.zone, Zone::Rules(RulePair { bias_minutes: -330, transitions: None }));
    }

    #[test]
    fn the_end_of_a_day_is_its_end() {
        let zone = r#"{"name":"UTC"}"#;
        for (end, minute) in [("23:59:59.9999999", 1440), ("23:59:00", 1439), ("00:00:00", 0), ("06:30:00", 390)] {
            assert_eq!(hours("\"monday\"", NINE, end, zone).unwrap().periods[0].end_minute, minute, "{end}");
        }
    }

    #[test]
    fn what_cannot_be_used_gives_no_hours() {
        let utc = r#"{"name":"UTC"}"#;
        let table = [
            hours("", NINE, FIVE, utc),
            hours("\"someday\"", NINE, FIVE, utc),
            hours("1", NINE, FIVE, utc),
            hours("\"monday\"", NINE, NINE, utc),
            hours("\"monday\"", "9", FIVE, utc),
            hours("\"monday\"", NINE, "24:01:00", utc),
            hours("\"monday\"", NINE, FIVE, "{}"),
            hours("\"monday\"", NINE, FIVE, "null"),
            hours("\"monday\"", NINE, FIVE, r#"{"name":"Zona d'Europa"}"#),
            hours("\"monday\"", NINE, FIVE, r#"{"bias":99999}"#),
            hours("\"monday\"", NINE, FIVE, &custom("6")),
            hours("\"monday\"", NINE, FIVE, &custom("5").replace("\"year\":0", "\"year\":2026")),
            read("{}"),
            read("7"),
            read(""),
        ];
        for (n, hours) in table.into_iter().enumerate() {
            assert_eq!(hours, None, "{n}");
        }
    }
}
