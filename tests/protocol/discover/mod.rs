//! Finding the server of a mail address, over real sockets under TLS: each path, and that no credential leaves for a host that
//! nobody confirmed.

mod program;
mod town;

use crate::support::Server;
use attendant_calendar::discover::{Found, Learnt};
use attendant_calendar::net::NameServers;
use attendant_calendar::simulator::{Control, DiscoveryForm, Offer, Scenario, Scheme};
use town::{Search, Town, name_server};

const HOME: &str = "aldermoor.example";
const USUAL: &str = "autodiscover.aldermoor.example";
const HOSTER: &str = "mail.hoster.example";
const PASSWORD: &str = "Lantern-Harbour-31";

fn basic() -> Offer {
    Offer::of(&[Scheme::Basic])
}

fn play(server: &Control, form: DiscoveryForm, to: &str) {
    server.set(Scenario::Autodiscover { form, to: to.to_owned() });
}

/// How many sign-ins the server judged, and how many it refused.
fn logons(server: &Control) -> (u64, u64) {
    let counters = server.counters();
    (counters.with_credentials, counters.refused_logons)
}

fn server(search: &Search) -> &attendant_calendar::discover::Server {
    match &search.found {
        Found::Server(server) => server,
        other => panic!("{other:?}: {:?}", search.codes()),
    }
}

