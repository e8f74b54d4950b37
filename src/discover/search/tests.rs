//! Searches walked by hand, and every order of answers that chance makes.

use super::*;
use proptest::prelude::*;

fn address(text: &str) -> MailAddress {
    MailAddress::parse(text).unwrap()
}

fn url(text: &str) -> Url {
    Url::parse(text).unwrap()
}

fn search(may_sign_in: bool) -> Search {
    Search::new(address("anna@example.com"), &[], may_sign_in)
}

fn probe(search: &mut Search) -> Place {
    match search.next_action() {
        Action::Probe(place) => place,
        other => panic!("{other:?}"),
    }
}

fn done(search: &mut Search) -> Found {
    match search.next_action() {
        Action::Done(found) => found,
        other => panic!("{other:?}"),
    }
}

fn knock(search: &mut Search) -> String {
    match search.next_action() {
        Action::Knock(url) => url.to_string(),
        other => panic!("{other:?}"),
    }
}

/// Where the question goes, and whether with the credential.
fn ask(search: &mut Search) -> (Place, bool) {
    match search.next_action() {
        Action::Ask { place, signs_in, .. } => (place, signs_in),
        other => panic!("{other:?}"),
    }
}

fn offers(urls: &[&str]) -> Asked {
    let offer = |text: &&str| Offer { protocol: Protocol::Everywhere, url: url(text), version: None };
    Asked::Settings(urls.iter().map(offer).collect())
}

const EXCHANGE: Probed = Probed::Challenge { exchange: true };
const EWS: &str = "https://mail.example.com/EWS/Exchange.asmx";

/// Goes past the leads of the domain's own hosts, which all fail.
fn nobody_at_home(search: &mut Search) {
    for _ in 0..2 {
        let place = probe(search);
        search.probed(place, Probed::Failed);
    }
}

#[test]
fn the_leads_come_in_order_and_each_once() {
    let mut search = search(true);
    let mut seen = Vec::new();
    loop {
        match search.next_action() {
            Action::Probe(place) => {
                seen.push(place.url.to_string());
                search.probed(place, Probed::Nothing(404));
            }
            Action::Plain(url) => {
                seen.push(url.to_string());
                search.plain(&url, None);
            }
            Action::Record(name) => {
                seen.push(name.clone());
                search.recorded(&name, &[]);
            }
            Action::Done(found) => {
                assert_eq!(found, Found::Nothing);
                break;
            }
            other => panic!("{other:?}"),
        }
    }
    let expected = [
        "https://example.com/autodiscover/autodiscover.xml",
        "https://example.com/autodiscover/autodiscover.svc",
        "https://autodiscover.example.com/autodiscover/autodiscover.xml",
        "https://autodiscover.example.com/autodiscover/autodiscover.svc",
        "http://autodiscover.example.com/autodiscover/autodiscover.xml",
        "_autodiscover._tcp.example.com",
    ];
    assert_eq!(seen, expected);
}

#[test]
fn a_server_of_the_domain_is_asked_with_the_credential_and_its_address_seen_to_answer() {
    let mut search = search(true);
    let place = probe(&mut search);
    search.probed(place, EXCHANGE);
    let (place, signs_in) = ask(&mut search);
    assert!(signs_in && place.url.host_str() == Some("example.com"));
    search.asked(place, true, offers(&["https://elsewhere.example.net/EWS/Exchange.asmx", EWS]));
    assert_eq!(knock(&mut search), "https://elsewhere.example.net/EWS/Exchange.asmx");
    search.knocked(false);
    assert_eq!(knock(&mut search), EWS);
    search.knocked(true);
    let Found::Server(server) = done(&mut search) else { panic!() };
    assert!(
        server.url.as_str() == EWS && server.told && server.answers && server.signed_in && server.confirm.is_none()
    );
}

