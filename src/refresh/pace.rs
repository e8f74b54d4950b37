//! When the next refresh is due, and whether the machine slept. Pure: the present comes in.

use crate::guard::Trigger;
use chrono::{DateTime, NaiveDate, Utc};
use std::time::Duration;
use tokio::time::Instant;

/// *Refresh now* is not obeyed more often than this.
const LEAST_DISTANCE: Duration = Duration::from_secs(5);
/// The long window is asked for again after this.
const LONG_EVERY: Duration = Duration::from_secs(15 * 60);
/// How often somebody looks at the clocks while nothing else happens.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// Wall clock and steady clock further apart than this: the machine slept, or its clock was set.
const APART: Duration = Duration::from_secs(20);
/// On Windows the steady clock goes on during sleep; then only that nobody looked for so long tells of it. No step of the
/// engine takes longer without a look.
const NOBODY_LOOKED: Duration = Duration::from_secs(60);
/// A network takes a moment to come back after sleep.
const AFTER_SLEEP: Duration = Duration::from_secs(3);

/// The present on the steady clock and on the wall clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Present {
    pub(super) steady: Instant,
    pub(super) wall: DateTime<Utc>,
}

/// What a refresh that begins now is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Begun {
    pub(super) trigger: Trigger,
    /// All 15 days, not only today and tomorrow.
    pub(super) long: bool,
}

/// When the next refresh is due.
#[derive(Debug)]
pub(super) struct Pace {
    interval: Duration,
    due: Instant,
    trigger: Trigger,
    last_end: Option<Instant>,
    /// It is due at the end of somebody's wait, which no interval shortens.
    held: bool,
    long: Option<(Instant, NaiveDate)>,
    looked: Present,
}

impl Pace {
    /// The first refresh is due at once.
    pub(super) fn new(interval: Duration, now: Present) -> Self {
        let (due, trigger) = (now.steady, Trigger::Timer);
        Self { interval, due, trigger, last_end: None, held: false, long: None, looked: now }
    }

    /// When to look again, at the latest. `asks`: a refresh is possible at all.
    pub(super) fn wake(&self, asks: bool) -> Instant {
        let look = self.next_look();
        if asks { look.min(self.due) } else { look }
    }

    /// When the clocks are to be compared again.
    pub(super) fn next_look(&self) -> Instant {
        self.looked.steady + LOOK_EVERY
    }

    /// Compares the clocks: whether the machine slept, or its clock was set, since the last time.
    pub(super) fn look(&mut self, now: Present) -> bool {
        let steady = now.steady.saturating_duration_since(self.looked.steady);
        let wall = now.wall - self.looked.wall;
        self.looked = now;
        let apart = chrono::TimeDelta::from_std(steady).map_or(wall, |steady| wall - steady).abs();
        let jumped = apart.to_std().unwrap_or_default() > APART || steady > NOBODY_LOOKED;
        if jumped {
            let soon = now.steady + AFTER_SLEEP;
            // A wait that is still on stays on: the guard knows when it ends.
            if !self.held {
                self.due = soon;
            }
            self.long = None;
        }
        jumped
    }

    /// Whether a refresh is due.
    pub(super) fn is_due(&self, now: Present) -> bool {
        self.due <= now.steady
    }

    /// Somebody wants a refresh soon.
    pub(super) fn ask(&mut self, trigger: Trigger, now: Present) {
        self.trigger = trigger;
        self.due = self.last_end.map_or(now.steady, |end| end + LEAST_DISTANCE).max(now.steady);
        self.held = false;
    }

    /// The next refresh is the first of its kind: another account, other people, another day.
    pub(super) fn start_anew(&mut self, trigger: Trigger, now: Present) {
        self.long = None;
        self.last_end = None;
        self.ask(trigger, now);
    }

    /// Another interval counts from the end of the last refresh on.
    pub(super) fn set_interval(&mut self, interval: Duration, now: Present) {
        self.interval = interval;
        if let Some(end) = self.last_end.filter(|_| !self.held) {
            self.due = (end + interval).max(now.steady);
        }
    }

