use super::*;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};

#[tokio::test]
async fn what_is_kept_comes_back_and_can_be_forgotten() {
    let store = SecretStore::in_memory();
    store.status().await.unwrap();
    assert!(store.get("service", "anna").await.unwrap().is_none());
    store.set("service", "anna", &Secret::new("one".into())).await.unwrap();
    store.set("service", "anna", &Secret::new("two".into())).await.unwrap();
    store.set("other", "anna", &Secret::new("three".into())).await.unwrap();
    assert_eq!(store.clone().get("service", "anna").await.unwrap().unwrap().expose(), "two");
    store.delete("service", "anna").await.unwrap();
    store.delete("service", "anna").await.unwrap();
    assert!(store.get("service", "anna").await.unwrap().is_none());
    assert_eq!(store.get("other", "anna").await.unwrap().unwrap().expose(), "three");
    assert!(!store.is_lasting());
}

#[tokio::test]
async fn all_of_a_process_share_one_store() {
    let (one, other) = (SecretStore::system(), SecretStore::system());
    let secret = Secret::new("x".into());
    if let Kept::ThisRun(_) = one.keep("attendant-calendar-test", "shared", &secret).await {
        assert_eq!(other.get("attendant-calendar-test", "shared").await.unwrap().unwrap().expose(), "x");
    }
    other.delete("attendant-calendar-test", "shared").await.ok();
}

/// Answers each call only when told to, and writes down what was called.
struct Stuck {
    go: Receiver<()>,
    calls: Arc<Mutex<Vec<String>>>,
}

impl Keys for Stuck {
    fn status(&mut self) -> Result<(), KeyStoreError> {
        Ok(())
    }
    fn get(&mut self, _: &str, account: &str) -> Result<Option<Secret>, KeyStoreError> {
        self.calls.lock().unwrap().push(format!("get {account}"));
        self.go.recv().ok();
        Ok(None)
    }
    fn set(&mut self, _: &str, account: &str, _: &Secret) -> Result<(), KeyStoreError> {
        self.calls.lock().unwrap().push(format!("set {account}"));
        Ok(())
    }
    fn delete(&mut self, _: &str, _: &str) -> Result<(), KeyStoreError> {
        Ok(())
    }
}

fn stuck() -> (SecretStore, Sender<()>, Arc<Mutex<Vec<String>>>) {
    let (release, go) = channel();
    let calls = Arc::default();
    let store = SecretStore::over(Stuck { go, calls: Arc::clone(&calls) }).within(PATIENCE);
    (store, release, calls)
}

const PATIENCE: Duration = Duration::from_millis(50);

fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

#[tokio::test]
async fn a_store_that_hangs_does_not_hang_us_and_gives_up_what_was_given_up() {
    let (store, release, calls) = stuck();
    let none = KeyStoreError::NoAnswer { after: PATIENCE };
    assert_eq!(store.get("s", "anna").await.unwrap_err(), none);
    // Behind the stuck call; its caller gave up, so it must not happen when the store comes back.
    store.ask_again();
    assert_eq!(store.set("s", "bruno", &secret("x")).await.unwrap_err(), none);
    release.send(()).unwrap();
    store.is_back().await;
    store.set("s", "carla", &secret("x")).await.unwrap();
    assert_eq!(*calls.lock().unwrap(), ["get anna", "set carla"]);
}

#[tokio::test]
async fn nobody_waits_twice_for_a_store_that_hangs() {
    let (store, _release, calls) = stuck();
    store.get("s", "anna").await.unwrap_err();
    let (begun, store) = (std::time::Instant::now(), store.within(Duration::from_secs(600)));
    for _ in 0..100 {
        assert_eq!(store.get("s", "bruno").await.unwrap_err(), KeyStoreError::NoAnswer { after: PATIENCE });
        assert!(matches!(store.keep("s", "carla", &secret("x")).await, Kept::ThisRun(KeyStoreError::NoAnswer { .. })));
        assert!(store.status().await.is_err() && store.delete("s", "dora").await.is_err());
    }
    assert!(begun.elapsed() < Duration::from_secs(60));
    assert_eq!(*calls.lock().unwrap(), ["get anna"]);
    assert_eq!(store.get("s", "carla").await.unwrap().unwrap().expose(), "x", "kept for this run");
}

/// A store with one secret that does as it is told.
#[derive(Clone, Default)]
struct Odd(Arc<Mutex<OddState>>);

#[derive(Default)]
struct OddState {
    held: Option<String>,
    reads: Option<KeyStoreError>,
    writes: Option<KeyStoreError>,
    asked: usize,
}

impl Odd {
    fn answer(&self, says: impl Fn(&OddState) -> Option<KeyStoreError>) -> Result<(), KeyStoreError> {
        let mut state = self.0.lock().unwrap();
        state.asked += 1;
        says(&state).map_or(Ok(()), Err)
    }
    fn asked(&self) -> usize {
        self.0.lock().unwrap().asked
    }
}

impl Keys for Odd {
    fn status(&mut self) -> Result<(), KeyStoreError> {
        Ok(())
    }
    fn get(&mut self, _: &str, _: &str) -> Result<Option<Secret>, KeyStoreError> {
        self.answer(|state| state.reads.clone())?;
        Ok(self.0.lock().unwrap().held.clone().map(Secret::new))
    }
    fn set(&mut self, _: &str, _: &str, secret: &Secret) -> Result<(), KeyStoreError> {
        self.answer(|state| state.writes.clone())?;
        self.0.lock().unwrap().held = Some(secret.expose().to_owned());
        Ok(())
    }
    fn delete(&mut self, _: &str, _: &str) -> Result<(), KeyStoreError> {
        self.answer(|state| state.writes.clone())?;
        self.0.lock().unwrap().held = None;
        Ok(())
    }
}

