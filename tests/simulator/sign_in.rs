use super::client::{Ask, Desk, availability, envelope};
use attendant_calendar::simulator::{LockoutPolicy, Offer, Options, Scheme, SignInOutcome};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sspi::{
    AuthIdentityBuffers, BufferType, ClientRequestFlags, DataRepresentation, Ntlm, SecurityBuffer, Sspi, SspiImpl,
};
use std::time::Duration;

fn strict(threshold: u32, lock: Duration) -> Options {
    let lockout = LockoutPolicy { threshold, lock_duration: lock, ..LockoutPolicy::default() };
    Options { lockout, ..Options::default() }
}

#[tokio::test]
async fn whoever_does_not_sign_in_is_challenged() {
    let desk = Desk::open().await;
    let body = envelope("Exchange2013", "", &availability(&["a@b.example"], &Ask::default()));
    let request = desk.http.post(desk.running.ews_url()).header("Content-Type", "text/xml; charset=utf-8").body(body);
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), 401);
    assert_eq!(answer.headers()["www-authenticate"], "Basic realm=\"127.0.0.1\"");
    assert_eq!(answer.headers()["content-length"], "0");
    let counters = desk.control.counters();
    assert_eq!((counters.without_credentials, counters.with_credentials, counters.refused_logons), (1, 0, 0));
    assert_eq!(desk.control.log()[0].sign_in, SignInOutcome::Missing);
}

#[tokio::test]
async fn the_threshold_locks_the_account_against_the_right_password_too() {
    let desk = Desk::with(strict(3, Duration::from_millis(1500))).await;
    let right = desk.running.password();
    for _ in 0..2 {
        assert_eq!(desk.status_as("reception", "wrong").await, 401);
    }
    assert_eq!(desk.status_as("reception", &right).await, 200, "a success clears the count");
    for _ in 0..3 {
        assert_eq!(desk.status_as("reception", "wrong").await, 401);
    }
    assert!(desk.control.state().locked);
    assert_eq!(desk.status_as("reception", &right).await, 401);
    let outcomes: Vec<_> = desk.control.log().iter().map(|entry| entry.sign_in).collect();
    assert_eq!(outcomes.last(), Some(&SignInOutcome::Locked));
    let counters = desk.control.counters();
    assert_eq!(counters.refused_logons, 6);
    assert_eq!((counters.logons["reception"].accepted, counters.logons["reception"].refused), (1, 6));

    tokio::time::sleep(Duration::from_millis(1550)).await;
    assert_eq!(desk.status_as("reception", &right).await, 200, "the lock has lasted its time");
}

#[tokio::test]
async fn every_spelling_of_the_name_counts_for_one_account() {
    let desk = Desk::with(strict(3, Duration::ZERO)).await;
    for user in ["reception", "ALDERMOOR\\Reception", "reception@aldermoor.example"] {
        assert_eq!(desk.status_as(user, "wrong").await, 401);
    }
    assert!(desk.control.state().locked);
    desk.control.unlock();
    assert_eq!(desk.status_as("ALDERMOOR\\reception", &desk.running.password()).await, 200);
}

#[tokio::test]
async fn strangers_lock_nobody() {
    let desk = Desk::with(strict(1, Duration::ZERO)).await;
    assert_eq!(desk.status_as("somebody", "wrong").await, 401);
    let request = desk.http.post(desk.running.ews_url()).header("Authorization", "Negotiate YII=");
    assert_eq!(request.send().await.unwrap().status(), 401);
    assert!(!desk.control.state().locked);
    let outcomes: Vec<_> = desk.control.log().iter().map(|entry| entry.sign_in).collect();
    assert_eq!(outcomes, [SignInOutcome::UnknownAccount, SignInOutcome::Unreadable]);
}

/// A client's side of NTLM, by the library that the program uses too; what it sends is changed here on the way.
struct Handshake {
    ntlm: Ntlm,
    credentials: Option<AuthIdentityBuffers>,
}

impl Handshake {
    fn new(password: &str) -> Self {
        let credentials = Some(AuthIdentityBuffers::from_utf8("reception", "ALDERMOOR", password));
        Self { ntlm: Ntlm::new(), credentials }
    }

    fn step(&mut self, challenge: &[u8]) -> Vec<u8> {
        let mut input = vec![SecurityBuffer::new(challenge.to_vec(), BufferType::Token)];
        let mut output = vec![SecurityBuffer::new(Vec::new(), BufferType::Token)];
        let mut builder = self
            .ntlm
            .initialize_security_context()
            .with_credentials_handle(&mut self.credentials)
            .with_context_requirements(ClientRequestFlags::empty())
            .with_target_data_representation(DataRepresentation::Network)
            .with_input(&mut input)
            .with_output(&mut output);
        let done = self.ntlm.initialize_security_context_impl(&mut builder).unwrap().resolve_to_result();
        done.unwrap();
        output.remove(0).buffer
    }
}

/// Sends a message on the one connection of `desk`'s client, and gives back the status and the server's message.
async fn message(desk: &Desk, message: &[u8]) -> (u16, Vec<u8>) {
    let header = format!("NTLM {}", STANDARD.encode(message));
    let answer = desk.http.get(desk.running.ews_url()).header("Authorization", header).send().await.unwrap();
    let values =
        answer.headers().get_all("www-authenticate").iter().filter_map(|value| value.to_str().unwrap().split_once(' '));
    let token = values.map(|(_, token)| STANDARD.decode(token).unwrap()).next();
    let status = answer.status().as_u16();
    answer.bytes().await.unwrap();
    (status, token.unwrap_or_default())
}

fn windows() -> Options {
    Options { offer: Offer::of(&[Scheme::Ntlm]), ..Options::default() }
}

#[tokio::test]
async fn a_handshake_whose_messages_were_changed_on_the_way_is_refused() {
    // Nothing; the seal itself; a flag in the head, which only the seal covers.
    for (changed, status) in [(None, 200), (Some(72), 401), (Some(61), 401)] {
        let desk = Desk::with(windows()).await;
        let mut client = Handshake::new(&desk.running.password());
        let (_, challenge) = message(&desk, &client.step(&[])).await;
        let mut response = client.step(&challenge);
        if let Some(at) = changed {
            response[at] ^= 0x10;
        }
        assert_eq!(message(&desk, &response).await.0, status, "{changed:?}");
        let counters = desk.control.counters();
        assert_eq!((counters.connections, counters.refused_logons), (1, u64::from(status == 401)), "{changed:?}");
    }
}

#[tokio::test]
async fn a_response_answers_one_challenge_of_its_own_connection() {
    let desk = Desk::with(windows()).await;
    let mut client = Handshake::new(&desk.running.password());
    let (_, challenge) = message(&desk, &client.step(&[])).await;
    let response = client.step(&challenge);
    let elsewhere = Desk { http: super::client::http(), running: desk.running, control: desk.control };
    assert_eq!(message(&elsewhere, &response).await.0, 401, "on another connection");
    assert_eq!(message(&elsewhere, &Handshake::new("x").step(&[])).await.0, 401);
    assert_eq!(message(&elsewhere, &response).await.0, 401, "to another challenge");
    let outcomes: Vec<_> = elsewhere.control.log().iter().map(|entry| entry.sign_in).collect();
    use SignInOutcome::{Refused, Step, Unreadable};
    assert_eq!(outcomes, [Step, Unreadable, Step, Refused]);
}
