//! Whatever comes, nothing panics; whatever is generated is read as what it was, in whichever way it was written.

use super::*;
use crate::calendar::{
    BlockDetails, BusyBlock, BusyType, RulePair, Schedule, TransitionRule, Weekdays, WorkingHours, WorkingPeriod, Zone,
};
use crate::source::ews::judge;
use chrono::{TimeDelta, Weekday};
use proptest::prelude::*;
use std::fmt::Write;

/// How a server may write the same thing.
#[derive(Debug, Clone, Copy)]
struct Style {
    /// Prefixes declared once on top, instead of default namespaces declared where they begin.
    prefixes: bool,
    indent: bool,
    /// `''`, `Z`, `+01:00`, `+0100`, and fractions.
    times: u8,
    /// Plain text escaped as references, as CDATA, or with forbidden references strewn in.
    texts: u8,
    comments: bool,
}

fn style() -> impl Strategy<Value = Style> {
    (any::<bool>(), any::<bool>(), 0..5_u8, 0..3_u8, any::<bool>())
        .prop_map(|(prefixes, indent, times, texts, comments)| Style { prefixes, indent, times, texts, comments })
}

fn block() -> impl Strategy<Value = BusyBlock> {
    let details = proptest::option::of((any::<bool>(), text(), text()).prop_map(|(private, subject, location)| {
        let shown = |text: Option<String>| text.filter(|_| !private);
        BlockDetails { private, subject: shown(subject), location: shown(location) }
    }));
    // Two days around the window, so that some reach beyond it.
    (-86_400..200_000_i64, 60..90_000_i64, proptest::sample::select(BusyType::ALL.to_vec()), details).prop_map(
        |(start, length, busy_type, details)| {
            let start = question(1).window.start + TimeDelta::seconds(start);
            BusyBlock { start, end: start + TimeDelta::seconds(length), busy_type, details }
        },
    )
}

/// One line as people type it: without control characters, not blank at its ends.
fn text() -> impl Strategy<Value = Option<String>> {
    proptest::option::of("[A-Za-z0-9<>&'\"\\]àß漢😀-]([ A-Za-z0-9<>&'\"\\];àß漢😀-]{0,12}[A-Za-z0-9<>&'\"àß漢😀])?")
}

fn hours() -> impl Strategy<Value = Option<WorkingHours>> {
    let period = (1..128_u8, 0..1440_u16, 0..=1440_u16).prop_map(|(days, start_minute, end_minute)| {
        let all = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
        let days: Weekdays =
            all.into_iter().enumerate().filter(|(n, _)| days & 1 << n != 0).map(|(_, day)| day).collect();
        WorkingPeriod { days, start_minute, end_minute }
    });
    let rule = |bias| {
        (0..86_400_u32, 1..=12_u32, 1..=5_u8).prop_map(move |(second_of_day, month, order)| TransitionRule {
            bias_minutes: bias,
            second_of_day,
            month,
            order,
            weekday: Weekday::Sun,
        })
    };
    let zone = (-840..=840_i32, proptest::option::of((rule(0), rule(-60))))
        .prop_map(|(bias_minutes, transitions)| RulePair { bias_minutes, transitions });
    let periods = proptest::collection::vec(period.prop_filter("says something", |period| period.is_usable()), 1..3);
    proptest::option::of((zone, periods).prop_map(|(zone, periods)| WorkingHours { zone: Zone::Rules(zone), periods }))
}

type Entry = Result<Schedule, &'static str>;

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let schedule = (proptest::collection::vec(block(), 0..6), hours())
        .prop_map(|(blocks, hours)| Ok(Schedule::new(question(1).window, blocks, hours)));
    let error = proptest::sample::select(vec!["ErrorMailRecipientNotFound", "ErrorServerBusy", "ErrorFromTheFuture"]);
    proptest::collection::vec(prop_oneof![4 => schedule, 1 => error.prop_map(Err)], 1..5)
}

/// Writes an answer in a style.
struct Writer {
    style: Style,
    xml: String,
    depth: usize,
}

impl Writer {
    fn element(&mut self, messages: bool, name: &str, attributes: &str, inside: impl FnOnce(&mut Self)) {
        let prefix = match (self.style.prefixes, messages) {
            (true, true) => "m:",
            (true, false) => "t:",
            (false, _) => "",
        };
        // Without prefixes every element says where it belongs.
        let home = if self.style.prefixes {
            String::new()
        } else {
            format!(" xmlns='{}'", if messages { MESSAGES } else { TYPES })
        };
        self.pause();
        let _ = write!(self.xml, "<{prefix}{name}{home}{attributes}>");
        self.depth += 1;
        inside(self);
        self.depth -= 1;
        let _ = write!(self.xml, "</{prefix}{name} >");
    }

