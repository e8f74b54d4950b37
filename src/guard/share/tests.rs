//! Several keepers as desks, with a folder between them and one server.

use super::super::{
    Clock, Held, Keeper, Mode, Outcome, Permit, Refusal, RefusalKind, Sharing, SignIn, Standing, SystemClock, Tag,
    Trigger,
};
use super::limited::LIMIT;
use futures_util::future::BoxFuture;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tempfile::TempDir;

/// A server that counts what reaches it.
#[derive(Default)]
struct Server {
    password: Mutex<String>,
    seen: Mutex<Vec<(Mode, bool)>>,
    /// Requests with a credential at the same time, and the most of them.
    flying: Mutex<(usize, usize)>,
    /// How the next requests with a credential end, else than by the password.
    next: Mutex<Vec<Outcome>>,
}

impl Server {
    fn new(password: &str) -> Arc<Self> {
        Arc::new(Self { password: Mutex::new(password.into()), ..Self::default() })
    }

    fn refused(&self) -> usize {
        self.seen.lock().unwrap().iter().filter(|(mode, good)| *mode == Mode::WithCredential && !good).count()
    }

    fn of(&self, wanted: Mode) -> usize {
        self.seen.lock().unwrap().iter().filter(|(mode, _)| *mode == wanted).count()
    }

    fn sent(&self) -> usize {
        self.of(Mode::WithCredential)
    }

    fn bare(&self) -> usize {
        self.of(Mode::Bare)
    }

    async fn answer(&self, mode: Mode, password: &str) -> Outcome {
        if mode == Mode::Bare {
            self.seen.lock().unwrap().push((mode, true));
            return answered(SignIn::Challenged);
        }
        {
            let mut flying = self.flying.lock().unwrap();
            flying.0 += 1;
            flying.1 = flying.1.max(flying.0);
        }
        let good = *self.password.lock().unwrap() == password;
        self.seen.lock().unwrap().push((mode, good));
        tokio::time::sleep(Duration::from_millis(20)).await;
        self.flying.lock().unwrap().0 -= 1;
        if let Some(outcome) = self.next.lock().unwrap().pop() {
            return outcome;
        }
        let refusal = Refusal { kind: RefusalKind::Credentials, status: 401, request_id: Some("request-7".into()) };
        answered(if good { SignIn::Accepted } else { SignIn::Refused(refusal) })
    }
}

fn answered(sign_in: SignIn) -> Outcome {
    Outcome::Answered { sign_in, wait: None }
}

/// A computer of its own, with its own record and its own key.
struct Desk {
    keeper: Keeper,
    name: String,
    state: TempDir,
}

impl Desk {
    fn new(share: &Path, number: usize) -> Self {
        let (state, name) = (tempfile::tempdir().unwrap(), format!("DESK-{number}"));
        let keeper = Self::keeper(state.path(), share, &name);
        Self { keeper, name, state }
    }

    fn keeper(state: &Path, share: &Path, name: &str) -> Keeper {
        let keeper = Keeper::new(state, "sign-in", Arc::new(SystemClock));
        keeper.share_in(Some(share), name);
        keeper
    }

    /// What this desk calls a password.
    fn tag(&self, password: &str) -> Tag {
        let tag = Tag::new(format!("h:{password} at {}", self.name));
        let password = password.to_owned();
        self.keeper.shares(&tag, Arc::new(move |salt| Some(Tag::new(format!("s:{salt} {password}")))));
        tag
    }

    async fn tries(&self, server: &Arc<Server>, password: &str, trigger: Trigger) -> Result<Outcome, Held> {
        let tag = self.tag(password);
        let (server, password) = (Arc::clone(server), password.to_owned());
        let send = move |permit: Permit| -> BoxFuture<'static, (Outcome, Outcome)> {
            let (server, password, mode) = (Arc::clone(&server), password.clone(), permit.mode());
            Box::pin(async move {
                let outcome = server.answer(mode, &password).await;
                (outcome.clone(), outcome)
            })
        };
        self.keeper.attempt(&tag, trigger, send).await
    }

    async fn resume(&self, password: &str) {
        self.keeper.resume(&self.tag(password)).await.unwrap();
    }
}

