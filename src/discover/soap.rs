//! Autodiscover over SOAP (`GetUserSettings`), which Exchange speaks since 2010: where the plain form is switched off.

use super::answer::Asked;
use super::offers::{self, Offer, Protocol};
use super::xml::Node;
use quick_xml::escape::escape;

/// The question about an address, for the service at `to`.
pub(super) fn question(address: &str, to: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\" \
         xmlns:wsa=\"http://www.w3.org/2005/08/addressing\" \
         xmlns:a=\"http://schemas.microsoft.com/exchange/2010/Autodiscover\">\
         <soap:Header><a:RequestedServerVersion>Exchange2010</a:RequestedServerVersion>\
         <wsa:Action>http://schemas.microsoft.com/exchange/2010/Autodiscover/Autodiscover/GetUserSettings</wsa:Action>\
         <wsa:To>{to}</wsa:To></soap:Header><soap:Body><a:GetUserSettingsRequestMessage><a:Request>\
         <a:Users><a:User><a:Mailbox>{address}</a:Mailbox></a:User></a:Users>\
         <a:RequestedSettings><a:Setting>ExternalEwsUrl</a:Setting><a:Setting>InternalEwsUrl</a:Setting>\
         </a:RequestedSettings></a:Request></a:GetUserSettingsRequestMessage></soap:Body></soap:Envelope>",
        to = escape(to),
        address = escape(address),
    )
}

/// What an envelope says about the one user that was asked for.
pub(super) fn read(root: &Node) -> Option<Asked> {
    if root.name != "Envelope" {
        return None;
    }
    let version = root.find("ServerVersionInfo").and_then(version);
    let Some(message) = root.find("GetUserSettingsResponseMessage") else {
        let code = root.find("Fault").and_then(|fault| fault.find("ErrorCode").or_else(|| fault.find("faultcode")));
        return Some(code.map_or(Asked::Unreadable, |code| Asked::Error(code.text.chars().take(40).collect())));
    };
    let Some(user) = message.find("UserResponse") else {
        return Some(match message.find("ErrorCode").map(|code| code.text.as_str()) {
            Some(code) if !code.is_empty() && code != "NoError" => Asked::Error(code.chars().take(40).collect()),
            _ => Asked::Unreadable,
        });
    };
    let target = user.says("RedirectTarget");
    Some(match user.says("ErrorCode").unwrap_or("NoError") {
        "NoError" => Asked::Settings(offers::in_order(settings(user, version.as_deref()))),
        "RedirectAddress" => target.map_or(Asked::Unreadable, Asked::address),
        "RedirectUrl" => target.map_or(Asked::Unreadable, Asked::url),
        code => Asked::Error(code.chars().take(40).collect()),
    })
}

fn settings(user: &Node, version: Option<&str>) -> Vec<Offer> {
    let Some(all) = user.child("UserSettings") else { return Vec::new() };
    let of = |setting: &Node| {
        let protocol = match setting.says("Name")? {
            "ExternalEwsUrl" => Protocol::Everywhere,
            "InternalEwsUrl" => Protocol::Inside,
            _ => return None,
        };
        let url = offers::address(setting.says("Value")?)?;
        Some(Offer { protocol, url, version: version.map(str::to_owned) })
    };
    all.all("UserSetting").filter_map(of).collect()
}

fn version(info: &Node) -> Option<String> {
    let number = |name: &str| info.says(name)?.parse::<u32>().ok();
    let (major, minor) = (number("MajorVersion")?, number("MinorVersion")?);
    Some(match number("MajorBuildNumber") {
        Some(build) => format!("{major}.{minor}.{build}"),
        None => format!("{major}.{minor}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discover::xml;

    fn asked(user: &str) -> Asked {
        let text = format!(
            "<s:Envelope xmlns:s='s'><s:Header><h:ServerVersionInfo xmlns:h='h'><h:MajorVersion>15</h:MajorVersion>\
             <h:MinorVersion>2</h:MinorVersion><h:MajorBuildNumber>2562</h:MajorBuildNumber></h:ServerVersionInfo></s:Header>\
             <s:Body><GetUserSettingsResponseMessage xmlns='a'><Response><ErrorCode>NoError</ErrorCode><UserResponses>\
             <UserResponse>{user}</UserResponse></UserResponses></Response></GetUserSettingsResponseMessage></s:Body></s:Envelope>"
        );
        read(&xml::read(text.as_bytes()).unwrap()).unwrap()
    }

    #[test]
    fn settings_redirects_and_errors_are_told_apart() {
        let told = asked(
            "<ErrorCode>NoError</ErrorCode><UserSettings><UserSetting><Name>InternalEwsUrl</Name>\
             <Value>https://in.example/EWS/Exchange.asmx</Value></UserSetting><UserSetting><Name>ExternalEwsUrl</Name>\
             <Value>https://out.example/EWS/Exchange.asmx</Value></UserSetting></UserSettings>",
        );
        let Asked::Settings(offers) = told else { panic!("{told:?}") };
        assert_eq!(offers.len(), 2);
        assert_eq!(offers[0].url.host_str(), Some("out.example"));
        assert_eq!(offers[0].version.as_deref(), Some("15.2.2562"));
        let with = |code: &str, target: &str| {
            asked(&format!("<ErrorCode>{code}</ErrorCode><RedirectTarget>{target}</RedirectTarget>"))
        };
        assert_eq!(with("RedirectAddress", "a@other.example"), Asked::address("a@other.example"));
        assert_eq!(with("RedirectUrl", "https://x.example/a"), Asked::url("https://x.example/a"));
        assert_eq!(with("RedirectUrl", ""), Asked::Unreadable);
        assert_eq!(with("InvalidUser", ""), Asked::Error("InvalidUser".into()));
    }

    #[test]
    fn faults_and_errors_of_the_whole_are_errors() {
        let read = |text: &str| read(&xml::read(text.as_bytes()).unwrap());
        let fault = "<Envelope><Body><Fault><faultcode>a:ServerBusy</faultcode></Fault></Body></Envelope>";
        assert_eq!(read(fault), Some(Asked::Error("a:ServerBusy".into())));
        let whole = "<Envelope><Body><GetUserSettingsResponseMessage><Response><ErrorCode>ServerBusy</ErrorCode></Response></GetUserSettingsResponseMessage></Body></Envelope>";
        assert_eq!(read(whole), Some(Asked::Error("ServerBusy".into())));
        assert_eq!(read("<Envelope/>"), Some(Asked::Unreadable));
        assert_eq!(read("<html/>"), None);
    }

    #[test]
    fn the_question_cannot_be_broken_out_of() {
        let text = question("a&b@example.com", "https://x.example/?a&b");
        assert!(text.contains("<a:Mailbox>a&amp;b@example.com</a:Mailbox>") && text.contains("?a&amp;b</wsa:To>"));
    }
}
