use super::*;
use crate::people::{Person, Roster};
use proptest::prelude::*;

fn names(import: &Import) -> Vec<&str> {
    import.roster.people.iter().map(|person| person.name.as_str()).collect()
}

fn problems(import: &Import) -> Vec<String> {
    import.problems.iter().map(LineProblem::to_string).collect()
}

#[test]
fn columns_are_found_by_name_in_any_order() {
    let import = read(
        "Note;E-Mail;x;NAME;group;groups;favourite;zone;substitute;phone;mobile;title;location;department;name\n\
         Back \"soon\";anna@example.com;;  Anna   Berger ;Sales;Board;Sales ;Vero;Europe/Rome;Bruno Neri;1204;+39 333;Head;Rome;Sales;ignored\n"
            .replace("Board;Sales ", "\"Board;Sales \"")
            .as_bytes(),
    )
    .unwrap();
    assert_eq!(import.separator, Separator::Semicolon);
    assert_eq!(import.ignored_columns, ["x", "name"]);
    assert_eq!(problems(&import), ["line 2: the substitute \"Bruno Neri\" is not in the roster"]);
    let expected = Person {
        name: "Anna Berger".into(),
        address: "anna@example.com".into(),
        department: "Sales".into(),
        groups: vec!["Sales".into(), "Board".into()],
        phone: "1204".into(),
        mobile: "+39 333".into(),
        title: "Head".into(),
        location: "Rome".into(),
        zone: Some(chrono_tz::Europe::Rome),
        substitute: None,
        note: "Back \"soon\"".into(),
        favourite: true,
    };
    assert_eq!(import.roster.people, [expected]);
}

#[test]
fn names_keep_their_direction_to_themselves() {
    let import =
        read("name,address\n\u{202e}Anna\u{2066} Berg,anna@example.com\nשלום,b@example.com".as_bytes()).unwrap();
    assert_eq!(names(&import), ["Anna Berg", "שלום"]);
}

