//! What Graph's codes mean: words for a request, numbers for one mailbox.

use crate::source::MailboxErrorKind;
use crate::source::ews;

/// What the code of a request that failed means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Slow down.
    Throttled,
    /// Not allowed: the application, or the account in it, lacks a permission.
    Denied,
    /// Whoever asks has no mailbox in the cloud.
    NoMailbox,
    /// Ask for fewer people.
    TooManyMailboxes,
    /// Ask for less time.
    WindowTooLong,
}

/// The meaning of a code, in any case; none where nothing follows from it.
pub(super) fn meaning(code: &str) -> Option<Meaning> {
    const MEANINGS: [(&str, Meaning); 14] = [
        ("ApplicationThrottled", Meaning::Throttled),
        ("TooManyRequests", Meaning::Throttled),
        ("activityLimitReached", Meaning::Throttled),
        ("throttledRequest", Meaning::Throttled),
        ("ErrorServerBusy", Meaning::Throttled),
        ("Authorization_RequestDenied", Meaning::Denied),
        ("ErrorAccessDenied", Meaning::Denied),
        ("accessDenied", Meaning::Denied),
        ("MailboxNotEnabledForRESTAPI", Meaning::NoMailbox),
        ("MailboxNotSupportedForRESTAPI", Meaning::NoMailbox),
        ("ErrorMailboxDataArrayTooBig", Meaning::TooManyMailboxes),
        ("ErrorIndividualMailboxLimitReached", Meaning::TooManyMailboxes),
        ("ErrorResultSetTooBig", Meaning::WindowTooLong),
        ("ErrorTimeIntervalTooBig", Meaning::WindowTooLong),
    ];
    MEANINGS.iter().find(|(known, _)| known.eq_ignore_ascii_case(code)).map(|(_, meaning)| *meaning)
}

/// Too many addresses, as one mailbox's error: it says more about the request.
pub(super) const TOO_MANY_ADDRESSES: &str = "5002";

/// What the `responseCode` of one mailbox means: Exchange's number of an availability error, or its name.
pub(super) fn mailbox(code: &str) -> MailboxErrorKind {
    match code {
        "5009" | "5035" => MailboxErrorKind::NotFound,
        "5037" => MailboxErrorKind::NoAccess,
        "5008" | "5027" | "5036" | "5041" | "5046" => MailboxErrorKind::Passing,
        // Forwarding between sites, discovery, federation, relations between organisations.
        "5015" | "5016" | "5021" | "5023" | "5024" | "5025" | "5039" | "5047" => MailboxErrorKind::OtherServer,
        "5029" => MailboxErrorKind::NoEvents,
        // More than 1,000 entries, or too long a window: less of it may do.
        "5003" | "5006" => MailboxErrorKind::TooMuch,
        name => ews::codes::mailbox(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_its_kind() {
        use MailboxErrorKind::{NoAccess, NoEvents, NotFound, Other, OtherServer, Passing, TooMuch};
        let table = [
            ("5002", Other),
            ("5003", TooMuch),
            ("5006", TooMuch),
            ("5008", Passing),
            ("5009", NotFound),
            ("5010", Other),
            ("5016", OtherServer),
            ("5025", OtherServer),
            ("5029", NoEvents),
            ("5035", NotFound),
            ("5037", NoAccess),
            ("5043", Other),
            ("5047", OtherServer),
            ("9999", Other),
            ("", Other),
            ("ErrorMailRecipientNotFound", NotFound),
            ("ErrorNoFreeBusyAccess", NoAccess),
            ("ErrorServerBusy", Passing),
        ];
        for (code, kind) in table {
            assert_eq!(mailbox(code), kind, "{code}");
        }
    }

    #[test]
    fn codes_are_known_in_any_case() {
        assert_eq!(meaning("applicationthrottled"), Some(Meaning::Throttled));
        assert_eq!(meaning("accessdenied"), Some(Meaning::Denied));
        assert_eq!(meaning(""), None);
        assert_eq!(meaning("BadRequest"), None);
    }
}
