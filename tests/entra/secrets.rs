//! What must never be seen: codes, tokens, verifiers, passwords, in anything that the program writes.

use super::desk::{Desk, query};
use super::log::Log;
use attendant_calendar::account::KEY_STORE_SERVICE;
use attendant_calendar::simulator::Scenario;
use attendant_calendar::words::Words;
use std::path::Path;

/// Everything below a folder, as text.
fn files(folder: &Path) -> String {
    let mut text = String::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            text += &files(&path);
        } else {
            text += &String::from_utf8_lossy(&std::fs::read(path).unwrap());
        }
    }
    text
}

#[tokio::test]
async fn no_secret_is_in_the_log_at_any_level_in_a_file_or_in_debug_output() {
    let desk = Desk::open().await;
    let mut shown = String::new();
    let flow = desk.sign_in().browser(&Words::for_language("en")).await.unwrap();
    shown += &format!("{flow:?}");
    let page = flow.address().clone();
    let finishing = flow.finish();
    let visiting = async {
        let back = desk.enter_password(&page).await;
        desk.http.get(back.clone()).send().await.unwrap();
        back
    };
    let (signed_in, back) = tokio::join!(finishing, visiting);
    shown += &format!("{:?}", signed_in.unwrap());
    let account = desk.opened().await;
    desk.ask(&account).await.unwrap();
    shown += &format!("{account:?} {:?} {:?}", desk.vault, desk.service);
    let device = desk.sign_in().device().await.unwrap();
    shown += &format!("{device:?}");
    let paste = desk.sign_in().paste().await.unwrap();
    shown += &format!("{paste:?}");
    let failure = paste.read("https://firm.example/?error=x&state=y").unwrap_err();
    shown += &format!("{failure:?} {failure}");
    desk.control.set(Scenario::TokensRevoked);
    let error = desk.ask(&desk.opened().await).await.unwrap_err();
    shown += &format!("{error:?} {error}");

    // The key store's entry begins with a stamp and a count; 20 characters of the token itself are enough to find it.
    let account = desk.vault.account().unwrap();
    let id = serde_json::to_value(&account).unwrap()["id"].as_str().unwrap().to_owned();
    let name = format!("{} {id}", desk.service.directory().origin().key_store_name());
    let kept = desk.store.get(KEY_STORE_SERVICE, &name).await.unwrap().unwrap();
    let token = kept.expose().splitn(3, ' ').nth(2).unwrap()[..20].to_owned();
    let secrets = [query(&back)["code"].clone(), token, desk.server.password()];
    let log = Log::written();
    assert!(log.contains("token (code)") && log.contains("answered"), "the log has been written: {log}");
    let files = files(desk.folder.path());
    assert!(files.contains("sign-in-needed"), "the record has been written");
    for secret in secrets {
        for (place, text) in [("log", &log), ("files", &files), ("debug output", &shown)] {
            assert!(!text.contains(&secret), "{secret} is in the {place}");
        }
    }
    let names_people = log.lines().filter(|line| !line.contains("TRACE") && !line.contains("DEBUG"));
    assert!(names_people.clone().count() > 0 && !names_people.clone().any(|line| line.contains(desk.server.account())));
}
