//! What holds for every calendar, however odd.

use super::*;
use crate::calendar::cases::BERLIN_RULES;
use chrono::{DateTime, TimeDelta, Utc, Weekday};
use proptest::prelude::*;

/// Thursday before the long night of Berlin, so that a clock change lies ahead.
fn origin() -> DateTime<Utc> {
    "2026-10-22T00:00:00Z".parse().unwrap()
}

fn minutes(minutes: i64) -> DateTime<Utc> {
    origin() + TimeDelta::minutes(minutes)
}

const DAY: i64 = 24 * 60;

fn any_type() -> impl Strategy<Value = BusyType> {
    prop::sample::select(BusyType::ALL.to_vec())
}

/// Any length from nothing to days; on the half hour often, so that edges meet.
fn any_block() -> impl Strategy<Value = BusyBlock> {
    let start = prop_oneof![(-48i64..48 * 15).prop_map(|half| half * 30), -DAY..15 * DAY];
    let length = prop_oneof![(0i64..10).prop_map(|half| half * 30), 0i64..180, (1i64..5).prop_map(|days| days * DAY)];
    (start, length, any_type())
        .prop_map(|(start, length, busy_type)| BusyBlock::new(minutes(start), minutes(start + length), busy_type))
}

fn any_zone() -> impl Strategy<Value = Zone> {
    let named = ["Europe/Berlin", "Asia/Kolkata", "America/New_York", "Australia/Lord_Howe", "UTC"];
    let mut zones: Vec<Zone> = named.into_iter().filter_map(Zone::from_name).collect();
    zones.push(Zone::Rules(BERLIN_RULES));
    prop::sample::select(zones)
}

fn any_period() -> impl Strategy<Value = WorkingPeriod> {
    let days = prop::collection::vec(0u8..7, 0..6);
    (days, 0u16..=48, 0u16..=48).prop_map(|(days, start, end)| WorkingPeriod {
        days: days.into_iter().filter_map(|day| Weekday::try_from(day).ok()).collect(),
        start_minute: start * 30,
        end_minute: end * 30,
    })
}

fn any_hours() -> impl Strategy<Value = Option<WorkingHours>> {
    let hours = (any_zone(), prop::collection::vec(any_period(), 0..4));
    prop::option::of(hours.prop_map(|(zone, periods)| WorkingHours { zone, periods }))
}

fn any_schedule() -> impl Strategy<Value = Schedule> {
    let known = prop_oneof![Just(15 * DAY), DAY..16 * DAY];
    (prop::collection::vec(any_block(), 0..12), any_hours(), known).prop_map(|(blocks, hours, known)| {
        Schedule::new(Window { start: minutes(-DAY), end: minutes(known) }, blocks, hours)
    })
}

fn any_rules() -> impl Strategy<Value = Rules> {
    (any::<bool>(), any::<bool>(), 1i64..60).prop_map(|(tentative_reachable, elsewhere_reachable, gap)| Rules {
        minimum_gap: TimeDelta::minutes(gap),
        tentative_reachable,
        elsewhere_reachable,
        ..Rules::default()
    })
}

prop_compose! {
    fn any_case()(
        schedule in any_schedule(),
        rules in any_rules(),
        zone in any_zone(),
        now in prop_oneof![(0i64..48 * 6).prop_map(|half| half * 30), 0i64..6 * DAY],
        seconds in prop_oneof![Just(0i64), 0i64..60],
    ) -> (Schedule, Rules, Zone, DateTime<Utc>) {
        (schedule, rules, zone, minutes(now) + TimeDelta::seconds(seconds))
    }
}

