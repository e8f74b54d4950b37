//! Settings to text.

use super::fields::{FIELDS, Field, Shown};
use super::read::{SCHEMA, parse, text_of};
use super::{ReadError, Settings};
use toml_edit::{DocumentMut, Item, Table, TableLike, Value, value};

/// The documented file of a new installation: every key, its default, and what it means.
pub const TEMPLATE: &str = include_str!("../../resources/settings.toml");

/// `existing` with these settings: its comments, its order, its unknown keys and every value that says the same already
/// stay as they are. An empty text becomes the documented one.
///
/// Fails where `existing` may not be touched.
pub fn write(existing: &str, settings: &Settings) -> Result<String, ReadError> {
    edit(existing, |document| {
        for field in FIELDS {
            let wanted = (field.show)(settings);
            let present = find(document, field);
            let unchanged = match present {
                Some(item) => says(item, field, &wanted),
                None => wanted == (field.show)(&Settings::default()),
            };
            if !unchanged {
                put(document, field, wanted);
            }
        }
    })
}

/// Edits a text; whatever `work` does not touch stays as it is.
pub(super) fn edit(existing: &str, work: impl FnOnce(&mut DocumentMut)) -> Result<String, ReadError> {
    let text = if existing.trim().is_empty() { TEMPLATE } else { existing };
    let mut document = parse(text)?.into_mut();
    if document.get("schema").and_then(Item::as_integer) != Some(SCHEMA) {
        document.insert("schema", value(SCHEMA));
    }
    work(&mut document);
    let written = document.to_string();
    Ok(if existing.contains("\r\n") { written.replace("\r\n", "\n").replace('\n', "\r\n") } else { written })
}

/// Writes one value into its place; what surrounds it, a comment after it included, stays.
pub(super) fn put(document: &mut DocumentMut, field: &Field, shown: Shown) {
    let (section, name) = field.path();
    let Some(table) = table_of(document, section) else { return };
    let mut new = match shown {
        Shown::YesNo(yes) => Value::from(yes),
        Shown::Number(number) => Value::from(i64::from(number)),
        Shown::Text(text) => Value::from(text),
    };
    match table.get_mut(name) {
        Some(Item::Value(old)) => {
            *new.decor_mut() = old.decor().clone();
            *old = new;
        }
        _ => {
            table.insert(name, Item::Value(new));
        }
    }
}

/// The table of that name, made where there is none; whatever else had its name was reported by reading.
fn table_of<'a>(document: &'a mut DocumentMut, section: Option<&str>) -> Option<&'a mut dyn TableLike> {
    let Some(section) = section else { return Some(document.as_table_mut()) };
    if document.get(section).is_none_or(|item| !item.is_table_like()) {
        let mut table = Table::new();
        // Comments at the end of the text belong to what stands before them, so the new table goes below.
        let end = document.trailing().as_str().unwrap_or_default().to_owned();
        table.decor_mut().set_prefix(format!("{end}\n"));
        document.set_trailing("");
        document.insert(section, Item::Table(table));
    }
    document.get_mut(section)?.as_table_like_mut()
}

fn find<'a>(document: &'a DocumentMut, field: &Field) -> Option<&'a Item> {
    match field.path() {
        (None, name) => document.get(name),
        (Some(section), name) => document.get(section)?.as_table_like()?.get(name),
    }
}

/// Whether the text says this already, perhaps in other words (`1` for `true`, blanks around an address).
fn says(item: &Item, field: &Field, wanted: &Shown) -> bool {
    let mut read = Settings::default();
    text_of(item).is_some_and(|text| (field.parse)(&text, &mut read).is_ok()) && (field.show)(&read) == *wanted
}
