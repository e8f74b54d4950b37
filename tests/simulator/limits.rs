//! What a request may not ask for.

use super::client::{Ask, Desk, UTC_ZONE, availability, entries, envelope, first, read};
use attendant_calendar::simulator::{Generation, Limits, Options};

async fn fault(desk: &Desk, operation: &str) -> String {
    let answer = desk.ask(operation).await;
    assert_eq!(answer.status, 500, "{}", answer.text);
    let code = first(&answer.text, "ResponseCode");
    assert_eq!(first(&answer.text, "faultcode"), format!("a:{code}"));
    code.to_owned()
}

#[tokio::test]
async fn requests_that_ask_for_too_much_are_faults() {
    let desk = Desk::open().await;
    let one = ["a@b.example"];
    let ask = |ask: Ask<'_>| availability(&one, &ask);
    let cases = [
        (availability(&vec!["a@b.example"; 101], &Ask::default()), "ErrorMailboxDataArrayTooBig"),
        (availability::<&str>(&[], &Ask::default()), "ErrorMailboxDataArrayEmpty"),
        (ask(Ask { end: "2027-01-04T00:00:00", ..Ask::default() }), "ErrorTimeIntervalTooBig"),
        (ask(Ask { end: "2026-11-22T23:00:00", ..Ask::default() }), "ErrorInvalidTimeInterval"),
        (ask(Ask { end: "2026-11-21T23:00:00", ..Ask::default() }), "ErrorInvalidTimeInterval"),
        (ask(Ask { minutes: 4, ..Ask::default() }), "ErrorInvalidMergedFreeBusyInterval"),
        (ask(Ask { minutes: 1441, ..Ask::default() }), "ErrorInvalidMergedFreeBusyInterval"),
        (ask(Ask { view: "None", ..Ask::default() }), "ErrorInvalidFreeBusyViewType"),
        (ask(Ask { view: "Everything", ..Ask::default() }), "ErrorSchemaValidation"),
        (ask(Ask { start: "yesterday", ..Ask::default() }), "ErrorSchemaValidation"),
        (ask(Ask { zone: "<t:TimeZone><t:Bias>-60</t:Bias></t:TimeZone>", ..Ask::default() }), "ErrorSchemaValidation"),
        (ask(Ask::default()).replace("<t:AttendeeType>Required</t:AttendeeType>", ""), "ErrorSchemaValidation"),
        (ask(Ask::default()).replace("m:MailboxDataArray", "t:MailboxDataArray"), "ErrorSchemaValidation"),
        (ask(Ask::default()).replace(UTC_ZONE, "") + UTC_ZONE, "ErrorSchemaValidation"),
        ("<m:FrobnicateRequest/>".to_owned(), "ErrorSchemaValidation"),
        ("<m:GetUserOofSettingsRequest/>".to_owned(), "ErrorInvalidRequest"),
        ("<m:FindItem/>".to_owned(), "ErrorInvalidRequest"),
        (String::new(), "ErrorSchemaValidation"),
    ];
    for (operation, code) in cases {
        assert_eq!(fault(&desk, &operation).await, code, "{operation}");
    }
}

#[tokio::test]
async fn what_is_just_allowed_is_answered() {
    let desk = Desk::open().await;
    let address = desk.roster()[0].address.clone();
    for ask in [
        Ask { end: "2027-01-03T23:00:00", ..Ask::default() },
        Ask { minutes: 5, ..Ask::default() },
        Ask { minutes: 1440, ..Ask::default() },
    ] {
        assert_eq!(desk.ask(&availability(&[&address], &ask)).await.status, 200);
    }
    let answer = desk.ask(&availability(&vec![&address; 100], &Ask::default())).await;
    assert_eq!(entries(&answer.text).len(), 100);
}

#[tokio::test]
async fn a_mailbox_with_too_many_items_fails_alone() {
    let limits = Limits { events: 3, ..Limits::default() };
    let desk = Desk::with(Options { limits, ..Options::default() }).await;
    let addresses: Vec<_> = desk.roster().into_iter().map(|person| person.address).collect();
    let week = Ask { end: "2026-11-29T23:00:00", ..Ask::default() };
    let entries = entries(&desk.ask(&availability(&addresses, &week)).await.text);
    assert!(entries.iter().any(|entry| entry.code == "ErrorResultSetTooBig"));
    assert!(entries.iter().all(|entry| entry.events.len() <= 3));
}

#[tokio::test]
async fn lists_count_as_many_mailboxes_as_they_have_members() {
    let limits = Limits { mailboxes: 30, ..Limits::default() };
    let desk = Desk::with(Options { limits, ..Options::default() }).await;
    let lists = ["sales@aldermoor.example", "service@aldermoor.example", "engineering@aldermoor.example"];
    assert_eq!(fault(&desk, &availability(&lists, &Ask::default())).await, "ErrorIndividualMailboxLimitReached");
    assert_eq!(desk.ask(&availability(&lists[..1], &Ask::default())).await.status, 200);
}

#[tokio::test]
async fn faults_name_line_and_position_in_the_words_of_their_generation() {
    let body = envelope("Exchange2007_SP1", "", "\n  <m:GetFolder/>");
    let new = read(Desk::open().await.post(body.clone()).send().await.unwrap()).await;
    assert_eq!(first(&new.text, "LineNumber"), "2");
    assert_eq!(first(&new.text, "LinePosition"), "3");
    assert!(first(&new.text, "Violation").contains("incomplete content"), "{}", new.text);
    assert!(!new.text.contains("ServerVersionInfo"));

    let options = Options { generation: Generation::Exchange2007Sp1, ..Options::default() };
    let old = read(Desk::with(options).await.post(body).send().await.unwrap()).await;
    assert_eq!((first(&old.text, "faultcode"), first(&old.text, "Line")), ("s:Client", "2"));
    assert!(old.text.contains("MajorVersion=\"8\""));
}

#[tokio::test]
async fn versions_beyond_the_server_are_refused() {
    let options = Options { generation: Generation::Exchange2010Sp2, ..Options::default() };
    let desk = Desk::with(options).await;
    let question = availability(&["a@b.example"], &Ask::default());
    for (level, status) in
        [("Exchange2007_SP1", 200), ("Exchange2010_SP2", 200), ("Exchange2013", 500), ("Exchange2030", 500)]
    {
        let answer = desk.ask_at(level, "", &question).await;
        assert_eq!(answer.status, status, "{level}");
        if status == 500 {
            assert_eq!(first(&answer.text, "ResponseCode"), "ErrorInvalidServerVersion");
        } else {
            assert!(answer.text.contains("MajorVersion=\"14\" MinorVersion=\"2\""), "{}", answer.text);
        }
    }
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_refused_unread() {
    let limits = Limits { request_bytes: 4096, ..Limits::default() };
    let desk = Desk::with(Options { limits, ..Options::default() }).await;
    assert_eq!(desk.post(" ".repeat(5000)).send().await.unwrap().status(), 413);
}
