//! Windows time zone names and their places in the IANA database.

use chrono_tz::Tz;

/// One line for each Windows name: `Windows name = default place, other places`.
const TABLE: &str = include_str!("../../resources/zones/windows.txt");

/// The default place of a Windows name, in any case.
pub fn to_iana(windows: &str) -> Option<Tz> {
    let (_, places) = lines().find(|(name, _)| name.eq_ignore_ascii_case(windows))?;
    places.split(' ').next()?.parse().ok()
}

/// The Windows name that covers a place, for protocols that take nothing else.
pub fn from_iana(place: Tz) -> Option<&'static str> {
    let (name, _) = lines().find(|(_, places)| places.split(' ').any(|listed| listed == place.name()))?;
    Some(name)
}

fn lines() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" = "))
}
