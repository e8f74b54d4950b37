//! Signing in and out while the engine runs, as the window does it.

use super::desk::{http, location, settings};
use attendant_calendar::account::oauth::SignIn;
use attendant_calendar::guard::Standing;
use attendant_calendar::people::Roster;
use attendant_calendar::profile::Profile;
use attendant_calendar::refresh::{
    Board, Command, Remedy, Session, SignInMethod, SignInProgress, SignInStep, Snapshot,
};
use attendant_calendar::settings::Settings;
use attendant_calendar::simulator::{EntraDoor, Options, Registration, Running, Scenario, Simulator};
use attendant_calendar::store::{Folders, Secret};
use chrono::TimeDelta;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use url::Url;

pub struct Office {
    pub server: Running,
    pub session: Session,
    pub folder: TempDir,
}

impl Office {
    async fn open(entra: Registration) -> Self {
        let mut office = Self::with(Options { entra, ..Options::default() }, |_| ()).await;
        let snapshot = office.until(|snapshot| snapshot.board == Board::Paused).await;
        assert_eq!(snapshot.causes[0].remedies, [Remedy::SignIn]);
        assert!(!snapshot.way.has_password() && snapshot.account.is_empty());
        office
    }

    /// A program that runs under other settings than usual.
    pub async fn with(options: Options, change: impl FnOnce(&mut Settings)) -> Self {
        let server = Simulator::start(options).await.unwrap();
        let mut settings = settings(&server);
        change(&mut settings);
        let folder = tempfile::tempdir().unwrap();
        let profile = Profile::new(Folders::profile(folder.path()));
        let roster = Roster { people: server.roster() };
        let session = Session::open(&profile, settings, roster, None, TimeDelta::zero()).await.unwrap();
        Self { server, session, folder }
    }

    pub fn say(&self, command: Command) {
        self.session.handle.commands.send(command).unwrap();
    }

    pub fn begin(&self, method: SignInMethod) {
        self.say(Command::SignIn { method, language: "it" });
    }

    pub async fn until(&mut self, what: impl Fn(&Snapshot) -> bool) -> Arc<Snapshot> {
        let found = self.session.handle.snapshots.wait_for(|now| what(now));
        tokio::time::timeout(Duration::from_secs(30), found).await.expect("it never came").unwrap().clone()
    }

    /// Waits until the sign-in has come to a step of which `what` makes something.
    pub async fn step<T>(&mut self, what: impl Fn(&SignInProgress) -> Option<T>) -> T {
        let of = |snapshot: &Snapshot| snapshot.sign_in.as_deref().and_then(&what);
        let snapshot = self.until(|snapshot| of(snapshot).is_some()).await;
        of(&snapshot).unwrap()
    }

    /// A person signs in on this page; where the browser is sent then.
    pub async fn enter_password(&self, page: &str) -> Url {
        let form = [("login", self.server.account().to_owned()), ("passwd", self.server.password())];
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let request = http().post(page).header("Content-Type", "application/x-www-form-urlencoded");
        location(&request.body(body).send().await.unwrap())
    }

    /// The account is signed in, and calendars come.
    pub async fn goes_live(&mut self) {
        let account = self.server.account().to_owned();
        let live = self.until(|snapshot| snapshot.board == Board::Live).await;
        assert!(live.sign_in.is_none());
        assert_eq!(live.account, account);
    }

    fn sign_ins(&self) -> u64 {
        self.server.handle().counters().entra.sign_ins
    }
}

pub fn page(progress: &SignInProgress) -> Option<String> {
    match &progress.step {
        SignInStep::Browser { address, .. } | SignInStep::Paste { address, .. } => Some(address.expose().to_owned()),
        _ => None,
    }
}

#[tokio::test]
async fn the_browser_signs_in_while_the_program_runs_and_signing_out_pauses_it() {
    let mut office = Office::open(Registration::default()).await;
    office.begin(SignInMethod::Browser);
    let address = office.step(page).await;
    let back = office.enter_password(&address).await;
    let shown = http().get(back).send().await.unwrap().text().await.unwrap();
    assert!(shown.contains("Si può chiudere questa finestra"), "{shown}");
    office.goes_live().await;
    assert_eq!(office.sign_ins(), 1);

    office.say(Command::SignOut);
    let out = office.until(|snapshot| snapshot.board == Board::Paused).await;
    assert_eq!((out.causes[0].notice.code, &out.causes[0].remedies[..]), ("sign-in-needed", &[Remedy::SignIn][..]));
    office.session.shutdown().await;
}

#[tokio::test]
async fn a_wrong_address_is_told_and_the_right_one_signs_in() {
    let mut office = Office::open(Registration::default()).await;
    office.begin(SignInMethod::Paste);
    let address = office.step(page).await;
    office.say(Command::SignInAddress(Secret::new("https://login.example.com/?code=x&state=other".into())));
    let wrong = |progress: &SignInProgress| match &progress.step {
        SignInStep::Paste { wrong: Some(notice), .. } => Some(notice.code),
        _ => None,
    };
    assert_eq!(office.step(wrong).await, "sign-in-other-state");
    let back = office.enter_password(&address).await;
    office.say(Command::SignInAddress(Secret::new(back.to_string())));
    office.goes_live().await;
    office.session.shutdown().await;
}

