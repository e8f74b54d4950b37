//! Testing the connection, step by step: from the settings to everybody's calendars; at the first hindrance, what to do. The
//! command line and the window run this one list.
//!
//! The way to the server is tried without a credential first. Then one sign-in goes through the guard: where that holds it back,
//! nothing is sent, and the step says what the way out is.

mod begun;
mod everybody;
mod files;
mod sign_in;
mod way;

pub use begun::{Lone, begin};
pub use everybody::answers;

use crate::account::{KEY_STORE_SERVICE, Scheme, SchemeChoice, SignedInUser, Trigger};
use crate::calendar::Day;
use crate::discover::{Finder, MailAddress};
use crate::net::{Client, ClientOptions, NameServers};
use crate::people::Roster;
use crate::profile::Profile;
use crate::refresh::{Connection, Snapshot, display_zone, lacks_secret, lacks_ticket};
use crate::settings::{Provider, Settings, Way};
use crate::source::Question;
use crate::store::{KeyStoreError, Secret, SecretStore};
use crate::words::{Ending, Mark, Notice, Step};
use chrono::{TimeDelta, Utc};
use futures_util::future::BoxFuture;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Hears of each step as it ends.
pub type Tell<'a> = &'a mut (dyn FnMut(Step) + Send);

/// Who has connections, and refreshes everybody: an engine at work, or one that is started for the purpose.
pub trait Desk: Send {
    /// The connection under these settings, or why there is none.
    ///
    /// # Errors
    /// When the settings cannot be worked with at all.
    fn connection(&mut self, settings: &Settings) -> BoxFuture<'_, Result<Result<Connection, Notice>, Vec<Notice>>>;

    /// What is known after everybody was asked, or after it turned out that nobody can be.
    ///
    /// # Errors
    /// When the settings cannot be worked with at all.
    fn everybody(&mut self, settings: Settings, roster: Roster) -> BoxFuture<'_, Result<Arc<Snapshot>, Vec<Notice>>>;
}

/// Where it is tested.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// Whose files.
    pub profile: Profile,
    /// Calendar time minus real time.
    pub ahead: TimeDelta,
    /// The program writes a log.
    pub has_log: bool,
    /// It keeps its secrets in the system's key store.
    pub key_store: bool,
    /// Why the password that a person gave cannot be used.
    pub password_trouble: Option<Notice>,
}

/// Tests, telling each step. Must be driven to its end once begun.
pub async fn test(around: Surroundings, desk: &mut dyn Desk, tell: Tell<'_>) {
    if let Some((settings, roster)) = files::configured(&around.profile, tell).await {
        let complete = files::lacking(&settings).is_none();
        if complete {
            walk(&around, settings, roster, desk, tell).await;
        } else {
            find(&settings, tell).await;
        }
    }
    if around.key_store {
        let begun = Instant::now();
        let (mark, notice) = match try_key_store().await {
            Ok(()) => (Mark::Passed, Notice::new("check-key-store-there")),
            Err(error) => (Mark::Warned, error.notice()),
        };
        tell(Step::new("key-store", begun.elapsed(), mark, vec![notice]));
    }
    let log = Notice::new("check-log-folder").with("path", around.profile.folders().log().display());
    let mark = if around.has_log { Mark::Passed } else { Mark::Warned };
    tell(Step::new("log", Duration::ZERO, mark, vec![log]));
}

/// Keeps something and forgets it again: reading alone would not find a key store that is locked, or takes nothing.
async fn try_key_store() -> Result<(), KeyStoreError> {
    let store = SecretStore::system();
    store.status().await?;
    store.set(KEY_STORE_SERVICE, "check", &Secret::new("check".to_owned())).await?;
    store.delete(KEY_STORE_SERVICE, "check").await
}

