//! Key stores that hang, are locked, or take nothing, under the whole program but its window: what the board says, what
//! holds for this run, and what is asked again at the next start.

#![allow(clippy::unwrap_used, clippy::panic)]

use attendant_calendar::people::Roster;
use attendant_calendar::profile::Profile;
use attendant_calendar::refresh::{Board, Command, Machine, Remedy, Session, SignInMethod, SignInStep, Snapshot};
use attendant_calendar::settings::{Cloud, Office365Api, Provider, Proxy, Settings};
use attendant_calendar::simulator::{Options, Running, Simulator};
use attendant_calendar::store::{Folders, KeyStoreError, Keys, Secret, SecretStore};
use chrono::TimeDelta;
use std::collections::HashMap;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const SOON: Duration = Duration::from_secs(40);
/// So long is the key store waited for here.
const PATIENCE: Duration = Duration::from_millis(300);

/// What the key store does at present.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
enum Mood {
    #[default]
    Well,
    /// Calls do not return until it changes.
    Hangs,
    Locked,
    TakesNothing,
    Broken,
}

/// A key store in the hand of a test. It outlives the sessions, as the system's does.
#[derive(Clone, Default)]
struct Ring(Arc<(Mutex<State>, Condvar)>);

#[derive(Default)]
struct State {
    mood: Mood,
    secrets: HashMap<String, String>,
    calls: usize,
}

impl Ring {
    fn is(&self, mood: Mood) {
        self.0.0.lock().unwrap().mood = mood;
        self.0.1.notify_all();
    }

    fn calls(&self) -> usize {
        self.0.0.lock().unwrap().calls
    }

    /// The one password or token head that is kept; the key of the tags is none.
    fn kept(&self) -> Vec<String> {
        let state = self.0.0.lock().unwrap();
        let secrets = state.secrets.iter().filter(|(account, _)| *account != "sign-in protection");
        secrets.map(|(_, secret)| secret.clone()).collect()
    }

    fn store(&self) -> SecretStore {
        SecretStore::over(self.clone()).within(PATIENCE)
    }

    fn call<T>(&self, writes: bool, does: impl FnOnce(&mut State) -> T) -> Result<T, KeyStoreError> {
        let (state, changed) = &*self.0;
        let mut state = state.lock().unwrap();
        state.calls += 1;
        while state.mood == Mood::Hangs {
            state = changed.wait(state).unwrap();
        }
        let reason = || "as the test wants it".to_owned();
        match state.mood {
            Mood::Locked => Err(KeyStoreError::Locked { reason: reason() }),
            Mood::TakesNothing if writes => Err(KeyStoreError::Refused { reason: reason() }),
            Mood::Broken => Err(KeyStoreError::Refused { reason: reason() }),
            _ => Ok(does(&mut state)),
        }
    }
}

impl Keys for Ring {
    fn status(&mut self) -> Result<(), KeyStoreError> {
        self.call(false, |_| ())
    }
    fn get(&mut self, _: &str, account: &str) -> Result<Option<Secret>, KeyStoreError> {
        self.call(false, |state| state.secrets.get(account).cloned().map(Secret::new))
    }
    fn set(&mut self, _: &str, account: &str, secret: &Secret) -> Result<(), KeyStoreError> {
        self.call(true, |state| drop(state.secrets.insert(account.to_owned(), secret.expose().to_owned())))
    }
    fn delete(&mut self, _: &str, account: &str) -> Result<(), KeyStoreError> {
        self.call(true, |state| drop(state.secrets.remove(account)))
    }
}

struct Desk {
    server: Running,
    settings: Settings,
    ring: Ring,
    folder: TempDir,
}

impl Desk {
    async fn on_site() -> Self {
        Self::with(|server| {
            let mut settings = Settings::default();
            settings.exchange.ews_url = server.ews_url().parse().ok();
            settings.exchange.username = server.account().to_owned();
            settings
        })
        .await
    }