fn desks(share: &Path, count: usize) -> Vec<Desk> {
    (1..=count).map(|number| Desk::new(share, number)).collect()
}

async fn all_at_once(desks: &[Desk], server: &Arc<Server>, password: &str) -> Vec<Result<Outcome, Held>> {
    futures_util::future::join_all(desks.iter().map(|desk| desk.tries(server, password, Trigger::Timer))).await
}

fn elsewhere(result: &Result<Outcome, Held>) -> Option<&str> {
    match result {
        Err(Held::StoppedElsewhere(elsewhere)) => Some(&elsewhere.desk),
        _ => None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_desks_with_an_old_password_make_one_refused_attempt() {
    let (share, server) = (tempfile::tempdir().unwrap(), Server::new("new"));
    let desks = desks(share.path(), 20);
    for _ in 0..3 {
        let results = all_at_once(&desks, &server, "old").await;
        assert_eq!(server.refused(), 1);
        let stopped = results.iter().filter(|result| elsewhere(result).is_some() || result.is_ok()).count();
        assert!(stopped >= 19, "{results:?}");
    }
    // One desk learns the new one; the others still have the old one, and wait for theirs.
    assert!(desks[3].tries(&server, "new", Trigger::Person).await.is_ok());
    let results = all_at_once(&desks[4..], &server, "old").await;
    assert!(results.iter().all(|result| result.is_err()), "{results:?}");
    let results = all_at_once(&desks, &server, "new").await;
    assert!(results.iter().all(Result::is_ok), "{results:?}");
    desks[0].tries(&server, "new", Trigger::Timer).await.unwrap();
    let flying = *server.flying.lock().unwrap();
    assert_eq!((server.refused(), flying), (1, (0, 1)));
    assert_eq!(desks[0].keeper.sharing(&desks[0].tag("new")), Some(Sharing::InForce { desks: 20 }));
}

#[tokio::test]
async fn what_another_desk_learnt_is_told_with_its_name_and_the_request() {
    let (share, server) = (tempfile::tempdir().unwrap(), Server::new("new"));
    let [one, two] = [1, 2].map(|number| Desk::new(share.path(), number));
    one.tries(&server, "old", Trigger::Timer).await.unwrap();
    assert_eq!(elsewhere(&two.tries(&server, "old", Trigger::Insist).await), Some("DESK-1"));
    // It is known without the share, and shown.
    let Standing::StoppedElsewhere { desk, refusal, .. } = two.keeper.protection(&two.tag("old")).standing else {
        panic!("it is not shown")
    };
    assert_eq!((desk.as_str(), refusal.request_id.as_deref()), ("DESK-1", Some("request-7")));
    assert!(matches!(one.keeper.protection(&one.tag("old")).standing, Standing::Stopped { .. }));
    let on_disk = std::fs::read_to_string(two.state.path().join("sign-in.json")).unwrap();
    assert!(!on_disk.contains("s:"), "what desks compare stays on the share: {on_disk}");
}

#[tokio::test]
async fn what_a_desk_has_learnt_it_keeps_without_the_share_whatever_was_tried_in_between() {
    let (share, server) = (tempfile::tempdir().unwrap(), Server::new("new"));
    let folder = share.path().join("desks");
    std::fs::create_dir(&folder).unwrap();
    let [one, two] = [1, 2].map(|number| Desk::new(&folder, number));
    one.tries(&server, "old", Trigger::Timer).await.unwrap();
    assert!(elsewhere(&two.tries(&server, "old", Trigger::Insist).await).is_some());
    two.tries(&server, "another", Trigger::Insist).await.unwrap();
    assert_eq!(server.refused(), 2);
    std::fs::rename(&folder, share.path().join("away")).unwrap();
    assert!(elsewhere(&two.tries(&server, "old", Trigger::Insist).await).is_some());
    assert_eq!(server.refused(), 2);
}

#[tokio::test]
async fn who_resumes_tries_once_and_all_go_on_when_it_is_accepted() {
    let (share, server) = (tempfile::tempdir().unwrap(), Server::new("locked"));
    let [one, two, three] = [1, 2, 3].map(|number| Desk::new(share.path(), number));
    for desk in [&one, &two, &three] {
        desk.tries(&server, "right", Trigger::Timer).await.ok();
    }
    two.resume("right").await;
    assert!(two.tries(&server, "right", Trigger::Person).await.is_ok());
    assert_eq!(server.refused(), 2, "the same once more, because a person wanted it");
    assert!(two.tries(&server, "right", Trigger::Person).await.is_err());
    // The mark was renewed.
    assert_eq!(elsewhere(&three.tries(&server, "right", Trigger::Timer).await), Some("DESK-2"));

    // The try that a person asked for is not used up by what says nothing, and is by a lost answer.
    three.resume("right").await;
    server.next.lock().unwrap().push(Outcome::NotSent);
    three.tries(&server, "right", Trigger::Person).await.unwrap();
    server.next.lock().unwrap().push(Outcome::Lost);
    three.tries(&server, "right", Trigger::Person).await.unwrap();
    assert!(elsewhere(&three.tries(&server, "right", Trigger::Insist).await).is_some());

    *server.password.lock().unwrap() = "right".into();
    three.resume("right").await;
    assert!(three.tries(&server, "right", Trigger::Insist).await.is_ok());
    let before = server.refused();
    let four = Desk::new(share.path(), 4);
    assert!(four.tries(&server, "right", Trigger::Timer).await.is_ok(), "nobody has to resume there");
    assert_eq!(server.refused(), before);
}

#[tokio::test]
async fn a_lost_answer_of_one_desk_is_everybodys() {
    let (share, server) = (tempfile::tempdir().unwrap(), Server::new("right"));
    let [one, two, three] = [1, 2, 3].map(|number| Desk::new(share.path(), number));
    server.next.lock().unwrap().extend([Outcome::Lost, Outcome::Lost]);
    one.tries(&server, "right", Trigger::Timer).await.unwrap();
    assert_eq!(server.bare(), 0);
    two.tries(&server, "right", Trigger::Timer).await.unwrap();
    assert_eq!((server.bare(), server.sent()), (1, 2), "first without the password");
    let waits = three.tries(&server, "right", Trigger::Timer).await;
    assert!(matches!(waits, Err(Held::Waiting { .. })), "two lost answers: {waits:?}");
    assert_eq!(three.keeper.protection(&three.tag("right")).lost.len(), 2);
    assert!(three.tries(&server, "right", Trigger::Insist).await.is_ok());
    let four = Desk::new(share.path(), 4);
    let before = server.bare();
    assert!(four.tries(&server, "right", Trigger::Timer).await.is_ok());
    assert!(two.tries(&server, "right", Trigger::Insist).await.is_ok());
    assert_eq!(server.bare() - before, 1, "only the desk that lost one itself still asks first");
}

#[tokio::test]
async fn a_desk_that_dies_in_between_has_lost_its_answer() {
    let (share, server) = (tempfile::tempdir().unwrap(), Server::new("right"));
    let [one, two] = [1, 2].map(|number| Desk::new(share.path(), number));
    let tag = one.tag("right");
    {
        let never = one.keeper.attempt(&tag, Trigger::Timer, |_| Box::pin(std::future::pending::<((), Outcome)>()));
        assert!(tokio::time::timeout(Duration::from_secs(1), never).await.is_err());
    }
    two.tries(&server, "right", Trigger::Timer).await.unwrap();
    assert_eq!((server.bare(), server.sent()), (1, 1));
}

#[tokio::test]
async fn a_share_that_is_not_there_holds_nobody_and_is_told() {
    let (folder, server) = (tempfile::tempdir().unwrap(), Server::new("new"));
    let share = folder.path().join("not mounted");
    let desks = desks(&share, 3);
    let results = all_at_once(&desks, &server, "new").await;
    assert!(results.iter().all(Result::is_ok), "{results:?}");
    let Some(Sharing::Away { reason, since }) = desks[0].keeper.sharing(&desks[0].tag("new")) else { panic!("away") };
    assert!(reason.contains("not mounted"), "{reason}");
    assert!((SystemClock.now().wall - since).num_seconds() < 30);
    assert!(!share.exists());
    // Each desk keeps its own promise.
    *server.password.lock().unwrap() = "newer".into();
    for _ in 0..2 {
        all_at_once(&desks, &server, "new").await;
        assert_eq!(server.refused(), 3);
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_share_that_hangs_costs_a_moment_and_holds_nobody() {
    let (share, server) = (tempfile::tempdir().unwrap(), Server::new("new"));
    let desk = Desk::new(share.path(), 1);
    // Who opens a pipe that nobody writes to waits for ever.
    let pipe = share.path().join("sign-in.json");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for (most, least) in [(LIMIT * 2, LIMIT / 2), (LIMIT / 2, Duration::ZERO)] {
        let begun = std::time::Instant::now();
        assert!(desk.tries(&server, "new", Trigger::Timer).await.is_ok());
        let took = begun.elapsed();
        assert!(took < most && took >= least, "{took:?}");
    }
    assert!(matches!(desk.keeper.sharing(&desk.tag("new")), Some(Sharing::Away { .. })));
    // So that the thread ends.
    std::fs::OpenOptions::new().write(true).open(&pipe).unwrap();
}

#[tokio::test]
async fn a_folder_in_the_place_of_its_file_is_a_share_that_is_away() {
    let (share, server) = (tempfile::tempdir().unwrap(), Server::new("new"));
    std::fs::create_dir(share.path().join("sign-in.json")).unwrap();
    let desk = Desk::new(share.path(), 1);
    assert!(desk.tries(&server, "new", Trigger::Timer).await.is_ok());
    assert!(matches!(desk.keeper.sharing(&desk.tag("new")), Some(Sharing::Away { .. })));
}

#[tokio::test]
async fn a_damaged_file_is_set_aside_and_may_have_held_a_refusal() {
    let (share, server) = (tempfile::tempdir().unwrap(), Server::new("new"));
    let desk = Desk::new(share.path(), 1);
    std::fs::write(share.path().join("sign-in.json"), "{\"refused\": [").unwrap();
    assert!(desk.tries(&server, "new", Trigger::Timer).await.is_ok());
    assert_eq!((server.bare(), server.sent()), (1, 1));
    let names = std::fs::read_dir(share.path()).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(names.into_iter().any(|name| name.to_string_lossy().starts_with("sign-in.json.broken-")));
    assert_eq!(desk.keeper.sharing(&desk.tag("new")), Some(Sharing::InForce { desks: 1 }));
}

#[tokio::test]
async fn a_share_that_comes_back_is_used_again_and_another_folder_at_once() {
    let (share, server) = (tempfile::tempdir().unwrap(), Server::new("new"));
    let desk = Desk::new(&share.path().join("later"), 1);
    desk.tries(&server, "new", Trigger::Timer).await.unwrap();
    std::fs::create_dir(share.path().join("later")).unwrap();
    desk.tries(&server, "new", Trigger::Timer).await.unwrap();
    assert!(matches!(desk.keeper.sharing(&desk.tag("new")), Some(Sharing::Away { .. })), "at a distance");
    desk.keeper.share_in(Some(share.path()), "DESK-1");
    assert_eq!(desk.keeper.sharing(&desk.tag("new")), Some(Sharing::Unasked));
    assert_eq!(desk.keeper.ask_share(&desk.tag("new")).await, Some(Sharing::InForce { desks: 0 }));
    desk.tries(&server, "new", Trigger::Timer).await.unwrap();
    assert_eq!(desk.keeper.sharing(&desk.tag("new")), Some(Sharing::InForce { desks: 1 }));
    desk.keeper.share_in(None, "DESK-1");
    assert_eq!(desk.keeper.sharing(&desk.tag("new")), None);
}

#[tokio::test]
async fn what_is_no_password_is_not_taken_to_the_share() {
    let (share, server) = (tempfile::tempdir().unwrap(), Server::new("new"));
    let desk = Desk::new(share.path(), 1);
    let sign_in = Tag::new("o:1");
    let server = Arc::clone(&server);
    let send = move |permit: Permit| -> BoxFuture<'static, ((), Outcome)> {
        let server = Arc::clone(&server);
        Box::pin(async move { ((), server.answer(permit.mode(), "new").await) })
    };
    desk.keeper.attempt(&sign_in, Trigger::Timer, send).await.unwrap();
    assert_eq!(desk.keeper.sharing(&sign_in), None);
    assert_eq!(std::fs::read_dir(share.path()).unwrap().count(), 0);
}