/// Looks for the server of whoever is to sign in, where no server is set. Nothing leaves with a credential.
async fn find(settings: &Settings, tell: Tell<'_>) {
    let exchange = &settings.exchange;
    let lacks_it = settings.enabled.0 && settings.provider == Provider::Exchange && exchange.ews_url.is_none();
    let Some(address) = MailAddress::parse(&exchange.username).filter(|_| lacks_it) else { return };
    if let Ok(client) = Client::new(ClientOptions::from_settings(&settings.network)) {
        let finder = Finder { client, names: NameServers::System, access: None };
        finder.find(address, &[], tell).await;
    }
}

/// From the settings to everybody's calendars; ends at the first hindrance.
async fn walk(around: &Surroundings, settings: Settings, roster: Roster, desk: &mut dyn Desk, tell: Tell<'_>) {
    let fail = |tell: Tell<'_>, name, ending, notices| {
        tell(Step::new(name, Duration::ZERO, Mark::Failed(ending), notices));
    };
    if let Some(notice) = around.password_trouble.clone() {
        return fail(tell, "sign-in", Ending::Refused, vec![notice]);
    }
    let client = match Client::new(ClientOptions::from_settings(&settings.network)) {
        Ok(client) => client,
        Err(error) => {
            let notice = error.notice();
            let name = if notice.code == "proxy-address" { "proxy" } else { "tls" };
            return fail(tell, name, Ending::Refused, vec![notice]);
        }
    };
    let connection = match desk.connection(&settings).await {
        Ok(Err(notice)) if !lacks_secret(&notice) && !lacks_ticket(notice.code) => {
            return fail(tell, "sign-in", Ending::Refused, vec![notice]);
        }
        Ok(connection) => connection,
        Err(notices) => return fail(tell, "tls", Ending::Refused, notices),
    };
    let Some(mut whom) = sign_in::Whom::of(around.profile.folders().state(), &settings) else { return };
    if !way::connect(&client, &whom.url, tell).await || !way::tls(&client, &whom.url, &settings, tell).await {
        return;
    }
    // Who was told to wait, asks nothing, not even without a password.
    let told_to_wait = connection.as_ref().is_ok_and(told_to_wait);
    if !told_to_wait && !way::answer(&client, &whom, schemes(&settings, whom.way), tell).await {
        return;
    }
    let connection = match connection {
        Ok(connection) => connection,
        Err(notice) => return fail(tell, "sign-in", Ending::Paused, vec![notice]),
    };
    // The system names its user.
    if let (Way::SignedIn, Ok(user)) = (whom.way, SignedInUser::find().await) {
        user.name().clone_into(&mut whom.account);
    }
    tell(sign_in::guard(&whom, &connection));
    tell(sign_in::shared_stop(&settings, &connection).await);
    let own = sign_in::own_mailbox(&whom.account);
    let first = own.clone().or_else(|| roster.people.first().map(|person| person.address.clone()));
    let Some(mailbox) = first else { return };
    let window = Day::containing(display_zone(&settings.display), Utc::now() + around.ahead).window();
    let details = settings.privacy.details;
    let question = Question { mailboxes: vec![mailbox], window, details, trigger: Trigger::Person };
    if sign_in::ask(&connection, &whom, question, own.is_some(), tell).await && !roster.people.is_empty() {
        let limit = connection.source.batch_limit();
        everybody::ask(desk, settings, roster, limit, tell).await;
    }
}

/// Which ways a server must offer; none where tokens are used, which servers take whether they say so or not.
fn schemes(settings: &Settings, way: Way) -> Option<SchemeChoice> {
    match way {
        Way::OnSite | Way::SignedIn => Some(SchemeChoice::from(&settings.exchange)),
        Way::Office365Password => Some(SchemeChoice::Only(Scheme::Basic)),
        Way::Microsoft => None,
    }
}

fn told_to_wait(connection: &Connection) -> bool {
    use crate::guard::{Held, WaitCause};
    matches!(connection.held(), Some(Held::Waiting { why: WaitCause::Server, .. }))
}

#[cfg(test)]
mod tests;
