//! The built-in server, as the benchmarks use it.

use attendant_calendar::simulator::Options;
use std::time::Duration;

/// A company of this size, whose server takes this long for every answer.
pub fn options(people: usize, latency: Duration) -> Options {
    Options { people, latency, zone: chrono_tz::Europe::Berlin, ..Options::default() }
}
