use super::client::{Ask, BERLIN_ZONE, Desk, Entry, all, availability, entries, first};
use attendant_calendar::simulator::{Generation, Limits, Options, TimeForm};
use chrono::{DateTime, NaiveDateTime, Utc};

const WEEK: Ask<'static> = Ask {
    zone: super::client::UTC_ZONE,
    start: "2026-11-22T23:00:00",
    end: "2026-11-29T23:00:00",
    minutes: 30,
    view: "FreeBusy",
};

fn addresses(desk: &Desk) -> Vec<String> {
    desk.roster().into_iter().map(|person| person.address).collect()
}

async fn week(desk: &Desk, ask: &Ask<'_>) -> Vec<Entry> {
    let answer = desk.ask(&availability(&addresses(desk), ask)).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    entries(&answer.text)
}

fn utc(wall: &str) -> DateTime<Utc> {
    wall.parse::<NaiveDateTime>().expect("a time without offset").and_utc()
}

#[tokio::test]
async fn every_mailbox_is_answered_in_its_place_and_two_with_errors() {
    let desk = Desk::open().await;
    let entries = week(&desk, &WEEK).await;
    assert_eq!(entries.len(), 60);
    let count = |code: &str| entries.iter().filter(|entry| entry.code == code).count();
    assert_eq!((count("NoError"), count("ErrorMailRecipientNotFound"), count("ErrorNoFreeBusyAccess")), (58, 1, 1));
    for entry in entries.iter().filter(|entry| entry.code != "NoError") {
        assert_eq!((entry.view.as_str(), entry.events.len()), ("None", 0));
        assert!(["5009", "5037"].contains(&first(&entry.text, "ExceptionCode")), "{}", entry.text);
    }

    let mut reversed = addresses(&desk);
    reversed.reverse();
    let answer = desk.ask(&availability(&reversed, &WEEK)).await;
    let mut again = self::entries(&answer.text);
    again.reverse();
    assert_eq!(again, entries, "the answer follows the request's order and is the same each time");
}

#[tokio::test]
async fn a_view_is_lowered_to_what_the_mailbox_grants() {
    let desk = Desk::open().await;
    let plain = week(&desk, &WEEK).await;
    let detailed = week(&desk, &Ask { view: "Detailed", ..WEEK }).await;
    let granted = |view: &str| detailed.iter().filter(|entry| entry.view == view).count();
    assert!(granted("Detailed") > 30 && granted("FreeBusy") > 8, "both kinds of mailboxes are there");
    for (plain, detailed) in plain.iter().zip(&detailed) {
        assert_eq!(plain.events, detailed.events, "the same items, with or without details");
        assert!(!plain.text.contains("CalendarEventDetails") && plain.digits.is_empty());
        let details = all(&detailed.text, "CalendarEventDetails");
        match detailed.view.as_str() {
            "Detailed" => assert_eq!(details.len(), detailed.events.len()),
            _ => assert!(details.is_empty()),
        }
        for details in details {
            let private = first(details, "IsPrivate") == "true";
            assert_eq!(all(details, "Subject").is_empty(), private, "{details}");
        }
    }
    assert!(detailed.iter().any(|entry| entry.text.contains("<IsPrivate>true")));
    assert!(detailed.iter().any(|entry| entry.text.contains("<IsRecurring>true")));
}

#[tokio::test]
async fn digits_say_what_the_items_say() {
    let desk = Desk::open().await;
    let merged = week(&desk, &Ask { view: "FreeBusyMerged", ..WEEK }).await;
    for entry in merged.iter().filter(|entry| entry.code == "NoError") {
        assert_eq!((entry.view.as_str(), entry.digits.len()), ("FreeBusyMerged", 7 * 48));
        for (slot, digit) in entry.digits.chars().enumerate() {
            let start = utc(WEEK.start) + chrono::TimeDelta::minutes(30 * slot as i64);
            let end = start + chrono::TimeDelta::minutes(30);
            let rank =
                |kind: &str| ["Free", "WorkingElsewhere", "Tentative", "Busy", "OOF"].iter().position(|k| *k == kind);
            let touching = entry.events.iter().filter(|[from, to, _]| utc(from) < end && start < utc(to));
            let highest = touching.filter_map(|[.., kind]| rank(kind)).max().unwrap_or(0);
            assert_eq!(digit, ['0', '4', '1', '2', '3'][highest], "slot {slot} of {:?}", entry.events);
        }
    }
    let only = week(&desk, &Ask { view: "MergedOnly", minutes: 60, ..WEEK }).await;
    let only = only.iter().filter(|entry| entry.code == "NoError");
    for entry in only {
        assert_eq!((entry.view.as_str(), entry.events.len(), entry.digits.len()), ("MergedOnly", 0, 7 * 24));
    }
}

