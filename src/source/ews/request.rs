//! Writing requests. One body is valid against every schema from 2007 SP1 on.

use super::version::Level;
use super::xml::is_xml;
use crate::calendar::Window;
use crate::source::times;
use quick_xml::escape::escape;

const HEAD: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages">"#;

/// UTC as a pair of rules that change nothing. The schema wants both of them even so; these are the ones that Microsoft's
/// own client library sends. Asking in UTC leaves no time ambiguous and needs no table of Windows zones.
const UTC_ZONE: &str = "<t:TimeZone><t:Bias>0</t:Bias>\
    <t:StandardTime><t:Bias>0</t:Bias><t:Time>02:00:00</t:Time><t:DayOrder>1</t:DayOrder><t:Month>3</t:Month>\
    <t:DayOfWeek>Sunday</t:DayOfWeek></t:StandardTime>\
    <t:DaylightTime><t:Bias>0</t:Bias><t:Time>02:00:00</t:Time><t:DayOrder>1</t:DayOrder><t:Month>10</t:Month>\
    <t:DayOfWeek>Sunday</t:DayOfWeek></t:DaylightTime></t:TimeZone>";

/// A `GetUserAvailability` request. Without `details` only times and types are asked for.
pub(super) fn get_user_availability(mailboxes: &[String], window: Window, details: bool, level: Level) -> String {
    let view = if details { "Detailed" } else { "FreeBusy" };
    let (start, end) = times::edges(window);
    let mailboxes: String = mailboxes.iter().map(|address| mailbox(address)).collect();
    envelope(
        level,
        &format!(
            "<m:GetUserAvailabilityRequest>{UTC_ZONE}<m:MailboxDataArray>{mailboxes}</m:MailboxDataArray>\
             <t:FreeBusyViewOptions><t:TimeWindow><t:StartTime>{start}</t:StartTime><t:EndTime>{end}</t:EndTime>\
             </t:TimeWindow><t:MergedFreeBusyIntervalInMinutes>30</t:MergedFreeBusyIntervalInMinutes>\
             <t:RequestedView>{view}</t:RequestedView></t:FreeBusyViewOptions></m:GetUserAvailabilityRequest>"
        ),
    )
}

/// The request of an operation at a level.
pub(super) fn envelope(level: Level, operation: &str) -> String {
    let level = level.name();
    format!(
        "{HEAD}<soap:Header><t:RequestServerVersion Version=\"{level}\"/></soap:Header>\
         <soap:Body>{operation}</soap:Body></soap:Envelope>"
    )
}

/// Text as XML can say it.
pub(super) fn sayable(text: &str) -> String {
    let sayable: String = text.chars().filter(|&c| is_xml(c)).collect();
    escape(sayable.as_str()).into_owned()
}

fn mailbox(address: &str) -> String {
    // What XML cannot say cannot be an address; without it the server finds nobody, which is an answer.
    format!(
        "<t:MailboxData><t:Email><t:Address>{}</t:Address></t:Email><t:AttendeeType>Required</t:AttendeeType>\
         <t:ExcludeConflicts>false</t:ExcludeConflicts></t:MailboxData>",
        sayable(address)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(start: &str, end: &str) -> Window {
        Window { start: start.parse().unwrap(), end: end.parse().unwrap() }
    }

    #[test]
    fn times_are_utc_without_an_offset_and_cover_fractions() {
        let window = window("2026-11-22T23:00:00.9Z", "2026-11-23T23:00:00.1Z");
        let text = get_user_availability(&["a@example.org".into()], window, false, Level::Exchange2007Sp1);
        assert!(text.contains("<t:StartTime>2026-11-22T23:00:00</t:StartTime>"));
        assert!(text.contains("<t:EndTime>2026-11-23T23:00:01</t:EndTime>"));
    }

    #[test]
    fn details_are_asked_for_only_where_allowed() {
        let window = window("2026-11-22T23:00:00Z", "2026-11-23T23:00:00Z");
        let ask = |details| get_user_availability(&["a@example.org".into()], window, details, Level::Exchange2013Sp1);
        assert!(ask(false).contains("<t:RequestedView>FreeBusy</t:RequestedView>"));
        assert!(ask(true).contains("<t:RequestedView>Detailed</t:RequestedView>"));
        assert!(ask(true).contains(r#"<t:RequestServerVersion Version="Exchange2013_SP1"/>"#));
    }

    #[test]
    fn addresses_cannot_break_out() {
        let odd = "o'hara&\"co\"</t:Address>\u{0}\u{1f}@example.org".to_owned();
        let text = mailbox(&odd);
        assert!(text.contains("o&apos;hara&amp;&quot;co&quot;&lt;/t:Address&gt;@example.org"), "{text}");
    }
}
