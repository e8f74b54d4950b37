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
async fn a_process_without_a_key_store_shares_one_in_memory() {
    let (one, other) = (SecretStore::usable().await, SecretStore::usable().await);
    assert_eq!(one.is_lasting(), other.is_lasting());
    if !one.is_lasting() {
        one.set("service", "shared", &Secret::new("x".into())).await.unwrap();
        assert_eq!(other.get("service", "shared").await.unwrap().unwrap().expose(), "x");
    }
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
    let mut store = SecretStore::over(Stuck { go, calls: Arc::clone(&calls) }, true);
    store.limit = Duration::from_millis(50);
    (store, release, calls)
}

#[tokio::test]
async fn a_store_that_hangs_does_not_hang_us_and_gives_up_what_was_given_up() {
    let (store, release, calls) = stuck();
    let none = store.get("s", "anna").await.unwrap_err();
    assert_eq!(none, KeyStoreError::NoAnswer { after: Duration::from_millis(50) });
    // Behind the stuck call; its caller gave up, so it must not happen when the store comes back.
    store.set("s", "bruno", &Secret::new("x".into())).await.unwrap_err();
    release.send(()).unwrap();
    store.set("s", "carla", &Secret::new("x".into())).await.unwrap();
    assert_eq!(*calls.lock().unwrap(), ["get anna", "set carla"]);
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
