//! The plain form.

use super::Says;
use crate::simulator::server::Answer;
use crate::simulator::wire::xml::Xml;
use http::StatusCode;

const ENVELOPE: &str = "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006";
const RESPONSE: &str = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a";

pub(super) fn answer(says: &Says, version: &str) -> Answer {
    let account = |content: &dyn Fn(&mut Xml)| {
        document(RESPONSE, |xml| {
            xml.element("Account", &[], |xml| {
                xml.text("AccountType", "email");
                content(xml);
            });
        })
    };
    match says {
        Says::Settings { inside, everywhere } => account(&|xml| {
            xml.text("Action", "settings");
            for (kind, url) in [("EXCH", inside), ("EXPR", everywhere)] {
                xml.element("Protocol", &[], |xml| {
                    xml.text("Type", kind);
                    if kind == "EXCH" {
                        xml.text("ServerVersion", version);
                    }
                    xml.text("ASUrl", url);
                    xml.text("EwsUrl", url);
                });
            }
            xml.element("Protocol", &[("Type", "mapiHttp"), ("Version", "1")], |_| {});
        }),
        Says::Address(to) => account(&|xml| {
            xml.text("Action", "redirectAddr");
            xml.text("RedirectAddr", to);
        }),
        Says::Url(to) => account(&|xml| {
            xml.text("Action", "redirectUrl");
            xml.text("RedirectUrl", to);
        }),
        Says::Unknown => error("500", "The e-mail address cannot be found."),
    }
}

pub(super) fn error(code: &str, text: &str) -> Answer {
    document(ENVELOPE, |xml| {
        xml.element("Error", &[("Time", "09:41:00.0000000"), ("Id", "1")], |xml| {
            xml.text("ErrorCode", code);
            xml.text("Message", text);
        });
    })
}

fn document(response: &str, content: impl FnOnce(&mut Xml)) -> Answer {
    let mut xml = Xml::new();
    xml.declaration();
    xml.element("Autodiscover", &[("xmlns", ENVELOPE)], |xml| {
        xml.element("Response", &[("xmlns", response)], content);
    });
    Answer::text(StatusCode::OK, "text/xml; charset=utf-8", xml.bytes())
}
