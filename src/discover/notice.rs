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
