//! NTLM and Negotiate over real HTTP, from a guarded account to the built-in server, which counts as a domain controller
//! does.

use crate::certificates::{Authority, NOW, trusting};
use crate::support::{Connection, Server, options};
use attendant_calendar::account::{HandshakeAccount, Origin, Scheme, SchemeChoice, Trigger};
use attendant_calendar::calendar::Window;
use attendant_calendar::guard::{Keeper, SystemClock};
use attendant_calendar::net::{Client, ClientOptions};
use attendant_calendar::settings::{ExchangeVersion, Proxy};
use attendant_calendar::simulator::scenario::{BusyForm, DownForm, SilenceForm};
use attendant_calendar::simulator::{
    Counters, ExtendedProtection, Offer, Options, Running, Scenario, Scheme as Offered, Simulator, Tls,
};
use attendant_calendar::source::ews::EwsSource;
use attendant_calendar::source::{Class, Question, Source, SourceError};
use attendant_calendar::store::{Secret, SecretStore};
use chrono::{TimeDelta, Utc};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use tokio::net::TcpListener;
use url::Url;

/// Who asks, how, and where.
struct Desk {
    url: Url,
    client: ClientOptions,
    choice: SchemeChoice,
    username: String,
    password: String,
    folder: TempDir,
}

impl Desk {
    fn at(url: Url, choice: SchemeChoice, password: &str) -> Self {
        let client = ClientOptions { total_timeout: Duration::from_secs(2), ..options() };
        let username = "ALDERMOOR\\reception".to_owned();
        Self { url, client, choice, username, password: password.into(), folder: tempfile::tempdir().unwrap() }
    }

    fn of(server: &Running, choice: SchemeChoice) -> Self {
        Self::at(Url::parse(&server.ews_url()).unwrap(), choice, &server.password())
    }

    /// A program that starts: new connections, the same record.
    async fn start(&self) -> EwsSource {
        let origin = Origin::new(&self.url, &self.username);
        let keeper = Keeper::new(self.folder.path(), &origin.file_name(), Arc::new(SystemClock));
        let way = (Client::new(self.client.clone()).unwrap(), self.choice);
        let password = Secret::new(self.password.clone());
        let (keeper, store) = (Arc::new(keeper), SecretStore::in_memory());
        let account = HandshakeAccount::new(way, keeper, &origin, self.username.clone(), password, &store).await;
        EwsSource::new(Arc::new(account), self.url.clone(), ExchangeVersion::Detect)
    }

    async fn ask(&self) -> Result<usize, SourceError> {
        ask(&self.start().await).await
    }
}

async fn ask(source: &EwsSource) -> Result<usize, SourceError> {
    ask_for(source, vec!["sales@aldermoor.example".to_owned()]).await
}

async fn ask_for(source: &EwsSource, mailboxes: Vec<String>) -> Result<usize, SourceError> {
    let start = Utc::now();
    let window = Window { start, end: start + TimeDelta::days(2) };
    let question = Question { mailboxes, window, details: false, trigger: Trigger::Person };
    Ok(source.schedules(question).await?.mailboxes.len())
}

const NTLM: SchemeChoice = SchemeChoice::Only(Scheme::Ntlm);
const NEGOTIATE: SchemeChoice = SchemeChoice::Only(Scheme::Negotiate);
const BOTH: [SchemeChoice; 2] = [NTLM, NEGOTIATE];

/// As Exchange comes.
fn windows() -> Offer {
    Offer::of(&[Offered::Negotiate, Offered::Ntlm])
}

async fn server(offer: Offer) -> Running {
    Simulator::start(Options { offer, ..Options::default() }).await.unwrap()
}

fn logons(counters: &Counters) -> (u64, u64) {
    let accepted = counters.logons.values().map(|count| count.accepted).sum();
    (accepted, counters.refused_logons)
}

fn told(error: &SourceError) -> (Class, &'static str) {
    (error.class(), error.notice().code)
}

