//! Times as servers write them, and as they want them written.

use crate::calendar::Window;
use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Timelike, Utc};

/// A time as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Time {
    /// With its offset from UTC.
    Instant(DateTime<Utc>),
    /// Without one: wall time of a zone that is named elsewhere.
    Wall(NaiveDateTime),
}

/// Start and end of a window as wall times of UTC, without an offset. The end does not lose the fraction that the start
/// keeps.
pub(super) fn edges(window: Window) -> (String, String) {
    let wall = |at: DateTime<Utc>| at.format("%Y-%m-%dT%H:%M:%S").to_string();
    let end = window.end;
    let whole = if end.nanosecond() == 0 { end } else { end.checked_add_signed(TimeDelta::seconds(1)).unwrap_or(end) };
    (wall(window.start), wall(whole))
}

/// An instant from `2026-11-23T09:00:00`, with or without fractions of a second, `Z`, `+01:00` or `+0100`.
///
/// Without an offset it is wall time of the zone that the request named, and our requests name UTC. `24:00:00` is the
/// midnight at the end of the day. None for anything else.
pub(super) fn instant(text: &str) -> Option<DateTime<Utc>> {
    Some(match read(text)? {
        Time::Instant(at) => at,
        Time::Wall(local) => local.and_utc(),
    })
}

/// A time in any of the forms of [`instant`].
pub(super) fn read(text: &str) -> Option<Time> {
    let bytes = text.trim().as_bytes();
    let (date_time, rest) = bytes.split_at_checked(19)?;
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T', h1, h2, b':', i1, i2, b':', s1, s2] = date_time else {
        return None;
    };
    let year = number(&[*y1, *y2, *y3, *y4])?;
    let date = NaiveDate::from_ymd_opt(year.try_into().ok()?, number(&[*m1, *m2])?, number(&[*d1, *d2])?)?;
    let (hour, minute, second) = (number(&[*h1, *h2])?, number(&[*i1, *i2])?, number(&[*s1, *s2])?);
    let (nanosecond, rest) = fraction(rest)?;
    let offset = if rest.is_empty() { None } else { Some(offset_seconds(rest)?) };
    let local = if (hour, minute, second, nanosecond) == (24, 0, 0, 0) {
        date.succ_opt()?.and_hms_opt(0, 0, 0)?
    } else {
        date.and_hms_nano_opt(hour, minute, second, nanosecond)?
    };
    Some(match offset {
        None => Time::Wall(local),
        Some(offset) => Time::Instant(local.checked_sub_signed(TimeDelta::seconds(offset))?.and_utc()),
    })
}

/// Seconds since midnight from `02:00:00`, with or without fractions.
pub(super) fn second_of_day(text: &str) -> Option<u32> {
    let bytes = text.trim().as_bytes();
    let (time, rest) = bytes.split_at_checked(8)?;
    let [h1, h2, b':', m1, m2, b':', s1, s2] = time else { return None };
    let (hour, minute, second) = (number(&[*h1, *h2])?, number(&[*m1, *m2])?, number(&[*s1, *s2])?);
    let (_, rest) = fraction(rest)?;
    (hour < 24 && minute < 60 && second < 60 && rest.is_empty()).then_some(hour * 3600 + minute * 60 + second)
}

/// Digits only: no sign, no blanks.
fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + u32::from(digit - b'0')))
}

/// Nanoseconds of `.1234567`, and what follows.
fn fraction(text: &[u8]) -> Option<(u32, &[u8])> {
    let Some(digits) = text.strip_prefix(b".") else { return Some((0, text)) };
    let count = digits.iter().take_while(|digit| digit.is_ascii_digit()).count();
    let kept = &digits[..count.min(9)];
    let nanoseconds = number(kept)? * 10_u32.pow(9 - u32::try_from(kept.len()).ok()?);
    (count > 0).then_some((nanoseconds, &digits[count..]))
}

/// Seconds to subtract from wall time to get UTC.
fn offset_seconds(text: &[u8]) -> Option<i64> {
    let (sign, hours, minutes) = match text {
        b"Z" => return Some(0),
        [sign, h1, h2, b':', m1, m2] | [sign, h1, h2, m1, m2] => (sign, number(&[*h1, *h2])?, number(&[*m1, *m2])?),
        _ => return None,
    };
    // XML Schema's own limit is 14 hours.
    let seconds = (hours <= 14 && minutes < 60).then(|| i64::from(hours * 3600 + minutes * 60))?;
    match sign {
        b'+' => Some(seconds),
        b'-' => Some(-seconds),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_forms_are_read() {
        let table = [
            ("2026-11-23T09:00:00", "2026-11-23T09:00:00Z"),
            ("2026-11-23T09:00:00Z", "2026-11-23T09:00:00Z"),
            ("2026-11-23T09:00:00+01:00", "2026-11-23T08:00:00Z"),
            ("2026-11-23T09:00:00-07:00", "2026-11-23T16:00:00Z"),
            ("2026-11-23T09:00:00+0530", "2026-11-23T03:30:00Z"),
            ("2026-11-23T09:00:00.0000000", "2026-11-23T09:00:00Z"),
            ("2026-11-23T09:00:00.5Z", "2026-11-23T09:00:00.5Z"),
            ("2026-11-23T09:00:00.1234567+01:00", "2026-11-23T08:00:00.1234567Z"),
            ("2026-11-23T09:00:00.12345678901Z", "2026-11-23T09:00:00.123456789Z"),
            (" \n2026-11-23T09:00:00\n", "2026-11-23T09:00:00Z"),
            ("2026-11-23T24:00:00", "2026-11-24T00:00:00Z"),
            ("2024-02-29T00:00:00-14:00", "2024-02-29T14:00:00Z"),
            ("0001-01-01T00:00:00", "0001-01-01T00:00:00Z"),
            ("9999-12-31T23:59:59-14:00", "+10000-01-01T13:59:59Z"),
        ];
        for (text, expected) in table {
            let expected: DateTime<Utc> = expected.parse().unwrap();
            assert_eq!(instant(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn anything_else_is_no_time() {
        let table = [
            "",
            "2026-11-23",
            "2026-11-23 09:00:00",
            "2026-11-23T09:00",
            "2026-02-29T09:00:00",
            "2026-13-01T09:00:00",
            "2026-11-23T24:00:01",
            "2026-11-23T25:00:00",
            "2026-11-23T09:60:00",
            "2026-11-23T09:00:60",
            "2026-11-23T09:00:00.",
            "2026-11-23T09:00:00 +01:00",
            "2026-11-23T09:00:00+15:00",
            "2026-11-23T09:00:00+01:60",
            "2026-11-23T09:00:00+1:00",
            "2026-11-23T09:00:00~01:00",
            "2026-11-23T09:00:00z",
            "2026-11-23T09:00:0é",
            "+026-11-23T09:00:00",
            "2026-11-23T09:00:00\u{FFFD}",
        ];
        for text in table {
            assert_eq!(instant(text), None, "{text}");
        }
    }

    #[test]
    fn times_of_day_are_read() {
        let table = [
            ("02:00:00", Some(7200)),
            ("23:59:59.9999999", Some(86_399)),
            (" 00:00:00 ", Some(0)),
            ("24:00:00", None),
            ("2:00:00", None),
            ("02:00:00Z", None),
            ("", None),
        ];
        for (text, expected) in table {
            assert_eq!(second_of_day(text), expected, "{text}");
        }
    }
}
