//! Text to roster.

use super::cell::unescape;
use super::columns::Column;
use super::decode::decode;
use super::records::{Record, records};
use super::{CsvError, LineProblem, LineReason, Separator};
use crate::calendar::Zone;
use crate::people::{Person, Roster};
use chrono_tz::Tz;
use std::collections::HashMap;

/// Longest mail address (RFC 5321).
const ADDRESS_LIMIT: usize = 254;

/// What a file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// Everybody whose line could be used.
    pub roster: Roster,
    /// What could not, in the order of the lines.
    pub problems: Vec<LineProblem>,
    /// Titles of columns that mean nothing here, or stand twice; they were not used.
    pub ignored_columns: Vec<String>,
    /// What separates the cells.
    pub separator: Separator,
}

impl Import {
    /// How many lines gave no person.
    pub fn lost(&self) -> usize {
        self.problems.iter().filter(|problem| problem.is_lost()).count()
    }
}

/// Reads a roster as spreadsheets and editors write it: `,` `;` or tab, UTF-8, UTF-16 or Windows-1252.
pub fn read(bytes: &[u8]) -> Result<Import, CsvError> {
    let text = decode(bytes)?;
    let (separator, mut records) = separate(&text);
    let mut lines = records.drain(..);
    let (header, columns) = known_columns(lines.next())?;
    let ignored_columns = header
        .iter()
        .zip(&columns)
        .filter(|(title, column)| column.is_none() && !title.trim().is_empty())
        .map(|(title, _)| title.trim().to_owned())
        .collect();

    let mut reader =
        Reader { columns, roster: Roster::default(), lines: Vec::new(), seen: HashMap::new(), problems: Vec::new() };
    lines.for_each(|record| reader.record(record));
    reader.resolve_substitutes();
    reader.problems.sort_by_key(|problem| problem.line);
    Ok(Import { roster: reader.roster, problems: reader.problems, ignored_columns, separator })
}

/// The separator of a text, and what each column of its header is.
pub(super) fn header(text: &str) -> Result<(Separator, Vec<Option<Column>>), CsvError> {
    let (separator, records) = separate(text);
    let (_, columns) = known_columns(records.into_iter().next())?;
    Ok((separator, columns))
}

/// The titles of the header, and what each column is.
fn known_columns(header: Option<Record>) -> Result<(Vec<String>, Vec<Option<Column>>), CsvError> {
    let header = header.ok_or(CsvError::Empty)?.cells.unwrap_or_default();
    let columns = columns(&header);
    let found = header.iter().map(|title| title.trim().to_owned()).collect();
    match CsvError::missing(&columns, found) {
        Some(error) => Err(error),
        None => Ok((header, columns)),
    }
}

/// The separator with which the header makes most sense, and the records by it, header first. A line `sep=;` before the
/// header, which spreadsheets know, decides.
fn separate(text: &str) -> (Separator, Vec<Record>) {
    let mut best: Option<(usize, Separator, Vec<Record>)> = None;
    for separator in Separator::ALL {
        let told = format!("sep={}", char::from(separator.byte()));
        let first = text.trim_start_matches(['\r', '\n']).split(['\r', '\n']).next().unwrap_or_default();
        let is_told = first.trim_matches([' ', '"']).eq_ignore_ascii_case(&told);
        let mut records = records(text, separator);
        if is_told {
            records.drain(..records.len().min(1));
        }
        let header = records.first().and_then(|record| record.cells.as_deref()).unwrap_or_default();
        let known = header.iter().filter(|title| Column::parse(title).is_some()).count();
        let score = if is_told { usize::MAX } else { known };
        if best.as_ref().is_none_or(|(most, ..)| score > *most) {
            best = Some((score, separator, records));
        }
    }
    best.map(|(_, separator, records)| (separator, records)).unwrap_or_default()
}

/// What each column of the header is. The first of two alike counts, but groups may be spread over several.
fn columns(header: &[String]) -> Vec<Option<Column>> {
    let mut out: Vec<Option<Column>> = Vec::new();
    for title in header {
        let column = Column::parse(title);
        let again = column != Some(Column::Groups) && out.contains(&column);
        out.push(column.filter(|_| !again));
    }
    out
}

struct Reader {
    columns: Vec<Option<Column>>,
    roster: Roster,
    /// Of each person.
    lines: Vec<usize>,
    /// Lines by address.
    seen: HashMap<String, usize>,
    problems: Vec<LineProblem>,
}

impl Reader {
    fn record(&mut self, Record { line, cells }: Record) {
        match cells.ok_or(LineReason::OpenQuote).and_then(|cells| self.person(line, &cells)) {
            Ok(person) => {
                self.seen.insert(person.key(), line);
                self.lines.push(line);
                self.roster.people.push(person);
            }
            Err(reason) => self.problems.push(LineProblem { line, reason }),
        }
    }

