//! One person's one day: weekly meetings, other meetings, own work, days worked elsewhere, notes.

use super::chance::Chance;
use super::event::{Event, Show};
use super::member::{Load, Member};
use super::subjects;
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc, Weekday};
use chrono_tz::Tz;

/// An item of which nothing is said.
pub(super) const BLANK: Event = Event {
    start: DateTime::UNIX_EPOCH,
    end: DateTime::UNIX_EPOCH,
    show: Show::Free,
    subject: "",
    location: "",
    meeting: false,
    recurring: false,
    exception: false,
    private: false,
};

/// Adds the items that start on the local date `date`, absences excepted.
pub(super) fn of(seed: u64, member: &Member, date: NaiveDate, events: &mut Vec<Event>) {
    let Some((start, end)) = member.hours_on(date.weekday()) else { return };
    let number = u64::from(date.num_days_from_ce().unsigned_abs());
    let mut day = Day {
        clock: Clock::new(member.zone, date),
        chance: Chance::of(&[seed, 6, member.index as u64, number]),
        events,
    };
    day.whole_day(member, date);
    let series = day.weekly_meeting(seed, member, date);
    day.meetings(member.load, start, end, series);
}

/// Local midnight as an instant; where clocks skip it, the first instant after.
pub(super) fn midnight(zone: Tz, date: NaiveDate) -> DateTime<Utc> {
    Clock::new(zone, date).at(0)
}

/// Wall-clock minutes of one local day as instants.
struct Clock {
    zone: Tz,
    date: NaiveDate,
    /// Local midnight, where the whole day has one offset: the usual, quick case.
    even: Option<DateTime<Utc>>,
}

impl Clock {
    fn new(zone: Tz, date: NaiveDate) -> Self {
        let mut clock = Self { zone, date, even: None };
        let (first, next) = (clock.at(0), clock.at(24 * 60));
        clock.even = (next - first == TimeDelta::days(1)).then_some(first);
        clock
    }

    fn at(&self, minute: u32) -> DateTime<Utc> {
        if let Some(midnight) = self.even {
            return midnight + TimeDelta::minutes(minute.into());
        }
        let date = self.date + Days::new((minute / 1440).into());
        let time = NaiveTime::from_num_seconds_from_midnight_opt(minute % 1440 * 60, 0).unwrap_or_default();
        let mut local = date.and_time(time);
        // Wall-clock times that a change of clocks skips are moved behind the gap.
        loop {
            if let Some(at) = self.zone.from_local_datetime(&local).earliest() {
                return at.with_timezone(&Utc);
            }
            local += TimeDelta::minutes(15);
        }
    }
}

struct Day<'a> {
    clock: Clock,
    chance: Chance,
    events: &'a mut Vec<Event>,
}

