//! The roster as a spreadsheet: CSV in and out.
//!
//! A header line, columns by name in any order; `name` and `address` are required. What is bad is named with its line in
//! the file (the header is line 1), and the rest is used.

mod append;
mod cell;
mod columns;
mod decode;
mod problem;
mod read;
mod records;
mod write;

pub use append::append;
pub use cell::escape;
pub use problem::{CsvError, LineProblem, LineReason};
pub use read::{Import, read};
pub use write::write;

/// What stands between two cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Separator {
    /// `,`
    #[default]
    Comma,
    /// `;`, which spreadsheets write where the comma is the decimal sign.
    Semicolon,
    /// Tab
    Tab,
}

impl Separator {
    /// All of them, in the order in which they are tried.
    pub const ALL: [Self; 3] = [Self::Comma, Self::Semicolon, Self::Tab];

    /// The character, which is ASCII.
    pub fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
        }
    }
}

#[cfg(test)]
mod tests;