/// Nothing that could be a credential came there.
fn got_no_credential(server: &Server) {
    for request in server.requests() {
        assert_eq!(request.header("authorization"), None, "{}", request.line);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_of_the_domain_is_asked_once_with_the_credential_and_names_the_address() {
    for offer in [basic(), Offer::of(&[Scheme::Negotiate, Scheme::Ntlm])] {
        let mut town = Town::new();
        let exchange = town.exchange(&[USUAL], offer.clone()).await;
        let search = town.find(Some(town.access(PASSWORD)), &[]).await;
        let found = server(&search);
        assert_eq!(found.url.as_str(), format!("https://{USUAL}/EWS/Exchange.asmx"));
        assert!(found.told && found.answers && found.signed_in && found.confirm.is_none());
        assert_eq!(found.version.as_deref(), Some("15.2.2562"));
        assert_eq!(search.names(), ["find-probe", "find-probe", "find-sign-in", "find-knock", "find-result"]);
        assert_eq!(exchange.counters().logons.len(), 1, "{offer:?}");
        assert_eq!(logons(&exchange).1, 0);
        let signed: Vec<_> = exchange.log().into_iter().filter(|request| request.scheme.is_some()).collect();
        assert!(signed.iter().all(|request| request.path.ends_with("autodiscover.xml")), "{signed:?}");
        // Basic: the one request; a handshake: its two steps.
        assert_eq!(signed.len(), if offer == basic() { 1 } else { 2 });
        assert_eq!(town.visited()[0], HOME, "the domain itself comes first");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_there_is_no_plain_form_soap_is_spoken() {
    let mut town = Town::new();
    let exchange = town.exchange(&[HOME], basic()).await;
    play(&exchange, DiscoveryForm::SoapOnly, "");
    let search = town.find(Some(town.access(PASSWORD)), &[]).await;
    assert!(server(&search).told && server(&search).signed_in, "{:?}", search.codes());
    assert_eq!(logons(&exchange), (1, 0));
    assert!(exchange.log().iter().any(|request| request.path.ends_with(".svc") && request.scheme.is_some()));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_credential_it_goes_as_far_as_it_gets() {
    let mut town = Town::new();
    let exchange = town.exchange(&[HOME], basic()).await;
    let search = town.find(None, &[]).await;
    assert!(!server(&search).told && server(&search).answers && !server(&search).signed_in);
    play(&exchange, DiscoveryForm::Open, "");
    let search = town.find(None, &[]).await;
    assert!(server(&search).told, "{:?}", search.codes());
    assert_eq!(logons(&exchange), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_unencrypted_redirect_names_gets_nothing_until_a_person_confirms_it() {
    let mut town = Town::new();
    let exchange = town.exchange(&[HOSTER], basic()).await;
    town.redirect(USUAL, &format!("https://{HOSTER}/autodiscover/autodiscover.xml"));
    let search = town.find(Some(town.access(PASSWORD)), &[]).await;
    let found = server(&search);
    assert_eq!(found.confirm, Some((HOSTER.to_owned(), Learnt::PlainRedirect)));
    assert!(!found.told && !found.signed_in && search.codes().contains(&"found-confirm-plain"));
    assert_eq!(logons(&exchange), (0, 0), "no credential left");

    let search = town.find(Some(town.access(PASSWORD)), &[&format!("https://{HOSTER}")]).await;
    assert!(server(&search).signed_in && server(&search).confirm.is_none(), "{:?}", search.codes());
    assert_eq!(logons(&exchange), (1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_name_server_names_gets_nothing_until_a_person_confirms_it() {
    let mut town = Town::new();
    let exchange = town.exchange(&[HOSTER], basic()).await;
    town.names = NameServers::These(vec![name_server(HOSTER)]);
    let search = town.find(Some(town.access(PASSWORD)), &[]).await;
    assert_eq!(server(&search).confirm, Some((HOSTER.to_owned(), Learnt::Record)), "{:?}", search.codes());
    assert_eq!(logons(&exchange), (0, 0), "no credential left");
    let search = town.find(Some(town.access(PASSWORD)), &[&format!("https://{HOSTER}")]).await;
    assert!(server(&search).signed_in);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_encrypted_redirect_to_another_domain_waits_for_a_person_and_within_the_domain_does_not() {
    let mut town = Town::new();
    let evil = town.web(&["evil.test"], "401 Unauthorized", &[("WWW-Authenticate", "Negotiate")], "");
    let to = [("Location", "https://evil.test/autodiscover/autodiscover.xml")];
    let home = town.web(&[HOME, USUAL], "302 Found", &to, "");
    let search = town.find(Some(town.access(PASSWORD)), &[]).await;
    assert_eq!(server(&search).confirm, Some(("evil.test".to_owned(), Learnt::Redirect)), "{:?}", search.codes());
    got_no_credential(&evil);
    got_no_credential(&home);

    let inside = "mail.aldermoor.example";
    let exchange = town.exchange(&[inside], basic()).await;
    town.web(&[HOME], "302 Found", &[("Location", "https://mail.aldermoor.example/autodiscover/autodiscover.xml")], "");
    let search = town.find(Some(town.access(PASSWORD)), &[]).await;
    assert!(server(&search).signed_in, "{:?}", search.codes());
    assert_eq!(logons(&exchange), (1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_web_site_that_asks_for_a_password_gets_none() {
    let town = Town::new();
    let site = town.web(&[HOME], "401 Unauthorized", &[("WWW-Authenticate", "Basic realm=\"site\"")], "");
    let search = town.find(Some(town.access(PASSWORD)), &[]).await;
    assert_eq!(server(&search).confirm, Some((HOME.to_owned(), Learnt::Doubtful)), "{:?}", search.codes());
    got_no_credential(&site);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_ends_the_search_and_holds_the_next_one_back() {
    let mut town = Town::new();
    let exchange = town.exchange(&[HOME, USUAL], basic()).await;
    let search = town.find(Some(town.access("wrong")), &[]).await;
    assert_eq!((&search.found, search.names().len()), (&Found::Refused, 3), "{:?}", search.codes());
    assert!(search.codes().contains(&"sign-in-refused"));
    assert_eq!(logons(&exchange), (1, 1));

    let search = town.find(Some(town.access("wrong")), &[]).await;
    assert_eq!(search.found, Found::Refused);
    assert_eq!(logons(&exchange), (1, 1), "the guard let nothing leave");
    assert!(search.codes().contains(&"sign-in-refused"), "and says why: {:?}", search.codes());

    let search = town.find(Some(town.access(PASSWORD)), &[]).await;
    assert!(server(&search).signed_in, "another password may be tried");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_in_the_cloud_is_named_as_such_and_microsoft_is_not_asked() {
    let mut town = Town::new();
    let exchange = town.exchange(&[HOME], basic()).await;
    play(&exchange, DiscoveryForm::Hybrid, "");
    let search = town.find(Some(town.access(PASSWORD)), &[]).await;
    assert_eq!(search.found, Found::Hosted { on_site: true });
    assert!(search.codes().contains(&"found-hybrid"));

    let town = Town::new();
    town.redirect(USUAL, "https://autodiscover-s.outlook.com/autodiscover/autodiscover.xml");
    let search = town.find(Some(town.access(PASSWORD)), &[]).await;
    assert_eq!(search.found, Found::Hosted { on_site: false });
    assert!(!town.visited().iter().any(|host| host.contains("outlook")), "{:?}", town.visited());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_one_sign_in_is_not_repeated_wherever_the_answer_leads() {
    let other = "mail.aldermoor.example";
    let to = format!("https://{other}/autodiscover/autodiscover.xml");
    for (form, to) in [(DiscoveryForm::Url, to.as_str()), (DiscoveryForm::Address, "desk@sister.example")] {
        let mut town = Town::new();
        let first = town.exchange(&[HOME], basic()).await;
        let second = town.exchange(&[other, "sister.example"], basic()).await;
        play(&first, form, to);
        let search = town.find(Some(town.access(PASSWORD)), &[]).await;
        assert_eq!((logons(&first).0, logons(&second).0), (1, 0), "{:?}", search.codes());
        // Without a credential, EWS is seen at the usual place of where it leads.
        assert!(!server(&search).told, "{:?}", search.codes());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nonsense_of_any_size_ends_at_the_usual_place_beside_it() {
    use DiscoveryForm::{Broken, Garbage, Huge, Unknown};
    let mut town = Town::new();
    let exchange = town.exchange(&[HOME], basic()).await;
    for form in [Garbage, Huge, Broken, Unknown] {
        play(&exchange, form, "");
        let search = town.find(Some(town.access(PASSWORD)), &[]).await;
        assert!(!server(&search).told && server(&search).answers, "{form:?}: {:?}", search.codes());
        let code = if form == Unknown { "find-error" } else { "find-unreadable" };
        assert!(search.codes().contains(&code), "{form:?}: {:?}", search.codes());
    }
    assert_eq!(logons(&exchange), (4, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn redirects_in_a_circle_end() {
    let town = Town::new();
    let here = format!("https://{HOME}/autodiscover/autodiscover.xml");
    let there = format!("https://{USUAL}/autodiscover/autodiscover.xml");
    town.web(&[HOME], "302 Found", &[("Location", &there)], "");
    town.web(&[USUAL], "302 Found", &[("Location", &here)], "");
    let search = town.find(Some(town.access(PASSWORD)), &[]).await;
    assert_eq!(search.found, Found::Nothing);
    assert!(search.codes().contains(&"find-round") && search.steps.len() < 12, "{:?}", search.codes());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_was_told_and_does_not_answer_is_told_as_such() {
    let mut town = Town::new();
    let exchange = town.exchange(&[HOME], basic()).await;
    town.web(&["web.aldermoor.example"], "404 Not Found", &[], "");
    let to = "https://web.aldermoor.example/EWS/Exchange.asmx";
    play(&exchange, DiscoveryForm::Settings, to);
    let search = town.find(Some(town.access(PASSWORD)), &[]).await;
    // The one for inside comes second, and answers.
    assert_eq!(server(&search).url.host_str(), Some(HOME), "{:?}", search.codes());
    assert!(search.codes().contains(&"find-no-ews"));
}