    fn leaf(&mut self, messages: bool, name: &str, value: &str) {
        self.element(messages, name, "", |writer| writer.xml.push_str(value));
    }

    fn pause(&mut self) {
        if self.style.indent {
            let _ = write!(self.xml, "\r\n{}", "\t".repeat(self.depth));
        }
        if self.style.comments {
            self.xml.push_str("<!-- <t:BusyType>Free</t:BusyType> --><?odd instruction?>");
        }
    }

    fn time(&self, at: DateTime<Utc>) -> String {
        let (hour, form) = (TimeDelta::hours(1), "%Y-%m-%dT%H:%M:%S");
        match self.style.times {
            0 => at.format(form).to_string(),
            1 => format!("{}Z", at.format(form)),
            2 => format!("{}+01:00", (at + hour).format(form)),
            3 => format!("{}-0100", (at - hour).format(form)),
            _ => format!(" {}.0000000Z\n", at.format(form)),
        }
    }

    fn text(&self, text: &str) -> String {
        match self.style.texts {
            0 => quick_xml::escape::escape(text).into_owned(),
            1 => format!("<![CDATA[{}]]>", text.replace("]]>", "]]]]><![CDATA[>")),
            _ => text.chars().map(|c| format!("&#x0;&#x{:X};&#31;", u32::from(c))).collect(),
        }
    }

    fn entry(&mut self, entry: &Entry) {
        self.element(true, "FreeBusyResponse", "", |w| {
            let class = if entry.is_ok() { " ResponseClass=\"Success\"" } else { " ResponseClass='Error'" };
            w.element(true, "ResponseMessage", class, |w| {
                w.leaf(true, "ResponseCode", entry.as_ref().err().unwrap_or(&"NoError"));
            });
            if let Ok(schedule) = entry {
                w.element(true, "FreeBusyView", "", |w| w.view(schedule));
            }
        });
    }

    fn view(&mut self, schedule: &Schedule) {
        self.leaf(false, "FreeBusyViewType", "Detailed");
        self.element(false, "CalendarEventArray", "", |w| schedule.blocks.iter().for_each(|block| w.block(block)));
        if let Some(hours) = &schedule.working_hours {
            self.element(false, "WorkingHours", "", |w| w.hours(hours));
        }
    }

    fn block(&mut self, block: &BusyBlock) {
        self.element(false, "CalendarEvent", "", |w| {
            let (start, end) = (w.time(block.start), w.time(block.end));
            w.leaf(false, "StartTime", &start);
            w.leaf(false, "EndTime", &end);
            let word = match block.busy_type {
                BusyType::Free => "Free",
                BusyType::NoData => "NoData",
                BusyType::WorkingElsewhere => "WorkingElsewhere",
                BusyType::Tentative => "Tentative",
                BusyType::Busy => "Busy",
                BusyType::OutOfOffice => "OOF",
            };
            w.leaf(false, "BusyType", word);
            let Some(details) = &block.details else { return };
            w.element(false, "CalendarEventDetails", "", |w| {
                for (name, value) in [("Subject", &details.subject), ("Location", &details.location)] {
                    if let Some(value) = value {
                        let value = w.text(value);
                        w.leaf(false, name, &value);
                    }
                }
                w.leaf(false, "IsPrivate", &details.private.to_string());
            });
        });
    }

