//! A small EWS client that checks nothing and shows everything.

use attendant_calendar::people::Person;
use attendant_calendar::simulator::{Control, Options, Running, Simulator};
use reqwest::{RequestBuilder, Response, StatusCode};
use std::sync::Once;
use std::time::Duration;

/// The block of a zone without daylight saving, as clients send UTC.
pub const UTC_ZONE: &str = "<t:TimeZone><t:Bias>0</t:Bias>\
    <t:StandardTime><t:Bias>0</t:Bias><t:Time>02:00:00</t:Time><t:DayOrder>1</t:DayOrder><t:Month>3</t:Month>\
    <t:DayOfWeek>Sunday</t:DayOfWeek></t:StandardTime>\
    <t:DaylightTime><t:Bias>0</t:Bias><t:Time>02:00:00</t:Time><t:DayOrder>1</t:DayOrder><t:Month>10</t:Month>\
    <t:DayOfWeek>Sunday</t:DayOfWeek></t:DaylightTime></t:TimeZone>";

/// Berlin's rules.
pub const BERLIN_ZONE: &str = "<t:TimeZone><t:Bias>-60</t:Bias>\
    <t:StandardTime><t:Bias>0</t:Bias><t:Time>03:00:00</t:Time><t:DayOrder>5</t:DayOrder><t:Month>10</t:Month>\
    <t:DayOfWeek>Sunday</t:DayOfWeek></t:StandardTime>\
    <t:DaylightTime><t:Bias>-60</t:Bias><t:Time>02:00:00</t:Time><t:DayOrder>5</t:DayOrder><t:Month>3</t:Month>\
    <t:DayOfWeek>Sunday</t:DayOfWeek></t:DaylightTime></t:TimeZone>";

/// A running server and somebody to talk to it.
pub struct Desk {
    pub running: Running,
    pub control: Control,
    pub http: reqwest::Client,
}

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: reqwest::header::HeaderMap,
    pub text: String,
}

impl Desk {
    /// With a company of sixty.
    pub async fn open() -> Self {
        Self::with(Options::default()).await
    }

    /// With any options.
    pub async fn with(options: Options) -> Self {
        let running = Simulator::start(options).await.expect("a server");
        Self { control: running.handle(), running, http: http() }
    }

    pub fn roster(&self) -> Vec<Person> {
        self.running.roster()
    }

    /// A request of the account with its present password.
    pub fn post(&self, body: String) -> RequestBuilder {
        self.post_as(self.running.account(), &self.running.password(), body)
    }

    /// A request of anybody.
    pub fn post_as(&self, user: &str, password: &str, body: String) -> RequestBuilder {
        let request = self.http.post(self.running.ews_url()).basic_auth(user, Some(password));
        request.header("Content-Type", "text/xml; charset=utf-8").body(body)
    }

    /// The answer to an operation at the newest common level.
    pub async fn ask(&self, operation: &str) -> Answer {
        self.ask_at("Exchange2013", "", operation).await
    }

    /// The answer to an operation at a level, with more headers.
    pub async fn ask_at(&self, level: &str, headers: &str, operation: &str) -> Answer {
        read(self.post(envelope(level, headers, operation)).send().await.expect("an answer")).await
    }

    /// The status that some user and password get.
    pub async fn status_as(&self, user: &str, password: &str) -> StatusCode {
        let body = envelope("Exchange2013", "", &availability(&["a@b.example"], &Ask::default()));
        self.post_as(user, password, body).send().await.expect("an answer").status()
    }
}

/// A client that hides nothing: no decompression, no redirects, no proxy, no patience beyond ten seconds.
pub fn http() -> reqwest::Client {
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| {
        rustls::crypto::ring::default_provider().install_default().ok();
    });
    let builder = reqwest::Client::builder().no_gzip().no_proxy().redirect(reqwest::redirect::Policy::none());
    builder.timeout(Duration::from_secs(10)).build().expect("a client")
}

