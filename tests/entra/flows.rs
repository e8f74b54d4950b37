//! Each way in.

use super::desk::{Desk, location, query};
use attendant_calendar::account::oauth::Failure;
use attendant_calendar::simulator::{EntraDoor, Registration, Scenario};
use attendant_calendar::store::Kept;
use attendant_calendar::words::Words;
use std::time::Duration;
use url::Url;

fn english() -> Words {
    Words::for_language("en")
}

#[tokio::test]
async fn the_browser_comes_back_and_the_calendars_come() {
    let desk = Desk::open().await;
    let flow = desk.sign_in().browser(&english()).await.unwrap();
    let page = flow.address().clone();
    let asked = query(&page);
    assert_eq!(page.path(), format!("/{}/oauth2/v2.0/authorize", desk.server.registration().tenant));
    for (name, value) in [
        ("response_type", "code"),
        ("response_mode", "query"),
        ("code_challenge_method", "S256"),
        ("prompt", "select_account"),
        ("redirect_uri", flow.redirect()),
    ] {
        assert_eq!(asked.get(name).map(String::as_str), Some(value), "{name}");
    }
    assert!(flow.redirect().starts_with("http://localhost:") && !flow.redirect().ends_with('/'));
    assert!(asked["scope"].starts_with("openid profile offline_access http://127.0.0.1:"), "{}", asked["scope"]);
    assert!(asked["state"].len() >= 20 && asked["nonce"].len() >= 20 && asked["state"] != asked["nonce"]);

    let finished = tokio::spawn(flow.finish());
    let back = desk.enter_password(&page).await;
    let shown = desk.http.get(back).send().await.unwrap();
    assert_eq!(shown.headers()["cache-control"], "no-store");
    assert!(shown.text().await.unwrap().contains("You can close this window"));
    let signed_in = finished.await.unwrap().unwrap();
    let is_lasting = signed_in.kept == Kept::Lasting;
    assert_eq!((signed_in.account.username.as_str(), is_lasting), (desk.server.account(), false));

    let account = desk.opened().await;
    assert_eq!(account.username(), desk.server.account());
    assert!(desk.ask(&account).await.unwrap().mailboxes.iter().any(Result::is_ok));
    assert_eq!((desk.entra().sign_ins, desk.entra().renewals, desk.entra().refused_sign_ins), (1, 1, 0));
    assert_eq!(desk.control.counters().refused_logons, 0);

    let again = desk.sign_in().browser(&english()).await.unwrap();
    let asked = query(again.address());
    assert_eq!(asked.get("login_hint").map(String::as_str), Some(desk.server.account()));
    assert!(!asked.contains_key("prompt"));
}