    fn hours(&mut self, hours: &WorkingHours) {
        let Zone::Rules(rules) = hours.zone else { return };
        self.element(false, "TimeZone", "", |w| {
            w.leaf(false, "Bias", &rules.bias_minutes.to_string());
            let changes =
                rules.transitions.map(|(standard, daylight)| [("StandardTime", standard), ("DaylightTime", daylight)]);
            for (name, rule) in changes.into_iter().flatten() {
                w.element(false, name, "", |w| {
                    let s = rule.second_of_day;
                    w.leaf(false, "Bias", &rule.bias_minutes.to_string());
                    w.leaf(false, "Time", &format!("{:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60));
                    w.leaf(false, "DayOrder", &rule.order.to_string());
                    w.leaf(false, "Month", &rule.month.to_string());
                    w.leaf(false, "DayOfWeek", "Sunday");
                });
            }
        });
        self.element(false, "WorkingPeriodArray", "", |w| {
            for period in &hours.periods {
                w.element(false, "WorkingPeriod", "", |w| {
                    let names = [
                        (Weekday::Mon, "Monday"),
                        (Weekday::Tue, "Tuesday"),
                        (Weekday::Wed, "Wednesday"),
                        (Weekday::Thu, "Thursday"),
                        (Weekday::Fri, "Friday"),
                        (Weekday::Sat, "Saturday"),
                        (Weekday::Sun, "Sunday"),
                    ];
                    let days: Vec<_> =
                        names.into_iter().filter(|(day, _)| period.days.contains(*day)).map(|(_, name)| name).collect();
                    w.leaf(false, "DayOfWeek", &days.join(" "));
                    w.leaf(false, "StartTimeInMinutes", &period.start_minute.to_string());
                    w.leaf(false, "EndTimeInMinutes", &period.end_minute.to_string());
                });
            }
        });
    }
}

fn render(entries: &[Entry], style: Style) -> String {
    let mut writer = Writer { style, xml: String::new(), depth: 1 };
    writer.element(true, "GetUserAvailabilityResponse", "", |w| {
        w.element(true, "FreeBusyResponseArray", "", |w| entries.iter().for_each(|entry| w.entry(entry)));
    });
    format!(
        "<e:Envelope xmlns:e='{SOAP}' xmlns:t='{TYPES}' xmlns:m='{MESSAGES}'><e:Body>{}</e:Body></e:Envelope>",
        writer.xml
    )
}

/// What a reader has to keep of an entry: the blocks that touch the window.
fn kept(entry: &Entry) -> Result<Schedule, &'static str> {
    entry.clone().map(|mut schedule| {
        schedule.blocks.retain(|block| block.occurs_in(schedule.known));
        schedule
    })
}

proptest! {
    #[test]
    fn any_rendering_of_an_answer_reads_as_itself(entries in entries(), style in style()) {
        let body = render(&entries, style);
        let all_busy = entries.iter().all(|entry| *entry == Err("ErrorServerBusy"));
        let result = read(&reply(200, body), &question(entries.len()));
        if all_busy {
            prop_assert_eq!(result, Err(SourceError::SlowDown));
        } else {
            let read: Vec<_> =
                result.unwrap().mailboxes.into_iter().map(|entry| entry.map_err(|error| error.code)).collect();
            let expected: Vec<_> =
                entries.iter().map(|entry| kept(entry).map_err(ToOwned::to_owned)).collect();
            prop_assert_eq!(read, expected);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(body in ".{0,400}", status in proptest::sample::select(vec![200, 401, 500, 503])) {
        let reply = reply(status, body);
        let _ = judge(&reply);
        prop_assert!(read(&reply, &question(1)).is_err());
    }

    #[test]
    fn any_bytes_are_read_or_refused(body in proptest::collection::vec(any::<u8>(), 0..400)) {
        let mut reply = reply(200, "");
        reply.body = body.into();
        let _ = judge(&reply);
        prop_assert!(read(&reply, &question(1)).is_err());
    }

    /// Bytes changed, lost or doubled in a sound answer: it is read or refused, and the count always holds.
    #[test]
    fn damage_never_changes_the_count(
        entries in entries(),
        style in style(),
        at in any::<proptest::sample::Index>(),
        length in 0..40_usize,
        instead in proptest::collection::vec(any::<u8>(), 0..8),
    ) {
        let mut body = render(&entries, style).into_bytes();
        let start = at.index(body.len());
        let end = (start + length).min(body.len());
        body.splice(start..end, instead);
        let mut reply = reply(200, "");
        reply.body = body.into();
        let _ = judge(&reply);
        if let Ok(answer) = read(&reply, &question(entries.len())) {
            prop_assert_eq!(answer.mailboxes.len(), entries.len());
        }
    }

    /// An answer that breaks off is never an answer, wherever it breaks off.
    #[test]
    fn no_beginning_of_an_answer_is_an_answer(entries in entries(), style in style(), at in any::<proptest::sample::Index>()) {
        let body = render(&entries, style);
        let cut = body.floor_char_boundary(at.index(body.len() - 1));
        prop_assert!(read(&reply(200, &body[..cut]), &question(entries.len())).is_err());
    }
}
