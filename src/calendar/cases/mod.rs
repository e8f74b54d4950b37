//! The table of status cases: what the tests of the rules here, and of the sentences in `words`, are read from.
//!
//! A case in the text files beside this one:
//!
//! ```text
//! == What it shows
//! now Mon 09:41                    when, in the display zone; this is the default
//! B 09:00-11:00                    items: F T B O W ?; on the day of `now` where no day is named
//! O Mon..Wed                       whole days
//! B Mon 22:00 - Tue 01:00
//! => busy | no | until 11:00 | free 11:00 | then free
//! en busy until 11:00, next free at 11:00
//! it …
//! ```
//!
//! Days are those of the week (`week 2026-11-23`), `Mon+1` is a week later. Items are in the mailbox's zone (`zone`),
//! all other times in the display zone (`display`). `02:30a` and `02:30b` are the two that clocks show when they go
//! back. `hours Mon-Fri 08:00-12:00 13:00-17:00, Sat 09:00-12:00`, `hours none`, `hours empty`; `known Mon 00:00 - Wed
//! 00:00`; `fallback ZONE`; `rules gap 30`, `rules tentative reachable`, `rules elsewhere unreachable`; `no answer`.
//!
//! After the word: `available`, `soon`, `reachable` (neither), `no`, `?`. Then `until` (`at least`, `?`), `last` (day of
//! a whole-day item), `back`, `free` (`now`, `never`, `?`); what is not named must be absent. `then`: what follows.

use super::{
    BusyBlock, BusyType, NextFree, RulePair, Rules, Schedule, Status, TransitionRule, Until, Weekdays, Window,
    WorkingHours, WorkingPeriod, Zone,
};
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};

const FILES: [(&str, &str); 7] = [
    ("ordinary", include_str!("ordinary.txt")),
    ("overlaps", include_str!("overlaps.txt")),
    ("elsewhere", include_str!("elsewhere.txt")),
    ("absences", include_str!("absences.txt")),
    ("hours", include_str!("hours.txt")),
    ("zones", include_str!("zones.txt")),
    ("unknown", include_str!("unknown.txt")),
];

/// The bare rules that Exchange sends for Berlin.
pub(crate) const BERLIN_RULES: RulePair = RulePair {
    bias_minutes: -60,
    transitions: Some((
        TransitionRule { bias_minutes: 0, second_of_day: 10800, month: 10, order: 5, weekday: Weekday::Sun },
        TransitionRule { bias_minutes: -60, second_of_day: 7200, month: 3, order: 5, weekday: Weekday::Sun },
    )),
};

/// One case of the table.
pub(crate) struct Case {
    /// File and title.
    pub name: String,
    pub schedule: Option<Schedule>,
    pub fallback: Zone,
    pub display: Zone,
    pub now: DateTime<Utc>,
    pub rules: Rules,
    /// What must come out, as written.
    expected: Vec<String>,
    assumed: bool,
    /// Language and sentence, without the name before it and the full stop after it.
    pub says: Vec<(String, String)>,
    week: NaiveDate,
}

impl Case {
    pub fn status(&self) -> Status {
        super::status(self.schedule.as_ref(), self.fallback, self.now, &self.rules)
    }

    fn check(&self, status: &Status) {
        let name = &self.name;
        let call = match status.reachable {
            None => "?",
            Some(false) => "no",
            Some(true) if status.available => "available",
            Some(true) if status.soon => "soon",
            Some(true) => "reachable",
        };
        assert_eq!(status.word.as_str(), self.expected[0], "{name}");
        assert_eq!(call, self.expected[1], "{name}: whether to call");
        assert!(!status.available || status.reachable == Some(true), "{name}");
        let fields = &self.expected[2..];
        let field = |key: &str| fields.iter().find_map(|field| field.strip_prefix(key)).map(str::trim);
        let time = |text: &str| self.time(text, self.display);

        let until = match field("until").unwrap_or_else(|| panic!("{name}: until")) {
            "?" => Until::Unknown,
            text => match text.strip_prefix("at least ") {
                Some(text) => Until::AtLeast(time(text)),
                None => Until::At(time(text)),
            },
        };
        assert_eq!(status.until, until, "{name}: until");
        let free = match field("free").unwrap_or_else(|| panic!("{name}: free")) {
            "now" => NextFree::Now,
            "never" => NextFree::NotWithinHorizon,
            "?" => NextFree::Unknown,
            text => NextFree::At(time(text)),
        };
        assert_eq!(status.next_free, free, "{name}: next free");
        assert_eq!(status.return_at, field("back").map(time), "{name}: back");
        assert_eq!(status.last_day, field("last").map(|text| day(self.week, text)), "{name}: last day");
        if let Some(then) = field("then") {
            assert_eq!(status.follows.map(|follows| follows.word.as_str()), Some(then), "{name}: then");
        }
        assert_eq!(status.assumed_hours, self.assumed || fields.iter().any(|field| field == "assumed"), "{name}");
    }

