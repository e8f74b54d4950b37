//! Codes that are entered on another device.

use super::authorize::{fields, signed_in};
use super::errors::refusal;
use super::state::{Device, random};
use super::{EntraDoor, Visit};
use crate::simulator::server::Answer;
use http::{Method, StatusCode};
use serde_json::json;
use std::time::{Duration, Instant};

/// Without the letters and digits that are mistaken for each other.
const LETTERS: &[u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";

/// Gives a code out.
pub(super) fn begin(visit: &Visit<'_>) -> Answer {
    if let Some(number) = visit.trouble(EntraDoor::DeviceCode) {
        return refusal(number, None);
    }
    if visit.field("client_id") != visit.registration().client.to_string() {
        return refusal(700_016, None);
    }
    let mut bytes = [0; 9];
    getrandom::fill(&mut bytes).ok();
    let user_code: String = bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 20)])).collect();
    let registration = visit.registration();
    let device = Device {
        user_code: user_code.clone(),
        scope: visit.field("scope").to_owned(),
        until: Instant::now() + Duration::from_secs(registration.device_seconds.into()),
        decided: None,
        asked: None,
    };
    let device_code = random(150);
    visit.shared.entra().devices.insert(device_code.clone(), device);
    let address = format!("{}/devicelogin", visit.base());
    let body = json!({
        "user_code": user_code,
        "device_code": device_code,
        "verification_uri": address,
        "expires_in": registration.device_seconds,
        "interval": registration.device_interval,
        "message": format!("To sign in, open the page {address} and enter the code {user_code}."),
    });
    Answer::text(StatusCode::OK, "application/json; charset=utf-8", body.to_string())
}

/// The page on which codes are entered.
pub(super) fn page(visit: &Visit<'_>) -> Answer {
    const CODE: &str = "<p><label>Code <input name=\"otc\" id=\"otc\"></label></p>";
    let form = |complaint: &str| fields("Enter code", "/devicelogin", "", complaint, CODE);
    if visit.head.method == Method::GET {
        return form("");
    }
    let code = visit.field("otc").trim().to_uppercase();
    let now = Instant::now();
    let known = visit.shared.entra().devices.values().any(|device| device.user_code == code && device.until > now);
    if !known {
        return form("That code is not right. AADSTS70018");
    }
    let accepted = visit.field("cancel").is_empty();
    if accepted && !signed_in(visit) {
        return form("Your account or password is incorrect. AADSTS50126");
    }
    if accepted {
        visit.shared.ledger.entra(|count| count.sign_ins += 1);
    }
    for device in visit.shared.entra().devices.values_mut().filter(|device| device.user_code == code) {
        device.decided = Some(accepted);
    }
    Answer::page(StatusCode::OK, "Done", "You may close this window.")
}
