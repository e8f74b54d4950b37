//! Words that depend on how the account signs in: where no password is involved none is spoken of.

use super::Notice;
use crate::settings::Way;

impl Notice {
    /// The same as it is said of an account that signs in this way.
    #[must_use]
    pub fn for_way(self, way: Way) -> Self {
        let (code, entra) = match (way, self.code) {
            (Way::OnSite, code) => (code, false),
            (Way::SignedIn, "sign-in-refused") => ("sign-in-refused-signed-in", false),
            (Way::SignedIn, "refused-before") => ("sign-in-refused-before", false),
            (Way::SignedIn, "needs-confirmation") => ("sign-in-needs-confirmation", false),
            (Way::SignedIn, "waiting-lost-answers") => ("waiting-lost-answers-sign-in", false),
            (Way::SignedIn, "check-protects") => ("check-protects-sign-in", false),
            (Way::SignedIn, "check-way-out-refused") => ("check-way-out-signed-in", false),
            (Way::SignedIn, code) => (code, false),
            (_, "not-allowed") => ("office365-not-allowed", false),
            (Way::Office365Password, "sign-in-refused") => ("office365-basic-refused", false),
            (Way::Office365Password, "sign-in-not-offered" | "sign-in-none-offered") => {
                ("office365-basic-not-offered", false)
            }
            (Way::Office365Password, code) => (code, false),
            (Way::Microsoft, "sign-in-refused") => ("entra-sign-in-needed", true),
            (Way::Microsoft, "account-locked") => ("entra-account-locked", true),
            (Way::Microsoft, "password-expired") => ("entra-password-expired", true),
            (Way::Microsoft, "refused-before") => ("sign-in-refused-before", false),
            (Way::Microsoft, "needs-confirmation") => ("sign-in-needs-confirmation", false),
            (Way::Microsoft, "waiting-lost-answers") => ("waiting-lost-answers-sign-in", false),
            (Way::Microsoft, "log-on-page") => ("log-on-page-sign-in", false),
            (Way::Microsoft, "redirected") => ("redirected-sign-in", false),
            (Way::Microsoft, "password-over-http") => ("sign-in-over-http", false),
            (Way::Microsoft, "check-protects") => ("check-protects-sign-in", false),
            (Way::Microsoft, "check-way-out-refused") => ("check-way-out-sign-in", false),
            (Way::Microsoft, code) => (code, false),
        };
        let same = Self { code, ..self };
        if entra { same.with_entra_number(0) } else { same }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    /// What may be said of any account, whatever its way, and speaks of a password on site.
    const SPEAK_OF_PASSWORDS: [&str; 13] = [
        "not-allowed",
        "sign-in-refused",
        "account-locked",
        "password-expired",
        "refused-before",
        "needs-confirmation",
        "waiting-lost-answers",
        "log-on-page",
        "redirected",
        "password-over-http",
        "check-protects",
        "check-way-out-refused",
        "no-record",
    ];

    fn filled(code: &'static str) -> Notice {
        let names = ["host", "to", "minutes", "status", "reason", "origin", "account"];
        names.into_iter().fold(Notice::new(code), |notice, name| notice.with(name, 5))
    }

    #[test]
    fn nothing_is_said_of_a_password_where_none_is_involved() {
        for words in Words::LANGUAGES.map(Words::for_language) {
            for code in SPEAK_OF_PASSWORDS {
                let notice = filled(code).for_way(Way::Microsoft);
                let said = words.notice(&notice);
                for text in [&said.message, &said.remedy] {
                    // Part of a command that administrators are given.
                    let text = text.replace(":$true", "");
                    assert!(!text.is_empty() && !text.contains(['{', '$']) && !text.contains("notice-"), "{text}");
                    // The one that people change at Microsoft is meant there.
                    let own = !notice.code.starts_with("entra-");
                    assert!(!own || !text.to_lowercase().contains("password"), "{code}: {text}");
                }
            }
        }
    }

    #[test]
    fn the_signed_in_user_is_told_of_no_password_to_enter() {
        for words in Words::LANGUAGES.map(Words::for_language) {
            let codes =
                ["sign-in-refused", "refused-before", "needs-confirmation", "check-protects", "check-way-out-refused"];
            for code in codes {
                let said = words.notice(&filled(code).for_way(Way::SignedIn));
                assert!(!said.remedy.is_empty() && !said.message.contains("notice-"), "{said:?}");
                let text = format!("{} {}", said.message, said.remedy).to_lowercase();
                assert!(!text.contains("enter") && !text.contains("inserire") && !text.contains("microsoft"), "{text}");
            }
        }
        assert_eq!(filled("kerberos-no-ticket").for_way(Way::SignedIn).code, "kerberos-no-ticket");
    }

    #[test]
    fn a_refused_password_at_office_365_is_told_with_its_likely_cause() {
        for (words, served) in [("en", "no longer serves"), ("it", "non serve più")] {
            let words = Words::for_language(words);
            let said = words.notice(&filled("sign-in-refused").for_way(Way::Office365Password));
            assert!(said.remedy.contains(served), "{said:?}");
            let said = words.notice(&filled("sign-in-not-offered").for_way(Way::Office365Password));
            assert!(!said.message.contains(['{', '$']) && !said.remedy.is_empty(), "{said:?}");
            assert_eq!(filled("refused-before").for_way(Way::Office365Password).code, "refused-before");
        }
        for way in [Way::Microsoft, Way::Office365Password] {
            let said = Words::for_language("en").notice(&filled("not-allowed").for_way(way));
            assert!(said.remedy.contains("office365.api=graph"), "{said:?}");
        }
        assert_eq!(filled("not-allowed").for_way(Way::OnSite).code, "not-allowed");
    }
}
