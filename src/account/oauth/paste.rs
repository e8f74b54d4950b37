//! Signing in in any browser, whose last address a person brings back: for registrations that have only Microsoft's own
//! empty page (`nativeclient`) as redirect address.

use super::callback::{self, Callback};
use super::sign_in::Begun;
use super::{Failure, SignedIn};
use crate::store::Secret;
use url::Url;
use zeroize::Zeroizing;

/// A sign-in that ends with an address to be pasted. Dropping it cancels.
#[derive(Debug)]
pub struct PasteSignIn {
    begun: Begun,
}

impl PasteSignIn {
    pub(super) fn new(begun: Begun) -> Self {
        Self { begun }
    }

    /// What a browser has to open.
    pub fn address(&self) -> &Url {
        &self.begun.address
    }

    /// How the address begins that is to be pasted.
    pub fn redirect(&self) -> &str {
        &self.begun.redirect
    }

    /// The code in what was pasted. A wrong address can be followed by another.
    ///
    /// # Errors
    /// When there is no code in it, it belongs to another sign-in, or the sign-in did not succeed.
    pub fn read(&self, pasted: &str) -> Result<Secret, Failure> {
        match callback::read(&parameters(pasted), &self.begun.state) {
            Callback::Code(code) => Ok(code),
            Callback::Refused(answer) => Err(Failure::Refused { answer: Box::new(answer), of_code: true }),
            Callback::OtherState => Err(Failure::OtherState),
            Callback::Nothing => Err(Failure::NoCode { redirect: self.begun.redirect.clone() }),
        }
    }

    /// Takes the code, which is good for one attempt.
    ///
    /// # Errors
    /// When the sign-in does not succeed.
    pub async fn finish(self, code: Secret) -> Result<SignedIn, Failure> {
        self.begun.finish(code).await
    }
}

/// The parameters of an address as people paste it: with line breaks and blanks that mails and terminals put in, in
/// quotes or angle brackets, with a fragment, or without its beginning.
fn parameters(pasted: &str) -> Zeroizing<String> {
    let bare: Zeroizing<String> = Zeroizing::new(
        pasted
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '<' | '>' | '"' | '\'' | '\u{200b}' | '\u{feff}'))
            .collect(),
    );
    let (before, fragment) = bare.split_once('#').unwrap_or((&bare, ""));
    let query = before.split_once('?').map_or(before, |(_, query)| query);
    Zeroizing::new(format!("{query}&{fragment}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_addresses_are_forgiven_what_pasting_does_to_them() {
        let state = Secret::new("s1".into());
        for pasted in [
            "https://login.example/common/oauth2/nativeclient?code=ab-c&state=s1&session_state=x#",
            "  https://login.example/common/oauth2/nativeclient?code=ab\n   -c&sta\r\nte=s1\n",
            "\"<https://login.example/common/oauth2/nativeclient?code=ab-c&state=s1>\"",
            "https://login.example/common/oauth2/nativeclient#code=ab-c&state=s1",
            "https://login.example/common/oauth2/nativeclient?x=1#code=ab-c&state=s1",
            "?code=ab-c&state=s1",
            "code=ab-c&state=s1",
        ] {
            let read = callback::read(&parameters(pasted), &state);
            assert!(matches!(read, Callback::Code(code) if code.expose() == "ab-c"), "{pasted}");
        }
        for pasted in ["", "https://login.example/common/oauth2/nativeclient", "hello there", "anna@firm.example"] {
            assert!(matches!(callback::read(&parameters(pasted), &state), Callback::Nothing), "{pasted}");
        }
    }
}
