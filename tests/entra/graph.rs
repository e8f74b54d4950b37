//! Microsoft Graph as the source, from the sign-in to the board.

use super::desk::{Desk, query, settings};
use attendant_calendar::account::oauth::{OAuthAccount, SignIn, Vault};
use attendant_calendar::account::{Channel, ChannelError, Trigger};
use attendant_calendar::calendar::{Window, WorkingHours};
use attendant_calendar::guard::{Held, RefusalKind, WaitCause};
use attendant_calendar::people::Roster;
use attendant_calendar::profile::Profile;
use attendant_calendar::refresh::{Board, Command, Remedy, Session, Snapshot};
use attendant_calendar::settings::{CalendarPermission, ExchangeVersion, Office365Api, Settings};
use attendant_calendar::simulator::scenario::GraphErrorForm;
use attendant_calendar::simulator::{Limits, Options, Running, Scenario, Simulator};
use attendant_calendar::source::ews::EwsSource;
use attendant_calendar::source::graph::GraphSource;
use attendant_calendar::source::{Answer, MailboxErrorKind, Question, Source, SourceError};
use attendant_calendar::store::Folders;
use attendant_calendar::words::Words;
use chrono::{TimeDelta, Utc};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// The settings of a new Office 365 profile for this server.
fn graph_settings(server: &Running) -> Settings {
    let mut settings = settings(server);
    settings.office365.api = Office365Api::default();
    settings.office365.graph_url = server.graph_url().parse().ok();
    settings
}

async fn desk(options: Options) -> Desk {
    let server = Simulator::start(options).await.unwrap();
    let settings = graph_settings(&server);
    Desk::of(server, settings)
}

fn source(desk: &Desk, account: &OAuthAccount) -> GraphSource {
    let channel: Arc<dyn Channel> = Arc::new(account.clone());
    GraphSource::new(channel, desk.service.directory().service())
}

fn question(desk: &Desk, people: usize) -> Question {
    let start = Utc::now();
    Question {
        mailboxes: desk.server.roster().into_iter().take(people).map(|person| person.address).collect(),
        window: Window { start, end: start + TimeDelta::days(15) },
        details: true,
        trigger: Trigger::Person,
    }
}

async fn ask(desk: &Desk, account: &OAuthAccount, people: usize) -> Result<Answer, SourceError> {
    source(desk, account).schedules(question(desk, people)).await
}

fn error(status: u16, code: &str, wait_seconds: Option<f64>, part: Option<usize>) -> Scenario {
    let form = GraphErrorForm::Usual;
    Scenario::GraphError { status, code: code.into(), inner_code: None, wait_seconds, part, form }
}

/// Paths and statuses of what Graph was asked.
fn asked(desk: &Desk) -> Vec<(String, Option<u16>)> {
    let log = desk.control.log().into_iter().filter(|line| line.path.starts_with("/v1.0"));
    log.map(|line| (line.operation.unwrap_or_default(), line.status)).collect()
}

#[tokio::test]
async fn a_new_profile_asks_for_what_the_board_needs_and_no_more() {
    let desk = desk(Options::default()).await;
    let scopes = async |desk: &Desk| {
        let scope = query(desk.sign_in().paste().await.unwrap().address())["scope"].clone();
        scope.replace(&desk.server.authority(), "graph:")
    };
    let expected = "openid profile offline_access graph:/Calendars.Read graph:/User.ReadBasic.All";
    assert_eq!(scopes(&desk).await, expected);
    let mut strict = desk.settings.clone();
    strict.office365.calendar_permission = CalendarPermission::ReadBasic;
    let desk = Desk::of(desk.server, strict);
    assert_eq!(scopes(&desk).await, expected.replace("Calendars.Read ", "Calendars.ReadBasic "));
    let account = desk.account().await;
    assert!(ask(&desk, &account, 20).await.unwrap().mailboxes.iter().any(Result::is_ok));
}

