//! A desk at which the program has just been started, with its own engine, files and network; time passes by order.

use super::key_file::KeyFile;
use super::machine::Machine;
use attendant_calendar::people::Roster;
use attendant_calendar::profile::Profile;
use attendant_calendar::refresh::{Board, Command, Session, SignInMethod, SignInStep, Snapshot};
use attendant_calendar::settings::{Authentication, Cloud, Office365Api, Provider, Proxy, Settings};
use attendant_calendar::simulator::{Control, Offer, Options, Running, Scenario, Scheme, Simulator};
use attendant_calendar::store::{Folders, Secret, SecretStore};
use chrono::TimeDelta;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use url::form_urlencoded::Serializer;

/// A way to sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Basic,
    Ntlm,
    Negotiate,
    OAuth,
}

impl Way {
    pub const ALL: [Self; 4] = [Self::Basic, Self::Ntlm, Self::Negotiate, Self::OAuth];
}

/// How a desk fared.
#[derive(Debug, PartialEq, Eq)]
pub struct Fared {
    pub board: Board,
    /// The code of the first cause.
    pub cause: &'static str,
    /// Requests that carried something of a credential.
    pub carried: usize,
    /// Sign-ins that the server decided on.
    pub judged: u64,
}

/// Time passes in steps that no sleep of the machine is read out of.
const STEP: u32 = 5;

/// Three refreshes, each at most a tenth later than a minute after the one before.
const THREE_TICKS: u32 = 200;

/// Starts the program at a server that does this, and lets three ticks pass.
pub async fn fares(way: Way, scenario: Scenario) -> Fared {
    let offer = Offer::of(if way == Way::Basic { &[Scheme::Basic] } else { &[Scheme::Negotiate, Scheme::Ntlm] });
    let server = Simulator::start(Options { people: 12, offer, ..Options::default() }).await.unwrap();
    let desk = Desk::new(way, &server);
    let password = Secret::new(server.password());
    if way == Way::OAuth {
        desk.sign_in(&server).await;
    }
    let control = server.handle();
    control.set(scenario);
    let before = Sent::of(&control);
    let session = desk.open((way != Way::OAuth).then_some(password)).await;
    for _ in 0..THREE_TICKS / STEP {
        at_rest(&session).await;
        desk.machine.pass(STEP).await;
    }
    at_rest(&session).await;
    let snapshot = session.handle.snapshots.borrow().clone();
    session.shutdown().await;
    let sent = Sent::of(&control);
    server.shutdown().await;
    Fared {
        board: snapshot.board,
        cause: snapshot.causes.first().map_or("", |cause| cause.notice.code),
        carried: sent.carried - before.carried,
        judged: sent.judged - before.judged,
    }
}

/// What the server was sent so far.
struct Sent {
    carried: usize,
    judged: u64,
}

impl Sent {
    fn of(control: &Control) -> Self {
        let (counters, log) = (control.counters(), control.log());
        let tokens = log.iter().filter(|entry| entry.path.ends_with("/token")).count();
        let logons: u64 = counters.logons.values().map(|count| count.accepted + count.refused).sum();
        Self {
            carried: usize::try_from(counters.with_credentials).unwrap() + tokens,
            judged: logons + counters.entra.renewals + counters.entra.refused_renewals,
        }
    }
}

struct Desk {
    machine: Machine,
    settings: Settings,
    roster: Roster,
    folder: TempDir,
}

impl Desk {
    fn new(way: Way, server: &Running) -> Self {
        let folder = tempfile::tempdir().unwrap();
        // One for all desks: an entry bears the server's address.
        SecretStore::stand_in(KeyFile(Path::new(env!("CARGO_TARGET_TMPDIR")).join("keys-of-ways.json")));
        let mut settings = Settings::default();
        settings.network.proxy = Proxy::None;
        settings.exchange.ews_url = server.ews_url().parse().ok();
        settings.exchange.username = server.account().to_owned();
        settings.exchange.authentication = match way {
            Way::Basic => Authentication::Basic,
            Way::Ntlm => Authentication::Ntlm,
            Way::Negotiate => Authentication::Negotiate,
            Way::OAuth => Authentication::Automatic,
        };
        if way == Way::OAuth {
            settings.provider = Provider::Office365;
        }
        let office = &mut settings.office365;
        (office.api, office.grant_modern, office.cloud) = (Office365Api::Ews, true, Cloud::Custom);
        office.tenant_id = Some(server.registration().tenant);
        office.client_id = Some(server.registration().client);
        office.authority = server.authority().parse().ok();
        office.ews_url = server.ews_url().parse().ok();
        Self { machine: Machine::new(0, 0), settings, roster: Roster { people: server.roster() }, folder }
    }

    async fn open(&self, password: Option<Secret>) -> Session {
        let profile = Profile::new(Folders::profile(self.folder.path()));
        let (settings, roster) = (self.settings.clone(), self.roster.clone());
        Session::open_on(self.machine.machine(), &profile, settings, roster, password, TimeDelta::zero()).await.unwrap()
    }

    /// Somebody signs in, and the program is ended.
    async fn sign_in(&self, server: &Running) {
        let session = self.open(None).await;
        let say = |command| session.handle.commands.send(command).unwrap();
        say(Command::SignIn { method: SignInMethod::Paste, language: "en" });
        let page = |snapshot: &Snapshot| match &snapshot.sign_in.as_ref()?.step {
            SignInStep::Paste { address, .. } => Some(address.expose().to_owned()),
            _ => None,
        };
        let snapshot = until(&session, |snapshot| page(snapshot).is_some()).await;
        let page = page(&snapshot).unwrap();
        let form = [("login", server.account()), ("passwd", &server.password())];
        let form = Serializer::new(String::new()).extend_pairs(form).finish();
        rustls::crypto::ring::default_provider().install_default().ok();
        let http = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        let answer = http.post(page).header("Content-Type", "application/x-www-form-urlencoded").body(form);
        let back = answer.send().await.unwrap().headers()["location"].to_str().unwrap().to_owned();
        say(Command::SignInAddress(Secret::new(back)));
        until(&session, |snapshot| snapshot.board == Board::Live && !snapshot.refreshing).await;
        session.shutdown().await;
    }
}

async fn until(session: &Session, is_so: impl Fn(&Snapshot) -> bool) -> Arc<Snapshot> {
    let mut snapshots = session.handle.snapshots.clone();
    let found = tokio::time::timeout(Duration::from_secs(60), snapshots.wait_for(|snapshot| is_so(snapshot))).await;
    found.expect("it never came").unwrap().clone()
}

/// Waits until the engine has nothing to do for the moment.
async fn at_rest(session: &Session) {
    let mut calm = 0;
    while calm < 3 {
        tokio::time::sleep(Duration::from_millis(4)).await;
        let snapshot = session.handle.snapshots.borrow();
        // Before its first snapshot it has not begun.
        calm = if snapshot.refreshing || snapshot.version == 0 { 0 } else { calm + 1 };
    }
}
