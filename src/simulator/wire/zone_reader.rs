//! Zones in requests (`TimeZone`, `TimeZoneContext`) and rule pairs in answers.

use super::element::{Element, Space};
use super::fault::Fault;
use super::shape::{Sequence, Violation, integer, invalid, word};
use super::windows_zones;
use super::xml::Xml;
use super::zone::WireZone;
use super::zone_rules::{Change, DayRule, Daylight, YearRules};
use super::{time, zone_rules};
use chrono::{Datelike, NaiveDateTime, NaiveTime, Timelike, Weekday};
use std::collections::HashMap;

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
/// What `DayOfWeekType` allows beside the days; no change of clocks falls on them.
const DAY_GROUPS: [&str; 3] = ["Day", "Weekday", "WeekendDay"];

/// The fault for zones that make no sense.
pub(in crate::simulator) fn unusable() -> Fault {
    Fault::new("ErrorTimeZone", "The time zone of the request is missing or invalid.")
}

/// Reads `t:TimeZone`: a bias and two yearly changes, both required even where clocks never change.
pub(in crate::simulator) fn time_zone(element: &Element) -> Result<WireZone, Fault> {
    let mut parts = Sequence::of(element);
    let bias = integer(parts.required(Space::Types, "Bias")?)?;
    let (standard_bias, to_standard) = change(parts.required(Space::Types, "StandardTime")?)?;
    let (daylight_bias, to_daylight) = change(parts.required(Space::Types, "DaylightTime")?)?;
    parts.end()?;
    let offset = |own: i32| -60 * (bias + own);
    if bias.abs() > 24 * 60 || standard_bias.abs() > 24 * 60 || daylight_bias.abs() > 24 * 60 {
        return Err(unusable());
    }
    let daylight = match (to_standard, to_daylight) {
        (Some(ends), Some(begins)) if standard_bias != daylight_bias => {
            Some(Daylight { offset: offset(daylight_bias), begins, ends })
        }
        _ => None,
    };
    Ok(WireZone::always(YearRules { standard_offset: offset(standard_bias), daylight }))
}

/// Reads `StandardTime` or `DaylightTime`: its bias, and its change, which is none where the month is 0.
fn change(element: &Element) -> Result<(i32, Option<Change>), Fault> {
    let mut parts = Sequence::of(element);
    let bias = integer(parts.required(Space::Types, "Bias")?)?;
    let time = parts.required(Space::Types, "Time")?;
    let order = integer(parts.required(Space::Types, "DayOrder")?)?;
    let month = integer(parts.required(Space::Types, "Month")?)?;
    let day = weekday(parts.required(Space::Types, "DayOfWeek")?)?;
    let year = parts.optional(Space::Types, "Year");
    parts.end()?;
    let second_of_day = time.text.trim().parse::<NaiveTime>().map(|time| time.num_seconds_from_midnight());
    let (Ok(second_of_day), Ok(order @ 0..=31), Ok(month @ 0..=12)) =
        (second_of_day, u32::try_from(order), u32::try_from(month))
    else {
        return Err(unusable());
    };
    // With a year the order is the day of the month.
    let day = match (year, day) {
        (Some(_), _) => DayRule::Date(order),
        (None, Some(day)) if order <= 5 => DayRule::Nth(order, day),
        (None, _) => return Err(unusable()),
    };
    Ok((bias, (month > 0).then_some(Change { month, day, second_of_day })))
}

fn weekday(element: &Element) -> Result<Option<Weekday>, Violation> {
    let words: Vec<&'static str> = WEEKDAYS.into_iter().chain(DAY_GROUPS).collect();
    Ok(word(element, "DayOfWeekType", &words)?.parse().ok())
}

/// Reads the `TimeZoneContext` header: a definition with all its rules, or the Id of one that the server knows.
pub(in crate::simulator) fn context(element: &Element) -> Result<WireZone, Fault> {
    let mut parts = Sequence::of(element);
    let definition = parts.required(Space::Types, "TimeZoneDefinition")?;
    parts.end()?;
    if definition.child(Space::Types, "Periods").is_some() {
        return Definition::read(definition)?.zone().ok_or_else(unusable);
    }
    let zone = definition.attribute("Id").and_then(windows_zones::by_id);
    zone.map(|zone| WireZone::Named(zone.iana)).ok_or_else(unusable)
}

/// A zone definition as it stands there.
struct Definition<'e> {
    /// Seconds to add to UTC, by Id.
    periods: HashMap<&'e str, i32>,
    groups: HashMap<&'e str, Vec<&'e Element>>,
    /// From when on which group holds.
    transitions: Vec<(i32, &'e str)>,
}

