//! Why settings or a roster could not be loaded or saved.

use crate::people::csv::CsvError;
use crate::settings::{Problem, ReadError, SetError};
use crate::store::FileError;
use crate::words::Notice;

/// Why settings or a roster could not be loaded or saved. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    /// A file could not be used.
    #[error(transparent)]
    File(#[from] FileError),
    /// The settings' text may not be touched.
    #[error(transparent)]
    Settings(#[from] ReadError),
    /// Values were refused.
    #[error("{}", .0.iter().map(Problem::to_string).collect::<Vec<_>>().join("; "))]
    Refused(Vec<Problem>),
    /// The roster's text is none.
    #[error(transparent)]
    Roster(#[from] CsvError),
}

impl From<SetError> for ProfileError {
    fn from(error: SetError) -> Self {
        match error {
            SetError::Text(error) => Self::Settings(error),
            SetError::Refused(problems) => Self::Refused(problems),
        }
    }
}

impl ProfileError {
    /// What to tell a person; one for each refused value.
    pub fn notices(&self) -> Vec<Notice> {
        match self {
            Self::File(error) => vec![error.notice()],
            Self::Settings(error) => vec![error.into()],
            Self::Refused(problems) => problems.iter().map(Notice::from).collect(),
            Self::Roster(error) => vec![error.into()],
        }
    }
}