pub async fn read(response: Response) -> Answer {
    let (status, headers) = (response.status(), response.headers().clone());
    Answer { status, headers, text: response.text().await.expect("a body") }
}

/// A SOAP envelope.
pub fn envelope(level: &str, headers: &str, operation: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\
         <s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" \
         xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\" \
         xmlns:m=\"http://schemas.microsoft.com/exchange/services/2006/messages\">\
         <s:Header><t:RequestServerVersion Version=\"{level}\"/>{headers}</s:Header><s:Body>{operation}</s:Body></s:Envelope>"
    )
}

/// What an availability request asks for.
pub struct Ask<'a> {
    pub zone: &'a str,
    pub start: &'a str,
    pub end: &'a str,
    pub minutes: i32,
    pub view: &'a str,
}

impl Default for Ask<'_> {
    fn default() -> Self {
        Self { zone: UTC_ZONE, start: "2026-11-22T23:00:00", end: "2026-11-24T23:00:00", minutes: 30, view: "FreeBusy" }
    }
}

/// The operation's element.
pub fn availability<A: AsRef<str>>(addresses: &[A], ask: &Ask<'_>) -> String {
    let mailbox = |address: &A| {
        format!(
            "<t:MailboxData><t:Email><t:Address>{}</t:Address></t:Email><t:AttendeeType>Required</t:AttendeeType>\
             <t:ExcludeConflicts>false</t:ExcludeConflicts></t:MailboxData>",
            address.as_ref()
        )
    };
    let mailboxes: String = addresses.iter().map(mailbox).collect();
    let Ask { zone, start, end, minutes, view } = ask;
    format!(
        "<m:GetUserAvailabilityRequest>{zone}<m:MailboxDataArray>{mailboxes}</m:MailboxDataArray>\
         <t:FreeBusyViewOptions><t:TimeWindow><t:StartTime>{start}</t:StartTime><t:EndTime>{end}</t:EndTime></t:TimeWindow>\
         <t:MergedFreeBusyIntervalInMinutes>{minutes}</t:MergedFreeBusyIntervalInMinutes>\
         <t:RequestedView>{view}</t:RequestedView></t:FreeBusyViewOptions></m:GetUserAvailabilityRequest>"
    )
}

/// The contents of all elements of that name, whatever their attributes and prefix.
pub fn all<'t>(text: &'t str, name: &str) -> Vec<&'t str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let Some(end) = rest.find('>') else { break };
        let (tag, after) = (&rest[..end], &rest[end + 1..]);
        let full = tag.split([' ', '/']).next().unwrap_or_default();
        if full.rsplit(':').next() == Some(name) && !tag.starts_with('/') {
            let close = format!("</{full}>");
            match after.find(&close) {
                Some(length) if !tag.ends_with('/') => found.push(&after[..length]),
                _ => found.push(""),
            }
        }
        rest = after;
    }
    found
}

/// The first of them.
pub fn first<'t>(text: &'t str, name: &str) -> &'t str {
    all(text, name).first().copied().unwrap_or_default()
}

/// One mailbox's entry of an availability answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub code: String,
    pub view: String,
    pub digits: String,
    /// Start, end and type as they stand there.
    pub events: Vec<[String; 3]>,
    pub text: String,
}

/// The entries, in their order.
pub fn entries(text: &str) -> Vec<Entry> {
    let entry = |entry: &str| Entry {
        code: first(entry, "ResponseCode").to_owned(),
        view: first(entry, "FreeBusyViewType").to_owned(),
        digits: first(entry, "MergedFreeBusy").to_owned(),
        events: all(entry, "CalendarEvent")
            .iter()
            .map(|event| ["StartTime", "EndTime", "BusyType"].map(|name| first(event, name).to_owned()))
            .collect(),
        text: entry.to_owned(),
    };
    all(text, "FreeBusyResponse").into_iter().map(entry).collect()
}
