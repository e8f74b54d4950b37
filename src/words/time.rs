//! Dates, times and durations in words.

use super::{Value, Words};
use crate::calendar::{Until, Zone};
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Utc};

/// When and where somebody reads: times are told in this zone, and today's without a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The instant of reading.
    pub now: DateTime<Utc>,
    /// The display zone.
    pub zone: Zone,
}

/// How a day is named: by nothing, by its weekday, or by its date.
enum Distance {
    Today,
    Week,
    Far,
}

impl Moment {
    pub(super) fn is_today(&self, at: DateTime<Utc>) -> bool {
        self.zone.date(at) == self.zone.date(self.now)
    }

    fn distance(&self, date: NaiveDate) -> Distance {
        match (date - self.zone.date(self.now)).num_days().abs() {
            0 => Distance::Today,
            1..=6 => Distance::Week,
            _ => Distance::Far,
        }
    }

    /// Whether `local` is the midnight that ends today.
    fn ends_today(&self, local: NaiveDateTime) -> bool {
        local.time() == NaiveTime::MIN && Some(self.zone.date(self.now)) == local.date().pred_opt()
    }
}

impl Words {
    /// When something begins, for a column: `11:00` today, `Tue 08:30` within six days, `Thu 3 Dec` beyond.
    pub fn column_time(&self, at: DateTime<Utc>, moment: Moment) -> String {
        let local = moment.zone.to_local(at);
        match moment.distance(local.date()) {
            Distance::Today => self.clock(at, moment.zone),
            Distance::Week => {
                let weekday = self.weekday(local.date(), true);
                self.get("column-weekday", &[("weekday", weekday.into()), ("time", self.clock(at, moment.zone).into())])
            }
            Distance::Far => self.column_date(local.date()),
        }
    }

    /// When something ends, for a column; as [`Self::column_time`], but the end of today is `24:00`, and a whole-day item
    /// ends with the day that is its last, `last_day`.
    pub fn column_until(&self, at: DateTime<Utc>, last_day: Option<NaiveDate>, moment: Moment) -> String {
        match last_day {
            _ if moment.ends_today(moment.zone.to_local(at)) => self.text("column-midnight"),
            Some(last_day) => self.column_date(last_day),
            None => self.column_time(at, moment),
        }
    }

    /// A day for a column: `Thu 3 Dec`.
    pub fn column_date(&self, date: NaiveDate) -> String {
        let args = [
            ("weekday", self.weekday(date, true).into()),
            ("day", date.day().into()),
            ("month", self.month(date, true).into()),
        ];
        self.get("column-date", &args)
    }

    /// A day in full: `Thursday 3 December 2026`.
    pub fn full_date(&self, date: NaiveDate) -> String {
        // As a text: numbers may be grouped by thousands.
        let year = Value::from(date.year().to_string());
        let [weekday, day, month] = self.date_args(date);
        self.get("full-date", &[weekday, day, month, ("year", year)])
    }

    /// A time with its day in full, for tooltips: `Thursday 3 December 2026, 08:30`.
    pub fn full_time(&self, at: DateTime<Utc>, zone: Zone) -> String {
        self.get("full-time", &[("date", self.full_date(zone.date(at)).into()), ("time", self.clock(at, zone).into())])
    }

    /// `09:30`: the wall clock alone; `02:30a` and `02:30b` in the hour that is shown twice when the clocks go back, as on the
    /// ruler.
    pub fn clock(&self, at: DateTime<Utc>, zone: Zone) -> String {
        let (local, mark) = (zone.to_local(at), zone.repeated(at));
        format!("{:02}:{:02}{}", local.hour(), local.minute(), mark.map(String::from).unwrap_or_default())
    }

