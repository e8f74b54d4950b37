//! The ways to sign in that settings grant.

use super::{ExchangeAccount, Provider, Settings};

/// How the account signs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Way {
    /// At a server on site, with a password.
    #[default]
    OnSite,
    /// At a server on site, as the user who is signed in to this computer, or has a Kerberos ticket.
    SignedIn,
    /// At Microsoft's sign-in service, which gives tokens (OAuth 2).
    Microsoft,
    /// At Office 365 with name and password (Basic), which Microsoft no longer serves.
    Office365Password,
}

impl Way {
    /// The ways that `settings` grant, the recommended one first; none where both of Office 365 are off.
    pub fn granted(settings: &Settings) -> &'static [Self] {
        let office = &settings.office365;
        match (settings.provider, office.grant_modern, office.grant_basic) {
            (Provider::Exchange, ..) if settings.exchange.account == ExchangeAccount::SignedIn => &[Self::SignedIn],
            (Provider::Exchange, ..) => &[Self::OnSite],
            (Provider::Office365, true, true) => &[Self::Microsoft, Self::Office365Password],
            (Provider::Office365, true, false) => &[Self::Microsoft],
            (Provider::Office365, false, true) => &[Self::Office365Password],
            (Provider::Office365, false, false) => &[],
        }
    }

    /// Whether a password is given here, and leaves with requests.
    pub fn has_password(self) -> bool {
        matches!(self, Self::OnSite | Self::Office365Password)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_grant_the_ways_of_their_provider_the_recommended_one_first() {
        use Way::{Microsoft, Office365Password, OnSite};
        let table: [(Provider, [bool; 2], &[Way]); 5] = [
            (Provider::Exchange, [true, true], &[OnSite]),
            (Provider::Office365, [true, true], &[Microsoft, Office365Password]),
            (Provider::Office365, [true, false], &[Microsoft]),
            (Provider::Office365, [false, true], &[Office365Password]),
            (Provider::Office365, [false, false], &[]),
        ];
        for (provider, [modern, basic], ways) in table {
            let mut settings = Settings { provider, ..Settings::default() };
            (settings.office365.grant_modern, settings.office365.grant_basic) = (modern, basic);
            assert_eq!(Way::granted(&settings), ways, "{provider:?} {modern} {basic}");
        }
        let mut signed_in = Settings::default();
        signed_in.exchange.account = ExchangeAccount::SignedIn;
        assert_eq!(Way::granted(&signed_in), [Way::SignedIn]);
    }
}
