//! A drill with real processes of the program on one profile: the lock holds, a stop is everybody's, and a process that is
//! killed with a request under way is not repeated blindly.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use attendant_calendar::simulator::{Offer, Options, Running, Scenario, Scheme, Simulator};
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

const AT_ONCE: usize = 4;

/// A server, and a profile that names it and its people.
async fn company() -> (Running, tempfile::TempDir) {
    offering(Offer::default(), "basic").await
}

/// The same, with these ways to sign in and this one in the settings.
async fn offering(offer: Offer, authentication: &str) -> (Running, tempfile::TempDir) {
    let server = Simulator::start(Options { people: 12, offer, ..Options::default() }).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let settings = format!(
        "schema = 1\nenabled = true\n\n[exchange]\news_url = \"{}\"\nusername = \"{}\"\nauthentication = \"{authentication}\"\n",
        server.ews_url(),
        server.account()
    );
    std::fs::write(folder.path().join("settings.toml"), settings).unwrap();
    let people: String = server.roster().iter().map(|person| format!("{},{}\n", person.name, person.address)).collect();
    std::fs::write(folder.path().join("people.csv"), format!("name,address\n{people}")).unwrap();
    (server, folder)
}

fn list(profile: &Path, password: &str) -> Child {
    let mut child = Command::new(env!("CARGO_BIN_EXE_attendant-calendar"))
        .args(["list", "--password-stdin", "--profile"])
        .arg(profile)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    writeln!(child.stdin.take().unwrap(), "{password}").unwrap();
    child
}

/// Several processes at once; what each of them ended with.
async fn at_once(profile: &Path, password: &str) -> Vec<Output> {
    let children: Vec<_> = (0..AT_ONCE).map(|_| list(profile, password)).collect();
    let waits = children.into_iter().map(|child| tokio::task::spawn_blocking(|| child.wait_with_output().unwrap()));
    let mut ends = Vec::new();
    for wait in waits.collect::<Vec<_>>() {
        ends.push(wait.await.unwrap());
    }
    ends
}

fn texts(ends: &[Output]) -> String {
    ends.iter().map(|end| format!("{end:?}\n")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn processes_at_the_same_time_have_one_request_under_way() {
    let (server, folder) = company().await;
    server.handle().set(Scenario::Slow { seconds: 0.4 });
    let ends = at_once(folder.path(), &server.password()).await;
    let counters = server.handle().counters();
    assert!(ends.iter().all(|end| end.status.success()), "{}", texts(&ends));
    assert!(counters.with_credentials >= AT_ONCE as u64, "every process asked: {counters:?}");
    assert_eq!((counters.max_in_flight, counters.refused_logons), (1, 0), "{counters:?}");
    server.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn processes_at_the_same_time_share_the_stop() {
    let (server, folder) = company().await;
    let old = server.password();
    server.handle().set(Scenario::PasswordChanged);
    let ends = at_once(folder.path(), &old).await;
    assert!(ends.iter().all(|end| end.status.code() == Some(3)), "{}", texts(&ends));
    assert_eq!(server.handle().counters().refused_logons, 1);
    let ends = at_once(folder.path(), &server.password()).await;
    assert!(ends.iter().all(|end| end.status.success()), "{}", texts(&ends));
    assert_eq!(server.handle().counters().refused_logons, 1);
    server.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn with_handshakes_processes_at_the_same_time_share_the_stop_too() {
    for authentication in ["automatic", "ntlm", "negotiate"] {
        let offer = Offer::of(&[Scheme::Negotiate, Scheme::Ntlm, Scheme::Basic]);
        let (server, folder) = offering(offer, authentication).await;
        let old = server.password();
        server.handle().set(Scenario::PasswordChanged);
        let ends = at_once(folder.path(), &old).await;
        assert!(ends.iter().all(|end| end.status.code() == Some(3)), "{}", texts(&ends));
        // Restarts, one after the other.
        for _ in 0..2 {
            assert_eq!(list(folder.path(), &old).wait_with_output().unwrap().status.code(), Some(3));
        }
        let counters = server.handle().counters();
        assert_eq!((counters.refused_logons, counters.max_in_flight), (1, 1), "{authentication}: {counters:?}");
        let ends = at_once(folder.path(), &server.password()).await;
        assert!(ends.iter().all(|end| end.status.success()), "{}", texts(&ends));
        assert_eq!(server.handle().counters().refused_logons, 1, "{authentication}");
        server.shutdown().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_kill_in_flight_the_next_process_asks_without_the_password_first() {
    let (server, folder) = company().await;
    server.handle().set(Scenario::Slow { seconds: 20.0 });
    let mut killed = list(folder.path(), &server.password());
    let begun = Instant::now();
    while server.handle().counters().in_flight == 0 {
        assert!(begun.elapsed() < Duration::from_secs(30), "nothing was sent");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    killed.kill().unwrap();
    killed.wait().unwrap();
    server.handle().set(Scenario::Normal);
    assert_eq!(server.handle().counters().without_credentials, 0);

    let end = list(folder.path(), &server.password()).wait_with_output().unwrap();
    assert!(end.status.success(), "{end:?}");
    assert_eq!(server.handle().counters().without_credentials, 1, "a bare request first");
    server.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_record_sends_nothing() {
    let (server, folder) = company().await;
    assert!(list(folder.path(), &server.password()).wait_with_output().unwrap().status.success());
    let before = server.handle().counters().requests;
    let records = std::fs::read_dir(folder.path().join("state")).unwrap().map(|entry| entry.unwrap().path());
    let record =
        records.into_iter().find(|path| path.extension().is_some_and(|kind| kind == "json")).expect("a record");
    std::fs::write(&record, "{\"open\": ").unwrap();
    let end = list(folder.path(), &server.password()).wait_with_output().unwrap();
    assert_eq!(end.status.code(), Some(3), "{end:?}");
    assert!(String::from_utf8_lossy(&end.stderr).contains("set aside"), "it names the way out: {end:?}");
    assert_eq!(server.handle().counters().requests, before, "nothing left");
    server.shutdown().await;
}
