//! Settings that are accepted and deserve a word, and settings that are still missing.

use super::{Cloud, ExchangeAccount, Office365Api, Provider, Settings, is_loopback};

/// Below it, servers with a throttling policy are likely to complain.
const SHORT_INTERVAL: u32 = 60;

/// An accepted setting that deserves a word.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Warning {
    /// Both ways to sign in to Office 365 are offered, one of which Microsoft has ended.
    #[error("operators will be offered two ways to sign in, one of which Microsoft has ended")]
    BothGrants,
    /// Basic authentication for Office 365, which Microsoft has ended.
    #[error("Microsoft ended Basic authentication for Office 365 in December 2022")]
    BasicForOffice365,
    /// Exchange Web Services at Microsoft, which have an end.
    #[error("Microsoft ends Exchange Web Services for Office 365 on 1 April 2027")]
    EwsEnds,
    /// Neither way to sign in to Office 365 is on.
    #[error("no way to sign in to Office 365 is switched on")]
    NoGrant,
    /// Everything goes over the network readable.
    #[error("{key} begins with http://: calendars travel unencrypted to {host}")]
    PlainHttp {
        /// The key.
        key: &'static str,
        /// The host.
        host: String,
    },
    /// The password, too.
    #[error("network.basic_over_http is on: the password travels unencrypted to {host}")]
    PlainPassword {
        /// The host.
        host: String,
    },
    /// Several desks seem to use the account, and nothing carries the stop between them.
    #[error("several desks seem to use the account, and protection.shared_folder is not set")]
    LooksShared {
        /// By its own name, not by who is signed in to the computer.
        by_name: bool,
    },
    /// The interval is short.
    #[error("an interval of {seconds} seconds is short; some servers answer it by slowing the account down")]
    ShortInterval {
        /// The interval.
        seconds: u32,
    },
}

/// What deserves a word, about the provider in use only.
pub fn warnings(settings: &Settings) -> Vec<Warning> {
    let mut out = Vec::new();
    let office = &settings.office365;
    let addresses = match settings.provider {
        Provider::Exchange => vec![("exchange.ews_url", &settings.exchange.ews_url)],
        Provider::Office365 => {
            out.extend(match (office.grant_basic, office.grant_modern) {
                (true, true) => Some(Warning::BothGrants),
                (true, false) => Some(Warning::BasicForOffice365),
                (false, false) => Some(Warning::NoGrant),
                (false, true) => None,
            });
            if office.grant_modern && office.api == Office365Api::Ews {
                out.push(Warning::EwsEnds);
            }
            match office.cloud {
                Cloud::Custom => vec![
                    ("office365.authority", &office.authority),
                    ("office365.graph_url", &office.graph_url),
                    ("office365.ews_url", &office.ews_url),
                ],
                _ => Vec::new(),
            }
        }
    };
    for (key, url) in addresses {
        let Some(url) = url.as_ref().filter(|url| url.scheme() == "http" && !is_loopback(url)) else { continue };
        let host = url.host_str().unwrap_or_default().to_owned();
        if settings.network.basic_over_http {
            out.push(Warning::PlainPassword { host: host.clone() });
        }
        out.push(Warning::PlainHttp { key, host });
    }
    if settings.refresh_interval.seconds() < SHORT_INTERVAL {
        out.push(Warning::ShortInterval { seconds: settings.refresh_interval.seconds() });
    }
    out
}

/// Keys without which the chosen provider cannot be asked; empty when everything needed is there.
pub fn missing(settings: &Settings) -> Vec<&'static str> {
    let (exchange, office) = (&settings.exchange, &settings.office365);
    let custom = office.cloud == Cloud::Custom;
    let needed = match settings.provider {
        Provider::Exchange => vec![
            ("exchange.ews_url", exchange.ews_url.is_some()),
            ("exchange.username", !exchange.username.is_empty() || exchange.account == ExchangeAccount::SignedIn),
        ],
        Provider::Office365 => vec![
            ("office365.grant_modern", office.grant_modern || office.grant_basic),
            ("office365.tenant_id", !office.grant_modern || office.tenant_id.is_some()),
            ("office365.client_id", !office.grant_modern || office.client_id.is_some()),
            ("office365.authority", !custom || !office.grant_modern || office.authority.is_some()),
            (
                "office365.graph_url",
                !custom || !office.grant_modern || office.api == Office365Api::Ews || office.graph_url.is_some(),
            ),
            // A password is for Exchange alone.
            (
                "office365.ews_url",
                !custom || (office.api == Office365Api::Graph && !office.grant_basic) || office.ews_url.is_some(),
            ),
        ],
    };
    needed.into_iter().filter(|(_, there)| !there).map(|(key, _)| key).collect()
}