#[tokio::test]
async fn wall_times_are_those_of_the_requests_zone() {
    let desk = Desk::open().await;
    let in_utc = week(&desk, &WEEK).await;
    let berlin = Ask { zone: BERLIN_ZONE, start: "2026-11-23T00:00:00", end: "2026-11-30T00:00:00", ..WEEK };
    let context = |id: &str| format!("<t:TimeZoneContext><t:TimeZoneDefinition Id=\"{id}\"/></t:TimeZoneContext>");
    let by_header = availability(&addresses(&desk), &Ask { zone: "", ..berlin });
    let by_header = entries(&desk.ask_at("Exchange2010", &context("W. Europe Standard Time"), &by_header).await.text);
    let by_element = entries(&desk.ask_at("Exchange2010", "", &availability(&addresses(&desk), &berlin)).await.text);
    // The element goes before the header.
    let by_both = availability(&addresses(&desk), &berlin);
    let by_both = entries(&desk.ask_at("Exchange2010", &context("Tokyo Standard Time"), &by_both).await.text);
    assert_eq!(by_header, by_element);
    assert_eq!(by_both, by_element);
    let hour = chrono::TimeDelta::hours(1);
    for (utc_entry, berlin_entry) in in_utc.iter().zip(&by_element) {
        let shifted: Vec<_> =
            berlin_entry.events.iter().map(|[start, end, _]| (utc(start) - hour, utc(end) - hour)).collect();
        let expected: Vec<_> = utc_entry.events.iter().map(|[start, end, _]| (utc(start), utc(end))).collect();
        assert_eq!(shifted, expected);
    }
}

#[tokio::test]
async fn a_summer_and_a_winter_day_of_one_request_have_their_own_offsets() {
    let desk = Desk::open().await;
    let ask = |zone| Ask { zone, start: "2026-10-19T00:00:00", end: "2026-10-31T00:00:00", ..WEEK };
    let in_utc = week(&desk, &ask(super::client::UTC_ZONE)).await;
    let berlin = week(&desk, &ask(BERLIN_ZONE)).await;
    let start_of_winter = utc("2026-10-25T01:00:00");
    let mut seen = [0; 2];
    for (utc_entry, berlin_entry) in in_utc.iter().zip(&berlin) {
        for [start, _, kind] in &utc_entry.events {
            let hours = if utc(start) < start_of_winter { 2 } else { 1 };
            let local = (utc(start) + chrono::TimeDelta::hours(hours)).format("%Y-%m-%dT%H:%M:%S").to_string();
            // The windows differ by the offset, so that the edges may.
            if utc(start) > utc("2026-10-19T06:00:00") && utc(start) < utc("2026-10-30T20:00:00") {
                assert!(berlin_entry.events.iter().any(|[s, _, k]| *s == local && k == kind), "{local} {kind}");
                seen[usize::from(hours == 1)] += 1;
            }
        }
    }
    assert!(seen.iter().all(|&count| count > 100), "{seen:?}");
}

#[tokio::test]
async fn items_that_touch_the_window_come_whole() {
    let desk = Desk::open().await;
    let entries = week(&desk, &Ask { start: "2026-11-25T09:00:00", end: "2026-11-25T09:30:00", ..WEEK }).await;
    let (start, end) = (utc("2026-11-25T09:00:00"), utc("2026-11-25T09:30:00"));
    let events: Vec<_> = entries.iter().flat_map(|entry| &entry.events).collect();
    assert!(events.iter().all(|[from, to, _]| utc(from) < end && start < utc(to)));
    assert!(events.iter().any(|[from, ..]| utc(from) < start), "begins before");
    assert!(events.iter().any(|[_, to, _]| utc(to) > end), "ends after");
    assert!(events.iter().any(|[from, to, _]| utc(to) - utc(from) > chrono::TimeDelta::days(1)), "several days");
}

#[tokio::test]
async fn working_elsewhere_needs_a_level_that_knows_it() {
    let desk = Desk::open().await;
    let question = availability(&addresses(&desk), &WEEK);
    let old = desk.ask_at("Exchange2007_SP1", "", &question).await;
    let new = desk.ask_at("Exchange2013", "", &question).await;
    assert!(!old.text.contains("WorkingElsewhere") && new.text.contains("WorkingElsewhere"));
    for (old, new) in entries(&old.text).iter().zip(&entries(&new.text)) {
        let kinds: Vec<_> = new.events.iter().map(|[.., kind]| kind.replace("WorkingElsewhere", "Free")).collect();
        assert_eq!(old.events.iter().map(|[.., kind]| kind.clone()).collect::<Vec<_>>(), kinds);
    }
}