#[tokio::test]
async fn two_hundred_and_fifty_people_over_one_connection_are_one_logon() {
    for choice in BOTH {
        let server = Simulator::start(Options { people: 250, offer: windows(), ..Options::default() }).await.unwrap();
        let source = Desk::of(&server, choice).start().await;
        let addresses: Vec<_> = server.roster().into_iter().map(|person| person.address).collect();
        for batch in addresses.chunks(100) {
            assert_eq!(ask_for(&source, batch.to_vec()).await.unwrap(), batch.len());
        }
        let counters = server.handle().counters();
        assert_eq!((counters.connections, logons(&counters)), (1, (1, 0)), "{choice:?} {counters:?}");
        assert_eq!((counters.with_credentials, counters.max_in_flight), (2, 1), "opening and response: {counters:?}");
    }
}

#[tokio::test]
async fn names_in_both_spellings_sign_in() {
    let server = server(windows()).await;
    for choice in BOTH {
        for username in ["reception@aldermoor.example", "ALDERMOOR\\Reception", "reception"] {
            let desk = Desk { username: username.into(), ..Desk::of(&server, choice) };
            desk.ask().await.unwrap();
        }
    }
    assert_eq!(logons(&server.handle().counters()), (6, 0));
}

#[tokio::test]
async fn a_wrong_password_is_one_refused_logon_whoever_asks_how_often() {
    for choice in [NTLM, NEGOTIATE, SchemeChoice::Automatic] {
        let server = server(Offer::of(&[Offered::Negotiate, Offered::Ntlm, Offered::Basic])).await;
        let desk = Desk { password: "wrong".into(), ..Desk::of(&server, choice) };
        let source = desk.start().await;
        let error = ask(&source).await.unwrap_err();
        assert_eq!(told(&error), (Class::Refusal, "sign-in-refused-unbound"), "{choice:?}: no TLS, no binding");
        // Refresh now, twice; then three restarts, with other schemes and another spelling of the choice.
        for _ in 0..2 {
            assert_eq!(told(&ask(&source).await.unwrap_err()).0, Class::Refusal);
        }
        let mut desk = desk;
        for (other, username) in [
            (NTLM, "ALDERMOOR\\Reception"),
            (NEGOTIATE, "reception"),
            (SchemeChoice::Automatic, "reception@aldermoor.example"),
        ] {
            (desk.choice, desk.username) = (other, username.into());
            assert_eq!(told(&desk.ask().await.unwrap_err()).0, Class::Refusal);
        }
        let counters = server.handle().counters();
        assert_eq!(logons(&counters), (0, 1), "{choice:?} {counters:?}");

        desk.password = server.password();
        desk.ask().await.unwrap();
        assert_eq!(logons(&server.handle().counters()), (1, 1), "the new password, at once");
    }
}

#[tokio::test]
async fn automatic_takes_what_the_challenge_offers_in_either_shape() {
    use Offered::{Basic, Negotiate, Ntlm};
    let table: [(&[Offered], &str); 6] = [
        (&[Negotiate, Ntlm], "Negotiate"),
        (&[Ntlm, Negotiate, Basic], "Negotiate"),
        (&[Negotiate], "Negotiate"),
        (&[Basic, Ntlm], "NTLM"),
        (&[Ntlm], "NTLM"),
        (&[Basic], "Basic"),
    ];
    for (schemes, expected) in table {
        for in_one_header in [false, true] {
            let server = server(Offer { in_one_header, ..Offer::of(schemes) }).await;
            let source = Desk::of(&server, SchemeChoice::Automatic).start().await;
            for _ in 0..2 {
                ask(&source).await.unwrap();
            }
            let log = server.handle().log();
            let named: Vec<_> = log.iter().filter_map(|entry| entry.scheme.as_deref()).collect();
            assert_eq!(named, [expected, expected], "{schemes:?}: steps of one handshake, or Basic twice");
            let counters = server.handle().counters();
            assert_eq!((counters.connections, counters.refused_logons), (1, 0), "{schemes:?} {counters:?}");
            assert_eq!(log[0].status, Some(401), "first without anything");
        }
    }
}

