//! SOAP faults, and the parts of them that response messages carry too.

use super::xml::Cursor;
use crate::source::Misread;
use std::time::Duration;

/// What a `SOAP` fault says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Fault {
    /// Exchange's code, else SOAP's; empty where there is none.
    pub(super) code: String,
}

/// Reads `Fault`.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Result<Fault, Misread> {
    let (mut soap_code, mut detail) = (String::new(), Detail::default());
    while let Some(tag) = cursor.child()? {
        match tag.name() {
            "faultcode" => soap_code = local(cursor.text()?.trim()).to_owned(),
            "detail" => read_detail(cursor, &mut detail)?,
            _ => cursor.skip()?,
        }
    }
    let code = detail.effective();
    Ok(Fault { code: if code.is_empty() { soap_code } else { code } })
}

fn read_detail(cursor: &mut Cursor<'_>, detail: &mut Detail) -> Result<(), Misread> {
    while let Some(tag) = cursor.child()? {
        match tag.ews() {
            "ResponseCode" => detail.code = cursor.text()?.trim().to_owned(),
            // Older servers: often a number, so anything else is better.
            "ErrorCode" if detail.code.is_empty() => detail.code = cursor.text()?.trim().to_owned(),
            "MessageXml" => detail.message_xml(cursor)?,
            _ => cursor.skip()?,
        }
    }
    Ok(())
}

/// `a:ErrorServerBusy` without its prefix.
pub(super) fn local(code: &str) -> &str {
    code.rsplit(':').next().unwrap_or(code)
}

/// A response code, and what `MessageXml` adds to it.
#[derive(Debug, Default)]
pub(super) struct Detail {
    pub(super) code: String,
    inner_code: Option<String>,
    pub(super) back_off: Option<Duration>,
}

impl Detail {
    /// The code that tells most: a general one may wrap the real one.
    pub(super) fn effective(self) -> String {
        match self.inner_code {
            Some(inner) if self.code == "ErrorInternalServerError" => inner,
            _ => self.code,
        }
    }

    /// Reads `MessageXml`.
    pub(super) fn message_xml(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Misread> {
        while let Some(tag) = cursor.child()? {
            match (tag.ews(), tag.attribute("Name").as_deref()) {
                ("Value", Some("BackOffMilliseconds")) => {
                    self.back_off = cursor.text()?.trim().parse().ok().map(Duration::from_millis);
                }
                ("Value", Some("InnerErrorResponseCode")) => {
                    self.inner_code = Some(cursor.text()?.trim().to_owned()).filter(|code| !code.is_empty());
                }
                _ => cursor.skip()?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(inside: &str) -> String {
        let text = format!(
            "<s:Fault xmlns:s='http://schemas.xmlsoap.org/soap/envelope/' \
             xmlns:e='http://schemas.microsoft.com/exchange/services/2006/errors' \
             xmlns:t='http://schemas.microsoft.com/exchange/services/2006/types' \
             xmlns:m='http://schemas.microsoft.com/exchange/services/2006/messages'>{inside}</s:Fault>"
        );
        let mut cursor = Cursor::new(&text);
        cursor.child().unwrap();
        read(&mut cursor).unwrap().code
    }

    #[test]
    fn the_most_telling_code_is_taken() {
        let table = [
            ("", ""),
            ("<faultcode>a:ErrorServerBusy</faultcode>", "ErrorServerBusy"),
            (
                "<faultcode>s:Client</faultcode><detail><e:ResponseCode> ErrorSchemaValidation\n</e:ResponseCode></detail>",
                "ErrorSchemaValidation",
            ),
            ("<faultcode>s:Client</faultcode><detail><m:ErrorCode>-2146233088</m:ErrorCode></detail>", "-2146233088"),
            ("<detail><ResponseCode>ErrorOfSomebodyElse</ResponseCode></detail>", ""),
            (
                "<detail><e:ResponseCode>ErrorInternalServerError</e:ResponseCode><t:MessageXml>\
              <t:Value Name='InnerErrorResponseCode'>ErrorServerBusy</t:Value></t:MessageXml></detail>",
                "ErrorServerBusy",
            ),
            (
                "<detail><e:ResponseCode>ErrorTimeZone</e:ResponseCode><t:MessageXml>\
              <t:Value Name='InnerErrorResponseCode'>ErrorServerBusy</t:Value></t:MessageXml></detail>",
                "ErrorTimeZone",
            ),
        ];
        for (inside, expected) in table {
            assert_eq!(code(inside), expected, "{inside}");
        }
    }
}
