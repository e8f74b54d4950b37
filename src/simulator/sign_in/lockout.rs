//! The count of refused logons as a domain controller keeps it (Active Directory's account lockout policy).

use crate::simulator::{LockoutPolicy, Tally};
use std::time::Instant;

/// One account's count.
#[derive(Debug, Clone)]
pub(super) struct Lockout {
    policy: LockoutPolicy,
    refused: u32,
    last_refusal: Option<Instant>,
    locked_at: Option<Instant>,
    drill: Option<Drill>,
}

/// A drill that is being played.
#[derive(Debug, Clone, Copy)]
struct Drill {
    threshold: u32,
    /// Refused logons since it began; no right password takes one back.
    refused: u32,
}

impl Lockout {
    /// Nothing counted yet.
    pub fn new(policy: LockoutPolicy) -> Self {
        Self { policy, refused: 0, last_refusal: None, locked_at: None, drill: None }
    }

    /// Whether the account is locked at `now`. A lock that has lasted its time is gone.
    pub fn is_locked(&mut self, now: Instant) -> bool {
        let duration = self.policy.lock_duration;
        if let Some(since) = self.locked_at
            && !duration.is_zero()
            && now.saturating_duration_since(since) >= duration
        {
            self.locked_at = None;
            self.refused = 0;
        }
        self.locked_at.is_some()
    }

    /// Whether a password of the recent past goes uncounted.
    pub fn forgives_recent_passwords(&self) -> bool {
        self.policy.forgives_recent_passwords
    }

    /// Counts one refused logon of an account that is not locked.
    pub fn refuse(&mut self, now: Instant) {
        let window_is_over =
            self.last_refusal.is_some_and(|last| now.saturating_duration_since(last) >= self.policy.counting_window);
        if window_is_over {
            self.refused = 0;
        }
        self.refused += 1;
        self.last_refusal = Some(now);
        let mut threshold = self.policy.threshold;
        if let Some(drill) = &mut self.drill {
            drill.refused += 1;
            threshold = drill.threshold;
        }
        if threshold > 0 && self.refused >= threshold {
            self.lock(now);
        }
    }

    /// A right password clears the count.
    pub fn accept(&mut self) {
        self.refused = 0;
    }

    /// Locks the account, as the refusals of another desk would.
    pub fn lock(&mut self, now: Instant) {
        self.locked_at = Some(now);
    }

    /// Begins a drill with a threshold of its own and nothing counted, or ends it.
    pub fn drill(&mut self, threshold: Option<u32>) {
        self.drill = threshold.map(|threshold| Drill { threshold, refused: 0 });
        if self.drill.is_some() {
            self.unlock();
        }
    }

    /// What is counted in the drill that is being played.
    pub fn tally(&self) -> Option<Tally> {
        let Drill { threshold, refused } = self.drill?;
        Some(Tally { refused, threshold, locked: self.locked_at.is_some(), password: String::new() })
    }

    /// What an administrator does.
    pub fn unlock(&mut self) {
        self.locked_at = None;
        self.refused = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    const MINUTE: Duration = Duration::from_secs(60);

    fn lockout(threshold: u32, lock_minutes: u32) -> Lockout {
        Lockout::new(LockoutPolicy {
            threshold,
            counting_window: 10 * MINUTE,
            lock_duration: lock_minutes * MINUTE,
            forgives_recent_passwords: false,
        })
    }

    #[test]
    fn the_threshold_locks_and_the_lock_ends_by_itself() {
        let start = Instant::now();
        let mut lockout = lockout(3, 30);
        for _ in 0..2 {
            lockout.refuse(start);
            assert!(!lockout.is_locked(start));
        }
        lockout.refuse(start);
        assert!(lockout.is_locked(start));
        assert!(lockout.is_locked(start + 30 * MINUTE - Duration::from_millis(1)));
        assert!(!lockout.is_locked(start + 30 * MINUTE));
        lockout.refuse(start + 30 * MINUTE);
        assert!(!lockout.is_locked(start + 30 * MINUTE), "the count starts again");
    }

    #[test]
    fn the_window_runs_from_the_last_refusal() {
        let start = Instant::now();
        let mut sliding = lockout(3, 30);
        for minute in [0, 9, 18] {
            sliding.refuse(start + minute * MINUTE);
        }
        assert!(sliding.is_locked(start + 18 * MINUTE), "each refusal came within ten minutes of the one before");

        let mut spread = lockout(3, 30);
        for minute in [0, 9, 19] {
            spread.refuse(start + minute * MINUTE);
        }
        assert!(!spread.is_locked(start + 19 * MINUTE));
    }

    #[test]
    fn a_success_clears_the_count() {
        let start = Instant::now();
        let mut lockout = lockout(2, 30);
        lockout.refuse(start);
        lockout.accept();
        lockout.refuse(start);
        assert!(!lockout.is_locked(start));
    }

    #[test]
    fn a_drill_has_a_threshold_of_its_own_and_counts_from_its_beginning() {
        let start = Instant::now();
        let mut lockout = lockout(5, 30);
        lockout.refuse(start);
        assert_eq!(lockout.tally(), None);
        lockout.drill(Some(3));
        for refused in 1..=3 {
            assert!(!lockout.is_locked(start));
            lockout.refuse(start);
            let tally = lockout.tally().unwrap();
            assert_eq!((tally.refused, tally.threshold, tally.locked), (refused, 3, refused == 3));
        }
        lockout.unlock();
        lockout.accept();
        assert_eq!(lockout.tally().unwrap().refused, 3, "not taken back");
        lockout.drill(None);
        assert_eq!(lockout.tally(), None);
        (0..4).for_each(|_| lockout.refuse(start));
        assert!(!lockout.is_locked(start), "the policy's own threshold again");
    }

    #[test]
    fn a_threshold_of_zero_never_locks_and_a_duration_of_zero_waits_for_somebody() {
        let start = Instant::now();
        let mut never = lockout(0, 30);
        (0..100).for_each(|_| never.refuse(start));
        assert!(!never.is_locked(start));

        let mut by_hand = lockout(1, 0);
        by_hand.refuse(start);
        assert!(by_hand.is_locked(start + 100_000 * MINUTE));
        by_hand.unlock();
        assert!(!by_hand.is_locked(start));
    }
}
