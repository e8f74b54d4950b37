//! What all connections of one simulator share.

use super::clock::CompanyClock;
use super::company::Company;
use super::entra::Entra;
use super::graph::Throttle;
use super::log::Ledger;
use super::options::Options;
use super::scenario::{DownForm, Order, Scenario};
use super::sign_in::Accounts;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;
use tokio::sync::watch;

/// One simulator's state.
pub(super) struct Shared {
    pub options: Options,
    pub company: Company,
    pub clock: CompanyClock,
    pub ledger: Arc<Ledger>,
    accounts: Mutex<Accounts>,
    entra: Mutex<Entra>,
    throttle: Mutex<Throttle>,
    stage: Mutex<Order>,
    /// Whether, and how, the server is down; the accept loop listens.
    down: watch::Sender<Option<DownForm>>,
    /// The name of the present scenario.
    playing: watch::Sender<&'static str>,
}

impl Shared {
    /// A simulator that behaves.
    pub fn new(options: Options) -> Self {
        Self {
            company: Company::new(options.seed, options.people, options.zone, &options.account),
            clock: CompanyClock::starting_at(options.start_at),
            ledger: Arc::new(Ledger::default()),
            accounts: Mutex::new(Accounts::new(&options.account, &options.password, options.lockout)),
            entra: Mutex::default(),
            throttle: Mutex::default(),
            stage: Mutex::new(Order { scenario: Scenario::Normal, times: None }),
            down: watch::Sender::new(None),
            playing: watch::Sender::new(Scenario::Normal.name()),
            options,
        }
    }

    /// The accounts, locked for the caller.
    pub fn accounts(&self) -> MutexGuard<'_, Accounts> {
        self.accounts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the sign-in service remembers, locked for the caller.
    pub fn entra(&self) -> MutexGuard<'_, Entra> {
        self.entra.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How often Graph was asked, locked for the caller.
    pub fn throttle(&self) -> MutexGuard<'_, Throttle> {
        self.throttle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn stage(&self) -> MutexGuard<'_, Order> {
        self.stage.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Follows every change between up and down.
    pub fn down(&self) -> watch::Receiver<Option<DownForm>> {
        self.down.subscribe()
    }

    /// Follows the name of the present scenario.
    pub fn playing(&self) -> watch::Receiver<&'static str> {
        self.playing.subscribe()
    }

    /// The present order.
    pub fn order(&self) -> Order {
        self.stage().clone()
    }

    /// The scenario that the next request meets. Uses up one of an order's times.
    pub fn next_scenario(&self) -> Scenario {
        let mut stage = self.stage();
        let scenario = stage.scenario.clone();
        if let Some(times) = &mut stage.times {
            *times = times.saturating_sub(1);
            if *times == 0 {
                *stage = Order { scenario: Scenario::Normal, times: None };
                self.playing.send_replace(Scenario::Normal.name());
            }
        }
        scenario
    }

    /// Begins a scenario; what happens once, happens now.
    pub fn set(&self, order: Order) {
        let now = Instant::now();
        let drill = match &order.scenario {
            Scenario::LockoutDrill { threshold } => Some(*threshold),
            _ => None,
        };
        self.accounts().drill(drill);
        match &order.scenario {
            Scenario::Normal => {
                let mut accounts = self.accounts();
                accounts.unlock();
                accounts.set_disabled(false);
            }
            Scenario::PasswordChanged | Scenario::LockoutDrill { .. } => self.change_password(None),
            Scenario::AccountLocked => self.accounts().lock(now),
            Scenario::AccountDisabled => self.accounts().set_disabled(true),
            Scenario::TokensExpired => self.entra().expire(),
            Scenario::TokensRevoked => self.entra().revoke(),
            _ => {}
        }
        let down = match &order.scenario {
            Scenario::ServerDown { form } => Some(*form),
            _ => None,
        };
        let order =
            Order { times: order.times.filter(|&times| times > 0 && down.is_none() && drill.is_none()), ..order };
        tracing::info!(target: "attendant_calendar::simulator", scenario = order.scenario.name(), "scenario");
        self.playing.send_replace(order.scenario.name());
        *self.stage() = order;
        self.down.send_replace(down);
    }

    /// Somebody changes the password, to `new` or to one made up here.
    pub fn change_password(&self, new: Option<&str>) {
        let mut accounts = self.accounts();
        let made_up = format!("{}-{}", self.options.password, accounts.changes() + 2);
        accounts.change_password(new.unwrap_or(&made_up));
    }
}
