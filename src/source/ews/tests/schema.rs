//! Requests against the schemas that Exchange itself ships, where they are at hand.

use super::question;
use crate::source::ews::directory::{ExpandDl, FindPeople, GetRoomLists, GetRooms, ResolveNames};
use crate::source::ews::mail_tips::GetMailTips;
use crate::source::ews::operation::Operation;
use crate::source::ews::request::get_user_availability;
use crate::source::ews::version::Level;
use std::path::PathBuf;
use std::process::Command;

/// The folder of the schemas, which is no part of the package.
fn schemas() -> Option<PathBuf> {
    let reference = std::env::var_os("ATTENDANT_REFERENCE").map(PathBuf::from);
    let nearby = || {
        let package = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        package.ancestors().skip(1).map(|above| above.join("shared/reference")).find(|path| path.is_dir())
    };
    reference.or_else(nearby).map(|path| path.join("ews-schema")).filter(|path| path.is_dir())
}

#[test]
fn requests_are_valid_from_2007_sp1_to_the_newest() {
    let Some(schemas) = schemas() else {
        eprintln!("skipped: the schemas of Exchange are not at hand (ATTENDANT_REFERENCE)");
        return;
    };
    if Command::new("xmllint").arg("--version").output().is_err() {
        eprintln!("skipped: xmllint is not installed (libxml2-utils)");
        return;
    }
    let levels = [
        ("Exchange2007_SP1", Level::Exchange2007Sp1),
        ("Exchange2010_SP2", Level::Exchange2010Sp2),
        ("Exchange2013_SP1", Level::Exchange2013Sp1),
        ("ExchangeSE", Level::Exchange2007Sp1),
        ("ExchangeSE", Level::Exchange2010),
        ("ExchangeSE", Level::Exchange2010Sp1),
        ("ExchangeSE", Level::Exchange2013),
        ("ExchangeSE", Level::Exchange2013Sp1),
    ];
    let folder = tempfile::tempdir().unwrap();
    for (schema, level) in levels {
        for text in requests(level) {
            let file = folder.path().join("request.xml");
            std::fs::write(&file, text).unwrap();
            let output = Command::new("xmllint")
                .args(["--noout", "--nonet", "--schema"])
                .arg(schemas.join(format!("envelope-{schema}.xsd")))
                .arg(&file)
                .output()
                .unwrap();
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{schema} {level:?}: {said}");
        }
    }
}

/// Every request that a level knows.
fn requests(level: Level) -> Vec<String> {
    fn known<O: Operation>(operation: &O, level: Level) -> Option<String> {
        (level >= O::SINCE).then(|| operation.request(level))
    }
    let (one, many) = (question(1), question(100));
    let (name, list) = ("O'Hara & \u{1} <co>", "all@example.org");
    let mailboxes = many.mailboxes.clone();
    let availability = [(&one, false), (&many, true)]
        .map(|(question, details)| Some(get_user_availability(&question.mailboxes, question.window, details, level)));
    let others = [
        known(&ResolveNames { name }, level),
        known(&FindPeople { name }, level),
        known(&ExpandDl { list }, level),
        known(&GetRoomLists, level),
        known(&GetRooms { list }, level),
        known(&GetMailTips { sender: list, mailboxes: &mailboxes[..50] }, level),
    ];
    availability.into_iter().chain(others).flatten().collect()
}
