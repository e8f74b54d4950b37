//! What is kept of a sign-in: the newest refresh token in the key store, and beside the guard's record whose it is.

use super::{Directory, DirectoryError, Failure};
use crate::account::{KEY_STORE_SERVICE, Origin};
use crate::guard::Tag;
use crate::settings::Settings;
use crate::store::{self, Kept, KeyStoreError, Secret, SecretStore};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Windows keeps 1,280 characters of a secret; refresh tokens may be longer, so that they are kept in parts everywhere.
const PART: usize = 1200;

/// A sign-in, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Account {
    /// Made up anew with each sign-in: the guard remembers the sign-in by it.
    id: String,
    /// Object and directory of the person: the same for ever.
    key: String,
    /// What people call the account, for showing only.
    pub username: String,
    /// What the next interactive sign-in has to ask for, as JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) claims: Option<String>,
}

impl Account {
    pub(super) fn new(id: String, key: String, username: String) -> Self {
        Self { id, key, username, claims: None }
    }

    /// The same, whose next interactive sign-in has to ask for `claims`.
    pub(super) fn wanting(self, claims: String) -> Self {
        Self { claims: Some(claims), ..self }
    }

    /// What the guard knows this sign-in by.
    pub fn tag(&self) -> Tag {
        tag(&self.id)
    }
}

/// What the guard knows the sign-in `id` by.
pub(super) fn tag(id: &str) -> Tag {
    Tag::new(format!("o:{id}"))
}

/// Where the sign-in of one directory, application and service is kept. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Vault {
    store: SecretStore,
    file: PathBuf,
    origin: Origin,
}

impl Vault {
    /// The vault in `store`, and in `folder` what is no secret.
    pub fn new(store: SecretStore, folder: &Path, origin: Origin) -> Self {
        Self { store, file: folder.join(format!("account-{}.json", origin.file_name())), origin }
    }

    /// The vault of what the settings name, in the operating system's key store; `folder` is that of what a profile remembers.
    ///
    /// # Errors
    /// When the settings name no directory that can be asked.
    pub fn from_settings(settings: &Settings, folder: &Path) -> Result<Self, DirectoryError> {
        let origin = Directory::from_settings(settings)?.origin();
        Ok(Self::new(SecretStore::system(), folder, origin))
    }

    /// A person begins to sign in: a key store that failed before is asked again.
    pub(super) fn ask_again(&self) {
        self.store.ask_again();
    }

    /// Who signed in last; none where nobody did, or what is kept cannot be read.
    pub fn account(&self) -> Option<Account> {
        serde_json::from_slice(&store::read(&self.file).ok()?.content?).ok()
    }

    /// Keeps a sign-in in place of the one before. The account's file is written last: until then the one before holds.
    ///
    /// # Errors
    /// When the account's file cannot be written. A key store that refuses is no error: then it holds for this run.
    pub(super) async fn keep(&self, account: &Account, refresh: &Secret) -> Result<Kept, Failure> {
        let before = self.account().filter(|before| before.id != account.id);
        let kept = self.keep_token(account, refresh).await;
        self.note(account)?;
        if let Some(before) = before
            && let Err(error) = self.forget_token(&before).await
        {
            // Nothing refers to it any more.
            tracing::warn!(%error, "the token of the sign-in before could not be removed");
        }
        Ok(kept)
    }