#[tokio::test]
async fn what_the_server_does_not_offer_is_said_and_nothing_is_proved() {
    let basic = server(Offer::of(&[Offered::Basic])).await;
    for choice in BOTH {
        let error = Desk::of(&basic, choice).ask().await.unwrap_err();
        assert_eq!(told(&error), (Class::Server, "sign-in-not-offered"), "{choice:?}");
    }
    let nothing = server(Offer::of(&[])).await;
    let error = Desk::of(&nothing, SchemeChoice::Automatic).ask().await.unwrap_err();
    assert_eq!(told(&error), (Class::Server, "sign-in-none-offered"));
    assert_eq!(logons(&basic.handle().counters()), (0, 2), "two openings that could not be read, for no account");
    assert!(basic.handle().counters().logons.is_empty());
}

#[tokio::test]
async fn a_password_itself_leaves_over_plain_http_only_where_settings_allow_it() {
    let server = server(Offer::of(&[Offered::Basic])).await;
    // The built-in server plays a proxy that reads requests: the address is another machine's.
    let proxy = Proxy::Manual(Url::parse(&format!("http://{}", server.address())).unwrap());
    let url = Url::parse("http://mail.example.org/EWS/Exchange.asmx").unwrap();
    let mut desk = Desk::at(url, SchemeChoice::Automatic, &server.password());
    desk.client.proxy = proxy;
    assert_eq!(told(&desk.ask().await.unwrap_err()), (Class::NotSent, "password-over-http"));
    assert_eq!(server.handle().counters().with_credentials, 0);
    desk.client.basic_over_http = true;
    desk.ask().await.unwrap();
}

#[tokio::test]
async fn a_proxy_that_reads_requests_keeps_the_handshakes_connection() {
    let server = server(windows()).await;
    let url = Url::parse("http://mail.example.org/EWS/Exchange.asmx").unwrap();
    for choice in BOTH {
        let mut desk = Desk::at(url.clone(), choice, &server.password());
        desk.client.proxy = Proxy::Manual(Url::parse(&format!("http://clerk:pass@{}", server.address())).unwrap());
        desk.ask().await.unwrap();
    }
    assert_eq!(logons(&server.handle().counters()), (2, 0));
}

/// A server under TLS with this policy; `hash` changes what it thinks its certificate is.
async fn bound(authority: &Authority, policy: ExtendedProtection, hash: impl Fn(Vec<u8>) -> Vec<u8>) -> Running {
    let (config, certificate) = authority.issue_certificate(&["127.0.0.1", "mail.example.org"], NOW);
    let tls = Some(Tls { config, certificate_hash: hash(Sha256::digest(certificate).to_vec()) });
    let offer = Offer { extended_protection: policy, ..windows() };
    Simulator::start(Options { offer, tls, ..Options::default() }).await.unwrap()
}

#[tokio::test]
async fn extended_protection_is_met_and_its_refusals_are_named() {
    use ExtendedProtection::{Allow, Off, Require};
    let behind = |mut hash: Vec<u8>| {
        hash[0] ^= 1;
        hash
    };
    let own = |hash: Vec<u8>| hash;
    for choice in BOTH {
        for (policy, terminated, accepted) in [
            (Require, false, true),
            (Allow, false, true),
            (Require, true, false),
            (Allow, true, false),
            (Off, true, true),
        ] {
            let authority = Authority::new();
            let server =
                if terminated { bound(&authority, policy, behind).await } else { bound(&authority, policy, own).await };
            let folder = tempfile::tempdir().unwrap();
            let desk = Desk { client: trusting(&folder, "ca.pem", authority.pem()), ..Desk::of(&server, choice) };
            let result = desk.ask().await;
            let case = format!("{choice:?} {policy:?} terminated: {terminated}");
            if accepted {
                result.expect(&case);
            } else {
                let error = result.expect_err(&case);
                assert_eq!(told(&error), (Class::Refusal, "sign-in-refused-handshake"), "{case}");
                // And it stays one: the guard's record says the same.
                assert_eq!(
                    told(&desk.ask().await.unwrap_err()),
                    (Class::Refusal, "sign-in-refused-handshake"),
                    "{case}"
                );
            }
            assert_eq!(server.handle().counters().refused_logons, u64::from(!accepted), "{case}");
            assert!(!server.handle().state().locked);
        }
    }
}

