//! Microsoft Graph of the built-in server over real HTTP, as any client meets it.

use super::client::Desk;
use attendant_calendar::simulator::{Options, Scenario, SignInOutcome};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::RequestBuilder;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use url::form_urlencoded;

/// Somebody who is signed in.
pub(super) struct Caller<'d> {
    pub(super) desk: &'d Desk,
    pub(super) token: String,
}

/// An answer: status, `Retry-After`, JSON.
pub(super) type Told = (u16, Option<String>, Value);

impl<'d> Caller<'d> {
    /// Signs in for these permissions, as a browser and a program do together.
    pub(super) async fn with(desk: &'d Desk, permissions: &[&str]) -> Self {
        let (registration, base) = (desk.running.registration(), desk.running.authority());
        let url = |end: &str| format!("{base}/{}/oauth2/v2.0/{end}", registration.tenant);
        let form =
            |pairs: &[(&str, &str)]| form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let post = |url: String, body: String| {
            desk.http.post(url).header("Content-Type", "application/x-www-form-urlencoded").body(body).send()
        };
        let scopes: Vec<String> = permissions.iter().map(|permission| format!("{base}/{permission}")).collect();
        let (client, verifier) = (registration.client.to_string(), "v".repeat(50));
        let query = form(&[
            ("client_id", &client),
            ("response_type", "code"),
            ("redirect_uri", "http://localhost:9/"),
            ("code_challenge", &URL_SAFE_NO_PAD.encode(Sha256::digest(&verifier))),
            ("code_challenge_method", "S256"),
            ("scope", &scopes.join(" ")),
        ]);
        let fields = form(&[("login", desk.running.account()), ("passwd", &desk.running.password())]);
        let back = post(format!("{}?{query}", url("authorize")), fields).await.unwrap();
        let back = url::Url::parse(back.headers()["location"].to_str().unwrap()).unwrap();
        let code = back.query_pairs().find(|(name, _)| name == "code").unwrap().1.into_owned();
        let fields = form(&[
            ("grant_type", "authorization_code"),
            ("client_id", &client),
            ("redirect_uri", "http://localhost:9/"),
            ("code", &code),
            ("code_verifier", &verifier),
        ]);
        let granted = post(url("token"), fields).await.unwrap().text().await.unwrap();
        let granted: Value = serde_json::from_str(&granted).unwrap();
        desk.control.reset();
        Self { desk, token: granted["access_token"].as_str().unwrap().to_owned() }
    }

    pub(super) async fn new(desk: &'d Desk) -> Self {
        Self::with(desk, &["Calendars.Read", "User.ReadBasic.All"]).await
    }

    pub(super) fn post(&self, path: &str, body: &Value) -> RequestBuilder {
        let request = self.desk.http.post(format!("{}{path}", self.desk.running.graph_url()));
        request.bearer_auth(&self.token).header("Content-Type", "application/json").body(body.to_string())
    }

    pub(super) async fn ask(&self, body: &Value) -> Told {
        told(self.post("/me/calendar/getSchedule", body)).await
    }

    /// The entries of a question that is answered.
    pub(super) async fn entries(&self, body: &Value) -> Vec<Value> {
        let (status, _, answer) = self.ask(body).await;
        assert_eq!(status, 200, "{answer}");
        answer["value"].as_array().unwrap().clone()
    }

    pub(super) async fn batch(&self, requests: &[Value]) -> Told {
        told(self.post("/$batch", &json!({ "requests": requests }))).await
    }
}

pub(super) async fn told(request: RequestBuilder) -> Told {
    let answer = request.send().await.unwrap();
    let (status, wait) = (answer.status().as_u16(), answer.headers().get("retry-after").cloned());
    let text = answer.text().await.unwrap();
    let wait = wait.map(|wait| wait.to_str().unwrap().to_owned());
    (status, wait, if text.is_empty() { Value::Null } else { serde_json::from_str(&text).unwrap() })
}

pub(super) fn question(schedules: &[String]) -> Value {
    json!({
        "schedules": schedules,
        "startTime": { "dateTime": "2026-11-23T00:00:00", "timeZone": "UTC" },
        "endTime": { "dateTime": "2026-11-25T00:00:00", "timeZone": "UTC" },
        "availabilityViewInterval": 60,
    })
}

/// A request of a batch.
pub(super) fn step(id: &str, body: Value) -> Value {
    json!({
        "id": id, "method": "POST", "url": "/me/calendar/getSchedule",
        "headers": { "Content-Type": "application/json" }, "body": body,
    })
}

pub(super) fn staff(desk: &Desk) -> Vec<String> {
    desk.roster().into_iter().map(|person| person.address).collect()
}

pub(super) fn code(answer: &Value) -> &str {
    answer["error"]["code"].as_str().unwrap_or("none")
}

