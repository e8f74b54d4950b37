//! Why one mailbox of an availability request has no answer. The others are not affected.

use super::IN_TYPES;
use crate::simulator::wire::ERRORS;
use crate::simulator::wire::xml::Xml;

/// What a real server throws, in its own words.
pub(super) struct Failure {
    pub code: &'static str,
    exception: &'static str,
    number: u32,
    message: String,
}

impl Failure {
    /// The directory does not know the address.
    pub fn not_found(address: &str) -> Self {
        Self {
            code: "ErrorMailRecipientNotFound",
            exception: "MailRecipientNotFoundException",
            number: 5009,
            message: format!("Unable to resolve e-mail address {address} to an Active Directory object."),
        }
    }

    /// Not an address at all.
    pub fn no_address() -> Self {
        Self {
            code: "ErrorInvalidSmtpAddress",
            exception: "InvalidSmtpAddressException",
            number: 5010,
            message: "The SMTP address format is invalid.".to_owned(),
        }
    }

    /// No right at all.
    pub fn no_access() -> Self {
        Self {
            code: "ErrorNoFreeBusyAccess",
            exception: "NoFreeBusyAccessException",
            number: 5037,
            message: "The caller does not have access to free/busy data.".to_owned(),
        }
    }

    /// Neither `TimeZone` nor `TimeZoneContext`.
    pub fn no_zone() -> Self {
        Self {
            code: "ErrorTimeZone",
            exception: "TimeZoneException",
            number: 5039,
            message: "The time zone of the request is missing or invalid.".to_owned(),
        }
    }

    /// More items than an answer may have.
    pub fn too_many_events() -> Self {
        Self {
            code: "ErrorResultSetTooBig",
            exception: "ResultSetTooBigException",
            number: 5006,
            message: "The result set contains too many calendar entries. Reduce the time window.".to_owned(),
        }
    }

    /// More members than a list may have.
    pub fn group_too_big() -> Self {
        Self {
            code: "ErrorFreeBusyDLLimitReached",
            exception: "FreeBusyDLLimitReachedException",
            number: 5040,
            message: "The distribution list has too many members.".to_owned(),
        }
    }

    /// Throttled.
    pub fn busy() -> Self {
        Self {
            code: "ErrorServerBusy",
            exception: "ServerBusyException",
            number: 5045,
            message: "The server cannot service this request right now. Try again later.".to_owned(),
        }
    }

    /// The mailbox's entry of the answer.
    pub fn entry(&self) -> Xml {
        let mut xml = Xml::new();
        xml.element("FreeBusyResponse", &[], |xml| {
            xml.element("ResponseMessage", &[("ResponseClass", "Error")], |xml| {
                let text =
                    format!("Microsoft.Exchange.InfoWorker.Common.Availability.{}: {}", self.exception, self.message);
                xml.text("MessageText", &text);
                xml.text("ResponseCode", self.code);
                xml.text("DescriptiveLinkKey", "0");
                xml.element("MessageXml", &[], |xml| {
                    let errors = [("xmlns", ERRORS)];
                    xml.text_with("ExceptionType", &errors, self.exception);
                    xml.text_with("ExceptionCode", &errors, &self.number.to_string());
                    xml.text_with("ExceptionServerName", &errors, crate::simulator::server::SERVER_NAME);
                    xml.text_with("ExceptionMessage", &errors, &self.message);
                });
            });
            xml.element("FreeBusyView", &[], |xml| xml.text_with("FreeBusyViewType", &IN_TYPES, "None"));
        });
        xml
    }
}
