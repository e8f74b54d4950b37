//! The whole way, from a guarded account through the source to the built-in server: every way in which that one can
//! misbehave, and what people are told.

use crate::support::options;
use attendant_calendar::account::{BasicAccount, Origin, Trigger};
use attendant_calendar::calendar::{BusyType, Window};
use attendant_calendar::guard::{Keeper, SystemClock};
use attendant_calendar::net::{Client, ClientOptions};
use attendant_calendar::settings::ExchangeVersion;
use attendant_calendar::simulator::scenario::{BusyForm, DownForm, OddForm, SilenceForm};
use attendant_calendar::simulator::{Generation, Options, Running, Scenario, Simulator, TimeForm};
use attendant_calendar::source::ews::EwsSource;
use attendant_calendar::source::{Answer, Class, MailboxErrorKind, Question, Source, SourceError};
use attendant_calendar::store::{Secret, SecretStore};
use chrono::{TimeDelta, Utc};
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use url::Url;

/// A desk: a simulator, and an account with a guard of its own.
struct Desk {
    server: Running,
    source: EwsSource,
    _folder: TempDir,
}

impl Desk {
    async fn new(simulator: Options) -> Self {
        let server = Simulator::start(simulator).await.unwrap();
        let url = Url::parse(&server.ews_url()).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let origin = Origin::new(&url, server.account());
        let keeper = Keeper::new(folder.path(), &origin.file_name(), Arc::new(SystemClock));
        let limits = ClientOptions { total_timeout: Duration::from_secs(2), ..options() };
        let account = BasicAccount::new(
            Client::new(limits).unwrap(),
            Arc::new(keeper),
            &origin,
            server.account().to_owned(),
            Secret::new(server.password()),
            &SecretStore::in_memory(),
        )
        .await;
        let source = EwsSource::new(Arc::new(account), url, ExchangeVersion::Detect);
        Self { server, source, _folder: folder }
    }

    fn question(&self) -> Question {
        let start = Utc::now() - TimeDelta::days(2);
        Question {
            mailboxes: self.server.roster().into_iter().map(|person| person.address).collect(),
            window: Window { start, end: start + TimeDelta::days(15) },
            details: true,
            trigger: Trigger::Person,
        }
    }

    async fn ask(&self) -> Result<Answer, SourceError> {
        self.source.schedules(self.question()).await
    }
}

#[tokio::test]
async fn every_generation_and_form_of_time_gives_the_same_calendars() {
    let forms = [
        (Generation::Exchange2007Sp1, TimeForm::Wall),
        (Generation::Exchange2010Sp2, TimeForm::Offset),
        (Generation::Exchange2019, TimeForm::Utc),
    ];
    let mut first: Option<Answer> = None;
    for (generation, time_form) in forms {
        let start_at = Some("2026-11-23T09:00:00Z".parse().unwrap());
        let desk = Desk::new(Options { generation, time_form, start_at, ..Options::default() }).await;
        let mut question = desk.question();
        let at = |text: &str| text.parse().unwrap();
        question.window = Window { start: at("2026-11-22T23:00:00Z"), end: at("2026-12-07T23:00:00Z") };
        // The first answer is read at the lowest level, and tells of the server; the second is at the server's own.
        desk.source.schedules(question.clone()).await.unwrap();
        let answer = desk.source.schedules(question).await.unwrap();
        assert!(answer.server.version.is_some() && answer.server.clock_notice().is_none(), "{generation:?}");
        let good: Vec<_> = answer.mailboxes.iter().flatten().collect();
        assert_eq!(answer.mailboxes.len() - good.len(), 2, "{generation:?}: two mailboxes give errors");
        assert!(
            good.iter().any(|schedule| schedule.blocks.iter().any(|block| block.busy_type == BusyType::OutOfOffice))
        );
        assert!(good.iter().filter(|schedule| schedule.working_hours.is_some()).count() > 50);
        let counters = desk.server.handle().counters();
        assert_eq!(counters.refused_logons, 0, "{counters:?}");
        // 2007 and 2010 have no word for working elsewhere; everything else must agree.
        let times = |answer: &Answer| -> Vec<_> {
            let entries = answer.mailboxes.iter().map(|entry| entry.as_ref().map_err(Clone::clone));
            entries.map(|entry| entry.map(|s| s.blocks.iter().map(|b| (b.start, b.end)).collect::<Vec<_>>())).collect()
        };
        let first = first.get_or_insert_with(|| answer.clone());
        assert_eq!(times(first), times(&answer), "{generation:?} {time_form:?}");
    }
}

