//! What the directory answers, and what is made of it.

use super::*;
use crate::source::ews::directory::own_address;
use crate::source::ews::read_findings;
use crate::source::{Findings, Found, Kind, Origin, Wanted};
use proptest::prelude::*;

fn look_up(wanted: &Wanted, body: &str) -> Result<Findings, SourceError> {
    read_findings(&reply(200, envelope(body)), wanted, &url())
}

fn name() -> Wanted {
    Wanted::Name("mon".into())
}

fn resolved(class: &str, code: &str, set: &str) -> String {
    format!(
        r#"<m:ResolveNamesResponse xmlns:m="{MESSAGES}" xmlns:t="{TYPES}"><m:ResponseMessages><m:ResolveNamesResponseMessage ResponseClass="{class}"><m:MessageText>x</m:MessageText><m:ResponseCode>{code}</m:ResponseCode>{set}</m:ResolveNamesResponseMessage></m:ResponseMessages></m:ResolveNamesResponse>"#
    )
}

fn mailbox(name: &str, address: &str, routing: &str, kind: &str) -> String {
    format!(
        "<t:Name>{name}</t:Name><t:EmailAddress>{address}</t:EmailAddress><t:RoutingType>{routing}</t:RoutingType><t:MailboxType>{kind}</t:MailboxType>"
    )
}

fn resolution(mailbox: &str, contact: &str) -> String {
    format!("<t:Resolution><t:Mailbox>{mailbox}</t:Mailbox>{contact}</t:Resolution>")
}

