//! Answers of a `$batch`.

use super::*;
use crate::source::{Class, MailboxErrorKind};

/// The good part of that place in a question about everybody.
fn good(id: usize) -> Value {
    let entries: Vec<Value> = (id * 20..(id + 1) * 20).map(busy).collect();
    part(&id.to_string(), 200, json!({ "Content-Type": "application/json" }), schedules(&entries))
}

/// How each group of twenty fared.
fn groups(parts: &[Value], people: usize) -> Result<Vec<String>, SourceError> {
    let answer = read(&reply(200, batch(parts)), &question(people))?;
    assert_eq!(answer.mailboxes.len(), people);
    let groups = answer.mailboxes.chunks(20).map(|group| {
        let told: std::collections::BTreeSet<String> = (group.iter())
            .map(|entry| match entry {
                Ok(schedule) => format!("{} blocks", schedule.blocks.len()),
                Err(error) => format!("{:?} {}", error.kind, error.code),
            })
            .collect();
        told.into_iter().collect::<Vec<_>>().join(", ")
    });
    Ok(groups.collect())
}

#[test]
fn answers_are_matched_by_their_ids_in_any_order() {
    assert_eq!(groups(&[good(1), good(0)], 40).unwrap(), ["1 blocks", "1 blocks"]);
    let mut number = good(1);
    number["id"] = json!(1);
    assert_eq!(groups(&[number, good(0)], 40).unwrap(), ["1 blocks", "1 blocks"]);
    // Those that have changed places are not believed.
    let (mut one, mut other) = (good(0), good(1));
    (one["id"], other["id"]) = (json!("1"), json!("0"));
    assert_eq!(groups(&[one, other], 40).unwrap(), ["Unreadable scheduleId"; 2]);
}

#[test]
fn a_part_that_fails_costs_the_others_nothing() {
    let table = [
        (part("1", 429, json!({ "Retry-After": "17.5" }), error("ApplicationThrottled")), "Passing HTTP 429"),
        (part("1", 503, json!({}), error("serviceNotAvailable")), "Passing HTTP 429"),
        (part("1", 403, json!({}), error("")), "NoAccess HTTP 403"),
        (part("1", 500, json!({}), error("ErrorInternalServerError")), "Passing ErrorInternalServerError"),
        (part("1", 504, json!({}), json!(null)), "Passing HTTP 504"),
        (part("1", 404, json!({}), error("ResourceNotFound")), "Other ResourceNotFound"),
        (part("1", 424, json!({}), error("")), "Passing HTTP 424"),
        (part("1", 200, json!({}), json!("PGh0bWw+")), "Unreadable responses"),
        (part("1", 200, json!({}), json!(null)), "Unreadable responses"),
        (part("7", 200, json!({}), schedules(&[])), "Unreadable responses"),
    ];
    for (part, expected) in table {
        let told = groups(&[good(0), part.clone(), good(2)], 60).unwrap();
        assert_eq!(told, ["1 blocks", expected, "1 blocks"], "{part}");
    }
}

#[test]
fn what_every_part_says_is_said_of_the_question() {
    let both = |status: u16, code: &str| {
        let parts = [part("0", status, json!({}), error(code)), part("1", status, json!({}), error(code))];
        groups(&parts, 40).unwrap_err()
    };
    assert_eq!(both(429, "ApplicationThrottled").class(), Class::Wait);
    assert_eq!(both(403, "Authorization_RequestDenied").notice().code, "graph-no-permission");
    assert_eq!(both(404, "MailboxNotEnabledForRESTAPI").notice().code, "graph-no-mailbox");
    assert_eq!(both(500, "ErrorInternalServerError").class(), Class::Server);
}

#[test]
fn a_part_that_is_too_big_makes_the_question_smaller() {
    for (code, class) in
        [("ErrorMailboxDataArrayTooBig", Class::TooManyMailboxes), ("ErrorTimeIntervalTooBig", Class::WindowTooLong)]
    {
        let too_big = part("1", 400, json!({}), error(code));
        assert_eq!(groups(&[good(0), too_big], 40).unwrap_err().class(), class, "{code}");
    }
}

#[test]
fn an_envelope_that_nobody_can_follow_is_no_answer() {
    let mut nameless = good(1);
    nameless.as_object_mut().unwrap().remove("id");
    let mut statusless = good(1);
    statusless["status"] = json!("fine");
    for parts in [vec![good(0), good(0)], vec![good(0), nameless], vec![good(0), statusless], vec![json!(7)]] {
        assert_eq!(groups(&parts, 40).unwrap_err().notice().code, "answer-not-graph");
    }
    assert_eq!(groups(&[], 40).unwrap_err().notice().code, "answer-not-graph");
    let far = part("4000000000", 200, json!({}), schedules(&[]));
    assert!(groups(&[far], 40).is_err());
}

#[test]
fn one_person_s_error_inside_a_batch_is_that_persons() {
    let mut second = good(1);
    second["body"]["value"][3] = json!({ "scheduleId": address(23), "error": { "responseCode": "5037" } });
    let answer = read(&reply(200, batch(&[good(0), second])), &question(40)).unwrap();
    assert_eq!(answer.mailboxes[23].as_ref().unwrap_err().kind, MailboxErrorKind::NoAccess);
    assert_eq!(answer.mailboxes.iter().filter(|entry| entry.is_ok()).count(), 39);
}