    fn time(&self, text: &str, zone: Zone) -> DateTime<Utc> {
        time(text, self.week, self.display.date(self.now), zone)
    }
}

/// Every case of every file.
pub(crate) fn all() -> Vec<Case> {
    let parse_file = |(file, text): (&str, &str)| {
        text.split("\n== ")
            .map(|part| part.trim_start_matches("== ").to_owned())
            .filter(|part| !part.starts_with('#'))
            .map(|part| parse(file, &part))
            .collect::<Vec<_>>()
    };
    FILES.into_iter().flat_map(parse_file).collect()
}

fn parse(file: &str, text: &str) -> Case {
    let (title, body) = text.split_once('\n').expect("a case has lines");
    let lines: Vec<&str> = body.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let value = |key: &str| lines.iter().find_map(|line| line.strip_prefix(key)?.strip_prefix(' '));
    let week: NaiveDate = value("week").unwrap_or("2026-11-23").parse().expect("a date");
    let display = zone(value("display").unwrap_or("Europe/Berlin"));
    let mailbox = zone(value("zone").unwrap_or("Europe/Berlin"));
    let now = time(value("now").unwrap_or("Mon 09:41"), week, week, display);
    let today = display.date(now);

    let known = match value("known") {
        Some(text) => window(text, week, today, display),
        None => Window { start: display.local_midnight(week), end: display.local_midnight(week + Days::new(15)) },
    };
    let (hours, assumed) = match value("hours").unwrap_or("Mon-Fri 08:00-17:00") {
        "none" => (None, true),
        "empty" => {
            let period = WorkingPeriod { days: Weekdays::default(), start_minute: 480, end_minute: 1020 };
            (Some(WorkingHours { zone: mailbox, periods: vec![period] }), true)
        }
        text => (Some(WorkingHours { zone: mailbox, periods: text.split(", ").flat_map(periods).collect() }), false),
    };
    let mut rules = Rules::default();
    for rule in lines.iter().filter_map(|line| line.strip_prefix("rules ")) {
        match rule {
            "tentative reachable" => rules.tentative_reachable = true,
            "elsewhere unreachable" => rules.elsewhere_reachable = false,
            other => {
                let minutes = other.strip_prefix("gap ").expect("a rule").parse().expect("minutes");
                rules.minimum_gap = TimeDelta::minutes(minutes);
            }
        }
    }
    let blocks = lines.iter().filter_map(|line| block(line, week, mailbox.date(now), mailbox)).collect();
    let schedule = Schedule::new(known, blocks, hours);
    let expected = value("=>").unwrap_or_else(|| panic!("{title}: nothing expected"));
    let says = ["en", "it"].into_iter().filter_map(|language| Some((language.to_owned(), value(language)?.to_owned())));
    Case {
        name: format!("{file}: {title}"),
        schedule: Some(schedule).filter(|_| !lines.contains(&"no answer")),
        fallback: value("fallback").map_or(display, zone),
        display,
        now,
        rules,
        expected: expected.split(" | ").map(str::to_owned).collect(),
        assumed,
        says: says.collect(),
        week,
    }
}

