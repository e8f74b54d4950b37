//! The sign-in, through the guard, and what its answer tells.

use super::Tell;
use crate::account::ChannelError;
use crate::account::Choice;
use crate::account::oauth::{Directory, Vault, exchange_url};
use crate::guard::{Held, Sharing};
use crate::refresh::Connection;
use crate::settings::{Office365Api, Settings, Way, looks_shared};
use crate::source::graph::probe_url;
use crate::source::{Answer, Class, Question, SourceError};
use crate::store::{SecretStore, user_name};
use crate::words::{Ending, Mark, Notice, Step};
use std::path::Path;
use std::time::{Duration, Instant};
use url::Url;

/// Where to ask, as whom, and how that one signs in.
pub(super) struct Whom {
    pub(super) url: Url,
    pub(super) account: String,
    pub(super) way: Way,
    /// Microsoft Graph is asked, not Exchange.
    pub(super) graph: bool,
}

impl Whom {
    /// What the settings say, or who signed in to Office 365 last.
    pub(super) fn of(state: &Path, settings: &Settings) -> Option<Self> {
        let choice = Choice::new(state);
        let way = choice.way(settings);
        let graph = way == Way::Microsoft && settings.office365.api == Office365Api::Graph;
        let (url, account) = match way {
            Way::OnSite | Way::SignedIn => (settings.exchange.ews_url.clone()?, settings.exchange.username.clone()),
            Way::Office365Password => (exchange_url(settings)?, choice.username(settings)),
            Way::Microsoft => {
                let directory = Directory::from_settings(settings).ok()?;
                // Its secret is not asked for.
                let vault = Vault::new(SecretStore::in_memory(), state, directory.origin());
                let account = vault.account().map(|account| account.username).unwrap_or_default();
                let service = directory.service();
                (if graph { probe_url(service) } else { service.clone() }, account)
            }
        };
        Some(Self { url, account, way, graph })
    }
}

/// What the guard protects, and what it would say now.
pub(super) fn guard(whom: &Whom, connection: &Connection) -> Step {
    let begun = Instant::now();
    let held = connection.held();
    let origin = whom.url.origin().ascii_serialization();
    let protects = Notice::new("check-protects").with("account", &whom.account).with("origin", origin);
    let mut notices = vec![protects.for_way(whom.way)];
    let Some(held) = held else {
        notices.push(Notice::new("check-may-leave"));
        return Step::new("guard", begun.elapsed(), Mark::Passed, notices);
    };
    notices.push(held.notice().for_way(whom.way));
    notices.extend(way_out(&held).map(|notice| notice.for_way(whom.way)));
    Step::new("guard", begun.elapsed(), Mark::Warned, notices)
}

/// Whether the stop is shared with the other desks that use the account, or should be.
pub(super) async fn shared_stop(settings: &Settings, connection: &Connection) -> Step {
    let begun = Instant::now();
    let (mark, notice) = match connection.keeper.ask_share(&connection.tag()).await {
        None => {
            // Only a hint, and it may be wrong.
            let hint = looks_shared(settings, user_name().as_deref());
            (Mark::Passed, hint.as_ref().map_or_else(|| Notice::new("check-not-shared"), Notice::from))
        }
        Some(sharing) => match (sharing.notice(), sharing) {
            (Some(notice), _) => (Mark::Warned, notice),
            (None, Sharing::InForce { desks }) => {
                (Mark::Passed, Notice::new("check-shared").with("count", desks.max(1)))
            }
            (None, _) => (Mark::Warned, Notice::new("check-share-busy")),
        },
    };
    Step::new("shared-stop", begun.elapsed(), mark, vec![notice])
}

/// What a person can do about a guard that holds requests back, where there is more to it than waiting.
fn way_out(held: &Held) -> Option<Notice> {
    match held {
        Held::Stopped(_) | Held::StoppedElsewhere(_) | Held::RefusedBefore(_) => {
            Some(Notice::new("check-way-out-refused"))
        }
        Held::NeedsConfirmation => Some(Notice::new("check-way-out-confirm")),
        Held::Waiting { .. } | Held::Busy | Held::SignedOut | Held::NoRecord(_) => None,
    }
}

