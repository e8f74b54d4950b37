//! How a credential becomes the tag by which the guard remembers it.

use super::KEY_STORE_SERVICE;
use crate::guard::{ShareTag, Tag};
use crate::store::{Secret, SecretStore};
use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use url::Url;

/// Of the tags on a share, which others may read: four times the memory of this computer's own and half as much again of the
/// work. KiB, passes, lanes.
const SHARE_COST: (u32, u32, u32) = (64 * 1024, 3, 1);

const KEY_NAME: &str = "sign-in protection";

/// The server and the account that a credential is for. A credential belongs to scheme, host and port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    /// The origin of `url` with the account `username`; names compare without regard to case.
    pub fn new(url: &Url, username: &str) -> Self {
        Self(format!("{} {}", url.origin().ascii_serialization(), username.to_lowercase()))
    }

    /// A file name that tells neither host nor account. `DOMAIN\user`, `user@domain` and `user` may all be the same account,
    /// and a directory counts their refusals together: they have one.
    pub fn file_name(&self) -> String {
        let (server, account) = self.0.split_once(' ').unwrap_or((&self.0, ""));
        let account = account.rsplit('\\').next().unwrap_or_default();
        let user = account.split('@').next().filter(|user| !user.is_empty()).unwrap_or(account);
        let digest = Sha256::digest(format!("{server} {user}").as_bytes());
        digest.iter().take(12).map(|byte| format!("{byte:02x}")).collect()
    }

    /// The name of the guard's record.
    pub fn guard_name(&self) -> String {
        format!("sign-in-{}", self.file_name())
    }

    /// The account's name in the key store.
    pub fn key_store_name(&self) -> &str {
        &self.0
    }
}

/// The tag of a password, the same for all spellings of the account's name, so that no refused password leaves again under
/// another one: HMAC-SHA-256 under a random key of the key store, or Argon2id where there is no key store that
/// lasts. Never a plain or fast hash: the tag is kept on disk.
pub async fn tag_of(origin: &Origin, password: &Secret, store: &SecretStore) -> Tag {
    match key(store).await {
        Some(key) => Tag::new(format!("k:{}", keyed(&key, origin, password))),
        None => {
            let (origin, password) = (origin.clone(), password.clone());
            // Deliberately slow, so off the asynchronous threads.
            let slow = tokio::task::spawn_blocking(move || slow(&origin, &password));
            Tag::new(format!("p:{}", slow.await.unwrap_or_else(|_| "unknown".to_owned())))
        }
    }
}

/// The store for the tags of one process: `store` where it keeps the key, else one in memory, so that a key store which comes
/// and goes does not give one password two tags.
pub async fn tag_store(store: &SecretStore) -> SecretStore {
    if key(store).await.is_some() { store.clone() } else { SecretStore::in_memory() }
}

async fn key(store: &SecretStore) -> Option<Secret> {
    if !store.is_lasting() {
        return None;
    }
    match store.get(KEY_STORE_SERVICE, KEY_NAME).await {
        Ok(Some(key)) => Some(key),
        Ok(None) => {
            let mut random = [0; 32];
            getrandom::fill(&mut random).ok()?;
            let key = Secret::new(STANDARD_NO_PAD.encode(random));
            store.set(KEY_STORE_SERVICE, KEY_NAME, &key).await.ok()?;
            Some(key)
        }
        Err(_) => None,
    }
}

fn keyed(key: &Secret, origin: &Origin, password: &Secret) -> String {
    // An HMAC takes a key of any length.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key.expose().as_bytes()) else { return String::new() };
    mac.update(origin.guard_name().as_bytes());
    mac.update(&[0]);
    mac.update(password.expose().as_bytes());
    STANDARD_NO_PAD.encode(mac.finalize().into_bytes())
}