#[tokio::test]
async fn without_a_binding_required_protection_refuses_and_is_named() {
    for choice in BOTH {
        let authority = Authority::without_bindings();
        let server = bound(&authority, ExtendedProtection::Require, |hash| hash).await;
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk { client: trusting(&folder, "ca.pem", authority.pem()), ..Desk::of(&server, choice) };
        assert_eq!(told(&desk.ask().await.unwrap_err()), (Class::Refusal, "sign-in-refused-unbound"));
        assert_eq!(logons(&server.handle().counters()), (0, 1));
    }
}

/// The second connection resumes the first one's TLS session: no certificate is sent, and the binding is the same.
#[tokio::test]
async fn a_later_connection_is_bound_too() {
    let authority = Authority::new();
    let server = bound(&authority, ExtendedProtection::Require, |hash| hash).await;
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk { client: trusting(&folder, "ca.pem", authority.pem()), ..Desk::of(&server, NEGOTIATE) };
    let source = desk.start().await;
    for logons_so_far in 1..=3 {
        ask(&source).await.unwrap();
        assert_eq!(logons(&server.handle().counters()), (logons_so_far, 0));
        server.handle().set(Scenario::ServerDown { form: DownForm::Closed });
        tokio::time::sleep(Duration::from_millis(100)).await;
        server.handle().set(Scenario::Normal);
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// A proxy that tunnels everything to one address.
async fn tunnel_to(server: &Running) -> Url {
    let (listener, to) = (TcpListener::bind("127.0.0.1:0").await.unwrap(), server.address());
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        while let Ok((mut client, _)) = listener.accept().await {
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                head.push(client.read_u8().await.unwrap());
            }
            assert!(head.starts_with(b"CONNECT mail.example.org:443 HTTP/1.1\r\n"));
            assert!(String::from_utf8_lossy(&head).contains("Proxy-Authorization: Basic Y2xlcms6cGFzc0B3b3Jk\r\n"));
            client.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.unwrap();
            let mut server = tokio::net::TcpStream::connect(to).await.unwrap();
            tokio::spawn(async move { tokio::io::copy_bidirectional(&mut client, &mut server).await.ok() });
        }
    });
    Url::parse(&format!("http://clerk:pass%40word@{address}")).unwrap()
}

#[tokio::test]
async fn a_tunnel_carries_the_handshake_and_its_binding() {
    let authority = Authority::new();
    let server = bound(&authority, ExtendedProtection::Require, |hash| hash).await;
    let folder = tempfile::tempdir().unwrap();
    let url = Url::parse("https://mail.example.org/EWS/Exchange.asmx").unwrap();
    let mut desk = Desk::at(url, SchemeChoice::Automatic, &server.password());
    desk.client = trusting(&folder, "ca.pem", authority.pem());
    desk.client.proxy = Proxy::Manual(tunnel_to(&server).await);
    desk.ask().await.unwrap();
    assert_eq!(logons(&server.handle().counters()), (1, 0));
}

#[tokio::test]
async fn a_sign_in_that_the_server_forgot_is_made_once_more() {
    for choice in BOTH {
        let server = server(windows()).await;
        let source = Desk::of(&server, choice).start().await;
        ask(&source).await.unwrap();
        server.handle().set_for(Scenario::SignInForgotten, 1);
        ask(&source).await.unwrap();
        assert_eq!(logons(&server.handle().counters()), (2, 0), "{choice:?}");
        // A server that forgets each time costs a handshake each time, and no more.
        server.handle().set(Scenario::SignInForgotten);
        for _ in 0..3 {
            ask(&source).await.unwrap();
        }
        assert_eq!(logons(&server.handle().counters()), (5, 0), "{choice:?}");

        server.handle().change_password("another");
        assert_eq!(told(&ask(&source).await.unwrap_err()).0, Class::Refusal);
        assert_eq!(told(&ask(&source).await.unwrap_err()).0, Class::Refusal);
        assert_eq!(logons(&server.handle().counters()), (5, 1), "the old password, once");
    }
}

