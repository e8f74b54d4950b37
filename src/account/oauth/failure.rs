//! What can go wrong with a sign-in, for people.

use super::{Directory, ErrorAnswer, IdTokenFault};
use crate::account::ChannelError;
use crate::store::{FileError, KeyStoreError};
use crate::words::Notice;

/// Why a sign-in, or the renewal of one, did not succeed. Texts are for the log; people read the notices.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Failure {
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    SignedOut,
    /// Held back by the guard, not sent, or lost.
    #[error(transparent)]
    Channel(#[from] ChannelError),
    /// The sign-in service says no. `of_code`: to a code or in the browser, not to a refresh token.
    #[error("the sign-in service answered {answer}")]
    Refused {
        /// What it said.
        answer: Box<ErrorAnswer>,
        /// Of an interactive sign-in.
        of_code: bool,
    },
    /// The sign-in service asks to wait (429, 503, …).
    #[error("the sign-in service asks to wait")]
    Busy,
    /// What came is not an answer of a sign-in service.
    #[error("not an answer of a sign-in service from {host}")]
    Unreadable {
        /// Who answered.
        host: String,
    },
    /// The ID token was not accepted.
    #[error("the ID token: {0}")]
    IdToken(#[from] IdTokenFault),
    /// No refresh token came.
    #[error("no refresh token was granted")]
    NotLasting,
    /// Nothing came back from the browser.
    #[error("no answer from the browser within {minutes} minutes")]
    TimedOut {
        /// How long was waited.
        minutes: u64,
    },
    /// Nobody entered the device code in time.
    #[error("the device code has expired")]
    CodeExpired,
    /// The address or page belongs to another sign-in.
    #[error("the answer belongs to another sign-in")]
    OtherState,
    /// There is no code in the address that was pasted.
    #[error("no code in the address")]
    NoCode {
        /// What the address should begin with.
        redirect: String,
    },
    /// The loopback address cannot be listened on.
    #[error("cannot listen on loopback: {0}")]
    Listen(String),
    /// The key store refuses.
    #[error(transparent)]
    KeyStore(#[from] KeyStoreError),
    /// The account's file cannot be used.
    #[error("{0}")]
    File(String, Notice),
}

impl From<FileError> for Failure {
    fn from(error: FileError) -> Self {
        Self::File(error.to_string(), error.notice())
    }
}

impl Failure {
    /// What to tell people.
    pub fn notice(&self) -> Notice {
        match self {
            Self::SignedOut => Notice::new("sign-in-needed"),
            Self::Channel(ChannelError::Held(held)) => held.notice(),
            Self::Channel(ChannelError::Net(error)) => error.notice(),
            Self::Channel(ChannelError::Refused(refusal)) => refusal.notice(),
            // Tokens need no handshake.
            Self::Channel(ChannelError::Handshake(_)) => Notice::new("not-available-yet"),
            Self::Refused { answer, of_code } => answer.notice(*of_code),
            Self::Busy => Notice::new("sign-in-busy"),
            Self::Unreadable { host } => Notice::new("sign-in-unreadable").with("host", host),
            Self::IdToken(IdTokenFault::Tenant) => Notice::new("sign-in-other-directory"),
            Self::IdToken(IdTokenFault::Time) => Notice::new("sign-in-clock"),
            Self::IdToken(fault) => Notice::new("sign-in-not-ours").with("reason", fault),
            Self::NotLasting => Notice::new("sign-in-not-lasting"),
            Self::TimedOut { minutes } => Notice::new("sign-in-timed-out").with("minutes", minutes),
            Self::CodeExpired => Notice::new("sign-in-code-expired"),
            Self::OtherState => Notice::new("sign-in-other-state"),
            Self::NoCode { redirect } => Notice::new("sign-in-no-code").with("redirect", redirect),
            Self::Listen(reason) => Notice::new("sign-in-listen").with("reason", reason),
            Self::KeyStore(error) => error.notice(),
            Self::File(_, notice) => notice.clone(),
        }
    }

    /// The same, followed by what an administrator needs: the permissions and the approval address where approval is
    /// missing, the redirect address where it is not registered, and the ids by which the service's log is searched.
    pub fn notices(&self, directory: &Directory, redirect: Option<&str>) -> Vec<Notice> {
        let main = self.notice();
        let mut more = Vec::new();
        if matches!(main.code, "entra-consent" | "entra-admin-consent") {
            let scopes = directory.scopes().join(" ");
            let approval = Notice::new("sign-in-approval").with("scopes", scopes);
            more.push(approval.with("address", directory.approval_url()));
        }
        if let (Some(redirect), "entra-redirect" | "entra-no-reply-address" | "sign-in-timed-out") =
            (redirect, main.code)
        {
            more.push(Notice::new("sign-in-redirect-used").with("redirect", redirect));
        }
        if let Self::Refused { answer, .. } = self {
            let ids = [&answer.correlation_id, &answer.trace_id, &answer.timestamp];
            if ids.iter().any(|id| id.is_some()) {
                let [correlation, trace, time] = ids.map(|id| id.as_deref().unwrap_or("–").to_owned());
                let details = Notice::new("sign-in-details").with_entra_number(answer.number());
                more.push(details.with("correlation", correlation).with("trace", trace).with("time", time));
            }
        }
        std::iter::once(main).chain(more).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guard::Held;
    use crate::words::Words;

    #[test]
    fn every_failure_has_its_words_in_both_languages() {
        let refused =
            |error: &str| Failure::Refused { answer: Box::new(ErrorAnswer::from_redirect(error, "")), of_code: true };
        let faults = [
            IdTokenFault::Unreadable,
            IdTokenFault::Audience,
            IdTokenFault::Issuer,
            IdTokenFault::Tenant,
            IdTokenFault::Nonce,
            IdTokenFault::Time,
        ];
        let mut failures: Vec<Failure> = faults.into_iter().map(Failure::IdToken).collect();
        failures.extend(
            ["consent_required", "login_required", "access_denied", "slow_down", "invalid_tenant", "nonsense"]
                .map(refused),
        );
        failures.extend([
            Failure::SignedOut,
            Failure::Channel(Held::Busy.into()),
            Failure::Busy,
            Failure::Unreadable { host: "login.example".into() },
            Failure::NotLasting,
            Failure::TimedOut { minutes: 5 },
            Failure::CodeExpired,
            Failure::OtherState,
            Failure::NoCode { redirect: "https://login.example/".into() },
            Failure::Listen("in use".into()),
            Failure::KeyStore(KeyStoreError::Locked { reason: "dismissed".into() }),
        ]);
        for words in Words::LANGUAGES.map(Words::for_language) {
            for failure in &failures {
                let said = words.notice(&failure.notice());
                for text in [&said.message, &said.remedy] {
                    assert!(
                        !text.is_empty() && !text.contains(['{', '$']) && !text.contains("notice-"),
                        "{failure:?}: {text}"
                    );
                }
            }
        }
    }
}