#[test]
fn every_way_in_which_spreadsheets_save_is_read() {
    let text = "name;address\r\nZoë Müller;zoe@example.com\r\n";
    let utf16 = |big: bool| -> Vec<u8> {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units.flat_map(|unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    };
    let windows: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let with_mark = [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat();
    for bytes in [text.as_bytes().to_vec(), with_mark, windows, utf16(false), utf16(true)] {
        assert_eq!(names(&read(&bytes).unwrap()), ["Zoë Müller"], "{bytes:?}");
    }
    let euro = read(b"name,address,note\nA,a@example.com,\x80 5 \x96 6").unwrap();
    assert_eq!(euro.roster.people[0].note, "€ 5 – 6", "Windows-1252, not Latin-1");

    for (text, separator) in [
        ("name,address\nA,a@example.com", Separator::Comma),
        ("name\taddress\rA\ta@example.com\r", Separator::Tab),
        ("sep=;\r\nname;address\r\nA;a@example.com", Separator::Semicolon),
        ("\"sep=,\"\nname,address\nA,a@example.com", Separator::Comma),
        ("\n\r\n;;\nname;address\nA;a@example.com\n\n", Separator::Semicolon),
        ("\"name\";\"address\";\"a, b, c, phone\"\n\"A\";\"a@example.com\";\"\"", Separator::Semicolon),
    ] {
        let import = read(text.as_bytes()).unwrap();
        assert_eq!((names(&import), import.separator), (vec!["A"], separator), "{text:?}");
        assert_eq!(problems(&import), Vec::<String>::new(), "{text:?}");
    }
}

#[test]
fn bad_lines_are_named_by_their_place_in_the_file_and_the_rest_is_used() {
    let import = read(
        "name,address,note,zone,favourite,substitute\n\
         Anna,anna@example.com,\"two\r\nlines, \"\"quoted\"\"\",,,\n\
         ,nobody@example.com,,,,\n\
         \n\
         Bruno,,,,,\n\
         Carla,carla at example.com,,,,\n\
         Dora,ANNA@example.com,,,,\n\
         Elio,elio@example.com,,Rome,maybe,elio@example.com\n\
         Fabio,fabio@example.com,,,,,surplus\n\
         Gina,gina@example.com,,,,Anna,,\n\
         Hans,hans@@example.com,,,,\n"
            .as_bytes(),
    )
    .unwrap();
    assert_eq!(names(&import), ["Anna", "Elio", "Gina"]);
    assert_eq!(import.roster.people[0].note, "two\nlines, \"quoted\"");
    assert_eq!(import.roster.people[2].substitute.as_deref(), Some("anna@example.com"));
    assert_eq!(
        problems(&import),
        [
            "line 4: the name is missing",
            "line 6: the address is missing",
            "line 7: \"carla at example.com\" is not a mail address",
            "line 8: the address is in line 2 already",
            "line 9: \"Rome\" is not a time zone like Europe/Rome",
            "line 9: \"maybe\" is neither yes nor no",
            "line 9: nobody can be their own substitute",
            "line 10: more cells than the header has",
            "line 12: \"hans@@example.com\" is not a mail address",
        ]
    );
    assert_eq!(import.lost(), 6);
}

#[test]
fn a_stray_quotation_mark_costs_its_own_line_only() {
    let import = read(
        b"name,address,note\n\
          Anna,anna@example.com,\"open\n\
          Bruno,bruno@example.com,\"closed, with comma\"\n\
          \"Carla,carla@example.com,\n\
          Dora \"Dodo\" Neri,dora@example.com,5\" pipe\n\
          Elio,elio@example.com,\"open again\n\
          Fabio,fabio@example.com,\n",
    )
    .unwrap();
    assert_eq!(names(&import), ["Bruno", "Dora \"Dodo\" Neri", "Fabio"]);
    assert_eq!(
        problems(&import),
        [2, 4, 6].map(|line| format!("line {line}: a quotation mark is not closed")).to_vec()
    );
}

#[test]
fn zones_are_known_by_both_their_names() {
    let import = read(
        b"name,address,zone\nA,a@example.com,Europe/Rome\nB,b@example.com,W. Europe Standard Time\nC,c@example.com,\n",
    )
    .unwrap();
    let zones: Vec<_> = import.roster.people.iter().map(|person| person.zone).collect();
    assert_eq!(zones, [Some(chrono_tz::Europe::Rome), Some(chrono_tz::Europe::Berlin), None]);
}

#[test]
fn two_thousand_lines_with_three_bad_ones() {
    let mut text = String::from("name;address;group\n");
    for line in 2..=2001 {
        match line {
            17 => text.push_str(";person17@example.com;Sales\n"),
            1000 => text.push_str("Person 1000;person1000.example.com;Sales\n"),
            2001 => text.push_str("Person 2001;PERSON16@example.com;Sales\n"),
            _ => text.push_str(&format!("Person {line};person{line}@example.com;Group {}\n", line % 7)),
        }
    }
    let import = read(text.as_bytes()).unwrap();
    assert_eq!(import.roster.people.len(), 1997);
    assert_eq!(
        problems(&import),
        [
            "line 17: the name is missing",
            "line 1000: \"person1000.example.com\" is not a mail address",
            "line 2001: the address is in line 16 already",
        ]
    );
    assert_eq!(import.roster.groups().len(), 7);
}

#[test]
fn what_cannot_be_a_roster_says_why() {
    let missing = |missing: &[&'static str], found: &[&str]| CsvError::MissingColumns {
        missing: missing.to_vec(),
        found: found.iter().map(|title| (*title).into()).collect(),
    };
    for (bytes, error) in [
        (b"".as_slice(), CsvError::Empty),
        (b"\xef\xbb\xbf\r\n;;\n", CsvError::Empty),
        (b"PK\x03\x04\x14\0\x06\0", CsvError::NotText),
        (b"name;phone\nA;1", missing(&["address"], &["name", "phone"])),
        (b"Anna,anna@example.com", missing(&["name", "address"], &["Anna", "anna@example.com"])),
    ] {
        assert_eq!(read(bytes).unwrap_err(), error, "{bytes:?}");
    }
    let empty = read(b"name,address\n").unwrap();
    assert!(empty.roster.people.is_empty() && empty.problems.is_empty());
}

#[test]
fn what_is_written_is_what_a_spreadsheet_opens() {
    let person = Person {
        name: "=Anna".into(),
        address: "anna@example.com".into(),
        groups: vec!["Sales; North".into(), "Board".into()],
        phone: "+39 02 5550".into(),
        note: "two\nlines".into(),
        favourite: true,
        ..Person::default()
    };
    let text = write(&Roster { people: vec![person] }, Separator::Comma);
    assert_eq!(
        text,
        "\u{feff}name,address,department,groups,phone,mobile,title,location,zone,substitute,note,favourite\r\n\
         '=Anna,anna@example.com,,\"Sales, North;Board\",'+39 02 5550,,,,,,\"two\nlines\",yes\r\n"
    );
}

fn person() -> impl Strategy<Value = Person> {
    let text = || "[-=+@'\",;|0-9a-zé€]{0,6}( [-=+@'\",0-9a-zé€]{1,6})?".prop_map(|text| text.trim().to_owned());
    let zone = prop_oneof![Just(None), Just(Some(chrono_tz::Europe::Rome)), Just(Some(chrono_tz::Asia::Kolkata))];
    let group = text().prop_map(|group| group.replace(';', ","));
    (
        (text(), "[a-z0-9.+'=-]{1,8}", text(), prop::collection::btree_set(group, 0..3), text(), text()),
        (text(), text(), zone, any::<bool>(), "[-=+@'\",;a-z0-9]{0,5}(\n[=a-z]{1,5})?", any::<bool>()),
    )
        .prop_map(
            |((name, local, department, groups, phone, mobile), (title, location, zone, favourite, note, own))| {
                let address = format!("{local}@example.com");
                Person {
                    name: if name.is_empty() { "A".into() } else { name },
                    substitute: own.then(|| "first@example.com".to_owned()),
                    groups: groups.into_iter().filter(|group| !group.is_empty()).collect(),
                    note: note.trim().to_owned(),
                    address,
                    department,
                    phone,
                    mobile,
                    title,
                    location,
                    zone,
                    favourite,
                }
            },
        )
}

proptest! {
    #[test]
    fn a_roster_survives_the_way_out_and_in(people in prop::collection::vec(person(), 0..8)) {
        let mut roster = Roster {
            people: vec![Person { name: "First".into(), address: "first@example.com".into(), ..Person::default() }],
        };
        for person in people {
            if roster.position(&person.address).is_none() {
                roster.people.push(person);
            }
        }
        for separator in Separator::ALL {
            let text = write(&roster, separator);
            let import = read(text.as_bytes()).unwrap();
            prop_assert_eq!(&import.problems, &[]);
            prop_assert_eq!(&import.roster, &roster);
            prop_assert_eq!(import.separator, separator);
        }
    }

    #[test]
    fn any_bytes_are_harmless(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        read(&bytes).ok();
    }

    #[test]
    fn no_line_after_any_lines_is_lost(noise in "[a\",;@\n\r\t .]{0,60}") {
        let text = format!("name,address\n{noise}\nLast,last@example.com\n");
        let import = read(text.as_bytes()).unwrap();
        let last = 1 + text.trim_end().lines().map(|line| line.split('\r').count()).sum::<usize>() - 1;
        prop_assert!(names(&import).contains(&"Last"), "{:?} {:?}", text, import);
        prop_assert!(import.problems.iter().all(|problem| problem.line < last), "{:?}", import.problems);
    }
}