fn set(entries: &str) -> String {
    format!(r#"<m:ResolutionSet TotalItemsInView="2" IncludesLastItemInRange="false">{entries}</m:ResolutionSet>"#)
}

fn persona(inside: &str) -> String {
    format!(
        r#"<FindPeopleResponse ResponseClass="Success" xmlns="{MESSAGES}"><ResponseCode>NoError</ResponseCode><People><Persona xmlns="{TYPES}"><PersonaId Id="AAA="/>{inside}</Persona></People><TotalNumberOfPeopleInView>1</TotalNumberOfPeopleInView></FindPeopleResponse>"#
    )
}

#[test]
fn a_resolution_tells_what_the_directory_knows() {
    let contact = "<t:Contact><t:DisplayName>Other</t:DisplayName><t:PhoneNumbers><t:Entry Key=\"BusinessFax\">1</t:Entry>\
        <t:Entry Key=\"BusinessPhone2\">2</t:Entry><t:Entry Key=\"BusinessPhone\"> 1204\n</t:Entry>\
        <t:Entry Key=\"MobilePhone\">+39 333</t:Entry></t:PhoneNumbers><t:Department>R&amp;D</t:Department>\
        <t:JobTitle>Buyer</t:JobTitle><t:OfficeLocation>2.07</t:OfficeLocation></t:Contact>";
    let entries = resolution(&mailbox("Ada\n Monti", " ada@example.org ", "SMTP", "Mailbox"), contact);
    let entries = entries + &resolution(&mailbox("All", "all@example.org", "smtp", "PublicDL"), "");
    let body = resolved("Warning", "ErrorNameResolutionMultipleResults", &set(&entries));
    let findings = look_up(&name(), &body).unwrap();
    let ada = Found {
        name: "Ada Monti".into(),
        address: "ada@example.org".into(),
        phone: "1204".into(),
        mobile: "+39 333".into(),
        title: "Buyer".into(),
        department: "R&D".into(),
        location: "2.07".into(),
        ..Found::default()
    };
    let all = Found { name: "All".into(), address: "all@example.org".into(), kind: Kind::List, ..Found::default() };
    assert_eq!((findings.found, findings.more), (vec![ada, all], false));
    assert_eq!(findings.server.version.as_deref(), Some("15.2.2562.17"));
}

#[test]
fn nobody_is_an_answer_and_a_failure_is_none() {
    let table = [
        ("Error", "ErrorNameResolutionNoResults", Ok(0)),
        ("Error", "ErrorInvalidNameForNameResolution", Ok(0)),
        ("Success", "NoError", Ok(0)),
        ("Error", "ErrorServerBusy", Err(SourceError::SlowDown)),
        (
            "Error",
            "ErrorNameResolutionNoMailbox",
            Err(SourceError::Fault { code: "ErrorNameResolutionNoMailbox".into() }),
        ),
    ];
    for (class, code, expected) in table {
        let said = look_up(&name(), &resolved(class, code, "")).map(|findings| findings.found.len());
        assert_eq!(said, expected, "{code}");
    }
    let fault = read_findings(&reply(500, fault("ErrorAccessDenied", "")), &name(), &url());
    assert_eq!(fault, Err(SourceError::Fault { code: "ErrorAccessDenied".into() }));
}

#[test]
fn who_cannot_be_asked_about_is_left_out() {
    let entries = [
        mailbox("X", "/o=Org/cn=x", "EX", "Contact"),
        mailbox("No address", "", "SMTP", "Mailbox"),
        mailbox("Folder", "folder@example.org", "SMTP", "PublicFolder"),
        mailbox("Blank", "a b@example.org", "SMTP", "Mailbox"),
        mailbox("Same", "same@example.org", "SMTP", "Mailbox"),
        mailbox("Same again", "SAME@example.org", "SMTP", "Mailbox"),
        mailbox("", "nameless@example.org", "SMTP", "Mailbox"),
    ];
    let entries: String = entries.iter().map(|mailbox| resolution(mailbox, "")).collect();
    let findings = look_up(&name(), &resolved("Success", "NoError", &set(&entries))).unwrap();
    let names: Vec<_> = findings.found.iter().map(|found| found.name.as_str()).collect();
    assert_eq!(names, ["Same", "nameless@example.org"]);
}

#[test]
fn a_full_answer_says_that_there_are_more() {
    let entries = |count: usize| -> String {
        let one = |n| resolution(&mailbox("P", &format!("p{n}@example.org"), "SMTP", "Mailbox"), "");
        (0..count).map(one).collect()
    };
    let more = |count| look_up(&name(), &resolved("Warning", "x", &set(&entries(count)))).unwrap().more;
    assert_eq!((more(2), more(99), more(100)), (false, false, true));
}

#[test]
fn a_persona_tells_more_in_other_words() {
    let several = |name: &str, kind: &str, value: &str| {
        format!(
            "<{name}><{kind}><Value>{value}</Value><Attributions><Attribution>0</Attribution></Attributions></{kind}></{name}>"
        )
    };
    let inside = [
        "<PersonaType>Person</PersonaType><DisplayName>Ada Monti</DisplayName><Title>Buyer</Title>",
        "<EmailAddress><Name>Ada</Name><EmailAddress>/o=x</EmailAddress><RoutingType>EX</RoutingType></EmailAddress>",
        "<EmailAddresses><Address><EmailAddress>ada@example.org</EmailAddress><RoutingType>SMTP</RoutingType></Address></EmailAddresses>",
        "<PhoneNumber><Number>1</Number><Type>Mobile</Type></PhoneNumber>",
        &several("BusinessPhoneNumbers", "PhoneNumberAttributedValue", "<Number>1204</Number><Type>Business</Type>"),
        &several("MobilePhones", "PhoneNumberAttributedValue", "<Number></Number><Type>Mobile</Type>"),
        &several("Departments", "StringAttributedValue", "Sales"),
    ];
    let findings = look_up(&name(), &persona(&inside.concat())).unwrap();
    let expected = Found {
        name: "Ada Monti".into(),
        address: "ada@example.org".into(),
        phone: "1204".into(),
        mobile: "1".into(),
        title: "Buyer".into(),
        department: "Sales".into(),
        ..Found::default()
    };
    assert_eq!(findings.found, [expected]);
    for (word, kind) in
        [("Room", Kind::Room), ("DistributionList", Kind::List), ("Person", Kind::Person), ("Unknown", Kind::Person)]
    {
        let mail = "<EmailAddress><Name>A</Name><EmailAddress>a@example.org</EmailAddress></EmailAddress>";
        let findings = look_up(&name(), &persona(&format!("<PersonaType>{word}</PersonaType>{mail}"))).unwrap();
        assert_eq!((findings.found[0].kind, findings.found[0].name.as_str()), (kind, "A"), "{word}");
    }
}

#[test]
fn lists_and_rooms_are_what_they_were_asked_for() {
    let members = format!(
        r#"<ExpandDLResponse xmlns="{MESSAGES}" xmlns:t="{TYPES}"><ResponseMessages><ExpandDLResponseMessage ResponseClass="Success"><ResponseCode>NoError</ResponseCode><DLExpansion TotalItemsInView="2" IncludesLastItemInRange="true"><t:Mailbox>{}</t:Mailbox><t:Mailbox>{}</t:Mailbox></DLExpansion></ExpandDLResponseMessage></ResponseMessages></ExpandDLResponse>"#,
        mailbox("Ada", "ada@example.org", "SMTP", "Mailbox"),
        mailbox("Inner", "inner@example.org", "SMTP", "PublicDL"),
    );
    let kinds = |findings: Findings| findings.found.iter().map(|found| (found.kind, found.origin)).collect::<Vec<_>>();
    let told = look_up(&Wanted::Members("all@example.org".into()), &members).unwrap();
    assert_eq!(kinds(told), [(Kind::Person, Origin::List), (Kind::List, Origin::List)]);

    let lists = format!(
        r#"<GetRoomListsResponse ResponseClass="Success" xmlns="{MESSAGES}" xmlns:t="{TYPES}"><ResponseCode>NoError</ResponseCode><RoomLists><t:Address>{}</t:Address></RoomLists></GetRoomListsResponse>"#,
        mailbox("Building 1", "b1@example.org", "SMTP", "PublicDL")
    );
    assert_eq!(kinds(look_up(&Wanted::RoomLists, &lists).unwrap()), [(Kind::List, Origin::Directory)]);
    let rooms = format!(
        r#"<GetRoomsResponse ResponseClass="Success" xmlns="{MESSAGES}" xmlns:t="{TYPES}"><ResponseCode>NoError</ResponseCode><Rooms><t:Room><t:Id>{}</t:Id></t:Room></Rooms></GetRoomsResponse>"#,
        mailbox("Room 1", "r1@example.org", "SMTP", "Mailbox")
    );
    let wanted = Wanted::Rooms("b1@example.org".into());
    assert_eq!(kinds(look_up(&wanted, &rooms).unwrap()), [(Kind::Room, Origin::RoomList)]);
    assert!(look_up(&wanted, &lists).is_err(), "an answer to something else");
}

#[test]
fn the_account_s_own_address_is_found_or_left_open() {
    let found = |address: &str| Found { name: "x".into(), address: address.into(), ..Found::default() };
    let table = [
        (vec![found("reception@example.org")], Some("reception@example.org")),
        (vec![found("rita@example.org")], Some("rita@example.org")),
        (vec![found("reception2@example.org"), found("Reception@example.org")], Some("Reception@example.org")),
        (vec![found("reception1@example.org"), found("reception2@example.org")], None),
        (vec![], None),
    ];
    for (people, expected) in table {
        assert_eq!(own_address("reception", &people).as_deref(), expected, "{people:?}");
    }
}

proptest! {
    #[test]
    fn no_answer_of_a_directory_panics(cut in 0usize..2000, junk in "\\PC{0,40}") {
        let body = persona("<DisplayName>Ada</DisplayName><EmailAddress><EmailAddress>a@b.c</EmailAddress></EmailAddress>");
        let mut text: String = envelope(&body).chars().take(cut).collect();
        text.push_str(&junk);
        for wanted in [name(), Wanted::Members("x".into()), Wanted::RoomLists, Wanted::Rooms("x".into())] {
            let _ = read_findings(&reply(200, text.clone()), &wanted, &url());
        }
    }

    #[test]
    fn whatever_a_name_holds_it_comes_out_as_one_line(name_ in "\\PC{1,60}") {
        let escaped = quick_xml::escape::escape(name_.as_str()).into_owned();
        let entries = resolution(&mailbox(&escaped, "a@example.org", "SMTP", "Mailbox"), "");
        let findings = look_up(&name(), &resolved("Success", "NoError", &set(&entries))).unwrap();
        prop_assert_eq!(findings.found.len(), 1);
        prop_assert!(!findings.found[0].name.is_empty());
        prop_assert!(!findings.found[0].name.chars().any(char::is_control));
    }
}
