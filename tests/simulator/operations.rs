use super::client::{Desk, all, first};
use attendant_calendar::simulator::{Generation, Options};

fn resolve(entry: &str, full: bool) -> String {
    format!(
        "<m:ResolveNames ReturnFullContactData=\"{full}\" SearchScope=\"ActiveDirectory\">\
         <m:UnresolvedEntry>{entry}</m:UnresolvedEntry></m:ResolveNames>"
    )
}

fn folder(id: &str) -> String {
    format!(
        "<m:GetFolder><m:FolderShape><t:BaseShape>Default</t:BaseShape></m:FolderShape><m:FolderIds>{id}</m:FolderIds>\
         </m:GetFolder>"
    )
}

fn calendar_of(address: &str) -> String {
    folder(&format!(
        "<t:DistinguishedFolderId Id=\"calendar\"><t:Mailbox><t:EmailAddress>{address}</t:EmailAddress></t:Mailbox>\
         </t:DistinguishedFolderId>"
    ))
}

/// The value of an element's attribute.
fn attribute<'t>(text: &'t str, element: &str, name: &str) -> &'t str {
    let tag = text.split(element).nth(1).unwrap_or_default();
    let tag = tag.split('>').next().unwrap_or_default();
    tag.split(&format!("{name}=\"")).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default()
}

#[tokio::test]
async fn names_are_resolved_to_one_to_many_or_to_none() {
    let desk = Desk::open().await;
    let roster = desk.roster();
    let one = desk.ask(&resolve(&roster[0].name, true)).await;
    assert_eq!(first(&one.text, "ResponseCode"), "NoError");
    assert_eq!(first(&one.text, "EmailAddress"), roster[0].address);
    assert_eq!(first(&one.text, "Department"), roster[0].department);
    assert_eq!(first(&one.text, "JobTitle"), roster[0].title);
    assert_eq!(attribute(&one.text, "ResolveNamesResponseMessage", "ResponseClass"), "Success");

    let many = desk.ask(&resolve("m", false)).await;
    assert_eq!(first(&many.text, "ResponseCode"), "ErrorNameResolutionMultipleResults");
    assert_eq!(attribute(&many.text, "ResolveNamesResponseMessage", "ResponseClass"), "Warning");
    assert!(all(&many.text, "Resolution").len() > 1 && all(&many.text, "Contact").is_empty());

    let none = desk.ask(&resolve("nobody here", false)).await;
    assert_eq!(first(&none.text, "ResponseCode"), "ErrorNameResolutionNoResults");
    assert_eq!(attribute(&none.text, "ResolveNamesResponseMessage", "ResponseClass"), "Error");
    let bad = desk.ask(&resolve("-", false)).await;
    assert_eq!(first(&bad.text, "ResponseCode"), "ErrorInvalidNameForNameResolution");
}

#[tokio::test]
async fn at_most_a_hundred_candidates_are_told() {
    let desk = Desk::with(Options { people: 5000, ..Options::default() }).await;
    let answer = desk.ask(&resolve("a", false)).await;
    assert_eq!(all(&answer.text, "Resolution").len(), 100);
    assert_eq!(attribute(&answer.text, "m:ResolutionSet", "IncludesLastItemInRange"), "false");
}

#[tokio::test]
async fn the_own_calendar_is_there_by_name_and_by_id() {
    let desk = Desk::open().await;
    let by_name = desk.ask(&folder("<t:DistinguishedFolderId Id=\"calendar\"/>")).await;
    assert_eq!(first(&by_name.text, "DisplayName"), "Calendar");
    let id = attribute(&by_name.text, "t:FolderId", "Id");
    let by_id = desk.ask(&folder(&format!("<t:FolderId Id=\"{id}\"/>"))).await;
    assert_eq!(by_id.text, by_name.text);
    let malformed = desk.ask(&folder("<t:FolderId Id=\"AAMkADEx\"/>")).await;
    assert_eq!(first(&malformed.text, "ResponseCode"), "ErrorInvalidIdMalformed");
    let absent = desk.ask(&folder("<t:DistinguishedFolderId Id=\"voicemail\"/>")).await;
    assert_eq!(first(&absent.text, "ResponseCode"), "ErrorFolderNotFound");
    let unknown = desk.ask(&folder("<t:DistinguishedFolderId Id=\"attic\"/>")).await;
    assert_eq!((unknown.status.as_u16(), first(&unknown.text, "ResponseCode")), (500, "ErrorSchemaValidation"));
}