#[tokio::test]
async fn calendars_come_with_items_hours_and_errors_of_their_own() {
    let start_at = Some("2026-11-23T09:12:00Z".parse().unwrap());
    let desk = Desk::with(Options { start_at, ..Options::default() }).await;
    let caller = Caller::new(&desk).await;
    let (mut words, mut zones, mut errors) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for group in staff(&desk).chunks(20) {
        for (address, entry) in group.iter().zip(caller.entries(&question(group)).await) {
            assert_eq!(entry["scheduleId"], json!(address));
            if let Some(error) = entry.get("error") {
                assert!(entry.get("scheduleItems").is_none() && entry.get("workingHours").is_none());
                errors.push(error["responseCode"].as_str().unwrap().to_owned());
                continue;
            }
            let digits = entry["availabilityView"].as_str().unwrap();
            assert!(digits.len() == 48 && digits.bytes().all(|digit| (b'0'..=b'3').contains(&digit)), "{digits}");
            for item in entry["scheduleItems"].as_array().unwrap() {
                words.insert(item["status"].as_str().unwrap().to_owned());
                assert_eq!(item["start"]["timeZone"], "UTC");
                assert!(item["start"]["dateTime"].as_str().unwrap().ends_with(":00.0000000"), "{item}");
            }
            zones.insert(entry["workingHours"]["timeZone"]["name"].as_str().unwrap().to_owned());
        }
    }
    assert!(words.contains("busy") && words.contains("workingElsewhere") && words.contains("oof"), "{words:?}");
    assert!(zones.contains("W. Europe Standard Time") && zones.contains("Customized Time Zone"), "{zones:?}");
    errors.sort();
    assert_eq!(errors, ["5009", "5037"]);
    let log = desk.control.log();
    let line = log.last().unwrap();
    assert_eq!(
        (line.operation.as_deref(), line.sign_in, line.mailboxes),
        (Some("getSchedule"), SignInOutcome::Accepted, 20)
    );
}

#[tokio::test]
async fn times_are_written_in_the_preferred_zone_and_else_in_utc() {
    let desk = Desk::open().await;
    let caller = Caller::new(&desk).await;
    let all = staff(&desk);
    let mut question = question(&all[..10]);
    question["startTime"] = json!({ "dateTime": "2026-11-23T01:00:00", "timeZone": "Europe/Berlin" });
    let first = |entries: Vec<Value>| {
        let items = entries.into_iter().find_map(|entry| entry["scheduleItems"].get(0).cloned());
        items.unwrap()["start"].clone()
    };
    let plain = first(caller.entries(&question).await);
    assert_eq!(plain["timeZone"], "UTC", "the question's own zone does not count");
    for zone in ["W. Europe Standard Time", "Europe/Berlin"] {
        let prefer = format!("odata.maxpagesize=5, outlook.timezone=\"{zone}\"");
        let (_, _, answer) = told(caller.post("/me/calendar/getSchedule", &question).header("Prefer", prefer)).await;
        let local = first(answer["value"].as_array().unwrap().clone());
        assert_eq!(local["timeZone"], zone);
        let at = |text: &Value| text.as_str().unwrap()[..19].parse::<chrono::NaiveDateTime>().unwrap();
        assert_eq!((at(&local["dateTime"]) - at(&plain["dateTime"])).num_hours(), 1);
    }
}

#[tokio::test]
async fn details_are_for_whoever_may_see_them() {
    let desk = Desk::open().await;
    let all = staff(&desk);
    let strict = Caller::with(&desk, &["Calendars.ReadBasic"]).await;
    let wide = Caller::new(&desk).await;
    let (mut detailed, mut bare, mut private) = (0, 0, 0);
    for group in all.chunks(20) {
        for entry in wide.entries(&question(group)).await {
            for item in entry["scheduleItems"].as_array().into_iter().flatten() {
                match item.get("isPrivate") {
                    Some(Value::Bool(true)) => {
                        private += 1;
                        assert_eq!((&item["subject"], &item["location"]), (&json!(""), &json!("")));
                    }
                    Some(_) => detailed += 1,
                    None => bare += 1,
                }
            }
        }
        for entry in strict.entries(&question(group)).await {
            let mut items = entry["scheduleItems"].as_array().into_iter().flatten();
            assert!(items.all(|item| item.get("subject").is_none() && item.get("status").is_some()));
        }
    }
    assert!(detailed > 20 && bare > 20 && private > 0, "{detailed} {bare} {private}");
}

