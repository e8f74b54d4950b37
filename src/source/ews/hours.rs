//! Working hours of a mailbox: its zone as a pair of rules, and its working periods.
//!
//! What cannot be used is left out: without working hours the configured ones stand in, and say so.

use super::xml::Cursor;
use crate::calendar::{RulePair, Weekdays, WorkingHours, WorkingPeriod, Zone};
use crate::source::rules::{self, Change};
use crate::source::{Misread, times};
use chrono::Weekday;

/// Reads `WorkingHours`.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Result<Option<WorkingHours>, Misread> {
    let (mut zone, mut periods) = (None, Vec::new());
    while let Some(tag) = cursor.child()? {
        match tag.ews() {
            "TimeZone" => zone = rule_pair(cursor)?,
            "WorkingPeriodArray" => {
                while let Some(tag) = cursor.child()? {
                    match tag.ews() {
                        "WorkingPeriod" => periods.extend(period(cursor)?),
                        _ => cursor.skip()?,
                    }
                }
            }
            _ => cursor.skip()?,
        }
    }
    Ok(zone.filter(|_| !periods.is_empty()).map(|rules| WorkingHours { zone: Zone::Rules(rules), periods }))
}

fn period(cursor: &mut Cursor<'_>) -> Result<Option<WorkingPeriod>, Misread> {
    let (mut days, mut start, mut end) = (Weekdays::default(), None, None);
    while let Some(tag) = cursor.child()? {
        match tag.ews() {
            "DayOfWeek" => days = cursor.text()?.split_whitespace().flat_map(weekdays).copied().collect(),
            "StartTimeInMinutes" => start = minute(&cursor.text()?),
            "EndTimeInMinutes" => end = minute(&cursor.text()?),
            _ => cursor.skip()?,
        }
    }
    let period = start.zip(end).map(|(start_minute, end_minute)| WorkingPeriod { days, start_minute, end_minute });
    Ok(period.filter(|period| period.is_usable()))
}

fn minute(text: &str) -> Option<u16> {
    text.trim().parse().ok().filter(|&minute| minute <= 24 * 60)
}

fn weekdays(word: &str) -> &'static [Weekday] {
    use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    match word {
        "Monday" => &[Mon],
        "Tuesday" => &[Tue],
        "Wednesday" => &[Wed],
        "Thursday" => &[Thu],
        "Friday" => &[Fri],
        "Saturday" => &[Sat],
        "Sunday" => &[Sun],
        "Day" => &[Mon, Tue, Wed, Thu, Fri, Sat, Sun],
        "Weekday" => &[Mon, Tue, Wed, Thu, Fri],
        "WeekendDay" => &[Sat, Sun],
        _ => &[],
    }
}

/// Reads a `SerializableTimeZone`. None where it cannot be expressed: a fixed date of one year, or broken values.
fn rule_pair(cursor: &mut Cursor<'_>) -> Result<Option<RulePair>, Misread> {
    let (mut bias, mut standard, mut daylight) = (None, Change::default(), Change::default());
    while let Some(tag) = cursor.child()? {
        match tag.ews() {
            "Bias" => bias = number(&cursor.text()?).and_then(rules::bias_minutes),
            "StandardTime" => standard = change(cursor)?,
            "DaylightTime" => daylight = change(cursor)?,
            _ => cursor.skip()?,
        }
    }
    Ok(bias.and_then(|bias| rules::pair(bias, &standard, &daylight)))
}

fn change(cursor: &mut Cursor<'_>) -> Result<Change, Misread> {
    let mut change = Change::default();
    while let Some(tag) = cursor.child()? {
        match tag.ews() {
            "Bias" => change.bias = number(&cursor.text()?).and_then(rules::bias_minutes),
            "Time" => change.second_of_day = times::second_of_day(&cursor.text()?),
            "DayOrder" => change.order = number(&cursor.text()?).and_then(rules::order),
            "Month" => change.month = number(&cursor.text()?),
            "DayOfWeek" => change.weekday = weekdays(cursor.text()?.trim()).first().copied(),
            "Year" => change.fixed = cursor.text()?.trim() != "0",
            _ => cursor.skip()?,
        }
    }
    Ok(change)
}

