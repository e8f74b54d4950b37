//! The four ways to sign in, and what each of them calls a credential.

use super::process::{Desk, Order};
use attendant_calendar::simulator::{
    Counters, LockoutPolicy, Offer, Options, Running, Scheme, SignInOutcome, Simulator,
};
use std::path::Path;
use std::time::Duration;
use url::form_urlencoded::Serializer;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Basic,
    Ntlm,
    Negotiate,
    OAuth,
}

impl Way {
    /// A server of 2,000 people that locks the account at the third refused logon. Its answers take long enough for requests
    /// to be under way at any time.
    pub async fn server(self) -> Running {
        let lockout = LockoutPolicy { threshold: 3, ..LockoutPolicy::default() };
        let latency = Duration::from_millis(20);
        let offer = Offer::of(match self {
            Self::Basic => &[Scheme::Basic],
            Self::Ntlm | Self::Negotiate => &[Scheme::Negotiate, Scheme::Ntlm],
            Self::OAuth => &[],
        });
        Simulator::start(Options { people: 2000, lockout, latency, offer, ..Options::default() }).await.unwrap()
    }

    /// The profile's files, as an administrator leaves them.
    pub fn furnish(self, folder: &Path, server: &Running) {
        let scheme = match self {
            Self::Basic => "basic",
            Self::Ntlm => "ntlm",
            Self::Negotiate => "negotiate",
            Self::OAuth => "automatic",
        };
        let provider = if self == Self::OAuth { "office365" } else { "exchange" };
        let (account, url, registration) = (server.account(), server.ews_url(), server.registration());
        let (tenant, client, authority) = (registration.tenant, registration.client, server.authority());
        let settings = format!(
            "schema = 1\nenabled = true\nprovider = '{provider}'\n[network]\nproxy = 'none'\n[display]\nlanguage = 'en'\n\
             [exchange]\news_url = '{url}'\nusername = '{account}'\nauthentication = '{scheme}'\n\
             [office365]\napi = 'ews'\ngrant_modern = true\ncloud = 'custom'\ntenant_id = '{tenant}'\n\
             client_id = '{client}'\nauthority = '{authority}'\news_url = '{url}'\n"
        );
        std::fs::write(folder.join("settings.toml"), settings).unwrap();
        let people: String =
            server.roster().iter().map(|person| format!("{},{}\n", person.name, person.address)).collect();
        std::fs::write(folder.join("people.csv"), format!("name,address\n{people}")).unwrap();
    }

    /// The cause that the window names without any credential.
    pub fn asks(self) -> &'static str {
        if self == Self::OAuth { "sign-in-needed" } else { "no-password" }
    }

    /// The cause that it names when the credential was refused.
    pub fn refused(self) -> &'static str {
        match self {
            Self::Basic => "sign-in-refused",
            // Over plain HTTP nothing can be bound to a certificate.
            Self::Ntlm | Self::Negotiate => "sign-in-refused-unbound",
            Self::OAuth => "entra-withdrawn",
        }
    }

    /// Somebody at this desk gives the present credential, as the window has it given.
    pub async fn give(self, desk: &mut Desk, server: &Running) {
        if self != Self::OAuth {
            desk.does(&Order::Password(server.password()));
            return;
        }
        desk.does(&Order::SignIn);
        let page = desk.until("a page to sign in at", |seen| seen.address.is_some()).address.unwrap();
        let form = [("login", server.account()), ("passwd", &server.password())];
        let form = Serializer::new(String::new()).extend_pairs(form).finish();
        let answer = http().post(page).header("Content-Type", "application/x-www-form-urlencoded").body(form);
        let back = answer.send().await.unwrap().headers()["location"].to_str().unwrap().to_owned();
        desk.does(&Order::Paste(back));
    }

    /// Somebody else changes the password. What was signed in with the old one has to sign in again.
    pub async fn change_password(self, server: &Running) {
        order(server, "password", r#"{"password": "Anchor-Meadow-32"}"#).await;
        match self {
            Self::Basic => {}
            Self::Ntlm | Self::Negotiate => order(server, "scenario", r#"{"scenario": "sign-in-forgotten"}"#).await,
            Self::OAuth => order(server, "scenario", r#"{"scenario": "tokens-expired"}"#).await,
        }
    }

    /// How often the server refused a credential: logons, or refresh tokens.
    pub fn refusals(self, counters: &Counters) -> u64 {
        counters.refused_logons + counters.entra.refused_renewals + counters.entra.refused_sign_ins
    }
}

/// Whether that is what becomes of a credential that is judged.
pub fn is_judged(outcome: SignInOutcome) -> bool {
    use SignInOutcome::{Missing, NotAsked, SignedIn, Step};
    !matches!(outcome, NotAsked | Missing | Step | SignedIn)
}

fn http() -> reqwest::Client {
    // The program's client has installed one already, or does not mind.
    rustls::crypto::ring::default_provider().install_default().ok();
    reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap()
}

/// An order to the server's control interface.
async fn order(server: &Running, path: &str, body: &'static str) {
    let url = format!("{}/{path}", server.control_url());
    let request = http().post(url).header("Content-Type", "application/json").body(body);
    assert!(request.send().await.unwrap().status().is_success());
}
