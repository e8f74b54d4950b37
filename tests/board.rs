//! The main job over real HTTP: the engine against the built-in server, from the first refresh through a changed password
//! and back.

#![allow(clippy::unwrap_used, clippy::panic)]

use attendant_calendar::people::Roster;
use attendant_calendar::profile::Profile;
use attendant_calendar::refresh::{Board, Command, Session, Snapshot};
use attendant_calendar::settings::Settings;
use attendant_calendar::simulator::{Options, Running, Scenario, Simulator};
use attendant_calendar::store::{Folders, Secret};
use chrono::TimeDelta;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

const SOON: Duration = Duration::from_secs(40);

async fn server(people: usize) -> Running {
    Simulator::start(Options { people, ..Options::default() }).await.unwrap()
}

async fn session(server: &Running, folder: &Path, password: &str) -> Session {
    let mut settings = Settings::default();
    settings.exchange.ews_url = Some(server.ews_url().parse().unwrap());
    settings.exchange.username = server.account().to_owned();
    let profile = Profile::new(Folders::profile(folder));
    let roster = Roster { people: server.roster() };
    Session::open(&profile, settings, roster, Some(Secret::new(password.to_owned())), TimeDelta::zero()).await.unwrap()
}

async fn wait_for(session: &Session, what: impl Fn(&Snapshot) -> bool) -> Arc<Snapshot> {
    let mut snapshots = session.handle.snapshots.clone();
    let found = tokio::time::timeout(SOON, snapshots.wait_for(|snapshot| what(snapshot))).await;
    match found {
        Ok(snapshot) => snapshot.unwrap().clone(),
        Err(_) => {
            panic!("still {:?} {:?}", session.handle.snapshots.borrow().board, session.handle.snapshots.borrow().causes)
        }
    }
}

fn answered(snapshot: &Snapshot) -> usize {
    snapshot.observations.iter().filter(|observation| observation.schedule.is_some()).count()
}

#[tokio::test]
async fn a_board_becomes_live_and_two_mailboxes_keep_their_errors() {
    let (server, folder) = (server(250).await, tempfile::tempdir().unwrap());
    let session = session(&server, folder.path(), &server.password()).await;
    let snapshot = wait_for(&session, |snapshot| snapshot.last_complete.is_some()).await;
    assert_eq!(answered(&snapshot), 248);
    assert!(snapshot.server_version.as_ref().is_some_and(|version| version.starts_with("15.")), "{snapshot:?}");
    assert_eq!(snapshot.observations.iter().filter(|observation| observation.error.is_some()).count(), 2);
    let live = wait_for(&session, |snapshot| snapshot.board == Board::Live).await;
    assert_eq!(live.causes, []);
    let counters = server.handle().counters();
    assert_eq!((counters.with_credentials, counters.refused_logons, counters.max_in_flight), (3, 0, 1));
    session.shutdown().await;
    server.shutdown().await;
}

#[tokio::test]
async fn a_changed_password_is_refused_once_survives_a_restart_and_the_new_one_is_live_at_once() {
    let (server, folder) = (server(20).await, tempfile::tempdir().unwrap());
    let old = server.password();
    let first = session(&server, folder.path(), &old).await;
    wait_for(&first, |snapshot| snapshot.board == Board::Live).await;

    server.handle().set(Scenario::PasswordChanged);
    first.handle.commands.send(Command::RefreshNow).unwrap();
    let paused = wait_for(&first, |snapshot| snapshot.board == Board::Paused).await;
    assert_eq!(paused.causes[0].notice.code, "sign-in-refused");
    assert_eq!(answered(&paused), 18, "what was known is kept");
    for command in [Command::RefreshNow, Command::TryOnce] {
        first.handle.commands.send(command).unwrap();
        tokio::time::sleep(Duration::from_secs(6)).await;
    }
    assert_eq!(server.handle().counters().refused_logons, 1);
    first.shutdown().await;

    let second = session(&server, folder.path(), &old).await;
    wait_for(&second, |snapshot| snapshot.board == Board::Paused).await;
    assert_eq!(server.handle().counters().refused_logons, 1, "a restart tries nothing");

    let secret = Secret::new(server.password());
    second.handle.commands.send(Command::Password { secret, remember: false }).unwrap();
    wait_for(&second, |snapshot| snapshot.board == Board::Live).await;
    assert_eq!(server.handle().counters().refused_logons, 1);
    second.shutdown().await;
    server.shutdown().await;
}

#[tokio::test]
async fn a_server_that_is_away_is_offline_and_one_that_asks_to_wait_is_obeyed() {
    let (server, folder) = (server(20).await, tempfile::tempdir().unwrap());
    let session = session(&server, folder.path(), &server.password()).await;
    wait_for(&session, |snapshot| snapshot.board == Board::Live).await;

    let busy: Scenario = serde_json::from_str(r#"{"scenario": "too-many-requests", "wait_seconds": 600}"#).unwrap();
    server.handle().set(busy);
    session.handle.commands.send(Command::RefreshNow).unwrap();
    wait_for(&session, |snapshot| snapshot.board == Board::Waiting).await;
    let before = server.handle().counters().requests;
    server.handle().set(Scenario::Normal);
    session.handle.commands.send(Command::RefreshNow).unwrap();
    tokio::time::sleep(Duration::from_secs(6)).await;
    assert_eq!(server.handle().counters().requests, before, "nothing leaves while the server's wait lasts");
    session.shutdown().await;
    server.shutdown().await;
}