/// What a step answers in [`scripted`].
#[derive(Clone, Copy, PartialEq)]
enum Act {
    Challenge,
    Token,
    /// The token, and then the connection is closed at once.
    TokenAndClose,
    Good,
    Hang,
    Close,
}

/// MS-NLMP 4.2.4.3, without version and padding: enough for a client.
const CHALLENGE: &str = "TlRMTVNTUAACAAAADAAMADgAAAAzgoriASNFZ4mrze8AAAAAAAAAACQAJABEAAAABgBwFwAAAA9TAGUAcgB2AGUAcgACAAwARABvAG0AYQBpAG4AAQAMAFMAZQByAHYAZQByAAAAAAA=";

/// A server that acts by the script of each connection, one step a request.
fn scripted(script: &'static [&'static [Act]]) -> Server {
    Server::new(move |mut connection: Connection| {
        let token = format!("NTLM {CHALLENGE}");
        for act in script.get(connection.number).copied().unwrap_or_default() {
            if connection.request().is_none() {
                return;
            }
            match act {
                Act::Challenge => connection.answer("401 Unauthorized", &[("WWW-Authenticate", "NTLM")], ""),
                Act::Token => connection.answer("401 Unauthorized", &[("WWW-Authenticate", &token)], ""),
                Act::TokenAndClose => {
                    connection.answer("401 Unauthorized", &[("WWW-Authenticate", &token), ("Connection", "close")], "");
                    return;
                }
                Act::Good => connection.answer("200 OK", &[("Content-Type", "text/xml")], crate::support::good(1)),
                Act::Hang => return connection.hold(),
                Act::Close => return,
            }
        }
    })
}

/// How a desk fares with a script when it asks several times: what it is told, and what each request carried.
async fn fares(script: &'static [&'static [Act]], times: usize) -> (Vec<&'static str>, Vec<&'static str>) {
    let server = scripted(script);
    let mut desk = Desk::at(server.url(), NTLM, "secret");
    desk.client.total_timeout = Duration::from_millis(400);
    let source = desk.start().await;
    let mut ends = Vec::new();
    for _ in 0..times {
        ends.push(ask(&source).await.map_or_else(|error| error.notice().code, |_| "good"));
    }
    let kind = |value: Option<&str>| match value {
        None => "bare",
        Some(value) if value.starts_with("NTLM TlRMTVNTUAAB") => "opening",
        Some(value) if value.starts_with("NTLM TlRMTVNTUAAD") => "proof",
        Some(_) => "odd",
    };
    (ends, server.requests().iter().map(|request| kind(request.header("authorization"))).collect())
}

#[tokio::test]
async fn what_breaks_off_before_the_proof_is_no_lost_answer() {
    use Act::{Close, Good, Hang, Token, TokenAndClose};
    // No request without credentials goes first afterwards: nothing can have been counted.
    let (ends, sent) = fares(&[&[Close], &[Token, Good]], 2).await;
    assert_eq!((ends, sent), (vec!["answer-lost", "good"], vec!["opening", "opening", "proof"]));
    let (ends, sent) = fares(&[&[Hang], &[Token, Good]], 2).await;
    assert_eq!((ends, sent), (vec!["no-answer-in-time", "good"], vec!["opening", "opening", "proof"]));
    let (ends, sent) = fares(&[&[TokenAndClose], &[Token, Good]], 2).await;
    assert_eq!((ends, sent), (vec!["connection-not-kept", "good"], vec!["opening", "opening", "proof"]));
}

