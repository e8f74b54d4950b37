//! Whether the share can be used, and since when it cannot. Decides when it is tried again.

use chrono::{DateTime, Utc};
use std::time::Duration;
use tokio::time::Instant;

/// A share that is away is tried again after this time.
pub(super) const RETRY: Duration = Duration::from_secs(30);
/// A lock that nobody can get for so long, while nothing is written, belongs to a desk that is gone. Longer than a probe and a request,
/// which take a minute each at most, and the steps of a handshake.
pub(super) const STUCK: Duration = Duration::from_secs(5 * 60);
/// Two looks at a held lock that are further apart say nothing of the time between.
const APART: Duration = Duration::from_secs(2 * 60);

/// How the stop is shared between desks, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sharing {
    /// The folder has not been asked yet.
    Unasked,
    /// The folder carries the stop.
    InForce {
        /// How many desks have used the account lately, this one included.
        desks: usize,
    },
    /// The folder cannot be used: this computer goes by its own record alone.
    Away {
        /// Since when.
        since: DateTime<Utc>,
        /// Path and cause.
        reason: String,
    },
}

/// What is known of the share.
#[derive(Debug, Default)]
pub(super) struct Health {
    away: Option<Away>,
    desks: Option<usize>,
    busy: Option<Busy>,
}

#[derive(Debug)]
struct Away {
    since: DateTime<Utc>,
    reason: String,
    next: Instant,
}

/// Somebody holds the lock.
#[derive(Debug)]
struct Busy {
    /// What lay on the share.
    content: Option<Vec<u8>>,
    first: Instant,
    last: Instant,
}

impl Health {
    pub(super) fn sharing(&self) -> Sharing {
        match (&self.away, self.desks) {
            (Some(Away { since, reason, .. }), _) => Sharing::Away { since: *since, reason: reason.clone() },
            (None, Some(desks)) => Sharing::InForce { desks },
            (None, None) => Sharing::Unasked,
        }
    }

    /// It is away, and not to be tried yet.
    pub(super) fn rests(&self, now: Instant) -> bool {
        self.away.as_ref().is_some_and(|away| now < away.next)
    }

    /// It cannot be used. True where that is new.
    pub(super) fn failed(&mut self, reason: String, wall: DateTime<Utc>, now: Instant) -> bool {
        let since = self.away.as_ref().map_or(wall, |away| away.since);
        let is_new = self.away.is_none();
        self.away = Some(Away { since, reason, next: now + RETRY });
        is_new
    }

    /// It was used. True where it was away before.
    pub(super) fn used(&mut self, desks: usize) -> bool {
        self.desks = Some(desks);
        self.busy = None;
        self.away.take().is_some()
    }

    /// Somebody holds the lock, and this lies on the share meanwhile. True where that is no request any more.
    pub(super) fn is_stuck(&mut self, content: Option<Vec<u8>>, now: Instant) -> bool {
        match &mut self.busy {
            Some(busy) if busy.content == content && now - busy.last < APART => {
                busy.last = now;
                now - busy.first >= STUCK
            }
            busy => {
                *busy = Some(Busy { content, first: now, last: now });
                false
            }
        }
    }

    /// The lock was found to be a dead desk's, and it is not waited for again.
    pub(super) fn was_stuck(&self) -> bool {
        self.busy.as_ref().is_some_and(|busy| busy.last - busy.first >= STUCK)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_stuck_when_nothing_changes_for_minutes() {
        let mut health = Health::default();
        let begun = Instant::now();
        let mut look = |content: &[u8], seconds| {
            health.is_stuck(Some(content.to_vec()), begun + Duration::from_secs(seconds)) && health.was_stuck()
        };
        for seconds in (0..300).step_by(60) {
            assert!(!look(b"a", seconds));
        }
        assert!(look(b"a", 300) && look(b"a", 330));
        assert!(!look(b"b", 331), "somebody is at work");
        assert!(!look(b"b", 700), "nobody looked for minutes");
        assert!(!look(b"b", 760));
    }

    #[test]
    fn away_is_told_since_its_beginning_and_tried_again_at_a_distance() {
        let mut health = Health::default();
        let (wall, now) = (DateTime::UNIX_EPOCH, Instant::now());
        assert_eq!(health.sharing(), Sharing::Unasked);
        assert!(health.failed("a".into(), wall, now));
        assert!(health.rests(now + RETRY / 2) && !health.rests(now + RETRY));
        assert!(!health.failed("b".into(), wall + RETRY, now + RETRY));
        assert_eq!(health.sharing(), Sharing::Away { since: wall, reason: "b".into() });
        assert!(health.used(2));
        assert_eq!(health.sharing(), Sharing::InForce { desks: 2 });
        assert!(!health.used(3) && !health.rests(now));
    }
}
