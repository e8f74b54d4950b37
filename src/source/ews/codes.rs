//! Response codes and what they mean.

use crate::guard::RefusalKind;
use crate::source::{MailboxErrorKind, SourceError};

/// The server asks to slow down.
pub(super) fn is_busy(code: &str) -> bool {
    matches!(code, "ErrorServerBusy" | "ErrorExceededConnectionCount")
}

/// The server does not know the level that the request names.
pub(super) fn is_version(code: &str) -> bool {
    matches!(code, "ErrorInvalidServerVersion" | "ErrorInvalidSchemaVersionForMailboxVersion")
}

/// The code of a fault that is about the account that asks.
pub(super) fn refusal(code: &str) -> Option<RefusalKind> {
    match code {
        "ErrorAccountDisabled" => Some(RefusalKind::Disabled),
        "ErrorPasswordExpired" | "ErrorPasswordChangeRequired" => Some(RefusalKind::Expired),
        _ => None,
    }
}

fn is_window(code: &str) -> bool {
    matches!(code, "ErrorTimeIntervalTooBig" | "ErrorResultSetTooBig")
}

fn is_count(code: &str) -> bool {
    matches!(code, "ErrorMailboxDataArrayTooBig" | "ErrorIndividualMailboxLimitReached" | "ErrorRequestStreamTooBig")
}

/// What a fault means for a request of `asked` mailboxes.
pub(super) fn whole(code: &str, asked: usize) -> SourceError {
    if is_busy(code) {
        SourceError::SlowDown
    } else if is_window(code) {
        SourceError::WindowTooLong
    } else if is_count(code) && asked > 1 {
        SourceError::TooManyMailboxes
    } else {
        SourceError::Fault { code: code.to_owned() }
    }
}

/// Whether a code that *every* mailbox of a request got says more about the request than about them.
pub(super) fn is_about_the_request(code: &str, asked: usize) -> bool {
    is_busy(code) || is_window(code) || (is_count(code) && asked > 1)
}

/// What the code in one mailbox's entry means.
pub(in crate::source) fn mailbox(code: &str) -> MailboxErrorKind {
    match code {
        "ErrorMailRecipientNotFound" | "ErrorInvalidSmtpAddress" | "ErrorNonExistentMailbox" => {
            MailboxErrorKind::NotFound
        }
        "ErrorNoFreeBusyAccess" | "ErrorAccessDenied" => MailboxErrorKind::NoAccess,
        "ErrorFreeBusyGenerationFailed"
        | "ErrorMailboxLogonFailed"
        | "ErrorMailboxStoreUnavailable"
        | "ErrorMailboxMoveInProgress"
        | "ErrorConnectionFailed"
        | "ErrorADUnavailable"
        | "ErrorTimeoutExpired"
        | "ErrorInternalServerTransientError" => MailboxErrorKind::Passing,
        "ErrorServiceDiscoveryFailed" | "ErrorAutoDiscoverFailed" => MailboxErrorKind::OtherServer,
        _ if is_busy(code) => MailboxErrorKind::Passing,
        _ if is_window(code) => MailboxErrorKind::TooMuch,
        // Another site or forest (ErrorProxyRequestProcessingFailed …), or a server before 2007.
        _ if ["ErrorProxy", "ErrorNoApplicableProxy", "ErrorNoDestinationCAS", "ErrorPublicFolder"]
            .iter()
            .any(|family| code.starts_with(family)) =>
        {
            MailboxErrorKind::OtherServer
        }
        _ => MailboxErrorKind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use MailboxErrorKind::{NoAccess, NotFound, Other, OtherServer, Passing, TooMuch};

    #[test]
    fn every_code_has_its_kind() {
        let table = [
            ("ErrorMailRecipientNotFound", NotFound),
            ("ErrorInvalidSmtpAddress", NotFound),
            ("ErrorNoFreeBusyAccess", NoAccess),
            ("ErrorFreeBusyGenerationFailed", Passing),
            ("ErrorMailboxMoveInProgress", Passing),
            ("ErrorServerBusy", Passing),
            ("ErrorProxyRequestProcessingFailed", OtherServer),
            ("ErrorProxyRequestNotAllowed", OtherServer),
            ("ErrorProxyServiceDiscoveryFailed", OtherServer),
            ("ErrorNoApplicableProxyCASServersAvailable", OtherServer),
            ("ErrorServiceDiscoveryFailed", OtherServer),
            ("ErrorPublicFolderServerNotFound", OtherServer),
            ("ErrorResultSetTooBig", TooMuch),
            ("ErrorTimeIntervalTooBig", TooMuch),
            ("ErrorTimeZone", Other),
            ("ErrorFromTheFuture", Other),
            ("", Other),
        ];
        for (code, kind) in table {
            assert_eq!(mailbox(code), kind, "{code}");
        }
    }

    #[test]
    fn faults_about_size_ask_for_less_where_there_is_less() {
        assert_eq!(whole("ErrorMailboxDataArrayTooBig", 100), SourceError::TooManyMailboxes);
        assert_eq!(
            whole("ErrorMailboxDataArrayTooBig", 1),
            SourceError::Fault { code: "ErrorMailboxDataArrayTooBig".into() }
        );
        assert_eq!(whole("ErrorTimeIntervalTooBig", 1), SourceError::WindowTooLong);
        assert_eq!(whole("ErrorServerBusy", 1), SourceError::SlowDown);
    }
}
