//! Autodiscover in plain XML (POX), which every Exchange since 2007 speaks: what to ask, and what the answer says.

use super::answer::Asked;
use super::offers::{self, Offer, Protocol};
use super::xml::Node;
use quick_xml::escape::escape;

/// The question about an address.
pub(super) fn question(address: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006\"><Request>\
         <EMailAddress>{}</EMailAddress><AcceptableResponseSchema>\
         http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a\
         </AcceptableResponseSchema></Request></Autodiscover>",
        escape(address)
    )
}

/// What an `Autodiscover` element says. The HTTP status does not matter: errors were seen with several.
pub(super) fn read(root: &Node) -> Option<Asked> {
    if root.name != "Autodiscover" {
        return None;
    }
    let Some(response) = root.child("Response") else { return Some(Asked::Unreadable) };
    if let Some(error) = response.child("Error").or_else(|| root.find("Error")) {
        return Some(Asked::Error(error.says("ErrorCode").unwrap_or("?").chars().take(40).collect()));
    }
    let Some(account) = response.child("Account") else { return Some(Asked::Unreadable) };
    let action = account.says("Action").unwrap_or("settings").to_ascii_lowercase();
    Some(match action.as_str() {
        "redirectaddr" => account.says("RedirectAddr").map_or(Asked::Unreadable, Asked::address),
        "redirecturl" => account.says("RedirectUrl").map_or(Asked::Unreadable, Asked::url),
        "settings" => Asked::Settings(offers::in_order(protocols(account))),
        _ => Asked::Unreadable,
    })
}

/// Every address for EWS in the account's protocols. The web's are one level deeper: for inside and for outside.
fn protocols(account: &Node) -> Vec<Offer> {
    let mut found = Vec::new();
    let outer: Vec<_> = account.all("Protocol").collect();
    // Only one of them tells it.
    let version = outer.iter().find_map(|one| offers::version(one.says("ServerVersion")?));
    for one in outer {
        let name = one.says("Type").or(one.kind.as_deref()).unwrap_or_default();
        let Some(protocol) = Protocol::of(name) else { continue };
        let inner =
            ["External", "Internal"].iter().filter_map(|side| one.child(side)).flat_map(|side| side.all("Protocol"));
        for place in std::iter::once(one).chain(inner) {
            let url = place.says("EwsUrl").or_else(|| place.says("ASUrl")).and_then(offers::address);
            found.extend(url.map(|url| Offer { protocol, url, version: version.clone() }));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discover::xml;

    fn asked(inside: &str) -> Asked {
        let text = format!("<Autodiscover xmlns='u'><Response xmlns='v'>{inside}</Response></Autodiscover>");
        read(&xml::read(text.as_bytes()).unwrap()).unwrap()
    }

    #[test]
    fn the_question_names_the_address_and_cannot_be_broken_out_of() {
        let text = question("o'hara&</EMailAddress>@example.com");
        assert!(
            text.contains("<EMailAddress>o&apos;hara&amp;&lt;/EMailAddress&gt;@example.com</EMailAddress>"),
            "{text}"
        );
    }

    #[test]
    fn settings_are_read_from_every_kind_of_protocol() {
        let told = asked(
            "<Account><AccountType>email</AccountType><Action>settings</Action>\
             <Protocol><Type>EXCH</Type><ServerVersion>73C18880</ServerVersion><EwsUrl>https://in.example/EWS/Exchange.asmx</EwsUrl></Protocol>\
             <Protocol><Type>EXPR</Type><ASUrl>https://out.example/EWS/Exchange.asmx</ASUrl></Protocol>\
             <Protocol Type='EXHTTP'><EwsUrl>https://http.example/EWS/Exchange.asmx</EwsUrl></Protocol>\
             <Protocol Type='mapiHttp' Version='1'/>\
             <Protocol><Type>WEB</Type><External><Protocol><Type>EXPR</Type><ASUrl>https://web.example/EWS/Exchange.asmx</ASUrl></Protocol></External></Protocol>\
             </Account>",
        );
        let Asked::Settings(offers) = told else { panic!("{told:?}") };
        let hosts: Vec<_> = offers.iter().map(|offer| offer.url.host_str().unwrap()).collect();
        assert_eq!(hosts, ["out.example", "http.example", "in.example", "web.example"]);
        assert!(offers.iter().all(|offer| offer.version.as_deref() == Some("15.1.2176")));
    }

    #[test]
    fn every_other_answer_is_told_apart() {
        let account = |inside: &str| asked(&format!("<Account>{inside}</Account>"));
        let to = |address: &str| Asked::address(address);
        assert_eq!(
            account("<Action>redirectAddr</Action><RedirectAddr>a@other.example</RedirectAddr>"),
            to("a@other.example")
        );
        assert_eq!(
            account("<Action>RedirectUrl</Action><RedirectUrl>https://x.example/a</RedirectUrl>"),
            Asked::url("https://x.example/a")
        );
        assert_eq!(account("<Action>redirectAddr</Action>"), Asked::Unreadable);
        assert_eq!(account("<Action>redirectAddr</Action><RedirectAddr>nobody</RedirectAddr>"), Asked::Unreadable);
        assert_eq!(account("<Action>redirectUrl</Action><RedirectUrl>::</RedirectUrl>"), Asked::Unreadable);
        assert_eq!(account("<Action>dance</Action>"), Asked::Unreadable);
        assert_eq!(account("<Action>settings</Action>"), Asked::Settings(Vec::new()));
        assert_eq!(asked("<Error Time='1'><ErrorCode>600</ErrorCode></Error>"), Asked::Error("600".into()));
        assert_eq!(asked(""), Asked::Unreadable);
        assert_eq!(read(&xml::read(b"<html/>").unwrap()), None);
    }
}
