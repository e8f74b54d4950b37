//! `GetUserSettings`.

use super::Says;
use crate::simulator::server::Answer;
use crate::simulator::wire::xml::Xml;
use http::StatusCode;

const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";
const AUTODISCOVER: &str = "http://schemas.microsoft.com/exchange/2010/Autodiscover";

pub(super) fn answer(says: &Says) -> Answer {
    let (code, target) = match says {
        Says::Settings { .. } => ("NoError", None),
        Says::Address(to) => ("RedirectAddress", Some(to)),
        Says::Url(to) => ("RedirectUrl", Some(to)),
        Says::Unknown => ("InvalidUser", None),
    };
    envelope("NoError", |xml| {
        xml.element("UserResponses", &[], |xml| {
            xml.element("UserResponse", &[], |xml| {
                xml.text("ErrorCode", code);
                if let Some(target) = target {
                    xml.text("RedirectTarget", target);
                }
                if let Says::Settings { inside, everywhere } = says {
                    xml.element("UserSettings", &[], |xml| {
                        for (name, value) in [("InternalEwsUrl", inside), ("ExternalEwsUrl", everywhere)] {
                            xml.element("UserSetting", &[], |xml| {
                                xml.text("Name", name);
                                xml.text("Value", value);
                            });
                        }
                    });
                }
            });
        });
    })
}

/// To a request that asks for nothing.
pub(super) fn nothing() -> Answer {
    envelope("InvalidRequest", |_| {})
}

fn envelope(code: &str, content: impl FnOnce(&mut Xml)) -> Answer {
    let mut xml = Xml::new();
    xml.declaration();
    xml.element("s:Envelope", &[("xmlns:s", SOAP)], |xml| {
        xml.element("s:Header", &[], |xml| {
            xml.element("h:ServerVersionInfo", &[("xmlns:h", AUTODISCOVER)], |xml| {
                for (name, value) in [("MajorVersion", "15"), ("MinorVersion", "2"), ("MajorBuildNumber", "2562")] {
                    xml.text(&format!("h:{name}"), value);
                }
            });
        });
        xml.element("s:Body", &[], |xml| {
            xml.element("GetUserSettingsResponseMessage", &[("xmlns", AUTODISCOVER)], |xml| {
                xml.element("Response", &[], |xml| {
                    xml.text("ErrorCode", code);
                    content(xml);
                });
            });
        });
    });
    Answer::text(StatusCode::OK, "text/xml; charset=utf-8", xml.bytes())
}
