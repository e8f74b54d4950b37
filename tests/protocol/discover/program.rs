//! `settings find`, and `check` where no server is set, run as a person would.

use super::town::{ACCOUNT, Town};
use super::{HOME, HOSTER, PASSWORD, USUAL, basic, logons};
use crate::program::desk::{Desk, Ran};
use serde_json::Value;

/// A profile that reaches the town.
fn desk(town: &Town) -> Desk {
    let options = town.options();
    let (desk, proxy, ca) = (Desk::empty(), town.proxy.address, options.ca_file.unwrap());
    let network = format!("[network]\nproxy = 'http://{proxy}'\nca_file = '{}'\n", ca.display());
    desk.write("settings.toml", network);
    desk
}

fn find(desk: &Desk, more: &str, password: &str) -> Ran {
    let stdin = if password.is_empty() { "" } else { "--password-stdin" };
    desk.run(&format!("settings find {ACCOUNT} {more} {stdin}"), password)
}

fn found(ran: &Ran) -> Value {
    ran.sane().json()["found"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_is_found_told_and_saved() {
    let mut town = Town::new();
    let exchange = town.exchange(&[USUAL], basic()).await;
    let desk = desk(&town);
    let ran = find(&desk, "", PASSWORD);
    assert_eq!(ran.code, 0, "{ran:?}");
    let url = format!("https://{USUAL}/EWS/Exchange.asmx");
    for part in ["✓ Autodiscover, with the sign-in", "– Autodiscover", &format!("Found: {url}"), "Exchange 15.2.2562"]
    {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    let set = format!("settings set 'provider=exchange' 'exchange.ews_url={url}' 'exchange.username={ACCOUNT}'");
    assert!(ran.out.contains(&set), "{}", ran.out);
    assert!(!std::fs::read_to_string(desk.path().join("settings.toml")).unwrap().contains("ews_url ="));

    let ran = find(&desk, "--save --format json", PASSWORD);
    let told = found(&ran);
    assert_eq!((ran.code, &told["kind"], &told["saved"]), (0, &"server".into(), &true.into()), "{ran:?}");
    assert_eq!((&told["ews_url"], &told["confirm_host"]), (&url.as_str().into(), &Value::Null));
    let shown = desk.run("settings show", "").out;
    assert!(shown.contains(&format!("exchange.ews_url={url}")) && shown.contains(ACCOUNT), "{shown}");
    assert_eq!(logons(&exchange), (2, 0));
    // What was found is what the connection is tested with.
    desk.write("people.csv", format!("name,address\nReception,{ACCOUNT}\n"));
    let ran = desk.run("check --password-stdin --format json", PASSWORD);
    assert_eq!(ran.code, 0, "{ran:?}");
    let steps = ran.sane().json()["steps"].clone();
    let names = steps.as_array().unwrap().iter().map(|step| step["step"].as_str().unwrap());
    // Whether a stop should be shared depends on who runs the test.
    let names: Vec<_> = names.filter(|name| *name != "shared-stop").collect();
    let expected = "settings roster proxy name connect tls answer guard sign-in version own-mailbox clock answers head-room \
                    key-store log";
    assert_eq!(names.join(" "), expected);
    let tls = &steps[5]["notices"];
    assert_eq!((&tls[0]["code"], &tls[1]["code"]), (&"check-certificate".into(), &"check-certificate-ends".into()));
    assert!(tls[1]["message"].as_str().unwrap().contains("2090-01-01; issued by “Example Company Authority”"), "{tls}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_nobody_is_sure_of_has_to_be_confirmed() {
    let mut town = Town::new();
    let exchange = town.exchange(&[HOSTER], basic()).await;
    town.redirect(USUAL, &format!("https://{HOSTER}/autodiscover/autodiscover.xml"));
    let desk = desk(&town);
    let ran = find(&desk, "--save --format json", PASSWORD);
    let told = found(&ran);
    assert_eq!((ran.code, &told["confirm_host"], &told["saved"]), (3, &HOSTER.into(), &false.into()), "{ran:?}");
    assert!(ran.err.contains("Nothing was saved."), "{}", ran.err);
    let text = find(&desk, "", PASSWORD);
    assert!(text.code == 3 && text.out.contains(&format!("--confirm-host {HOSTER}")), "{text:?}");
    assert_eq!(logons(&exchange), (0, 0), "no credential left");

    let ran = find(&desk, &format!("--confirm-host {HOSTER} --save --format json"), PASSWORD);
    assert_eq!((ran.code, &found(&ran)["saved"]), (0, &true.into()), "{ran:?}");
    assert_eq!(logons(&exchange), (1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_and_what_a_person_mistyped_have_their_exit_codes() {
    let mut town = Town::new();
    let exchange = town.exchange(&[HOME], basic()).await;
    let desk = desk(&town);
    for _ in 0..2 {
        let ran = find(&desk, "--save --format json", "wrong");
        assert_eq!((ran.code, &found(&ran)["kind"]), (3, &"refused".into()), "{ran:?}");
    }
    assert_eq!(logons(&exchange), (1, 1), "the guard remembers, in another process too");
    for (line, says) in [
        ("settings find nobody", "no mail address"),
        ("settings find a@example.com --confirm-host http://mail.example.com", "no host that can be confirmed"),
    ] {
        let ran = desk.run(line, "");
        assert!(ran.code == 4 && ran.err.contains(says), "{ran:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_test_of_the_connection_looks_for_a_server_where_none_is_set() {
    let mut town = Town::new();
    let exchange = town.exchange(&[HOME], basic()).await;
    let desk = desk(&town);
    let settings = std::fs::read_to_string(desk.path().join("settings.toml")).unwrap();
    desk.write("settings.toml", format!("[exchange]\nusername = '{ACCOUNT}'\n{settings}"));
    let ran = desk.run("check --password-stdin --format json", PASSWORD);
    let json = ran.sane().json();
    let step = |name: &str| json["steps"].as_array().unwrap().iter().find(|step| step["step"] == name).cloned();
    assert_eq!(ran.code, 4, "{ran:?}");
    let result = step("find-result").unwrap();
    let says = result["notices"][0]["message"].as_str().unwrap();
    assert!(says.contains(&format!("https://{HOME}/EWS/Exchange.asmx")), "{says}");
    assert_eq!(logons(&exchange), (0, 0), "a password has its server, and this one was not chosen yet");
}
