//! The built-in server holds the program to PKCE (RFC 7636): without that every test of it would pass for nothing.

use super::desk::{Desk, query};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::StatusCode;
use sha2::{Digest, Sha256};
use url::Url;

const REDIRECT: &str = "http://localhost:1";
/// RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

fn page(desk: &Desk, challenge: &[(&str, &str)]) -> Url {
    let registration = desk.server.registration();
    let address = format!("{}/{}/oauth2/v2.0/authorize", desk.server.authority(), registration.tenant);
    let mut page = Url::parse(&address).unwrap();
    let client = registration.client.to_string();
    let scope = "openid offline_access https://outlook.office365.com/.default";
    let common = [("client_id", &*client), ("response_type", "code"), ("redirect_uri", REDIRECT), ("scope", scope)];
    page.query_pairs_mut().extend_pairs(common).extend_pairs(challenge);
    page
}

/// A person signs in on the page with this challenge, and the code is redeemed with this verifier.
async fn redeemed(desk: &Desk, challenge: &str, verifier: &[(&str, &str)]) -> (StatusCode, String) {
    let page = page(desk, &[("code_challenge", challenge), ("code_challenge_method", "S256")]);
    let code = query(&desk.enter_password(&page).await)["code"].clone();
    redeem(desk, &code, verifier).await
}

async fn redeem(desk: &Desk, code: &str, verifier: &[(&str, &str)]) -> (StatusCode, String) {
    let registration = desk.server.registration();
    let address = format!("{}/{}/oauth2/v2.0/token", desk.server.authority(), registration.tenant);
    let client = registration.client.to_string();
    let mut form =
        vec![("grant_type", "authorization_code"), ("client_id", &*client), ("redirect_uri", REDIRECT), ("code", code)];
    form.extend(verifier);
    let answer = desk.post(&Url::parse(&address).unwrap(), &form).await;
    (answer.status(), answer.text().await.unwrap())
}

#[tokio::test]
async fn a_code_is_good_only_with_the_verifier_of_its_challenge() {
    let desk = Desk::open().await;
    let (status, body) = redeemed(&desk, CHALLENGE, &[("code_verifier", VERIFIER)]).await;
    assert!(status == 200 && body.contains("refresh_token"), "{status} {body}");
    let other = VERIFIER.replace('d', "e");
    for wrong in
        [&[("code_verifier", other.as_str())][..], &[("code_verifier", CHALLENGE)], &[("code_verifier", "")], &[]]
    {
        let (status, body) = redeemed(&desk, CHALLENGE, wrong).await;
        assert!(status == 400 && body.contains("501481") && !body.contains("_token\""), "{wrong:?}: {status} {body}");
    }
    assert_eq!(URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER)), CHALLENGE);
}

#[tokio::test]
async fn a_code_that_was_tried_with_a_wrong_verifier_is_gone() {
    let desk = Desk::open().await;
    let page = page(&desk, &[("code_challenge", CHALLENGE), ("code_challenge_method", "S256")]);
    let code = query(&desk.enter_password(&page).await)["code"].clone();
    assert_eq!(redeem(&desk, &code, &[("code_verifier", "guessed")]).await.0, 400);
    let (status, body) = redeem(&desk, &code, &[("code_verifier", VERIFIER)]).await;
    assert!(status == 400 && body.contains("invalid_grant"), "{status} {body}");
}

#[tokio::test]
async fn a_page_without_a_hashed_challenge_is_not_shown() {
    let desk = Desk::open().await;
    let plain = [("code_challenge", VERIFIER), ("code_challenge_method", "plain")];
    for challenge in [&plain[..], &plain[..1], &plain[1..], &[]] {
        let answer = desk.http.get(page(&desk, challenge)).send().await.unwrap();
        let shown = answer.text().await.unwrap();
        assert!(shown.contains("AADSTS900144") && !shown.contains("passwd"), "{challenge:?}: {shown}");
    }
}

/// What the program itself sends: a new verifier each time, of which only the hash is in the address.
#[tokio::test]
async fn the_program_makes_a_challenge_of_its_own_for_each_sign_in() {
    let desk = Desk::open().await;
    let words = attendant_calendar::words::Words::for_language("en");
    let mut challenges = Vec::new();
    for _ in 0..3 {
        let flow = desk.sign_in().browser(&words).await.unwrap();
        let asked = query(flow.address());
        assert_eq!(URL_SAFE_NO_PAD.decode(&asked["code_challenge"]).unwrap().len(), 32);
        assert!(!asked.contains_key("code_verifier"));
        challenges.push(asked["code_challenge"].clone());
    }
    challenges.dedup();
    assert_eq!(challenges.len(), 3);
}