    fn person(&mut self, line: usize, cells: &[String]) -> Result<Person, LineReason> {
        if cells.iter().skip(self.columns.len()).any(|cell| !cell.trim().is_empty()) {
            return Err(LineReason::TooManyCells);
        }
        let mut person = Person::default();
        let mut odd = Vec::new();
        for (column, cell) in self.columns.iter().zip(cells) {
            let Some(column) = column else { continue };
            let text = unescape(cell.trim());
            fill(&mut person, *column, text).unwrap_or_else(|reason| odd.push(reason));
        }
        if person.name.is_empty() {
            return Err(LineReason::NoName);
        }
        if person.address.is_empty() {
            return Err(LineReason::NoAddress);
        }
        if !is_address(&person.address) {
            return Err(LineReason::Address { value: shorten(&person.address) });
        }
        if let Some(first) = self.seen.get(&person.key()) {
            return Err(LineReason::Twice { first: *first });
        }
        self.problems.extend(odd.into_iter().map(|reason| LineProblem { line, reason }));
        Ok(person)
    }

    /// Substitutes may stand below those whom they substitute, so they wait for the whole roster. A name that only one
    /// person has does as well as the address.
    fn resolve_substitutes(&mut self) {
        let positions = self.roster.positions();
        let mut names: HashMap<String, Option<usize>> = HashMap::new();
        for (position, person) in self.roster.people.iter().enumerate() {
            names.entry(person.name.to_lowercase()).and_modify(|only| *only = None).or_insert(Some(position));
        }
        for position in 0..self.roster.people.len() {
            let Some(value) = self.roster.people[position].substitute.take() else { continue };
            let wanted = value.to_lowercase();
            let found = positions.get(&wanted).copied().or_else(|| names.get(&wanted).copied().flatten());
            let reason = match found {
                Some(substitute) if substitute != position => {
                    let address = self.roster.people[substitute].address.clone();
                    self.roster.people[position].substitute = Some(address);
                    continue;
                }
                Some(_) => LineReason::SubstituteSelf,
                None => LineReason::SubstituteUnknown { value: shorten(&value) },
            };
            self.problems.push(LineProblem { line: self.lines[position], reason });
        }
    }
}

/// Fills in one cell; an error means that the cell is not used.
fn fill(person: &mut Person, column: Column, text: &str) -> Result<(), LineReason> {
    match column {
        Column::Name => person.name = one_line(text),
        Column::Address => person.address = one_line(text),
        Column::Department => person.department = one_line(text),
        Column::Phone => person.phone = one_line(text),
        Column::Mobile => person.mobile = one_line(text),
        Column::Title => person.title = one_line(text),
        Column::Location => person.location = one_line(text),
        Column::Note => person.note = lines(text),
        Column::Substitute => person.substitute = Some(one_line(text)).filter(|address| !address.is_empty()),
        Column::Zone => person.zone = zone(text)?,
        Column::Favourite => person.favourite = favourite(text)?,
        Column::Groups => {
            for group in text.split(';').map(one_line).filter(|group| !group.is_empty()) {
                if !person.groups.contains(&group) {
                    person.groups.push(group);
                }
            }
        }
    }
    Ok(())
}

/// Runs of blanks, line breaks among them, as one blank. Marks that would turn the direction of what stands after them, in
/// whatever sentence the text comes into, are left out.
fn one_line(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.replace(turns, "")
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Several lines stay several.
fn lines(text: &str) -> String {
    let unix = text.replace("\r\n", "\n").replace('\r', "\n");
    unix.split('\n').map(one_line).collect::<Vec<_>>().join("\n").trim().to_owned()
}

fn zone(text: &str) -> Result<Option<Tz>, LineReason> {
    match Zone::from_name(text) {
        Some(Zone::Named(zone)) => Ok(Some(zone)),
        _ if text.is_empty() => Ok(None),
        _ => Err(LineReason::Zone { value: shorten(text) }),
    }
}

/// Also the words that an Italian spreadsheet makes of truth values.
fn favourite(text: &str) -> Result<bool, LineReason> {
    match text.to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" | "x" | "sì" | "si" | "s" | "vero" => Ok(true),
        "" | "no" | "n" | "false" | "0" | "falso" => Ok(false),
        _ => Err(LineReason::Favourite { value: shorten(text) }),
    }
}

/// Sanity, not the grammar of RFC 5321: the server decides whether the mailbox exists.
fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let fits = |c: char| !c.is_whitespace() && !c.is_control() && !"@<>()[],;:\\\"".contains(c);
    text.len() <= ADDRESS_LIMIT
        && !local.is_empty()
        && local.chars().all(fits)
        && domain.chars().all(fits)
        && domain.split('.').all(|label| !label.is_empty())
}

fn shorten(text: &str) -> String {
    const SHOWN: usize = 60;
    let mut shown: String = text.chars().take(SHOWN).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}
