//! Text to settings.

use super::fields::{Field, check_together, field, is_section};
use super::{Display, Problem, Reason, Settings};
use std::collections::HashMap;
use toml_edit::{Document, Item, TableLike, Value};

/// The schema that this program reads and writes.
pub(super) const SCHEMA: i64 = 1;

/// What a text says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// Every value that was accepted; the others at their defaults.
    pub settings: Settings,
    /// Values that were not accepted, in the order of the text.
    pub problems: Vec<Problem>,
    /// Keys that mean nothing to this program, in the order of the text: misspelt, or of a newer version.
    pub unknown: Vec<UnknownKey>,
}

/// A key that means nothing to this program. Its value is not kept: it may be a password in a wrong place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {key} is not a setting")]
pub struct UnknownKey {
    /// The dotted key.
    pub key: String,
    /// Line of the text, from 1.
    pub line: usize,
}

/// A text of which nothing can be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Not TOML.
    #[error("line {line}, column {column}: {message}")]
    Syntax {
        /// From 1.
        line: usize,
        /// In characters, from 1.
        column: usize,
        /// What the parser says.
        message: String,
    },
    /// Written by a newer version of this program, which may mean something else by the same words.
    #[error("written by a newer version (schema {schema}); this one understands schema {SCHEMA}")]
    Newer {
        /// The schema that the text names.
        schema: i64,
    },
}

/// Reads a text. A value that is not accepted costs nothing but itself; an empty text gives the defaults.
pub fn read(text: &str) -> Result<Reading, ReadError> {
    let document = parse(text)?;
    let mut reader = Reader { text, lines: HashMap::new(), out: Reading::default() };
    reader.root(document.as_table());
    reader.together();
    Ok(reader.out)
}

/// The document, if this program may touch it.
pub(super) fn parse(text: &str) -> Result<Document<&str>, ReadError> {
    let document = Document::parse(text).map_err(|error| {
        let (line, column) = position(text, error.span().map_or(0, |span| span.start));
        ReadError::Syntax { line, column, message: error.message().lines().collect::<Vec<_>>().join(", ") }
    })?;
    match document.as_table().get("schema").and_then(Item::as_integer) {
        Some(schema) if schema > SCHEMA => Err(ReadError::Newer { schema }),
        _ => Ok(document),
    }
}

/// The text of one value, whatever its type; `None` for a list or a table.
pub(super) fn text_of(item: &Item) -> Option<String> {
    match item.as_value()? {
        Value::String(text) => Some(text.value().clone()),
        Value::Integer(number) => Some(number.value().to_string()),
        Value::Float(number) => Some(number.value().to_string()),
        Value::Boolean(value) => Some(value.value().to_string()),
        Value::Datetime(value) => Some(value.value().to_string()),
        Value::Array(_) | Value::InlineTable(_) => None,
    }
}

struct Reader<'a> {
    text: &'a str,
    /// Of the accepted values.
    lines: HashMap<&'static str, usize>,
    out: Reading,
}

impl Reader<'_> {
    fn root(&mut self, table: &dyn TableLike) {
        for (name, item) in table.iter() {
            let line = self.line(table, name, item);
            if name == "schema" {
                if item.as_integer() != Some(SCHEMA) {
                    let value = text_of(item).unwrap_or_default();
                    self.out.problems.push(Problem::new(name, Some(line), &value, Reason::Schema));
                }
            } else if is_section(name) {
                match item.as_table_like() {
                    Some(section) => self.section(name, section),
                    None => self.refuse(name, line, item, Reason::WrongShape { table_wanted: true }),
                }
            } else {
                self.value(None, name, item, line);
            }
        }
    }

    fn section(&mut self, section: &str, table: &dyn TableLike) {
        for (name, item) in table.iter() {
            let line = self.line(table, name, item);
            self.value(Some(section), name, item, line);
        }
    }

    fn value(&mut self, section: Option<&str>, name: &str, item: &Item, line: usize) {
        match (field(section, name), text_of(item)) {
            (None, _) => {
                let key = section.map_or_else(|| name.to_owned(), |section| format!("{section}.{name}"));
                self.out.unknown.push(UnknownKey { key, line });
            }
            (Some(Field { key, .. }), None) => self.refuse(key, line, item, Reason::WrongShape { table_wanted: false }),
            (Some(Field { key, parse, .. }), Some(text)) => match parse(&text, &mut self.out.settings) {
                Ok(()) => _ = self.lines.insert(key, line),
                Err(reason) => self.out.problems.push(Problem::new(key, Some(line), &text, reason)),
            },
        }
    }

    fn refuse(&mut self, key: &str, line: usize, item: &Item, reason: Reason) {
        let value = text_of(item).unwrap_or_default();
        self.out.problems.push(Problem::new(key, Some(line), &value, reason));
    }

    /// Values that are fine alone and wrong together. The hours go back to their defaults. A way to sign in that cannot be
    /// gone stays as it is, and nothing is asked: its default could send a password where it was not meant to go.
    fn together(&mut self) {
        if let Err((key, reason)) = check_together(&self.out.settings) {
            if matches!(reason, Reason::DayEndsFirst { .. }) {
                let Display { day_start, day_end, .. } = Display::default();
                self.out.settings.display.day_start = day_start;
                self.out.settings.display.day_end = day_end;
                self.note(key, "display.day_start", reason);
                return self.together();
            }
            self.note(key, "exchange.account", reason);
        }
    }

    fn note(&mut self, key: &str, other: &str, reason: Reason) {
        let line = self.lines.get(key).or(self.lines.get(other)).copied();
        self.out.problems.push(Problem::new(key, line, "", reason));
    }

    fn line(&self, table: &dyn TableLike, name: &str, item: &Item) -> usize {
        let span = table.key(name).and_then(|key| key.span()).or_else(|| item.span());
        position(self.text, span.map_or(0, |span| span.start)).0
    }
}

/// Line and column (in characters) of a byte of the text, both from 1.
fn position(text: &str, byte: usize) -> (usize, usize) {
    let before = &text.as_bytes()[..byte.min(text.len())];
    let line_start = before.iter().rposition(|b| *b == b'\n').map_or(0, |end| end + 1);
    let line = 1 + before.iter().filter(|b| **b == b'\n').count();
    let column = 1 + String::from_utf8_lossy(&before[line_start..]).chars().count();
    (line, column)
}
