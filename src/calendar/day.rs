//! A local day as a stretch of time, and what belongs to it.

use super::{BusyBlock, BusyType, Schedule, Window, Zone};
use chrono::{DateTime, NaiveDate, TimeDelta, Timelike, Utc};

/// A calendar day in a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// Whose midnight begins and ends the day.
    pub zone: Zone,
    /// The day.
    pub date: NaiveDate,
}

/// A full hour on the ruler of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hour {
    /// When it begins.
    pub start: DateTime<Utc>,
    /// What the wall clock shows then: 0 to 23.
    pub hour: u32,
    /// `a` or `b` for the two that the clocks show on the day on which they go back.
    pub mark: Option<char>,
}

impl Hour {
    /// `09`, `02a`.
    pub fn label(&self) -> String {
        match self.mark {
            Some(mark) => format!("{:02}{mark}", self.hour),
            None => format!("{:02}", self.hour),
        }
    }
}

impl Day {
    /// The day on which `at` falls.
    pub fn containing(zone: Zone, at: DateTime<Utc>) -> Self {
        Self { zone, date: zone.date(at) }
    }

    /// The day `days` later, or earlier if negative.
    pub fn plus(self, days: i64) -> Self {
        let date = TimeDelta::try_days(days).and_then(|delta| self.date.checked_add_signed(delta));
        Self { date: date.unwrap_or(self.date), ..self }
    }

    /// From midnight to midnight: 23, 24 or 25 hours.
    pub fn window(self) -> Window {
        self.window_of(1)
    }

    /// From this day's midnight to the one that ends the `days`-th day.
    pub fn window_of(self, days: i64) -> Window {
        Window { start: self.zone.local_midnight(self.date), end: self.zone.local_midnight(self.plus(days).date) }
    }

    /// The full hours of the day, in order.
    pub fn hours(self) -> Vec<Hour> {
        let Window { start, end } = self.window();
        let mut hours: Vec<Hour> = Vec::with_capacity(25);
        let mut at = start;
        while at < end {
            let local = self.zone.to_local(at);
            // Where clocks change by half an hour, the next full one is not an hour away.
            let past = i64::from(local.minute() * 60 + local.second());
            if past == 0 {
                hours.push(Hour { start: at, hour: local.hour(), mark: None });
            }
            at += TimeDelta::seconds(3600 - past);
        }
        for later in 1..hours.len() {
            let earlier = later - 1;
            if hours[earlier].hour == hours[later].hour {
                hours[earlier].mark = Some('a');
                hours[later].mark = Some('b');
            }
        }
        hours
    }

    /// The blocks that have time on the day, whole, in the order of their starts.
    pub fn blocks(self, schedule: &Schedule) -> Vec<&BusyBlock> {
        let window = self.window();
        let mut blocks: Vec<_> = schedule.blocks.iter().filter(|block| block.occurs_in(window)).collect();
        blocks.sort_by_key(|block| (block.start, block.end));
        blocks
    }

