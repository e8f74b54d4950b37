//! What scenarios answer instead: before the sign-in, as something in front of the server would, or after it.

use super::answer::{Answer, Content, http_date};
use super::{Body, SERVER_NAME};
use crate::simulator::Generation;
use crate::simulator::operations::Oddity;
use crate::simulator::scenario::{BusyForm, Scenario};
use crate::simulator::wire::envelope;
use crate::simulator::wire::fault::Fault;
use crate::simulator::wire::{MESSAGES, TYPES};
use chrono::{DateTime, TimeDelta, Utc};
use http::{StatusCode, header};
use std::time::Duration;

/// What is answered without looking at the request.
pub(super) fn before_sign_in(scenario: &Scenario) -> Option<Answer> {
    Some(match scenario {
        Scenario::Nonsense => {
            Answer::page(StatusCode::OK, "Welcome to the guest network", "Please accept the terms of use.")
        }
        Scenario::LogOnPage => Answer::page(StatusCode::FOUND, "Object moved", "Object moved.")
            .with(header::LOCATION, "/owa/auth/logon.aspx?url=/EWS/Exchange.asmx&reason=0"),
        Scenario::NotFound => not_found(),
        Scenario::TooManyRequests { form, wait_seconds } => {
            let (status, wait) = match form {
                BusyForm::ServiceUnavailable => (StatusCode::SERVICE_UNAVAILABLE, wait_seconds.to_string()),
                BusyForm::TooManyRequests => (StatusCode::TOO_MANY_REQUESTS, wait_seconds.to_string()),
                BusyForm::RetryDate => {
                    let until = Utc::now() + TimeDelta::seconds((*wait_seconds).into());
                    (StatusCode::SERVICE_UNAVAILABLE, http_date(until))
                }
                BusyForm::Fault | BusyForm::Message | BusyForm::Concurrency => return None,
            };
            let answer = Answer::page(status, "Service unavailable", "The server is busy.");
            if *wait_seconds == 0 { answer } else { answer.with(header::RETRY_AFTER, &wait) }
        }
        _ => return None,
    })
}

/// 404, as for any path that is not there.
pub(super) fn not_found() -> Answer {
    Answer::page(StatusCode::NOT_FOUND, "404 - File or directory not found.", "The resource is not available.")
}

/// What is answered to whoever has signed in, instead of the operation's answer.
pub(super) fn after_sign_in(scenario: &Scenario, generation: Generation) -> Option<(Answer, &'static str)> {
    const BUSY: &str = "The server cannot service this request right now. Try again later.";
    let fault = match scenario {
        Scenario::Forbidden | Scenario::EwsBlocked => {
            let answer = Answer::empty(StatusCode::FORBIDDEN);
            return Some((answer.with(header::HeaderName::from_static("x-feserver"), SERVER_NAME), "Forbidden"));
        }
        Scenario::HugeAnswer { mebibytes } => return Some((huge(generation, *mebibytes), "NoError")),
        Scenario::TooManyRequests { form: BusyForm::Fault, wait_seconds } => {
            Fault::new("ErrorServerBusy", BUSY).with("BackOffMilliseconds", u64::from(*wait_seconds) * 1000)
        }
        Scenario::TooManyRequests { form: BusyForm::Concurrency, .. } => Fault::new("ErrorServerBusy", BUSY)
            .with("Policy", "MaxConcurrency")
            .with("MaxConcurrencyLimit", 27)
            .with(
                "ErrorMessage",
                "This operation exceeds the throttling budget for policy part 'MaxConcurrency', policy value '27', Budget \
                 type: 'Ews'. Suggested backoff time 0 ms.",
            ),
        Scenario::InternalError => {
            Fault::new("ErrorInternalServerError", "An internal server error occurred. The operation failed.")
        }
        _ => return None,
    };
    Some((Answer::soap(StatusCode::INTERNAL_SERVER_ERROR, fault.answer(generation)), fault.code))
}

/// What a scenario does inside an otherwise right answer.
pub(super) fn oddity(scenario: &Scenario, now: DateTime<Utc>) -> Oddity {
    match scenario {
        Scenario::TooManyRequests { form: BusyForm::Message, .. } => Oddity::Busy,
        Scenario::OddPerson { form } => Oddity::Person(*form, now),
        _ => Oddity::None,
    }
}

/// How much longer than usual an answer takes.
pub(super) fn delay(scenario: &Scenario) -> Duration {
    match scenario {
        // An hour is long enough for any client to give up.
        Scenario::Slow { seconds } => Duration::try_from_secs_f64(seconds.min(3600.0)).unwrap_or_default(),
        _ => Duration::ZERO,
    }
}

/// The `Date` of a server whose clock is wrong.
pub(super) fn wrong_date(scenario: &Scenario) -> Option<String> {
    match scenario {
        Scenario::WrongClock { minutes } => Some(http_date(Utc::now() + TimeDelta::minutes((*minutes).into()))),
        _ => None,
    }
}

/// One mailbox with far too many items.
fn huge(generation: Generation, mebibytes: u32) -> Answer {
    const EVENT: &str = "<CalendarEvent><StartTime>2026-01-05T09:00:00</StartTime><EndTime>2026-01-05T09:30:00</EndTime>\
                         <BusyType>Busy</BusyType></CalendarEvent>";
    const GAP: &str = "GAP";
    let frame = envelope::answer(generation, |xml| {
        xml.element("GetUserAvailabilityResponse", &[("xmlns", MESSAGES)], |xml| {
            xml.element("FreeBusyResponseArray", &[], |xml| {
                xml.element("FreeBusyResponse", &[], |xml| {
                    xml.element("ResponseMessage", &[("ResponseClass", "Success")], |xml| {
                        xml.text("ResponseCode", "NoError");
                    });
                    xml.element("FreeBusyView", &[], |xml| {
                        xml.text_with("FreeBusyViewType", &[("xmlns", TYPES)], "FreeBusy");
                        xml.text_with("CalendarEventArray", &[("xmlns", TYPES)], GAP);
                    });
                });
            });
        });
    });
    let frame = String::from_utf8(frame).unwrap_or_default();
    let (head, tail) = frame.split_once(GAP).unwrap_or_default();
    let size = usize::try_from(mebibytes).unwrap_or(usize::MAX).saturating_mul(1 << 20);
    let body = Body::repeated(head.into(), EVENT, tail.into(), size);
    Answer { content: Content::Streamed(body), ..Answer::soap(StatusCode::OK, Vec::new()) }
}
