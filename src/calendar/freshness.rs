//! How far an answer may be trusted by its age.

use std::time::Duration;

/// How far a person's last good answer may be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Freshness {
    /// To be shown as it is.
    Live,
    /// To be shown with its age; never offered as a stand-in.
    Stale,
    /// Too old to be shown, or there never was one: *no information*.
    None,
}

/// The pace of the refreshes, against which an age is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RefreshPace {
    /// The configured refresh interval.
    pub interval: Duration,
    /// How long the last complete refresh took; zero before the first.
    pub last_duration: Duration,
}

impl RefreshPace {
    /// `age`: time since the person's last good answer, None if there never was one. `slept`: the computer slept since
    /// then.
    pub fn freshness(&self, age: Option<Duration>, slept: bool) -> Freshness {
        const LONGEST: Duration = Duration::from_secs(60 * 60);
        match age {
            None => Freshness::None,
            // Asked before *live*: however slow the refreshes are, a very old answer is no answer.
            Some(age) if age > LONGEST.max(self.interval * 3) => Freshness::None,
            Some(age) if !slept && age <= 2 * self.interval.max(self.last_duration) => Freshness::Live,
            Some(_) => Freshness::Stale,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(age: u64, interval: u64, last: u64, slept: bool) -> Freshness {
        let pace = RefreshPace { interval: Duration::from_secs(interval), last_duration: Duration::from_secs(last) };
        pace.freshness(Some(Duration::from_secs(age)), slept)
    }

    #[test]
    fn ages_are_measured_against_the_pace() {
        use Freshness::*;
        for (age, interval, last, slept, expected) in [
            (0, 60, 2, false, Live),
            (120, 60, 2, false, Live),
            (121, 60, 2, false, Stale),
            (180, 60, 90, false, Live),
            (181, 60, 90, false, Stale),
            (3600, 60, 2, false, Stale),
            (3601, 60, 2, false, None),
            (7200, 3600, 2, false, Live),
            (7201, 3600, 2, false, Stale),
            (10800, 3600, 2, false, Stale),
            (10801, 3600, 2, false, None),
            (5, 60, 2, true, Stale),
            (4000, 60, 2, true, None),
            (4000, 60, 2400, false, None),
        ] {
            assert_eq!(read(age, interval, last, slept), expected, "age {age}, interval {interval}, last {last}");
        }
    }

    #[test]
    fn without_an_answer_there_is_nothing_to_trust() {
        let pace = RefreshPace { interval: Duration::from_secs(60), last_duration: Duration::ZERO };
        assert_eq!(pace.freshness(Option::None, false), Freshness::None);
    }
}
