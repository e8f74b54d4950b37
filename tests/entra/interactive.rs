//! Signing in and out while the engine runs, as the window does it.

use super::desk::{http, location, settings};
use attendant_calendar::people::Roster;
use attendant_calendar::profile::Profile;
use attendant_calendar::refresh::{
    Board, Command, Remedy, Session, SignInMethod, SignInProgress, SignInStep, Snapshot,
};
use attendant_calendar::simulator::{Options, Registration, Running, Simulator};
use attendant_calendar::store::{Folders, Secret};
use chrono::TimeDelta;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use url::Url;

struct Office {
    server: Running,
    session: Session,
    _folder: TempDir,
}

impl Office {
    async fn open(entra: Registration) -> Self {
        let server = Simulator::start(Options { entra, ..Options::default() }).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let profile = Profile::new(Folders::profile(folder.path()));
        let roster = Roster { people: server.roster() };
        let session = Session::open(&profile, settings(&server), roster, None, TimeDelta::zero()).await.unwrap();
        let mut office = Self { server, session, _folder: folder };
        let snapshot = office.until(|snapshot| snapshot.board == Board::Paused).await;
        assert_eq!(snapshot.causes[0].remedies, [Remedy::SignIn]);
        assert!(!snapshot.way.has_password() && snapshot.account.is_empty());
        office
    }

    fn say(&self, command: Command) {
        self.session.handle.commands.send(command).unwrap();
    }

    fn begin(&self, method: SignInMethod) {
        self.say(Command::SignIn { method, language: "it" });
    }

    async fn until(&mut self, what: impl Fn(&Snapshot) -> bool) -> Arc<Snapshot> {
        let found = self.session.handle.snapshots.wait_for(|now| what(now));
        tokio::time::timeout(Duration::from_secs(30), found).await.expect("it never came").unwrap().clone()
    }

    /// Waits until the sign-in has come to a step of which `what` makes something.
    async fn step<T>(&mut self, what: impl Fn(&SignInProgress) -> Option<T>) -> T {
        let of = |snapshot: &Snapshot| snapshot.sign_in.as_deref().and_then(&what);
        let snapshot = self.until(|snapshot| of(snapshot).is_some()).await;
        of(&snapshot).unwrap()
    }

    /// A person signs in on this page; where the browser is sent then.
    async fn enter_password(&self, page: &str) -> Url {
        let form = [("login", self.server.account().to_owned()), ("passwd", self.server.password())];
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let request = http().post(page).header("Content-Type", "application/x-www-form-urlencoded");
        location(&request.body(body).send().await.unwrap())
    }

    /// The account is signed in, and calendars come.
    async fn goes_live(&mut self) {
        let account = self.server.account().to_owned();
        let live = self.until(|snapshot| snapshot.board == Board::Live).await;
        assert!(live.sign_in.is_none());
        assert_eq!(live.account, account);
    }

    fn sign_ins(&self) -> u64 {
        self.server.handle().counters().entra.sign_ins
    }
}

fn page(progress: &SignInProgress) -> Option<String> {
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