#[tokio::test]
async fn other_peoples_calendars_open_by_right() {
    let desk = Desk::open().await;
    let mut codes = std::collections::BTreeMap::new();
    for person in desk.roster() {
        let answer = desk.ask(&calendar_of(&person.address)).await;
        *codes.entry(first(&answer.text, "ResponseCode").to_owned()).or_insert(0) += 1;
    }
    assert!(codes["NoError"] >= 1 && codes["ErrorAccessDenied"] > 40, "{codes:?}");
    assert_eq!((codes["ErrorFolderNotFound"], codes["ErrorNonExistentMailbox"]), (1, 1), "{codes:?}");
}

#[tokio::test]
async fn zones_are_listed_whole_short_and_by_id() {
    let desk = Desk::open().await;
    let ask = |full: &str, ids: &str| {
        format!("<m:GetServerTimeZones ReturnFullTimeZoneData=\"{full}\">{ids}</m:GetServerTimeZones>")
    };
    let everything = desk.ask(&ask("true", "")).await;
    assert!(all(&everything.text, "TimeZoneDefinition").len() >= 50);
    let short = desk.ask(&ask("false", "")).await;
    assert!(all(&short.text, "Periods").is_empty());
    let berlin = "<m:Ids><t:Id>W. Europe Standard Time</t:Id><t:Id>Middle Earth Standard Time</t:Id></m:Ids>";
    let berlin = desk.ask(&ask("true", berlin)).await;
    assert_eq!(all(&berlin.text, "TimeZoneDefinition").len(), 1);
    assert_eq!(all(&berlin.text, "Occurrence"), ["-1", "-1"]);
    assert_eq!(attribute(&berlin.text, "t:Period ", "Bias"), "-PT1H");
    let india = desk.ask(&ask("true", "<m:Ids><t:Id>India Standard Time</t:Id></m:Ids>")).await;
    assert_eq!(attribute(&india.text, "t:Period ", "Bias"), "-PT5H30M");
    assert!(all(&india.text, "RecurringDayTransition").is_empty());

    let old = Desk::with(Options { generation: Generation::Exchange2007Sp1, ..Options::default() }).await;
    let refused = old.ask_at("Exchange2007_SP1", "", &ask("true", "")).await;
    assert_eq!(first(&refused.text, "ResponseCode"), "ErrorSchemaValidation");
}

#[tokio::test]
async fn ids_are_respelt() {
    let desk = Desk::open().await;
    let ask = |format: &str, id: &str, mailbox: &str, to: &str| {
        format!(
            "<m:ConvertId DestinationFormat=\"{to}\"><m:SourceIds>\
             <t:AlternateId Format=\"{format}\" Id=\"{id}\" Mailbox=\"{mailbox}\"/></m:SourceIds></m:ConvertId>"
        )
    };
    let account = desk.running.account();
    let hex = desk.ask(&ask("EwsId", "AAECAw==", account, "HexEntryId")).await;
    assert_eq!(attribute(&hex.text, "m:AlternateId", " Id"), "00010203");
    let back = desk.ask(&ask("HexEntryId", "00010203", account, "EwsId")).await;
    assert_eq!(attribute(&back.text, "m:AlternateId", " Id"), "AAECAw==");
    for (id, mailbox, code) in [
        ("DUMMY", "DUMMY", "ErrorInvalidSmtpAddress"),
        ("AAECAw==", "nobody@b.example", "ErrorNonExistentMailbox"),
        ("***", account, "ErrorInvalidIdMalformed"),
    ] {
        let answer = desk.ask(&ask("EwsId", id, mailbox, "EntryId")).await;
        assert_eq!((answer.status.as_u16(), first(&answer.text, "ResponseCode")), (200, code));
    }
}
