//! What goes wrong at the built-in server's Microsoft Graph: limits, throttling, errors of every shape, scenarios.

use super::client::Desk;
use super::graph::{Caller, code, question, staff, step, told};
use attendant_calendar::simulator::scenario::{BusyForm, GraphErrorForm, OddForm};
use attendant_calendar::simulator::{Limits, Options, Scenario};
use serde_json::{Value, json};

#[tokio::test]
async fn what_asks_for_too_much_or_for_nonsense_is_refused() {
    let desk = Desk::open().await;
    let caller = Caller::new(&desk).await;
    let all = staff(&desk);
    let changed = |change: &dyn Fn(&mut Value)| {
        let mut question = question(&all[..1]);
        change(&mut question);
        question
    };
    let end = |text: &str| changed(&|question| question["endTime"]["dateTime"] = json!(text));
    let interval = |value: Value| changed(&|question| question["availabilityViewInterval"] = value.clone());
    let lists = ["everybody@aldermoor.example", "everybody@aldermoor.example"].map(str::to_owned);
    let table = [
        (question(&all[..21]), 400, "ErrorMailboxDataArrayTooBig"),
        (question(&lists), 400, "ErrorMailboxDataArrayTooBig"),
        (question(&[]), 400, "ErrorInvalidParameter"),
        (changed(&|question| question["schedules"] = json!([7])), 400, "RequestBodyRead"),
        (end("2026-11-23T00:00:00"), 400, "ErrorInvalidTimeInterval"),
        (end("2027-01-24T00:00:00"), 400, "ErrorInvalidTimeInterval"),
        (end("tomorrow"), 400, "ErrorInvalidTimeInterval"),
        (
            changed(&|question| question["startTime"]["timeZone"] = json!("Nowhere")),
            400,
            "TimeZoneNotSupportedException",
        ),
        (interval(json!(4)), 400, "ErrorInvalidMergedFreeBusyInterval"),
        (interval(json!(1441)), 400, "ErrorInvalidMergedFreeBusyInterval"),
        (interval(Value::Null), 500, "ErrorInternalServerError"),
        (json!("what?"), 400, "BadRequest"),
    ];
    for (question, status, expected) in table {
        let (found, _, answer) = caller.ask(&question).await;
        assert_eq!((found, code(&answer)), (status, expected), "{question}");
        assert!(answer["error"]["innerError"]["request-id"].is_string(), "{answer}");
    }
    for good in [end("2027-01-23T23:59:00"), interval(json!("15")), question(&all[..20])] {
        assert_eq!(caller.ask(&good).await.0, 200, "{good}");
    }
    let capitals = json!({
        "Schedules": all[..1], "StartTime": { "dateTime": "2026-11-23T00:00:00", "timeZone": "Pacific Standard Time" },
        "EndTime": { "dateTime": "2026-11-24T00:00:00", "timeZone": "Pacific Standard Time" }, "availabilityViewInterval": "15",
    });
    assert_eq!(caller.entries(&capitals).await[0]["availabilityView"].as_str().unwrap().len(), 96);
    let one = question(&all[..1]);
    for (path, status, expected) in [
        (format!("/users/{}/calendar/getSchedule", desk.running.account()), 200, "none"),
        ("/users/nobody%40aldermoor.example/calendar/getSchedule".to_owned(), 404, "ErrorInvalidUser"),
        ("/ME/Calendar/microsoft.graph.getSchedule".to_owned(), 200, "none"),
        ("/me/messages".to_owned(), 400, "BadRequest"),
        ("/planet".to_owned(), 400, "BadRequest"),
    ] {
        let (found, _, answer) = told(caller.post(&path, &one)).await;
        assert_eq!((found, code(&answer)), (status, expected), "{path}");
    }
    let url = format!("{}/me/calendar/getSchedule", desk.running.graph_url());
    let plain = desk.http.post(&url).bearer_auth(&caller.token).header("Content-Type", "text/plain");
    let (found, _, answer) = told(plain.body(one.to_string())).await;
    assert_eq!((found, code(&answer)), (400, "BadRequest"));
    let get = desk.http.get(&url).bearer_auth(&caller.token);
    assert_eq!(told(get).await.0, 405);
}

#[tokio::test]
async fn one_mailbox_s_trouble_is_an_error_inside_a_200() {
    let limits = Limits { events: 3, mailboxes: 30, ..Limits::default() };
    let desk = Desk::with(Options { limits, ..Options::default() }).await;
    let caller = Caller::new(&desk).await;
    let all = staff(&desk);
    let mut addresses = all[..6].to_vec();
    addresses.extend(["nobody@aldermoor.example", "nobody", "everybody@aldermoor.example"].map(str::to_owned));
    let entries = caller.entries(&question(&addresses)).await;
    let told = |entry: &Value| entry["error"]["responseCode"].as_str().map(str::to_owned);
    assert!(entries[..6].iter().any(|entry| told(entry).as_deref() == Some("5006")));
    let last: Vec<_> = entries[6..].iter().map(told).collect();
    assert_eq!(last, [Some("5009".to_owned()), Some("5035".to_owned()), Some("5043".to_owned())]);
    let list = caller.entries(&question(&["accounts@aldermoor.example".to_owned()])).await;
    let list = if list[0].get("error").is_some() {
        caller.entries(&question(&["sales@aldermoor.example".to_owned()])).await
    } else {
        list
    };
    assert!(list[0]["availabilityView"].is_string() && list[0].get("scheduleItems").is_none(), "{list:?}");
}

