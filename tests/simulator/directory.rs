use super::client::{Desk, all, first};
use attendant_calendar::simulator::{Generation, Options};

fn find_people(folder: &str, query: &str, most: &str) -> String {
    format!(
        "<m:FindPeople><m:PersonaShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>\
         <t:FieldURI FieldURI=\"persona:DisplayName\"/><t:FieldURI FieldURI=\"persona:PersonaType\"/>\
         <t:FieldURI FieldURI=\"persona:EmailAddress\"/></t:AdditionalProperties></m:PersonaShape>\
         <m:IndexedPageItemView {most} BasePoint=\"Beginning\" Offset=\"0\"/>\
         <m:ParentFolderId><t:DistinguishedFolderId Id=\"{folder}\"/></m:ParentFolderId>{query}</m:FindPeople>"
    )
}

fn query(text: &str) -> String {
    format!("<m:QueryString>{text}</m:QueryString>")
}

fn expand(address: &str) -> String {
    format!("<m:ExpandDL><m:Mailbox><t:EmailAddress>{address}</t:EmailAddress></m:Mailbox></m:ExpandDL>")
}

fn tips(sender: &str, recipients: &[String], kinds: &str) -> String {
    let recipients: String =
        recipients.iter().map(|to| format!("<t:Mailbox><t:EmailAddress>{to}</t:EmailAddress></t:Mailbox>")).collect();
    format!(
        "<m:GetMailTips><m:SendingAs><t:EmailAddress>{sender}</t:EmailAddress></m:SendingAs>\
         <m:Recipients>{recipients}</m:Recipients><m:MailTipsRequested>{kinds}</m:MailTipsRequested></m:GetMailTips>"
    )
}

#[tokio::test]
async fn people_are_found_by_a_query_and_only_by_one() {
    let desk = Desk::open().await;
    let answer = desk.ask(&find_people("directory", &query("m"), "MaxEntriesReturned=\"3\"")).await;
    assert_eq!(all(&answer.text, "DisplayName").len(), 3);
    assert!(first(&answer.text, "TotalNumberOfPeopleInView").parse::<usize>().unwrap() > 3);
    assert!(all(&answer.text, "Title").is_empty(), "only what was asked for");
    let rooms = desk.ask(&find_people("directory", &query("room"), "")).await;
    let kinds = all(&rooms.text, "PersonaType");
    assert_eq!((&kinds[..6], &kinds[6..]), (&["Room"; 6][..], &["DistributionList"; 2][..]));
    for (folder, query, code, found) in
        [("directory", "", "ErrorInvalidOperation", 0), ("contacts", "<m:QueryString>m</m:QueryString>", "NoError", 0)]
    {
        let answer = desk.ask(&find_people(folder, query, "")).await;
        assert_eq!((first(&answer.text, "ResponseCode"), all(&answer.text, "Persona").len()), (code, found));
    }
    let unknown = find_people("directory", &query("m"), "").replace("persona:DisplayName", "persona:Department");
    assert_eq!(first(&desk.ask(&unknown).await.text, "ResponseCode"), "ErrorSchemaValidation");
    let old = Desk::with(Options { generation: Generation::Exchange2010Sp2, ..Options::default() }).await;
    let refused = old.ask_at("Exchange2010_SP2", "", &find_people("directory", &query("m"), "")).await;
    assert_eq!(first(&refused.text, "ResponseCode"), "ErrorSchemaValidation");
}

#[tokio::test]
async fn lists_are_expanded_one_level_deep() {
    let desk = Desk::open().await;
    let teams = desk.ask(&expand("customerteams@aldermoor.example")).await;
    assert_eq!(all(&teams.text, "MailboxType"), ["PublicDL"; 3]);
    let sales = desk.ask(&expand("SALES@aldermoor.example")).await;
    assert!(all(&sales.text, "MailboxType").iter().all(|kind| *kind == "Mailbox"));
    for nobody in ["none@aldermoor.example", desk.running.account()] {
        let answer = desk.ask(&expand(nobody)).await;
        assert_eq!(first(&answer.text, "ResponseCode"), "ErrorNameResolutionNoResults");
    }
}

#[tokio::test]
async fn rooms_have_lists_and_calendars() {
    let desk = Desk::open().await;
    let lists = desk.ask("<m:GetRoomLists/>").await;
    let lists = all(&lists.text, "EmailAddress");
    assert_eq!(lists.len(), 2);
    let rooms = |list: &str| {
        format!("<m:GetRooms><m:RoomList><t:EmailAddress>{list}</t:EmailAddress></m:RoomList></m:GetRooms>")
    };
    let answer = desk.ask(&rooms(lists[0])).await;
    assert_eq!(all(&answer.text, "Room").len(), 3);
    let none = desk.ask(&rooms("sales@aldermoor.example")).await;
    assert_eq!(first(&none.text, "ResponseCode"), "ErrorNameResolutionNoResults");
}

#[tokio::test]
async fn replies_are_told_to_oneself_alone() {
    let start = Some("2026-11-25T09:30:00Z".parse().unwrap());
    let desk = Desk::with(Options { start_at: start, ..Options::default() }).await;
    let everybody: Vec<String> = desk.roster().into_iter().map(|person| person.address).collect();
    let answer = desk.ask(&tips(desk.running.account(), &everybody, "OutOfOfficeMessage")).await;
    let messages = all(&answer.text, "Message");
    assert!(messages.iter().any(|message| message.contains("out of the office")), "somebody of sixty is away");
    assert!(messages.iter().any(|message| message.is_empty()), "and somebody is not");
    let none = desk.ask(&tips(desk.running.account(), &everybody[..2], "MailboxFullStatus")).await;
    assert!(all(&none.text, "OutOfOffice").is_empty());
    let other = desk.ask(&tips(&everybody[0], &everybody[..2], "All")).await;
    assert_eq!(first(&other.text, "ResponseCode"), "ErrorAccessDenied");
    let odd = desk.ask(&tips(desk.running.account(), &everybody[..2], "Gossip")).await;
    assert_eq!(first(&odd.text, "ResponseCode"), "ErrorSchemaValidation");
}