/// The effective state at one instant, told the slow way: straight from the sentences of the conventions.
fn word_at(schedule: &Schedule, rules: &Rules, zone: Zone, at: DateTime<Utc>) -> (StatusWord, bool) {
    let hours = rules.hours_of(Some(schedule), zone);
    let local = hours.zone.to_local(at);
    let working = [0, 1].into_iter().any(|days_ago| {
        let date = local.date() - TimeDelta::days(days_ago);
        hours.periods.iter().filter(|period| period.days.contains(chrono::Datelike::weekday(&date))).any(|period| {
            let edge = |minute: u16| {
                let wall = date.and_time(chrono::NaiveTime::MIN) + TimeDelta::minutes(minute.into());
                hours.zone.utc_of(wall)
            };
            let end =
                if period.end_minute < period.start_minute { period.end_minute + 1440 } else { period.end_minute };
            edge(period.start_minute) <= at && at < edge(end)
        })
    });
    let covers = |block: &&BusyBlock| {
        let always = matches!(block.busy_type, BusyType::Tentative | BusyType::Busy | BusyType::OutOfOffice);
        let at_work = matches!(block.busy_type, BusyType::WorkingElsewhere | BusyType::NoData);
        block.start <= at && at < block.end && (always || (at_work && working))
    };
    let highest = schedule.blocks.iter().filter(covers).map(|block| block.busy_type).max();
    let word = match highest {
        Some(busy_type) => StatusWord::of(busy_type),
        None if working => StatusWord::Free,
        None => StatusWord::OutsideWorkingHours,
    };
    (word, working)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn the_word_is_the_one_of_the_conventions((schedule, rules, zone, now) in any_case()) {
        let status = status(Some(&schedule), zone, now, &rules);
        if schedule.known.contains(now) {
            prop_assert_eq!(status.word, word_at(&schedule, &rules, zone, now).0);
        } else {
            prop_assert_eq!(status, Status::NO_INFORMATION);
        }
    }

    #[test]
    fn nobody_is_free_inside_a_block_that_says_otherwise((schedule, rules, zone, now) in any_case()) {
        let status = status(Some(&schedule), zone, now, &rules);
        let booked = schedule.blocks.iter().any(|block| {
            block.busy_type >= BusyType::Tentative && block.start <= now && now < block.end
        });
        if booked {
            prop_assert_ne!(status.word, StatusWord::Free);
        }
        if status.word == StatusWord::NoInformation {
            prop_assert_eq!(status.reachable, None);
            prop_assert!(!status.available && !status.soon);
        }
    }

    #[test]
    fn next_free_is_never_before_now_and_really_free((schedule, rules, zone, now) in any_case()) {
        let status = status(Some(&schedule), zone, now, &rules);
        let at = match status.next_free {
            NextFree::Now => now,
            NextFree::At(at) => {
                prop_assert!(at > now);
                prop_assert!(at < now + rules.horizon);
                at
            }
            NextFree::NotWithinHorizon | NextFree::Unknown => return Ok(()),
        };
        prop_assert_eq!(status.available, at == now);
        for minute in 0..rules.minimum_gap.num_minutes() {
            let instant = at + TimeDelta::minutes(minute);
            prop_assert!(schedule.known.contains(instant));
            let (word, working) = word_at(&schedule, &rules, zone, instant);
            prop_assert!(working, "not at work at {}", instant);
            let reachable = match word {
                StatusWord::Free => true,
                StatusWord::WorkingElsewhere => rules.elsewhere_reachable,
                StatusWord::Tentative => rules.tentative_reachable,
                _ => false,
            };
            prop_assert!(reachable, "{:?} at {}", word, instant);
        }
    }

    #[test]
    fn nothing_before_next_free_would_do((schedule, rules, zone, now) in any_case()) {
        let status = status(Some(&schedule), zone, now, &rules);
        let NextFree::At(at) = status.next_free else { return Ok(()) };
        // Every instant at which something begins could be an earlier answer.
        let mut instants: Vec<_> = schedule.blocks.iter().map(|block| block.end).collect();
        instants.extend(rules.hours_of(Some(&schedule), zone).within(schedule.known).map(|work| work.start));
        for instant in instants.into_iter().filter(|instant| now < *instant && *instant < at) {
            prop_assert!(!super::status(Some(&schedule), zone, instant, &rules).available, "available at {}", instant);
        }
    }

    #[test]
    fn available_implies_reachable_and_soon_excludes_it((schedule, rules, zone, now) in any_case()) {
        let status = status(Some(&schedule), zone, now, &rules);
        prop_assert!(!status.available || status.reachable == Some(true));
        prop_assert!(!status.soon || status.reachable == Some(true));
        prop_assert!(!(status.available && status.soon));
        prop_assert_eq!(status.available, status.next_free == NextFree::Now);
    }

    #[test]
    fn at_its_end_the_status_is_another((schedule, rules, zone, now) in any_case()) {
        let status = status(Some(&schedule), zone, now, &rules);
        match status.until {
            Until::At(until) => {
                prop_assert!(until > now);
                let then = super::status(Some(&schedule), zone, until, &rules);
                prop_assert!(
                    then.word != status.word || then.reachable != status.reachable || then.available != status.available
                        || then.soon != status.soon,
                    "still {:?} at {}", then.word, until
                );
                prop_assert_eq!(status.follows.map(|follows| follows.word), Some(then.word));
                prop_assert_eq!(status.follows.map(|follows| follows.until), Some(then.until));
            }
            Until::AtLeast(end) => prop_assert_eq!(end, schedule.known.end),
            Until::Unknown => prop_assert_eq!(status.word, StatusWord::NoInformation),
        }
    }

    #[test]
    fn until_its_end_a_reachable_status_stays_reachable((schedule, rules, zone, now) in any_case()) {
        let status = status(Some(&schedule), zone, now, &rules);
        let (Until::At(until), true) = (status.until, status.available || status.soon) else { return Ok(()) };
        let mut at = now;
        while at < until {
            let then = super::status(Some(&schedule), zone, at, &rules);
            prop_assert_eq!(then.reachable, Some(true), "at {}", at);
            prop_assert_eq!(then.until, status.until);
            at += TimeDelta::minutes(7);
        }
    }

    #[test]
    fn the_return_is_at_work_and_not_away((schedule, rules, zone, now) in any_case()) {
        let status = status(Some(&schedule), zone, now, &rules);
        if let Some(return_at) = status.return_at {
            let (word, working) = word_at(&schedule, &rules, zone, return_at);
            prop_assert!(working && word != StatusWord::OutOfOffice);
            prop_assert!(status.until.known().is_some_and(|until| until <= return_at));
        }
    }

    #[test]
    fn splitting_a_block_changes_nothing(
        (schedule, rules, zone, now) in any_case(), which in any::<prop::sample::Index>(), part in 1i64..100,
    ) {
        if schedule.blocks.is_empty() {
            return Ok(());
        }
        let mut split = schedule.clone();
        let block = &mut split.blocks[which.index(schedule.blocks.len())];
        let middle = block.start + (block.end - block.start) * i32::try_from(part).unwrap() / 100;
        let second = BusyBlock { start: middle, ..block.clone() };
        block.end = middle;
        split.blocks.push(second);
        // Halves of a whole day are no whole days.
        let without_days = |status: Status| {
            let follows = status.follows.map(|follows| Follows { last_day: None, ..follows });
            Status { last_day: None, follows, ..status }
        };
        prop_assert_eq!(
            without_days(status(Some(&schedule), zone, now, &rules)),
            without_days(status(Some(&split), zone, now, &rules))
        );
    }

    #[test]
    fn the_order_of_blocks_changes_nothing(
        (schedule, rules, zone, now) in any_case(), seed in any::<prop::sample::Index>(),
    ) {
        let mut shuffled = schedule.clone();
        shuffled.blocks.reverse();
        if !shuffled.blocks.is_empty() {
            let turn = seed.index(shuffled.blocks.len());
            shuffled.blocks.rotate_left(turn);
        }
        prop_assert_eq!(
            status(Some(&schedule), zone, now, &rules),
            status(Some(&shuffled), zone, now, &rules)
        );
    }

    #[test]
    fn free_and_empty_items_change_nothing((schedule, rules, zone, now) in any_case()) {
        let mut bare = schedule.clone();
        bare.blocks.retain(|block| block.busy_type != BusyType::Free && block.start < block.end);
        let without_days = |status: Status| (status.word, status.until, status.next_free, status.return_at);
        prop_assert_eq!(
            without_days(status(Some(&schedule), zone, now, &rules)),
            without_days(status(Some(&bare), zone, now, &rules))
        );
    }

    #[test]
    fn without_a_schedule_there_is_no_information(zone in any_zone(), rules in any_rules(), now in 0i64..6 * DAY) {
        prop_assert_eq!(status(None, zone, minutes(now), &rules), Status::NO_INFORMATION);
    }

    #[test]
    fn knowing_more_never_takes_an_answer_back((schedule, rules, zone, now) in any_case(), less in 1i64..10 * DAY) {
        let mut shorter = schedule.clone();
        shorter.known.end = (schedule.known.end - TimeDelta::minutes(less)).max(now + TimeDelta::minutes(1));
        if shorter.known.end > schedule.known.end || !shorter.known.contains(now) {
            return Ok(());
        }
        let (short, long) = (status(Some(&shorter), zone, now, &rules), status(Some(&schedule), zone, now, &rules));
        prop_assert_eq!(short.word, long.word);
        if let Until::At(until) = short.until {
            prop_assert_eq!(long.until, Until::At(until));
        }
        if short.next_free != NextFree::Unknown {
            prop_assert_eq!(short.next_free, long.next_free);
        }
        if short.return_at.is_some() {
            prop_assert_eq!(short.return_at, long.return_at);
        }
    }

    #[test]
    fn working_time_is_in_order_and_apart(hours in any_hours(), zone in any_zone(), start in 0i64..6 * DAY) {
        let schedule = Schedule::new(Window { start: minutes(start), end: minutes(start + 9 * DAY) }, Vec::new(), hours);
        let rules = Rules::default();
        let stretches: Vec<_> = rules.hours_of(Some(&schedule), zone).within(schedule.known).collect();
        for stretch in &stretches {
            prop_assert!(stretch.start < stretch.end && stretch.touches(schedule.known));
        }
        for pair in stretches.windows(2) {
            prop_assert!(pair[0].end < pair[1].start);
        }
    }

    #[test]
    fn a_common_free_time_suits_everybody(
        (one, rules, zone, now) in any_case(), other in any_schedule(), length in 1i64..120,
    ) {
        let length = TimeDelta::minutes(length);
        let people = [(Some(&one), zone), (Some(&other), zone)];
        let at = match first_common_free(&people, now, length, &rules) {
            NextFree::Now => now,
            NextFree::At(at) => at,
            NextFree::NotWithinHorizon | NextFree::Unknown => return Ok(()),
        };
        prop_assert!(now <= at && at < now + rules.horizon);
        let rules = Rules { minimum_gap: length, ..rules };
        for (schedule, zone) in people {
            prop_assert!(status(schedule, zone, at, &rules).available);
        }
    }
}