    /// Keeps a newer refresh token of the same sign-in.
    pub(super) async fn keep_token(&self, account: &Account, refresh: &Secret) -> Kept {
        let before = self.entry(&self.name(account)).await.ok().flatten();
        let before_was_for_this_run = self.store.is_for_this_run(KEY_STORE_SERVICE, &self.name(account));
        let stamp = stamp();
        let parts = parts(refresh.expose());
        let mut kept = Kept::Lasting;
        let mut note = |one: Kept| {
            if kept == Kept::Lasting {
                kept = one;
            }
        };
        for (number, part) in parts.iter().enumerate().skip(1) {
            note(self.store.keep(KEY_STORE_SERVICE, &self.part_name(account, &stamp, number), part).await);
        }
        // The first part names the others: whoever is stopped before it is written loses nothing.
        let head = Zeroizing::new(format!("{stamp} {} {}", parts.len(), parts[0].expose()));
        note(self.store.keep(KEY_STORE_SERVICE, &self.name(account), &Secret::new(head.to_string())).await);
        // Where this one is not kept for the next start, that needs the one before.
        if let Some((stamp, count, _)) = before.as_ref().and_then(|before| read_head(before.expose()))
            && (kept == Kept::Lasting || before_was_for_this_run || !self.store.is_lasting())
            && let Err(error) = self.forget_parts(account, stamp, count).await
        {
            tracing::warn!(%error, "parts of an older token could not be removed");
        }
        kept
    }

    /// The refresh token; none where it is gone.
    pub(super) async fn refresh_token(&self, account: &Account) -> Result<Option<Secret>, Failure> {
        let Some(head) = self.entry(&self.name(account)).await? else { return Ok(None) };
        let Some((stamp, count, first)) = read_head(head.expose()) else { return Ok(None) };
        let mut token = Zeroizing::new(first.to_owned());
        for number in 1..count {
            let Some(part) = self.entry(&self.part_name(account, stamp, number)).await? else { return Ok(None) };
            token.push_str(part.expose());
        }
        Ok(Some(Secret::new(token.to_string())))
    }

    /// Notes whose sign-in it is, and what its next one has to ask for.
    pub(super) fn note(&self, account: &Account) -> Result<(), Failure> {
        let text = serde_json::to_vec_pretty(account).unwrap_or_default();
        store::write(&self.file, &text)?;
        Ok(())
    }

    /// Forgets everything. False where nobody was signed in.
    ///
    /// # Errors
    /// When the key store or the file cannot be changed.
    pub async fn forget(&self) -> Result<bool, Failure> {
        let Some(account) = self.account() else { return Ok(false) };
        self.forget_token(&account).await?;
        match std::fs::remove_file(&self.file) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(true),
            // What cannot be removed can perhaps be emptied.
            Err(_) => Ok(store::write(&self.file, b"{}").map(|_| true)?),
        }
    }

    async fn forget_token(&self, account: &Account) -> Result<(), KeyStoreError> {
        let head = match self.entry(&self.name(account)).await {
            // Where there is no key store, it holds nothing.
            Err(KeyStoreError::None { .. }) => return Ok(()),
            head => head?,
        };
        if let Some((stamp, count, _)) = head.as_ref().and_then(|head| read_head(head.expose())) {
            self.forget_parts(account, stamp, count).await?;
        }
        self.store.delete(KEY_STORE_SERVICE, &self.name(account)).await
    }

    async fn forget_parts(&self, account: &Account, stamp: &str, count: usize) -> Result<(), KeyStoreError> {
        for number in 1..count {
            self.store.delete(KEY_STORE_SERVICE, &self.part_name(account, stamp, number)).await?;
        }
        Ok(())
    }

    async fn entry(&self, name: &str) -> Result<Option<Secret>, KeyStoreError> {
        self.store.get(KEY_STORE_SERVICE, name).await
    }

    fn name(&self, account: &Account) -> String {
        format!("{} {}", self.origin.key_store_name(), account.id)
    }

    fn part_name(&self, account: &Account, stamp: &str, number: usize) -> String {
        format!("{} {stamp} {number}", self.name(account))
    }
}

