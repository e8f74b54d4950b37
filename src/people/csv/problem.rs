//! What is wrong with a roster's text.

use super::columns::Column;

/// Something wrong in one line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct LineProblem {
    /// Line of the file, from 1; the first one of a cell that goes over several lines.
    pub line: usize,
    /// What is wrong.
    pub reason: LineReason,
}

impl LineProblem {
    /// Whether the line gave no person; otherwise only a cell of it was not used.
    pub fn is_lost(&self) -> bool {
        !matches!(
            self.reason,
            LineReason::Zone { .. }
                | LineReason::Favourite { .. }
                | LineReason::SubstituteUnknown { .. }
                | LineReason::SubstituteSelf
        )
    }
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineReason {
    /// No name.
    #[error("the name is missing")]
    NoName,
    /// No address.
    #[error("the address is missing")]
    NoAddress,
    /// An address that cannot be one.
    #[error("{value:?} is not a mail address")]
    Address {
        /// What stands there.
        value: String,
    },
    /// An address that an earlier line has; that one counts.
    #[error("the address is in line {first} already")]
    Twice {
        /// The earlier line.
        first: usize,
    },
    /// More cells than the header has, not empty.
    #[error("more cells than the header has")]
    TooManyCells,
    /// A quotation mark that is never closed, or only lines later.
    #[error("a quotation mark is not closed")]
    OpenQuote,
    /// The zone is not used.
    #[error("{value:?} is not a time zone like Europe/Rome")]
    Zone {
        /// What stands there.
        value: String,
    },
    /// Neither yes nor no; taken as no.
    #[error("{value:?} is neither yes nor no")]
    Favourite {
        /// What stands there.
        value: String,
    },
    /// The substitute is nobody of this roster, and is not used.
    #[error("the substitute {value:?} is not in the roster")]
    SubstituteUnknown {
        /// What stands there.
        value: String,
    },
    /// The person's own substitute, which is not used.
    #[error("nobody can be their own substitute")]
    SubstituteSelf,
}

/// A text of which nothing can be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CsvError {
    /// Nothing in it.
    #[error("there is no header line")]
    Empty,
    /// Not text: a workbook, for instance.
    #[error("this is not text; save it as CSV")]
    NotText,
    /// The header lacks what a person needs.
    #[error("the header has no column {}; it has: {}", names(.missing), .found.join(", "))]
    MissingColumns {
        /// What is missing.
        missing: Vec<&'static str>,
        /// What is there.
        found: Vec<String>,
    },
    /// Whoever would be written after it would not be read: it ends within a quotation, or has them already.
    #[error("nobody can be added at its end")]
    CannotAppend,
}

fn names(missing: &[&'static str]) -> String {
    missing.join(" and ")
}

impl CsvError {
    pub(super) fn missing(columns: &[Option<Column>], found: Vec<String>) -> Option<Self> {
        let missing: Vec<_> = [Column::Name, Column::Address]
            .into_iter()
            .filter(|needed| !columns.contains(&Some(*needed)))
            .map(Column::title)
            .collect();
        (!missing.is_empty()).then_some(Self::MissingColumns { missing, found })
    }
}
