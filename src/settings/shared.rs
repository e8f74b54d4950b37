//! Whether an account looks like one that several desks use. Only a hint: it decides nothing.

use super::{Provider, Settings, Warning};

/// Names of duties, not of people. A word of the account's name, digits aside.
const DUTIES: [&str; 16] = [
    "calendar",
    "calendars",
    "centralino",
    "desk",
    "empfang",
    "ews",
    "frontdesk",
    "operator",
    "operators",
    "portineria",
    "reception",
    "segreteria",
    "service",
    "shared",
    "svc",
    "switchboard",
];

/// A word about an account with a password that looks as if several desks used it, while no folder carries the stop between them: its
/// name is that of a duty, or it is spelled as people sign in to computers (`DOMAIN\user` or `user`) and is not the name of
/// `user`, who is signed in to this one. A mail address is often spelled otherwise than its owner's name and says nothing.
pub fn looks_shared(settings: &Settings, user: Option<&str>) -> Option<Warning> {
    let account = settings.exchange.username.as_str();
    if settings.provider != Provider::Exchange || account.is_empty() || settings.protection.shared_folder.is_some() {
        return None;
    }
    let name = user_part(account);
    let mut words = name.split(|c: char| !c.is_alphabetic());
    if words.any(|word| DUTIES.contains(&word)) {
        return Some(Warning::LooksShared { by_name: true });
    }
    let another = !account.contains('@') && user.is_some_and(|user| user_part(user) != name);
    another.then_some(Warning::LooksShared { by_name: false })
}

/// `user` of `DOMAIN\user` and of `user@domain`, in small letters.
fn user_part(account: &str) -> String {
    let name = account.rsplit('\\').next().unwrap_or(account);
    name.split('@').next().unwrap_or(name).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_of_a_duty_or_of_somebody_else_looks_shared() {
        let (duty, another) = (Some(true), Some(false));
        for (account, user, expected) in [
            ("EXAMPLE\\reception", "anna", duty),
            ("svc-exchange@example.com", "anna", duty),
            ("Front.Desk2@example.com", "desk", duty),
            ("calendars", "calendars", duty),
            ("deskmond@example.com", "anna", None),
            ("EXAMPLE\\anna", "Anna", None),
            ("anna", "EXAMPLE\\anna", None),
            ("EXAMPLE\\carlo", "anna", another),
            ("carlo", "anna", another),
            ("carlo.neri@example.com", "cneri", None),
            ("", "anna", None),
        ] {
            let mut settings = Settings::default();
            settings.exchange.username = account.to_owned();
            let by_name = |settings: &Settings| match looks_shared(settings, Some(user)) {
                Some(Warning::LooksShared { by_name }) => Some(by_name),
                _ => None,
            };
            assert_eq!(by_name(&settings), expected, "{account} {user}");
            settings.protection.shared_folder = Some("/desks".into());
            assert_eq!(by_name(&settings), None);
            settings.protection.shared_folder = None;
            settings.provider = Provider::Office365;
            assert_eq!(by_name(&settings), None);
        }
        let mut settings = Settings::default();
        settings.exchange.username = "EXAMPLE\\carlo".to_owned();
        assert_eq!(looks_shared(&settings, None), None);
    }
}
