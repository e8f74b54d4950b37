//! Records with their place in the file, whatever ends a line, and a way on after a quotation mark that is not closed.

use super::Separator;
use csv::{ReaderBuilder, StringRecord};

/// One record.
pub(super) struct Record {
    /// Line on which it begins, from 1.
    pub line: usize,
    /// None: a quotation mark opened in this line is not closed, or only lines later.
    pub cells: Option<Vec<String>>,
}

/// The records of a text, without those that have no content.
pub(super) fn records(text: &str, separator: Separator) -> Vec<Record> {
    let mut out = Vec::new();
    let mut place = Place { text, byte: 0, line: 1 };
    let mut from = 0;
    // Once, unless a stray quotation mark swallows lines; then again from the line after it.
    while let Some(resume) = read_on(text, from, separator, &mut place, &mut out) {
        from = resume;
    }
    out
}

/// Reads records from a byte on; returns where to begin again after a stray quotation mark.
fn read_on(
    text: &str,
    from: usize,
    separator: Separator,
    place: &mut Place<'_>,
    out: &mut Vec<Record>,
) -> Option<usize> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator.byte())
        .from_reader(&text.as_bytes()[from..]);
    let mut record = StringRecord::new();
    let mut end = from;
    while let Ok(true) = reader.read_record(&mut record) {
        let start = text.len() - text[end..].trim_start_matches(['\r', '\n']).len();
        end = from + reader.position().byte() as usize;
        let raw = text[start..end].trim_end_matches(['\r', '\n']);
        let line = place.line_of(start);
        match raw.find(['\r', '\n']) {
            Some(first_end) if !is_well_quoted(raw, separator) => {
                out.push(Record { line, cells: None });
                return Some(start + first_end);
            }
            _ if raw.chars().all(|c| c.is_whitespace() || matches!(c, ',' | ';')) => {}
            _ => out.push(Record { line, cells: Some(record.iter().map(str::to_owned).collect()) }),
        }
    }
    None
}

/// Whether every cell that begins with a quotation mark ends with one, followed by a separator or the end.
fn is_well_quoted(raw: &str, separator: Separator) -> bool {
    let mut rest = raw.as_bytes();
    loop {
        if let Some(mut quoted) = rest.strip_prefix(b"\"") {
            loop {
                let Some(mark) = quoted.iter().position(|b| *b == b'"') else { return false };
                quoted = &quoted[mark + 1..];
                match quoted.strip_prefix(b"\"") {
                    Some(doubled) => quoted = doubled,
                    None => break,
                }
            }
            rest = quoted;
            if !rest.is_empty() && rest[0] != separator.byte() {
                return false;
            }
        }
        match rest.iter().position(|b| *b == separator.byte()) {
            Some(end) => rest = &rest[end + 1..],
            None => return true,
        }
    }
}

/// Counts lines as editors do: LF, CRLF, or CR alone.
struct Place<'a> {
    text: &'a str,
    byte: usize,
    line: usize,
}

impl Place<'_> {
    /// The line of a byte that is not before the one asked for last.
    fn line_of(&mut self, byte: usize) -> usize {
        let all = self.text.as_bytes();
        for place in self.byte..byte {
            let ends = all[place] == b'\n' || (all[place] == b'\r' && all.get(place + 1) != Some(&b'\n'));
            self.line += usize::from(ends);
        }
        self.byte = self.byte.max(byte);
        self.line
    }
}
