//! Schema levels: which one requests name, and what the server says of itself.

use crate::settings::ExchangeVersion;
use std::sync::{Mutex, PoisonError};

/// A level that a request can name in `RequestServerVersion`. No higher one changes anything for free/busy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Level {
    Exchange2007Sp1,
    Exchange2010,
    Exchange2010Sp1,
    Exchange2010Sp2,
    Exchange2013,
    Exchange2013Sp1,
}

impl Level {
    /// The level that every server knows.
    pub(super) const LOWEST: Self = Self::Exchange2007Sp1;

    /// As the protocol writes it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Exchange2007Sp1 => "Exchange2007_SP1",
            Self::Exchange2010 => "Exchange2010",
            Self::Exchange2010Sp1 => "Exchange2010_SP1",
            Self::Exchange2010Sp2 => "Exchange2010_SP2",
            Self::Exchange2013 => "Exchange2013",
            Self::Exchange2013Sp1 => "Exchange2013_SP1",
        }
    }

    fn fixed(setting: ExchangeVersion) -> Option<Self> {
        match setting {
            ExchangeVersion::Detect => None,
            ExchangeVersion::Exchange2007Sp1 => Some(Self::Exchange2007Sp1),
            ExchangeVersion::Exchange2010 => Some(Self::Exchange2010),
            ExchangeVersion::Exchange2010Sp1 => Some(Self::Exchange2010Sp1),
            ExchangeVersion::Exchange2010Sp2 => Some(Self::Exchange2010Sp2),
            ExchangeVersion::Exchange2013 => Some(Self::Exchange2013),
            ExchangeVersion::Exchange2013Sp1 => Some(Self::Exchange2013Sp1),
        }
    }
}

/// What `ServerVersionInfo` says in numbers. Its name of a level may be one that no client may send, so it is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ServerVersion {
    pub(super) major: u32,
    pub(super) minor: u32,
    pub(super) build: u32,
    pub(super) revision: u32,
}

impl ServerVersion {
    /// The highest sensible level for this server.
    fn level(self) -> Level {
        match (self.major, self.minor, self.build) {
            (..14, ..) => Level::Exchange2007Sp1,
            (14, 0, _) => Level::Exchange2010,
            (14, 1, _) => Level::Exchange2010Sp1,
            (14, ..) => Level::Exchange2010Sp2,
            // 2013 SP1 is build 847.
            (15, 0, ..847) => Level::Exchange2013,
            (15.., ..) => Level::Exchange2013Sp1,
        }
    }
}

impl std::fmt::Display for ServerVersion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}.{}.{}", self.major, self.minor, self.build, self.revision)
    }
}

/// Which level to name next: the fixed one of the settings, or the one that fits what the server last said of itself.
#[derive(Debug)]
pub(super) struct Levels {
    detect: bool,
    state: Mutex<State>,
}

#[derive(Debug, Clone, Copy)]
struct State {
    level: Level,
    /// The server refused a level that its own header had suggested; the lowest one stays.
    settled: bool,
}

impl Levels {
    pub(super) fn new(setting: ExchangeVersion) -> Self {
        let fixed = Level::fixed(setting);
        let state = State { level: fixed.unwrap_or(Level::LOWEST), settled: false };
        Self { detect: fixed.is_none(), state: Mutex::new(state) }
    }

    /// The level to name now.
    pub(super) fn current(&self) -> Level {
        self.with(|state| state.level)
    }

    /// Learns from an answer.
    pub(super) fn learn(&self, server: ServerVersion) {
        self.with(|state| {
            if self.detect && !state.settled {
                state.level = server.level();
            }
        });
    }

    /// The server does not know `level`: whether it should be asked again, once, at the lowest.
    pub(super) fn refused(&self, level: Level) -> bool {
        self.with(|state| {
            let lower = self.detect && level > Level::LOWEST;
            if lower {
                *state = State { level: Level::LOWEST, settled: true };
            }
            lower
        })
    }

    fn with<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        act(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(major: u32, minor: u32, build: u32) -> ServerVersion {
        ServerVersion { major, minor, build, revision: 0 }
    }

    #[test]
    fn levels_follow_the_build_numbers() {
        let table = [
            (server(8, 0, 685), Level::Exchange2007Sp1),
            (server(8, 3, 83), Level::Exchange2007Sp1),
            (server(14, 0, 639), Level::Exchange2010),
            (server(14, 1, 218), Level::Exchange2010Sp1),
            (server(14, 2, 247), Level::Exchange2010Sp2),
            (server(14, 3, 123), Level::Exchange2010Sp2),
            (server(15, 0, 516), Level::Exchange2013),
            (server(15, 0, 847), Level::Exchange2013Sp1),
            (server(15, 1, 225), Level::Exchange2013Sp1),
            (server(15, 2, 2562), Level::Exchange2013Sp1),
            (server(15, 20, 2495), Level::Exchange2013Sp1),
            (server(16, 0, 0), Level::Exchange2013Sp1),
        ];
        for (server, level) in table {
            assert_eq!(server.level(), level, "{server}");
        }
    }

    #[test]
    fn detection_starts_low_follows_the_server_and_settles_after_a_refusal() {
        let levels = Levels::new(ExchangeVersion::Detect);
        assert_eq!(levels.current(), Level::Exchange2007Sp1);
        assert!(!levels.refused(Level::Exchange2007Sp1), "there is none below");
        levels.learn(server(15, 2, 2562));
        assert_eq!(levels.current(), Level::Exchange2013Sp1);
        assert!(levels.refused(Level::Exchange2013Sp1));
        levels.learn(server(15, 2, 2562));
        assert_eq!(levels.current(), Level::Exchange2007Sp1, "it has settled");
    }

    #[test]
    fn a_fixed_level_stays() {
        let levels = Levels::new(ExchangeVersion::Exchange2010Sp2);
        levels.learn(server(15, 2, 2562));
        assert!(!levels.refused(Level::Exchange2010Sp2));
        assert_eq!(levels.current(), Level::Exchange2010Sp2);
    }
}
