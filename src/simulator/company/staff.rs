//! Hiring: what each member of the staff is, from the seed and the position on the list.

use super::chance::Chance;
use super::member::{Access, Load, Member, Shift};
use super::names::{Names, mail_part};
use super::units::{GROUPS, UNITS, Unit};
use super::{DOMAIN, NAME};
use crate::simulator::options::Options;
use chrono::Weekday::{self, Fri, Mon, Thu, Tue, Wed};
use chrono::{DateTime, Offset, TimeDelta, TimeZone};
use chrono_tz::Tz;

const WEEK: &[Weekday] = &[Mon, Tue, Wed, Thu, Fri];
const MONDAY_TO_THURSDAY: &[Weekday] = &[Mon, Tue, Wed, Thu];
const FRIDAY: &[Weekday] = &[Fri];

/// From this many people on, two mailboxes give errors.
const ERRORS_FROM: usize = 10;
/// People of one team.
const TEAM: usize = 9;

/// Hires `people` people. The first ones are the same, however many follow.
pub(super) fn hire(seed: u64, people: usize, zone: Tz) -> Vec<Member> {
    let mut names = Names::new(seed);
    let mut seats = [0_usize; UNITS.len()];
    let mut staff: Vec<Member> = (0..people)
        .map(|index| {
            let unit_index = unit_of(index);
            let seat = seats.get_mut(unit_index).map_or(0, |taken| std::mem::replace(taken, *taken + 1));
            member(seed, index, &UNITS[unit_index], (unit_index, seat), names.next(), zone)
        })
        .collect();
    find_substitutes(&mut staff);
    if people >= ERRORS_FROM {
        staff[people * 3 / 10].access = Access::Gone;
        staff[people * 7 / 10].access = Access::None;
    }
    staff
}

/// The reception itself: may sign in, and has a calendar of its own.
pub(super) fn reception(people: usize, zone: Tz, address: &str) -> Member {
    Member {
        index: people,
        given: "Reception".to_owned(),
        family: NAME.to_owned(),
        address: address.to_owned(),
        department: "Board Office",
        groups: Vec::new(),
        title: "Reception",
        phone: "1000".to_owned(),
        mobile: String::new(),
        location: "Main hall".to_owned(),
        zone,
        main_zone: zone,
        shifts: vec![Shift { days: WEEK, start: 7 * 60 + 30, end: 18 * 60 }],
        access: Access::Reviewer,
        substitute: None,
        team: u64::MAX,
        load: Load::Light,
        home_days: Vec::new(),
        room: false,
    }
}

/// Those whom nobody put on the board: they are in the directory, and in no group.
pub(super) fn others(seed: u64, people: usize, zone: Tz) -> Vec<Member> {
    let count = (people / 3).clamp(4, 40).min(Options::MAX_PEOPLE.saturating_sub(people));
    let hired = hire(seed, people + count, zone).into_iter().skip(people);
    let other = |(place, member): (usize, Member)| Member {
        index: people + 1 + place,
        groups: Vec::new(),
        substitute: None,
        access: member.access.max(Access::Times),
        ..member
    };
    hired.enumerate().map(other).collect()
}

/// The rooms, of which the first half is in the main building.
pub(super) const ROOMS: [&str; 6] = ["Ash", "Birch", "Cedar", "Elm", "Larch", "Rowan"];

/// The rooms, from that place on the list of everybody on.
pub(super) fn rooms(from: usize, zone: Tz) -> Vec<Member> {
    let room = |(place, name): (usize, &&str)| Member {
        index: from + place,
        given: "Room".to_owned(),
        family: (*name).to_owned(),
        address: format!("room.{}@{DOMAIN}", mail_part(name)),
        title: "",
        department: "",
        phone: String::new(),
        location: format!("{} {}", if place < ROOMS.len() / 2 { "A" } else { "B" }, place + 1),
        team: u64::MAX - 1 - place as u64,
        load: Load::Normal,
        room: true,
        ..reception(from + place, zone, "")
    };
    ROOMS.iter().enumerate().map(room).collect()
}

/// Spreads every hundred people over the departments by their shares, evenly from the first person on.
fn unit_of(index: usize) -> usize {
    // 37 has no common divisor with 100: a walk through all points of the shares.
    let mut point = (index * 37 + 11) % 100;
    UNITS
        .iter()
        .position(|unit| {
            let here = point < unit.share;
            point = point.saturating_sub(unit.share);
            here
        })
        .unwrap_or_default()
}

