//! Roster to text.

use super::Separator;
use super::cell::escape;
use super::columns::Column;
use crate::people::{Person, Roster};

/// What Excel needs in order to read UTF-8.
pub(super) const MARK: char = '\u{feff}';

/// The roster as a spreadsheet opens it: UTF-8 with its mark, CRLF, cells that would be run or rewritten guarded by an
/// apostrophe. A `;` in a group's name becomes a `,`, because groups are separated by it.
pub fn write(roster: &Roster, separator: Separator) -> String {
    let mut out = String::from(MARK);
    line(&mut out, separator, Column::ALL.iter().map(|column| column.title().to_owned()));
    for person in &roster.people {
        line(&mut out, separator, Column::ALL.iter().map(|column| escape(&cell(person, *column)).into_owned()));
    }
    out
}

pub(super) fn cell(person: &Person, column: Column) -> String {
    match column {
        Column::Name => person.name.clone(),
        Column::Address => person.address.clone(),
        Column::Department => person.department.clone(),
        Column::Groups => person.groups.iter().map(|group| group.replace(';', ",")).collect::<Vec<_>>().join(";"),
        Column::Phone => person.phone.clone(),
        Column::Mobile => person.mobile.clone(),
        Column::Title => person.title.clone(),
        Column::Location => person.location.clone(),
        Column::Zone => person.zone.map(|zone| zone.name().to_owned()).unwrap_or_default(),
        Column::Substitute => person.substitute.clone().unwrap_or_default(),
        Column::Note => person.note.clone(),
        Column::Favourite => if person.favourite { "yes" } else { "" }.to_owned(),
    }
}

/// One record. All separators are quoted for, whichever is used, so that another guess of a reader still finds the cells.
pub(super) fn line(out: &mut String, separator: Separator, cells: impl Iterator<Item = String>) {
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            out.push(char::from(separator.byte()));
        }
        if cell.contains([',', ';', '\t', '"', '\r', '\n']) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&cell);
        }
    }
    out.push_str("\r\n");
}