fn locked() -> KeyStoreError {
    KeyStoreError::Locked { reason: "prompt dismissed".into() }
}

fn refused() -> KeyStoreError {
    KeyStoreError::Refused { reason: "read-only".into() }
}

#[tokio::test]
async fn who_dismissed_a_prompt_is_not_prompted_again_before_asking_for_it() {
    let odd = Odd::default();
    let store = SecretStore::over(odd.clone());
    odd.0.lock().unwrap().reads = Some(locked());
    for _ in 0..3 {
        assert_eq!(store.get("s", "anna").await.unwrap_err(), locked());
        assert_eq!(store.keep("s", "anna", &secret("x")).await, Kept::ThisRun(locked()));
        store.delete("s", "anna").await.unwrap_err();
    }
    assert_eq!(odd.asked(), 1);
    odd.0.lock().unwrap().reads = None;
    store.ask_again();
    assert!(store.get("s", "anna").await.unwrap().is_none());
}

#[tokio::test]
async fn what_a_store_does_not_take_holds_for_this_run_and_is_what_counts() {
    let odd = Odd::default();
    let store = SecretStore::over(odd.clone());
    assert_eq!(store.keep("s", "anna", &secret("old")).await, Kept::Lasting);
    odd.0.lock().unwrap().writes = Some(refused());
    assert_eq!(store.set("s", "anna", &secret("new")).await.unwrap_err(), refused());
    assert_eq!(store.get("s", "anna").await.unwrap().unwrap().expose(), "old", "`set` keeps it there or not at all");
    assert_eq!(store.keep("s", "anna", &secret("new")).await, Kept::ThisRun(refused()));
    assert!(store.is_for_this_run("s", "anna"));
    assert_eq!(store.clone().get("s", "anna").await.unwrap().unwrap().expose(), "new");

    odd.0.lock().unwrap().writes = None;
    assert_eq!(store.keep("s", "anna", &secret("newest")).await, Kept::Lasting);
    assert!(!store.is_for_this_run("s", "anna"));
    assert_eq!(store.get("s", "anna").await.unwrap().unwrap().expose(), "newest");

    odd.0.lock().unwrap().writes = Some(refused());
    store.keep("s", "anna", &secret("last")).await;
    assert_eq!(store.delete("s", "anna").await.unwrap_err(), refused(), "the key store still has one");
    assert_eq!(store.get("s", "anna").await.unwrap().unwrap().expose(), "newest", "and memory none");
}

#[tokio::test]
async fn where_there_is_no_key_store_nothing_is_left_to_forget() {
    let odd = Odd::default();
    let store = SecretStore::over(odd.clone());
    odd.0.lock().unwrap().writes = Some(KeyStoreError::None { reason: "no bus".into() });
    assert!(matches!(store.keep("s", "anna", &secret("x")).await, Kept::ThisRun(KeyStoreError::None { .. })));
    store.delete("s", "anna").await.unwrap();
    assert!(store.get("s", "anna").await.unwrap().is_none());
}

#[test]
fn a_store_that_hangs_does_not_hold_up_the_end_of_the_runtime() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (store, _release, _) = stuck();
    runtime.block_on(store.get("s", "anna")).unwrap_err();
    drop(runtime);
}

#[test]
fn what_windows_cannot_keep_is_told_before_it_is_tried() {
    system::fits_windows(&Secret::new("x".repeat(1280))).unwrap();
    let refused = system::fits_windows(&Secret::new("é".repeat(1281))).unwrap_err();
    assert_eq!(refused, KeyStoreError::TooLong { bytes: 2562, limit: 2560 });
}

#[test]
fn what_the_system_says_becomes_what_a_person_can_do_something_about() {
    use keyring::Error;
    let said = || -> Box<dyn std::error::Error + Send + Sync> { "prompt dismissed".into() };
    let reason = |error: Error| match system::told(&error) {
        KeyStoreError::Locked { reason } => ("locked", reason),
        KeyStoreError::Refused { reason } => ("refused", reason),
        other => panic!("{other:?}"),
    };
    assert_eq!(reason(Error::NoStorageAccess(said())).0, "locked");
    assert_eq!(reason(Error::PlatformFailure(said())).0, "refused");
    for (error, hidden) in [(Error::BadEncoding(b"s3cret".to_vec()), "s3cret"), (Error::Ambiguous(vec![]), "[")] {
        let (what, reason) = reason(error);
        assert!(what == "refused" && !reason.contains(hidden), "{reason}");
    }
}

/// Passes on every machine: with a key store it must work, without one it must say so, at once.
#[tokio::test]
async fn the_systems_store_works_or_says_why_not() {
    let store = SecretStore::system();
    let account = format!("test-{}", std::process::id());
    match store.status().await {
        Ok(()) => match store.set("attendant-calendar-test", &account, &Secret::new("pässword".into())).await {
            Ok(()) => {
                let kept = store.get("attendant-calendar-test", &account).await.unwrap().unwrap();
                assert_eq!(kept.expose(), "pässword");
                store.delete("attendant-calendar-test", &account).await.unwrap();
                assert!(store.get("attendant-calendar-test", &account).await.unwrap().is_none());
            }
            Err(locked) => eprintln!("no key store to test with: {locked}"),
        },
        Err(none) => {
            eprintln!("no key store to test with: {none}");
            assert!(store.get("attendant-calendar-test", &account).await.is_err());
        }
    }
}
