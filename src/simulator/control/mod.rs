//! Switching scenarios and reading what happened: from the same process, and over HTTP ([`http`]).

pub(super) mod http;

use super::log::{Counters, RequestEntry, Tally};
use super::scenario::{Order, Scenario};
use super::shared::Shared;
use chrono::{SecondsFormat, TimeDelta};
use serde::Serialize;
use std::sync::Arc;
use std::time::Instant;
use tokio::sync::watch;

/// A handle on a running simulator, with the same actions as the control interface. Cheap to clone.
#[derive(Clone)]
pub struct Control {
    shared: Arc<Shared>,
}

/// What `GET /control` tells.
#[derive(Clone, PartialEq, Serialize)]
pub struct State {
    /// The present scenario with its parameters, and for how many more requests.
    #[serde(flatten)]
    pub order: Order,
    /// The account that may sign in.
    pub account: String,
    /// Its present password.
    pub password: String,
    /// Whether the account is locked now.
    pub locked: bool,
    /// Whether the account is disabled.
    pub disabled: bool,
    /// What is counted in a lock-out drill; `null` where none is played.
    pub tally: Option<Tally>,
    /// The company's time, RFC 3339 in UTC.
    pub now: String,
    /// The totals.
    pub counters: Counters,
}

impl Control {
    pub(super) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    /// Everything `GET /control` tells.
    pub fn state(&self) -> State {
        let mut accounts = self.shared.accounts();
        State {
            order: self.shared.order(),
            account: self.shared.options.account.clone(),
            password: accounts.password().to_owned(),
            locked: accounts.is_locked(Instant::now()),
            disabled: accounts.is_disabled(),
            tally: accounts.tally().borrow().clone(),
            now: self.shared.clock.now().to_rfc3339_opts(SecondsFormat::Secs, true),
            counters: self.shared.ledger.counters(),
        }
    }

    /// Begins a scenario; it lasts until the next one.
    pub fn set(&self, scenario: Scenario) {
        self.order(Order { scenario, times: None });
    }

    /// Begins a scenario for the next `times` requests; then everything works again. A server that is down sees no
    /// requests and stays down.
    pub fn set_for(&self, scenario: Scenario, times: u32) {
        self.order(Order { scenario, times: Some(times) });
    }

    /// Carries out one order of the control interface or of a timeline.
    pub fn order(&self, order: Order) {
        self.shared.set(order);
    }

    /// Follows the name of the present scenario, whoever began it.
    pub fn playing(&self) -> watch::Receiver<&'static str> {
        self.shared.playing()
    }

    /// Follows what is counted in a lock-out drill; none where none is played.
    pub fn tally(&self) -> watch::Receiver<Option<Tally>> {
        self.shared.accounts().tally()
    }

    /// Somebody else changes the account's password.
    pub fn change_password(&self, new: &str) {
        self.shared.change_password(Some(new));
    }

    /// The account's present password.
    pub fn password(&self) -> String {
        self.shared.accounts().password().to_owned()
    }

    /// What an administrator does to a locked account.
    pub fn unlock(&self) {
        self.shared.accounts().unlock();
    }

    /// The totals since the start or the last reset.
    pub fn counters(&self) -> Counters {
        self.shared.ledger.counters()
    }

    /// The last requests, oldest first.
    pub fn log(&self) -> Vec<RequestEntry> {
        self.shared.ledger.entries()
    }

    /// Empties log and counters.
    pub fn reset(&self) {
        self.shared.ledger.reset();
    }

    /// How far the company's time is ahead of the real one.
    pub fn ahead(&self) -> TimeDelta {
        self.shared.clock.ahead()
    }
}
