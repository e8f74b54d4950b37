//! The test of the connection as the window runs it: with the engine at work, over real sockets.

use attendant_calendar::check::{Surroundings, begin};
use attendant_calendar::people::Roster;
use attendant_calendar::profile::Profile;
use attendant_calendar::refresh::{Board, Handle, Session};
use attendant_calendar::settings::read;
use attendant_calendar::simulator::scenario::SilenceForm;
use attendant_calendar::simulator::{Options, Running, Scenario, Simulator};
use attendant_calendar::store::{Folders, Secret};
use attendant_calendar::words::{Ending, Mark, Step};
use chrono::TimeDelta;
use std::time::Duration;
use tempfile::TempDir;

/// An engine at work on a profile, and its server.
struct Window {
    server: Running,
    session: Session,
    around: Surroundings,
    _folder: TempDir,
}

impl Window {
    async fn open() -> Self {
        let server = Simulator::start(Options { people: 20, ..Options::default() }).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let text = format!(
            "[exchange]\news_url = '{}'\nusername = '{}'\n[network]\nproxy = 'none'\n",
            server.ews_url(),
            server.account()
        );
        std::fs::write(folder.path().join("settings.toml"), &text).unwrap();
        let roster = Roster { people: server.roster() };
        let csv = attendant_calendar::people::csv::write(&roster, attendant_calendar::people::csv::Separator::Comma);
        std::fs::write(folder.path().join("people.csv"), csv).unwrap();
        let profile = Profile::new(Folders::profile(folder.path()));
        let password = Some(Secret::new(server.password()));
        let settings = read(&text).unwrap().settings;
        let session = Session::open(&profile, settings, roster, password, TimeDelta::zero()).await.unwrap();
        session.settled(Duration::from_secs(20)).await;
        let around =
            Surroundings { profile, ahead: TimeDelta::zero(), has_log: true, key_store: false, password_trouble: None };
        Self { server, session, around, _folder: folder }
    }

    fn engine(&self) -> Handle {
        self.session.handle.clone()
    }

    async fn test(&self) -> Vec<Step> {
        let mut steps = begin(self.around.clone(), self.engine());
        let mut all = Vec::new();
        while let Some(step) = steps.recv().await {
            all.push(step);
        }
        all
    }
}

fn names(steps: &[Step]) -> String {
    steps.iter().map(|step| step.name).collect::<Vec<_>>().join(" ")
}

fn step<'a>(steps: &'a [Step], name: &str) -> &'a Step {
    steps.iter().find(|step| step.name == name).unwrap_or_else(|| panic!("{name}: {steps:#?}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_engine_s_own_connection_is_tested_and_everybody_asked_once() {
    let window = Window::open().await;
    let before = window.server.handle().counters();
    let steps = window.test().await;
    assert_eq!(
        names(&steps),
        "settings roster proxy name connect tls answer guard shared-stop sign-in version own-mailbox clock answers head-room log"
    );
    assert_eq!(Step::verdict(&steps), None, "{steps:#?}");
    let after = window.server.handle().counters();
    assert_eq!(after.refused_logons, 0);
    assert_eq!(after.max_in_flight, 1, "never two at a time");
    assert!(after.with_credentials - before.with_credentials <= 2, "its own mailbox, and everybody where that is due");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_is_one_sign_in_and_a_stop_lets_nothing_leave() {
    let window = Window::open().await;
    window.server.handle().set(Scenario::PasswordChanged);
    let steps = window.test().await;
    let refused = step(&steps, "sign-in");
    assert_eq!((refused.mark, refused.notices[0].code), (Mark::Failed(Ending::Paused), "sign-in-refused"));
    assert_eq!(refused.notices[1].code, "check-way-out-refused");
    let counters = window.server.handle().counters();
    assert_eq!(counters.refused_logons, 1);
    let mut snapshots = window.engine().snapshots;
    let paused = snapshots.wait_for(|snapshot| snapshot.board == Board::Paused);
    tokio::time::timeout(Duration::from_secs(20), paused).await.expect("the board says so soon").unwrap();

    let steps = window.test().await;
    let held = step(&steps, "sign-in");
    assert_eq!((held.mark, held.notices[0].code), (Mark::Failed(Ending::Paused), "sign-in-refused"));
    assert_eq!(step(&steps, "guard").mark, Mark::Warned);
    assert_eq!(window.server.handle().counters().with_credentials, counters.with_credentials, "nothing left");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_stops_listening_cancels_nothing() {
    let window = Window::open().await;
    window.server.handle().reset();
    window.server.handle().set(Scenario::Slow { seconds: 0.5 });
    let mut steps = begin(window.around.clone(), window.engine());
    while steps.recv().await.unwrap().name != "guard" {}
    drop(steps);
    // The sign-in's request is on its way, and is answered.
    for _ in 0..100 {
        let signed = |log: Vec<attendant_calendar::simulator::RequestEntry>| {
            log.iter().any(|request| request.scheme.is_some() && request.status == Some(200))
        };
        if signed(window.server.handle().log()) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the request was cut: {:#?}", window.server.handle().log());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_steps_come_while_the_engine_waits_for_an_answer() {
    let window = Window::open().await;
    window.server.handle().set(Scenario::NoAnswer { form: SilenceForm::Open });
    window.engine().commands.send(attendant_calendar::refresh::Command::RefreshNow).unwrap();
    let mut steps = begin(window.around.clone(), window.engine());
    let first = async {
        let mut names = Vec::new();
        while names.len() < 6 {
            names.push(steps.recv().await.unwrap().name);
        }
        names
    };
    let names = tokio::time::timeout(Duration::from_secs(5), first).await.expect("the test waits for the engine");
    assert_eq!(names, ["settings", "roster", "proxy", "name", "connect", "tls"]);
}
