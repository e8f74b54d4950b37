//! All words people read, through message catalogues (Fluent) in English and Italian: sentences, dates, notices.
//!
//! Plain values: the catalogues are built in; which language to use is asked of the caller.

mod notice;

pub use notice::Notice;