    /// The blocks that a row paints, in the order of painting: higher types over lower ones, and no whole-day free items,
    /// which would only hide that nothing is booked. `mailbox_zone`: the person's own.
    pub fn painted_blocks(self, schedule: &Schedule, mailbox_zone: Zone) -> Vec<&BusyBlock> {
        let mut blocks = self.blocks(schedule);
        blocks.retain(|block| block.busy_type != BusyType::Free || !block.is_whole_day(mailbox_zone));
        blocks.sort_by_key(|block| block.busy_type);
        blocks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(zone: &str, date: &str) -> Day {
        Day { zone: Zone::from_name(zone).unwrap(), date: date.parse().unwrap() }
    }

    fn labels(day: Day) -> Vec<String> {
        day.hours().iter().map(Hour::label).collect()
    }

    #[test]
    fn a_day_has_twenty_four_hours_but_for_two() {
        let plain = day("Europe/Berlin", "2026-11-23");
        assert_eq!(plain.window().length(), TimeDelta::hours(24));
        assert_eq!(labels(plain).len(), 24);
        assert_eq!(labels(plain)[..3], ["00", "01", "02"]);

        let short = day("Europe/Berlin", "2026-03-29");
        assert_eq!(short.window().length(), TimeDelta::hours(23));
        assert_eq!(labels(short)[..4], ["00", "01", "03", "04"]);

        let long = day("Europe/Berlin", "2026-10-25");
        assert_eq!(long.window().length(), TimeDelta::hours(25));
        assert_eq!(labels(long)[..5], ["00", "01", "02a", "02b", "03"]);
        let hours = long.hours();
        assert_eq!(hours[3].start - hours[2].start, TimeDelta::hours(1));
    }

    #[test]
    fn where_clocks_change_by_half_an_hour_the_ruler_keeps_to_full_hours() {
        let short = day("Australia/Lord_Howe", "2026-10-04");
        assert_eq!(short.window().length(), TimeDelta::minutes(23 * 60 + 30));
        assert_eq!(labels(short)[..4], ["00", "01", "03", "04"]);
        let long = day("Australia/Lord_Howe", "2026-04-05");
        assert_eq!(labels(long)[..4], ["00", "01", "02", "03"]);
        for hour in short.hours().into_iter().chain(long.hours()) {
            assert_eq!(short.zone.to_local(hour.start).minute(), 0);
        }
    }

    #[test]
    fn where_there_is_no_midnight_the_day_begins_later() {
        assert_eq!(labels(day("America/Santiago", "2026-09-06"))[..2], ["01", "02"]);
    }

    #[test]
    fn a_half_hour_zone_has_its_own_full_hours() {
        let day = day("Asia/Kolkata", "2026-11-23");
        assert_eq!(labels(day).len(), 24);
        assert_eq!(day.hours()[0].start, "2026-11-22T18:30:00Z".parse::<DateTime<Utc>>().unwrap());
    }

    #[test]
    fn blocks_of_a_day_are_whole_and_in_order() {
        let day = day("Europe/Berlin", "2026-11-23");
        let Window { start, end } = day.window();
        let block = |from: i64, to: i64| {
            BusyBlock::new(start + TimeDelta::hours(from), start + TimeDelta::hours(to), BusyType::Busy)
        };
        let blocks = vec![block(22, 26), block(9, 10), block(-2, 1), block(-2, 0), block(24, 25), block(12, 12)];
        let mut schedule = Schedule::new(Window { start, end }, Vec::new(), None);
        schedule.blocks = blocks;
        let of_day: Vec<_> = day.blocks(&schedule).into_iter().cloned().collect();
        assert_eq!(of_day, [block(-2, 1), block(9, 10), block(22, 26)]);
    }

    #[test]
    fn higher_types_are_painted_over_lower_ones_and_whole_free_days_not_at_all() {
        let day = day("Europe/Berlin", "2026-11-23");
        let known = day.window();
        let block = |from: i64, to: i64, busy_type| {
            BusyBlock::new(known.start + TimeDelta::hours(from), known.start + TimeDelta::hours(to), busy_type)
        };
        let free_day = block(0, 24, BusyType::Free);
        let (away, busy) = (block(9, 10, BusyType::OutOfOffice), block(11, 12, BusyType::Busy));
        let (elsewhere, free) = (block(0, 24, BusyType::WorkingElsewhere), block(14, 15, BusyType::Free));
        let blocks = [&free_day, &away, &busy, &elsewhere, &free].map(Clone::clone).to_vec();
        let schedule = Schedule::new(known, blocks, None);
        assert_eq!(day.painted_blocks(&schedule, day.zone), [&free, &elsewhere, &busy, &away]);
        let in_london = day.painted_blocks(&schedule, Zone::Named(chrono_tz::Europe::London));
        assert_eq!(in_london, [&free_day, &free, &elsewhere, &busy, &away]);
    }

    #[test]
    fn days_follow_each_other() {
        let day = day("Europe/Berlin", "2026-11-23");
        assert_eq!(day.plus(1).window().start, day.window().end);
        assert_eq!(day.plus(-1).window().end, day.window().start);
        assert_eq!(day.window_of(15).length(), TimeDelta::days(15));
        assert_eq!(day.plus(i64::MAX), day);
    }
}
