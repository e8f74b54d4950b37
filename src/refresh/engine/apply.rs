//! What follows from other settings, other people, or trouble with their files, while the engine runs.

use super::Engine;
use super::asking::later;
use crate::guard::{Held, Trigger};
use crate::people::Roster;
use crate::refresh::causes::{lacks_secret, lacks_ticket};
use crate::refresh::finder::Finder;
use crate::settings::{Settings, Way, show};
use crate::words::Notice;
use std::collections::HashSet;
use std::sync::Arc;

impl Engine {
    /// Other settings are in force from now on. Those that cannot be worked with change nothing; it is said why.
    pub(super) async fn apply(&mut self, settings: Arc<Settings>) {
        let before = Arc::clone(&self.start.settings);
        let changed = changed(&before, &settings);
        self.unusable = None;
        if reaches_otherwise(&before, &settings) {
            match self.start.connector.under((*settings).clone()).await {
                Ok(connection) => {
                    self.start.connection = connection;
                    self.connected();
                }
                Err(mut notices) => {
                    notices.push(Notice::new("settings-old-stay"));
                    self.start.state.trouble(notices);
                    self.unusable = Some(settings);
                    return;
                }
            }
        }
        self.start.state.trouble(Vec::new());
        if changed.is_empty() {
            return;
        }
        let keys = changed.join(", ");
        tracing::info!(keys, "other settings are in force");
        let now = self.now();
        if asks_as_another(&before, &settings) {
            self.start.state.doubt_everything();
        }
        if before.privacy.details && !settings.privacy.details {
            self.start.state.forget_details();
        }
        if !settings.privacy.automatic_replies {
            self.start.state.forget_replies();
        }
        if !settings.people.directory_search {
            self.finder = Finder::default();
            self.start.state.looking(None, true);
        }
        self.day.forget();
        self.replies.forget();
        self.pace.set_interval(settings.refresh_interval.duration(), now);
        if self.start.state.snapshot.next_refresh.is_some() {
            self.start.state.resting(later(now, self.pace.left(now)));
        }
        if reaches_otherwise(&before, &settings)
            || before.privacy.details != settings.privacy.details
            || before.display.zone != settings.display.zone
        {
            self.pace.start_anew(Trigger::Person, now);
        }
        self.start.state.apply(&settings);
        self.tell_whom();
        self.start.state.tell(Notice::new("settings-applied").with("keys", keys));
        self.start.settings = settings;
    }

    /// Somebody may have signed in meanwhile, or in another way, on the command line for instance, unlocked the key store, or
    /// got a ticket, perhaps as somebody else.
    pub(super) async fn look_for_sign_in(&mut self) {
        let way = self.start.state.snapshot.way;
        let (nobody, refused) = match &self.start.connection {
            Err(notice) if notice.code == "no-password" => (way == Way::Office365Password, None),
            Err(notice) => (lacks_secret(notice) || lacks_ticket(notice.code), None),
            Ok(connection) if way == Way::Microsoft => {
                (false, connection.held().is_some_and(|held| is_refused(&held)).then(|| connection.tag()))
            }
            Ok(_) => (self.start.state.lacks_ticket(), None),
        };
        let another = self.start.connector.whom().is_some_and(|whom| whom.way != way);
        if !nobody && !another && refused.is_none() {
            return;
        }
        // Why there is none may have changed too.
        if let Ok(connection) = self.start.connector.under((*self.start.settings).clone()).await {
            // A key store that does not answer just now says nothing about the stop.
            let nothing_new = refused.is_some_and(|tag| connection.as_ref().map_or(true, |found| found.tag() == tag));
            if nothing_new && !another {
                return;
            }
            self.start.connection = connection;
            self.connected();
        }
    }

    /// As [`Self::look_for_sign_in`], for a ticket alone.
    pub(super) async fn look_for_ticket(&mut self) {
        if matches!(&self.start.connection, Err(notice) if lacks_ticket(notice.code)) {
            self.look_for_sign_in().await;
        }
    }

    /// Other people from now on; what is known of those who stay, stays.
    pub(super) fn replace_roster(&mut self, roster: Arc<Roster>) {
        if *roster == *self.start.state.snapshot.roster {
            return;
        }
        let keys = |roster: &Roster| roster.people.iter().map(crate::people::Person::key).collect::<HashSet<_>>();
        let (before, after) = (keys(&self.start.state.snapshot.roster), keys(&roster));
        let (added, removed) = (after.difference(&before).count(), before.difference(&after).count());
        tracing::info!(people = after.len(), added, removed, "another list of people is in force");
        let notice = Notice::new("people-applied").with("people", after.len());
        self.start.state.tell(notice.with("added", added).with("removed", removed));
        self.move_positions(&roster);
        self.start.state.replace_roster(roster);
        if added > 0 {
            self.pace.start_anew(Trigger::Timer, self.now());
        }
    }

    /// The same people stand elsewhere in another roster.
    fn move_positions(&mut self, roster: &Roster) {
        let before = &self.start.state.snapshot.roster.people;
        let after = roster.positions();
        let moved = |positions: &[usize]| {
            let people = positions.iter().filter_map(|&position| before.get(position));
            people.filter_map(|person| after.get(&person.key()).copied()).collect::<Vec<_>>()
        };
        (self.visible, self.wanted) = (moved(&self.visible), moved(&self.wanted));
        self.apart.clear();
        self.day.forget();
        self.replies.forget();
    }
}

/// Whether the credential itself is what holds everything back.
fn is_refused(held: &Held) -> bool {
    matches!(held, Held::Stopped(_) | Held::RefusedBefore(_))
}

/// The keys of the settings that differ.
fn changed(before: &Settings, after: &Settings) -> Vec<&'static str> {
    let pairs = show(before).zip(show(after));
    pairs.filter(|((_, one), (_, other))| one != other).map(|((key, _), _)| key).collect()
}

/// Whether the server is another one or is reached in another way.
fn reaches_otherwise(before: &Settings, after: &Settings) -> bool {
    before.enabled != after.enabled
        || before.provider != after.provider
        || before.exchange != after.exchange
        || before.office365 != after.office365
        || before.network != after.network
        || before.protection != after.protection
}

/// Whether it is another server, or another account, whose view of the calendars may differ.
fn asks_as_another(before: &Settings, after: &Settings) -> bool {
    before.provider != after.provider
        || before.exchange.ews_url != after.exchange.ews_url
        || before.exchange.username != after.exchange.username
        || before.exchange.account != after.exchange.account
        || before.office365 != after.office365
}
