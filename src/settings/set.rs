//! Single settings changed by their keys.

use super::fields::{FIELDS, Field, check_together};
use super::read::{parse, text_of};
use super::write::{edit, put};
use super::{Problem, ReadError, Reason, UnknownKey, keys, read};

/// `KEY=VALUE`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// The dotted key.
    pub key: String,
    /// The value as text; empty for none.
    pub value: String,
    line: Option<usize>,
}

impl Assignment {
    /// A change of one setting.
    pub fn new(key: impl Into<String>, value: impl Into<String>) -> Self {
        Self { key: key.into(), value: value.into(), line: None }
    }
}

/// Why nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SetError {
    /// The existing text, or the one to import, may not be used.
    #[error(transparent)]
    Text(#[from] ReadError),
    /// At least one value was refused; all that were.
    #[error("{}", .0.iter().map(Problem::to_string).collect::<Vec<_>>().join("; "))]
    Refused(Vec<Problem>),
}

/// Takes `KEY=VALUE` texts apart; names all that are none.
pub fn assignments<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<Vec<Assignment>, Vec<Problem>> {
    let mut good = Vec::new();
    let mut bad = Vec::new();
    for text in texts {
        match text.split_once('=') {
            Some((key, value)) => good.push(Assignment::new(key.trim(), value)),
            None => bad.push(Problem::new(text, None, "", Reason::NoEquals)),
        }
    }
    if bad.is_empty() { Ok(good) } else { Err(bad) }
}

/// `existing` with these changes and no other. One refused value refuses all of them.
pub fn set(existing: &str, changes: &[Assignment]) -> Result<String, SetError> {
    let mut settings = read(existing)?.settings;
    let fitted = check_together(&settings).is_ok();
    let mut refused = Vec::new();
    let mut changed: Vec<&Field> = Vec::new();
    for Assignment { key, value, line } in changes {
        let outcome = match FIELDS.iter().find(|field| field.key == key) {
            None => Err(Reason::NoSuchKey { similar: similar(key) }),
            Some(field) => (field.parse)(value, &mut settings).map(|()| changed.push(field)),
        };
        if let Err(reason) = outcome {
            // The value of an unknown key may be a password in a wrong place.
            let value = if matches!(reason, Reason::NoSuchKey { .. }) { "" } else { value };
            refused.push(Problem::new(key, *line, value, reason));
        }
    }
    // What did not fit together before may stay so: it is mended one by one, and other settings have nothing to do with it.
    if refused.is_empty()
        && fitted
        && let Err((key, reason)) = check_together(&settings)
    {
        refused.push(Problem::new(key, None, "", reason));
    }
    if !refused.is_empty() {
        return Err(SetError::Refused(refused));
    }
    Ok(edit(existing, |document| changed.into_iter().for_each(|field| put(document, field, (field.show)(&settings))))?)
}

/// `existing` with every value that `incoming` names and no other; one refused value refuses all of them. Also returns the
/// keys of `incoming` that mean nothing, which are left out.
pub fn import(existing: &str, incoming: &str) -> Result<(String, Vec<UnknownKey>), SetError> {
    let reading = read(incoming)?;
    if !reading.problems.is_empty() {
        return Err(SetError::Refused(reading.problems));
    }
    let document = parse(incoming)?;
    let changes: Vec<_> = FIELDS
        .iter()
        .filter_map(|field| {
            let item = match field.path() {
                (None, name) => document.as_table().get(name)?,
                (Some(section), name) => document.as_table().get(section)?.as_table_like()?.get(name)?,
            };
            Some(Assignment::new(field.key, text_of(item)?))
        })
        .collect();
    Ok((set(existing, &changes)?, reading.unknown))
}

/// Keys that may have been meant: those with the same last part, and those that contain what was typed.
fn similar(key: &str) -> Vec<&'static str> {
    let typed = key.trim().to_ascii_lowercase().replace('-', "_");
    let last = typed.rsplit('.').next().unwrap_or_default();
    let ends_alike = |known: &&str| known.rsplit('.').next() == Some(last);
    let contains = |known: &&str| last.len() >= 3 && known.contains(last);
    let alike: Vec<_> = keys().filter(ends_alike).collect();
    if alike.is_empty() { keys().filter(contains).collect() } else { alike }
}