#[tokio::test]
async fn sixty_people_are_one_request_and_the_same_board_as_through_exchange() {
    let start_at = Some(Utc::now());
    let desk = desk(Options { start_at, ..Options::default() }).await;
    let account = desk.account().await;
    let question = question(&desk, 60);
    let through_graph = source(&desk, &account).schedules(question.clone()).await.unwrap();
    assert_eq!(asked(&desk), [("$batch".to_owned(), Some(200))]);
    assert!(through_graph.server.clock_ahead.is_some_and(|ahead| ahead.abs() < TimeDelta::seconds(3)));

    let on_exchange = settings(&desk.server);
    let exchange = Desk::of(desk.server, on_exchange);
    let channel: Arc<dyn Channel> = Arc::new(exchange.account().await);
    let url = exchange.service.directory().service().clone();
    let source = EwsSource::new(channel, url, ExchangeVersion::Exchange2013Sp1);
    let through_ews = source.schedules(question.clone()).await.unwrap();

    let mut hours = 0;
    for ((graph, ews), address) in through_graph.mailboxes.iter().zip(&through_ews.mailboxes).zip(&question.mailboxes) {
        match (graph, ews) {
            (Ok(graph), Ok(ews)) => {
                assert_eq!((&graph.blocks, graph.known), (&ews.blocks, ews.known), "{address}");
                let (graph, ews) = (graph.working_hours.as_ref().unwrap(), ews.working_hours.as_ref().unwrap());
                // Graph knows one period for all days.
                if ews.periods.len() == 1 {
                    assert_eq!(told(graph), told(ews), "{address}");
                    hours += 1;
                }
            }
            (Err(graph), Err(ews)) => assert_eq!(graph.kind, ews.kind, "{address}"),
            other => panic!("{address}: {other:?}"),
        }
    }
    assert!(hours > 30, "{hours}");
}

/// Periods, and how far ahead of UTC the clock is in winter and in summer.
fn told(hours: &WorkingHours) -> (Vec<(bool, u16, u16)>, Vec<i32>) {
    let periods = hours.periods.iter();
    let friday = |days: attendant_calendar::calendar::Weekdays| days.contains(chrono::Weekday::Fri);
    let offsets =
        ["2026-01-15T12:00:00Z", "2026-07-15T12:00:00Z"].map(|at| hours.zone.offset_seconds(at.parse().unwrap()));
    (periods.map(|period| (friday(period.days), period.start_minute, period.end_minute)).collect(), offsets.to_vec())
}

#[tokio::test]
async fn a_token_that_ended_is_renewed_once_in_front_of_the_batch_and_inside_it() {
    let desk = desk(Options::default()).await;
    let account = desk.account().await;
    ask(&desk, &account, 60).await.unwrap();
    desk.control.set(Scenario::TokensExpired);
    ask(&desk, &account, 60).await.unwrap();
    let batch = |status| ("$batch".to_owned(), Some(status));
    assert_eq!(asked(&desk)[1..], [("".to_owned(), Some(401)), batch(200)]);
    assert_eq!(desk.entra().renewals, 2);

    desk.control.set(error(401, "InvalidAuthenticationToken", None, Some(1)));
    let answer = ask(&desk, &account, 60).await.unwrap();
    assert!(answer.mailboxes[20..40].iter().any(Result::is_ok));
    assert_eq!(asked(&desk)[3..], [batch(200), ("getSchedule".to_owned(), Some(200))]);
    assert_eq!(desk.control.counters().refused_logons, 0);
}

#[tokio::test]
async fn claims_are_answered_and_tokens_that_are_all_refused_stop() {
    let desk = desk(Options::default()).await;
    let account = desk.account().await;
    ask(&desk, &account, 20).await.unwrap();
    desk.control.set(Scenario::ClaimsChallenge { refused: false });
    ask(&desk, &account, 20).await.unwrap();
    assert_eq!(desk.entra().challenges, 1);
    desk.control.set(Scenario::TokensRefused);
    let refused = ask(&desk, &account, 20).await.unwrap_err();
    assert_eq!(stopped(&refused), RefusalKind::SignInNeeded(0));
}