    /// How long it is until the next refresh is due.
    pub(super) fn left(&self, now: Present) -> Duration {
        self.due.saturating_duration_since(now.steady)
    }

    /// Not yet: another process has just refreshed.
    pub(super) fn postpone(&mut self, by: Duration, now: Present) {
        self.due = now.steady + by;
    }

    /// Who wants the refresh that is due.
    pub(super) fn trigger(&self) -> Trigger {
        self.trigger
    }

    /// A refresh begins, on the day `today`.
    pub(super) fn begin(&mut self, today: NaiveDate, now: Present) -> Begun {
        let recent = |&(at, day): &(Instant, NaiveDate)| now.steady < at + LONG_EVERY && day == today;
        let long = !self.long.as_ref().is_some_and(recent);
        Begun { trigger: std::mem::replace(&mut self.trigger, Trigger::Timer), long }
    }

    /// Everybody was asked. `spread` (0 to 1) keeps programs apart that started together. Returns the pause.
    pub(super) fn complete(&mut self, long: Option<NaiveDate>, spread: f64, now: Present) -> Duration {
        if let Some(today) = long {
            self.long = Some((now.steady, today));
        }
        self.pause(self.interval.mul_f64(0.9 + 0.2 * spread), now)
    }

    /// The refresh ended early. `wait`: what is left of the wait that the guard keeps. Returns the pause.
    pub(super) fn failed(&mut self, wait: Option<Duration>, spread: f64, now: Present) -> Duration {
        let pause = match wait {
            Some(left) => self.pause(left.max(Duration::from_secs(1)), now),
            None => self.pause(self.interval.mul_f64(0.9 + 0.2 * spread), now),
        };
        self.held = wait.is_some();
        pause
    }

    /// The refresh was broken off for something that comes first; it goes on right after that.
    pub(super) fn interrupted(&mut self, now: Present) {
        self.pause(Duration::ZERO, now);
    }

    fn pause(&mut self, pause: Duration, now: Present) -> Duration {
        self.held = false;
        self.last_end = Some(now.steady);
        self.due = now.steady + pause;
        pause
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INTERVAL: Duration = Duration::from_secs(60);

    struct Time(Present);

    impl Time {
        fn start() -> Self {
            Self(Present { steady: Instant::now(), wall: "2026-11-23T09:00:00Z".parse().unwrap() })
        }

        /// So many seconds later on both clocks.
        fn plus(&self, seconds: i64) -> Present {
            self.clocks(seconds, seconds)
        }

        fn clocks(&self, steady: i64, wall: i64) -> Present {
            Present {
                steady: self.0.steady + Duration::from_secs(steady.unsigned_abs()),
                wall: self.0.wall + chrono::TimeDelta::seconds(wall),
            }
        }
    }

    fn day(date: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, date).unwrap()
    }

    #[test]
    fn the_first_refresh_is_long_and_due_at_once_and_the_interval_counts_from_the_end() {
        let time = Time::start();
        let mut pace = Pace::new(INTERVAL, time.0);
        assert!(pace.is_due(time.0));
        assert_eq!(pace.begin(day(23), time.0), Begun { trigger: Trigger::Timer, long: true });
        assert_eq!(pace.complete(Some(day(23)), 0.5, time.plus(10)), INTERVAL);
        assert!(!pace.is_due(time.plus(69)) && pace.is_due(time.plus(70)));
        assert!(!pace.begin(day(23), time.plus(70)).long);
    }

    #[test]
    fn the_long_window_comes_again_after_a_quarter_of_an_hour_and_with_the_day() {
        let time = Time::start();
        let mut pace = Pace::new(INTERVAL, time.0);
        pace.complete(Some(day(23)), 0.5, time.0);
        for (seconds, date, long) in [(60, 23, false), (899, 23, false), (900, 23, true), (60, 24, true)] {
            assert_eq!(pace.begin(day(date), time.plus(seconds)).long, long, "{seconds} s, day {date}");
        }
    }