#[tokio::test]
async fn once_the_proof_has_left_lost_is_lost() {
    use Act::{Challenge, Close, Good, Hang, Token};
    const CUT: &[&[Act]] = &[&[Token, Close], &[Challenge], &[Token, Good]];
    const SILENT: &[&[Act]] = &[&[Token, Hang], &[Challenge], &[Token, Good]];
    for (script, end) in [(CUT, "answer-lost"), (SILENT, "no-answer-in-time")] {
        let (ends, sent) = fares(script, 2).await;
        assert_eq!(ends, [end, "good"]);
        assert_eq!(sent, ["opening", "proof", "bare", "opening", "proof"], "the server must show itself first");
    }
    // A second loss within half an hour waits for a person.
    let script: &[&[Act]] = &[&[Token, Close], &[Challenge], &[Token, Close], &[Challenge], &[Token, Good]];
    let (ends, sent) = fares(script, 4).await;
    assert_eq!(ends, ["answer-lost", "answer-lost", "waiting-lost-answers", "waiting-lost-answers"]);
    assert_eq!(sent, ["opening", "proof", "bare", "opening", "proof"]);
}

#[tokio::test]
async fn a_signed_in_connection_that_was_closed_is_made_anew() {
    use Act::{Close, Good, Token};
    let script: &[&[Act]] = &[&[Token, Good, Good, Close], &[Token, Good]];
    let (ends, sent) = fares(script, 3).await;
    assert_eq!(ends, ["good", "good", "good"]);
    assert_eq!(sent, ["opening", "proof", "bare", "bare", "opening", "proof"]);
}

#[tokio::test]
async fn a_refusal_of_the_proof_is_final() {
    use Act::{Challenge, Good, Token};
    const PLAIN: &[&[Act]] = &[&[Token, Challenge, Good], &[Token, Good]];
    // With a message a 401 is a step before the proof, and a refusal after it.
    const MESSAGE: &[&[Act]] = &[&[Token, Token, Good], &[Token, Good]];
    for script in [PLAIN, MESSAGE] {
        let (ends, sent) = fares(script, 3).await;
        assert_eq!(ends, ["sign-in-refused-unbound"; 3]);
        assert_eq!(sent, ["opening", "proof"]);
    }
}

#[tokio::test]
async fn on_a_signed_in_connection_trouble_is_told_apart() {
    let busy = |form| Scenario::TooManyRequests { form, wait_seconds: 7 };
    let table = [
        (Scenario::Forbidden, Class::Refusal, "not-allowed"),
        (busy(BusyForm::Fault), Class::Wait, "slow-down"),
        (busy(BusyForm::ServiceUnavailable), Class::Wait, "slow-down"),
        (Scenario::ServerDown { form: DownForm::Refused }, Class::NotSent, "connection-refused"),
        (Scenario::NoAnswer { form: SilenceForm::Open }, Class::Unknown, "no-answer-in-time"),
        (Scenario::NoAnswer { form: SilenceForm::Closed }, Class::Unknown, "answer-lost"),
        (Scenario::HalfAnswer, Class::Server, "answer-cut"),
        (Scenario::Nonsense, Class::Server, "answer-web-page"),
        (Scenario::LogOnPage, Class::Server, "redirected-log-on"),
        (Scenario::NotFound, Class::Server, "no-service"),
        (Scenario::InternalError, Class::Server, "server-fault"),
        (Scenario::HugeAnswer { mebibytes: 40 }, Class::TooManyMailboxes, "answer-too-large"),
    ];
    for (scenario, class, notice) in table {
        for signed_in in [true, false] {
            let server = server(windows()).await;
            let source = Desk::of(&server, SchemeChoice::Automatic).start().await;
            if signed_in {
                ask(&source).await.unwrap();
            }
            server.handle().set(scenario.clone());
            let error = ask(&source).await.expect_err(notice);
            assert_eq!(told(&error), (class, notice), "{scenario:?} signed in: {signed_in} {error:?}");
            server.handle().set(Scenario::Normal);
            if !matches!(class, Class::Refusal | Class::Wait) {
                ask(&source).await.expect("well again, and nothing held against the account");
            }
            assert_eq!(server.handle().counters().refused_logons, 0);
        }
    }
}
