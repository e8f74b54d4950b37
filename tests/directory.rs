//! The directory and automatic replies over real HTTP: the engine against the built-in server, and the roster's real file.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use attendant_calendar::account::{BasicAccount, Trigger};
use attendant_calendar::people::Roster;
use attendant_calendar::people::csv::Separator;
use attendant_calendar::profile::Profile;
use attendant_calendar::refresh::{Board, Command, Query, Session, Snapshot};
use attendant_calendar::settings::Settings;
use attendant_calendar::simulator::{Generation, Options, Running, Scenario, Simulator};
use attendant_calendar::source::{Expansion, Kind, Lookup, Source, SourceError, Wanted};
use attendant_calendar::store::{Folders, Secret};
use chrono::{DateTime, Local, TimeDelta, Utc};
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;

const SOON: Duration = Duration::from_secs(60);

/// A server, a profile that points to it, and an engine.
struct Desk {
    server: Running,
    profile: Profile,
    settings: Settings,
    session: Session,
    _folder: TempDir,
}

impl Desk {
    async fn open(options: Options) -> Self {
        let start = options.start_at;
        let server = Simulator::start(options).await.unwrap();
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
        let ahead = start.map_or(TimeDelta::zero(), |start| start - Utc::now());
        let session = Session::open(&profile, settings.clone(), roster, password, ahead).await.unwrap();
        let desk = Self { server, profile, settings, session, _folder: folder };
        desk.until(|snapshot| snapshot.board == Board::Live && !snapshot.refreshing).await;
        desk
    }

    fn say(&self, command: Command) {
        self.session.handle.commands.send(command).unwrap();
    }

    async fn until(&self, what: impl Fn(&Snapshot) -> bool) -> Arc<Snapshot> {
        let mut snapshots = self.session.handle.snapshots.clone();
        match tokio::time::timeout(SOON, snapshots.wait_for(|snapshot| what(snapshot))).await {
            Ok(snapshot) => snapshot.unwrap().clone(),
            Err(_) => panic!("still {:?}", self.session.handle.snapshots.borrow().directory),
        }
    }

    /// What the directory answers to a name.
    async fn find(&self, name: &str) -> Arc<Snapshot> {
        self.say(Command::Find(name.into()));
        let query = Query::Name(name.to_owned());
        self.until(|now| now.directory.answer.as_ref().is_some_and(|answer| answer.query == query)).await
    }

    async fn close(self) {
        self.session.shutdown().await;
        self.server.shutdown().await;
    }
}

/// A source of its own, in which the same password leaves with the same guard's permit.
async fn source(server: &Running, folder: &TempDir, account: &str) -> attendant_calendar::source::ews::EwsSource {
    use attendant_calendar::account::Origin;
    use attendant_calendar::guard::{Keeper, SystemClock};
    use attendant_calendar::net::{Client, ClientOptions};
    use attendant_calendar::settings::{ExchangeVersion, Network};
    use attendant_calendar::store::SecretStore;
    let url: url::Url = server.ews_url().parse().unwrap();
    let origin = Origin::new(&url, account);
    let keeper = Arc::new(Keeper::new(folder.path(), &origin.guard_name(), Arc::new(SystemClock)));
    let client = Client::new(ClientOptions::from_settings(&Network::default())).unwrap();
    let store = SecretStore::in_memory();
    let password = Secret::new(server.password());
    let channel = BasicAccount::new(client, keeper, &origin, account.to_owned(), password, &store).await;
    attendant_calendar::source::ews::EwsSource::new(Arc::new(channel), url, ExchangeVersion::Detect).asked_by(account)
}

fn by(wanted: Wanted) -> Lookup {
    Lookup { wanted, trigger: Trigger::Person }
}

#[tokio::test]
async fn strangers_are_found_shown_and_kept() {
    let desk = Desk::open(Options::default()).await;
    let known: Vec<String> = desk.server.roster().iter().map(attendant_calendar::people::Person::key).collect();
    let mut stranger = None;
    for letters in ["mar", "ann", "ste", "rob", "hel", "jan", "pet", "chr", "sus", "dav"] {
        let snapshot = desk.find(letters).await;
        let answer = snapshot.directory.answer.clone().unwrap();
        assert!(answer.found.iter().all(|found| found.address.contains('@')), "{answer:?}");
        let other = |found: &&attendant_calendar::source::Found| {
            found.kind == Kind::Person && !known.contains(&found.key()) && !found.department.is_empty()
        };
        stranger = stranger.or_else(|| answer.found.iter().find(other).cloned());
    }
    let stranger = stranger.expect("somebody is not on the board");
    assert!(!stranger.phone.is_empty() && !stranger.title.is_empty(), "{stranger:?}");

    desk.say(Command::Guest(stranger.to_person()));
    let snapshot = desk.until(|now| !now.directory.guests.is_empty()).await;
    let guest = snapshot.directory.guest(&stranger.key()).unwrap();
    assert!(guest.observation.schedule.is_some(), "{:?}", guest.observation);

    let roster = desk.profile.add_people(&desk.settings, &[stranger.to_person()]).unwrap();
    assert_eq!(roster.people.last().unwrap().address, stranger.address);
    desk.say(Command::Roster(Arc::new(roster)));
    let snapshot = desk.until(|now| now.roster.people.len() == 61).await;
    assert!(snapshot.observations[60].schedule.is_some(), "the day is there at once");
    desk.close().await;
}

