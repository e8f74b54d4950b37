//! Windows names of time zones: those that this server knows, as it lists them.

use chrono_tz::Tz;

/// A zone of the server's list.
#[derive(Debug, Clone, Copy)]
pub(in crate::simulator) struct WindowsZone {
    /// The Windows name.
    pub id: &'static str,
    /// The place whose rules it follows.
    pub iana: Tz,
}

/// From west to east.
#[rustfmt::skip]
pub(in crate::simulator) const ZONES: &[WindowsZone] = &[
    WindowsZone { id: "Dateline Standard Time", iana: chrono_tz::Etc::GMTPlus12 },
    WindowsZone { id: "Hawaiian Standard Time", iana: chrono_tz::Pacific::Honolulu },
    WindowsZone { id: "Alaskan Standard Time", iana: chrono_tz::America::Anchorage },
    WindowsZone { id: "Pacific Standard Time", iana: chrono_tz::America::Los_Angeles },
    WindowsZone { id: "US Mountain Standard Time", iana: chrono_tz::America::Phoenix },
    WindowsZone { id: "Mountain Standard Time", iana: chrono_tz::America::Denver },
    WindowsZone { id: "Central Standard Time", iana: chrono_tz::America::Chicago },
    WindowsZone { id: "Central Standard Time (Mexico)", iana: chrono_tz::America::Mexico_City },
    WindowsZone { id: "Eastern Standard Time", iana: chrono_tz::America::New_York },
    WindowsZone { id: "SA Pacific Standard Time", iana: chrono_tz::America::Bogota },
    WindowsZone { id: "Atlantic Standard Time", iana: chrono_tz::America::Halifax },
    WindowsZone { id: "Pacific SA Standard Time", iana: chrono_tz::America::Santiago },
    WindowsZone { id: "Newfoundland Standard Time", iana: chrono_tz::America::St_Johns },
    WindowsZone { id: "E. South America Standard Time", iana: chrono_tz::America::Sao_Paulo },
    WindowsZone { id: "Argentina Standard Time", iana: chrono_tz::America::Argentina::Buenos_Aires },
    WindowsZone { id: "Azores Standard Time", iana: chrono_tz::Atlantic::Azores },
    WindowsZone { id: "UTC", iana: chrono_tz::Etc::UTC },
    WindowsZone { id: "GMT Standard Time", iana: chrono_tz::Europe::London },
    WindowsZone { id: "Greenwich Standard Time", iana: chrono_tz::Atlantic::Reykjavik },
    WindowsZone { id: "W. Europe Standard Time", iana: chrono_tz::Europe::Berlin },
    WindowsZone { id: "Central Europe Standard Time", iana: chrono_tz::Europe::Budapest },
    WindowsZone { id: "Romance Standard Time", iana: chrono_tz::Europe::Paris },
    WindowsZone { id: "Central European Standard Time", iana: chrono_tz::Europe::Warsaw },
    WindowsZone { id: "W. Central Africa Standard Time", iana: chrono_tz::Africa::Lagos },
    WindowsZone { id: "GTB Standard Time", iana: chrono_tz::Europe::Bucharest },
    WindowsZone { id: "E. Europe Standard Time", iana: chrono_tz::Europe::Chisinau },
    WindowsZone { id: "FLE Standard Time", iana: chrono_tz::Europe::Kiev },
    WindowsZone { id: "South Africa Standard Time", iana: chrono_tz::Africa::Johannesburg },
    WindowsZone { id: "Israel Standard Time", iana: chrono_tz::Asia::Jerusalem },
    WindowsZone { id: "Egypt Standard Time", iana: chrono_tz::Africa::Cairo },
    WindowsZone { id: "Turkey Standard Time", iana: chrono_tz::Europe::Istanbul },
    WindowsZone { id: "Russian Standard Time", iana: chrono_tz::Europe::Moscow },
    WindowsZone { id: "Arab Standard Time", iana: chrono_tz::Asia::Riyadh },
    WindowsZone { id: "E. Africa Standard Time", iana: chrono_tz::Africa::Nairobi },
    WindowsZone { id: "Iran Standard Time", iana: chrono_tz::Asia::Tehran },
    WindowsZone { id: "Arabian Standard Time", iana: chrono_tz::Asia::Dubai },
    WindowsZone { id: "Afghanistan Standard Time", iana: chrono_tz::Asia::Kabul },
    WindowsZone { id: "Pakistan Standard Time", iana: chrono_tz::Asia::Karachi },
    WindowsZone { id: "India Standard Time", iana: chrono_tz::Asia::Kolkata },
    WindowsZone { id: "Nepal Standard Time", iana: chrono_tz::Asia::Kathmandu },
    WindowsZone { id: "Bangladesh Standard Time", iana: chrono_tz::Asia::Dhaka },
    WindowsZone { id: "SE Asia Standard Time", iana: chrono_tz::Asia::Bangkok },
    WindowsZone { id: "China Standard Time", iana: chrono_tz::Asia::Shanghai },
    WindowsZone { id: "Singapore Standard Time", iana: chrono_tz::Asia::Singapore },
    WindowsZone { id: "W. Australia Standard Time", iana: chrono_tz::Australia::Perth },
    WindowsZone { id: "Tokyo Standard Time", iana: chrono_tz::Asia::Tokyo },
    WindowsZone { id: "Korea Standard Time", iana: chrono_tz::Asia::Seoul },
    WindowsZone { id: "Cen. Australia Standard Time", iana: chrono_tz::Australia::Adelaide },
    WindowsZone { id: "AUS Eastern Standard Time", iana: chrono_tz::Australia::Sydney },
    WindowsZone { id: "New Zealand Standard Time", iana: chrono_tz::Pacific::Auckland },
];

/// The zone of that Windows name.
pub(in crate::simulator) fn by_id(id: &str) -> Option<&'static WindowsZone> {
    ZONES.iter().find(|zone| zone.id.eq_ignore_ascii_case(id.trim()))
}
