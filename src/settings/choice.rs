//! Settings that are one word of a list.

use super::{
    Authentication, CalendarPermission, Cloud, Density, ExchangeAccount, ExchangeVersion, Office365Api, Provider,
    Reason, Theme,
};

/// A setting that is one word of a list.
pub trait Choice: Copy + PartialEq + 'static {
    /// The words of the file, in the order in which they are offered.
    const NAMES: &'static [(Self, &'static str)];

    /// The word of the file.
    fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(value, _)| *value == self).map_or("", |(_, name)| name)
    }

    /// By its word, without regard to case.
    fn parse(text: &str) -> Result<Self, Reason> {
        Self::NAMES
            .iter()
            .find(|(_, name)| name.eq_ignore_ascii_case(text.trim()))
            .map(|(value, _)| *value)
            .ok_or_else(|| Reason::NotOneOf { allowed: Self::NAMES.iter().map(|(_, name)| *name).collect() })
    }
}

impl Choice for Provider {
    const NAMES: &'static [(Self, &'static str)] = &[(Self::Exchange, "exchange"), (Self::Office365, "office365")];
}

impl Choice for ExchangeVersion {
    const NAMES: &'static [(Self, &'static str)] = &[
        (Self::Detect, "detect"),
        (Self::Exchange2007Sp1, "Exchange2007_SP1"),
        (Self::Exchange2010, "Exchange2010"),
        (Self::Exchange2010Sp1, "Exchange2010_SP1"),
        (Self::Exchange2010Sp2, "Exchange2010_SP2"),
        (Self::Exchange2013, "Exchange2013"),
        (Self::Exchange2013Sp1, "Exchange2013_SP1"),
    ];
}

impl Choice for ExchangeAccount {
    const NAMES: &'static [(Self, &'static str)] = &[(Self::Typed, "typed"), (Self::SignedIn, "signed-in")];
}

impl Choice for Authentication {
    const NAMES: &'static [(Self, &'static str)] = &[
        (Self::Automatic, "automatic"),
        (Self::Basic, "basic"),
        (Self::Ntlm, "ntlm"),
        (Self::Negotiate, "negotiate"),
        (Self::Kerberos, "kerberos"),
    ];
}

impl Choice for Office365Api {
    const NAMES: &'static [(Self, &'static str)] = &[(Self::Graph, "graph"), (Self::Ews, "ews")];
}

impl Choice for CalendarPermission {
    const NAMES: &'static [(Self, &'static str)] =
        &[(Self::Read, "Calendars.Read"), (Self::ReadBasic, "Calendars.ReadBasic")];
}

impl Choice for Cloud {
    const NAMES: &'static [(Self, &'static str)] = &[
        (Self::Worldwide, "worldwide"),
        (Self::UsGccHigh, "us-gcc-high"),
        (Self::UsDod, "us-dod"),
        (Self::China, "china"),
        (Self::Custom, "custom"),
    ];
}

impl Choice for Theme {
    const NAMES: &'static [(Self, &'static str)] = &[
        (Self::System, "system"),
        (Self::Light, "light"),
        (Self::Dark, "dark"),
        (Self::HighContrast, "high-contrast"),
    ];
}

impl Choice for Density {
    const NAMES: &'static [(Self, &'static str)] =
        &[(Self::Compact, "compact"), (Self::Normal, "normal"), (Self::Roomy, "roomy")];
}