    async fn office365() -> Self {
        Self::with(|server| {
            let mut settings = Settings { provider: Provider::Office365, ..Settings::default() };
            let office = &mut settings.office365;
            (office.api, office.grant_modern, office.cloud) = (Office365Api::Ews, true, Cloud::Custom);
            office.tenant_id = Some(server.registration().tenant);
            office.client_id = Some(server.registration().client);
            office.authority = server.authority().parse().ok();
            office.ews_url = server.ews_url().parse().ok();
            settings
        })
        .await
    }

    async fn with(settings: impl FnOnce(&Running) -> Settings) -> Self {
        let server = Simulator::start(Options { people: 20, ..Options::default() }).await.unwrap();
        let mut settings = settings(&server);
        settings.network.proxy = Proxy::None;
        Self { server, settings, ring: Ring::default(), folder: tempfile::tempdir().unwrap() }
    }

    /// The program starts.
    async fn starts(&self) -> Run<'_> {
        let profile = Profile::new(Folders::profile(self.folder.path()));
        let roster = Roster { people: self.server.roster() };
        let (machine, settings) = (Machine { store: self.ring.store(), ..Machine::default() }, self.settings.clone());
        let session = Session::open_on(machine, &profile, settings, roster, None, TimeDelta::zero()).await.unwrap();
        Run { desk: self, session }
    }
}

/// One run of the program.
struct Run<'a> {
    desk: &'a Desk,
    session: Session,
}

impl Run<'_> {
    fn say(&self, command: Command) {
        self.session.handle.commands.send(command).unwrap();
    }

    fn types_password(&self, remember: bool) {
        self.say(Command::Password { secret: Secret::new(self.desk.server.password()), remember });
    }

    async fn until(&self, what: impl Fn(&Snapshot) -> bool) -> Arc<Snapshot> {
        let mut snapshots = self.session.handle.snapshots.clone();
        match tokio::time::timeout(SOON, snapshots.wait_for(|snapshot| what(snapshot))).await {
            Ok(snapshot) => snapshot.unwrap().clone(),
            Err(_) => panic!("still {:?}", self.session.handle.snapshots.borrow()),
        }
    }

    async fn is_live(&self) {
        self.until(|snapshot| snapshot.board == Board::Live).await;
    }

    /// The board pauses for this reason, and offers this.
    async fn pauses(&self, code: &str, remedies: &[Remedy]) {
        let paused = self.until(|snapshot| snapshot.board == Board::Paused).await;
        assert_eq!((paused.causes[0].notice.code, &paused.causes[0].remedies[..]), (code, remedies));
    }

    async fn tells(&self, code: &str) {
        self.until(|snapshot| snapshot.news.as_ref().is_some_and(|news| news.notice.code == code)).await;
    }

    /// Somebody signs in at Microsoft.
    async fn signs_in(&self) {
        self.say(Command::SignIn { method: SignInMethod::Browser, language: "en" });
        let page = |snapshot: &Snapshot| match &snapshot.sign_in.as_deref()?.step {
            SignInStep::Browser { address, .. } => Some(address.expose().to_owned()),
            _ => None,
        };
        let page = page(&*self.until(|snapshot| page(snapshot).is_some()).await).unwrap();
        let form = [("login", self.desk.server.account().to_owned()), ("passwd", self.desk.server.password())];
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        rustls::crypto::ring::default_provider().install_default().ok();
        let browser = reqwest::Client::builder().no_proxy().build().unwrap();
        let request = browser.post(page).header("Content-Type", "application/x-www-form-urlencoded").body(body);
        assert!(request.send().await.unwrap().text().await.unwrap().contains("You can close this window"));
    }

    async fn ends(self) {
        self.session.shutdown().await;
    }
}

/// Each mood, what the board says of it, and what of a sign-in that is not kept.
const TROUBLES: [(Mood, &str, &str); 3] = [
    (Mood::Hangs, "key-store-no-answer", "sign-in-not-kept-no-answer"),
    (Mood::Locked, "key-store-locked", "sign-in-not-kept-locked"),
    (Mood::Broken, "key-store-refused", "sign-in-not-kept-refused"),
];