/// How a password becomes the tag by which desks that share the account compare it: Argon2id with the share's own salt.
/// All spellings of the account's name have the same.
pub fn share_tag(origin: &Origin, password: &Secret) -> ShareTag {
    let (name, password) = (origin.guard_name(), password.clone());
    Arc::new(move |salt| {
        let (memory, passes, lanes) = SHARE_COST;
        let mut tag = [0; 24];
        let params = Params::new(memory, passes, lanes, Some(tag.len())).ok()?;
        let salt = Sha256::digest(format!("{name} {salt}").as_bytes());
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        argon.hash_password_into(password.expose().as_bytes(), &salt, &mut tag).ok()?;
        Some(Tag::new(format!("s:{}", STANDARD_NO_PAD.encode(tag))))
    })
}

fn slow(origin: &Origin, password: &Secret) -> String {
    let salt = Sha256::digest(origin.guard_name().as_bytes());
    let mut tag = [0; 24];
    match Argon2::default().hash_password_into(password.expose().as_bytes(), &salt, &mut tag) {
        Ok(()) => STANDARD_NO_PAD.encode(tag),
        Err(error) => format!("unknown ({error})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(user: &str) -> Origin {
        Origin::new(&Url::parse("https://mail.example/EWS/Exchange.asmx").unwrap(), user)
    }

    #[tokio::test]
    async fn a_tag_is_stable_tells_passwords_apart_and_does_not_contain_them() {
        for store in [SecretStore::in_memory()] {
            let one = tag_of(&origin("desk"), &Secret::new("first".to_owned()), &store).await;
            assert_eq!(one, tag_of(&origin("DESK"), &Secret::new("first".to_owned()), &store).await);
            assert_ne!(one, tag_of(&origin("desk"), &Secret::new("second".to_owned()), &store).await);
            assert_ne!(one, tag_of(&origin("other"), &Secret::new("first".to_owned()), &store).await);
            assert!(!format!("{one:?}").contains("first"));
        }
    }

    #[tokio::test]
    async fn a_refused_password_does_not_become_another_one_under_another_spelling_of_the_name() {
        let (store, password) = (SecretStore::in_memory(), Secret::new("first".to_owned()));
        let one = tag_of(&origin("desk"), &password, &store).await;
        for spelling in ["EXAMPLE\\desk", "desk@example.com", "example.com\\Desk"] {
            assert_eq!(one, tag_of(&origin(spelling), &password, &store).await, "{spelling}");
        }
        for spelling in ["desk", "EXAMPLE\\desk", "desk@example.com"] {
            let key = Secret::new("key".to_owned());
            assert_eq!(keyed(&key, &origin("desk"), &password), keyed(&key, &origin(spelling), &password));
        }
    }

    #[test]
    fn every_spelling_of_an_account_has_the_same_record_and_another_account_another() {
        let name = |user: &str| origin(user).file_name();
        for spelling in ["EXAMPLE\\desk", "desk@example.com", "Desk", "example.com\\desk", "EXAMPLE\\desk@example.com"]
        {
            assert_eq!(name(spelling), name("desk"), "{spelling}");
            assert!(
                spelling == "Desk" || origin(spelling) != origin("desk"),
                "the password is kept for each: {spelling}"
            );
        }
        assert_ne!(name("desk2@example.com"), name("desk"));
        assert_ne!(name("@a"), name("@b"));
        assert_ne!(Origin::new(&Url::parse("https://other.example/").unwrap(), "desk").file_name(), name("desk"));
    }

    #[test]
    fn the_tag_for_a_share_is_the_same_at_every_desk_and_for_every_spelling() {
        let tag = |user: &str, password: &str, salt: &str| {
            share_tag(&origin(user), &Secret::new(password.to_owned()))(salt).unwrap()
        };
        let one = tag("EXAMPLE\\desk", "first", "salt");
        assert_eq!(one, tag("desk@example.com", "first", "salt"));
        for other in [tag("desk", "second", "salt"), tag("desk", "first", "other"), tag("desk2", "first", "salt")] {
            assert_ne!(one, other);
        }
        assert!(format!("{one:?}").contains("s:") && !format!("{one:?}").contains("first"));
    }

    #[test]
    fn the_keyed_tag_depends_on_the_key() {
        let password = Secret::new("first".to_owned());
        let tag = |key: &str| keyed(&Secret::new(key.to_owned()), &origin("desk"), &password);
        assert_eq!(tag("a"), tag("a"));
        assert_ne!(tag("a"), tag("b"));
    }
}