    /// How long, to the minute: `45 min`, `2 h`, `1 h 30`, `3 days`.
    pub fn duration(&self, length: TimeDelta) -> String {
        let minutes = length.num_minutes().max(0);
        let (days, hours, rest) = (minutes / 1440, minutes / 60, minutes % 60);
        if days > 0 && minutes % 1440 == 0 {
            self.get("duration-days", &[("days", days.into())])
        } else if days >= 3 {
            self.get("duration-days-hours", &[("days", days.into()), ("hours", (hours % 24).into())])
        } else if hours == 0 {
            self.get("duration-minutes", &[("minutes", rest.into())])
        } else if rest == 0 {
            self.get("duration-hours", &[("hours", hours.into())])
        } else {
            let padded = format!("{rest:02}");
            self.get("duration-hours-minutes", &[("hours", hours.into()), ("minutes", padded.into())])
        }
    }

    /// When something begins, for a sentence: `at 11:00`, `Tuesday at 08:30`, `Thursday 3 December at 08:30`.
    /// `dated`: every day but today is named by its date.
    pub(super) fn at_phrase(&self, at: DateTime<Utc>, dated: bool, moment: Moment) -> String {
        self.phrase(["at-time", "at-weekday", "at-date"], at, dated, moment)
    }

    /// When something ends, for a sentence; None where nothing is known. `last_day`: of a whole-day item.
    pub(super) fn until_phrase(&self, until: Until, last_day: Option<NaiveDate>, moment: Moment) -> Option<String> {
        match until {
            Until::At(at) => Some(self.until_at_phrase(at, last_day, moment)),
            Until::AtLeast(at) => {
                let local = moment.zone.to_local(at);
                let whole_days = local.time() == NaiveTime::MIN && !moment.ends_today(local);
                let last_day = local.date().pred_opt().filter(|_| whole_days);
                Some(match last_day {
                    Some(day) => self.get("at-least-day", &self.date_args(day)),
                    None => self.get("at-least", &[("until", self.until_at_phrase(at, None, moment).into())]),
                })
            }
            Until::Unknown => None,
        }
    }

    fn until_at_phrase(&self, at: DateTime<Utc>, last_day: Option<NaiveDate>, moment: Moment) -> String {
        match last_day {
            _ if moment.ends_today(moment.zone.to_local(at)) => self.text("until-midnight"),
            Some(day) => self.get("until-day", &self.date_args(day)),
            None => self.phrase(["until-time", "until-weekday", "until-date"], at, false, moment),
        }
    }

    /// By the distance of the day: one of three messages.
    fn phrase(&self, [today, week, far]: [&str; 3], at: DateTime<Utc>, dated: bool, moment: Moment) -> String {
        let local = moment.zone.to_local(at);
        let time = [("time", Value::from(self.clock(at, moment.zone))), ("hour", local.hour().into())];
        match moment.distance(local.date()) {
            Distance::Today => self.get(today, &time),
            Distance::Week if !dated => {
                let [time, hour] = time;
                self.get(week, &[time, hour, ("weekday", self.weekday(local.date(), false).into())])
            }
            _ => {
                let ([time, hour], [weekday, day, month]) = (time, self.date_args(local.date()));
                self.get(far, &[time, hour, weekday, day, month])
            }
        }
    }

    /// The long names of a date.
    fn date_args(&self, date: NaiveDate) -> [(&'static str, Value<'static>); 3] {
        let day = self.get("day-of-month", &[("day", date.day().into())]);
        [("weekday", self.weekday(date, false).into()), ("day", day.into()), ("month", self.month(date, false).into())]
    }

    pub(super) fn weekday(&self, date: NaiveDate, short: bool) -> String {
        self.name("weekday", date.weekday().number_from_monday(), short)
    }

    fn month(&self, date: NaiveDate, short: bool) -> String {
        self.name("month", date.month(), short)
    }