#[tokio::test]
async fn a_password_holds_for_the_run_and_is_asked_for_at_each_start_until_the_key_store_is_well() {
    let desk = Desk::on_site().await;
    for (mood, says, tells) in TROUBLES {
        for remember in [false, true] {
            desk.ring.is(mood);
            let run = desk.starts().await;
            run.pauses(says, &[Remedy::EnterPassword, Remedy::AskNow]).await;
            let begun = Instant::now();
            run.types_password(remember);
            run.is_live().await;
            assert!(begun.elapsed() < SOON / 2, "{mood:?}");
            if remember {
                run.tells(tells).await;
            }
            run.ends().await;
            desk.ring.is(Mood::Well);
            assert_eq!(desk.ring.kept(), [""; 0], "{mood:?}");
        }
    }
    let run = desk.starts().await;
    run.pauses("no-password", &[Remedy::EnterPassword]).await;
    run.types_password(true);
    run.is_live().await;
    run.ends().await;
    let run = desk.starts().await;
    run.is_live().await;
    run.ends().await;
    assert_eq!(desk.server.handle().counters().refused_logons, 0);
}

#[tokio::test]
async fn what_is_kept_behind_a_lock_is_not_lost_and_found_again_when_a_person_wants_it() {
    let desk = Desk::on_site().await;
    let run = desk.starts().await;
    run.types_password(true);
    run.is_live().await;
    run.ends().await;

    desk.ring.is(Mood::Locked);
    let run = desk.starts().await;
    run.pauses("key-store-locked", &[Remedy::EnterPassword, Remedy::AskNow]).await;
    let prompts = desk.ring.calls();
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(desk.ring.calls(), prompts, "nobody is prompted unasked");
    desk.ring.is(Mood::Well);
    run.say(Command::RefreshNow);
    run.is_live().await;
    run.ends().await;
}

#[tokio::test]
async fn a_key_store_that_answers_late_is_looked_into_by_itself() {
    let desk = Desk::on_site().await;
    let run = desk.starts().await;
    run.types_password(true);
    run.is_live().await;
    run.ends().await;

    desk.ring.is(Mood::Hangs);
    let run = desk.starts().await;
    run.pauses("key-store-no-answer", &[Remedy::EnterPassword, Remedy::AskNow]).await;
    desk.ring.is(Mood::Well);
    run.is_live().await;
    run.ends().await;
}

#[tokio::test]
async fn a_password_that_is_not_taken_does_not_leave_an_older_one_to_be_tried() {
    let desk = Desk::on_site().await;
    let run = desk.starts().await;
    run.types_password(true);
    run.is_live().await;
    desk.ring.is(Mood::TakesNothing);
    run.types_password(true);
    run.tells("sign-in-not-kept-refused").await;
    run.is_live().await;
    run.ends().await;
    // Nor could that be removed; the same one is still right.
    assert_eq!(desk.ring.kept(), [desk.server.password()]);
    let run = desk.starts().await;
    run.is_live().await;
    run.ends().await;
}

#[tokio::test]
async fn a_sign_in_at_microsoft_holds_for_the_run_with_every_key_store() {
    for (mood, says, tells) in TROUBLES.into_iter().chain([(Mood::TakesNothing, "sign-in-needed", TROUBLES[2].2)]) {
        let desk = Desk::office365().await;
        desk.ring.is(mood);
        let run = desk.starts().await;
        run.pauses("sign-in-needed", &[Remedy::SignIn]).await;
        run.signs_in().await;
        run.tells(tells).await;
        run.is_live().await;
        run.ends().await;

        let next = desk.starts().await;
        let again = if says == "sign-in-needed" { &[Remedy::SignIn][..] } else { &[Remedy::SignIn, Remedy::AskNow] };
        next.pauses(says, again).await;
        desk.ring.is(Mood::Well);
        next.signs_in().await;
        next.is_live().await;
        next.ends().await;

        let last = desk.starts().await;
        last.is_live().await;
        last.say(Command::SignOut);
        last.pauses("sign-in-needed", &[Remedy::SignIn]).await;
        last.ends().await;
        assert_eq!(desk.ring.kept(), [""; 0], "{mood:?}: signing out forgets everything");
    }
}
