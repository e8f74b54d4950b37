//! One directory (tenant), one application in it, and the service that is asked with its tokens.

use super::cloud::services;
use crate::account::Origin;
use crate::settings::{Choice, Office365Api, Settings};
use crate::words::Notice;
use url::Url;
use uuid::Uuid;

/// What every sign-in asks for besides the calendars: who it is, and a token that lasts.
const IDENTITY_SCOPES: [&str; 3] = ["openid", "profile", "offline_access"];

/// Names that stand for any directory. Applications of one directory are refused there (AADSTS50194).
const ANY_DIRECTORY: [&str; 3] = ["common", "organizations", "consumers"];

/// One directory, one application in it, and the service that is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directory {
    /// Without a path.
    authority: Url,
    tenant: Uuid,
    client: Uuid,
    /// Of the service, beside those that say who it is.
    permissions: Vec<&'static str>,
    service: Url,
}

/// Why the settings name no directory that can be asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DirectoryError {
    /// Settings that are missing, by their keys.
    #[error("not set: {}", .0.join(", "))]
    Missing(Vec<&'static str>),
    /// A custom authority whose path names another directory than `office365.tenant_id`, or any.
    #[error("the authority's path names another directory")]
    OtherDirectory,
}

impl DirectoryError {
    /// What to tell people.
    pub fn notice(&self) -> Notice {
        match self {
            Self::Missing(keys) => Notice::new("check-missing").with("keys", keys.join(", ")),
            Self::OtherDirectory => Notice::new("authority-path"),
        }
    }
}

impl Directory {
    /// What `[office365]` says.
    ///
    /// # Errors
    /// When something is missing, or the authority names another directory than the tenant's.
    pub fn from_settings(settings: &Settings) -> Result<Self, DirectoryError> {
        let office = &settings.office365;
        let cloud = services(office);
        let (service, service_key) = match office.api {
            Office365Api::Ews => (cloud.ews, "office365.ews_url"),
            Office365Api::Graph => (cloud.graph, "office365.graph_url"),
        };
        let (Some(tenant), Some(client), Some(authority), Some(service)) =
            (office.tenant_id, office.client_id, cloud.authority.clone(), service.clone())
        else {
            let all = [
                ("office365.tenant_id", office.tenant_id.is_none()),
                ("office365.client_id", office.client_id.is_none()),
                ("office365.authority", cloud.authority.is_none()),
                (service_key, service.is_none()),
            ];
            return Err(DirectoryError::Missing(
                all.into_iter().filter(|(_, none)| *none).map(|(key, _)| key).collect(),
            ));
        };
        let path = authority.path().trim_matches('/').to_lowercase();
        if ANY_DIRECTORY.contains(&path.as_str()) || !(path.is_empty() || path == tenant.to_string()) {
            return Err(DirectoryError::OtherDirectory);
        }
        // No more than the board needs.
        let permissions = match office.api {
            Office365Api::Ews => vec!["EWS.AccessAsUser.All"],
            Office365Api::Graph => vec![office.calendar_permission.name(), "User.ReadBasic.All"],
        };
        Ok(Self { authority: with_path(&authority, "/"), tenant, client, permissions, service })
    }

    /// The directory (tenant) ID.
    pub fn tenant(&self) -> Uuid {
        self.tenant
    }

    /// The application (client) ID.
    pub fn client(&self) -> Uuid {
        self.client
    }

    /// The service that is asked with the tokens: Exchange Web Services, or Graph's root.
    pub fn service(&self) -> &Url {
        &self.service
    }

    /// The sign-in service's host.
    pub fn host(&self) -> &str {
        self.authority.host_str().unwrap_or_default()
    }

    /// What the guard and the key store know this sign-in by: another directory, application or service asks anew.
    pub fn origin(&self) -> Origin {
        let service = self.service.origin().ascii_serialization();
        Origin::new(&self.authority, &format!("{} {} {service}", self.tenant, self.client))
    }

    /// Where a browser signs in.
    pub fn authorize_url(&self) -> Url {
        self.endpoint("oauth2/v2.0/authorize")
    }

    /// Where codes and refresh tokens become access tokens.
    pub fn token_url(&self) -> Url {
        self.endpoint("oauth2/v2.0/token")
    }

    /// Where device codes come from.
    pub fn device_url(&self) -> Url {
        self.endpoint("oauth2/v2.0/devicecode")
    }

    /// What the directory says of itself; refuses a directory that does not exist.
    pub fn metadata_url(&self) -> Url {
        self.endpoint("v2.0/.well-known/openid-configuration")
    }

    /// Where an administrator approves the application for everybody.
    pub fn approval_url(&self) -> Url {
        let mut url = self.endpoint("adminconsent");
        url.query_pairs_mut().append_pair("client_id", &self.client.to_string());
        url
    }

    /// Who issues the ID tokens.
    pub fn issuer(&self) -> String {
        self.endpoint("v2.0").to_string()
    }

    /// The redirect address that leaves the code in the browser's address bar. Of the sign-in service itself, under a path
    /// that says `common` although the sign-in does not go there.
    pub fn native_redirect(&self) -> String {
        with_path(&self.authority, "/common/oauth2/nativeclient").to_string()
    }

