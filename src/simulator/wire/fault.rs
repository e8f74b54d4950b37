//! SOAP faults, in the older and the newer form.

use super::envelope::soap;
use super::level::server_version;
use super::shape::Violation;
use super::xml::Xml;
use super::{ERRORS, TYPES};
use crate::simulator::Generation;

/// Why a whole request is refused; goes out with status 500.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::simulator) struct Fault {
    /// The response code.
    pub code: &'static str,
    message: String,
    violation: Option<Violation>,
    /// What `MessageXml` names: throttling policies, waits.
    values: Vec<(&'static str, String)>,
}

impl Fault {
    /// A fault with a code and its text.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), violation: None, values: Vec::new() }
    }

    /// The same with a named value.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.values.push((name, value.to_string()));
        self
    }

    /// The whole answer.
    pub fn answer(&self, generation: Generation) -> Vec<u8> {
        if generation < Generation::Exchange2010Sp2 { self.old(generation) } else { self.new_form() }
    }

    /// Exchange 2007: a plain SOAP fault behind a version header.
    fn old(&self, generation: Generation) -> Vec<u8> {
        let mut version = server_version(generation).to_vec();
        version.push(("xmlns:t", TYPES));
        let header = |xml: &mut Xml| xml.element("s:Header", &[], |xml| xml.empty("t:ServerVersionInfo", &version));
        soap(header, |xml| {
            xml.element("s:Fault", &[], |xml| {
                xml.text("faultcode", "s:Client");
                xml.text("faultstring", &self.sentence());
                xml.element("detail", &[], |xml| {
                    let errors = [("xmlns:e", ERRORS)];
                    xml.text_with("e:ResponseCode", &errors, self.code);
                    let message = self.violation.as_ref().map_or(&self.message, |violation| &violation.text);
                    xml.text_with("e:Message", &errors, message);
                    if let Some(violation) = &self.violation {
                        xml.text_with("e:Line", &errors, &violation.position.line.to_string());
                        xml.text_with("e:Position", &errors, &violation.position.column.to_string());
                    }
                });
            });
        })
    }

    /// Exchange 2010 and later: the code is the fault code too, and nothing tells the version.
    fn new_form(&self) -> Vec<u8> {
        soap(
            |_| {},
            |xml| {
                xml.element("s:Fault", &[], |xml| {
                    xml.text_with("faultcode", &[("xmlns:a", TYPES)], &format!("a:{}", self.code));
                    xml.text_with("faultstring", &[("xml:lang", "en-US")], &self.sentence());
                    xml.element("detail", &[], |xml| {
                        xml.text_with("e:ResponseCode", &[("xmlns:e", ERRORS)], self.code);
                        xml.text_with("e:Message", &[("xmlns:e", ERRORS)], &self.message);
                        self.message_xml(xml);
                    });
                });
            },
        )
    }

    fn message_xml(&self, xml: &mut Xml) {
        if self.violation.is_none() && self.values.is_empty() {
            return;
        }
        xml.element("t:MessageXml", &[("xmlns:t", TYPES)], |xml| {
            if let Some(violation) = &self.violation {
                xml.text("t:LineNumber", &violation.position.line.to_string());
                xml.text("t:LinePosition", &violation.position.column.to_string());
                xml.text("t:Violation", &violation.text);
            }
            for (name, value) in &self.values {
                xml.text_with("t:Value", &[("Name", name)], value);
            }
        });
    }

    fn sentence(&self) -> String {
        match &self.violation {
            Some(violation) => format!("The request failed schema validation: {}", violation.text),
            None => self.message.clone(),
        }
    }
}

impl From<Violation> for Fault {
    fn from(violation: Violation) -> Self {
        let fault = Self::new("ErrorSchemaValidation", "The request failed schema validation.");
        Self { violation: Some(violation), ..fault }
    }
}