#[tokio::test]
async fn the_listener_takes_forms_and_both_families_and_nothing_of_others() {
    let desk = Desk::open().await;
    let flow = desk.sign_in().browser(&english()).await.unwrap();
    let (page, redirect) = (flow.address().clone(), Url::parse(flow.redirect()).unwrap());
    let port = redirect.port().unwrap();
    let finished = tokio::spawn(flow.finish());
    let get = |url: String| async { desk.http.get(url).send().await.unwrap().status().as_u16() };
    assert_eq!(get(format!("http://127.0.0.1:{port}/favicon.ico")).await, 404);
    assert_eq!(get(format!("http://127.0.0.1:{port}/?code=stolen&state=guessed")).await, 400);
    assert_eq!(get(format!("http://127.0.0.1:{port}/?error=access_denied")).await, 400);
    assert_eq!(get(format!("http://127.0.0.1:{port}/")).await, 400);
    let bent = desk.http.get(format!("http://127.0.0.1:{port}/?code=x")).header("Host", "evil.example");
    assert_eq!(bent.send().await.unwrap().status(), 404);
    assert!(!finished.is_finished());

    let back = desk.enter_password(&page).await;
    let fields: Vec<_> = query(&back).into_iter().collect();
    let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    // Where this machine has IPv6, the browser may come that way.
    let v6 = std::net::TcpStream::connect(("::1", port)).is_ok();
    let url = if v6 { format!("http://[::1]:{port}/") } else { format!("http://127.0.0.1:{port}/") };
    assert_eq!(desk.post(&Url::parse(&url).unwrap(), &fields).await.status(), 200);
    finished.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_person_may_cancel_and_try_again() {
    let desk = Desk::open().await;
    let flow = desk.sign_in().browser(&Words::for_language("it")).await.unwrap();
    let page = flow.address().clone();
    let finished = tokio::spawn(flow.finish());
    let back = location(&desk.submit(&page, &[("cancel", "1")]).await);
    let shown = desk.http.get(back).send().await.unwrap().text().await.unwrap();
    assert!(shown.contains("non è riuscito"), "{shown}");
    let failure = finished.await.unwrap().unwrap_err();
    assert_eq!(failure.notice().code, "entra-cancelled");
    desk.signs_in().await;
}

#[tokio::test]
async fn a_wrong_password_stays_in_the_browser_and_costs_one_logon() {
    let desk = Desk::open().await;
    let flow = desk.sign_in().browser(&english()).await.unwrap();
    let page = flow.address().clone();
    let account = desk.server.account().to_owned();
    let answer = desk.submit(&page, &[("login", &account), ("passwd", "wrong")]).await;
    assert!(answer.text().await.unwrap().contains("AADSTS50126"));
    assert_eq!((desk.entra().refused_sign_ins, desk.control.counters().refused_logons), (1, 1));
}

#[tokio::test]
async fn a_browser_that_never_comes_back_is_given_up_and_the_causes_are_named() {
    let desk = Desk::with(Registration { localhost: false, ..Registration::default() }).await;
    let flow = desk.sign_in().browser(&english()).await.unwrap().within(Duration::from_millis(300));
    let (page, redirect) = (flow.address().clone(), flow.redirect().to_owned());
    let port = Url::parse(&redirect).unwrap().port().unwrap();
    let shown = desk.http.get(page).send().await.unwrap().text().await.unwrap();
    assert!(shown.contains("AADSTS50011"), "{shown}");
    let failure = flow.finish().await.unwrap_err();
    let notices = failure.notices(desk.service.directory(), Some(&redirect));
    let said = english().notice(&notices[0]);
    assert!(["AADSTS50011", "700016", "53003", "90094"].iter().all(|number| said.remedy.contains(number)), "{said:?}");
    assert!(english().notice(&notices[1]).message.contains(&redirect));
    assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_err(), "nobody listens any more");
}

#[tokio::test]
async fn a_sign_in_that_is_dropped_listens_no_more() {
    let desk = Desk::open().await;
    let flow = desk.sign_in().browser(&english()).await.unwrap();
    let port = Url::parse(flow.redirect()).unwrap().port().unwrap();
    assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_ok());
    drop(flow);
    assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_err());
}

#[tokio::test]
async fn an_address_can_be_pasted_where_only_the_empty_page_is_registered() {
    let desk = Desk::with(Registration { localhost: false, public_flows: false, ..Registration::default() }).await;
    let flow = desk.sign_in().paste().await.unwrap();
    let back = desk.enter_password(flow.address()).await;
    assert!(back.as_str().starts_with(flow.redirect()), "{back}");
    assert_eq!(desk.http.get(back.clone()).send().await.unwrap().status(), 200);

    assert!(
        matches!(flow.read("https://www.example.org/"), Err(Failure::NoCode { redirect }) if redirect == flow.redirect())
    );
    let other = back.as_str().replace("state=", "state=x");
    assert!(matches!(flow.read(&other), Err(Failure::OtherState)));
    let torn = back.as_str().replacen("&", "\r\n  &", 1);
    let code = flow.read(&torn).unwrap();
    flow.finish(code).await.unwrap();
    desk.ask(&desk.opened().await).await.unwrap();
}

