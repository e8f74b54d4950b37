//! Tests of the protocol without a network.

mod answers;
mod directory;
mod judging;
mod mail_tips;
mod properties;
mod schema;
mod sources;

use crate::account::Trigger;
use crate::calendar::Window;
use crate::net::Reply;
use crate::source::{Answer, Question, SourceError};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use std::time::Duration;
use url::Url;
use uuid::Uuid;

const TYPES: &str = "http://schemas.microsoft.com/exchange/services/2006/types";
const MESSAGES: &str = "http://schemas.microsoft.com/exchange/services/2006/messages";
const ERRORS: &str = "http://schemas.microsoft.com/exchange/services/2006/errors";
const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn url() -> Url {
    Url::parse("https://mail.example.org/EWS/Exchange.asmx").unwrap()
}

fn question(mailboxes: usize) -> Question {
    Question {
        mailboxes: (0..mailboxes).map(|n| format!("person{n}@example.org")).collect(),
        window: Window { start: utc("2026-11-23T00:00:00Z"), end: utc("2026-11-25T00:00:00Z") },
        details: true,
        trigger: Trigger::Timer,
    }
}

fn reply(status: u16, body: impl Into<String>) -> Reply {
    Reply {
        status: StatusCode::from_u16(status).unwrap(),
        headers: HeaderMap::new(),
        body: Bytes::from(body.into()),
        at: utc("2026-11-23T09:00:00Z"),
        took: Duration::from_millis(40),
        id: Uuid::nil(),
    }
}

fn with(mut reply: Reply, headers: &[(&'static str, &str)]) -> Reply {
    for (name, value) in headers {
        reply.headers.append(HeaderName::from_static(name), HeaderValue::from_str(value).unwrap());
    }
    reply
}

fn read(reply: &Reply, question: &Question) -> Result<Answer, SourceError> {
    super::read_reply(reply, question, &url())
}

/// An envelope as Exchange writes it, with a version in its header.
fn envelope(body: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="{SOAP}"><s:Header><h:ServerVersionInfo MajorVersion="15" MinorVersion="2" MajorBuildNumber="2562" MinorBuildNumber="017" xmlns:h="{TYPES}"/></s:Header><s:Body>{body}</s:Body></s:Envelope>"#
    )
}

fn availability(entries: &[String]) -> String {
    envelope(&format!(
        r#"<GetUserAvailabilityResponse xmlns="{MESSAGES}"><FreeBusyResponseArray>{}</FreeBusyResponseArray></GetUserAvailabilityResponse>"#,
        entries.concat()
    ))
}

/// One mailbox's entry with `view` inside its `FreeBusyView`, as a server with default namespaces writes it.
fn entry(view: &str) -> String {
    format!(
        r#"<FreeBusyResponse><ResponseMessage ResponseClass="Success"><ResponseCode>NoError</ResponseCode></ResponseMessage><FreeBusyView>{view}</FreeBusyView></FreeBusyResponse>"#
    )
}

fn granted(kind: &str) -> String {
    format!(r#"<FreeBusyViewType xmlns="{TYPES}">{kind}</FreeBusyViewType>"#)
}

fn events(events: &str) -> String {
    format!(r#"<CalendarEventArray xmlns="{TYPES}">{events}</CalendarEventArray>"#)
}

fn event(start: &str, end: &str, rest: &str) -> String {
    format!("<CalendarEvent><StartTime>{start}</StartTime><EndTime>{end}</EndTime>{rest}</CalendarEvent>")
}

fn failed(code: &str, more: &str) -> String {
    format!(
        r#"<FreeBusyResponse><ResponseMessage ResponseClass="Error"><MessageText>someone@example.org is not there.</MessageText><ResponseCode>{code}</ResponseCode><DescriptiveLinkKey>0</DescriptiveLinkKey>{more}</ResponseMessage><FreeBusyView><FreeBusyViewType xmlns="{TYPES}">None</FreeBusyViewType></FreeBusyView></FreeBusyResponse>"#
    )
}

fn fault(code: &str, more: &str) -> String {
    format!(
        r#"<s:Envelope xmlns:s="{SOAP}"><s:Body><s:Fault><faultcode xmlns:a="{TYPES}">a:{code}</faultcode><faultstring xml:lang="en-US">No.</faultstring><detail><e:ResponseCode xmlns:e="{ERRORS}">{code}</e:ResponseCode><e:Message xmlns:e="{ERRORS}">No.</e:Message><t:MessageXml xmlns:t="{TYPES}">{more}</t:MessageXml></detail></s:Fault></s:Body></s:Envelope>"#
    )
}

fn value(name: &str, value: &str) -> String {
    format!(r#"<t:Value xmlns:t="{TYPES}" Name="{name}">{value}</t:Value>"#)
}
