use super::*;
use crate::calendar::{BusyBlock, RefreshPace, Rules, WorkingHours, WorkingPeriod};
use crate::people::Roster;
use crate::refresh::{Board, Now as Present, Observation, OtherDays};
use crate::source::{MailboxError, MailboxErrorKind};
use chrono::TimeDelta;
use proptest::prelude::*;
use std::time::Duration;

const ROME: Zone = Zone::Named(chrono_tz::Europe::Rome);

/// A wall-clock time in Rome.
fn at(text: &str) -> DateTime<Utc> {
    ROME.utc_of(text.parse().unwrap())
}

fn monday() -> DateTime<Utc> {
    at("2026-11-23T09:41:00")
}

fn on(date: &str) -> calendar::Day {
    calendar::Day { zone: ROME, date: date.parse().unwrap() }
}

fn schedule(zone: Zone, blocks: Vec<BusyBlock>) -> Schedule {
    let start = at("2026-11-23T00:00:00");
    let periods = vec![WorkingPeriod {
        days: crate::calendar::Weekdays::WORKING_WEEK,
        start_minute: 9 * 60,
        end_minute: 17 * 60,
    }];
    Schedule {
        known: Window { start, end: start + TimeDelta::days(2) },
        blocks,
        working_hours: Some(WorkingHours { zone, periods }),
        dropped: 0,
    }
}

fn seen(schedule: Schedule, minutes_ago: i64) -> Observation {
    Observation {
        schedule: Some(Arc::new(schedule)),
        as_of: Some(monday() - TimeDelta::minutes(minutes_ago)),
        ..Observation::default()
    }
}

fn snapshot(observations: Vec<Observation>) -> Arc<Snapshot> {
    let person = |index: usize| Person {
        name: format!("Person {index}"),
        address: format!("{index}@example.com"),
        ..Person::default()
    };
    Arc::new(Snapshot {
        version: 1,
        board: Board::Live,
        causes: Vec::new(),
        roster: Arc::new(Roster { people: (0..observations.len()).map(person).collect() }),
        observations,
        last_complete: Some(monday()),
        last_took: Duration::ZERO,
        next_refresh: None,
        refreshing: false,
        interval: Duration::from_secs(60),
        clock_ahead: None,
        account: String::new(),
        server: String::new(),
        display: Arc::default(),
        zone: crate::calendar::Zone::UTC,
        directory: Default::default(),
        news: None,
        protection: None,
        way: crate::settings::Way::OnSite,
        ways: &[crate::settings::Way::OnSite],
        sign_in: None,
        server_version: None,
    })
}

fn terms(now: DateTime<Utc>) -> Terms {
    Terms {
        now: Present { calendar: now, real: now },
        rules: Rules::default(),
        pace: RefreshPace { interval: Duration::from_secs(60), last_duration: Duration::ZERO },
        zone: ROME,
    }
}

fn lines(observations: Vec<Observation>, day: calendar::Day) -> Lines {
    let words = Arc::new(Words::for_language("en"));
    Lines::new(words, snapshot(observations), terms(monday()), day, None)
}

fn stretches(found: &[Stretch]) -> Vec<(f32, f32)> {
    found.iter().map(|stretch| (stretch.start, stretch.end)).collect()
}

#[test]
fn the_shade_is_what_lies_outside_working_hours() {
    let board = lines(vec![seen(schedule(ROME, Vec::new()), 0)], on("2026-11-23"));
    assert_eq!(stretches(&board.row(0).unwrap().off), [(0.0, 540.0), (1020.0, 1440.0)]);
    let sunday = lines(vec![seen(schedule(ROME, Vec::new()), 0)], on("2026-11-22"));
    assert_eq!(stretches(&sunday.row(0).unwrap().off), [(0.0, 1440.0)]);
}