fn stopped(error: &SourceError) -> RefusalKind {
    match error {
        SourceError::Channel(ChannelError::Held(Held::Stopped(stop))) => stop.refusal.kind,
        SourceError::Refused(refusal) => refusal.kind,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_missing_permission_stops_until_it_is_granted_and_a_newer_token_says_so() {
    let desk = desk(Options::default()).await;
    let account = desk.account().await;
    for people in [20, 60] {
        desk.control.set(Scenario::Forbidden);
        assert_eq!(stopped(&ask(&desk, &account, people).await.unwrap_err()), RefusalKind::NoPermission);
        let before = desk.control.counters().requests;
        let held = ask(&desk, &account, people).await.unwrap_err();
        assert_eq!((stopped(&held), held.notice().code), (RefusalKind::NoPermission, "graph-no-permission"));
        assert_eq!(desk.control.counters().requests, before, "nothing leaves after a stop");
        desk.control.set(Scenario::Normal);
        let renewals = desk.entra().renewals;
        desk.keeper.resume(account.tag()).await.unwrap();
        ask(&desk, &account, people).await.unwrap();
        assert_eq!(desk.entra().renewals, renewals + 1, "the old token does not know of the permission");
    }
}

/// What is left of the wait that the guard keeps.
async fn waiting(desk: &Desk, account: &OAuthAccount) -> Duration {
    match ask(desk, account, 20).await.unwrap_err() {
        SourceError::Channel(ChannelError::Held(Held::Waiting { why: WaitCause::Server, left })) => left,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn waits_are_obeyed_to_the_decimal_wherever_they_stand() {
    let desk = desk(Options::default()).await;
    let account = desk.account().await;
    desk.control.set(error(429, "ApplicationThrottled", Some(2.128), None));
    assert_eq!(ask(&desk, &account, 20).await.unwrap_err(), SourceError::SlowDown);
    let left = waiting(&desk, &account).await;
    assert!((Duration::from_millis(1000)..=Duration::from_millis(2128)).contains(&left), "{left:?}");
    desk.control.set(error(429, "ApplicationThrottled", Some(33.5), Some(1)));
    tokio::time::sleep(left).await;
    let answer = ask(&desk, &account, 60).await.unwrap();
    assert!(
        answer.mailboxes[20..40]
            .iter()
            .all(|entry| { entry.as_ref().is_err_and(|error| error.kind == MailboxErrorKind::Passing) })
    );
    assert!(answer.mailboxes[..20].iter().any(Result::is_ok) && answer.mailboxes[40..].iter().any(Result::is_ok));
    let left = waiting(&desk, &account).await;
    assert!((Duration::from_secs(30)..=Duration::from_millis(33_500)).contains(&left), "{left:?}");
}

/// A running program and what it shows.
struct Running365 {
    desk: Desk,
    session: Session,
    snapshots: watch::Receiver<Arc<Snapshot>>,
    folder: tempfile::TempDir,
}

impl Running365 {
    async fn start(options: Options) -> Self {
        Self::at(desk(options).await).await
    }

    async fn at(desk: Desk) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let profile = Profile::new(Folders::profile(folder.path()));
        let roster = Roster { people: desk.server.roster() };
        let settings = desk.settings.clone();
        let session = Session::open(&profile, settings, roster, None, TimeDelta::zero()).await.unwrap();
        let snapshots = session.handle.snapshots.clone();
        Self { desk, session, snapshots, folder }
    }

    async fn signs_in(&self) {
        let profile = Profile::new(Folders::profile(self.folder.path()));
        let sign_in = SignIn::from_settings(&self.desk.settings, profile.folders().state()).unwrap();
        let flow = sign_in.paste().await.unwrap();
        let code = flow.read(self.desk.enter_password(flow.address()).await.as_str()).unwrap();
        flow.finish(code).await.unwrap();
    }

    /// Asks now; refreshes keep a distance of some seconds.
    async fn refreshes(&self) {
        tokio::time::sleep(Duration::from_secs(5)).await;
        self.session.handle.commands.send(Command::RefreshNow).unwrap();
    }

    async fn reached(&mut self, wanted: impl Fn(&Snapshot) -> bool) -> Arc<Snapshot> {
        let waiting = self.snapshots.wait_for(|snapshot| wanted(snapshot) && !snapshot.refreshing);
        let reached = tokio::time::timeout(Duration::from_secs(30), waiting).await;
        reached.expect("never reached").unwrap().clone()
    }

    async fn ends(self) {
        self.session.shutdown().await;
        let profile = Profile::new(Folders::profile(self.folder.path()));
        Vault::from_settings(&self.desk.settings, profile.folders().state()).unwrap().forget().await.unwrap();
    }
}

fn cause(snapshot: &Snapshot) -> Option<&'static str> {
    snapshot.causes.first().map(|cause| cause.notice.code)
}

#[tokio::test]
async fn the_board_is_live_from_graph_and_says_what_is_wrong() {
    let mut program = Running365::start(Options { people: 100, ..Options::default() }).await;
    let paused = program.reached(|snapshot| snapshot.board == Board::Paused).await;
    assert_eq!(cause(&paused), Some("sign-in-needed"));
    program.signs_in().await;
    program.session.handle.commands.send(Command::RefreshNow).unwrap();
    let live = program.reached(|snapshot| snapshot.board == Board::Live).await;
    assert_eq!((live.observations.iter().filter(|one| one.schedule.is_some()).count(), cause(&live)), (98, None));
    let mut errors: Vec<_> =
        live.observations.iter().filter_map(|one| one.error.clone()).map(|error| error.kind).collect();
    errors.sort_by_key(|kind| format!("{kind:?}"));
    assert_eq!(errors, [MailboxErrorKind::NoAccess, MailboxErrorKind::NotFound]);
    assert_eq!(asked(&program.desk).len(), 2, "eighty, and the other twenty");

    program.desk.control.set(error(429, "ApplicationThrottled", Some(4.5), None));
    program.refreshes().await;
    let waiting = program.reached(|snapshot| snapshot.board == Board::Waiting).await;
    assert_eq!(cause(&waiting), Some("waiting-server"));
    assert!(waiting.observations.iter().any(|one| one.schedule.is_some()), "the last picture stays");
    program.desk.control.set(Scenario::Normal);
    program.reached(|snapshot| snapshot.board == Board::Live).await;

    program.desk.control.set(Scenario::InternalError);
    program.refreshes().await;
    let stale = program.reached(|snapshot| snapshot.board == Board::Stale).await;
    assert_eq!(cause(&stale), Some("graph-fault"));

    program.desk.control.set(Scenario::TokensRevoked);
    program.refreshes().await;
    let paused = program.reached(|snapshot| snapshot.board == Board::Paused).await;
    assert_eq!(cause(&paused), Some("entra-withdrawn"));
    program.ends().await;
}

#[tokio::test]
async fn where_exchange_is_not_allowed_a_person_chooses_graph_and_the_board_is_live() {
    let desk = desk(Options::default()).await;
    let mut on_exchange = desk.settings.clone();
    on_exchange.office365.api = Office365Api::Ews;
    let mut program = Running365::at(Desk::of(desk.server, on_exchange)).await;
    let file = program.folder.path().join("settings.toml");
    std::fs::write(&file, "schema = 1\n[office365]\n# while it lasts\napi = \"ews\"\n").unwrap();
    program.desk.control.set(Scenario::EwsBlocked);
    program.signs_in().await;
    program.session.handle.commands.send(Command::RefreshNow).unwrap();
    let blocked = program.reached(|snapshot| cause(snapshot) == Some("office365-not-allowed")).await;
    let [first, ..] = blocked.causes.as_slice() else { panic!("{blocked:?}") };
    assert_eq!((blocked.board, first.remedies.first()), (Board::Paused, Some(&Remedy::UseGraph)));
    let said = Words::for_language("en").notice(&first.notice);
    assert!(said.message.contains("1 April 2027") && said.message.contains("HTTP 403"), "{said:?}");
    for command in ["Set-OrganizationConfig -EwsEnabled:$true", "Set-OrganizationConfig -EwsAllowedAppIDs"] {
        assert!(said.remedy.contains(command), "{said:?}");
    }
    let before = program.desk.control.counters().requests;
    program.refreshes().await;
    assert_eq!(program.desk.control.counters().requests, before, "nothing leaves after a stop");

    program.session.handle.commands.send(Command::UseGraph).unwrap();
    let live = program.reached(|snapshot| snapshot.board == Board::Live).await;
    assert!(live.observations.iter().filter(|one| one.schedule.is_some()).count() > 50);
    assert_eq!(asked(&program.desk).last(), Some(&("$batch".to_owned(), Some(200))));
    let kept = std::fs::read_to_string(&file).unwrap();
    assert!(kept.contains("api = \"graph\"") && kept.contains("# while it lasts"), "{kept}");
    program.ends().await;
}

#[tokio::test]
async fn a_calendar_that_is_too_full_is_asked_for_alone_and_for_less_time() {
    let limits = Limits { events: 45, ..Limits::default() };
    let mut program = Running365::start(Options { limits, people: 30, ..Options::default() }).await;
    program.signs_in().await;
    program.session.handle.commands.send(Command::RefreshNow).unwrap();
    let live = program.reached(|snapshot| snapshot.board == Board::Live).await;
    let days =
        live.observations.iter().filter_map(|one| one.schedule.as_ref()).map(|one| one.known.length().num_days());
    let (short, whole): (Vec<i64>, Vec<i64>) = days.partition(|days| *days < 14);
    assert!(!short.is_empty() && !whole.is_empty() && short.len() + whole.len() >= 28, "{short:?} {whole:?}");
    assert!(live.observations.iter().all(|one| one.error.as_ref().is_none_or(|error| error.code != "5006")));
    program.ends().await;
}
