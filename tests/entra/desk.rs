//! A desk: the built-in server, a sign-in's places, and a browser that does what a person would.

use attendant_calendar::account::oauth::{Directory, OAuthAccount, Service, SignIn, SignedIn, Vault};
use attendant_calendar::account::{Channel, Trigger};
use attendant_calendar::calendar::Window;
use attendant_calendar::guard::{Keeper, SystemClock};
use attendant_calendar::net::{Client, ClientOptions};
use attendant_calendar::settings::{Cloud, ExchangeVersion, Office365Api, Provider, Proxy, Settings};
use attendant_calendar::simulator::{Control, EntraCount, Options, Registration, Running, Simulator};
use attendant_calendar::source::ews::EwsSource;
use attendant_calendar::source::{Answer, Question, Source, SourceError};
use attendant_calendar::store::SecretStore;
use attendant_calendar::words::Words;
use chrono::{TimeDelta, Utc};
use reqwest::Response;
use std::collections::HashMap;
use std::sync::{Arc, Once};
use std::time::Duration;
use tempfile::TempDir;
use url::Url;

pub struct Desk {
    pub server: Running,
    pub control: Control,
    pub settings: Settings,
    pub service: Service,
    pub store: SecretStore,
    pub vault: Vault,
    pub keeper: Arc<Keeper>,
    pub folder: TempDir,
    pub http: reqwest::Client,
}

/// The settings that an administrator would make for this server.
pub fn settings(server: &Running) -> Settings {
    let mut settings = Settings { provider: Provider::Office365, ..Settings::default() };
    settings.network.proxy = Proxy::None;
    let office = &mut settings.office365;
    (office.api, office.grant_modern, office.cloud) = (Office365Api::Ews, true, Cloud::Custom);
    office.tenant_id = Some(server.registration().tenant);
    office.client_id = Some(server.registration().client);
    office.authority = server.authority().parse().ok();
    office.ews_url = server.ews_url().parse().ok();
    settings
}

impl Desk {
    pub async fn open() -> Self {
        Self::with(Registration::default()).await
    }

    pub async fn with(entra: Registration) -> Self {
        let server = Simulator::start(Options { entra, ..Options::default() }).await.unwrap();
        let settings = settings(&server);
        Self::of(server, settings)
    }

    /// The same server under other settings.
    pub fn of(server: Running, settings: Settings) -> Self {
        super::log::Log::install();
        let folder = tempfile::tempdir().unwrap();
        let directory = Directory::from_settings(&settings).unwrap();
        let origin = directory.origin();
        let keeper = Arc::new(Keeper::new(folder.path(), &origin.file_name(), Arc::new(SystemClock)));
        let limits = ClientOptions {
            proxy: Proxy::None,
            connect_timeout: Duration::from_secs(2),
            total_timeout: Duration::from_secs(5),
            ..ClientOptions::default()
        };
        let service = Service::new(Client::new(limits).unwrap(), Arc::clone(&keeper), directory);
        let store = SecretStore::in_memory();
        let vault = Vault::new(store.clone(), folder.path(), origin);
        Self { control: server.handle(), server, settings, service, store, vault, keeper, folder, http: http() }
    }

    pub fn sign_in(&self) -> SignIn {
        SignIn::new(self.service.clone(), self.vault.clone())
    }

    pub fn entra(&self) -> EntraCount {
        self.control.counters().entra
    }

    /// Opens the page and sends its form with these fields; the answer is not followed.
    pub async fn submit(&self, page: &Url, fields: &[(&str, &str)]) -> Response {
        let shown = self.http.get(page.clone()).send().await.unwrap().text().await.unwrap();
        assert!(shown.contains("name=\"passwd\""), "{shown}");
        self.post(page, fields).await
    }

    pub async fn post(&self, url: &Url, fields: &[(&str, &str)]) -> Response {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = self.http.post(url.clone()).header("Content-Type", "application/x-www-form-urlencoded");
        request.body(body).send().await.unwrap()
    }

    /// A person signs in on the page; where the browser is sent then.
    pub async fn enter_password(&self, page: &Url) -> Url {
        let (account, password) = (self.server.account().to_owned(), self.server.password());
        location(&self.submit(page, &[("login", &account), ("passwd", &password)]).await)
    }

    /// The whole way through a browser.
    pub async fn signs_in(&self) -> SignedIn {
        let words = Words::for_language("en");
        let flow = self.sign_in().browser(&words).await.unwrap();
        let page = flow.address().clone();
        let finished = tokio::spawn(flow.finish());
        let back = self.enter_password(&page).await;
        assert_eq!(self.http.get(back).send().await.unwrap().status(), 200);
        finished.await.unwrap().unwrap()
    }

    /// An account that has just signed in.
    pub async fn account(&self) -> OAuthAccount {
        self.signs_in().await;
        self.opened().await
    }

    /// The same account in another process: with a client and a guard of its own over the same files.
    pub async fn beside(&self) -> OAuthAccount {
        let directory = Directory::from_settings(&self.settings).unwrap();
        let keeper = Keeper::new(self.folder.path(), &directory.origin().file_name(), Arc::new(SystemClock));
        let client = Client::new(ClientOptions { proxy: Proxy::None, ..ClientOptions::default() }).unwrap();
        OAuthAccount::open(Service::new(client, Arc::new(keeper), directory), self.vault.clone()).await.unwrap()
    }

    pub async fn opened(&self) -> OAuthAccount {
        OAuthAccount::open(self.service.clone(), self.vault.clone()).await.unwrap()
    }

    /// Asks for everybody's calendar.
    pub async fn ask(&self, account: &OAuthAccount) -> Result<Answer, SourceError> {
        let channel: Arc<dyn Channel> = Arc::new(account.clone());
        let url = self.service.directory().service().clone();
        EwsSource::new(channel, url, ExchangeVersion::Exchange2013).schedules(self.question()).await
    }

    fn question(&self) -> Question {
        let start = Utc::now();
        Question {
            mailboxes: self.server.roster().into_iter().take(9).map(|person| person.address).collect(),
            window: Window { start, end: start + TimeDelta::days(2) },
            details: false,
            trigger: Trigger::Person,
        }
    }
}

/// A browser that follows nothing by itself.
pub fn http() -> reqwest::Client {
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| {
        rustls::crypto::ring::default_provider().install_default().ok();
    });
    let builder = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none());
    builder.timeout(Duration::from_secs(10)).build().unwrap()
}

pub fn location(answer: &Response) -> Url {
    assert_eq!(answer.status(), 302);
    Url::parse(answer.headers()["location"].to_str().unwrap()).unwrap()
}

pub fn query(url: &Url) -> HashMap<String, String> {
    url.query_pairs().map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
}
