use super::client::{Ask, Desk, availability, envelope};
use attendant_calendar::simulator::{Options, Scenario, Timeline};
use serde_json::{Value, json};
use std::time::Duration;

async fn get(desk: &Desk, path: &str) -> Value {
    let answer = desk.http.get(format!("{}{path}", desk.running.control_url())).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    serde_json::from_str(&answer.text().await.unwrap()).unwrap()
}

async fn post(desk: &Desk, path: &str, body: &Value) -> (u16, Value) {
    let request = desk.http.post(format!("{}{path}", desk.running.control_url()));
    let answer = request.header("Content-Type", "application/json").body(body.to_string()).send().await.unwrap();
    (answer.status().as_u16(), serde_json::from_str(&answer.text().await.unwrap()).unwrap())
}

async fn status(desk: &Desk) -> u16 {
    desk.status_as("reception", &desk.running.password()).await.as_u16()
}

#[tokio::test]
async fn scenarios_are_switched_over_http() {
    let desk = Desk::open().await;
    assert_eq!(get(&desk, "").await["scenario"], "normal");
    let (code, state) = post(&desk, "/scenario", &json!({"scenario": "not-found", "times": 2})).await;
    assert_eq!((code, &state["scenario"], &state["times"]), (200, &json!("not-found"), &json!(2)));
    assert_eq!([status(&desk).await, status(&desk).await, status(&desk).await], [404, 404, 200]);
    assert_eq!(get(&desk, "").await["scenario"], "normal");
    let (code, state) = post(&desk, "/scenario", &json!({"scenario": "not-fond"})).await;
    assert_eq!(code, 400);
    assert!(state["error"].as_str().unwrap().contains("not-fond"), "{state}");
}

#[tokio::test]
async fn a_lockout_drill_is_counted_until_another_scenario_begins() {
    let desk = Desk::open().await;
    let old = desk.running.password();
    assert_eq!(get(&desk, "").await["tally"], Value::Null);
    let drill = json!({"scenario": "lockout-drill", "threshold": 2, "times": 1});
    let (_, state) = post(&desk, "/scenario", &drill).await;
    let tally = |refused, locked, password: &Value| json!({"refused": refused, "threshold": 2, "locked": locked, "password": password});
    let new = &state["password"];
    assert_eq!(state["tally"], tally(0, false, new));
    for (refused, locked) in [(1, false), (2, true)] {
        assert_eq!(desk.status_as("reception", &old).await.as_u16(), 401);
        assert_eq!(get(&desk, "").await["tally"], tally(refused, locked, new));
    }
    assert_eq!(status(&desk).await, 401, "locked");
    post(&desk, "/unlock", &json!({})).await;
    assert_eq!(status(&desk).await, 200);
    assert_eq!(get(&desk, "").await["tally"], tally(2, false, new), "a right password takes nothing back");
    let (_, state) = post(&desk, "/scenario", &json!({"scenario": "normal"})).await;
    assert_eq!((&state["tally"], &state["password"]), (&Value::Null, new));
}

#[tokio::test]
async fn a_changed_password_is_told() {
    let desk = Desk::open().await;
    let old = desk.running.password();
    let (_, state) = post(&desk, "/scenario", &json!({"scenario": "password-changed"})).await;
    let new = state["password"].as_str().unwrap().to_owned();
    assert_ne!(new, old);
    assert_eq!(desk.running.password(), new);
    assert_eq!(desk.status_as("reception", &old).await, 401);
    assert_eq!(desk.status_as("reception", &new).await, 200);
    post(&desk, "/scenario", &json!({"scenario": "normal"})).await;
    assert_eq!(desk.running.password(), new, "normal brings no old password back");
    post(&desk, "/password", &json!({"password": "third"})).await;
    assert_eq!(desk.status_as("reception", "third").await, 200);
}

#[tokio::test]
async fn accounts_are_locked_and_disabled_by_others() {
    let desk = Desk::open().await;
    for name in ["account-locked", "account-disabled"] {
        post(&desk, "/scenario", &json!({"scenario": name})).await;
        assert_eq!(status(&desk).await, 401, "{name}");
        post(&desk, "/scenario", &json!({"scenario": "normal"})).await;
        assert_eq!(status(&desk).await, 200, "{name}");
    }
    desk.control.set(Scenario::AccountLocked);
    post(&desk, "/unlock", &json!({})).await;
    assert_eq!(status(&desk).await, 200);
}

