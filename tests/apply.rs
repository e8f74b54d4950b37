//! Settings and people that are saved while the engine runs, over real HTTP and real files.

#![allow(clippy::unwrap_used, clippy::panic)]

use attendant_calendar::people::csv::Separator;
use attendant_calendar::people::{Person, Roster};
use attendant_calendar::profile::Profile;
use attendant_calendar::refresh::{Board, Level, Machine, Session, Snapshot};
use attendant_calendar::settings::{Settings, assignments};
use attendant_calendar::simulator::{Options, Running, Scenario, Simulator};
use attendant_calendar::store::{Folders, Secret, SecretStore};
use chrono::{Local, TimeDelta};
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;

const SOON: Duration = Duration::from_secs(40);

/// A server, a profile that points to it, and an engine that follows the profile's files.
struct Desk {
    server: Running,
    profile: Profile,
    session: Session,
    folder: TempDir,
}

impl Desk {
    async fn open() -> Self {
        let server = Simulator::start(Options { people: 20, ..Options::default() }).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let profile = Profile::new(Folders::profile(folder.path()));
        let mut settings = Settings::default();
        settings.exchange.ews_url = Some(server.ews_url().parse().unwrap());
        settings.exchange.username = server.account().to_owned();
        let loaded = profile.load_settings(Local::now()).unwrap();
        profile.save_settings(&loaded, &settings).unwrap();
        let roster = Roster { people: server.roster() };
        profile.replace_roster(&settings, &roster, Separator::Comma).unwrap();
        let password = Some(Secret::new(server.password()));
        let machine = Machine { store: SecretStore::in_memory(), ..Machine::default() };
        let ahead = TimeDelta::zero();
        let mut session = Session::open_on(machine, &profile, settings, roster, password, ahead).await.unwrap();
        session.follow();
        let desk = Self { server, profile, session, folder };
        desk.until(|snapshot| snapshot.board == Board::Live && !snapshot.refreshing).await;
        desk
    }

    /// As `settings set` does it in another process.
    fn set(&self, change: &str) {
        let loaded = self.profile.load_settings(Local::now()).unwrap();
        self.profile.set_settings(&loaded, &assignments([change]).unwrap()).unwrap();
    }

    async fn until(&self, what: impl Fn(&Snapshot) -> bool) -> Arc<Snapshot> {
        let mut snapshots = self.session.handle.snapshots.clone();
        match tokio::time::timeout(SOON, snapshots.wait_for(|snapshot| what(snapshot))).await {
            Ok(snapshot) => snapshot.unwrap().clone(),
            Err(_) => panic!("still {:?}", self.session.handle.snapshots.borrow()),
        }
    }

    fn sign_ins(&self) -> (u64, u64) {
        let counters = self.server.handle().counters();
        (counters.with_credentials, counters.refused_logons)
    }

    async fn close(self) {
        self.session.shutdown().await;
        self.server.shutdown().await;
    }
}

fn answered(snapshot: &Snapshot) -> usize {
    snapshot.observations.iter().filter(|observation| observation.schedule.is_some()).count()
}

fn news(snapshot: &Snapshot) -> Option<&'static str> {
    snapshot.news.as_ref().map(|news| news.notice.code)
}

#[tokio::test]
async fn an_interval_a_language_and_a_zone_are_in_force_a_moment_after_they_were_saved() {
    let desk = Desk::open().await;
    let before = desk.sign_ins();
    desk.set("refresh_interval_seconds=300");
    let changed = desk.until(|snapshot| snapshot.interval.as_secs() == 300).await;
    assert_eq!((news(&changed), changed.board), (Some("settings-applied"), Board::Live));
    desk.set("display.language=it");
    desk.until(|snapshot| snapshot.display.language.as_deref() == Some("it")).await;
    assert_eq!(desk.sign_ins(), before, "neither needs the server");
    desk.close().await;
}

