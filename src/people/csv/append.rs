//! People at the end of a roster's text, of which nothing else changes: neither columns that mean nothing here nor the
//! order, the separator or the way the lines end.

use super::cell::escape;
use super::columns::Column;
use super::decode::decode;
use super::read::{header, read};
use super::write::{MARK, cell, line};
use super::{CsvError, Separator};
use crate::people::{Person, Roster};

/// The bytes of a roster with these people after all others, each in a line of its own. Text of another encoding becomes
/// UTF-8; for an empty file a new one is written.
///
/// # Errors
/// When the text is no roster, or ends within a quotation, so that whatever follows would not be read.
pub fn append(bytes: &[u8], people: &[Person]) -> Result<Vec<u8>, CsvError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Ok(super::write(&Roster { people: people.to_vec() }, Separator::default()).into_bytes());
    }
    let text = decode(bytes)?;
    let (separator, columns) = header(&text)?;
    let mut out = match std::str::from_utf8(bytes) {
        Ok(same) => same.to_owned(),
        Err(_) => format!("{MARK}{text}"),
    };
    let ending = if text.contains("\r\n") || !text.contains('\n') { "\r\n" } else { "\n" };
    if !out.ends_with(['\n', '\r']) {
        out.push_str(ending);
    }
    for person in people {
        let mut added = String::new();
        let mut told: Vec<Column> = Vec::new();
        let cells = columns.iter().map(|column| match column {
            // Groups may be spread over several columns; the first is enough.
            Some(column) if !told.contains(column) => {
                told.push(*column);
                escape(&cell(person, *column)).into_owned()
            }
            _ => String::new(),
        });
        line(&mut added, separator, cells);
        out.push_str(added.trim_end_matches("\r\n"));
        out.push_str(ending);
    }
    let before = read(bytes)?.roster.people.len();
    let after = read(out.as_bytes())?.roster.people.len();
    if after != before + people.len() {
        return Err(CsvError::CannotAppend);
    }
    Ok(out.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn person(name: &str, address: &str) -> Person {
        Person {
            name: name.into(),
            address: address.into(),
            department: "R&D; \"North\"".into(),
            phone: "+39 02".into(),
            ..Person::default()
        }
    }

    fn appended(before: &str) -> String {
        let bytes = append(before.as_bytes(), &[person("Ada, Monti", "ada@example.org")]).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn everything_else_stays_as_it_is() {
        let table = [
            (
                "name,address\nBruno,b@example.org\n",
                "name,address\nBruno,b@example.org\n\"Ada, Monti\",ada@example.org\n",
            ),
            (
                "badge;Address;name;Phone;department\r\n7;b@example.org;Bruno;1;x",
                "badge;Address;name;Phone;department\r\n7;b@example.org;Bruno;1;x\r\n;ada@example.org;\"Ada, Monti\";'+39 02;\"R&D; \"\"North\"\"\"\r\n",
            ),
            (
                "\u{feff}sep=;\nname;address\n\n# a line of mine\n",
                "\u{feff}sep=;\nname;address\n\n# a line of mine\n\"Ada, Monti\";ada@example.org\n",
            ),
        ];
        for (before, after) in table {
            assert_eq!(appended(before), after);
        }
    }

    #[test]
    fn no_file_becomes_one_and_another_encoding_becomes_utf_8() {
        let new = appended(" \n");
        assert_eq!(read(new.as_bytes()).unwrap().roster.people[0].name, "Ada, Monti");
        let bytes =
            append(b"name,address\r\nJos\xe9,j@example.org\r\n", &[person("Zo\u{eb}", "z@example.org")]).unwrap();
        let names: Vec<_> = read(&bytes).unwrap().roster.people.into_iter().map(|person| person.name).collect();
        assert_eq!(names, ["Jos\u{e9}", "Zo\u{eb}"]);
    }

    #[test]
    fn what_would_not_be_read_is_not_written() {
        let ada = [person("Ada", "ada@example.org")];
        for before in ["name,address\nBruno,\"b@example.org", "name,address\nAda,ADA@example.org\n"] {
            assert_eq!(append(before.as_bytes(), &ada), Err(CsvError::CannotAppend), "{before}");
        }
        assert!(append(b"nothing\n", &ada).is_err());
    }

    proptest! {
        #[test]
        fn whoever_is_added_is_read_and_the_others_stay(
            names in proptest::collection::vec("[^\\x00-\\x1f\u{2028}-\u{206f}]{0,20}[a-z]", 1..4),
            semicolon in any::<bool>(),
        ) {
            let separator = if semicolon { Separator::Semicolon } else { Separator::Comma };
            let before = super::super::write(&Roster { people: vec![person("Bruno", "b@example.org")] }, separator);
            let added: Vec<Person> = names.iter().enumerate().map(|(n, name)| person(name, &format!("p{n}@example.org"))).collect();
            let after = append(before.as_bytes(), &added).unwrap();
            prop_assert!(after.starts_with(before.as_bytes()));
            let people = read(&after).unwrap().roster.people;
            let addresses: Vec<_> = people.iter().map(|person| person.address.clone()).collect();
            let expected: Vec<_> = ["b@example.org".to_owned()].into_iter().chain(added.iter().map(|person| person.address.clone())).collect();
            prop_assert_eq!(addresses, expected);
        }
    }
}