impl Day<'_> {
    fn add(&mut self, start: u32, end: u32, event: Event) {
        self.events.push(Event { start: self.clock.at(start), end: self.clock.at(end), ..event });
    }

    fn whole_day(&mut self, member: &Member, date: NaiveDate) {
        // One week in ten is another week than usual.
        if member.home_days.contains(&date.weekday()) && !self.chance.percent(10) {
            let elsewhere = Event { show: Show::WorkingElsewhere, subject: "Home office", recurring: true, ..BLANK };
            self.add(0, 1440, elsewhere);
        }
        if self.chance.percent(4) {
            let note = self.chance.pick(subjects::NOTES);
            self.add(0, 1440, Event { subject: note, ..BLANK });
        }
    }

    /// The team's jour fixe: every week on its day, sometimes cancelled, sometimes moved. Gives its minutes.
    fn weekly_meeting(&mut self, seed: u64, member: &Member, date: NaiveDate) -> Option<(u32, u32)> {
        if member.groups.is_empty() {
            return None;
        }
        let mut team = Chance::of(&[seed, 7, member.team]);
        let weekday = team.weighted(
            &[(20, Weekday::Mon), (25, Weekday::Tue), (25, Weekday::Wed), (20, Weekday::Thu), (10, Weekday::Fri)],
            Weekday::Tue,
        );
        let usual = 9 * 60 + 30 * team.below(14) as u32;
        let length = team.weighted(&[(30, 30), (40, 60), (15, 45), (15, 90)], 60);
        let subject = team.pick(&["Team meeting", "Weekly", "Jour fixe", "Stand-up"]);
        let room = team.pick(subjects::ROOMS);
        if date.weekday() != weekday {
            return None;
        }
        let mut week = Chance::of(&[seed, 8, member.team, u64::from(date.num_days_from_ce().unsigned_abs())]);
        let (cancelled, moved) = (week.percent(6), week.percent(8));
        if cancelled || self.chance.percent(10) {
            return None;
        }
        // Both sites sit in it together, whatever their clocks say.
        let minute = usual + 60 * u32::from(moved);
        let planned = Clock::new(member.main_zone, date);
        let (start, end) = (planned.at(minute), planned.at(minute + length));
        self.events.push(Event {
            start,
            end,
            show: Show::Busy,
            subject,
            location: room,
            meeting: true,
            recurring: true,
            exception: moved,
            ..BLANK
        });
        let local = |at: DateTime<Utc>| u32::try_from((at - self.clock.at(0)).num_minutes()).unwrap_or_default();
        Some((local(start), local(end)))
    }

    /// Walks through the day: a meeting, a gap, a meeting …
    fn meetings(&mut self, load: Load, start: u32, end: u32, series: Option<(u32, u32)>) {
        let lunch = start.max(600) + 105 + 15 * self.chance.below(5) as u32;
        let mut at = start + self.gap(load, start);
        while at + 15 <= end {
            let length = self.chance.weighted(&[(6, 15), (36, 30), (10, 45), (30, 60), (11, 90), (7, 120)], 30);
            let until = (at + length).min(end);
            let at_lunch = end - start > 360 && at < lunch + 45 && lunch < until;
            let at_series = series.is_some_and(|(from, to)| at < to && from < until);
            if at_lunch && !self.chance.percent(25) {
                at = lunch + 45;
                continue;
            }
            // Now and then something is planned over the weekly meeting all the same.
            if let Some((_, to)) = series.filter(|_| at_series)
                && !self.chance.percent(20)
            {
                at = to;
                continue;
            }
            let event = self.appointment();
            self.add(at, until, event);
            if until - at >= 60 && self.chance.percent(10) {
                let second = Event { show: Show::Tentative, ..self.appointment() };
                self.add(at + 30, until + 30, second);
            }
            at = until + self.gap(load, until);
        }
    }

    fn gap(&mut self, load: Load, minute: u32) -> u32 {
        let busy_hours = (9 * 60..12 * 60).contains(&minute) || (13 * 60 + 30..16 * 60).contains(&minute);
        let gap = self.chance.weighted(&[(18, 0), (12, 15), (18, 30), (14, 45), (20, 60), (18, 120)], 30);
        match (load, busy_hours) {
            (Load::Heavy, true) => gap / 2 / 15 * 15,
            (Load::Heavy, false) | (Load::Normal, true) => gap,
            (Load::Normal, false) => gap + 30,
            (Load::Light, _) => gap * 2 + 30,
        }
    }

    fn appointment(&mut self) -> Event {
        let chance = &mut self.chance;
        let show = chance.weighted(
            &[(780, Show::Busy), (165, Show::Tentative), (25, Show::OutOfOffice), (30, Show::Free)],
            Show::Busy,
        );
        let private = chance.percent(6);
        let meeting = !private && show != Show::OutOfOffice && chance.percent(75);
        let subject = match (show, private, meeting) {
            (_, true, _) => chance.pick(subjects::PRIVATE),
            (Show::OutOfOffice, ..) => chance.pick(subjects::OUTINGS),
            (_, _, true) => chance.pick(subjects::MEETINGS),
            (_, _, false) => chance.pick(subjects::OWN_WORK),
        };
        let location = if meeting { chance.pick(subjects::ROOMS) } else { "" };
        Event { show, subject, location, meeting, private, ..BLANK }
    }
}
