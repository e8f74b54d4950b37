//! The time: the real clock, and the calendar's, which may pretend.

use crate::refresh::Now;
use chrono::{DateTime, TimeDelta, Utc};
use iced::Subscription;
use iced::futures::{SinkExt, Stream, channel::mpsc};
use std::time::Duration;

/// Where the time comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Clock {
    /// The system's clock; calendars are read this far ahead of it.
    System {
        /// Calendar time minus real time.
        ahead: TimeDelta,
    },
    /// Stands still, for pictures and tests.
    Still(Now),
}

impl Clock {
    /// The now.
    pub fn now(&self) -> Now {
        match *self {
            Self::System { ahead } => {
                let real = Utc::now();
                Now { calendar: real + ahead, real }
            }
            Self::Still(now) => now,
        }
    }

    /// Says when another minute of calendar time begins. Nothing in the window moves between.
    pub fn minutes(&self) -> Subscription<()> {
        match self {
            Self::System { .. } => Subscription::run_with(*self, minutes),
            Self::Still(_) => Subscription::none(),
        }
    }

    /// Says that a second is over: for a count-down on the screen.
    pub fn seconds(&self) -> Subscription<()> {
        match self {
            Self::System { .. } => Subscription::run_with(*self, seconds),
            Self::Still(_) => Subscription::none(),
        }
    }
}

fn seconds(_: &Clock) -> impl Stream<Item = ()> + use<> {
    iced::stream::channel(1, async move |mut out: mpsc::Sender<()>| {
        loop {
            tokio::time::sleep(Duration::from_secs(1)).await;
            if out.send(()).await.is_err() {
                break;
            }
        }
    })
}

fn minutes(clock: &Clock) -> impl Stream<Item = ()> + use<> {
    let clock = *clock;
    iced::stream::channel(1, async move |mut out: mpsc::Sender<()>| {
        loop {
            tokio::time::sleep(to_next_minute(clock.now().calendar)).await;
            if out.send(()).await.is_err() {
                break;
            }
        }
    })
}

/// How long it is until the clock shows another minute, and a little more: never a tick too early.
fn to_next_minute(now: DateTime<Utc>) -> Duration {
    let past = now.timestamp_millis().rem_euclid(60_000).unsigned_abs();
    Duration::from_millis(60_000 - past + 5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_fall_just_after_the_minute() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().expect("a time");
        assert_eq!(to_next_minute(at("2026-11-23T09:41:20Z")), Duration::from_millis(40_005));
        assert_eq!(to_next_minute(at("2026-11-23T09:41:00Z")), Duration::from_millis(60_005));
        assert_eq!(to_next_minute(at("2026-11-23T09:41:59.999Z")), Duration::from_millis(6));
    }

    #[test]
    fn calendar_time_runs_beside_real_time() {
        let ahead = TimeDelta::hours(5);
        let now = Clock::System { ahead }.now();
        assert_eq!(now.calendar - now.real, ahead);
    }
}