#[test]
fn what_was_told_and_does_not_answer_is_told_as_such() {
    let mut search = search(true);
    let place = probe(&mut search);
    search.probed(place, EXCHANGE);
    let (place, _) = ask(&mut search);
    search.asked(place, true, offers(&[EWS]));
    knock(&mut search);
    search.knocked(false);
    // The other leads are followed first.
    while !matches!(search.next_action(), Action::Done(_)) {
        match search.next_action() {
            Action::Plain(url) => drop(search.plain(&url, None)),
            Action::Probe(place) => drop(search.probed(place, Probed::Failed)),
            Action::Record(name) => drop(search.recorded(&name, &[])),
            _ => {}
        }
    }
    assert!(matches!(done(&mut search), Found::Server(Server { told: true, answers: false, .. })));
}

#[test]
fn without_a_credential_the_usual_place_beside_it_is_tried() {
    let mut search = search(false);
    let place = probe(&mut search);
    search.probed(place, EXCHANGE);
    assert_eq!(knock(&mut search), "https://example.com/EWS/Exchange.asmx");
    search.knocked(true);
    assert!(matches!(done(&mut search), Found::Server(Server { told: false, answers: true, signed_in: false, .. })));
}

#[test]
fn a_redirect_within_the_domain_is_followed_and_one_to_another_waits_for_a_person() {
    let mut search = search(true);
    let place = probe(&mut search);
    search.probed(place, Probed::Redirect(url("https://mail.example.com/autodiscover/autodiscover.xml")));
    let place = probe(&mut search);
    assert_eq!(place.learnt, Learnt::Address);
    search.probed(place, Probed::Redirect(url("https://hoster.example.net/autodiscover/autodiscover.xml")));
    let place = probe(&mut search);
    assert_eq!(place.learnt, Learnt::Redirect);
    search.probed(place, EXCHANGE);
    assert_eq!(probe(&mut search).url.host_str(), Some("autodiscover.example.com"), "others come first");
}

#[test]
fn nobody_is_sure_of_what_an_unencrypted_redirect_or_a_record_names() {
    for record in [false, true] {
        let mut search = search(true);
        nobody_at_home(&mut search);
        let Action::Plain(plain) = search.next_action() else { panic!() };
        let to = "https://mail.example.com/autodiscover/autodiscover.xml";
        search.plain(&plain, (!record).then(|| url(to)));
        if record {
            let Action::Record(name) = search.next_action() else { panic!() };
            search.recorded(&name, &[("mail.example.com".to_owned(), 443)]);
        }
        let place = probe(&mut search);
        let learnt = if record { Learnt::Record } else { Learnt::PlainRedirect };
        assert_eq!((place.url.as_str(), place.learnt), (to, learnt));
        search.probed(place, EXCHANGE);
        if !record {
            let Action::Record(name) = search.next_action() else { panic!() };
            search.recorded(&name, &[]);
        }
        assert_eq!(knock(&mut search), EWS, "without a credential it may be looked at");
        search.knocked(false);
        let address = "anna@example.com".to_owned();
        assert_eq!(done(&mut search), Found::Confirm { host: "mail.example.com".to_owned(), learnt, address });
    }
}

#[test]
fn what_a_person_confirmed_comes_first_and_is_asked() {
    let confirmed = url("https://mail.hoster.example:8443");
    let mut search = Search::new(address("anna@example.com"), &[confirmed], true);
    let place = probe(&mut search);
    assert_eq!(place.url.as_str(), "https://mail.hoster.example:8443/autodiscover/autodiscover.xml");
    search.probed(place, Probed::Challenge { exchange: false });
    assert!(ask(&mut search).1);
}

#[test]
fn a_web_site_that_asks_for_a_password_does_not_get_one() {
    let mut search = search(true);
    let place = probe(&mut search);
    search.probed(place, Probed::Challenge { exchange: false });
    let place = probe(&mut search);
    search.probed(place, Probed::Failed);
    let Action::Plain(plain) = search.next_action() else { panic!() };
    search.plain(&plain, None);
    let Action::Record(name) = search.next_action() else { panic!() };
    search.recorded(&name, &[]);
    knock(&mut search);
    search.knocked(false);
    let found = done(&mut search);
    assert!(matches!(found, Found::Confirm { host, learnt: Learnt::Doubtful, .. } if host == "example.com"));
}

