//! Whatever comes over the wire.

use super::*;
use crate::calendar::BusyType;
use crate::guard::Outcome;
use crate::source::graph::judge;
use chrono::TimeDelta;
use proptest::prelude::*;

/// JSON of any kind, with the names that mean something here.
fn any_json() -> impl Strategy<Value = Value> {
    let names = [
        "value",
        "responses",
        "id",
        "status",
        "headers",
        "body",
        "scheduleId",
        "scheduleItems",
        "error",
        "code",
        "start",
        "end",
        "dateTime",
        "timeZone",
        "innerError",
        "workingHours",
        "responseCode",
        "availabilityView",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        prop_oneof![Just("busy"), Just("0"), Just("person0@example.org"), Just("2026-11-23T09:00:00"), Just("UTC")]
            .prop_map(Value::from),
        "\\PC{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::Array),
            prop::collection::vec((prop::sample::select(names.to_vec()), inner), 0..6).prop_map(|fields| {
                Value::Object(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
            }),
        ]
    })
}

fn statuses() -> impl Strategy<Value = u16> {
    prop::sample::select(vec![200, 204, 302, 400, 401, 403, 404, 413, 429, 500, 503, 504, 509])
}

proptest! {
    #[test]
    fn no_text_does_any_harm_and_none_is_a_calendar(text in "\\PC{0,60}", status in statuses()) {
        let reply = reply(status, text);
        let answered = matches!(judge(&reply), Outcome::Answered { .. });
        prop_assert!(answered);
        prop_assert!(read(&reply, &question(2)).is_err());
    }

    #[test]
    fn no_json_does_any_harm(json in any_json(), status in statuses()) {
        let reply = reply(status, json.to_string());
        let answered = matches!(judge(&reply), Outcome::Answered { .. });
        prop_assert!(answered);
        if let Ok(answer) = read(&reply, &question(45)) {
            prop_assert_eq!(answer.mailboxes.len(), 45);
        }
    }

    #[test]
    fn an_answer_that_breaks_off_is_never_a_calendar(cut in 0.0..1.0_f64, people in 1_usize..4) {
        let text = schedules(&(0..people).map(busy).collect::<Vec<_>>()).to_string();
        let end = (text.len() as f64 * cut) as usize;
        prop_assert!(read(&reply(200, &text[..end]), &question(people)).is_err());
    }

    #[test]
    fn every_item_that_has_time_in_the_window_is_kept_as_it_is(
        items in prop::collection::vec((-3000_i64..6000, 1_i64..4000, 0_usize..6), 0..12),
    ) {
        let window = question(1).window;
        let words = ["free", "tentative", "busy", "oof", "workingElsewhere", "unknown"];
        let kinds = [
            BusyType::Free, BusyType::Tentative, BusyType::Busy, BusyType::OutOfOffice, BusyType::WorkingElsewhere,
            BusyType::NoData,
        ];
        let at = |minute: i64| window.start + TimeDelta::minutes(minute);
        let written = |at: DateTime<Utc>| {
            json!({ "dateTime": at.format("%Y-%m-%dT%H:%M:%S.0000000").to_string(), "timeZone": "UTC" })
        };
        let item = |&(start, length, kind): &(i64, i64, usize)| {
            json!({ "status": words[kind], "start": written(at(start)), "end": written(at(start + length)) })
        };
        let entry = entry(0, &items.iter().map(item).collect::<Vec<_>>());
        let answer = read(&reply(200, schedules(&[entry]).to_string()), &question(1)).unwrap();
        let schedule = answer.mailboxes[0].as_ref().unwrap();
        let mut expected: Vec<_> = (items.iter())
            .map(|&(start, length, kind)| (at(start), at(start + length), kinds[kind]))
            .filter(|&(start, end, _)| start < window.end && window.start < end)
            .collect();
        let mut found: Vec<_> = schedule.blocks.iter().map(|block| (block.start, block.end, block.busy_type)).collect();
        expected.sort_unstable();
        found.sort_unstable();
        prop_assert_eq!(found, expected);
    }
}
