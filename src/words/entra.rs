//! Which message goes with which number of Entra's errors (`AADSTS…`).
//!
//! Microsoft asks programs to decide by `error` and `suberror`, because numbers may change: so a number chooses the words
//! and nothing else. A number that is not here gets the words of its class.

use super::Notice;

/// Who has to do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who {
    /// Whoever signs in.
    Person,
    /// The administrators of Entra or of Exchange.
    It,
    /// Whoever writes this program.
    Program,
    /// Nobody: it passes.
    Nobody,
}

/// One cause, and the numbers by which Entra names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntraError {
    /// The notice's code.
    pub notice: &'static str,
    /// Who has to do something.
    pub who: Who,
    /// The numbers.
    pub numbers: &'static [u32],
}

macro_rules! errors {
    ($($notice:literal $who:ident [$($number:literal),+];)+) => {
        &[$(EntraError { notice: $notice, who: Who::$who, numbers: &[$($number),+] }),+]
    };
}

/// Every cause that has words of its own.
pub static ENTRA_ERRORS: &[EntraError] = errors! {
    "entra-unknown-account" Person [50034, 50020, 50014, 51004];
    "entra-account-locked" It [50053];
    "entra-password-expired" Person [50055, 50144, 50125, 50135];
    "entra-wrong-password" Person [50056, 50126, 50064];
    "entra-account-disabled" It [50057];
    "entra-no-session" Person [50058];
    "entra-extra-check" Person [50072, 50074, 50076, 50078, 50079, 50158];
    "entra-device" It [50097, 50129, 53000, 53001, 53002, 50005, 50131, 530032];
    "entra-not-assigned" It [50105];
    "entra-withdrawn" Person [50132, 50133, 50173];
    "entra-common" It [50194];
    "entra-loop" Program [50196];
    "entra-confirmation" Person [50199];
    "entra-resource" It [500011, 650052, 650057, 65005];
    "entra-no-reply-address" It [500113, 900971];
    "entra-redirect" It [50011, 70004];
    "entra-cloud" It [50049, 90038, 90051];
    "entra-policy" It [53003, 530034, 530035, 53004, 53010, 53011];
    "entra-code-used" Person [54005, 501481, 50147, 501491, 50089];
    "entra-consent" It [65001];
    "entra-cancelled" Person [65004];
    "entra-admin-consent" It [90094, 90095, 90008, 90093];
    "entra-malformed" Person [70000, 9002313, 70002];
    "entra-unused" Person [70008, 700082];
    "entra-frequency" Person [70043];
    "entra-spa-limit" It [700084];
    "entra-scope" Program [70011, 28002, 28003, 28000, 700022];
    "entra-device-code" Person [70016, 70018, 70019, 70020];
    "entra-unknown-application" It [700016, 70001, 700011, 7000112];
    "entra-secret-sent" Program [700025];
    "entra-confidential" It [7000218];
    "entra-secret" It [7000215, 7000222];
    "entra-origin" Program [9002326];
    "entra-spa" It [9002327];
    "entra-tenant" It [90002, 900023];
    "entra-parameter" Program [90013, 90014, 900144];
    "entra-grant" It [9001023, 90010];
    "entra-passing" Nobody [
        50000, 50033, 50087, 90006, 90012, 90024, 90033, 90055, 90090, 80001, 80002, 80003, 80004, 80005, 80006, 80007, 80008,
        80009, 80010, 80011, 80012, 80013, 80014
    ];
};

impl EntraError {
    /// Whether the account itself is locked or disabled: every attempt may make it worse.
    pub fn is_of_account(&self) -> bool {
        matches!(self.notice, "entra-account-locked" | "entra-account-disabled")
    }

    /// The cause that Entra names by this number.
    pub fn of(number: u32) -> Option<&'static Self> {
        ENTRA_ERRORS.iter().find(|error| error.numbers.contains(&number))
    }
}

impl Notice {
    /// What is said of Entra's error `number`; `otherwise` is the code for a number without words of its own, and for 0.
    pub fn entra(number: u32, otherwise: &'static str) -> Self {
        Self::new(EntraError::of(number).map_or(otherwise, |error| error.notice)).with_entra_number(number)
    }

    /// The same with Entra's number as people look it up; a dash stands for 0.
    pub fn with_entra_number(self, number: u32) -> Self {
        let code = if number == 0 { "–".to_owned() } else { format!("AADSTS{number}") };
        self.with("code", code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;
    use std::collections::BTreeSet;

    /// How the remedies of each kind begin.
    fn opening(language: &str, who: Who) -> &'static str {
        match (language, who) {
            ("en", Who::It) => "For your IT: ",
            ("en", Who::Program) => "A fault of this program",
            ("en", Who::Nobody) => "Nothing needs to be done",
            ("it", Who::It) => "Per il reparto IT: ",
            ("it", Who::Program) => "Un errore di questo programma",
            ("it", Who::Nobody) => "Non occorre fare nulla",
            _ => "",
        }
    }

    #[test]
    fn every_number_says_what_happened_what_to_do_and_who_must_do_it_in_both_languages() {
        for language in Words::LANGUAGES {
            let words = Words::for_language(language);
            let others: Vec<_> = [Who::It, Who::Program, Who::Nobody].map(|who| opening(language, who)).into();
            let mut messages = BTreeSet::new();
            for error in ENTRA_ERRORS {
                for number in error.numbers {
                    let notice = Notice::entra(*number, "none");
                    assert_eq!(notice.code, error.notice);
                    let said = words.notice(&notice);
                    assert!(said.message.contains(&format!("AADSTS{number}")), "{language}: {said:?}");
                    assert!(said.remedy.starts_with(opening(language, error.who)), "{language}: {said:?}");
                    let foreign = others.iter().any(|other| said.remedy.starts_with(other));
                    assert!(error.who != Who::Person || !foreign, "{language}: {said:?}");
                    let reason = words.find(&format!("notice-{}.reason", error.notice), &[]);
                    for text in [Some(&said.message), Some(&said.remedy), reason.as_ref()] {
                        let text = text.expect("a text");
                        assert!(!text.is_empty() && !text.contains(['{', '$']) && !text.contains("notice-"), "{text}");
                    }
                }
                messages.insert(words.text(&format!("notice-{}", error.notice)));
            }
            assert_eq!(messages.len(), ENTRA_ERRORS.len(), "{language}: each cause has its own message");
        }
    }

    #[test]
    fn no_number_is_in_two_rows_and_an_unknown_one_gets_the_words_of_its_class() {
        let all: Vec<u32> = ENTRA_ERRORS.iter().flat_map(|error| error.numbers).copied().collect();
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
        assert_eq!(Notice::entra(4_242_424, "entra-registration").code, "entra-registration");
        for language in Words::LANGUAGES {
            let words = Words::for_language(language);
            for class in ["entra-sign-in-needed", "entra-registration", "entra-passing", "entra-cancelled"] {
                let said = words.notice(&Notice::entra(0, class));
                assert!(said.message.contains('–') && !said.remedy.is_empty(), "{language}: {said:?}");
            }
        }
    }
}