#[tokio::test]
async fn every_way_to_misbehave_is_told_apart() {
    let busy = |form| Scenario::TooManyRequests { form, wait_seconds: 7 };
    let table = [
        (Scenario::PasswordChanged, Class::Refusal, "sign-in-refused"),
        (Scenario::AccountLocked, Class::Refusal, "sign-in-refused"),
        (Scenario::AccountDisabled, Class::Refusal, "sign-in-refused"),
        (Scenario::Forbidden, Class::Refusal, "not-allowed"),
        (busy(BusyForm::Fault), Class::Wait, "slow-down"),
        (busy(BusyForm::Message), Class::Wait, "slow-down"),
        (busy(BusyForm::ServiceUnavailable), Class::Wait, "slow-down"),
        (busy(BusyForm::TooManyRequests), Class::Wait, "slow-down"),
        (busy(BusyForm::RetryDate), Class::Wait, "slow-down"),
        (busy(BusyForm::Concurrency), Class::Wait, "slow-down"),
        (Scenario::ServerDown { form: DownForm::Refused }, Class::NotSent, "connection-refused"),
        (Scenario::Slow { seconds: 30.0 }, Class::Unknown, "no-answer-in-time"),
        (Scenario::NoAnswer { form: SilenceForm::Open }, Class::Unknown, "no-answer-in-time"),
        (Scenario::NoAnswer { form: SilenceForm::Closed }, Class::Unknown, "answer-lost"),
        (Scenario::HalfAnswer, Class::Server, "answer-cut"),
        (Scenario::Nonsense, Class::Server, "answer-web-page"),
        (Scenario::LogOnPage, Class::Server, "redirected-log-on"),
        (Scenario::NotFound, Class::Server, "no-service"),
        (Scenario::InternalError, Class::Server, "server-fault"),
        (Scenario::HugeAnswer { mebibytes: 40 }, Class::TooManyMailboxes, "answer-too-large"),
    ];
    for (scenario, class, notice) in table {
        let desk = Desk::new(Options::default()).await;
        desk.server.handle().set(scenario.clone());
        let error = desk.ask().await.expect_err(notice);
        assert_eq!((error.class(), error.notice().code), (class, notice), "{scenario:?}: {error:?}");
        // What the guard made of it: after a refusal and within a wait nothing more leaves.
        if matches!(class, Class::Refusal | Class::Wait) {
            let requests = desk.server.handle().log().len();
            let held = desk.ask().await.expect_err("held back");
            assert_eq!(held.class(), class, "{scenario:?}: {held:?}");
            assert_eq!(desk.server.handle().log().len(), requests, "{scenario:?}: held back, and still sent");
        }
    }
}

/// Accepted and closed at once: whether anything left is the network's to decide, and each answer is a right one.
#[tokio::test]
async fn a_server_that_closes_at_once_is_lost_or_not_sent() {
    let desk = Desk::new(Options::default()).await;
    desk.server.handle().set(Scenario::ServerDown { form: DownForm::Closed });
    let class = desk.ask().await.unwrap_err().class();
    assert!(matches!(class, Class::NotSent | Class::Unknown), "{class:?}");
}

#[tokio::test]
async fn a_wrong_clock_is_noticed_and_does_no_harm() {
    for (minutes, code) in [(10, "clock-behind"), (-10, "clock-ahead")] {
        let desk = Desk::new(Options::default()).await;
        desk.server.handle().set(Scenario::WrongClock { minutes });
        let notice = desk.ask().await.unwrap().server.clock_notice().unwrap();
        assert_eq!((notice.code, notice.args[0].1.as_str()), (code, "10"));
    }
}

#[tokio::test]
async fn one_odd_calendar_is_its_own_persons_trouble() {
    let plain = Desk::new(Options::default()).await.ask().await.unwrap();
    let failed = |answer: &Answer| answer.mailboxes.iter().filter(|entry| entry.is_err()).count();
    let odd = async |form| {
        let desk = Desk::new(Options::default()).await;
        desk.server.handle().set(Scenario::OddPerson { form });
        let answer = desk.ask().await.unwrap();
        let kinds: Vec<_> = answer.mailboxes.iter().filter_map(|entry| entry.as_ref().err()).map(|e| e.kind).collect();
        let dropped: usize = answer.mailboxes.iter().flatten().map(|schedule| schedule.dropped).sum();
        (kinds, dropped)
    };
    let usual = failed(&plain);
    for form in [OddForm::UnknownType, OddForm::ForbiddenCharacter] {
        assert_eq!(odd(form).await.0.len(), usual, "{form:?}");
    }
    let (kinds, dropped) = odd(OddForm::BackwardItem).await;
    assert_eq!((kinds.len(), dropped), (usual, 1));
    let (kinds, _) = odd(OddForm::OddTime).await;
    assert!(kinds.len() == usual + 1 && kinds.contains(&MailboxErrorKind::Unreadable), "{kinds:?}");
    let (kinds, _) = odd(OddForm::NothingGranted).await;
    assert!(kinds.len() == usual + 1 && kinds.contains(&MailboxErrorKind::NoEvents), "{kinds:?}");
}