#[tokio::test]
async fn times_can_be_had_in_all_three_forms() {
    let form = async |time_form| {
        let desk = Desk::with(Options { time_form, ..Options::default() }).await;
        let ask = Ask { zone: BERLIN_ZONE, start: "2026-11-23T00:00:00", end: "2026-11-24T00:00:00", ..WEEK };
        week(&desk, &ask).await.into_iter().flat_map(|entry| entry.events).map(|[start, ..]| start).collect::<Vec<_>>()
    };
    let (wall, offset, utc_form) =
        (form(TimeForm::Wall).await, form(TimeForm::Offset).await, form(TimeForm::Utc).await);
    assert!(wall.len() > 100);
    for ((wall, offset), utc_form) in wall.iter().zip(&offset).zip(&utc_form) {
        assert_eq!(format!("{wall}+01:00"), *offset);
        assert_eq!(DateTime::parse_from_rfc3339(offset).unwrap(), DateTime::parse_from_rfc3339(utc_form).unwrap());
        assert!(utc_form.ends_with('Z'));
    }
}

#[tokio::test]
async fn working_hours_carry_the_mailboxs_own_zone() {
    let desk = Desk::open().await;
    let roster = desk.roster();
    let entries = week(&desk, &WEEK).await;
    let mut biases = std::collections::BTreeSet::new();
    for (person, entry) in roster.iter().zip(&entries).filter(|(_, entry)| entry.code == "NoError") {
        let hours = first(&entry.text, "WorkingHours");
        let bias = first(hours, "Bias");
        let expected = if person.zone == Some(chrono_tz::Europe::London) { "0" } else { "-60" };
        assert_eq!(bias, expected, "{}", person.name);
        biases.insert(bias);
        let daylight = first(hours, "DaylightTime");
        assert_eq!(
            ["Bias", "DayOrder", "Month", "DayOfWeek"].map(|name| first(daylight, name)),
            ["-60", "5", "3", "Sunday"]
        );
        assert!(!first(hours, "DayOfWeek").is_empty() && !all(hours, "WorkingPeriod").is_empty());
    }
    assert_eq!(biases.len(), 2);
}

#[tokio::test]
async fn a_distribution_list_is_one_string_of_digits() {
    let desk = Desk::open().await;
    let answer = desk.ask(&availability(&["sales@aldermoor.example"], &Ask { view: "Detailed", ..WEEK })).await;
    let [group] = entries(&answer.text).try_into().expect("one entry");
    assert_eq!((group.view.as_str(), group.digits.len(), group.events.len()), ("MergedOnly", 7 * 48, 0));
    let roster = desk.roster();
    let in_sales = roster.iter().filter(|person| person.groups.iter().any(|group| group == "Sales"));
    let members: Vec<_> = in_sales.map(|person| &person.address).collect();
    let merged = desk.ask(&availability(&members, &Ask { view: "MergedOnly", ..WEEK })).await;
    let merged = entries(&merged.text);
    let rank = |digit: char| "04123".find(digit).expect("a digit");
    for slot in 0..7 * 48 {
        let digits = merged.iter().filter_map(|entry| entry.digits.chars().nth(slot));
        assert_eq!(group.digits.chars().nth(slot), digits.max_by_key(|digit| rank(*digit)), "slot {slot}");
    }
}

#[tokio::test]
async fn a_big_company_has_lists_too_big_to_merge() {
    let limits = Limits { mailboxes: 20, ..Limits::default() };
    let desk = Desk::with(Options { people: 80, limits, ..Options::default() }).await;
    let answer = desk.ask(&availability(&["everybody@aldermoor.example"], &WEEK)).await;
    assert_eq!(entries(&answer.text)[0].code, "ErrorFreeBusyDLLimitReached");
}

#[tokio::test]
async fn a_missing_zone_fails_each_mailbox() {
    let desk = Desk::open().await;
    let question = availability(&addresses(&desk)[..2], &Ask { zone: "", ..WEEK });
    let answer = desk.ask_at("Exchange2010", "", &question).await;
    let codes: Vec<_> = entries(&answer.text).into_iter().map(|entry| entry.code).collect();
    assert_eq!(codes, ["ErrorTimeZone", "ErrorTimeZone"]);

    // The oldest schema demands one.
    let old = Desk::with(Options { generation: Generation::Exchange2007Sp1, ..Options::default() }).await;
    let answer = old.ask_at("Exchange2007_SP1", "", &question).await;
    assert_eq!((answer.status.as_u16(), first(&answer.text, "ResponseCode")), (500, "ErrorSchemaValidation"));
}

#[tokio::test]
async fn suggestions_are_answered_with_none() {
    let desk = Desk::open().await;
    let question = availability(&addresses(&desk)[..1], &WEEK)
        .replace("</m:GetUserAvailabilityRequest>", "<t:SuggestionsViewOptions/></m:GetUserAvailabilityRequest>");
    let answer = desk.ask(&question).await;
    assert_eq!(answer.status, 200);
    assert!(!all(&answer.text, "SuggestionsResponse").is_empty());
    assert_eq!(entries(&answer.text).len(), 1);
}
