//! The engine over Office 365.

use super::desk::{Desk, settings};
use attendant_calendar::account::Channel;
use attendant_calendar::account::oauth::OAuthAccount;
use attendant_calendar::people::Roster;
use attendant_calendar::profile::Profile;
use attendant_calendar::refresh::{Board, Command, Connection, Connector, Engine, Session, Snapshot, Start, State};
use attendant_calendar::settings::{ExchangeVersion, Office365Api, Settings};
use attendant_calendar::simulator::{Options, Scenario, Simulator};
use attendant_calendar::source::ews::EwsSource;
use attendant_calendar::store::{Folders, Secret};
use attendant_calendar::words::Notice;
use chrono::{TimeDelta, Utc};
use futures_util::future::BoxFuture;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot, watch};

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
    assert_eq!(board(graph, roster()).await, (Board::Disabled, Some("graph-not-available-yet")));
    let mut basic = settings(&server);
    (basic.office365.grant_basic, basic.office365.grant_modern) = (true, false);
    assert_eq!(board(basic, roster()).await, (Board::Disabled, Some("office365-basic")));
    let mut path = settings(&server);
    path.office365.authority = format!("{}/common", server.authority()).parse().ok();
    assert_eq!(board(path, roster()).await, (Board::Disabled, Some("authority-path")));
    assert_eq!(server.handle().counters().requests, 0, "nothing was asked");
}

/// Connects as whoever is signed in in the desk's vault.
#[derive(Clone)]
struct Desks(Arc<Desk>);

impl Desks {
    async fn connect(&self) -> Result<Connection, Notice> {
        let desk = &self.0;
        let account = OAuthAccount::open(desk.service.clone(), desk.vault.clone()).await;
        let account = account.map_err(|failure| failure.notice())?;
        let tag = account.tag().clone();
        let (channel, url): (Arc<dyn Channel>, _) = (Arc::new(account), desk.service.directory().service().clone());
        let source = Arc::new(EwsSource::new(channel, url, ExchangeVersion::Detect));
        Ok(Connection { source, keeper: Arc::clone(&desk.keeper), tag, account: None })
    }
}

impl Connector for Desks {
    fn with_password(&mut self, _: Secret, _: bool) -> BoxFuture<'_, Result<Connection, Notice>> {
        Box::pin(self.connect())
    }

    fn under(&mut self, _: Settings) -> BoxFuture<'_, Result<Result<Connection, Notice>, Vec<Notice>>> {
        Box::pin(async { Ok(self.connect().await) })
    }
}

#[tokio::test]
async fn a_running_engine_goes_live_stops_and_goes_live_again_with_each_sign_in() {
    let desk = Desks(Arc::new(Desk::open().await));
    let roster = Arc::new(Roster { people: desk.0.server.roster() });
    let settings = Arc::new(desk.0.settings.clone());
    let state = State::new(roster, &settings);
    let (commands, receiver) = mpsc::unbounded_channel();
    let (sender, mut snapshots) = watch::channel(Arc::new(state.snapshot().clone()));
    let (stop, stopped) = oneshot::channel();
    let start = Start {
        state,
        connection: desk.connect().await,
        connector: Box::new(desk.clone()),
        settings,
        ahead: TimeDelta::zero(),
        wall: Arc::new(Utc::now),
    };
    let engine = tokio::spawn(Engine::new(start, receiver, stopped, sender).run());
    let mut reached = async |board: Board| -> Arc<Snapshot> {
        let wanted = |snapshot: &Arc<Snapshot>| snapshot.board == board && !snapshot.refreshing;
        let waiting = tokio::time::timeout(Duration::from_secs(20), snapshots.wait_for(wanted));
        waiting.await.unwrap_or_else(|_| panic!("never {board:?}")).unwrap().clone()
    };
    let code = |snapshot: &Snapshot| snapshot.causes.first().map(|cause| cause.notice.code);

    assert_eq!(code(&*reached(Board::Paused).await), Some("sign-in-needed"));
    desk.0.signs_in().await;
    commands.send(Command::RefreshNow).unwrap();
    let live = reached(Board::Live).await;
    assert!(live.observations.iter().filter(|one| one.schedule.is_some()).count() > 50);
    assert_eq!(live.server, "127.0.0.1");

    desk.0.control.set(Scenario::TokensRevoked);
    // The minimum distance between two refreshes.
    tokio::time::sleep(Duration::from_secs(5)).await;
    commands.send(Command::RefreshNow).unwrap();
    assert_eq!(code(&*reached(Board::Paused).await), Some("entra-withdrawn"));
    desk.0.control.set(Scenario::Normal);
    desk.0.signs_in().await;
    tokio::time::sleep(Duration::from_secs(5)).await;
    commands.send(Command::RefreshNow).unwrap();
    reached(Board::Live).await;
    assert_eq!(desk.0.entra().refused_renewals, 1);
    drop(stop);
    engine.await.unwrap();
}