#[tokio::test]
async fn switched_off_nothing_leaves_and_switched_on_the_password_is_still_known() {
    let desk = Desk::open().await;
    desk.set("enabled=no");
    let off = desk.until(|snapshot| snapshot.board == Board::Disabled).await;
    assert_eq!((off.causes[0].notice.code, answered(&off)), ("switched-off", 18), "the board is kept");
    let before = desk.sign_ins();
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_eq!(desk.sign_ins(), before);
    desk.set("enabled=yes");
    desk.until(|snapshot| snapshot.board == Board::Live).await;
    assert_eq!(desk.sign_ins().1, 0);
    desk.close().await;
}

#[tokio::test]
async fn another_user_is_asked_for_a_password_of_its_own_and_the_first_one_s_stop_is_not_forgotten() {
    let desk = Desk::open().await;
    desk.server.handle().set(Scenario::PasswordChanged);
    desk.session.handle.commands.send(attendant_calendar::refresh::Command::RefreshNow).unwrap();
    desk.until(|snapshot| snapshot.board == Board::Paused).await;
    desk.set("exchange.username=EXAMPLE\\somebody");
    let other = desk.until(|snapshot| snapshot.account == "EXAMPLE\\somebody").await;
    assert_eq!((other.board, other.causes[0].notice.code), (Board::Paused, "no-password"));
    assert!(other.observations.iter().all(|observation| observation.doubtful), "seen with other rights");
    let first = desk.server.account().to_owned();
    desk.set(&format!("exchange.username={first}"));
    let back = desk.until(|snapshot| snapshot.account == first).await;
    assert_eq!((back.board, back.causes[0].notice.code), (Board::Paused, "sign-in-refused"), "known at once");
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_eq!(desk.sign_ins().1, 1, "whoever goes back and forth tries nothing");
    desk.close().await;
}

#[tokio::test]
async fn a_person_who_is_added_to_the_file_is_asked_for() {
    let desk = Desk::open().await;
    let mut people = desk.server.roster();
    people.truncate(19);
    people.push(Person { name: "New".into(), address: "nobody@example.org".into(), ..Person::default() });
    desk.profile.replace_roster(&Settings::default(), &Roster { people }, Separator::Comma).unwrap();
    let changed = desk.until(|snapshot| snapshot.roster.people.iter().any(|person| person.name == "New")).await;
    assert_eq!(news(&changed), Some("people-applied"));
    assert!(answered(&changed) >= 17, "what is known of the others stays");
    desk.until(|snapshot| snapshot.observations.last().is_some_and(|one| one.error.is_some())).await;
    desk.close().await;
}

#[tokio::test]
async fn a_broken_file_changes_nothing_and_is_shown_until_it_is_mended() {
    let desk = Desk::open().await;
    let file = desk.folder.path().join("settings.toml");
    let good = std::fs::read(&file).unwrap();
    std::fs::write(&file, "enabled = \n").unwrap();
    let broken = desk.until(|snapshot| !snapshot.causes.is_empty()).await;
    let codes: Vec<_> = broken.causes.iter().map(|cause| (cause.notice.code, cause.level)).collect();
    assert_eq!(codes, [("settings-syntax", Level::Warning), ("settings-old-stay", Level::Warning)]);
    assert_eq!(broken.board, Board::Live);
    std::fs::write(&file, good).unwrap();
    desk.until(|snapshot| snapshot.causes.is_empty() && snapshot.board == Board::Live).await;
    desk.close().await;
}

#[tokio::test]
async fn a_clock_that_is_ten_minutes_off_is_shown_and_stops_nothing() {
    let desk = Desk::open().await;
    desk.server.handle().set(Scenario::WrongClock { minutes: 10 });
    desk.session.handle.commands.send(attendant_calendar::refresh::Command::RefreshNow).unwrap();
    let wrong = desk.until(|snapshot| !snapshot.causes.is_empty()).await;
    assert_eq!((wrong.causes[0].notice.code, wrong.causes[0].level), ("clock-behind", Level::Warning));
    assert_eq!(wrong.board, Board::Live);
    desk.close().await;
}
