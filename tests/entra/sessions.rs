//! The engine over Office 365.

use super::desk::settings;
use attendant_calendar::people::Roster;
use attendant_calendar::profile::Profile;
use attendant_calendar::refresh::{Board, Session};
use attendant_calendar::settings::{Office365Api, Settings};
use attendant_calendar::simulator::{Options, Simulator};
use attendant_calendar::store::Folders;
use chrono::TimeDelta;
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
    assert_eq!(board(graph, roster()).await, (Board::Disabled, Some("graph-not-available-yet")));
    let mut basic = settings(&server);
    (basic.office365.grant_basic, basic.office365.grant_modern) = (true, false);
    assert_eq!(board(basic, roster()).await, (Board::Disabled, Some("office365-basic")));
    let mut path = settings(&server);
    path.office365.authority = format!("{}/common", server.authority()).parse().ok();
    assert_eq!(board(path, roster()).await, (Board::Disabled, Some("authority-path")));
    assert_eq!(server.handle().counters().requests, 0, "nothing was asked");
}
