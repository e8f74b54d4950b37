//! Time zones: a place of the IANA database, or the bare rules that a mailbox carries.

use super::{RulePair, windows_zones};
use chrono::{DateTime, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::{GapInfo, OffsetName, TZ_VARIANTS, Tz};

/// A time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// A place of the IANA database.
    Named(Tz),
    /// Rules without a name, as EWS sends them with working hours (`SerializableTimeZone`).
    Rules(RulePair),
}

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Self = Self::Named(Tz::UTC);

    /// The zone of an IANA name (`Europe/Rome`) or of a Windows name (`W. Europe Standard Time`), in any case.
    /// None for custom and localised names: use the rules that come with them.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.trim();
        let place =
            name.parse().ok().or_else(|| TZ_VARIANTS.into_iter().find(|tz| tz.name().eq_ignore_ascii_case(name)));
        place.or_else(|| windows_zones::to_iana(name)).map(Self::Named)
    }

    /// Seconds to add to UTC to get local time.
    pub fn offset_seconds(self, at: DateTime<Utc>) -> i32 {
        match self {
            Self::Named(tz) => tz.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc(),
            Self::Rules(rules) => rules.offset_seconds(at),
        }
    }

    /// The wall clock at `at`.
    pub fn to_local(self, at: DateTime<Utc>) -> NaiveDateTime {
        let utc = at.naive_utc();
        utc.checked_add_signed(TimeDelta::seconds(self.offset_seconds(at).into())).unwrap_or(utc)
    }

    /// The calendar day at `at`.
    pub fn date(self, at: DateTime<Utc>) -> NaiveDate {
        self.to_local(at).date()
    }

    /// The instant at which the wall clock shows `local`.
    ///
    /// Shown twice (clocks go back): the first of the two. Never shown (clocks go forward): the instant of the change.
    /// Later wall-clock times therefore never give earlier instants.
    pub fn utc_of(self, local: NaiveDateTime) -> DateTime<Utc> {
        match self {
            Self::Named(tz) => match tz.offset_from_local_datetime(&local) {
                MappedLocalTime::Single(offset) => minus(local, offset.fix().local_minus_utc()),
                MappedLocalTime::Ambiguous(one, other) => {
                    let offset = one.fix().local_minus_utc().max(other.fix().local_minus_utc());
                    minus(local, offset)
                }
                MappedLocalTime::None => GapInfo::new(&local, &tz)
                    .and_then(|gap| gap.end)
                    .map_or_else(|| local.and_utc(), |end| end.with_timezone(&Utc)),
            },
            Self::Rules(rules) => rules.utc_of(local),
        }
    }

    /// `a` or `b` where the wall clock shows what it shows at `at` twice, because the clocks go back: the first or the second
    /// time. The ruler marks its hours so too.
    pub fn repeated(self, at: DateTime<Utc>) -> Option<char> {
        let local = self.to_local(at);
        if self.utc_of(local) < at {
            return Some('b');
        }
        // No clock goes back by more than that.
        let back = self.offset_seconds(at) - self.offset_seconds(at + TimeDelta::hours(3));
        let again = back > 0 && self.to_local(at + TimeDelta::seconds(back.into())) == local;
        again.then_some('a')
    }

    /// The first instant of a local day, which is not midnight where clocks go forward at midnight.
    pub fn local_midnight(self, date: NaiveDate) -> DateTime<Utc> {
        self.utc_of(date.and_time(NaiveTime::MIN))
    }

    /// Whether the wall clock shows midnight at `at`.
    pub fn is_midnight(self, at: DateTime<Utc>) -> bool {
        self.to_local(at).time() == NaiveTime::MIN
    }

    /// `CET +01:00`, or `+05:30` where the zone has no abbreviation at `at`.
    pub fn label(self, at: DateTime<Utc>) -> String {
        let minutes = self.offset_seconds(at) / 60;
        let sign = if minutes < 0 { '-' } else { '+' };
        let offset = format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60);
        match self.abbreviation(at) {
            Some(abbreviation) => format!("{abbreviation} {offset}"),
            None => offset,
        }
    }

    /// `CET`; none for bare rules and for zones whose abbreviation is only a number.
    pub fn abbreviation(self, at: DateTime<Utc>) -> Option<String> {
        let Self::Named(tz) = self else { return None };
        let offset = tz.offset_from_utc_datetime(&at.naive_utc());
        offset.abbreviation().filter(|name| name.starts_with(char::is_alphabetic)).map(str::to_owned)
    }
}