#[test]
fn beyond_what_is_known_nothing_is_known() {
    let unknown = |date| stretches(&lines(vec![seen(schedule(ROME, Vec::new()), 0)], on(date)).row(0).unwrap().unknown);
    assert_eq!(unknown("2026-11-24"), []);
    assert_eq!(unknown("2026-11-25"), [(0.0, 1440.0)]);
    let nobody = lines(vec![Observation::default()], on("2026-11-23"));
    let row = nobody.row(0).unwrap();
    assert_eq!(stretches(&row.unknown), [(0.0, 1440.0)]);
    assert_eq!((row.now.letter, row.available), (Some(BusyType::NoData), false));
    assert!(row.off.is_empty(), "without hours there is no shade");
}

#[test]
fn a_day_that_was_fetched_apart_is_shown_and_changes_nothing_about_now() {
    let far = on("2027-01-06");
    let start = far.window().start;
    let meeting = BusyBlock::new(start + TimeDelta::hours(10), start + TimeDelta::hours(11), BusyType::Busy);
    let fetched = Schedule::new(far.window(), vec![meeting], None);
    let other_days = Some(OtherDays { schedule: Arc::new(fetched), as_of: monday() });
    let observation = Observation { other_days, ..seen(schedule(ROME, Vec::new()), 0) };
    let (board, now) = (lines(vec![observation.clone()], far), lines(vec![observation], on("2026-11-23")));
    let row = board.row(0).unwrap();
    assert_eq!(row.bars.iter().map(|bar| (bar.stretch.start, bar.stretch.end)).collect::<Vec<_>>(), [(600.0, 660.0)]);
    assert!(row.unknown.is_empty());
    assert!(board.tip(0, Part::Bar(0)).contains("10:00"), "{}", board.tip(0, Part::Bar(0)));
    assert_eq!((&row.now, &row.until), (&now.row(0).unwrap().now, &now.row(0).unwrap().until));
    assert!(now.row(0).unwrap().bars.is_empty());
}

#[test]
fn the_day_on_which_clocks_go_back_has_twenty_five_hours() {
    let shown = day(on("2026-10-25"), at("2026-10-25T12:00:00"), &Display::default());
    let labels: Vec<_> = shown.hours.iter().map(|hour| hour.label.as_str()).collect();
    assert_eq!(labels[..5], ["00", "01", "02a", "02b", "03"]);
    assert_eq!((shown.hours.len(), shown.hours[25].minute), (26, 1500.0), "and the end of the last");
    assert_eq!(shown.open, Some(Stretch { start: 480.0, end: 1200.0 }), "07:00 is the ninth hour");
    assert_eq!(shown.now, Some(780.0));
}

#[test]
fn another_day_has_no_now_line() {
    let now = monday();
    let display = Display::default();
    let (before, today, after) = (
        day(on("2026-11-22"), now, &display),
        day(on("2026-11-23"), now, &display),
        day(on("2026-11-24"), now, &display),
    );
    assert_eq!((before.now, today.now, after.now), (None, Some(581.0), None));
    assert_eq!((before.over, today.over, after.over), (1440.0, 581.0, 0.0));
    assert_eq!((today.zone.as_str(), today.offset.as_str()), ("CET", "+01:00"));
}

#[test]
fn another_zone_is_marked_with_its_distance() {
    let badge = |name: &str| {
        let zone = Zone::from_name(name).unwrap();
        lines(vec![seen(schedule(zone, Vec::new()), 0)], on("2026-11-23")).row(0).unwrap().badge.clone()
    };
    assert_eq!(badge("Europe/Rome"), None);
    assert_eq!(badge("Europe/Berlin"), None);
    assert_eq!(badge("Europe/Helsinki").as_deref(), Some("+1h"));
    assert_eq!(badge("Europe/London").as_deref(), Some("−1h"));
    assert_eq!(badge("Asia/Kolkata").as_deref(), Some("+4:30h"));
    assert_eq!(badge("America/St_Johns").as_deref(), Some("−4:30h"));
}

#[test]
fn old_data_is_neither_green_nor_offered_and_tells_its_age() {
    let board =
        lines(vec![seen(schedule(ROME, Vec::new()), 0), seen(schedule(ROME, Vec::new()), 20)], on("2026-11-23"));
    let (fresh, old) = (board.row(0).unwrap(), board.row(1).unwrap());
    assert_eq!((fresh.now.tone, fresh.available, &fresh.stale), (Tone::Free, true, &None));
    assert_eq!((old.now.tone, old.available), (Tone::Plain, false));
    assert_eq!(old.now.word, fresh.now.word);
    let stale = Stale { long: "as of 09:21".into(), short: "09:21".into() };
    assert_eq!(old.stale, Some(stale));
}

