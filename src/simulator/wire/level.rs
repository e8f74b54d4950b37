//! Which Exchange this is, and which schema level a request asks for.

use crate::simulator::Generation;

/// All schema levels a request can name, oldest first.
const LEVELS: [&str; 19] = [
    "Exchange2007",
    "Exchange2007_SP1",
    "Exchange2009",
    "Exchange2010",
    "Exchange2010_SP1",
    "Exchange2010_SP2",
    "Exchange2012",
    "Exchange2013",
    "Exchange2013_SP1",
    "Exchange2015",
    "Exchange2016",
    "V2015_10_05",
    "V2016_01_06",
    "V2016_04_13",
    "V2016_07_13",
    "V2016_10_10",
    "V2017_01_07",
    "V2017_04_14",
    "V2017_07_11",
];

/// A schema level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::simulator) struct Level(usize);

impl Level {
    /// What a request without a version is taken for.
    pub const OLDEST: Self = Self(0);
    /// The first one that knows *working elsewhere*.
    pub const EXCHANGE2013: Self = Self(7);

    /// The level of that name, where the generation knows it.
    pub fn named(name: &str, generation: Generation) -> Option<Self> {
        let level = LEVELS.iter().position(|level| *level == name)?;
        (level <= newest(generation)).then_some(Self(level))
    }
}

fn newest(generation: Generation) -> usize {
    let name = match generation {
        Generation::Exchange2007Sp1 => "Exchange2007_SP1",
        Generation::Exchange2010Sp2 => "Exchange2010_SP2",
        Generation::Exchange2013Sp1 => "Exchange2013_SP1",
        Generation::Exchange2016 | Generation::Exchange2019 | Generation::ExchangeSe => "V2017_07_11",
    };
    LEVELS.iter().position(|level| *level == name).unwrap_or_default()
}

/// `ServerVersionInfo`: major, minor, build, revision, and the name of the schema.
pub(in crate::simulator) fn server_version(generation: Generation) -> [(&'static str, &'static str); 5] {
    let [major, minor, build, revision, schema] = match generation {
        Generation::Exchange2007Sp1 => ["8", "1", "436", "0", "Exchange2007_SP1"],
        Generation::Exchange2010Sp2 => ["14", "2", "328", "9", "Exchange2010_SP2"],
        Generation::Exchange2013Sp1 => ["15", "0", "847", "30", "V2_9"],
        Generation::Exchange2016 => ["15", "1", "2507", "6", "V2017_07_11"],
        Generation::Exchange2019 => ["15", "2", "1544", "4", "V2017_07_11"],
        Generation::ExchangeSe => ["15", "2", "2562", "17", "V2017_07_11"],
    };
    [
        ("MajorVersion", major),
        ("MinorVersion", minor),
        ("MajorBuildNumber", build),
        ("MinorBuildNumber", revision),
        ("Version", schema),
    ]
}
