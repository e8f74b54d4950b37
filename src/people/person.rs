//! A watched person and the roster.

use chrono_tz::Tz;

/// Somebody whose calendar is watched.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Person {
    /// As shown. Never empty.
    pub name: String,
    /// The mailbox (SMTP address), the person's identity. Compared without regard to case. Never empty.
    pub address: String,
    /// May be empty.
    pub department: String,
    /// In the roster's order; a person may be in several, or in none.
    pub groups: Vec<String>,
    /// The extension or number to put a call through to. May be empty.
    pub phone: String,
    /// May be empty.
    pub mobile: String,
    /// May be empty.
    pub title: String,
    /// May be empty.
    pub location: String,
    /// Where the person works; used where the server gives no working hours.
    pub zone: Option<Tz>,
    /// Address of the person to offer instead.
    pub substitute: Option<String>,
    /// One local note. May be empty.
    pub note: String,
    /// Starred.
    pub favourite: bool,
}

impl Person {
    /// The form of the address by which persons are told apart.
    pub fn key(&self) -> String {
        self.address.to_lowercase()
    }
}

/// The people of a board, in the supervisor's order. No two share an address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Roster {
    /// In the supervisor's order.
    pub people: Vec<Person>,
}