impl<'e> Definition<'e> {
    fn read(element: &'e Element) -> Result<Self, Fault> {
        let mut parts = Sequence::of(element);
        let mut periods = HashMap::new();
        for period in &parts.required(Space::Types, "Periods")?.children {
            let bias = period.attribute("Bias").and_then(time::duration).ok_or_else(unusable)?;
            let offset = i32::try_from(-bias.num_seconds()).map_err(|_| unusable())?;
            periods.insert(period.attribute("Id").unwrap_or_default(), offset);
        }
        let groups = parts.optional(Space::Types, "TransitionsGroups").map(|groups| &groups.children);
        let groups = groups.into_iter().flatten();
        let groups = groups.map(|group| (group.attribute("Id").unwrap_or_default(), group.children.iter().collect()));
        let groups = groups.collect();
        let mut transitions = Vec::new();
        for transition in parts.optional(Space::Types, "Transitions").map(|t| &t.children).into_iter().flatten() {
            let target = transition.child(Space::Types, "To").ok_or_else(unusable)?.text.trim();
            let from = match transition.child(Space::Types, "DateTime") {
                Some(from) => year(from)?,
                None => i32::MIN,
            };
            transitions.push((from, target));
        }
        parts.end()?;
        transitions.sort_by_key(|(from, _)| *from);
        Ok(Self { periods, groups, transitions })
    }

    fn zone(&self) -> Option<WireZone> {
        let sets: Option<Vec<_>> =
            self.transitions.iter().map(|(from, target)| Some((*from, self.rules(target)?))).collect();
        let sets = sets?;
        // A bare period without transitions is a zone too.
        let only = || self.periods.values().next().map(|offset| YearRules { standard_offset: *offset, daylight: None });
        match sets.is_empty() {
            true => only().map(WireZone::always),
            false => Some(WireZone::Rules(sets)),
        }
    }

    /// The rules of a group, or of a period that is named directly.
    fn rules(&self, target: &str) -> Option<YearRules> {
        let steady = |offset: i32| YearRules { standard_offset: offset, daylight: None };
        let Some(group) = self.groups.get(target) else { return self.periods.get(target).copied().map(steady) };
        let steps: Option<Vec<_>> = group.iter().map(|step| self.step(step)).collect();
        Some(match steps?.as_slice() {
            [(offset, _)] => steady(*offset),
            [(one, Some(to_one)), (other, Some(to_other))] => {
                let (standard, ends, daylight, begins) =
                    if one > other { (other, to_other, one, to_one) } else { (one, to_one, other, to_other) };
                let daylight = Daylight { offset: *daylight, begins: *begins, ends: *ends };
                YearRules { standard_offset: *standard, daylight: Some(daylight) }
            }
            _ => return None,
        })
    }

    /// One transition of a group: the offset it leads to, and when in the year.
    fn step(&self, element: &Element) -> Option<(i32, Option<Change>)> {
        let text = |name: &str| element.child(Space::Types, name).map(|child| child.text.trim());
        let offset = *self.periods.get(text("To")?)?;
        if element.name == "Transition" {
            return Some((offset, None));
        }
        let second_of_day = u32::try_from(time::duration(text("TimeOffset")?)?.num_seconds()).ok()?;
        let month = text("Month")?.parse().ok().filter(|month| (1..=12).contains(month))?;
        let day = match element.name.as_str() {
            "RecurringDateTransition" => DayRule::Date(text("Day")?.parse().ok()?),
            _ => {
                let nth = match text("Occurrence")?.parse().ok()? {
                    -1 => 5,
                    nth @ 1..=5 => u32::try_from(nth).ok()?,
                    _ => return None,
                };
                DayRule::Nth(nth, text("DayOfWeek")?.parse().ok()?)
            }
        };
        Some((offset, Some(Change { month, day, second_of_day })))
    }
}

fn year(element: &Element) -> Result<i32, Violation> {
    let text = element.text.trim().trim_end_matches('Z');
    let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f");
    let reason = "The string is not a valid DateTime value.";
    local.map(|at| at.year()).map_err(|_| invalid(element, "http://www.w3.org/2001/XMLSchema:dateTime", reason))
}

/// Writes rules as the content of a `TimeZone`. Without daylight saving both changes are there all the same, and empty.
pub(in crate::simulator) fn write_time_zone(xml: &mut Xml, rules: &zone_rules::YearRules) {
    xml.text("Bias", &(-rules.standard_offset / 60).to_string());
    let changes = match rules.daylight {
        Some(daylight) => [
            ("StandardTime", 0, Some(daylight.ends)),
            ("DaylightTime", (rules.standard_offset - daylight.offset) / 60, Some(daylight.begins)),
        ],
        None => [("StandardTime", 0, None), ("DaylightTime", 0, None)],
    };
    for (name, bias, change) in changes {
        let (month, second, (order, day)) = match change {
            Some(Change { month, day: DayRule::Nth(order, day), second_of_day }) => {
                (month, second_of_day, (order, day))
            }
            _ => (0, 0, (0, Weekday::Sun)),
        };
        xml.element(name, &[], |xml| {
            xml.text("Bias", &bias.to_string());
            xml.text("Time", &format!("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60));
            xml.text("DayOrder", &order.to_string());
            xml.text("Month", &month.to_string());
            xml.text("DayOfWeek", day_name(day));
        });
    }
}

/// A weekday's name on the wire.
pub(in crate::simulator) fn day_name(day: Weekday) -> &'static str {
    WEEKDAYS.get(day.num_days_from_monday() as usize).copied().unwrap_or_default()
}