fn zone(text: &str) -> Zone {
    match text {
        "Berlin's rules" => Zone::Rules(BERLIN_RULES),
        name => Zone::from_name(name).unwrap_or_else(|| panic!("no zone {name}")),
    }
}

fn weekday(text: &str) -> Weekday {
    text.parse().unwrap_or_else(|_| panic!("no weekday {text}"))
}

/// `Mon`, `Mon+1`, `Fri-1`.
fn day(week: NaiveDate, text: &str) -> NaiveDate {
    let (name, weeks) = match text.find(['+', '-']) {
        Some(at) => (&text[..at], text[at..].parse().expect("a number of weeks")),
        None => (text, 0),
    };
    week + TimeDelta::days(i64::from(weekday(name).num_days_from_monday())) + TimeDelta::weeks(weeks)
}

/// `09:00`, `Tue 09:00:30`, `Sun 02:30b`.
fn time(text: &str, week: NaiveDate, today: NaiveDate, zone: Zone) -> DateTime<Utc> {
    let (date, clock) = match text.split_once(' ') {
        Some((name, clock)) => (day(week, name), clock),
        None => (today, text),
    };
    let local = date.and_time(NaiveTime::MIN) + since_midnight(clock.trim_end_matches(['a', 'b']));
    let first = zone.utc_of(local);
    if !clock.ends_with('b') {
        return first;
    }
    let second = first + TimeDelta::hours(1);
    assert_eq!(zone.to_local(second), local, "{text} is shown once");
    second
}

fn since_midnight(clock: &str) -> TimeDelta {
    let parts: Vec<i64> = clock.split(':').map(|part| part.parse().expect("a number")).collect();
    TimeDelta::seconds(parts[0] * 3600 + parts[1] * 60 + parts.get(2).unwrap_or(&0))
}

/// `Mon 00:00 - Tue 01:00`, `09:00-10:00`, `Tue 09:00-10:00`, `Mon`, `Mon..Wed`.
fn window(text: &str, week: NaiveDate, today: NaiveDate, zone: Zone) -> Window {
    if let Some((start, end)) = text.split_once(" - ") {
        return Window { start: time(start, week, today, zone), end: time(end, week, today, zone) };
    }
    if text.contains(':') {
        let (start, end) = text.split_once('-').expect("two times");
        let date = start.split_once(' ').map_or(today, |(name, _)| day(week, name));
        return Window { start: time(start, week, today, zone), end: time(end, week, date, zone) };
    }
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    let after = day(week, last) + Days::new(1);
    Window { start: zone.local_midnight(day(week, first)), end: zone.local_midnight(after) }
}

/// None where the line is not about an item.
fn block(line: &str, week: NaiveDate, today: NaiveDate, mailbox: Zone) -> Option<BusyBlock> {
    let (letter, text) = line.split_once(' ')?;
    let busy_type = match letter {
        "F" => BusyType::Free,
        letter => {
            BusyType::ALL.into_iter().find(|busy_type| busy_type.letter().map(String::from) == Some(letter.into()))?
        }
    };
    let Window { start, end } = window(text, week, today, mailbox);
    Some(BusyBlock::new(start, end, busy_type))
}

/// `Mon-Fri 08:00-12:00 13:00-17:00`.
fn periods(text: &str) -> Vec<WorkingPeriod> {
    let (days, times) = text.split_once(' ').expect("days and times");
    let (first, last) = days.split_once('-').unwrap_or((days, days));
    let last = weekday(last);
    let mut days = Weekdays::default().with(weekday(first));
    let mut day = weekday(first);
    while day != last {
        day = day.succ();
        days = days.with(day);
    }
    let minute = |clock: &str| u16::try_from(since_midnight(clock).num_minutes()).expect("a minute of a day");
    let period = |times: &str| {
        let (start, end) = times.split_once('-').expect("two times");
        WorkingPeriod { days, start_minute: minute(start), end_minute: minute(end) }
    };
    times.split(' ').map(period).collect()
}

#[test]
fn every_case_of_the_table_comes_out_as_written() {
    let cases = all();
    assert!(cases.len() >= 170, "{} cases were read", cases.len());
    for case in &cases {
        case.check(&case.status());
    }
}