    fn name(&self, kind: &str, number: u32, short: bool) -> String {
        self.text(&format!("{kind}-{number}{}", if short { ".short" } else { "" }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BERLIN: Zone = Zone::Named(chrono_tz::Europe::Berlin);

    fn at(text: &str) -> DateTime<Utc> {
        BERLIN.utc_of(text.parse().unwrap())
    }

    /// Monday 23 November 2026, 09:41.
    fn reading() -> Moment {
        Moment { now: at("2026-11-23T09:41:00"), zone: BERLIN }
    }

    #[test]
    fn a_column_names_the_day_by_its_distance() {
        for (time, english, italian) in [
            ("2026-11-23T11:00:00", "11:00", "11:00"),
            ("2026-11-23T23:59:59", "23:59", "23:59"),
            ("2026-11-24T08:30:00", "Tue 08:30", "mar 08:30"),
            ("2026-11-29T08:30:00", "Sun 08:30", "dom 08:30"),
            ("2026-11-30T08:30:00", "Mon 30 Nov", "lun 30 nov"),
            ("2026-12-03T08:30:00", "Thu 3 Dec", "gio 3 dic"),
            ("2026-11-22T23:50:00", "Sun 23:50", "dom 23:50"),
            ("2026-11-24T00:00:00", "Tue 00:00", "mar 00:00"),
        ] {
            assert_eq!(Words::for_language("en").column_time(at(time), reading()), english);
            assert_eq!(Words::for_language("it").column_time(at(time), reading()), italian);
        }
    }

    #[test]
    fn in_the_long_night_the_repeated_hour_is_marked() {
        let words = Words::for_language("en");
        let read = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let moment = Moment { now: read("2026-10-24T22:30:00Z"), zone: BERLIN };
        let at = |text: &str| words.at_phrase(read(text), false, moment);
        assert_eq!(at("2026-10-25T00:30:00Z"), "at 02:30a");
        assert_eq!(at("2026-10-25T01:30:00Z"), "at 02:30b");
        assert_eq!(at("2026-10-25T02:00:00Z"), "at 03:00");
        assert_eq!(words.column_time(read("2026-10-25T01:00:00Z"), moment), "02:00b");
    }

    #[test]
    fn an_end_at_midnight_belongs_to_the_day_that_it_ends() {
        let words = Words::for_language("en");
        let day = |text: &str| Some(text.parse().unwrap());
        let column = |time, last_day| words.column_until(at(time), last_day, reading());
        assert_eq!(column("2026-11-24T00:00:00", None), "24:00");
        assert_eq!(column("2026-11-24T00:00:00", day("2026-11-23")), "24:00");
        assert_eq!(column("2026-11-26T00:00:00", day("2026-11-25")), "Wed 25 Nov");
        assert_eq!(column("2026-11-26T00:00:00", None), "Thu 00:00");
    }

    #[test]
    fn tooltips_give_full_dates() {
        let time = at("2026-12-01T08:30:00");
        assert_eq!(Words::for_language("en").full_time(time, BERLIN), "Tuesday 1 December 2026, 08:30");
        assert_eq!(Words::for_language("it").full_time(time, BERLIN), "martedì 1º dicembre 2026, 08:30");
    }

    #[test]
    fn durations_are_told_to_the_minute() {
        for (minutes, english, italian) in [
            (0, "0 min", "0 min"),
            (45, "45 min", "45 min"),
            (60, "1 h", "1 h"),
            (65, "1 h 05", "1 h 05"),
            (90, "1 h 30", "1 h 30"),
            (1440, "1 day", "1 giorno"),
            (1500, "25 h", "25 h"),
            (4320, "3 days", "3 giorni"),
            (4500, "3 d 3 h", "3 g 3 h"),
            (-5, "0 min", "0 min"),
        ] {
            assert_eq!(Words::for_language("en").duration(TimeDelta::minutes(minutes)), english);
            assert_eq!(Words::for_language("it").duration(TimeDelta::minutes(minutes)), italian);
        }
    }

    #[test]
    fn one_oclock_changes_the_words_in_italian() {
        let words = Words::for_language("it");
        let phrase = |time| words.at_phrase(at(time), false, reading());
        assert_eq!(phrase("2026-11-23T01:30:00"), "all’01:30");
        assert_eq!(phrase("2026-11-23T11:30:00"), "alle 11:30");
        assert_eq!(phrase("2026-11-24T01:30:00"), "martedì all’01:30");
        assert_eq!(phrase("2026-12-08T01:30:00"), "martedì 8 dicembre all’01:30");
    }
}
