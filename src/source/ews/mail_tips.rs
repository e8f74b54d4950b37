//! `GetMailTips`: what a mailbox would answer to a mail sent now.

use super::message::Verdict;
use super::operation::{Odd, Operation};
use super::request::{envelope, sayable};
use super::version::Level;
use super::xml::{Cursor, Tag};
use crate::source::{Misread, Reply};
use std::collections::HashMap;

/// The automatic replies of mailboxes, as `sender` would get them.
pub(super) struct GetMailTips<'a> {
    pub(super) sender: &'a str,
    pub(super) mailboxes: &'a [String],
}

impl Operation for GetMailTips<'_> {
    /// One for each mailbox, in the order asked.
    type Answer = Vec<Reply>;

    const NAME: &'static str = "GetMailTips";
    const RESPONSE: &'static str = "GetMailTipsResponse";
    const SINCE: Level = Level::Exchange2010;

    fn size(&self) -> usize {
        self.mailboxes.len()
    }

    fn request(&self, level: Level) -> String {
        let mailbox = |address: &String| {
            let address = sayable(address);
            format!(
                "<t:Mailbox><t:EmailAddress>{address}</t:EmailAddress><t:RoutingType>SMTP</t:RoutingType></t:Mailbox>"
            )
        };
        let recipients: String = self.mailboxes.iter().map(mailbox).collect();
        let sender = sayable(self.sender);
        envelope(
            level,
            &format!(
                "<m:GetMailTips><m:SendingAs><t:EmailAddress>{sender}</t:EmailAddress><t:RoutingType>SMTP</t:RoutingType>\
                 </m:SendingAs><m:Recipients>{recipients}</m:Recipients>\
                 <m:MailTipsRequested>OutOfOfficeMessage</m:MailTipsRequested></m:GetMailTips>"
            ),
        )
    }

    fn read(&self, cursor: &mut Cursor<'_>, tag: &Tag<'_>) -> Result<Result<Self::Answer, Odd>, Misread> {
        let mut verdict = Verdict::of(tag);
        let mut told: HashMap<String, Reply> = HashMap::new();
        while let Some(tag) = cursor.child()? {
            if verdict.reads(cursor, &tag)? {
                continue;
            }
            if tag.ews() != "ResponseMessages" {
                cursor.skip()?;
                continue;
            }
            while let Some(tag) = cursor.child()? {
                if tag.ews() == "MailTipsResponseMessageType" {
                    told.extend(message(cursor, &tag)?);
                } else {
                    cursor.skip()?;
                }
            }
        }
        if let Some(code) = verdict.failure() {
            return Ok(Err(Odd::Code(code)));
        }
        let reply = |address: &String| told.get(&address.to_lowercase()).cloned().unwrap_or_default();
        Ok(Ok(self.mailboxes.iter().map(reply).collect()))
    }
}

/// One mailbox's message: whose, in lower case, and what; none where it failed.
fn message(cursor: &mut Cursor<'_>, tag: &Tag<'_>) -> Result<Option<(String, Reply)>, Misread> {
    let mut verdict = Verdict::of(tag);
    let mut tips = None;
    while let Some(tag) = cursor.child()? {
        if verdict.reads(cursor, &tag)? {
            continue;
        }
        if tag.ews() == "MailTips" {
            tips = Some(mail_tips(cursor)?);
        } else {
            cursor.skip()?;
        }
    }
    Ok(tips.filter(|_| verdict.failure().is_none()))
}

fn mail_tips(cursor: &mut Cursor<'_>) -> Result<(String, Reply), Misread> {
    let (mut address, mut body, mut pending) = (String::new(), None, false);
    while let Some(tag) = cursor.child()? {
        match tag.ews() {
            "RecipientAddress" => {
                while let Some(tag) = cursor.child()? {
                    match tag.ews() {
                        "EmailAddress" => address = cursor.text()?.trim().to_lowercase(),
                        _ => cursor.skip()?,
                    }
                }
            }
            // What is not computed yet is not known, whatever else stands there.
            "PendingMailTips" => {
                let kinds = cursor.text()?;
                pending = kinds.split_whitespace().any(|kind| matches!(kind, "OutOfOfficeMessage" | "All"));
            }
            "OutOfOffice" => body = Some(out_of_office(cursor)?),
            _ => cursor.skip()?,
        }
    }
    let reply = match body {
        _ if pending => Reply::Unknown,
        Some(body) => Reply::of(&body),
        None => Reply::Unknown,
    };
    Ok((address, reply))
}

fn out_of_office(cursor: &mut Cursor<'_>) -> Result<String, Misread> {
    let mut body = String::new();
    while let Some(tag) = cursor.child()? {
        if tag.ews() != "ReplyBody" {
            cursor.skip()?;
            continue;
        }
        while let Some(tag) = cursor.child()? {
            match tag.ews() {
                "Message" => body = cursor.text()?.into_owned(),
                _ => cursor.skip()?,
            }
        }
    }
    Ok(body)
}
