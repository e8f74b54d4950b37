use super::event::{Event, Show};
use super::member::{Access, Member};
use super::{Company, Recipient};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::HashSet;

const BERLIN: chrono_tz::Tz = chrono_tz::Europe::Berlin;

fn company(seed: u64, people: usize) -> Company {
    Company::new(seed, people, BERLIN, "reception@aldermoor.example")
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

fn members(company: &Company) -> Vec<&Member> {
    let addresses = company.roster().into_iter().map(|person| person.address);
    let known = addresses.filter_map(|address| match company.find(&address) {
        Some(Recipient::Member(member)) => Some(member),
        _ => None,
    });
    known.collect()
}

#[test]
fn five_thousand_people_have_names_addresses_and_extensions_of_their_own() {
    for seed in 1..=3 {
        let roster = company(seed, 5000).roster();
        let distinct =
            |field: fn(&crate::people::Person) -> &String| roster.iter().map(field).collect::<HashSet<_>>().len();
        assert_eq!(roster.len(), 5000);
        assert_eq!(distinct(|person| &person.name), 5000, "names");
        assert_eq!(distinct(|person| &person.address), 5000, "addresses");
        assert_eq!(distinct(|person| &person.phone), 5000, "extensions");
        for person in &roster {
            assert!(!person.name.contains(|c: char| c.is_ascii_digit() || c == '~'), "{}", person.name);
            assert!(person.address.bytes().all(|b| b.is_ascii_lowercase() || b"@.".contains(&b)), "{}", person.address);
            assert!((4..=4).contains(&person.phone.len()), "{}", person.phone);
        }
    }
}

#[test]
fn a_bigger_company_begins_with_the_same_people() {
    let (small, big) = (company(1, 60).roster(), company(1, 300).roster());
    for (one, other) in small.iter().zip(&big) {
        assert_eq!((&one.name, &one.phone, &one.department), (&other.name, &other.phone, &other.department));
    }
    assert_ne!(small[0].name, company(2, 60).roster()[0].name, "another seed, another company");
}

#[test]
fn sixty_people_make_six_groups_in_two_zones_with_substitutes() {
    let roster = company(1, 60).roster();
    for group in super::units::GROUPS {
        let size = roster.iter().filter(|person| person.groups.iter().any(|g| g == group)).count();
        assert!((4..=25).contains(&size), "{group}: {size}");
    }
    assert!(roster.iter().any(|person| person.groups.len() > 1));
    let zones: HashSet<_> = roster.iter().map(|person| person.zone).collect();
    assert_eq!(zones.len(), 2);
    let with_substitute = roster.iter().filter(|person| person.substitute.is_some()).count();
    assert!(with_substitute >= 50, "{with_substitute}");
    for person in &roster {
        assert_ne!(person.substitute.as_ref(), Some(&person.address));
    }
}

#[test]
fn two_mailboxes_give_errors() {
    let company = company(1, 60);
    let roster = company.roster();
    assert_eq!(roster.iter().filter(|person| company.find(&person.address).is_none()).count(), 1);
    assert_eq!(members(&company).iter().filter(|member| member.access == Access::None).count(), 1);
}

/// What holds at an instant: the highest type of those that cover it.
fn shown(events: &[Event], now: DateTime<Utc>) -> Show {
    let covering = events.iter().filter(|event| event.start <= now && now < event.end);
    covering.map(|event| event.show).max().unwrap_or_default()
}

#[test]
fn a_morning_looks_like_a_working_morning() {
    let company = company(1, 300);
    let staff = members(&company);
    let mut totals = [0_usize; 5];
    let mut outside = 0;
    let monday = at("2026-11-23T09:12:00Z");
    let mut asked = 0;
    for week in 0..6 {
        for day in 0..5 {
            let now = monday + TimeDelta::days(week * 7 + day);
            for member in &staff {
                let shown = shown(&company.events(member, now, now + TimeDelta::minutes(1)), now);
                let local = now.with_timezone(&member.zone);
                let minute = chrono::Timelike::num_seconds_from_midnight(&local.time()) / 60;
                let working =
                    member.hours_on(chrono::Datelike::weekday(&local)).is_some_and(|(s, e)| (s..e).contains(&minute));
                asked += 1;
                match shown {
                    Show::Free | Show::WorkingElsewhere if !working => outside += 1,
                    shown => totals[shown as usize] += 1,
                }
            }
        }
    }
    let percent = |count: usize| count as f64 * 100.0 / asked as f64;
    let [free, elsewhere, tentative, busy, out] = totals.map(percent);
    let summary = format!(
        "free {free:.1} elsewhere {elsewhere:.1} tentative {tentative:.1} busy {busy:.1} out {out:.1} outside {:.1}",
        percent(outside)
    );
    println!("{summary}");
    assert!((36.0..44.0).contains(&free), "{summary}");
    assert!((31.0..39.0).contains(&busy), "{summary}");
    assert!((6.0..10.0).contains(&tentative), "{summary}");
    assert!((6.0..10.0).contains(&out), "{summary}");
    assert!((6.0..10.0).contains(&elsewhere), "{summary}");
}

#[test]
fn the_demo_board_shows_every_status_on_any_morning() {
    let company = company(1, 60);
    let staff = members(&company);
    for day in [0, 1, 2, 3, 4, 7, 8, 9, 10, 11, 30, 100, 150] {
        let now = at("2026-11-23T09:12:00Z") + TimeDelta::days(day);
        if matches!(chrono::Datelike::weekday(&now), chrono::Weekday::Sat | chrono::Weekday::Sun) {
            continue;
        }
        let mut counts = [0; 5];
        for member in &staff {
            counts[shown(&company.events(member, now, now + TimeDelta::minutes(1)), now) as usize] += 1;
        }
        println!("{now}: {counts:?}");
        assert!(counts.iter().all(|&count| count > 0), "{now}: {counts:?}");
        assert!(counts[Show::Free as usize] >= 14 && counts[Show::Busy as usize] >= 12, "{now}: {counts:?}");
    }
}

#[test]
fn a_question_has_the_same_answer_whatever_window_it_is_asked_in() {
    let company = company(1, 40);
    let wide = (at("2026-10-01T00:00:00Z"), at("2026-11-12T00:00:00Z"));
    for member in members(&company) {
        let all = company.events(member, wide.0, wide.1);
        let mut start = wide.0;
        while start < wide.1 {
            let end = start + TimeDelta::hours(31);
            let part = company.events(member, start, end.min(wide.1));
            let expected: Vec<_> =
                all.iter().filter(|event| event.start < end.min(wide.1) && start < event.end).copied().collect();
            assert_eq!(part, expected, "{} {start}", member.name());
            start = end;
        }
    }
}

#[test]
fn weeks_hold_everything_a_board_has_to_cope_with() {
    let company = company(1, 60);
    let (start, end) = (at("2026-11-23T00:00:00Z"), at("2026-12-21T00:00:00Z"));
    let calendars: Vec<Vec<Event>> =
        members(&company).iter().map(|member| company.events(member, start, end)).collect();
    let any = |test: &dyn Fn(&Event) -> bool| calendars.iter().flatten().any(test);
    let pair = |test: &dyn Fn(&Event, &Event) -> bool| {
        calendars.iter().any(|events| events.windows(2).any(|two| test(&two[0], &two[1])))
    };
    let days = |event: &Event| (event.end - event.start).num_days();
    assert!(any(&|event| event.recurring && event.meeting), "a weekly meeting");
    assert!(any(&|event| event.exception), "a moved one");
    assert!(any(&|event| event.private));
    assert!(any(&|event| event.show == Show::OutOfOffice && days(event) == 1), "a day away");
    assert!(any(&|event| event.show == Show::OutOfOffice && days(event) > 5), "weeks away");
    assert!(any(&|event| event.show == Show::WorkingElsewhere && days(event) == 1));
    assert!(any(&|event| event.show == Show::Free), "an item that does not block");
    assert!(pair(&|one, two| one.end == two.start && days(one) == 0), "back to back");
    assert!(pair(&|one, two| one.end > two.start && days(one) == 0), "overlapping");
    for event in calendars.iter().flatten() {
        assert!(event.start < event.end, "{event:?}");
        assert!(event.private || !event.subject.is_empty());
    }
}

#[test]
fn the_directory_finds_people_by_the_beginning_of_any_name() {
    let company = company(1, 300);
    let roster = company.roster();
    let accented = roster.iter().find(|person| !person.name.is_ascii()).expect("somebody with an accent");
    let (given, family) = accented.name.split_once(' ').expect("two names");
    for entry in [given, family, &accented.name, &accented.address, &family.to_uppercase()] {
        let found = company.resolve(entry).into_iter().any(|recipient| match recipient {
            Recipient::Member(member) => member.address == accented.address,
            Recipient::List(_) => false,
        });
        assert!(found, "{entry}");
    }
    assert!(company.resolve("nobody-of-that-name").is_empty());
    assert!(company.resolve("sales").iter().any(|recipient| matches!(recipient, Recipient::List(_))));
}

#[test]
fn the_second_site_is_near_wherever_the_first_one_is() {
    let second = |zone: chrono_tz::Tz| {
        let roster = Company::new(1, 60, zone, "reception@aldermoor.example").roster();
        let other = roster.iter().filter_map(|person| person.zone).find(|other| *other != zone);
        other.expect("a second zone")
    };
    use chrono_tz::{America, Asia, Australia, Europe, UTC};
    assert_eq!(second(Europe::Berlin), Europe::London);
    assert_eq!(second(Europe::Rome), Europe::London);
    assert_eq!(second(Europe::London), Europe::Berlin);
    assert_eq!(second(UTC), Europe::Berlin);
    assert_eq!(second(America::New_York), America::Chicago);
    assert_eq!(second(Asia::Kolkata), Asia::Karachi);
    assert_eq!(second(Australia::Perth), Asia::Bangkok);
}