/// The instant at which a clock that is `offset_seconds` ahead of UTC shows `local`.
pub(super) fn minus(local: NaiveDateTime, offset_seconds: i32) -> DateTime<Utc> {
    local.checked_sub_signed(TimeDelta::seconds(offset_seconds.into())).unwrap_or(local).and_utc()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::cases::BERLIN_RULES;

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn local(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn what_a_clock_shows_twice_is_told_apart() {
        for zone in [Zone::Named(Tz::Europe__Berlin), Zone::Rules(BERLIN_RULES)] {
            for (instant, expected) in [
                ("2026-10-24T23:59:59Z", None),
                ("2026-10-25T00:00:00Z", Some('a')),
                ("2026-10-25T00:59:59Z", Some('a')),
                ("2026-10-25T01:00:00Z", Some('b')),
                ("2026-10-25T01:59:59Z", Some('b')),
                ("2026-10-25T02:00:00Z", None),
                ("2026-03-29T00:59:59Z", None),
                ("2026-03-29T01:00:00Z", None),
                ("2026-11-23T08:00:00Z", None),
            ] {
                assert_eq!(zone.repeated(utc(instant)), expected, "{instant}");
            }
        }
        // Half an hour, on Lord Howe Island.
        let lord_howe = Zone::Named(Tz::Australia__Lord_Howe);
        assert_eq!(lord_howe.repeated(utc("2026-04-04T14:45:00Z")), Some('a'));
        assert_eq!(lord_howe.repeated(utc("2026-04-04T15:15:00Z")), Some('b'));
        assert_eq!(lord_howe.repeated(utc("2026-04-04T15:45:00Z")), None);
    }

    #[test]
    fn wall_clocks_that_are_shown_twice_or_never_have_their_instants() {
        for zone in [Zone::Named(Tz::Europe__Berlin), Zone::Rules(BERLIN_RULES)] {
            for (wall, instant) in [
                ("2026-11-23T09:00:00", "2026-11-23T08:00:00Z"),
                ("2026-07-01T09:00:00", "2026-07-01T07:00:00Z"),
                ("2026-03-29T01:59:59", "2026-03-29T00:59:59Z"),
                ("2026-03-29T02:00:00", "2026-03-29T01:00:00Z"),
                ("2026-03-29T02:30:00", "2026-03-29T01:00:00Z"),
                ("2026-03-29T03:00:00", "2026-03-29T01:00:00Z"),
                ("2026-10-25T01:59:59", "2026-10-24T23:59:59Z"),
                ("2026-10-25T02:00:00", "2026-10-25T00:00:00Z"),
                ("2026-10-25T02:59:59", "2026-10-25T00:59:59Z"),
                ("2026-10-25T03:00:00", "2026-10-25T02:00:00Z"),
            ] {
                assert_eq!(zone.utc_of(local(wall)), utc(instant), "{wall}");
            }
        }
    }

    #[test]
    fn a_day_begins_with_its_first_instant() {
        // Clocks in Santiago go forward at midnight.
        let zone = Zone::from_name("America/Santiago").unwrap();
        let start = zone.local_midnight("2026-09-06".parse().unwrap());
        assert_eq!(start, utc("2026-09-06T04:00:00Z"));
        assert_eq!(zone.to_local(start), local("2026-09-06T01:00:00"));
    }

    #[test]
    fn labels_name_the_offset_and_an_abbreviation_that_is_one() {
        for (zone, at, label) in [
            ("Europe/Berlin", "2026-11-23T09:00:00Z", "CET +01:00"),
            ("Europe/Berlin", "2026-07-01T09:00:00Z", "CEST +02:00"),
            ("Asia/Kolkata", "2026-07-01T09:00:00Z", "IST +05:30"),
            ("America/St_Johns", "2026-07-01T09:00:00Z", "NDT -02:30"),
            ("America/Sao_Paulo", "2026-07-01T09:00:00Z", "-03:00"),
            ("UTC", "2026-07-01T09:00:00Z", "UTC +00:00"),
        ] {
            assert_eq!(Zone::from_name(zone).unwrap().label(utc(at)), label);
        }
        assert_eq!(Zone::Rules(BERLIN_RULES).label(utc("2026-07-01T09:00:00Z")), "+02:00");
    }

    #[test]
    fn names_are_found_in_either_tongue_and_any_case() {
        for name in ["Europe/Berlin", "europe/berlin", " W. Europe Standard Time ", "w. europe standard time"] {
            assert_eq!(Zone::from_name(name), Some(Zone::Named(Tz::Europe__Berlin)), "{name}");
        }
        for name in ["Customized Time Zone", "Mitteleuropäische Zeit", ""] {
            assert_eq!(Zone::from_name(name), None, "{name}");
        }
    }

    #[test]
    fn the_ends_of_time_are_no_danger() {
        for zone in [Zone::UTC, Zone::Named(Tz::Pacific__Auckland), Zone::Rules(BERLIN_RULES)] {
            for at in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC] {
                zone.utc_of(zone.to_local(at));
            }
            zone.utc_of(NaiveDateTime::MIN);
            zone.utc_of(NaiveDateTime::MAX);
        }
    }
}