#[tokio::test]
async fn a_sign_in_that_is_cancelled_or_begun_anew_is_over() {
    let mut office = Office::open(Registration::default()).await;
    office.begin(SignInMethod::Browser);
    let first = office.step(page).await;
    office.say(Command::CancelSignIn);
    office.until(|snapshot| snapshot.sign_in.is_none()).await;
    let back = office.enter_password(&first).await;
    assert!(http().get(back).send().await.is_err(), "nobody listens any more");

    office.begin(SignInMethod::Paste);
    let second = office.step(page).await;
    office.begin(SignInMethod::Device);
    let code = |progress: &SignInProgress| match &progress.step {
        SignInStep::Device { code, .. } => Some(code.expose().to_owned()),
        _ => None,
    };
    assert!(!office.step(code).await.is_empty());
    let back = office.enter_password(&second).await;
    office.say(Command::SignInAddress(Secret::new(back.to_string())));
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(office.step(code).await.len() > 3, "the code is still waited for");
    office.session.shutdown().await;
}

#[tokio::test]
async fn a_failure_is_told_with_what_the_administrator_needs() {
    let entra = Registration { tenant: uuid::Uuid::nil(), ..Registration::default() };
    let mut office = Office::open(entra).await;
    let mut other = settings(&office.server);
    other.office365.tenant_id = Some(uuid::Uuid::from_u128(7));
    office.say(Command::Settings(Arc::new(other)));
    office.begin(SignInMethod::Browser);
    let failed = |progress: &SignInProgress| match &progress.step {
        SignInStep::Failed(notices) => Some(notices.iter().map(|notice| notice.code).collect::<Vec<_>>()),
        _ => None,
    };
    let codes = office.step(failed).await;
    assert!(!codes.is_empty(), "{codes:?}");
    assert_eq!(office.until(|snapshot| !snapshot.refreshing).await.board, Board::Paused);
    office.session.shutdown().await;
}

#[tokio::test]
async fn a_sign_in_goes_on_while_a_slow_refresh_is_under_way() {
    let both = |settings: &mut Settings| settings.office365.grant_basic = true;
    let mut office = Office::with(Options::default(), both).await;
    office.until(|snapshot| snapshot.board == Board::Paused).await;
    office.server.handle().set(Scenario::Slow { seconds: 20.0 });
    office.say(Command::ChoosePassword(office.server.account().to_owned()));
    office.say(Command::Password { secret: Secret::new(office.server.password()), remember: false });
    office.until(|snapshot| snapshot.refreshing).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    // The request is at the server by now; whoever comes later is answered at once.
    office.server.handle().set(Scenario::Normal);

    let begun = std::time::Instant::now();
    office.begin(SignInMethod::Browser);
    office.step(page).await;
    office.say(Command::CancelSignIn);
    office.until(|snapshot| snapshot.sign_in.is_none()).await;
    office.begin(SignInMethod::Browser);
    let address = office.step(page).await;
    let still = office.until(|_| true).await;
    assert!(still.refreshing && begun.elapsed() < Duration::from_secs(15), "{:?}", begun.elapsed());
    let back = office.enter_password(&address).await;
    http().get(back).send().await.unwrap();
    office.until(|snapshot| snapshot.sign_in.is_none()).await;
    assert!(begun.elapsed() < Duration::from_secs(18), "{:?}", begun.elapsed());
    // What follows from it waits for the answer.
    office.until(|snapshot| !snapshot.way.has_password() && snapshot.board == Board::Live).await;
    office.session.shutdown().await;
}

#[tokio::test]
async fn resume_is_for_the_sign_in_that_is_in_use_not_for_the_one_of_the_start() {
    let entra = Registration { access_seconds: 1, ..Registration::default() };
    let mut office = Office::open(entra).await;
    office.begin(SignInMethod::Browser);
    let address = office.step(page).await;
    let back = office.enter_password(&address).await;
    http().get(back).send().await.unwrap();
    office.goes_live().await;

    // Somebody signs in anew, on the command line.
    let state = office.folder.path().join("state");
    let flow = SignIn::from_settings(&settings(&office.server), &state).unwrap().paste().await.unwrap();
    let back = office.enter_password(flow.address().as_str()).await;
    let code = flow.read(back.as_str()).unwrap();
    flow.finish(code).await.unwrap();

    let refused = || office.server.handle().counters().entra.refused_renewals;
    office.server.handle().set(Scenario::EntraError { aadsts: 50173, at: EntraDoor::Refresh });
    // The minimum distance between two refreshes.
    tokio::time::sleep(Duration::from_secs(5)).await;
    let mut snapshots = office.session.handle.snapshots.clone();
    office.say(Command::RefreshNow);
    let stopped = |snapshot: &Arc<Snapshot>| {
        let standing = snapshot.protection.as_ref().map(|protection| &protection.standing);
        matches!(standing, Some(Standing::Stopped { .. })) && !snapshot.refreshing
    };
    let waiting = tokio::time::timeout(Duration::from_secs(30), snapshots.wait_for(stopped));
    waiting.await.expect("the stop of the second sign-in is known").unwrap();
    assert_eq!(refused(), 1);
    office.server.handle().set(Scenario::Normal);
    office.say(Command::Resume);
    office.goes_live().await;
    office.session.shutdown().await;
}
