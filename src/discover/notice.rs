//! What to tell people of a search.

use super::plan::{Found, Learnt, Server};
use crate::net::{NetError, NotSent};
use crate::words::{Ending, Mark, Notice, Step};
use std::time::Duration;

/// Why one of several addresses did not answer, in few words: most of them do not exist, and nothing is to be done about that.
pub(super) fn unreached(error: &NetError) -> Notice {
    let (host, code) = match error {
        NetError::NotSent { host, why } => match why {
            NotSent::UnknownHost(_) => (host, "find-unknown-host"),
            NotSent::Certificate(_) | NotSent::Tls(_) => (host, "find-no-certificate"),
            // What stands in the way of everything deserves its own words.
            NotSent::ProxySignIn | NotSent::Proxy(_) => return error.notice(),
            _ => (host, "find-no-connection"),
        },
        NetError::Lost { host, .. } | NetError::Broken { host, .. } | NetError::TooLarge { host, .. } => {
            (host, "find-no-answer")
        }
    };
    Notice::new(code).with("host", host)
}

impl Learnt {
    fn code(self) -> &'static str {
        match self {
            Self::Address | Self::Person => "found-confirm",
            Self::Redirect => "found-confirm-redirect",
            Self::PlainRedirect => "found-confirm-plain",
            Self::Record => "found-confirm-record",
            Self::Doubtful => "found-confirm-doubtful",
        }
    }
}

impl Found {
    /// What came of a search, as its last step.
    pub fn step(&self) -> Step {
        let (mark, notices) = match self {
            Self::Server(server) => return server.step(),
            Self::Hosted { on_site: true } => (Mark::Passed, vec![Notice::new("found-hybrid")]),
            Self::Hosted { on_site: false } => (Mark::Passed, vec![Notice::new("found-hosted")]),
            Self::Confirm { host, learnt, .. } => {
                (Mark::Failed(Ending::Paused), vec![Notice::new(learnt.code()).with("host", host)])
            }
            Self::Elsewhere { host, .. } => {
                (Mark::Failed(Ending::Incomplete), vec![Notice::new("found-elsewhere").with("host", host)])
            }
            Self::Refused => (Mark::Failed(Ending::Paused), vec![Notice::new("found-refused")]),
            Self::Nothing => (Mark::Failed(Ending::Incomplete), vec![Notice::new("found-nothing")]),
        };
        Step::new("find-result", Duration::ZERO, mark, notices)
    }
}

impl Server {
    fn step(&self) -> Step {
        let code = match (self.told, self.answers) {
            (true, true) => "found-server",
            (true, false) => "found-silent",
            (false, _) => "found-guessed",
        };
        let mut notices = vec![Notice::new(code).with("url", &self.url)];
        notices.extend(self.version.as_ref().map(|version| Notice::new("check-version-told").with("version", version)));
        if let Some((host, learnt)) = &self.confirm {
            notices.push(Notice::new(learnt.code()).with("host", host));
        }
        let mark = if self.answers && self.confirm.is_none() { Mark::Passed } else { Mark::Warned };
        Step::new("find-result", Duration::ZERO, mark, notices)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::{CertificateFault, Cut};
    use crate::words::Words;
    use url::Url;

    fn all() -> Vec<Found> {
        let learnt = [
            Learnt::Address,
            Learnt::Person,
            Learnt::Redirect,
            Learnt::PlainRedirect,
            Learnt::Record,
            Learnt::Doubtful,
        ];
        let (host, address) = ("mail.example.com".to_owned(), "anna@example.com".to_owned());
        let mut all: Vec<_> = learnt
            .into_iter()
            .map(|learnt| Found::Confirm { host: host.clone(), learnt, address: address.clone() })
            .collect();
        for (told, answers) in [(true, true), (true, false), (false, true)] {
            all.push(Found::Server(Server {
                url: Url::parse("https://mail.example.com/EWS/Exchange.asmx").unwrap(),
                version: Some("15.2.2562".to_owned()),
                told,
                answers,
                signed_in: told,
                confirm: (!told).then(|| (host.clone(), Learnt::Record)),
            }));
        }
        all.extend([Found::Hosted { on_site: true }, Found::Hosted { on_site: false }]);
        all.extend([Found::Elsewhere { host, address }, Found::Refused, Found::Nothing]);
        all
    }

    #[test]
    fn every_end_of_a_search_has_its_words_in_both_languages() {
        for words in Words::LANGUAGES.map(Words::for_language) {
            for found in all() {
                let text = found.step().text(&words);
                assert!(!text.contains("found-") && !text.contains("notice-") && !text.contains('{'), "{text}");
                assert!(!text.contains("anna@"), "{text}");
            }
        }
    }

    #[test]
    fn what_is_not_there_is_said_in_few_words_and_a_proxy_in_its_own() {
        let host = || "mail.example.com".to_owned();
        let not_sent = |why| unreached(&NetError::NotSent { host: host(), why }).code;
        assert_eq!(not_sent(NotSent::UnknownHost(String::new())), "find-unknown-host");
        assert_eq!(not_sent(NotSent::Certificate(CertificateFault::WrongName)), "find-no-certificate");
        assert_eq!(not_sent(NotSent::ConnectionRefused), "find-no-connection");
        assert_eq!(not_sent(NotSent::ProxySignIn), "proxy-sign-in");
        assert_eq!(unreached(&NetError::Lost { host: host(), cut: Cut::Timeout }).code, "find-no-answer");
    }
}