    #[test]
    fn the_pause_is_spread_by_a_tenth() {
        let time = Time::start();
        let mut pace = Pace::new(INTERVAL, time.0);
        for (spread, seconds) in [(0.0, 54), (0.5, 60), (1.0, 66)] {
            assert_eq!(pace.complete(None, spread, time.0).as_millis(), seconds * 1000);
        }
    }

    #[test]
    fn a_person_is_obeyed_at_most_every_five_seconds() {
        let time = Time::start();
        let mut pace = Pace::new(INTERVAL, time.0);
        pace.complete(None, 0.5, time.plus(10));
        pace.ask(Trigger::Person, time.plus(11));
        assert!(!pace.is_due(time.plus(14)) && pace.is_due(time.plus(15)));
        assert_eq!(pace.begin(day(23), time.plus(15)).trigger, Trigger::Person);
        assert_eq!(pace.trigger(), Trigger::Timer, "once");
        pace.start_anew(Trigger::Person, time.plus(16));
        assert!(pace.is_due(time.plus(16)), "another credential does not wait");
    }

    #[test]
    fn another_interval_counts_from_the_last_end_but_shortens_no_wait() {
        let time = Time::start();
        let mut pace = Pace::new(Duration::from_secs(3600), time.0);
        pace.complete(None, 0.5, time.0);
        pace.set_interval(INTERVAL, time.plus(20));
        assert!(!pace.is_due(time.plus(59)) && pace.is_due(time.plus(60)));
        pace.set_interval(Duration::from_secs(30), time.plus(40));
        assert!(pace.is_due(time.plus(40)), "never in the past, at once instead");
        pace.failed(Some(Duration::from_secs(600)), 0.5, time.plus(100));
        pace.set_interval(Duration::from_secs(30), time.plus(101));
        assert!(!pace.is_due(time.plus(699)) && pace.is_due(time.plus(700)));
    }

    #[test]
    fn only_a_jump_of_one_clock_is_a_sleep() {
        for (steady, wall, slept) in [
            (5, 5, false),
            (5, 24, false),
            (5, 26, true),
            (5, 3605, true),
            (5, -3595, true),
            (59, 59, false),
            (3605, 3605, true),
            (0, 0, false),
        ] {
            let time = Time::start();
            let mut pace = Pace::new(INTERVAL, time.0);
            pace.complete(Some(day(23)), 0.5, time.0);
            assert_eq!(pace.look(time.clocks(steady, wall)), slept, "steady {steady} s, wall {wall} s");
            let after = pace.begin(day(23), time.clocks(steady, wall)).long;
            assert!(after || !slept, "all 15 days are asked for again");
        }
    }

    #[test]
    fn after_sleep_one_refresh_is_due_soon_and_no_second_one() {
        let time = Time::start();
        let mut pace = Pace::new(INTERVAL, time.0);
        pace.complete(None, 0.5, time.0);
        let awake = |seconds: i64| time.clocks(5 + seconds, 7200 + seconds);
        assert!(pace.look(awake(0)));
        assert!(!pace.look(awake(1)), "said once");
        assert!(!pace.is_due(awake(2)) && pace.is_due(awake(3)));
        pace.complete(None, 0.5, awake(4));
        assert!(!pace.is_due(awake(63)) && pace.is_due(awake(64)));
    }

    #[test]
    fn sleep_ends_no_wait() {
        let time = Time::start();
        let mut pace = Pace::new(INTERVAL, time.0);
        pace.failed(Some(Duration::from_secs(600)), 0.5, time.0);
        assert!(pace.look(time.clocks(5, 100)));
        assert!(!pace.is_due(time.clocks(599, 700)));
    }

    #[test]
    fn the_clocks_are_compared_also_while_nothing_is_due() {
        let time = Time::start();
        let mut pace = Pace::new(INTERVAL, time.0);
        assert_eq!(pace.wake(true), time.0.steady);
        assert_eq!(pace.wake(false), time.plus(5).steady, "also while nothing is asked at all");
        pace.complete(None, 0.5, time.0);
        assert_eq!(pace.wake(true), time.plus(5).steady);
        pace.look(time.plus(58));
        assert_eq!(pace.wake(true), time.plus(60).steady);
    }
}
