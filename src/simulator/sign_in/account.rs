//! The accounts that may sign in.

use super::lockout::Lockout;
use crate::simulator::log::SignInOutcome;
use crate::simulator::{LockoutPolicy, Tally};
use std::time::Instant;
use tokio::sync::watch;

/// The accounts of the company that a client may use. There is one: the reception's.
pub(in crate::simulator) struct Accounts {
    address: String,
    password: String,
    /// The passwords before the present one, latest first; at most two matter.
    history: Vec<String>,
    disabled: bool,
    lockout: Lockout,
    /// What is counted in a drill; none where none is played.
    tally: watch::Sender<Option<Tally>>,
}

impl Accounts {
    /// One account with its address and password.
    pub fn new(address: &str, password: &str, policy: LockoutPolicy) -> Self {
        Self {
            address: address.to_lowercase(),
            password: password.to_owned(),
            history: Vec::new(),
            disabled: false,
            lockout: Lockout::new(policy),
            tally: watch::Sender::new(None),
        }
    }

    /// Judges a logon and counts it. `proves` says whether what the client sent proves that it knows a password.
    pub fn log_on(&mut self, user: &str, proves: impl Fn(&str) -> bool, now: Instant) -> SignInOutcome {
        let outcome = self.judge(user, proves, now);
        self.tell();
        outcome
    }

    fn judge(&mut self, user: &str, proves: impl Fn(&str) -> bool, now: Instant) -> SignInOutcome {
        if !self.is_name(user) {
            return SignInOutcome::UnknownAccount;
        }
        if self.disabled {
            return SignInOutcome::Disabled;
        }
        if self.lockout.is_locked(now) {
            return SignInOutcome::Locked;
        }
        if proves(&self.password) {
            self.lockout.accept();
            return SignInOutcome::Accepted;
        }
        if self.lockout.forgives_recent_passwords() && self.history.iter().take(2).any(|old| proves(old)) {
            return SignInOutcome::Forgiven;
        }
        self.lockout.refuse(now);
        SignInOutcome::Refused
    }

    /// `local@domain`, `local`, or `DOMAIN\local`, in any case.
    fn is_name(&self, user: &str) -> bool {
        let user = user.to_lowercase();
        let local = self.address.split('@').next().unwrap_or_default();
        let bare = user.rsplit_once('\\').map_or(user.as_str(), |(_, name)| name);
        user == self.address || bare == local
    }

    /// The account's present password.
    pub fn password(&self) -> &str {
        &self.password
    }

    /// How often the password was changed since the start.
    pub fn changes(&self) -> usize {
        self.history.len()
    }

    /// Somebody changes the password. The count of refusals stays.
    pub fn change_password(&mut self, new: &str) {
        self.history.insert(0, std::mem::replace(&mut self.password, new.to_owned()));
        self.tell();
    }

    /// Begins a lock-out drill, with this threshold and nothing counted; or ends it.
    pub fn drill(&mut self, threshold: Option<u32>) {
        self.lockout.drill(threshold);
        self.tell();
    }

    /// Follows what is counted in a drill; none where none is played.
    pub fn tally(&self) -> watch::Receiver<Option<Tally>> {
        self.tally.subscribe()
    }

    fn tell(&self) {
        let now = self.lockout.tally().map(|tally| Tally { password: self.password.clone(), ..tally });
        self.tally.send_if_modified(|told| std::mem::replace(told, now.clone()) != now);
    }

    /// Whether the account is locked at `now`.
    pub fn is_locked(&mut self, now: Instant) -> bool {
        self.lockout.is_locked(now)
    }

    /// Locks the account as another desk's refusals would.
    pub fn lock(&mut self, now: Instant) {
        self.lockout.lock(now);
        self.tell();
    }

    /// What an administrator does to a locked account.
    pub fn unlock(&mut self) {
        self.lockout.unlock();
        self.tell();
    }

    /// Disables or enables the account.
    pub fn set_disabled(&mut self, disabled: bool) {
        self.disabled = disabled;
    }

    /// Whether the account is disabled.
    pub fn is_disabled(&self) -> bool {
        self.disabled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accounts(policy: LockoutPolicy) -> Accounts {
        Accounts::new("Reception@firm.example", "right", policy)
    }

    fn log_on(accounts: &mut Accounts, user: &str, given: &str, now: Instant) -> SignInOutcome {
        accounts.log_on(user, |password| password == given, now)
    }

    #[test]
    fn three_forms_of_the_name_are_one_account() {
        let mut accounts = accounts(LockoutPolicy::default());
        let now = Instant::now();
        for user in ["reception@firm.example", "RECEPTION", "firm\\reception", "FIRM\\Reception"] {
            assert_eq!(log_on(&mut accounts, user, "right", now), SignInOutcome::Accepted, "{user}");
        }
        for user in ["", "reception@other.example", "receptio", "firm\\"] {
            assert_eq!(log_on(&mut accounts, user, "right", now), SignInOutcome::UnknownAccount, "{user}");
        }
    }

    #[test]
    fn a_locked_account_refuses_the_right_password() {
        let mut accounts = accounts(LockoutPolicy { threshold: 2, ..LockoutPolicy::default() });
        let now = Instant::now();
        assert_eq!(log_on(&mut accounts, "reception", "wrong", now), SignInOutcome::Refused);
        assert_eq!(log_on(&mut accounts, "reception", "wrong", now), SignInOutcome::Refused);
        assert_eq!(log_on(&mut accounts, "reception", "right", now), SignInOutcome::Locked);
        accounts.unlock();
        assert_eq!(log_on(&mut accounts, "reception", "right", now), SignInOutcome::Accepted);
    }

    #[test]
    fn recent_passwords_are_forgiven_where_the_policy_says_so() {
        let policy = LockoutPolicy { threshold: 1, forgives_recent_passwords: true, ..LockoutPolicy::default() };
        let mut accounts = accounts(policy);
        let now = Instant::now();
        for new in ["second", "third", "fourth"] {
            accounts.change_password(new);
        }
        assert_eq!(log_on(&mut accounts, "reception", "third", now), SignInOutcome::Forgiven);
        assert_eq!(log_on(&mut accounts, "reception", "second", now), SignInOutcome::Forgiven);
        assert_eq!(log_on(&mut accounts, "reception", "fourth", now), SignInOutcome::Accepted);
        assert_eq!(log_on(&mut accounts, "reception", "right", now), SignInOutcome::Refused, "three changes ago");
        assert_eq!(log_on(&mut accounts, "reception", "fourth", now), SignInOutcome::Locked);
    }

    #[test]
    fn a_disabled_account_counts_nothing() {
        let mut accounts = accounts(LockoutPolicy { threshold: 1, ..LockoutPolicy::default() });
        let now = Instant::now();
        accounts.set_disabled(true);
        assert_eq!(log_on(&mut accounts, "reception", "wrong", now), SignInOutcome::Disabled);
        accounts.set_disabled(false);
        assert_eq!(log_on(&mut accounts, "reception", "right", now), SignInOutcome::Accepted);
    }
}
