//! Office 365 with name and password (Basic), where settings grant it: alone, and as a choice.

use super::desk::{http, settings};
use super::interactive::{Office, page};
use attendant_calendar::refresh::{Board, Command, Level, Remedy, SignInMethod, SignInStep, Snapshot};
use attendant_calendar::settings::{Office365Api, Settings, Way};
use attendant_calendar::simulator::{Offer, Options, Scenario};
use attendant_calendar::store::Secret;
use std::sync::Arc;

/// Basic alone, for nobody yet.
fn basic(settings: &mut Settings) {
    (settings.office365.grant_basic, settings.office365.grant_modern) = (true, false);
}

fn both(settings: &mut Settings) {
    settings.office365.grant_basic = true;
}

fn password(text: &str) -> Command {
    Command::Password { secret: Secret::new(text.to_owned()), remember: false }
}

fn chooses(office: &Office, text: &str) {
    office.say(Command::ChoosePassword(office.server.account().to_owned()));
    office.say(password(text));
}

fn code(snapshot: &Snapshot) -> Option<&'static str> {
    snapshot.causes.first().map(|cause| cause.notice.code)
}

/// Nobody gave it, and the key store, where there is one, does not have it.
fn lacks_password(snapshot: &Snapshot) -> bool {
    matches!(code(snapshot), Some("no-password" | "key-store-none"))
}

#[tokio::test]
async fn with_basic_alone_name_and_password_are_asked_for_and_let_in_where_it_is_served() {
    let mut office = Office::with(Options::default(), basic).await;
    let paused = office.until(|snapshot| snapshot.board == Board::Paused).await;
    assert_eq!(
        (code(&paused), paused.way, paused.ways),
        (Some("no-password"), Way::Office365Password, &[paused.way][..])
    );
    assert_eq!((paused.account.as_str(), paused.server.as_str()), ("", "127.0.0.1"));
    assert_eq!(office.server.handle().counters().requests, 0);

    chooses(&office, &office.server.password());
    office.goes_live().await;
    let entra = office.server.handle().counters().entra;
    assert_eq!((entra.sign_ins, entra.renewals), (0, 0), "the token service was not asked");
    office.session.shutdown().await;
}

#[tokio::test]
async fn basic_needs_neither_ids_nor_the_graph_address_and_takes_its_user_from_the_settings() {
    let alone = |settings: &mut Settings| {
        basic(settings);
        let office = &mut settings.office365;
        (office.api, office.tenant_id, office.client_id, office.authority) = (Office365Api::Graph, None, None, None);
        office.username = "reception@aldermoor.example".into();
    };
    let mut office = Office::with(Options::default(), alone).await;
    let paused = office.until(|snapshot| snapshot.board == Board::Paused).await;
    assert!(lacks_password(&paused) && paused.account == "reception@aldermoor.example", "{:?}", paused.causes);
    office.say(password(&office.server.password()));
    office.goes_live().await;
    office.session.shutdown().await;
}

#[tokio::test]
async fn where_microsoft_no_longer_serves_it_one_attempt_says_so() {
    // Neither Basic nor anything else is offered, as by Exchange Online.
    let mut office = Office::with(Options { offer: Offer::of(&[]), ..Options::default() }, basic).await;
    office.until(|snapshot| snapshot.board == Board::Paused).await;
    chooses(&office, &office.server.password());
    let refused = office.until(|snapshot| code(snapshot) == Some("office365-basic-refused")).await;
    assert_eq!((refused.board, refused.causes[0].level), (Board::Paused, Level::Error));
    let remedies = [Remedy::EnterPassword, Remedy::Resume { confirm: true }, Remedy::ShowProtection];
    assert_eq!(refused.causes[0].remedies, remedies);
    let asked = || office.server.handle().counters().requests;
    let before = asked();
    office.say(Command::RefreshNow);
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert_eq!(asked(), before, "nothing more is sent");
    office.session.shutdown().await;
}

#[tokio::test]
async fn a_wrong_password_is_refused_once_and_the_right_one_goes_live() {
    let mut office = Office::with(Options::default(), basic).await;
    office.until(|snapshot| snapshot.board == Board::Paused).await;
    chooses(&office, "not the one");
    office.until(|snapshot| code(snapshot) == Some("office365-basic-refused")).await;
    assert_eq!(office.server.handle().counters().refused_logons, 1);
    office.say(password(&office.server.password()));
    office.goes_live().await;
    assert_eq!(office.server.handle().counters().refused_logons, 1);
    office.session.shutdown().await;
}