fn number<T: std::str::FromStr>(text: &str) -> Option<T> {
    text.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::TransitionRule;

    fn hours(inside: &str) -> Option<WorkingHours> {
        let types = "http://schemas.microsoft.com/exchange/services/2006/types";
        let text = format!("<WorkingHours xmlns='{types}'>{inside}</WorkingHours>");
        let mut cursor = Cursor::new(&text);
        cursor.child().unwrap();
        read(&mut cursor).unwrap()
    }

    fn zone(inside: &str) -> Option<RulePair> {
        let week = "<WorkingPeriodArray><WorkingPeriod><DayOfWeek>Weekday</DayOfWeek><StartTimeInMinutes>480\
            </StartTimeInMinutes><EndTimeInMinutes>1020</EndTimeInMinutes></WorkingPeriod></WorkingPeriodArray>";
        match hours(&format!("<TimeZone>{inside}</TimeZone>{week}"))?.zone {
            Zone::Rules(rules) => Some(rules),
            Zone::Named(_) => panic!("rules have no name"),
        }
    }

    fn changes(standard: &str, daylight: &str) -> String {
        format!("<Bias>-60</Bias><StandardTime>{standard}</StandardTime><DaylightTime>{daylight}</DaylightTime>")
    }

    fn one(bias: &str, time: &str, order: &str, month: &str) -> String {
        format!(
            "<Bias>{bias}</Bias><Time>{time}</Time><DayOrder>{order}</DayOrder><Month>{month}</Month><DayOfWeek>Sunday</DayOfWeek>"
        )
    }

    #[test]
    fn berlin_is_read_with_both_spellings_of_the_last_sunday() {
        for last in ["5", "-1"] {
            let rules = zone(&changes(&one("0", "03:00:00", last, "10"), &one("-60", "02:00:00", last, "3"))).unwrap();
            let rule = |bias_minutes, hour: u32, month| TransitionRule {
                bias_minutes,
                second_of_day: hour * 3600,
                month,
                order: 5,
                weekday: Weekday::Sun,
            };
            let expected = RulePair { bias_minutes: -60, transitions: Some((rule(0, 3, 10), rule(-60, 2, 3))) };
            assert_eq!(rules, expected);
        }
    }

    #[test]
    fn zones_without_daylight_saving_keep_their_bias() {
        let same = changes(&one("0", "02:00:00", "1", "3"), &one("0", "02:00:00", "1", "10"));
        let month_0 = changes(&one("0", "00:00:00", "0", "0"), &one("-60", "00:00:00", "0", "0"));
        for inside in [same.as_str(), month_0.as_str(), "<Bias>-60</Bias>"] {
            assert_eq!(zone(inside), Some(RulePair { bias_minutes: -60, transitions: None }), "{inside}");
        }
    }

    #[test]
    fn zones_that_cannot_be_used_give_no_hours() {
        let good = one("-60", "02:00:00", "5", "3");
        let broken = [
            String::new(),
            "<Bias>sixty</Bias>".into(),
            "<Bias>99999</Bias>".into(),
            changes(&one("0", "03:00", "5", "10"), &good),
            changes(&one("0", "03:00:00", "6", "10"), &good),
            changes(&one("0", "03:00:00", "5", "13"), &good),
            changes("<Bias>0</Bias>", &good),
            changes(&format!("{}<Year>2026</Year>", one("0", "03:00:00", "5", "10")), &good),
        ];
        for inside in broken {
            assert_eq!(zone(&inside), None, "{inside}");
        }
    }

    #[test]
    fn periods_are_read_and_useless_ones_left_out() {
        let period = |days: &str, start: &str, end: &str| {
            format!(
                "<WorkingPeriod><DayOfWeek>{days}</DayOfWeek><StartTimeInMinutes>{start}</StartTimeInMinutes>\
                 <EndTimeInMinutes>{end}</EndTimeInMinutes></WorkingPeriod>"
            )
        };
        let array = |periods: &[String]| {
            format!("<TimeZone><Bias>0</Bias></TimeZone><WorkingPeriodArray>{}</WorkingPeriodArray>", periods.concat())
        };
        let several = array(&[
            period("Monday Friday", "480", "720"),
            period("Someday", "480", "720"),
            period("Weekday", "1441", "1500"),
            period("Weekday", "-1", "1500"),
            period("WeekendDay", "1320", "360"),
            period("Day", "0", "1440"),
        ]);
        let periods = hours(&several).unwrap().periods;
        assert_eq!(periods.len(), 3);
        assert!(periods[0].days.contains(Weekday::Fri) && !periods[0].days.contains(Weekday::Tue));
        assert_eq!((periods[1].start_minute, periods[1].end_minute), (1320, 360));
        assert_eq!(periods[2].days, Weekdays::ALL);
        assert_eq!(hours(&array(&[period("Someday", "480", "720")])), None);
        assert_eq!(hours(""), None);
    }
}