#[tokio::test]
async fn too_many_requests_wait_for_what_is_left_of_ten_minutes() {
    let limits = Limits { graph_requests: 3, ..Limits::default() };
    let desk = Desk::with(Options { limits, ..Options::default() }).await;
    let caller = Caller::new(&desk).await;
    let one = question(&staff(&desk)[..1]);
    let steps: Vec<Value> = (0..4).map(|n| step(&n.to_string(), one.clone())).collect();
    let (_, _, answer) = caller.batch(&steps).await;
    let responses = answer["responses"].as_array().unwrap();
    let refused = responses.iter().filter(|response| response["status"] == 429).collect::<Vec<_>>();
    assert_eq!(refused.len(), 1, "each part counts by itself");
    let (status, wait, body) = caller.ask(&one).await;
    assert_eq!((status, code(&body)), (429, "ApplicationThrottled"));
    for wait in [wait.unwrap(), refused[0]["headers"]["Retry-After"].as_str().unwrap().to_owned()] {
        assert!(wait.contains('.') && (590.0..=600.0).contains(&wait.parse::<f64>().unwrap()), "{wait}");
    }
}

#[tokio::test]
async fn every_shape_of_an_error_can_be_had() {
    let desk = Desk::open().await;
    let caller = Caller::new(&desk).await;
    let one = question(&staff(&desk)[..1]);
    let error = |status, code: &str, form| Scenario::GraphError {
        status,
        code: code.to_owned(),
        inner_code: Some("throttledRequest".to_owned()),
        wait_seconds: Some(2.128),
        part: None,
        form,
    };
    desk.control.set(error(429, "activityLimitReached", GraphErrorForm::Usual));
    let (status, wait, body) = caller.ask(&one).await;
    assert_eq!((status, wait.as_deref(), code(&body)), (429, Some("2.128"), "activityLimitReached"));
    assert_eq!(body["error"]["innerError"]["code"], "throttledRequest");
    desk.control.set(error(503, "", GraphErrorForm::Lowercase));
    let (status, _, body) = caller.ask(&one).await;
    assert_eq!((status, code(&body)), (503, ""));
    assert_eq!(body["error"]["innererror"]["innererror"]["code"], "throttledRequest");
    desk.control.set(error(504, "x", GraphErrorForm::Bare));
    assert!(caller.ask(&one).await.2["error"].get("innerError").is_none());
    desk.control.set(error(500, "x", GraphErrorForm::Empty));
    assert_eq!(caller.ask(&one).await.2, Value::Null);

    let part = Scenario::GraphError {
        status: 401,
        code: "InvalidAuthenticationToken".into(),
        inner_code: None,
        wait_seconds: None,
        part: Some(1),
        form: GraphErrorForm::Usual,
    };
    desk.control.set(part);
    assert_eq!(caller.ask(&one).await.0, 200, "by itself it is no part");
    let (status, _, answer) = caller.batch(&[step("0", one.clone()), step("1", one.clone())]).await;
    let mut statuses: Vec<_> =
        answer["responses"].as_array().unwrap().iter().map(|part| part["status"].as_u64()).collect();
    statuses.sort_unstable();
    assert_eq!((status, statuses), (200, vec![Some(200), Some(401)]));
}

#[tokio::test]
async fn the_scenarios_of_a_server_mean_something_here_too() {
    let desk = Desk::open().await;
    let caller = Caller::new(&desk).await;
    let one = question(&staff(&desk)[..1]);
    let busy = |form| Scenario::TooManyRequests { form, wait_seconds: 7 };
    for (scenario, status, wait) in [
        (Scenario::Forbidden, 403, None),
        (Scenario::InternalError, 500, None),
        (busy(BusyForm::Fault), 429, Some("7")),
        (busy(BusyForm::Concurrency), 429, None),
    ] {
        desk.control.set(scenario.clone());
        let (found, told, _) = caller.ask(&one).await;
        assert_eq!((found, told.as_deref()), (status, wait), "{scenario:?}");
    }
    desk.control.set(busy(BusyForm::Message));
    let (status, _, answer) = caller.batch(&[step("0", one.clone())]).await;
    assert_eq!((status, &answer["responses"][0]["headers"]["Retry-After"]), (200, &json!("7")));
    desk.control.set(Scenario::ClaimsChallenge { refused: false });
    let challenged = caller.post("/me/calendar/getSchedule", &one).send().await.unwrap();
    assert_eq!(challenged.status(), 401);
    assert!(challenged.headers()["www-authenticate"].to_str().unwrap().contains("claims=\""));
    desk.control.set(Scenario::HugeAnswer { mebibytes: 2 });
    let huge = caller.entries(&one).await;
    assert!(huge[0]["scheduleItems"].as_array().unwrap().len() > 10_000);

    let all = staff(&desk);
    let answers = async || {
        let mut entries = Vec::new();
        for group in all.chunks(20) {
            entries.extend(caller.entries(&question(group)).await);
        }
        entries
    };
    desk.control.set(Scenario::Normal);
    let usual = answers().await;
    for form in [
        OddForm::UnknownType,
        OddForm::OddTime,
        OddForm::BackwardItem,
        OddForm::ForbiddenCharacter,
        OddForm::NothingGranted,
    ] {
        desk.control.set(Scenario::OddPerson { form });
        let odd = answers().await;
        assert_eq!(usual.iter().zip(&odd).filter(|(usual, odd)| usual != odd).count(), 1, "{form:?}");
    }
    desk.control.set(Scenario::GraphPerson { code: "5046".into() });
    let odd = answers().await;
    assert_eq!(odd.iter().filter(|entry| entry["error"]["responseCode"] == "5046").count(), 1);
}
