//! The table of Entra's errors that the program goes by, row by row: each number that it names has words of its own, and says
//! who must act. The table is no part of the package: where it is not at hand (`ATTENDANT_REFERENCE`, or
//! `shared/reference` beside the package), the test says so and passes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use attendant_calendar::words::{ENTRA_ERRORS, EntraError, Notice, Who, Words};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What a row says of whom it concerns, in its words for people, and who that is.
const CONCERNS: [(&str, Who); 4] =
    [("admin", Who::It), ("ask IT", Who::It), ("our bug", Who::Program), ("retrying", Who::Nobody)];

fn table() -> Option<String> {
    let reference = std::env::var_os("ATTENDANT_REFERENCE").map(PathBuf::from);
    let beside = || Some(Path::new(env!("CARGO_MANIFEST_DIR")).parent()?.join("shared/reference"));
    // A checkout may lie one folder deeper.
    let deeper = || Some(Path::new(env!("CARGO_MANIFEST_DIR")).parent()?.parent()?.join("shared/reference"));
    let folders = [reference, beside(), deeper()].into_iter().flatten();
    folders.map(|folder| folder.join("entra-oauth.md")).find_map(|file| std::fs::read_to_string(file).ok())
}

/// The rows: numbers, and the words for people. `80001–80014` is a range; names of errors beside the numbers are left out.
fn rows(text: &str) -> Vec<(Vec<u32>, String)> {
    let lines = text.lines().skip_while(|line| !line.starts_with("| AADSTS |")).skip(2);
    let rows = lines.take_while(|line| line.starts_with('|')).map(|line| {
        let cells: Vec<_> = line.trim_matches('|').split('|').map(str::trim).collect();
        let parts = cells[0].split([',', '/', ' ', '*', '(', ')']).filter(|part| !part.is_empty());
        let numbers = parts.flat_map(|part| match part.split_once('–') {
            Some((from, to)) => from.parse().ok().zip(to.parse().ok()).map_or(Vec::new(), |(a, b)| (a..=b).collect()),
            None => part.parse().into_iter().collect(),
        });
        (numbers.collect(), format!("{} {}", cells[1], cells[2]))
    });
    rows.collect()
}

#[test]
fn every_row_has_its_message_what_to_do_and_who_must_do_it() {
    let Some(text) = table() else {
        println!("the table is not at hand");
        return;
    };
    let rows = rows(&text);
    assert!(rows.len() >= 37, "{} rows", rows.len());
    let (mut known, mut wrong) = (BTreeSet::new(), Vec::new());
    for (numbers, said) in &rows {
        assert!(!numbers.is_empty(), "{said}");
        let errors: Vec<_> = numbers.iter().map(|number| (number, EntraError::of(*number))).collect();
        for (number, error) in &errors {
            let error = error.unwrap_or_else(|| panic!("AADSTS{number} has no words: {said}"));
            known.insert(**number);
            for words in Words::LANGUAGES.map(Words::for_language) {
                let told = words.notice(&Notice::entra(**number, "none"));
                assert!(told.message.contains(&format!("AADSTS{number}")) && !told.remedy.is_empty(), "{told:?}");
            }
            // Who is named twice is told apart by the numbers.
            let named: BTreeSet<_> =
                CONCERNS.iter().filter(|(sign, _)| said.contains(sign)).map(|(_, who)| *who).collect();
            if !named.is_empty() && !named.contains(&error.who) {
                wrong.push(format!("AADSTS{number}: {:?}, not {named:?}: {said}", error.who));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let spare: Vec<_> = ENTRA_ERRORS.iter().flat_map(|error| error.numbers).filter(|n| !known.contains(n)).collect();
    // Written "50148x" there.
    assert_eq!(spare, [&50147, &501_491], "no words without a row");
    println!("{} rows, {} numbers", rows.len(), known.len());
}
