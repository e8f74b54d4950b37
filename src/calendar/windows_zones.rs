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

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_windows_name_has_a_place() {
        assert_eq!(lines().count(), 139);
        for (name, _) in lines() {
            assert!(to_iana(name).is_some(), "{name}");
        }
        assert_eq!(lines().map(|(name, _)| name).collect::<BTreeSet<_>>().len(), 139);
    }

    #[test]
    fn every_windows_name_comes_back_from_its_place() {
        for (name, _) in lines() {
            assert_eq!(to_iana(name).and_then(from_iana), Some(name));
        }
        assert_eq!(from_iana(Tz::Europe__Rome), Some("W. Europe Standard Time"));
        assert_eq!(from_iana(Tz::UTC), Some("UTC"));
        assert_eq!(from_iana(Tz::Asia__Kolkata), Some("India Standard Time"));
        assert_eq!(from_iana(Tz::Europe__Kyiv), Some("FLE Standard Time"));
    }
}