/// Tells the parts of one token from those of another.
fn stamp() -> String {
    let mut random = [0; 6];
    // Without randomness the parts of two tokens could mix; the token would then be refused, and a sign-in be needed.
    getrandom::fill(&mut random).ok();
    random.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// At least one part.
fn parts(token: &str) -> Vec<Secret> {
    let mut parts = Vec::new();
    let mut rest = token;
    while rest.chars().count() > PART {
        let at = rest.char_indices().nth(PART).map_or(rest.len(), |(at, _)| at);
        let (part, after) = rest.split_at(at);
        parts.push(Secret::new(part.to_owned()));
        rest = after;
    }
    parts.push(Secret::new(rest.to_owned()));
    parts
}

/// Stamp, number of parts, and the first part.
fn read_head(head: &str) -> Option<(&str, usize, &str)> {
    let mut words = head.splitn(3, ' ');
    Some((words.next()?, words.next()?.parse().ok().filter(|count| (1..100).contains(count))?, words.next()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use url::Url;

    fn vault(folder: &Path, store: &SecretStore) -> Vault {
        let origin = Origin::new(&Url::parse("https://login.example/").unwrap(), "tenant client");
        Vault::new(store.clone(), folder, origin)
    }

    fn account(id: &str) -> Account {
        Account::new(id.into(), "object.tenant".into(), "anna@firm.example".into())
    }

    #[tokio::test]
    async fn tokens_of_every_length_come_back_and_older_ones_leave_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let store = SecretStore::in_memory();
        let vault = vault(folder.path(), &store);
        let anna = account("1");
        for length in [1, PART - 1, PART, PART + 1, 5 * PART + 7, 40] {
            let token: String = (0..length).map(|n| char::from(b'a' + u8::try_from(n % 26).unwrap())).collect();
            vault.keep(&anna, &Secret::new(token.clone())).await.unwrap();
            let kept = vault.refresh_token(&anna).await.unwrap().unwrap();
            assert_eq!(kept.expose(), token, "{length}");
        }
        let head = store.get(KEY_STORE_SERVICE, &vault.name(&anna)).await.unwrap().unwrap();
        assert!(read_head(head.expose()).is_some_and(|(_, count, _)| count == 1));
        assert!(head.expose().len() <= 1280, "what Windows keeps");
    }

    #[tokio::test]
    async fn a_part_that_is_missing_is_no_token() {
        let folder = tempfile::tempdir().unwrap();
        let store = SecretStore::in_memory();
        let vault = vault(folder.path(), &store);
        vault.keep(&account("1"), &Secret::new("x".repeat(3 * PART))).await.unwrap();
        let head = store.get(KEY_STORE_SERVICE, &vault.name(&account("1"))).await.unwrap().unwrap();
        let (stamp, count, _) = read_head(head.expose()).unwrap();
        assert_eq!(count, 3);
        store.delete(KEY_STORE_SERVICE, &vault.part_name(&account("1"), stamp, 2)).await.unwrap();
        assert!(vault.refresh_token(&account("1")).await.unwrap().is_none());
    }

    #[tokio::test]
    async fn another_sign_in_replaces_the_one_before_and_signing_out_forgets_all() {
        let folder = tempfile::tempdir().unwrap();
        let store = SecretStore::in_memory();
        let vault = vault(folder.path(), &store);
        assert_eq!(vault.account(), None);
        assert!(!vault.forget().await.unwrap());
        vault.keep(&account("1"), &Secret::new("first".into())).await.unwrap();
        vault.keep(&account("2"), &Secret::new("second".into())).await.unwrap();
        assert!(vault.refresh_token(&account("1")).await.unwrap().is_none());
        assert_eq!(vault.account(), Some(account("2")));
        assert!(vault.forget().await.unwrap());
        assert_eq!(vault.account(), None);
        assert!(vault.refresh_token(&account("2")).await.unwrap().is_none());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[tokio::test]
    async fn no_token_is_in_a_file_or_in_debug_output() {
        let folder = tempfile::tempdir().unwrap();
        let vault = vault(folder.path(), &SecretStore::in_memory());
        vault.keep(&account("1"), &Secret::new("opaque-refresh".into())).await.unwrap();
        let file = std::fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().path();
        assert!(!std::fs::read_to_string(file).unwrap().contains("opaque"));
        assert!(!format!("{vault:?} {:?}", account("1")).contains("opaque"));
    }
}