#[test]
fn the_cloud_is_recognised_wherever_it_is_named() {
    let online = "https://autodiscover-s.outlook.com/autodiscover/autodiscover.xml";
    assert_eq!(done(&mut Search::new(address("a@x.onmicrosoft.com"), &[], true)), Found::Hosted { on_site: false });

    let mut by_redirect = search(true);
    let place = probe(&mut by_redirect);
    by_redirect.probed(place, Probed::Redirect(url(online)));
    assert_eq!(done(&mut by_redirect), Found::Hosted { on_site: false });

    let mut by_plain = search(true);
    nobody_at_home(&mut by_plain);
    let Action::Plain(plain) = by_plain.next_action() else { panic!() };
    by_plain.plain(&plain, Some(url(online)));
    assert_eq!(done(&mut by_plain), Found::Hosted { on_site: false });

    let hybrid = [
        Asked::Address(address("anna@example.mail.onmicrosoft.com")),
        Asked::Url(url(online)),
        offers(&["https://outlook.office365.com/EWS/Exchange.asmx"]),
    ];
    for asked in hybrid {
        let mut search = search(true);
        let place = probe(&mut search);
        search.probed(place, EXCHANGE);
        let (place, _) = ask(&mut search);
        search.asked(place, true, asked);
        assert_eq!(done(&mut search), Found::Hosted { on_site: true });
    }
}

#[test]
fn the_credential_is_spent_once_whatever_follows() {
    let follow = [
        Asked::Address(address("anna@sister.example")),
        Asked::Url(url("https://mail.example.com/autodiscover/autodiscover.xml")),
    ];
    for asked in follow {
        let mut search = search(true);
        let place = probe(&mut search);
        search.probed(place, EXCHANGE);
        let (place, _) = ask(&mut search);
        search.asked(place, true, asked);
        let next = probe(&mut search);
        search.probed(next.clone(), EXCHANGE);
        loop {
            match search.next_action() {
                Action::Ask { signs_in, .. } => assert!(!signs_in),
                Action::Probe(place) => drop(search.probed(place, Probed::Failed)),
                Action::Plain(url) => drop(search.plain(&url, None)),
                Action::Record(name) => drop(search.recorded(&name, &[])),
                Action::Knock(_) => drop(search.knocked(false)),
                Action::Done(Found::Elsewhere { host, .. } | Found::Confirm { host, .. }) => {
                    break assert_eq!(host, named(&next.url));
                }
                Action::Done(other) => panic!("{other:?}"),
            }
        }
    }
}

#[test]
fn another_domain_that_an_open_answer_names_waits_for_a_person_too() {
    let mut search = search(true);
    let place = probe(&mut search);
    search.probed(place, Probed::Open);
    let (place, signs_in) = ask(&mut search);
    assert!(!signs_in);
    search.asked(place, false, Asked::Address(address("anna@sister.example")));
    let place = probe(&mut search);
    assert_eq!((place.url.host_str(), place.learnt), (Some("sister.example"), Learnt::Redirect));
}

#[test]
fn a_refusal_ends_everything() {
    for asked in [Asked::Refused, Asked::Held] {
        let mut search = search(true);
        let place = probe(&mut search);
        search.probed(place, EXCHANGE);
        let (place, _) = ask(&mut search);
        search.asked(place, true, asked);
        assert_eq!(done(&mut search), Found::Refused);
    }
}

#[test]
fn loops_and_endless_redirects_end() {
    let mut search = search(true);
    let place = probe(&mut search);
    let (mark, notices) = search.probed(place.clone(), Probed::Redirect(place.url.clone()));
    assert!(mark == Mark::Blank && notices[1].code == "find-round");
    let mut hops = 0;
    loop {
        let place = probe(&mut search);
        if place.url.host_str() != Some("autodiscover.example.com") && hops == 0 {
            panic!("{place:?}");
        }
        hops += 1;
        let to = url(&format!("https://autodiscover.example.com/{hops}.xml"));
        if search.probed(place, Probed::Redirect(to)).0 == Mark::Blank {
            break;
        }
    }
    assert_eq!(hops, MOST_HOPS);
    // Down to plain http nobody is followed.
    let mut search = super::tests::search(true);
    let place = probe(&mut search);
    let (mark, notices) =
        search.probed(place, Probed::Redirect(url("http://example.com/autodiscover/autodiscover.xml")));
    assert!(mark == Mark::Blank && notices[0].code == "find-redirect-plain");
}

