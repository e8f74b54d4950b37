//! Working periods as stretches of time.

use super::{Window, WorkingPeriod, Zone};
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Utc};

const DAY: i64 = 24 * 60;

/// The stretches of working time that touch a window, in order; periods that touch or overlap are one stretch.
///
/// Merging is done on the wall clock, in minutes since `origin`, so that the zone is asked for the edges of stretches
/// alone. The first stretch may begin later than it really does if it began more than a day before the window.
#[derive(Debug, Clone)]
pub struct WorkingTime<'a> {
    zone: Zone,
    periods: &'a [WorkingPeriod],
    window: Window,
    origin: NaiveDate,
    /// Days since `origin`.
    day: i64,
    last_day: i64,
    /// The period of `day` that was taken last: its start, then its place in the list.
    taken: Option<(u16, usize)>,
    /// A stretch that may still grow.
    open: Option<(i64, i64)>,
}

impl<'a> WorkingTime<'a> {
    pub(super) fn new(zone: Zone, periods: &'a [WorkingPeriod], window: Window) -> Self {
        let first = zone.date(window.start);
        // A period past midnight belongs to the day before.
        let origin = first.pred_opt().unwrap_or(first);
        let last_day = zone.date(window.end).signed_duration_since(origin).num_days();
        Self { zone, periods, window, origin, day: 0, last_day, taken: None, open: None }
    }

    /// The next period in the order of starts, in minutes since `origin`.
    fn next_period(&mut self) -> Option<(i64, i64)> {
        while self.day <= self.last_day {
            let date = self.origin.checked_add_days(Days::new(self.day.unsigned_abs()))?;
            let order = |&(index, period): &(usize, &WorkingPeriod)| (period.start_minute, index);
            let next = (self.periods.iter().enumerate())
                .filter(|(_, period)| period.days.contains(date.weekday()) && period.minutes() > 0)
                .filter(|entry| self.taken.is_none_or(|taken| taken < order(entry)))
                .min_by_key(order);
            if let Some((index, period)) = next {
                self.taken = Some((period.start_minute, index));
                let start = self.day * DAY + i64::from(period.start_minute);
                return Some((start, start + i64::from(period.minutes())));
            }
            self.day += 1;
            self.taken = None;
        }
        None
    }

    /// The next merged stretch, in minutes since `origin`.
    fn next_stretch(&mut self) -> Option<(i64, i64)> {
        while let Some((start, end)) = self.next_period() {
            match &mut self.open {
                Some(open) if start <= open.1 => open.1 = open.1.max(end),
                Some(open) => return Some(std::mem::replace(open, (start, end))),
                None => self.open = Some((start, end)),
            }
        }
        self.open.take()
    }

    fn instant(&self, minute: i64) -> DateTime<Utc> {
        let midnight = self.origin.and_time(NaiveTime::MIN);
        self.zone.utc_of(midnight.checked_add_signed(TimeDelta::minutes(minute)).unwrap_or(midnight))
    }
}

impl Iterator for WorkingTime<'_> {
    type Item = Window;

    fn next(&mut self) -> Option<Window> {
        while let Some((start, end)) = self.next_stretch() {
            let end = self.instant(end);
            if end <= self.window.start {
                continue;
            }
            let start = self.instant(start);
            if start >= self.window.end {
                return None;
            }
            // A stretch inside the hour that clocks skip has no time in it.
            if start < end {
                return Some(Window { start, end });
            }
        }
        None
    }
}