    /// What is asked for. Of one resource only: two in one request are refused (AADSTS28000).
    pub fn scopes(&self) -> Vec<String> {
        let resource = self.service.origin().ascii_serialization();
        let identity = IDENTITY_SCOPES.map(str::to_owned);
        identity.into_iter().chain(self.permissions.iter().map(|name| format!("{resource}/{name}"))).collect()
    }

    fn endpoint(&self, path: &str) -> Url {
        with_path(&self.authority, &format!("/{}/{path}", self.tenant))
    }
}

fn with_path(url: &Url, path: &str) -> Url {
    let mut url = url.clone();
    url.set_path(path);
    url.set_query(None);
    url.set_fragment(None);
    url
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{CalendarPermission, Cloud, Provider};

    const TENANT: &str = "11111111-2222-3333-4444-555555555555";

    fn settings(cloud: Cloud, api: Office365Api, authority: &str) -> Settings {
        let mut settings = Settings { provider: Provider::Office365, ..Settings::default() };
        let office = &mut settings.office365;
        (office.grant_modern, office.cloud, office.api) = (true, cloud, api);
        office.tenant_id = TENANT.parse().ok();
        office.client_id = "66666666-7777-8888-9999-aaaaaaaaaaaa".parse().ok();
        office.authority = authority.parse().ok();
        office.ews_url = "http://127.0.0.1:9/EWS/Exchange.asmx".parse().ok();
        settings
    }

    #[test]
    fn each_cloud_asks_its_own_services_for_its_own_permissions() {
        let table = [
            (
                Cloud::Worldwide,
                "https://login.microsoftonline.com/",
                "https://outlook.office365.com",
                "https://graph.microsoft.com",
            ),
            (
                Cloud::UsGccHigh,
                "https://login.microsoftonline.us/",
                "https://outlook.office365.us",
                "https://graph.microsoft.us",
            ),
            (
                Cloud::UsDod,
                "https://login.microsoftonline.us/",
                "https://webmail.apps.mil",
                "https://dod-graph.microsoft.us",
            ),
            (
                Cloud::China,
                "https://login.partner.microsoftonline.cn/",
                "https://partner.outlook.cn",
                "https://microsoftgraph.chinacloudapi.cn",
            ),
        ];
        for (cloud, authority, ews, graph) in table {
            let directory = Directory::from_settings(&settings(cloud, Office365Api::Ews, "")).unwrap();
            assert_eq!(directory.token_url().as_str(), format!("{authority}{TENANT}/oauth2/v2.0/token"));
            assert_eq!(directory.issuer(), format!("{authority}{TENANT}/v2.0"));
            assert_eq!(directory.native_redirect(), format!("{authority}common/oauth2/nativeclient"));
            assert_eq!(directory.service().as_str(), format!("{ews}/EWS/Exchange.asmx"));
            assert_eq!(directory.scopes()[3..], [format!("{ews}/EWS.AccessAsUser.All")]);
            let directory = Directory::from_settings(&settings(cloud, Office365Api::Graph, "")).unwrap();
            assert_eq!(
                directory.scopes()[3..],
                [format!("{graph}/Calendars.Read"), format!("{graph}/User.ReadBasic.All")]
            );
            let mut strict = settings(cloud, Office365Api::Graph, "");
            strict.office365.calendar_permission = CalendarPermission::ReadBasic;
            let scopes = Directory::from_settings(&strict).unwrap().scopes();
            assert_eq!(scopes[3], format!("{graph}/Calendars.ReadBasic"));
        }
    }

    #[test]
    fn the_directory_is_always_the_tenant_never_any() {
        let of = |authority: &str| Directory::from_settings(&settings(Cloud::Custom, Office365Api::Ews, authority));
        for good in ["http://127.0.0.1:9", "http://127.0.0.1:9/", &format!("http://127.0.0.1:9/{TENANT}/")] {
            assert_eq!(of(good).unwrap().authorize_url().path(), format!("/{TENANT}/oauth2/v2.0/authorize"), "{good}");
        }
        for bad in ["common", "Organizations/", "consumers", "22222222-2222-3333-4444-555555555555"] {
            let bad = format!("http://127.0.0.1:9/{bad}");
            assert_eq!(of(&bad), Err(DirectoryError::OtherDirectory), "{bad}");
        }
    }

    #[test]
    fn what_is_missing_is_named() {
        let empty = Directory::from_settings(&Settings::default());
        let keys = vec!["office365.tenant_id", "office365.client_id"];
        assert_eq!(empty, Err(DirectoryError::Missing(keys)));
        let graph = Directory::from_settings(&settings(Cloud::Custom, Office365Api::Graph, "http://127.0.0.1:9"));
        assert_eq!(graph, Err(DirectoryError::Missing(vec!["office365.graph_url"])));
    }

    #[test]
    fn another_service_is_another_sign_in() {
        let mut other = settings(Cloud::Custom, Office365Api::Ews, "http://127.0.0.1:9");
        let one = Directory::from_settings(&other).unwrap().origin();
        other.office365.ews_url = "http://127.0.0.2:9/EWS/Exchange.asmx".parse().ok();
        assert_ne!(one, Directory::from_settings(&other).unwrap().origin());
    }
}
