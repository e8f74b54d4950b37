//! What is asked of a server's directory, and what it answers.

use super::ServerFacts;
use crate::account::Trigger;
use crate::people::Person;

/// Somebody, or something, that a directory knows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// As shown. Never empty.
    pub name: String,
    /// The SMTP address. Never empty.
    pub address: String,
    /// The extension or number to put a call through to. May be empty.
    pub phone: String,
    /// May be empty.
    pub mobile: String,
    /// May be empty.
    pub title: String,
    /// May be empty.
    pub department: String,
    /// Where the desk is. May be empty.
    pub location: String,
    /// What it is.
    pub kind: Kind,
    /// Where it was found.
    pub origin: Origin,
}

/// What an entry of a directory is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Kind {
    /// Somebody with a mailbox.
    #[default]
    Person,
    /// A room or another resource that is booked.
    Room,
    /// A group address that stands for its members.
    List,
}

/// Where an entry was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Origin {
    /// By a name, in the directory.
    #[default]
    Directory,
    /// As a member of a list.
    List,
    /// As a room of a list of rooms.
    RoomList,
}

impl Found {
    /// As somebody whose calendar can be asked for.
    pub fn to_person(&self) -> Person {
        Person {
            name: self.name.clone(),
            address: self.address.clone(),
            department: self.department.clone(),
            phone: if self.phone.is_empty() { self.mobile.clone() } else { self.phone.clone() },
            mobile: self.mobile.clone(),
            title: self.title.clone(),
            location: self.location.clone(),
            ..Person::default()
        }
    }

    /// The form of the address by which entries are told apart; the same as [`Person::key`].
    pub fn key(&self) -> String {
        self.address.to_lowercase()
    }
}

/// One question to a directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lookup {
    /// Whom or what to look for.
    pub wanted: Wanted,
    /// Who wants it.
    pub trigger: Trigger,
}

/// What to look for in a directory.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Wanted {
    /// Whoever the beginning of a name, or of an address, may mean.
    Name(String),
    /// The members of the list with this address; lists among them are not expanded.
    Members(String),
    /// The lists of rooms.
    RoomLists,
    /// The rooms of the list with this address.
    Rooms(String),
}

/// The answer to a [`Lookup`].
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Findings {
    /// In the server's order; nobody is no error.
    pub found: Vec<Found>,
    /// The server knows of more than it gave.
    pub more: bool,
    /// What the answer tells about the server.
    pub server: ServerFacts,
}
