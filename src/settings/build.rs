//! What of the settings this build, on this system, can do.

use super::choice::Choice;
use super::{Authentication, ExchangeAccount, Problem, Provider, Reason, Settings};

/// What decides it.
#[derive(Debug, Clone, Copy)]
struct Build {
    /// The system signs its user in (SSPI).
    windows: bool,
    /// The build feature `kerberos`.
    kerberos: bool,
}

const THIS: Build = Build { windows: cfg!(windows), kerberos: cfg!(feature = "kerberos") };

/// Why nobody can sign in under these settings, however right they are elsewhere.
pub fn sign_in_problem(settings: &Settings) -> Option<Problem> {
    check(settings).err().map(|(key, reason)| Problem::new(key, None, "", reason))
}

/// On failure: the key to name, and why.
pub(super) fn check(settings: &Settings) -> Result<(), (&'static str, Reason)> {
    let exchange = &settings.exchange;
    match settings.provider {
        Provider::Exchange => THIS.can(exchange.account, exchange.authentication),
        Provider::Office365 => Ok(()),
    }
}

impl Build {
    fn can(self, account: ExchangeAccount, authentication: Authentication) -> Result<(), (&'static str, Reason)> {
        match (account, authentication) {
            (ExchangeAccount::SignedIn, _) if !self.windows && !self.kerberos => {
                Err(("exchange.account", Reason::SignedInNotHere))
            }
            (ExchangeAccount::SignedIn, Authentication::Ntlm) if self.windows => Ok(()),
            (ExchangeAccount::SignedIn, Authentication::Basic | Authentication::Ntlm) => {
                let authentication = authentication.name();
                Err(("exchange.authentication", Reason::NotForSignedIn { authentication }))
            }
            (ExchangeAccount::Typed, Authentication::Kerberos) if !self.kerberos => {
                Err(("exchange.authentication", Reason::KerberosNotHere))
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_takes_what_it_can_do() {
        use Authentication::{Automatic, Basic, Kerberos, Negotiate, Ntlm};
        use ExchangeAccount::{SignedIn, Typed};
        let ways = [Automatic, Basic, Ntlm, Negotiate, Kerberos];
        let table = [
            // Windows, Kerberos, and what each of the ways above comes to: typed, then signed in.
            (false, false, "yyyyn", "nnnnn"),
            (false, true, "yyyyy", "ynnyy"),
            (true, false, "yyyyn", "ynyyy"),
            (true, true, "yyyyy", "ynyyy"),
        ];
        for (windows, kerberos, typed, signed_in) in table {
            for (account, expected) in [(Typed, typed), (SignedIn, signed_in)] {
                let can = |way| Build { windows, kerberos }.can(account, way).is_ok();
                let found: String = ways.map(|way| if can(way) { 'y' } else { 'n' }).iter().collect();
                assert_eq!(found, expected, "windows {windows}, kerberos {kerberos}, {account:?}");
            }
        }
    }
}
