//! What automatic replies are made of.

use super::*;
use crate::source::ews::read_replies;
use crate::source::{Replies, Reply as Told};

fn tips(entries: &[String]) -> String {
    envelope(&format!(
        r#"<m:GetMailTipsResponse ResponseClass="Success" xmlns:m="{MESSAGES}" xmlns:t="{TYPES}"><m:ResponseCode>NoError</m:ResponseCode><m:ResponseMessages>{}</m:ResponseMessages></m:GetMailTipsResponse>"#,
        entries.concat()
    ))
}

fn tip(address: &str, inside: &str) -> String {
    format!(
        r#"<m:MailTipsResponseMessageType ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:MailTips><t:RecipientAddress><t:EmailAddress>{address}</t:EmailAddress></t:RecipientAddress>{inside}</m:MailTips></m:MailTipsResponseMessageType>"#
    )
}

fn away(body: &str) -> String {
    format!(
        "<t:PendingMailTips/><t:OutOfOffice><t:ReplyBody xml:lang=\"en\"><t:Message>{body}</t:Message></t:ReplyBody></t:OutOfOffice>"
    )
}

fn replies(text: String, mailboxes: &[&str]) -> Result<Replies, SourceError> {
    let mailboxes: Vec<String> = mailboxes.iter().map(|address| (*address).to_owned()).collect();
    read_replies(&reply(200, text), &mailboxes, &url())
}

#[test]
fn replies_come_back_to_whom_they_belong_whatever_the_order() {
    let html = "&lt;html&gt;&lt;body&gt;&lt;p&gt;Away until &lt;b&gt;Monday&lt;/b&gt;.&lt;/p&gt;&lt;img src=\"https://x\"/&gt;&lt;/body&gt;&lt;/html&gt;";
    let failed = r#"<m:MailTipsResponseMessageType ResponseClass="Error"><m:ResponseCode>ErrorInvalidRecipients</m:ResponseCode></m:MailTipsResponseMessageType>"#;
    let pending = format!(
        "<t:PendingMailTips>OutOfOfficeMessage</t:PendingMailTips>{}",
        &away("x")["<t:PendingMailTips/>".len()..]
    );
    let text = tips(&[
        tip("C@Example.org", &away("")),
        failed.to_owned(),
        tip("a@example.org", &away(html)),
        tip("d@example.org", &pending),
        tip("e@example.org", "<t:PendingMailTips/>"),
    ]);
    let addresses = ["a@example.org", "b@example.org", "c@example.org", "d@example.org", "e@example.org"];
    let told = replies(text, &addresses).unwrap();
    let away = Told::Text("Away until Monday.".into());
    assert_eq!(told.mailboxes, [away, Told::Unknown, Told::None, Told::Unknown, Told::Unknown]);
}

#[test]
fn a_request_that_failed_tells_nobody_s() {
    let text = envelope(&format!(
        r#"<m:GetMailTipsResponse ResponseClass="Error" xmlns:m="{MESSAGES}"><m:ResponseCode>ErrorMailTipsDisabled</m:ResponseCode></m:GetMailTipsResponse>"#
    ));
    assert_eq!(replies(text, &["a@b.c"]), Err(SourceError::Fault { code: "ErrorMailTipsDisabled".into() }));
}
