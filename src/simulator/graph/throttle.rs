//! How often one application may ask for one mailbox: so many requests in ten minutes.

use std::time::{Duration, Instant};

const PERIOD: Duration = Duration::from_secs(600);

/// How often Graph was asked in the present period.
#[derive(Debug, Default)]
pub(in crate::simulator) struct Throttle {
    since: Option<Instant>,
    count: u32,
}

impl Throttle {
    /// Counts a request; how long to wait where there were too many.
    pub fn count(&mut self, most: u32, now: Instant) -> Option<Duration> {
        let gone = self.since.map(|since| now.saturating_duration_since(since)).filter(|gone| *gone < PERIOD);
        let Some(gone) = gone else {
            (self.since, self.count) = (Some(now), 1);
            return (most == 0).then_some(PERIOD);
        };
        self.count = self.count.saturating_add(1);
        (self.count > most).then(|| PERIOD - gone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_beyond_the_limit_wait_for_the_rest_of_the_period() {
        let start = Instant::now();
        let mut throttle = Throttle::default();
        let mut count = |seconds| throttle.count(2, start + Duration::from_secs(seconds)).map(|wait| wait.as_secs());
        assert_eq!([count(0), count(100), count(150), count(599)], [None, None, Some(450), Some(1)]);
        assert_eq!([count(600), count(700), count(701)], [None, None, Some(499)]);
    }
}