/// The account's own mailbox, where its name is an address.
pub(super) fn own_mailbox(account: &str) -> Option<String> {
    let name = account.trim();
    let is_address = name.split_once('@').is_some_and(|(user, domain)| !user.is_empty() && domain.contains('.'));
    is_address.then(|| name.to_owned())
}

/// Asks for one mailbox, with at most one sign-in; true when it was answered. `own`: the mailbox is the account's own.
pub(super) async fn ask(connection: &Connection, whom: &Whom, question: Question, own: bool, tell: Tell<'_>) -> bool {
    let begun = Instant::now();
    let result = connection.source.schedules(question).await;
    match result {
        Ok(answer) => {
            let signed_in = Notice::new("check-signed-in").with("account", &whom.account);
            tell(Step::new("sign-in", begun.elapsed(), Mark::Passed, vec![signed_in]));
            facts(&answer, own, tell);
            true
        }
        // The server was past the sign-in when it failed, as far as one can tell.
        Err(error) if matches!(error.class(), Class::Server | Class::TooManyMailboxes | Class::WindowTooLong) => {
            let not_refused = Notice::new("check-not-refused").with("account", &whom.account);
            tell(Step::new("sign-in", begun.elapsed(), Mark::Passed, vec![not_refused]));
            tell(Step::new("own-mailbox", begun.elapsed(), Mark::Failed(Ending::Incomplete), vec![error.notice()]));
            false
        }
        Err(error) => {
            tell(refused(&error, connection, whom.way, begun));
            false
        }
    }
}

fn refused(error: &SourceError, connection: &Connection, way: Way, begun: Instant) -> Step {
    let mut notices = vec![error.notice().for_way(way)];
    // The guard's own answer said it in its step; a fresh refusal has to.
    if !matches!(error, SourceError::Channel(ChannelError::Held(_))) {
        let way_out = connection.held().as_ref().and_then(way_out);
        notices.extend(way_out.map(|notice| notice.for_way(way)));
    }
    let ending = if error.class() == Class::Refusal { Ending::Paused } else { Ending::Incomplete };
    Step::new("sign-in", begun.elapsed(), Mark::Failed(ending), notices)
}

/// What the first answer tells beside the sign-in. It took no time of its own.
fn facts(answer: &Answer, own: bool, tell: Tell<'_>) {
    let version = match &answer.server.version {
        Some(version) => Notice::new("check-version-told").with("version", version),
        None => Notice::new("check-version-untold"),
    };
    tell(Step::new("version", Duration::ZERO, Mark::Passed, vec![version]));
    let mailbox = match answer.mailboxes.first() {
        Some(Err(error)) => Step::new("own-mailbox", Duration::ZERO, Mark::Warned, vec![error.notice()]),
        _ if own => Step::new("own-mailbox", Duration::ZERO, Mark::Passed, vec![Notice::new("check-own-came")]),
        _ => Step::new("own-mailbox", Duration::ZERO, Mark::Passed, vec![Notice::new("check-own-unknown")]),
    };
    tell(Step { took: answer.server.took, ..mailbox });
    let (mark, clock) = match (answer.server.clock_notice(), answer.server.clock_ahead) {
        (Some(notice), _) => (Mark::Warned, notice),
        (None, Some(ahead)) => {
            (Mark::Passed, Notice::new("check-clock-agrees").with("seconds", ahead.num_seconds().abs()))
        }
        (None, None) => (Mark::Passed, Notice::new("check-clock-untold")),
    };
    tell(Step::new("clock", Duration::ZERO, mark, vec![clock]));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_name_that_is_an_address_names_the_own_mailbox() {
        for (name, expected) in [
            ("reception@example.com", Some("reception@example.com")),
            ("EXAMPLE\\reception", None),
            ("reception", None),
            ("reception@intern", None),
            ("@example.com", None),
        ] {
            assert_eq!(own_mailbox(name).as_deref(), expected);
        }
    }
}
