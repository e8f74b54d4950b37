//! The plan of the house, held to: a room imports from the floors below and from rooms to its left, and files stay small.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The floors from the lowest up, their rooms from left to right.
const FLOORS: [&[&str]; 5] = [
    &["calendar", "people", "settings", "words"],
    &["store", "guard", "net"],
    &["profile", "account", "source", "discover"],
    &["refresh", "check"],
    &["app", "cli"],
];
const ASIDE: &str = "simulator";
const LONGEST_FILE: usize = 500;

/// A room's floor and its place on it; ordered as rooms may see each other.
fn place(room: &str) -> Option<(usize, usize)> {
    FLOORS.iter().enumerate().find_map(|(floor, rooms)| Some((floor, rooms.iter().position(|name| *name == room)?)))
}

/// Why a file in `room` must not import from the room `from`; none where it may.
fn objection(room: &str, from: &str) -> Option<String> {
    if room == from {
        return None;
    }
    let floor_of = |name: &str| place(name).map(|(floor, _)| floor);
    let why = match (place(room), place(from)) {
        (None, _) if room != ASIDE => "is not on the plan itself",
        (_, None) if from != ASIDE => "imports a room that is not on the plan",
        (None, _) if floor_of(from) == Some(0) => return None,
        (None, _) => "stands aside and may import floor 1 only",
        (Some((floor, _)), None) if floor + 1 == FLOORS.len() => return None,
        (Some(_), None) => "must not know the simulator; only the top floor starts it",
        (Some(own), Some(other)) if other < own => return None,
        (Some(own), Some(other)) if other.0 > own.0 => "imports from a higher floor",
        (Some(_), Some(_)) => "imports from the right of itself",
    };
    Some(format!("{room} {why}: {from}"))
}

/// The rooms that the source text names with `crate::`, in imports and in paths. Comments do not count.
fn rooms_named(text: &str) -> BTreeSet<String> {
    let code: String = text.lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n");
    let mut rooms = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let rest = code[at + "crate::".len()..].trim_start();
        match rest.strip_prefix('{') {
            Some(group) => rooms.extend(heads(group)),
            None => rooms.extend(Some(identifier(rest))),
        }
    }
    rooms.remove("");
    rooms
}

/// The first names of the members of a `{…}` group, whose opening brace is gone already.
fn heads(group: &str) -> Vec<String> {
    let (mut depth, mut heads, mut start) = (0_usize, Vec::new(), 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            '}' | ',' if depth == 0 => {
                heads.push(identifier(group[start..at].trim_start()));
                start = at + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    heads
}

fn identifier(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// What is wrong with a file of `room`.
fn complaints(room: &str, text: &str) -> Vec<String> {
    rooms_named(text).iter().filter_map(|from| objection(room, from)).collect()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Every source file: its path below `src`, and its text.
fn sources() -> Vec<(PathBuf, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files: Vec<_> = rust_files(&src)
        .into_iter()
        .map(|path| (path.strip_prefix(&src).unwrap().to_path_buf(), std::fs::read_to_string(&path).unwrap()))
        .collect();
    assert!(files.len() > 50, "only {} source files found", files.len());
    files
}

#[test]
fn rooms_import_downwards_and_leftwards_only() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        // `lib.rs` and `main.rs` stand above all rooms.
        if path.components().count() == 1 && (path.ends_with("lib.rs") || path.ends_with("main.rs")) {
            continue;
        }
        let room = path.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs").to_owned();
        wrong.extend(complaints(&room, &text).into_iter().map(|why| format!("src/{}: {why}", path.display())));
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn every_room_is_on_the_plan_and_every_planned_room_is_there() {
    let there: BTreeSet<String> = sources()
        .iter()
        .filter(|(path, _)| path.components().count() > 1)
        .filter_map(|(path, _)| path.components().next()?.as_os_str().to_str().map(str::to_owned))
        .collect();
    let planned = FLOORS.iter().flat_map(|rooms| rooms.iter()).chain([&ASIDE]).map(|room| (*room).to_owned()).collect();
    assert_eq!(there, planned);
}

#[test]
fn no_file_is_too_long() {
    let long: Vec<String> = sources()
        .iter()
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > LONGEST_FILE)
        .map(|(path, lines)| format!("src/{}: {lines} lines", path.display()))
        .collect();
    assert!(long.is_empty(), "more than {LONGEST_FILE} lines:\n{}\n", long.join("\n"));
}

#[test]
fn a_bad_import_is_found() {
    for (room, text, why) in [
        ("calendar", "use crate::net::Client;", "higher floor: net"),
        ("guard", "use crate::net::Client;", "right of itself: net"),
        ("people", "use crate::settings;", "right of itself: settings"),
        ("store", "use crate::{words::Notice, guard::{Tag, Held}};", "right of itself: guard"),
        ("store", "fn f() { crate::refresh::now(); }", "higher floor: refresh"),
        ("refresh", "use crate::simulator::Simulator;", "top floor starts it: simulator"),
        ("simulator", "use crate::net::Client;", "floor 1 only: net"),
        ("net", "use crate::attic::Box;", "not on the plan: attic"),
        ("attic", "use crate::words;", "not on the plan itself: words"),
    ] {
        let found = complaints(room, text);
        assert!(found.len() == 1 && found[0].ends_with(why), "{room}: {text}: {found:?}");
    }
}

#[test]
fn a_good_import_passes() {
    for (room, text) in [
        ("net", "use crate::guard::Permit;\nuse crate::words::Notice;"),
        ("source", "use crate::{account::Channel, calendar::{Zone, status}};"),
        ("app", "use crate::simulator::Simulator;"),
        ("cli", "use crate::app::screenshot;"),
        ("simulator", "use crate::people::Roster;\npub(in crate::simulator) struct A;"),
        ("calendar", "//! See [`crate::net`].\n/// And [`crate::app`].\nlet a = 1; // crate::refresh"),
    ] {
        assert_eq!(complaints(room, text), Vec::<String>::new(), "{room}: {text}");
    }
}