fn member(
    seed: u64,
    index: usize,
    unit: &Unit,
    (unit_index, seat): (usize, usize),
    (given, family): (String, String),
    zone: Tz,
) -> Member {
    let mut chance = Chance::of(&[seed, 3, index as u64]);
    let leads = seat.is_multiple_of(TEAM);
    let second_site = chance.percent(22);
    let address = format!("{}.{}@{DOMAIN}", mail_part(&given), mail_part(&family));
    let mut groups = vec![unit.group];
    if leads && unit.group != "Management" {
        groups.push("Management");
    } else if chance.percent(8) {
        let other = chance.pick(&GROUPS);
        if other != unit.group {
            groups.push(other);
        }
    }
    let load = match leads {
        true => Load::Heavy,
        false => chance.weighted(&[(25, Load::Light), (60, Load::Normal), (15, Load::Heavy)], Load::Normal),
    };
    // 8999 is prime: extensions differ for as many people.
    let extension = 1001 + (index * 3571 + 180) % 8999;
    let room = format!("{}.{:02}", chance.below(4) + 1, chance.below(28) + 1);
    Member {
        index,
        department: unit.department,
        groups,
        title: if leads { unit.lead } else { chance.pick(unit.titles) },
        phone: extension.to_string(),
        mobile: mobile(&mut chance),
        location: if second_site { format!("{} {room}", place(second_zone(zone))) } else { format!("A {room}") },
        zone: if second_site { second_zone(zone) } else { zone },
        main_zone: zone,
        shifts: shifts(unit, &mut chance),
        access: chance.weighted(&[(62, Access::Details), (31, Access::Times), (7, Access::Reviewer)], Access::Details),
        substitute: None,
        team: (unit_index * 1000 + seat / TEAM) as u64,
        load,
        home_days: home_days(unit, &mut chance),
        room: false,
        given,
        family,
        address,
    }
}

/// Towns the second site may be in.
const SITES: [Tz; 18] = [
    chrono_tz::Europe::London,
    chrono_tz::Europe::Berlin,
    chrono_tz::Europe::Helsinki,
    chrono_tz::Asia::Dubai,
    chrono_tz::Asia::Karachi,
    chrono_tz::Asia::Kolkata,
    chrono_tz::Asia::Bangkok,
    chrono_tz::Asia::Shanghai,
    chrono_tz::Asia::Tokyo,
    chrono_tz::Australia::Sydney,
    chrono_tz::Pacific::Auckland,
    chrono_tz::America::Chicago,
    chrono_tz::America::New_York,
    chrono_tz::America::Denver,
    chrono_tz::America::Los_Angeles,
    chrono_tz::America::Halifax,
    chrono_tz::America::Sao_Paulo,
    chrono_tz::Pacific::Honolulu,
];

/// The zone of the company's second site: another one, but as near as can be, so that both sites work together.
fn second_zone(zone: Tz) -> Tz {
    let winter = DateTime::UNIX_EPOCH.naive_utc() + TimeDelta::days(50 * 365 + 12);
    let seconds = |zone: Tz| zone.offset_from_utc_datetime(&winter).fix().local_minus_utc();
    let distance = |site: &Tz| (seconds(*site) - seconds(zone)).abs();
    SITES.into_iter().filter(|site| distance(site) > 0).min_by_key(distance).unwrap_or(chrono_tz::Europe::London)
}

/// The town of a zone's name.
fn place(zone: Tz) -> String {
    zone.name().rsplit('/').next().unwrap_or_default().replace('_', " ")
}

/// A number of the range that the British regulator keeps for fiction.
fn mobile(chance: &mut Chance) -> String {
    if chance.percent(40) { format!("+44 7700 900{:03}", chance.below(1000)) } else { String::new() }
}

fn shifts(unit: &Unit, chance: &mut Chance) -> Vec<Shift> {
    let all_week = |start, end| vec![Shift { days: WEEK, start, end }];
    let two_parts = vec![Shift { days: WEEK, start: 480, end: 720 }, Shift { days: WEEK, start: 765, end: 1020 }];
    let short_friday =
        vec![Shift { days: MONDAY_TO_THURSDAY, start: 450, end: 990 }, Shift { days: FRIDAY, start: 450, end: 840 }];
    match chance.below(100) {
        0..40 => all_week(480, 1020),
        40..62 => all_week(510, 1050),
        62..76 => all_week(540, 1080),
        76..84 => short_friday,
        84..89 => two_parts,
        89..92 => all_week(480, 780),
        92..95 => vec![Shift { days: MONDAY_TO_THURSDAY, start: 480, end: 1020 }],
        95..98 if unit.group == "Service" => all_week(780, 1320),
        _ => all_week(480, 1020),
    }
}

/// Half of those who can, one day a week; some, two.
fn home_days(unit: &Unit, chance: &mut Chance) -> Vec<Weekday> {
    let days = match unit.department {
        "Dispatch" | "Field Service" => 0,
        _ => chance.weighted(&[(22, 0), (48, 1), (30, 2)], 0),
    };
    let first = chance.below(WEEK.len());
    (0..days).filter_map(|n| WEEK.get((first + n * 2) % WEEK.len()).copied()).collect()
}

/// The next person of the same team who is reachable by mail; the last one's is the first.
fn find_substitutes(staff: &mut [Member]) {
    let teams: Vec<u64> = staff.iter().map(|member| member.team).collect();
    let mut first: std::collections::HashMap<u64, usize> = std::collections::HashMap::new();
    let mut next: std::collections::HashMap<u64, usize> = std::collections::HashMap::new();
    for (index, team) in teams.iter().enumerate() {
        first.entry(*team).or_insert(index);
    }
    for (index, team) in teams.iter().enumerate().rev() {
        let after = next.insert(*team, index).or_else(|| first.get(team).copied());
        staff[index].substitute = after.filter(|&other| other != index);
    }
}