fn any_url() -> impl Strategy<Value = Url> {
    let hosts = prop_oneof![
        Just("example.com"),
        Just("mail.example.com"),
        Just("autodiscover.example.com"),
        Just("evil.test"),
        Just("example.com.evil.test"),
        Just("sister.example"),
        Just("outlook.office365.com"),
        Just("127.0.0.1:81"),
    ];
    let scheme = prop_oneof![4 => Just("https"), 1 => Just("http")];
    (scheme, hosts, 0..4_u8, prop_oneof![Just("xml"), Just("svc")])
        .prop_map(|(scheme, host, n, form)| url(&format!("{scheme}://{host}/autodiscover/{n}.{form}")))
}

fn any_probed() -> impl Strategy<Value = Probed> {
    prop_oneof![
        2 => any::<bool>().prop_map(|exchange| Probed::Challenge { exchange }),
        1 => Just(Probed::Open),
        4 => any_url().prop_map(Probed::Redirect),
        2 => Just(Probed::Nothing(404)),
        1 => Just(Probed::Failed),
    ]
}

fn any_asked() -> impl Strategy<Value = Asked> {
    let address = prop_oneof![Just("a@sister.example"), Just("b@evil.test"), Just("c@example.com")];
    prop_oneof![
        proptest::collection::vec(any_url(), 0..3).prop_map(|urls| {
            let urls: Vec<_> = urls.iter().map(Url::as_str).collect();
            offers(&urls)
        }),
        address.prop_map(|text| Asked::Address(super::tests::address(text))),
        any_url().prop_map(Asked::Url),
        Just(Asked::Error("600".to_owned())),
        Just(Asked::Refused),
        Just(Asked::Challenge),
        Just(Asked::Unreadable),
        Just(Asked::Failed),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// Whatever is answered: it ends, and the credential leaves once at most, under TLS (or on this machine), for a host of the
    /// domain or one that a person confirmed.
    #[test]
    fn the_credential_goes_once_at_most_and_only_to_a_sure_host(
        probes in proptest::collection::vec(any_probed(), 60),
        asks in proptest::collection::vec(any_asked(), 60),
        knocks in proptest::collection::vec(any::<bool>(), 60),
        may_sign_in in any::<bool>(),
        confirms in any::<bool>(),
    ) {
        let confirmed: Vec<Url> = if confirms { vec![url("https://sister.example")] } else { Vec::new() };
        let mut search = Search::new(address("anna@example.com"), &confirmed, may_sign_in);
        let mut credentials = 0;
        for step in 0.. {
            prop_assert!(step < 60, "it goes on and on");
            match search.next_action() {
                Action::Probe(place) => drop(search.probed(place, probes[step].clone())),
                Action::Plain(plain) => {
                    let to = match &probes[step] { Probed::Redirect(to) => Some(to.clone()), _ => None };
                    search.plain(&plain, to);
                }
                Action::Record(name) => {
                    let hosts = if step % 2 == 0 { vec![("evil.test".to_owned(), 443)] } else { Vec::new() };
                    search.recorded(&name, &hosts);
                }
                Action::Ask { place, signs_in, .. } => {
                    if signs_in {
                        credentials += 1;
                        let host = place.url.host_str().unwrap();
                        prop_assert!(may_sign_in && place.learnt.is_sure());
                        prop_assert!(place.url.scheme() == "https" || is_loopback(&place.url), "{}", place.url);
                        let own = is_within(host, "example.com") || confirms && host == "sister.example";
                        prop_assert!(own, "{host} was never confirmed");
                    }
                    search.asked(place, signs_in, asks[step].clone());
                }
                Action::Knock(_) => drop(search.knocked(knocks[step])),
                Action::Done(_) => break,
            }
        }
        prop_assert!(credentials <= 1);
    }
}
