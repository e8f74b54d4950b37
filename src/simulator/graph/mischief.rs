//! What scenarios answer in place of the calendars, to whoever has signed in.

use super::fault::Fault;
use crate::simulator::scenario::{BusyForm, GraphErrorForm, Scenario};
use crate::simulator::server::{Answer, Body, Content};
use http::StatusCode;

/// The error of a scenario, for a call by itself or for that part of a `$batch`.
pub(super) fn after_sign_in(scenario: &Scenario, place: Option<usize>) -> Option<Fault> {
    Some(match scenario {
        Scenario::Forbidden => Fault::denied(),
        Scenario::InternalError => Fault::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "ErrorInternalServerError",
            "An internal server error occurred. The operation failed.",
        ),
        Scenario::TooManyRequests { form: BusyForm::Fault | BusyForm::Message, wait_seconds } => {
            Fault::throttled(f64::from(*wait_seconds))
        }
        Scenario::TooManyRequests { form: BusyForm::Concurrency, .. } => {
            let text = "Application is over its MailboxConcurrency limit.";
            Fault::new(StatusCode::TOO_MANY_REQUESTS, "ApplicationThrottled", text).with(
                None,
                None,
                GraphErrorForm::Bare,
            )
        }
        Scenario::GraphError { status, code, inner_code, wait_seconds, part, form }
            if part.is_none() || *part == place =>
        {
            let status = StatusCode::from_u16(*status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            let text = "The request could not be completed.";
            Fault::new(status, code.as_str(), text).with(inner_code.clone(), *wait_seconds, *form)
        }
        _ => return None,
    })
}

/// One mailbox with far too many items.
pub(super) fn huge(mebibytes: u32) -> Answer {
    const ITEM: &str = r#"{"status":"busy","start":{"dateTime":"2026-01-05T09:00:00.0000000","timeZone":"UTC"},"end":{"dateTime":"2026-01-05T09:30:00.0000000","timeZone":"UTC"}},"#;
    let head = r#"{"value":[{"scheduleId":"somebody@aldermoor.example","availabilityView":"","scheduleItems":["#;
    let last = ITEM.trim_end_matches(',');
    let tail = format!("{last}]}}]}}");
    let size = usize::try_from(mebibytes).unwrap_or(usize::MAX).saturating_mul(1 << 20);
    let body = Body::repeated(head.into(), ITEM, tail.into_bytes(), size);
    Answer { content: Content::Streamed(body), ..Answer::text(StatusCode::OK, "application/json", Vec::new()) }
}