#[tokio::test]
async fn a_pasted_error_is_told_as_one() {
    let desk = Desk::open().await;
    let flow = desk.sign_in().paste().await.unwrap();
    let back = location(&desk.submit(flow.address(), &[("cancel", "1")]).await);
    let failure = flow.read(back.as_str()).unwrap_err();
    assert_eq!(failure.notice().code, "entra-cancelled");
}

fn quick() -> Registration {
    Registration { device_interval: 1, ..Registration::default() }
}

#[tokio::test]
async fn a_code_can_be_entered_elsewhere() {
    let desk = Desk::with(quick()).await;
    let flow = desk.sign_in().device().await.unwrap();
    assert!(flow.remaining() > Duration::from_secs(890) && flow.user_code().len() == 9);
    let (address, code) = (Url::parse(flow.address()).unwrap(), flow.user_code().to_lowercase());
    let finished = tokio::spawn(flow.finish());
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert!(!finished.is_finished(), "nobody has entered it");
    let (account, password) = (desk.server.account().to_owned(), desk.server.password());
    let fields = [("otc", code.as_str()), ("login", &account), ("passwd", &password)];
    assert!(desk.submit(&address, &fields).await.text().await.unwrap().contains("Done"));
    finished.await.unwrap().unwrap();
    desk.ask(&desk.opened().await).await.unwrap();
    assert_eq!((desk.entra().sign_ins, desk.entra().refused_sign_ins), (1, 0));
}

#[tokio::test]
async fn a_code_can_be_declined_or_run_out_or_be_asked_for_too_often() {
    let desk = Desk::with(quick()).await;
    let flow = desk.sign_in().device().await.unwrap();
    let (address, code) = (Url::parse(flow.address()).unwrap(), flow.user_code().to_owned());
    desk.submit(&address, &[("otc", &code), ("cancel", "1")]).await;
    assert_eq!(flow.finish().await.unwrap_err().notice().code, "entra-cancelled");

    let short = Desk::with(Registration { device_seconds: 2, ..quick() }).await;
    let flow = short.sign_in().device().await.unwrap();
    assert!(matches!(flow.finish().await, Err(Failure::CodeExpired)));
}

#[tokio::test]
async fn device_codes_need_public_flows_and_may_be_forbidden() {
    let desk = Desk::with(Registration { public_flows: false, ..quick() }).await;
    let failure = desk.sign_in().device().await.unwrap().finish().await.unwrap_err();
    assert_eq!(failure.notice().code, "entra-confidential");
    let desk = Desk::with(quick()).await;
    desk.control.set(Scenario::EntraError { aadsts: 53003, at: EntraDoor::Device });
    let failure = desk.sign_in().device().await.unwrap().finish().await.unwrap_err();
    assert_eq!(failure.notice().code, "entra-policy");
    assert!(failure.notices(desk.service.directory(), None).iter().any(|notice| notice.code == "sign-in-details"));
}

#[tokio::test]
async fn a_directory_that_does_not_exist_is_known_before_a_browser_opens() {
    let desk = Desk::open().await;
    let mut settings = desk.settings.clone();
    settings.office365.tenant_id = Some(uuid::Uuid::new_v4());
    let desk = Desk::of(desk.server, settings);
    let failure = desk.sign_in().browser(&english()).await.unwrap_err();
    assert_eq!(failure.notice().code, "entra-tenant");
    let failure = desk.sign_in().device().await.unwrap_err();
    assert_eq!(failure.notice().code, "entra-tenant");
}

#[tokio::test]
async fn signing_out_forgets_everything() {
    let desk = Desk::open().await;
    let account = desk.account().await;
    assert!(desk.vault.forget().await.unwrap());
    assert!(!desk.vault.forget().await.unwrap());
    let opened = attendant_calendar::account::oauth::OAuthAccount::open(desk.service.clone(), desk.vault.clone()).await;
    assert!(matches!(opened, Err(Failure::SignedOut)));
    drop(account);
}