#[tokio::test]
async fn log_and_counters_tell_what_was_decided() {
    let desk = Desk::open().await;
    let body = envelope("Exchange2013", "", &availability(&["a@b.example", "c@d.example"], &Ask::default()));
    desk.post(body).send().await.unwrap();
    desk.status_as("reception", "wrong").await;
    let log = get(&desk, "/log").await;
    assert_eq!(log[0]["operation"], "GetUserAvailability");
    assert_eq!((&log[0]["mailboxes"], &log[0]["sign_in"]), (&json!(2), &json!("accepted")));
    assert_eq!((&log[0]["status"], &log[0]["code"]), (&json!(200), &json!("ErrorMailRecipientNotFound")));
    assert_eq!((&log[1]["sign_in"], &log[1]["status"]), (&json!("refused"), &json!(401)));
    assert_eq!(log[1]["connection"], 1);
    let counters = &get(&desk, "").await["counters"];
    assert_eq!((&counters["requests"], &counters["refused_logons"]), (&json!(2), &json!(1)));
    post(&desk, "/reset", &json!({})).await;
    assert_eq!(get(&desk, "/log").await, json!([]));
    assert_eq!(get(&desk, "").await["counters"]["requests"], 0);
}

#[tokio::test]
async fn web_pages_cannot_switch_anything() {
    let desk = Desk::open().await;
    let url = format!("{}/scenario", desk.running.control_url());
    let order = json!({"scenario": "server-down"}).to_string();
    let request = || desk.http.post(&url).body(order.clone());
    let json_type = ("Content-Type", "application/json");
    let cases = [
        (request().header(json_type.0, json_type.1).header("Origin", "https://evil.example"), 403),
        (request().header(json_type.0, json_type.1).header("Host", "evil.example"), 403),
        (request().header("Content-Type", "text/plain"), 415),
    ];
    for (request, status) in cases {
        assert_eq!(request.send().await.unwrap().status(), status);
    }
    assert_eq!(desk.control.state().order.scenario, Scenario::Normal);
    let nowhere = format!("{}/nowhere", desk.running.control_url());
    assert_eq!(desk.http.get(nowhere).send().await.unwrap().status(), 404);
    assert_eq!(desk.http.get(&url).send().await.unwrap().status(), 405);
}

#[tokio::test]
async fn a_timeline_is_replayed() {
    let timeline = r#"[{"after_seconds": 1.5, "scenario": "normal"}, {"after_seconds": 0, "scenario": "forbidden"}]"#;
    let timeline = Timeline::from_json(timeline).unwrap();
    let desk = Desk::with(Options { timeline, ..Options::default() }).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(status(&desk).await, 403);
    tokio::time::sleep(Duration::from_millis(1600)).await;
    assert_eq!(status(&desk).await, 200);
}

#[tokio::test]
async fn the_announcement_is_what_simulate_prints() {
    let start_at = Some("2026-11-23T09:12:00Z".parse().unwrap());
    let desk = Desk::with(Options { start_at, people: 7, ..Options::default() }).await;
    let line = serde_json::to_value(desk.running.announcement()).unwrap();
    assert_eq!(line["ews_url"], desk.running.ews_url());
    assert_eq!(line["control_url"], desk.running.control_url());
    assert_eq!(
        (&line["graph_url"], &line["authority"]),
        (&json!(desk.running.graph_url()), &json!(desk.running.authority()))
    );
    assert_eq!(line["tenant_id"], desk.running.registration().tenant.to_string());
    assert_eq!(line["client_id"], desk.running.registration().client.to_string());
    assert_eq!((&line["account"], &line["people"]), (&json!("reception@aldermoor.example"), &json!(7)));
    assert!(line["now"].as_str().unwrap().starts_with("2026-11-23T09:12:0"), "{line}");
    assert_eq!(desk.roster().len(), 7);
}
