//! Every error of Entra that has words of its own, over the wire: what the program makes of it, and what it says.

use super::desk::Desk;
use attendant_calendar::account::ChannelError;
use attendant_calendar::account::oauth::Failure;
use attendant_calendar::guard::{Held, RefusalKind};
use attendant_calendar::simulator::{EntraDoor, Scenario};
use attendant_calendar::source::SourceError;
use attendant_calendar::words::{ENTRA_ERRORS, EntraError, Notice, Who, Words};

/// Numbers of a device code's ordinary way, which end nothing by themselves.
const DEVICE: [u32; 4] = [70016, 70018, 70019, 70020];

fn says_it(notice: &Notice, error: &EntraError, number: u32) {
    for words in Words::LANGUAGES.map(Words::for_language) {
        let said = words.notice(notice);
        assert!(said.message.contains(&format!("AADSTS{number}")), "{error:?}: {said:?}");
        assert!(!said.remedy.is_empty() && !said.remedy.contains('{'), "{error:?}: {said:?}");
    }
}

#[tokio::test]
async fn each_number_in_answer_to_a_code_has_its_words() {
    let desk = Desk::open().await;
    for error in ENTRA_ERRORS {
        for number in error.numbers.iter().copied().filter(|number| !DEVICE.contains(number)) {
            desk.control.set(Scenario::Normal);
            let flow = desk.sign_in().paste().await.unwrap();
            let back = desk.enter_password(flow.address()).await;
            let code = flow.read(back.as_str()).unwrap();
            desk.control.set(Scenario::EntraError { aadsts: number, at: EntraDoor::Code });
            let failure = flow.finish(code).await.unwrap_err();
            if error.who == Who::Nobody {
                assert!(matches!(failure, Failure::Busy), "{number}: {failure:?}");
                // The service asked for a pause, which the next sign-in would obey.
                std::fs::remove_file(record(&desk)).unwrap();
                continue;
            }
            let notice = failure.notice();
            assert_eq!(notice.code, if number == 70008 { "entra-code-used" } else { error.notice }, "{number}");
            says_it(&notice, error, number);
        }
    }
    desk.control.set(Scenario::Normal);
    assert_eq!(desk.keeper.held(desk.account().await.tag()), None, "a code that is refused stops nothing else");
}

#[tokio::test]
async fn each_number_in_answer_to_a_refresh_token_stops_and_says_why_or_waits() {
    let desk = Desk::open().await;
    let account = desk.account().await;
    for error in ENTRA_ERRORS {
        for number in error.numbers.iter().copied().filter(|number| !DEVICE.contains(number)) {
            std::fs::remove_file(record(&desk)).unwrap();
            let before = desk.entra().refused_renewals;
            desk.control.set(Scenario::EntraError { aadsts: number, at: EntraDoor::Refresh });
            let failed = desk.ask(&account).await.unwrap_err();
            let again = desk.ask(&account).await.unwrap_err();
            assert_eq!(desk.entra().refused_renewals, before + 1, "{number}: asked once");
            match (&failed, &again) {
                (SourceError::Channel(ChannelError::Held(Held::Waiting { .. })), _) => {
                    assert_eq!(error.who, Who::Nobody, "{number}");
                }
                (
                    SourceError::Channel(ChannelError::Held(Held::Stopped(stop))),
                    SourceError::Channel(ChannelError::Held(Held::Stopped(still))),
                ) => {
                    assert_eq!(stop, still, "{number}");
                    let (RefusalKind::SignInNeeded(told) | RefusalKind::Registration(told)) = stop.refusal.kind else {
                        panic!("{number}: {stop:?}");
                    };
                    assert_eq!(told, number);
                    let notice = failed.notice();
                    assert_eq!(notice.code, error.notice, "{number}");
                    says_it(&notice, error, number);
                }
                other => panic!("{number}: {other:?}"),
            }
        }
    }
}

#[tokio::test]
async fn errors_that_the_browser_brings_back_have_their_words_too() {
    let desk = Desk::open().await;
    for (number, code) in [(65001, "entra-consent"), (90094, "entra-admin-consent"), (50126, "entra-wrong-password")] {
        desk.control.set(Scenario::EntraError { aadsts: number, at: EntraDoor::Authorize });
        let flow = desk.sign_in().paste().await.unwrap();
        let page = desk.http.get(flow.address().clone()).send().await.unwrap();
        let failure = flow.read(super::desk::location(&page).as_str()).unwrap_err();
        assert_eq!(failure.notice().code, code);
        let notices = failure.notices(desk.service.directory(), Some(flow.redirect()));
        let approval = notices.iter().find(|notice| notice.code == "sign-in-approval");
        let said = approval.map(|approval| Words::for_language("en").notice(approval));
        let links =
            said.is_some_and(|said| said.remedy.contains("/adminconsent?client_id=") && said.message.contains("EWS."));
        assert_eq!(links, code != "entra-wrong-password", "{number}");
    }
}

/// The guard's record.
fn record(desk: &Desk) -> std::path::PathBuf {
    desk.folder.path().join(format!("{}.json", desk.service.directory().origin().file_name()))
}
