//! All words people read, through message catalogues (Fluent) in English and Italian: sentences, dates, notices.
//!
//! Plain values: the catalogues are built in; which language to use is asked of the caller. The texts themselves are in
//! `resources/words/`, a folder for each language and a file for each part of the product.

mod block;
mod catalogue;
mod column;
mod entra;
mod notice;
mod people;
mod sentence;
mod settings;
mod step;
mod time;
mod way;

pub use catalogue::{Value, Words};
pub use entra::{ENTRA_ERRORS, EntraError, Who};
pub use notice::{Notice, Said};
pub use sentence::{Sentence, Substitute};
pub use step::{Ending, Mark, Step};
pub use time::Moment;

#[cfg(test)]
mod tests;
