//! The columns of the header.

/// A column that means something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Name,
    Address,
    Department,
    Groups,
    Phone,
    Mobile,
    Title,
    Location,
    Zone,
    Substitute,
    Note,
    Favourite,
}

impl Column {
    /// In the order in which they are written.
    pub(super) const ALL: [Self; 12] = [
        Self::Name,
        Self::Address,
        Self::Department,
        Self::Groups,
        Self::Phone,
        Self::Mobile,
        Self::Title,
        Self::Location,
        Self::Zone,
        Self::Substitute,
        Self::Note,
        Self::Favourite,
    ];

    /// As it is written.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Address => "address",
            Self::Department => "department",
            Self::Groups => "groups",
            Self::Phone => "phone",
            Self::Mobile => "mobile",
            Self::Title => "title",
            Self::Location => "location",
            Self::Zone => "zone",
            Self::Substitute => "substitute",
            Self::Note => "note",
            Self::Favourite => "favourite",
        }
    }

    /// By its title in a header, without regard to case; some common titles are understood beside our own.
    pub(super) fn parse(title: &str) -> Option<Self> {
        let title = title.trim().to_lowercase();
        match title.as_str() {
            "group" => Some(Self::Groups),
            "email" | "e-mail" | "mail" => Some(Self::Address),
            "extension" => Some(Self::Phone),
            "favorite" => Some(Self::Favourite),
            _ => Self::ALL.into_iter().find(|column| column.title() == title),
        }
    }
}