#[tokio::test]
async fn tokens_and_permissions_are_checked() {
    let desk = Desk::open().await;
    let one = question(&staff(&desk)[..1]);
    let caller = Caller::new(&desk).await;
    let without = desk.http.post(format!("{}/me/calendar/getSchedule", desk.running.graph_url())).send().await.unwrap();
    assert_eq!(without.status(), 401);
    assert!(without.headers()["www-authenticate"].to_str().unwrap().starts_with("Bearer"));
    let (status, _, answer) = Caller { desk: &desk, token: "made-up".into() }.ask(&one).await;
    assert_eq!((status, code(&answer)), (401, "InvalidAuthenticationToken"));
    let other = Caller::with(&desk, &["EWS.AccessAsUser.All"]).await;
    assert_eq!(other.ask(&one).await.0, 401, "for another service");
    let graph_token = desk.http.post(desk.running.ews_url()).bearer_auth(&caller.token).send().await.unwrap();
    assert_eq!(graph_token.status(), 401, "and the other way round");
    let (status, _, answer) = Caller::with(&desk, &["User.ReadBasic.All"]).await.ask(&one).await;
    assert_eq!((status, code(&answer)), (403, "ErrorAccessDenied"));
    assert_eq!(caller.ask(&one).await.0, 200);
    desk.control.set(Scenario::TokensExpired);
    assert_eq!(caller.ask(&one).await.0, 401);
    assert_eq!(desk.control.counters().refused_logons, 0, "no password was tried");
}

#[tokio::test]
async fn a_batch_is_answered_part_by_part() {
    let desk = Desk::open().await;
    let caller = Caller::new(&desk).await;
    let all = staff(&desk);
    let mut broken = step("c", question(&all[..1]));
    broken["headers"] = json!({});
    let mut waits = step("d", question(&all[..1]));
    waits["dependsOn"] = json!(["c"]);
    let nowhere = json!({ "id": "e", "method": "GET", "url": "/me/messages" });
    let steps = [step("a", question(&all[..20])), step("b", question(&all[..21])), broken, waits, nowhere];
    let (status, _, answer) = caller.batch(&steps).await;
    assert_eq!(status, 200);
    let responses = answer["responses"].as_array().unwrap();
    let of = |id: &str| responses.iter().find(|response| response["id"] == id).unwrap();
    let told: Vec<_> =
        ["a", "b", "c", "d", "e"].iter().map(|id| (of(id)["status"].clone(), code(&of(id)["body"]))).collect();
    let expected = [
        (json!(200), "none"),
        (json!(400), "ErrorMailboxDataArrayTooBig"),
        (json!(400), "BadRequest"),
        (json!(424), "FailedDependency"),
        (json!(400), "BadRequest"),
    ];
    assert_eq!(told, expected);
    assert_eq!(of("a")["body"]["value"].as_array().unwrap().len(), 20);
    let line = desk.control.log().pop().unwrap();
    assert_eq!((line.operation.as_deref(), line.mailboxes), (Some("$batch"), 20));
    for wrong in [vec![], vec![step("a", json!({})); 2], (0..21).map(|n| step(&n.to_string(), json!({}))).collect()] {
        assert_eq!(caller.batch(&wrong).await.0, 400);
    }
}

/// Where the published answers are: beside the repository, or where the environment says.
fn samples() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reference");
    let folder = std::env::var_os("ATTENDANT_REFERENCE").map_or(beside, PathBuf::from).join("graph-samples");
    if !folder.is_dir() {
        println!("skipped: no published answers in {}", folder.display());
        return None;
    }
    Some(folder)
}

/// Every member of a value with the kind of what it holds, lists seen as one.
fn shape(value: &Value, path: &str, found: &mut BTreeSet<String>) {
    let kind = match value {
        Value::Null => "nothing",
        Value::Bool(_) => "yes or no",
        Value::Number(_) => "number",
        Value::String(_) => "text",
        Value::Array(all) => return all.iter().for_each(|value| shape(value, &format!("{path}[]"), found)),
        Value::Object(fields) => {
            return fields.iter().for_each(|(name, value)| shape(value, &format!("{path}.{name}"), found));
        }
    };
    found.insert(format!("{path}: {kind}"));
}

#[tokio::test]
async fn answers_have_the_shape_of_published_ones() {
    let Some(samples) = samples() else { return };
    let read = |name: &str| -> Value { serde_json::from_slice(&std::fs::read(samples.join(name)).unwrap()).unwrap() };
    let mut published = BTreeSet::new();
    for name in ["getschedule-response-two-users.json", "getschedule-unresolved-address-5009.json"] {
        shape(&read(name), "", &mut published);
    }
    let desk = Desk::open().await;
    let caller = Caller::new(&desk).await;
    let mut ours = BTreeSet::new();
    for group in staff(&desk).chunks(20) {
        shape(&caller.ask(&question(group)).await.2, "", &mut ours);
    }
    assert_eq!(ours, published, "no member more, none less");
    let asked = read("getschedule-request-two-users.json");
    assert_eq!(caller.ask(&asked).await.0, 200);
    let mut error = BTreeSet::new();
    shape(&caller.ask(&question(&staff(&desk)[..21])).await.2, "", &mut error);
    let mut known = BTreeSet::new();
    shape(&read("error-mailbox-array-too-big.json"), "", &mut known);
    assert!(known.is_subset(&error), "{error:?}");
}
