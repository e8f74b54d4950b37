//! Answers against the schemas that Exchange ships, where they are at hand.

use super::client::{Ask, Desk, availability, envelope, read};
use attendant_calendar::simulator::{Generation, Options, Scenario};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of the schemas: beside the repository, or where the environment says.
fn schemas() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reference");
    let reference = std::env::var_os("ATTENDANT_REFERENCE").map_or(beside, PathBuf::from);
    let folder = reference.join("ews-schema");
    if !folder.is_dir() {
        println!("skipped: no schemas in {}", folder.display());
        return None;
    }
    if Command::new("xmllint").arg("--version").output().is_err() {
        println!("skipped: xmllint is not installed");
        return None;
    }
    Some(folder)
}

fn check(schema: &Path, name: &str, text: &str) {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    std::io::Write::write_all(&mut file, text.as_bytes()).unwrap();
    let result = Command::new("xmllint").args(["--noout", "--schema"]).arg(schema).arg(file.path()).output().unwrap();
    let complaint = String::from_utf8_lossy(&result.stderr).into_owned();
    assert!(result.status.success(), "{name} against {}: {complaint}\n{text:.2000}", schema.display());
}

#[tokio::test]
async fn answers_and_faults_are_valid_in_their_generation() {
    let Some(folder) = schemas() else { return };
    let generations = [
        (Generation::Exchange2007Sp1, "Exchange2007_SP1"),
        (Generation::Exchange2010Sp2, "Exchange2010_SP2"),
        (Generation::Exchange2013Sp1, "Exchange2013_SP1"),
        (Generation::ExchangeSe, "ExchangeSE"),
    ];
    let mut checked = 0;
    for (generation, name) in generations {
        let schema = folder.join(format!("envelope-{name}.xsd"));
        let level = if generation == Generation::ExchangeSe { "Exchange2016" } else { name };
        let desk = Desk::with(Options { generation, ..Options::default() }).await;
        for (what, operation) in questions(&desk) {
            // The oldest one has no zones by name, and demands one in each request.
            let since_2010 = ["zones", "no zone", "room lists", "rooms", "replies"].contains(&what);
            if generation == Generation::Exchange2007Sp1 && since_2010
                || generation < Generation::Exchange2013Sp1 && what == "people"
            {
                continue;
            }
            check(&schema, &format!("request {what}"), &envelope(level, "", &operation));
            check(&schema, what, &desk.ask_at(level, "", &operation).await.text);
            checked += 2;
        }
        let fault = desk.ask_at(level, "", "<m:GetFolder/>").await;
        assert_eq!(fault.status, 500);
        check(&schema, "fault", &fault.text);
        let busy = Scenario::TooManyRequests { form: Default::default(), wait_seconds: 300 };
        desk.control.set(busy);
        let question = envelope(level, "", &availability(&["a@b.example"], &Ask::default()));
        check(&schema, "busy", &read(desk.post(question).send().await.unwrap()).await.text);
        checked += 2;
    }
    println!("{checked} envelopes are valid");
}

/// Every operation with the answers it can have.
fn questions(desk: &Desk) -> Vec<(&'static str, String)> {
    let mut addresses: Vec<_> = desk.roster().into_iter().map(|person| person.address).collect();
    addresses.push("sales@aldermoor.example".to_owned());
    let week = |view| availability(&addresses, &Ask { view, end: "2026-11-29T23:00:00", ..Ask::default() });
    let resolve = |entry: &str| {
        format!(
            "<m:ResolveNames ReturnFullContactData=\"true\"><m:UnresolvedEntry>{entry}</m:UnresolvedEntry></m:ResolveNames>"
        )
    };
    let folders = ["calendar", "contacts", "tasks", "inbox", "msgfolderroot", "root", "voicemail"];
    let folders: String = folders.iter().map(|id| format!("<t:DistinguishedFolderId Id=\"{id}\"/>")).collect();
    let ids: String = [desk.running.account(), "DUMMY"]
        .iter()
        .map(|mailbox| format!("<t:AlternateId Format=\"EwsId\" Id=\"AAECAw==\" Mailbox=\"{mailbox}\"/>"))
        .collect();
    vec![
        ("free/busy", week("FreeBusy")),
        ("merged", week("MergedOnly")),
        ("details", week("DetailedMerged")),
        ("no zone", availability(&addresses, &Ask { zone: "", ..Ask::default() })),
        ("one name", resolve(&desk.roster()[0].name)),
        ("many names", resolve("m")),
        ("no name", resolve("nobody here")),
        (
            "folders",
            format!(
                "<m:GetFolder><m:FolderShape><t:BaseShape>Default</t:BaseShape></m:FolderShape>\
                 <m:FolderIds>{folders}</m:FolderIds></m:GetFolder>"
            ),
        ),
        ("ids", format!("<m:ConvertId DestinationFormat=\"OwaId\"><m:SourceIds>{ids}</m:SourceIds></m:ConvertId>")),
        (
            "people",
            "<m:FindPeople><m:PersonaShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>\
             <t:FieldURI FieldURI=\"persona:PersonaType\"/><t:FieldURI FieldURI=\"persona:DisplayName\"/>\
             <t:FieldURI FieldURI=\"persona:Title\"/><t:FieldURI FieldURI=\"persona:EmailAddress\"/>\
             <t:FieldURI FieldURI=\"persona:EmailAddresses\"/><t:FieldURI FieldURI=\"persona:PhoneNumber\"/>\
             <t:FieldURI FieldURI=\"persona:BusinessPhoneNumbers\"/><t:FieldURI FieldURI=\"persona:MobilePhones\"/>\
             <t:FieldURI FieldURI=\"persona:Departments\"/></t:AdditionalProperties></m:PersonaShape>\
             <m:IndexedPageItemView BasePoint=\"Beginning\" Offset=\"0\"/><m:ParentFolderId>\
             <t:DistinguishedFolderId Id=\"directory\"/></m:ParentFolderId><m:QueryString>m</m:QueryString></m:FindPeople>"
                .to_owned(),
        ),
        ("members", "<m:ExpandDL><m:Mailbox><t:EmailAddress>customerteams@aldermoor.example</t:EmailAddress></m:Mailbox></m:ExpandDL>".to_owned()),
        ("room lists", "<m:GetRoomLists/>".to_owned()),
        (
            "rooms",
            "<m:GetRooms><m:RoomList><t:EmailAddress>workshoprooms@aldermoor.example</t:EmailAddress></m:RoomList></m:GetRooms>"
                .to_owned(),
        ),
        (
            "replies",
            format!(
                "<m:GetMailTips><m:SendingAs><t:EmailAddress>{}</t:EmailAddress></m:SendingAs><m:Recipients>{}</m:Recipients>\
                 <m:MailTipsRequested>All</m:MailTipsRequested></m:GetMailTips>",
                desk.running.account(),
                addresses.iter().map(|to| format!("<t:Mailbox><t:EmailAddress>{to}</t:EmailAddress></t:Mailbox>")).collect::<String>()
            ),
        ),
        ("zones", "<m:GetServerTimeZones ReturnFullTimeZoneData=\"true\"/>".to_owned()),
    ]
}