#[test]
fn free_items_are_not_painted_and_tips_tell_of_the_right_one() {
    let blocks = vec![
        BusyBlock::new(at("2026-11-23T13:00:00"), at("2026-11-23T14:00:00"), BusyType::Free),
        BusyBlock::new(at("2026-11-23T10:00:00"), at("2026-11-23T11:30:00"), BusyType::Busy),
        BusyBlock::new(at("2026-11-23T11:00:00"), at("2026-11-23T12:00:00"), BusyType::Tentative),
        BusyBlock::new(at("2026-11-24T11:00:00"), at("2026-11-24T12:00:00"), BusyType::Busy),
    ];
    let board = lines(vec![seen(schedule(ROME, blocks), 0)], on("2026-11-23"));
    let types: Vec<_> = board.row(0).unwrap().bars.iter().map(|bar| bar.busy_type).collect();
    assert_eq!(types, [BusyType::Tentative, BusyType::Busy]);
    assert_eq!(board.tip(0, Part::Bar(0)), "Tentative 11:00–12:00 (1 h)");
    assert_eq!(board.tip(0, Part::Bar(1)), "Busy 10:00–11:30 (1 h 30)");
    assert_eq!(board.tip(0, Part::Bar(2)), "");
    assert_eq!(board.tip(0, Part::Until), "Monday 23 November 2026, 10:00");
    assert_eq!(board.tip(7, Part::Name), "");
}

#[test]
fn who_is_unknown_for_a_reason_tells_it() {
    let error = MailboxError { kind: MailboxErrorKind::NoAccess, code: "ErrorNoFreeBusyAccess".into() };
    let refused = Observation { error: Some(error.clone()), ..Observation::default() };
    let board = lines(vec![refused], on("2026-11-23"));
    let reason = Words::for_language("en").reason(&error.notice());
    assert_eq!(board.tip(0, Part::Now), format!("No information: {reason}"));
}

proptest! {
    /// Answers that are lent by the lines before are those that would be found anew.
    #[test]
    fn lent_answers_are_the_right_ones(
        ages in proptest::collection::vec((0_i64..90, any::<bool>()), 1..6),
        changed in any::<prop::sample::Index>(),
        later in 0_i64..400,
    ) {
        let busy = |index: i64| {
            let start = monday() + TimeDelta::minutes(index * 7 - 20);
            vec![BusyBlock::new(start, start + TimeDelta::minutes(30), BusyType::Busy)]
        };
        let observed = |(index, (age, doubtful)): (usize, &(i64, bool))| Observation {
            doubtful: *doubtful,
            ..seen(schedule(ROME, busy(index as i64)), *age)
        };
        let observations: Vec<_> = ages.iter().enumerate().map(observed).collect();
        let before = lines(observations, on("2026-11-23"));

        let mut next = (*before.snapshot).clone();
        let changed = changed.index(next.observations.len());
        next.observations[changed] = seen(schedule(ROME, busy(3)), 0);
        let next = Arc::new(next);
        let terms = terms(monday() + TimeDelta::seconds(later));
        let words = Arc::new(Words::for_language("en"));
        let lent = Lines::new(words.clone(), next.clone(), terms.clone(), before.day, Some(&before));
        let anew = Lines::new(words, next, terms, before.day, None);
        // A status is that of its minute: within it, only what is exact to the second may differ, and nothing is.
        for position in 0..ages.len() {
            let (lent, anew) = (lent.answer(position).unwrap(), anew.answer(position).unwrap());
            prop_assert_eq!(lent.freshness, anew.freshness);
            prop_assert_eq!(lent.status.word, anew.status.word);
            prop_assert_eq!(lent.status.until, anew.status.until);
            prop_assert_eq!(lent.as_of, anew.as_of);
        }
    }
}
