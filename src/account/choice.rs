//! Office 365 with name and password: the choice of a person, where settings leave one, and the name where they name none.

use super::oauth::{Directory, Failure, Vault, exchange_url};
use super::{KEY_STORE_SERVICE, Origin};
use crate::settings::{Provider, Settings, Way};
use crate::store::{self, FileError, SecretStore};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use url::Url;

/// Name and password, as a person chose them. A file without secrets beside the guard's record; gone with the sign-out, and
/// with the next sign-in at Microsoft.
#[derive(Debug, Clone)]
pub struct Choice {
    file: PathBuf,
}

#[derive(Default, serde::Serialize, serde::Deserialize)]
struct Kept {
    username: String,
}

impl Choice {
    /// The choice that is kept in `folder`, that of what a profile remembers.
    pub fn new(folder: &Path) -> Self {
        Self { file: folder.join("office365-password.json") }
    }

    /// The way in force under `settings`. Where nobody has chosen yet, it is the recommended one.
    pub fn way(&self, settings: &Settings) -> Way {
        match Way::granted(settings) {
            [_, chosen] if self.kept().is_some() => *chosen,
            granted => granted.first().copied().unwrap_or(Way::Microsoft),
        }
    }

    /// Who signs in with a password: the one whose name was given with the password, else the settings' user; empty where
    /// nobody is known.
    pub fn username(&self, settings: &Settings) -> String {
        let given = self.kept().map(|kept| kept.username).filter(|given| !given.is_empty());
        given.unwrap_or_else(|| settings.office365.username.clone())
    }

    /// Where a password is used, and for whom; none where the address or the name is not known.
    pub fn password(&self, settings: &Settings) -> Option<(Url, Origin)> {
        let (url, username) = (exchange_url(settings)?, self.username(settings));
        let origin = Origin::new(&url, &username);
        (!username.is_empty()).then_some((url, origin))
    }

    /// `username` signs in with a password from now on. The settings' user stays theirs to change.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep(&self, username: &str, settings: &Settings) -> Result<(), FileError> {
        let given = username.trim();
        let same = given.eq_ignore_ascii_case(&settings.office365.username);
        let kept = Kept { username: if same { String::new() } else { given.to_owned() } };
        store::write(&self.file, &serde_json::to_vec_pretty(&kept).unwrap_or_default()).map(drop)
    }

    /// Nobody has chosen anything any more.
    ///
    /// # Errors
    /// When the file can neither be removed nor emptied.
    pub fn forget(&self) -> Result<(), FileError> {
        match std::fs::remove_file(&self.file) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(_) => store::write(&self.file, b"{}").map(drop),
        }
    }

    fn kept(&self) -> Option<Kept> {
        serde_json::from_slice(&store::read(&self.file).ok()?.content?).ok()
    }
}

/// Forgets everything that is kept of an account of Office 365, whichever way it signed in: token, password, and choice.
/// Of a server on site, its password.
///
/// # Errors
/// When the key store or a file cannot be changed; whatever else could be forgotten is.
pub async fn sign_out(settings: &Settings, folder: &Path, store: &SecretStore) -> Result<(), Failure> {
    let choice = Choice::new(folder);
    let password = match settings.provider {
        Provider::Exchange => {
            settings.exchange.ews_url.as_ref().map(|url| Origin::new(url, &settings.exchange.username))
        }
        Provider::Office365 => choice.password(settings).map(|(_, origin)| origin),
    };
    let forgotten = match password {
        Some(origin) => store.delete(KEY_STORE_SERVICE, origin.key_store_name()).await.map_err(Failure::from),
        None => Ok(()),
    };
    if settings.provider == Provider::Exchange {
        return forgotten;
    }
    let token = match Directory::from_settings(settings) {
        Ok(directory) => Vault::new(store.clone(), folder, directory.origin()).forget().await.map(drop),
        // Without a directory nobody can have signed in there.
        Err(_) => Ok(()),
    };
    let choice = choice.forget().map_err(Failure::from);
    token.and(choice).and(forgotten)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Secret;

    fn settings(modern: bool, basic: bool) -> Settings {
        let mut settings = Settings { provider: Provider::Office365, ..Settings::default() };
        (settings.office365.grant_modern, settings.office365.grant_basic) = (modern, basic);
        settings
    }

    #[test]
    fn the_choice_counts_only_where_both_ways_are_granted() {
        let folder = tempfile::tempdir().unwrap();
        let choice = Choice::new(folder.path());
        let ways = || [(true, true), (true, false), (false, true)].map(|(m, b)| choice.way(&settings(m, b)));
        assert_eq!(ways(), [Way::Microsoft, Way::Microsoft, Way::Office365Password]);
        choice.keep(" anna@firm.example ", &settings(true, true)).unwrap();
        assert_eq!(ways(), [Way::Office365Password, Way::Microsoft, Way::Office365Password]);
        assert_eq!(choice.username(&settings(true, true)), "anna@firm.example");
        let mut named = settings(true, true);
        named.office365.username = "desk@firm.example".into();
        assert_eq!(choice.username(&named), "anna@firm.example", "what was given counts");
        choice.keep("Desk@firm.example", &named).unwrap();
        assert_eq!(choice.username(&named), "desk@firm.example");
        assert_eq!(ways()[0], Way::Office365Password);
        named.office365.username = "other@firm.example".into();
        assert_eq!(choice.username(&named), "other@firm.example", "the settings' user is theirs to change");
        choice.forget().unwrap();
        choice.forget().unwrap();
        assert_eq!(ways()[0], Way::Microsoft);
        assert_eq!(choice.username(&settings(true, true)), "");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_password_is_for_exchange_online_whichever_api_is_set() {
        let folder = tempfile::tempdir().unwrap();
        let choice = Choice::new(folder.path());
        let mut settings = settings(false, true);
        assert!(choice.password(&settings).is_none(), "nobody is named");
        settings.office365.username = "anna@firm.example".into();
        let (url, origin) = choice.password(&settings).unwrap();
        assert_eq!(url.as_str(), "https://outlook.office365.com/EWS/Exchange.asmx");
        assert_eq!(origin.key_store_name(), "https://outlook.office365.com anna@firm.example");
    }

    #[tokio::test]
    async fn signing_out_forgets_the_password_and_the_choice() {
        let folder = tempfile::tempdir().unwrap();
        let (choice, store) = (Choice::new(folder.path()), SecretStore::in_memory());
        let settings = settings(true, true);
        choice.keep("anna@firm.example", &settings).unwrap();
        let (_, origin) = choice.password(&settings).unwrap();
        store.set(KEY_STORE_SERVICE, origin.key_store_name(), &Secret::new("x".into())).await.unwrap();
        sign_out(&settings, folder.path(), &store).await.unwrap();
        assert!(store.get(KEY_STORE_SERVICE, origin.key_store_name()).await.unwrap().is_none());
        assert_eq!(choice.way(&settings), Way::Microsoft);
    }
}