#[tokio::test]
async fn with_both_granted_the_choice_is_the_persons_lasts_and_ends_with_the_sign_out() {
    let mut office = Office::with(Options::default(), both).await;
    let paused = office.until(|snapshot| snapshot.board == Board::Paused).await;
    assert_eq!((code(&paused), paused.way), (Some("sign-in-needed"), Way::Microsoft));
    assert_eq!(paused.ways, [Way::Microsoft, Way::Office365Password]);
    assert!(paused.causes.iter().any(|cause| cause.notice.code == "setting-both-grants" && cause.level == Level::Info));

    chooses(&office, &office.server.password());
    office.goes_live().await;
    let chosen = office.until(|snapshot| snapshot.way == Way::Office365Password).await;
    assert_eq!(chosen.account, office.server.account());
    // A program that starts anew asks for the password of the same account, and nothing else.
    let again = restart(&office).await;
    assert!(lacks_password(&again) && again.way == Way::Office365Password, "{:?}", again.causes);
    assert_eq!(again.account, office.server.account());

    // Whoever signs in at Microsoft takes the choice back.
    office.begin(SignInMethod::Browser);
    let address = office.step(page).await;
    let back = office.enter_password(&address).await;
    http().get(back).send().await.unwrap();
    let live = office.until(|snapshot| snapshot.way == Way::Microsoft && snapshot.board == Board::Live).await;
    assert_eq!(live.account, office.server.account());

    chooses(&office, &office.server.password());
    office.until(|snapshot| snapshot.way == Way::Office365Password && snapshot.board == Board::Live).await;
    office.say(Command::SignOut);
    let out = office.until(|snapshot| snapshot.board == Board::Paused).await;
    assert_eq!((code(&out), out.way, out.account.as_str()), (Some("sign-in-needed"), Way::Microsoft, ""));
    let files = std::fs::read_dir(office.folder.path().join("state")).unwrap();
    let names: Vec<_> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    let kept = |name: &&String| name.starts_with("account-") || name.starts_with("office365-");
    assert_eq!(names.iter().filter(kept).count(), 0, "both are forgotten: {names:?}");
    office.session.shutdown().await;
}

/// What another run of the program knows at first, in the same profile.
async fn restart(office: &Office) -> Arc<Snapshot> {
    use attendant_calendar::{people::Roster, profile::Profile, refresh::Session, store::Folders};
    let profile = Profile::new(Folders::profile(office.folder.path()));
    let mut settings = settings(&office.server);
    both(&mut settings);
    let roster = Roster { people: office.server.roster() };
    let session = Session::open(&profile, settings, roster, None, chrono::TimeDelta::zero()).await.unwrap();
    let snapshot = session.settled(std::time::Duration::from_secs(20)).await;
    session.shutdown().await;
    snapshot
}

#[tokio::test]
async fn settings_that_no_longer_grant_a_choice_end_it() {
    let mut office = Office::with(Options::default(), both).await;
    office.until(|snapshot| snapshot.board == Board::Paused).await;
    chooses(&office, &office.server.password());
    office.goes_live().await;
    office.say(Command::Settings(Arc::new(settings(&office.server))));
    let modern = office.until(|snapshot| snapshot.way == Way::Microsoft).await;
    assert_eq!((modern.board, code(&modern)), (Board::Paused, Some("sign-in-needed")));
    office.say(Command::ChoosePassword("anna".into()));
    let told = office.until(|snapshot| news(snapshot) == Some("sign-in-way-not-granted")).await;
    assert_eq!(told.way, Way::Microsoft);

    let mut neither = settings(&office.server);
    neither.office365.grant_modern = false;
    office.say(Command::Settings(Arc::new(neither)));
    let none = office.until(|snapshot| snapshot.board == Board::Disabled).await;
    assert_eq!(code(&none), Some("setting-no-grant"));

    let mut again = settings(&office.server);
    both(&mut again);
    office.say(Command::Settings(Arc::new(again)));
    let warned = office.until(|snapshot| snapshot.ways.len() == 2).await;
    let warning = warned.causes.iter().find(|cause| cause.notice.code == "setting-both-grants").unwrap();
    assert_eq!(warning.level, Level::Warning, "it was saved just now");
    office.session.shutdown().await;
}

#[tokio::test]
async fn with_basic_alone_there_is_no_sign_in_at_microsoft() {
    let mut office = Office::with(Options::default(), basic).await;
    office.until(|snapshot| snapshot.board == Board::Paused).await;
    office.begin(SignInMethod::Browser);
    let failed = office.step(|progress| match &progress.step {
        SignInStep::Failed(notices) => Some(notices[0].code),
        _ => None,
    });
    assert_eq!(failed.await, "sign-in-way-not-granted");
    office.server.handle().set(Scenario::Normal);
    office.session.shutdown().await;
}

fn news(snapshot: &Snapshot) -> Option<&'static str> {
    snapshot.news.as_ref().map(|news| news.notice.code)
}
