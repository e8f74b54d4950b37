//! `GetMailTips`: what mailboxes would answer to a mail sent now.

use super::response::{Failure, address_in, overall, whole};
use super::{Answer, Call};
use crate::simulator::company::{AutomaticReply, Recipient};
use crate::simulator::wire::element::Space;
use crate::simulator::wire::fault::Fault;
use crate::simulator::wire::shape::{Sequence, Violation, invalid};
use crate::simulator::wire::xml::Xml;

/// Which tips there are.
const KINDS: [&str; 11] = [
    "All",
    "OutOfOfficeMessage",
    "MailboxFullStatus",
    "CustomMailTip",
    "ExternalMemberCount",
    "TotalMemberCount",
    "MaxMessageSize",
    "DeliveryRestriction",
    "ModerationStatus",
    "InvalidRecipient",
    "Scope",
];

/// Nobody else may ask in somebody's name. No source says with which code a real server refuses; this is the usual one.
const NOT_ONESELF: Failure = Failure::new("ErrorAccessDenied", "Access is denied. Check credentials and try again.");

/// Answers the operation.
pub(super) fn answer(call: &Call<'_>) -> Result<Answer, Fault> {
    let mut parts = Sequence::of(&call.request.operation);
    let sender = address_in(parts.required(Space::Messages, "SendingAs")?)?;
    let recipients = parts.required(Space::Messages, "Recipients")?;
    let wanted = parts.required(Space::Messages, "MailTipsRequested")?;
    parts.end()?;
    if let Some(unknown) = wanted.text.split_whitespace().find(|kind| !KINDS.contains(kind)) {
        let reason = format!("The Enumeration constraint failed for '{unknown}'.");
        return Err(invalid(wanted, "MailTipTypes", &reason).into());
    }
    let replies = wanted.text.split_whitespace().any(|kind| matches!(kind, "All" | "OutOfOfficeMessage"));
    let addresses: Vec<&str> = recipients.children.iter().map(address_in).collect::<Result<_, Violation>>()?;
    let failure = (!sender.eq_ignore_ascii_case(&call.options.account)).then_some(NOT_ONESELF);
    let body = whole("GetMailTips", failure, |xml| {
        if failure.is_some() || addresses.is_empty() {
            return;
        }
        xml.element("m:ResponseMessages", &[], |xml| {
            for address in &addresses {
                xml.element("m:MailTipsResponseMessageType", &[("ResponseClass", "Success")], |xml| {
                    xml.text("m:ResponseCode", "NoError");
                    xml.element("m:MailTips", &[], |xml| tips(xml, call, address, replies));
                });
            }
        });
    });
    Ok(Answer { mailboxes: addresses.len(), code: overall([&failure]), body })
}

fn tips(xml: &mut Xml, call: &Call<'_>, address: &str, replies: bool) {
    xml.element("t:RecipientAddress", &[], |xml| {
        xml.text("t:EmailAddress", address);
        xml.text("t:RoutingType", "SMTP");
    });
    xml.text("t:PendingMailTips", "");
    if let Some(Recipient::Member(member)) = call.company.find(address).filter(|_| replies) {
        let text = call.company.automatic_reply(member, call.now).map(|reply| html(&reply)).unwrap_or_default();
        xml.element("t:OutOfOffice", &[], |xml| {
            xml.element("t:ReplyBody", &[], |xml| xml.text("t:Message", &text));
        });
    }
}

/// As mail programs write it.
fn html(reply: &AutomaticReply<'_>) -> String {
    let back = reply.back.format("%A %-d %B");
    let instead = reply.substitute.map(|member| {
        let (name, address, phone) = (member.name(), &member.address, &member.phone);
        format!("<div>In urgent cases turn to <a href=\"mailto:{address}\">{name}</a>, extension&nbsp;{phone}.</div>")
    });
    format!(
        "<html><head><style>p {{ margin: 0 }}</style></head><body><div>Thank you for your message.</div>\
         <div><br></div><div>I am out of the office and back on <b>{back}</b>.</div>{}\
         <img src=\"https://www.aldermoor.example/signature.png\" alt=\"\"></body></html>",
        instead.unwrap_or_default()
    )
}
