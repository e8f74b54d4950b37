//! Where each of Microsoft's clouds has its services.

use crate::settings::{Cloud, Office365, Settings};
use url::Url;

/// The services of one cloud.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Services {
    /// The sign-in service, without a directory.
    pub authority: Option<Url>,
    /// Microsoft Graph's root.
    pub graph: Option<Url>,
    /// Exchange Web Services.
    pub ews: Option<Url>,
}

/// The services of the cloud that the settings name. Only a custom one can lack some.
pub(super) fn services(office: &Office365) -> Services {
    let known = |authority: &str, graph: &str, ews: &str| Services {
        authority: Url::parse(&format!("https://{authority}/")).ok(),
        graph: Url::parse(&format!("https://{graph}/")).ok(),
        ews: Url::parse(&format!("https://{ews}/EWS/Exchange.asmx")).ok(),
    };
    match office.cloud {
        Cloud::Worldwide => known("login.microsoftonline.com", "graph.microsoft.com", "outlook.office365.com"),
        Cloud::UsGccHigh => known("login.microsoftonline.us", "graph.microsoft.us", "outlook.office365.us"),
        Cloud::UsDod => known("login.microsoftonline.us", "dod-graph.microsoft.us", "webmail.apps.mil"),
        Cloud::China => {
            known("login.partner.microsoftonline.cn", "microsoftgraph.chinacloudapi.cn", "partner.outlook.cn")
        }
        Cloud::Custom => Services {
            authority: office.authority.clone(),
            graph: office.graph_url.clone(),
            ews: office.ews_url.clone(),
        },
    }
}

/// Where Exchange Online answers, in the cloud that the settings name; none where a custom one has no address.
pub fn exchange_url(settings: &Settings) -> Option<Url> {
    services(&settings.office365).ews
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_known_cloud_has_all_three_and_a_custom_one_what_was_typed() {
        for cloud in [Cloud::Worldwide, Cloud::UsGccHigh, Cloud::UsDod, Cloud::China] {
            let Services { authority, graph, ews } = services(&Office365 { cloud, ..Office365::default() });
            assert!(authority.is_some() && graph.is_some() && ews.is_some(), "{cloud:?}");
        }
        let typed = Url::parse("https://login.example/").ok();
        let custom = Office365 { cloud: Cloud::Custom, authority: typed.clone(), ..Office365::default() };
        assert_eq!(services(&custom), Services { authority: typed, graph: None, ews: None });
    }
}
