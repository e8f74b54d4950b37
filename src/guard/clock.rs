//! The guard's clock: the real one, never the pretended time of `--at`.

use super::Stamp;
use chrono::Utc;
use std::sync::OnceLock;
use std::time::Instant;

/// Tells the guard what time it is.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Stamp;
}

/// The machine's clock.
///
/// On Linux the steady clock is the time since the machine started (it runs on while the machine sleeps), and its epoch is
/// the boot, so all processes of one boot compare exactly. Elsewhere the epoch is the process, and other processes compare by
/// the wall clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Stamp {
        let wall = Utc::now();
        match (boot(), uptime_ms()) {
            (Some(epoch), Some(tick_ms)) => Stamp { wall, epoch, tick_ms },
            _ => process_stamp(wall),
        }
    }
}

fn process_stamp(wall: chrono::DateTime<Utc>) -> Stamp {
    static START: OnceLock<(u64, Instant)> = OnceLock::new();
    let (epoch, start) = START.get_or_init(|| {
        let mut random = [0; 8];
        // Without randomness the process's number still tells epochs apart.
        let epoch = getrandom::fill(&mut random).map_or(u64::from(std::process::id()), |()| u64::from_ne_bytes(random));
        (epoch, Instant::now())
    });
    Stamp { wall, epoch: *epoch, tick_ms: u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX) }
}

/// A number for this boot of the machine.
fn boot() -> Option<u64> {
    static BOOT: OnceLock<Option<u64>> = OnceLock::new();
    *BOOT.get_or_init(|| {
        let id = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
        u64::from_str_radix(id.trim().replace('-', "").get(..16)?, 16).ok()
    })
}

/// Milliseconds since the machine started, sleep included (`/proc/uptime`, proc(5)).
fn uptime_ms() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/uptime").ok()?;
    let (seconds, hundredths) = text.split_whitespace().next()?.split_once('.')?;
    Some(seconds.parse::<u64>().ok()? * 1000 + hundredths.parse::<u64>().ok()? * 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steady_clock_keeps_its_epoch_and_does_not_go_back() {
        let (first, second) = (SystemClock.now(), SystemClock.now());
        assert_eq!(first.epoch, second.epoch);
        assert!(second.tick_ms >= first.tick_ms);
    }
}
