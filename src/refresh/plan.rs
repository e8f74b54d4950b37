//! What to ask next: whom first, and for which stretch of time. Pure.

use crate::calendar::{Window, Zone};
use chrono::{DateTime, Days, Utc};

/// Days asked for at the start of a process, every 15 minutes, and when the day changes.
pub(super) const LONG_DAYS: u64 = 15;
/// Days asked for by every other refresh: today and tomorrow.
const SHORT_DAYS: u64 = 2;

/// The window of a refresh: from today 00:00 of the display zone.
pub fn window(now: DateTime<Utc>, zone: Zone, long: bool) -> Window {
    let today = zone.to_local(now).date();
    let end = today.checked_add_days(Days::new(if long { LONG_DAYS } else { SHORT_DAYS })).unwrap_or(today);
    Window { start: zone.local_midnight(today), end: zone.local_midnight(end) }
}

/// Everybody once: first whom a person waits for, then who is on the screen, from top to
/// bottom, then the rest in the roster's order.
pub fn order(people: usize, wanted: &[usize], visible: &[usize]) -> Vec<usize> {
    let mut seen = vec![false; people];
    let first = wanted.iter().chain(visible).copied().chain(0..people);
    first.filter(|&index| seen.get_mut(index).is_some_and(|seen| !std::mem::replace(seen, true))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Berlin;
    use proptest::prelude::*;

    #[test]
    fn who_is_waited_for_comes_first_then_the_screen_then_the_rest() {
        assert_eq!(order(6, &[5], &[4, 2]), [5, 4, 2, 0, 1, 3]);
        assert_eq!(order(3, &[9], &[1, 2, 7]), [1, 2, 0]);
        assert_eq!(order(0, &[0], &[0, 1]), [0usize; 0]);
    }

    #[test]
    fn windows_begin_at_local_midnight_and_count_days_across_clock_changes() {
        let now = "2026-10-24T23:30:00Z".parse().unwrap();
        let window = window(now, Zone::Named(Berlin), false);
        assert_eq!(window.start.to_rfc3339(), "2026-10-24T22:00:00+00:00");
        assert_eq!(window.end.to_rfc3339(), "2026-10-26T23:00:00+00:00");
    }

    proptest! {
        #[test]
        fn everybody_is_asked_exactly_once(
            people in 0usize..50,
            wanted in proptest::collection::vec(0usize..60, 0..5),
            visible in proptest::collection::vec(0usize..60, 0..40),
        ) {
            let mut order = order(people, &wanted, &visible);
            order.sort_unstable();
            prop_assert_eq!(order, (0..people).collect::<Vec<_>>());
        }
    }
}
