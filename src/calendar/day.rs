//! A local day as a stretch of time, and what belongs to it.

use super::{BusyBlock, Schedule, Window, Zone};
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
}
