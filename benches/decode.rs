//! Decoding an availability answer of 100 mailboxes with 20 events each, against walking the same bytes with the XML
//! reader alone. Prints the ratio for what is asked for at both privacy levels; the budget is 2.5.

use attendant_calendar::account::Trigger;
use attendant_calendar::calendar::Window;
use attendant_calendar::net::Reply;
use attendant_calendar::source::Question;
use attendant_calendar::source::ews::{judge, read_reply};
use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use criterion::{Criterion, Throughput};
use http::{HeaderMap, StatusCode};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::fmt::Write;
use std::hint::black_box;
use std::time::{Duration, Instant};
use url::Url;
use uuid::Uuid;

const MAILBOXES: usize = 100;
const EVENTS: i64 = 20;
const TYPES: &str = "http://schemas.microsoft.com/exchange/services/2006/types";

fn main() {
    let url = Url::parse("https://mail.example.org/EWS/Exchange.asmx").unwrap_or_else(|error| unreachable!("{error}"));
    let mut criterion = Criterion::default().configure_from_args().measurement_time(Duration::from_secs(4));
    for (level, details) in [("standard", false), ("details", true)] {
        let body = answer(details);
        let question = question(details);
        let reply = reply(body.clone());
        let decode = || {
            let answer = read_reply(&reply, &question, &url);
            assert!(answer.as_ref().is_ok_and(|answer| answer.mailboxes.len() == MAILBOXES));
            black_box(answer)
        };

        let mut group = criterion.benchmark_group(format!("decode/{level}"));
        group.throughput(Throughput::Bytes(body.len() as u64));
        group.bench_function("walk", |bencher| bencher.iter(|| walk(&body)));
        group.bench_function("decode", |bencher| bencher.iter(decode));
        group.bench_function("judge", |bencher| bencher.iter(|| judge(&reply)));
        group.finish();

        // Alternately, so that both see the same machine; the fastest run of each is the least disturbed.
        let (mut walked, mut decoded) = (Duration::MAX, Duration::MAX);
        for _ in 0..200 {
            walked = walked.min(time(|| walk(&body)));
            decoded = decoded.min(time(decode));
        }
        let ratio = decoded.as_secs_f64() / walked.as_secs_f64();
        let (kib, walked, decoded) = (body.len() / 1024, walked.as_micros(), decoded.as_micros());
        say(&format!("{level}: {kib} KiB, walk {walked} µs, decode {decoded} µs: ratio {ratio:.2} (budget 2.50)"));
    }
    criterion.final_summary();
}

fn say(line: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stdout(), "{line}");
}

fn time<T>(act: impl Fn() -> T) -> Duration {
    let start = Instant::now();
    black_box(act());
    start.elapsed()
}

/// The reader's own work: every event, and nothing made of it.
fn walk(body: &str) -> usize {
    let mut reader = Reader::from_str(body);
    let mut events = 0;
    loop {
        match reader.read_event() {
            Ok(Event::Eof) | Err(_) => return events,
            Ok(event) => {
                black_box(&event);
                events += 1;
            }
        }
    }
}

fn start() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_392_000, 0).unwrap_or_default()
}

fn question(details: bool) -> Question {
    Question {
        mailboxes: (0..MAILBOXES).map(|n| format!("person{n}@example.org")).collect(),
        window: Window { start: start(), end: start() + TimeDelta::days(15) },
        details,
        trigger: Trigger::Timer,
    }
}

fn reply(body: String) -> Reply {
    Reply {
        status: StatusCode::OK,
        headers: HeaderMap::new(),
        body: Bytes::from(body),
        at: start(),
        took: Duration::ZERO,
        id: Uuid::nil(),
    }
}

/// As Exchange 2013 and later write it: default namespaces, declared anew inside every view.
fn answer(details: bool) -> String {
    let mut xml = format!(
        r#"<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header><h:ServerVersionInfo MajorVersion="15" MinorVersion="2" MajorBuildNumber="2562" MinorBuildNumber="17" Version="V2017_07_11" xmlns:h="{TYPES}" xmlns="{TYPES}" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/></s:Header><s:Body xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><GetUserAvailabilityResponse xmlns="http://schemas.microsoft.com/exchange/services/2006/messages"><FreeBusyResponseArray>"#
    );
    for mailbox in 0..MAILBOXES as i64 {
        let view = if details { "Detailed" } else { "FreeBusy" };
        let _ = write!(
            xml,
            r#"<FreeBusyResponse><ResponseMessage ResponseClass="Success"><ResponseCode>NoError</ResponseCode></ResponseMessage><FreeBusyView><FreeBusyViewType xmlns="{TYPES}">{view}</FreeBusyViewType><CalendarEventArray xmlns="{TYPES}">"#
        );
        for event in 0..EVENTS {
            let from = start() + TimeDelta::minutes(480 + event * 1000 + mailbox % 7 * 30);
            let to = from + TimeDelta::minutes(30 + event % 4 * 15);
            let (from, to) = (from.format("%Y-%m-%dT%H:%M:%S"), to.format("%Y-%m-%dT%H:%M:%S"));
            let word = ["Busy", "Busy", "Tentative", "Free", "OOF", "WorkingElsewhere"][(event + mailbox) as usize % 6];
            let _ = write!(
                xml,
                "<CalendarEvent><StartTime>{from}</StartTime><EndTime>{to}</EndTime><BusyType>{word}</BusyType>"
            );
            if details {
                let _ = write!(
                    xml,
                    "<CalendarEventDetails><ID>00000000DA0AF1B5C1E6A04F8E5A1D4D6BFA0D2807{event:08}</ID><Subject>Budget R&amp;D, \
                     part {event}</Subject><Location>Room {mailbox}</Location><IsMeeting>true</IsMeeting><IsRecurring>false\
                     </IsRecurring><IsException>false</IsException><IsReminderSet>true</IsReminderSet><IsPrivate>false\
                     </IsPrivate></CalendarEventDetails>"
                );
            }
            xml.push_str("</CalendarEvent>");
        }
        let _ = write!(
            xml,
            r#"</CalendarEventArray><WorkingHours xmlns="{TYPES}"><TimeZone><Bias>-60</Bias><StandardTime><Bias>0</Bias><Time>03:00:00</Time><DayOrder>5</DayOrder><Month>10</Month><DayOfWeek>Sunday</DayOfWeek></StandardTime><DaylightTime><Bias>-60</Bias><Time>02:00:00</Time><DayOrder>5</DayOrder><Month>3</Month><DayOfWeek>Sunday</DayOfWeek></DaylightTime></TimeZone><WorkingPeriodArray><WorkingPeriod><DayOfWeek>Monday Tuesday Wednesday Thursday Friday</DayOfWeek><StartTimeInMinutes>480</StartTimeInMinutes><EndTimeInMinutes>1020</EndTimeInMinutes></WorkingPeriod></WorkingPeriodArray></WorkingHours></FreeBusyView></FreeBusyResponse>"#
        );
    }
    xml.push_str("</FreeBusyResponseArray></GetUserAvailabilityResponse></s:Body></s:Envelope>");
    xml
}
