//! What the columns of a row say.

use super::{Moment, Words};
use crate::calendar::{BusyType, NextFree, Status, StatusWord, Until};

impl Words {
    /// A status word as a label: `Out of office`.
    pub fn status_word(&self, word: StatusWord) -> String {
        self.text(&format!("status-{}", word.as_str()))
    }

    /// A status word for a narrow column: `Out`.
    pub fn status_word_short(&self, word: StatusWord) -> String {
        self.text(&format!("status-{}.short", word.as_str()))
    }

    /// A type of a calendar item as a label.
    pub fn busy_type(&self, busy_type: BusyType) -> String {
        self.status_word(StatusWord::of(busy_type))
    }

    /// The *until* column: the return of an absent person, else the end of the status; `–` where that is unknown.
    pub fn until_column(&self, status: &Status, moment: Moment) -> String {
        match (status.return_at, status.until) {
            // After whole days away it is the day of the return that counts.
            (Some(return_at), _) if status.last_day.is_some() && !moment.is_today(return_at) => {
                self.column_date(moment.zone.date(return_at))
            }
            (Some(return_at), _) => self.column_time(return_at, moment),
            (None, Until::At(until)) => self.column_until(until, status.last_day, moment),
            (None, Until::AtLeast(_) | Until::Unknown) => self.text("column-unknown"),
        }
    }

    /// The *next free* column: `now`, a time, or `–`.
    pub fn next_free_column(&self, status: &Status, moment: Moment) -> String {
        match status.next_free {
            NextFree::Now => self.text("column-now"),
            NextFree::At(at) => self.column_time(at, moment),
            NextFree::NotWithinHorizon | NextFree::Unknown => self.text("column-unknown"),
        }
    }
}
