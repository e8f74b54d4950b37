//! A block of the time grid in words.

use super::{Moment, Words};
use crate::calendar::{BusyBlock, Zone};
use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};

impl Words {
    /// The tooltip of a block, and what the keyboard reads: `Busy 09:00–10:30 (1 h 30)`; with dates where it does not lie
    /// within today, and with dates alone where it is whole-day in the mailbox's own zone.
    pub fn block(&self, block: &BusyBlock, mailbox_zone: Zone, moment: Moment) -> String {
        let busy_type = ("type", self.busy_type(block.busy_type).into());
        if block.is_whole_day(mailbox_zone) {
            let (first, end) = (mailbox_zone.date(block.start), mailbox_zone.date(block.end));
            let last = end.checked_sub_days(Days::new(1)).unwrap_or(end);
            let day = if first == last {
                self.column_date(first)
            } else {
                let days = [("first", self.column_date(first).into()), ("last", self.column_date(last).into())];
                self.get("block-days", &days)
            };
            // Counted as days: one with a clock change is a day too.
            let duration = self.get("duration-days", &[("days", (end - first).num_days().into())]);
            return self.get("block-whole-days", &[busy_type, ("day", day.into()), ("duration", duration.into())]);
        }
        let (start, end) = (moment.zone.to_local(block.start), moment.zone.to_local(block.end));
        // Midnight belongs to the day that it ends.
        let last = if end.time() == NaiveTime::MIN { end.date().pred_opt().unwrap_or(end.date()) } else { end.date() };
        let edge = |at: DateTime<Utc>, date: NaiveDate| {
            let same = moment.zone.date(at) == date;
            let time = if same { self.clock(at, moment.zone) } else { self.text("column-midnight") };
            (time, ("date", self.column_date(date).into()))
        };
        let dated = |(time, date): (String, _)| self.get("block-edge", &[date, ("time", time.into())]);
        let (first_edge, last_edge) = (edge(block.start, start.date()), edge(block.end, last));
        let (message, first_edge, last_edge) = if last != start.date() {
            ("block-over-days", dated(first_edge), dated(last_edge))
        } else if last == moment.zone.date(moment.now) {
            ("block-within-day", first_edge.0, last_edge.0)
        } else {
            ("block-within-day", dated(first_edge), last_edge.0)
        };
        let duration = self.duration(block.end - block.start).into();
        self.get(message, &[busy_type, ("start", first_edge.into()), ("end", last_edge.into()), ("duration", duration)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::BusyType;

    #[test]
    fn a_block_names_as_many_days_as_it_needs() {
        let berlin = Zone::Named(chrono_tz::Europe::Berlin);
        let at = |text: &str| berlin.utc_of(format!("2026-11-{text}").parse().unwrap());
        let moment = Moment { now: at("23T09:41:00"), zone: berlin };
        let words = Words::for_language("en");
        for (start, end, expected) in [
            ("23T09:00:00", "23T10:30:00", "Busy 09:00–10:30 (1 h 30)"),
            ("23T22:00:00", "24T00:00:00", "Busy 22:00–24:00 (2 h)"),
            ("24T09:00:00", "24T10:30:00", "Busy Tue 24 Nov 09:00–10:30 (1 h 30)"),
            ("24T22:00:00", "25T00:00:00", "Busy Tue 24 Nov 22:00–24:00 (2 h)"),
            ("23T22:00:00", "24T01:00:00", "Busy Mon 23 Nov 22:00 – Tue 24 Nov 01:00 (3 h)"),
            ("23T12:00:00", "26T00:00:00", "Busy Mon 23 Nov 12:00 – Wed 25 Nov 24:00 (60 h)"),
            ("24T00:00:00", "25T00:00:00", "Busy Tue 24 Nov (1 day)"),
            ("24T00:00:00", "27T00:00:00", "Busy Tue 24 Nov – Thu 26 Nov (3 days)"),
            ("23T09:00:00", "23T09:00:00", "Busy 09:00–09:00 (0 min)"),
        ] {
            let block = BusyBlock::new(at(start), at(end), BusyType::Busy);
            assert_eq!(words.block(&block, berlin, moment), expected);
        }
    }

    #[test]
    fn whole_days_are_those_of_the_mailbox() {
        let london = Zone::Named(chrono_tz::Europe::London);
        let berlin = Zone::Named(chrono_tz::Europe::Berlin);
        let midnight = |day: &str| london.local_midnight(day.parse().unwrap());
        let block = BusyBlock::new(midnight("2026-11-24"), midnight("2026-11-25"), BusyType::OutOfOffice);
        let moment = Moment { now: midnight("2026-11-23"), zone: berlin };
        assert_eq!(Words::for_language("it").block(&block, london, moment), "Fuori ufficio mar 24 nov (1 giorno)");
    }
}