#[tokio::test]
async fn a_stop_says_so_at_once_and_nothing_more_leaves() {
    let desk = Desk::open(Options { people: 5, ..Options::default() }).await;
    desk.server.handle().set(Scenario::PasswordChanged);
    desk.say(Command::Find("mar".into()));
    let snapshot = desk.until(|now| now.directory.failure.is_some()).await;
    assert_eq!(snapshot.board, Board::Paused, "the first refusal is everybody's");
    let refused = desk.server.handle().counters().refused_logons;
    desk.say(Command::Find("mart".into()));
    desk.until(|now| now.directory.query == Some(Query::Name("mart".into())) && !now.directory.asking).await;
    assert_eq!((refused, desk.server.handle().counters().refused_logons), (1, 1));
    desk.close().await;
}

#[tokio::test]
async fn lists_rooms_and_names_by_the_server_s_age() {
    let folder = tempfile::tempdir().unwrap();
    for generation in [Generation::Exchange2007Sp1, Generation::Exchange2010Sp2, Generation::ExchangeSe] {
        let server = Simulator::start(Options { people: 30, generation, ..Options::default() }).await.unwrap();
        let source = source(&server, &folder, server.account()).await;
        // The first answer tells how old the server is.
        let names = source.look_up(by(Wanted::Name("sales".into()))).await.unwrap();
        let names = if generation == Generation::ExchangeSe {
            let again = source.look_up(by(Wanted::Name("sales".into()))).await.unwrap();
            assert_eq!(again.found, names.found, "FindPeople and ResolveNames tell the same");
            again
        } else {
            names
        };
        assert_eq!((names.found[0].name.as_str(), names.found[0].kind), ("Sales", Kind::List));
        let nobody = source.look_up(by(Wanted::Name("nobody here".into()))).await.unwrap();
        assert!(nobody.found.is_empty() && !nobody.more);

        let mut expansion = Expansion::new("customerteams@aldermoor.example");
        while let Some(list) = expansion.next().map(str::to_owned) {
            expansion.told(source.look_up(by(Wanted::Members(list))).await.unwrap());
        }
        let (members, more) = expansion.finish();
        assert!(members.len() > 5 && !more, "{members:?}");
        assert!(source.look_up(by(Wanted::Members("none@b.example".into()))).await.unwrap().found.is_empty());

        let lists = source.look_up(by(Wanted::RoomLists)).await;
        if generation == Generation::Exchange2007Sp1 {
            assert_eq!(lists.err(), Some(SourceError::NotOffered));
            server.shutdown().await;
            continue;
        }
        let lists = lists.unwrap().found;
        assert_eq!(lists.len(), 2);
        let rooms = source.look_up(by(Wanted::Rooms(lists[0].address.clone()))).await.unwrap().found;
        assert!(rooms.len() == 3 && rooms.iter().all(|room| room.kind == Kind::Room), "{rooms:?}");
        server.shutdown().await;
    }
}

#[tokio::test]
async fn who_is_away_and_says_so_is_told_on_the_screen_alone_and_nowhere_on_disk() {
    let start: DateTime<Utc> = "2026-11-25T09:30:00Z".parse().unwrap();
    let desk = Desk::open(Options { start_at: Some(start), people: 120, ..Options::default() }).await;
    let visible: Vec<usize> = (0..120).collect();
    desk.say(Command::Visible(visible));
    let told = |snapshot: &Snapshot| snapshot.observations.iter().filter_map(|one| one.reply.text()).count();
    let known = |snapshot: &Snapshot| {
        use attendant_calendar::source::Reply;
        snapshot.observations.iter().filter(|one| one.reply != Reply::Unknown).count()
    };
    let snapshot = desk.until(|now| known(now) >= 118).await;
    assert!(told(&snapshot) >= 1, "somebody of 120 is away");
    let text = snapshot.observations.iter().find_map(|one| one.reply.text()).unwrap();
    assert!(text.starts_with("Thank you for your message.\nI am out of the office and back on "), "{text}");
    assert!(!text.contains('<') && !text.contains("http"), "{text}");
    let folder = desk.profile.folders().settings_file().parent().unwrap().to_path_buf();
    desk.close().await;
    let mut open = vec![folder];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            // A file of a moment may be gone by now.
            let Ok(bytes) = std::fs::read(&path) else { continue };
            assert!(!String::from_utf8_lossy(&bytes).contains("out of the office"), "{}", path.display());
        }
    }
}
