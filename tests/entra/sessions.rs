//! The engine over Office 365.

use super::desk::{Desk, settings};
use attendant_calendar::account::oauth::{SignIn, Vault};
use attendant_calendar::people::Roster;
use attendant_calendar::profile::Profile;
use attendant_calendar::refresh::{Board, Command, Session, Snapshot};
use attendant_calendar::settings::{Office365Api, Settings};
use attendant_calendar::simulator::{Options, Scenario, Simulator};
use attendant_calendar::store::Folders;
use chrono::TimeDelta;
use std::sync::Arc;
use std::time::Duration;

/// The board's state and its first cause under these settings.
async fn board(settings: Settings, roster: Roster) -> (Board, Option<&'static str>) {
    let folder = tempfile::tempdir().unwrap();
    let profile = Profile::new(Folders::profile(folder.path()));
    let session = Session::open(&profile, settings, roster, None, TimeDelta::zero()).await.unwrap();
    let snapshot = session.settled(Duration::from_secs(20)).await;
    session.shutdown().await;
    (snapshot.board, snapshot.causes.first().map(|cause| cause.notice.code))
}

#[tokio::test]
async fn signed_out_the_board_is_paused_and_says_what_to_do() {
    let server = Simulator::start(Options::default()).await.unwrap();
    let roster = || Roster { people: server.roster() };
    assert_eq!(board(settings(&server), roster()).await, (Board::Paused, Some("sign-in-needed")));
    let mut graph = settings(&server);
    graph.office365.api = Office365Api::Graph;
    graph.office365.graph_url = "http://127.0.0.1:9/v1.0".parse().ok();
    assert_eq!(board(graph, roster()).await, (Board::Paused, Some("sign-in-needed")));
    let mut basic = settings(&server);
    (basic.office365.grant_basic, basic.office365.grant_modern) = (true, false);
    assert_eq!(board(basic, roster()).await, (Board::Paused, Some("no-password")));
    let mut path = settings(&server);
    path.office365.authority = format!("{}/common", server.authority()).parse().ok();
    assert_eq!(board(path, roster()).await, (Board::Disabled, Some("authority-path")));
    assert_eq!(server.handle().counters().requests, 0, "nothing was asked");
}

#[tokio::test]
async fn a_running_program_goes_live_stops_and_goes_live_again_with_each_sign_in() {
    let desk = Desk::open().await;
    let folder = tempfile::tempdir().unwrap();
    let profile = Profile::new(Folders::profile(folder.path()));
    let state = profile.folders().state().to_path_buf();
    let roster = Roster { people: desk.server.roster() };
    let settings = desk.settings.clone();
    let session = Session::open(&profile, settings.clone(), roster, None, TimeDelta::zero()).await.unwrap();
    let (commands, mut snapshots) = (session.handle.commands.clone(), session.handle.snapshots.clone());
    let mut reached = async |board: Board| -> Arc<Snapshot> {
        let wanted = |snapshot: &Arc<Snapshot>| snapshot.board == board && !snapshot.refreshing;
        let waiting = tokio::time::timeout(Duration::from_secs(30), snapshots.wait_for(wanted));
        waiting.await.unwrap_or_else(|_| panic!("never {board:?}")).unwrap().clone()
    };
    let code = |snapshot: &Snapshot| snapshot.causes.first().map(|cause| cause.notice.code);
    let signs_in = async || {
        let flow = SignIn::from_settings(&settings, &state).unwrap().paste().await.unwrap();
        let code = flow.read(desk.enter_password(flow.address()).await.as_str()).unwrap();
        flow.finish(code).await.unwrap();
    };

    assert_eq!(code(&*reached(Board::Paused).await), Some("sign-in-needed"));
    signs_in().await;
    commands.send(Command::RefreshNow).unwrap();
    let live = reached(Board::Live).await;
    assert!(live.observations.iter().filter(|one| one.schedule.is_some()).count() > 50);
    assert_eq!(live.server, "127.0.0.1");

    desk.control.set(Scenario::TokensRevoked);
    // The minimum distance between two refreshes.
    tokio::time::sleep(Duration::from_secs(5)).await;
    commands.send(Command::RefreshNow).unwrap();
    assert_eq!(code(&*reached(Board::Paused).await), Some("entra-withdrawn"));
    desk.control.set(Scenario::Normal);
    signs_in().await;
    tokio::time::sleep(Duration::from_secs(5)).await;
    commands.send(Command::RefreshNow).unwrap();
    reached(Board::Live).await;
    assert_eq!(desk.entra().refused_renewals, 1);
    session.shutdown().await;
    Vault::from_settings(&settings, &state).unwrap().forget().await.unwrap();
}
