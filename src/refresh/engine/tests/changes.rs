//! Other settings, other people and other days while the engine runs.

use super::*;
use crate::calendar::{BlockDetails, BusyBlock, BusyType, Schedule};
use crate::settings::RefreshInterval;

fn with(change: impl FnOnce(&mut Settings)) -> Command {
    let mut settings = settings();
    change(&mut settings);
    Command::Settings(Arc::new(settings))
}

async fn live(people: usize) -> Desk {
    let mut desk = Desk::open(people, answers(9), vec![]);
    desk.until(|snapshot| snapshot.last_complete.is_some()).await;
    desk
}

#[tokio::test(start_paused = true)]
async fn another_interval_counts_at_once_and_asks_nothing_by_itself() {
    let mut desk = live(3).await;
    desk.say(with(|settings| settings.refresh_interval = RefreshInterval::from_seconds(600).unwrap()));
    let told = desk.until(|snapshot| snapshot.interval.as_secs() == 600).await;
    let notice = told.news.clone().unwrap().notice;
    assert_eq!((notice.code, notice.args[0].1.as_str()), ("settings-applied", "refresh_interval_seconds"));
    let next = told.next_refresh.unwrap() - desk.machine.wall();
    assert!((590..=600).contains(&next.num_seconds()), "the window is told, too: {next}");
    desk.seconds(500).await;
    assert_eq!(desk.sizes().len(), 1);
    desk.say(with(|settings| settings.refresh_interval = RefreshInterval::from_seconds(30).unwrap()));
    desk.seconds(3).await;
    assert_eq!(desk.sizes().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn switched_off_nothing_is_asked_and_switched_on_it_goes_on_without_losing_the_board() {
    let mut desk = live(3).await;
    desk.say(with(|settings| settings.enabled.0 = false));
    let off = desk.until(|snapshot| snapshot.board == Board::Disabled).await;
    assert_eq!((off.causes[0].notice.code, known(&off), off.next_refresh), ("switched-off", 3, None));
    desk.seconds(600).await;
    assert_eq!(desk.sizes().len(), 1);
    desk.say(with(|_| ()));
    desk.seconds(2).await;
    assert_eq!((desk.sizes().len(), desk.latest().board, doubtful(&desk.latest())), (2, Board::Live, 0));
    assert!(desk.passwords.lock().unwrap().is_empty(), "nobody was asked for a password");
}

#[tokio::test(start_paused = true)]
async fn another_account_is_another_view_of_the_calendars() {
    let mut desk = live(3).await;
    desk.say(with(|settings| settings.exchange.username = "other".into()));
    let changed = desk.until(|snapshot| snapshot.account == "other").await;
    assert_eq!((known(&changed), doubtful(&changed)), (3, 3), "shown with its age until the new account answers");
    desk.until(|snapshot| doubtful(snapshot) == 0).await;
}

#[tokio::test(start_paused = true)]
async fn a_stop_outlives_other_settings() {
    let script = |machine: &Machine| and_free(Scripted::new().then(Duration::ZERO, fails(refused())), machine);
    let mut desk = Desk::open(3, script, vec![]);
    desk.until(|snapshot| snapshot.board == Board::Paused).await;
    desk.say(with(|settings| settings.network.basic_over_http = true));
    let after = desk.until(|snapshot| snapshot.news.is_some()).await;
    assert_eq!(after.board, Board::Paused, "not even for a moment");
    desk.seconds(600).await;
    assert_eq!(desk.sizes().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn settings_that_cannot_be_worked_with_leave_the_old_ones_in_force() {
    let mut desk = live(3).await;
    desk.say(with(|settings| {
        settings.network.ca_file = Some("gone.pem".into());
        settings.exchange.username = "other".into();
    }));
    let told = desk.until(|snapshot| !snapshot.causes.is_empty()).await;
    let codes: Vec<_> = told.causes.iter().map(|cause| cause.notice.code).collect();
    assert_eq!((codes, told.account.as_str()), (vec!["ca-file-unreadable", "settings-old-stay"], ""));
    assert_eq!(told.board, Board::Live);
    desk.say(with(|_| ()));
    desk.until(|snapshot| snapshot.causes.is_empty()).await;
}

#[tokio::test(start_paused = true)]
async fn trouble_with_the_files_is_shown_until_it_is_gone() {
    let mut desk = live(3).await;
    desk.say(Command::Trouble(vec![Notice::new("settings-syntax")]));
    let told = desk.until(|snapshot| !snapshot.causes.is_empty()).await;
    assert_eq!((told.causes[0].notice.code, told.board), ("settings-syntax", Board::Live));
    desk.say(Command::Trouble(vec![]));
    desk.until(|snapshot| snapshot.causes.is_empty()).await;
}

#[tokio::test(start_paused = true)]
async fn details_that_are_no_longer_allowed_are_forgotten_at_once() {
    let script = |machine: &Machine| {
        let clock = machine.clone();
        let detailed = move |question: &Question| {
            let mut answer = free(&clock, question)?;
            let details = BlockDetails { subject: Some("secret".into()), ..BlockDetails::default() };
            let block = BusyBlock::new(question.window.start, question.window.end, BusyType::Busy);
            let block = BusyBlock { details: Some(details), ..block };
            answer.mailboxes[0] = Ok(Schedule::new(question.window, vec![block], None));
            Ok(answer)
        };
        Scripted::new().then(Duration::ZERO, detailed)
    };
    let mut desk = Desk::open(1, script, vec![with(|settings| settings.privacy.details = true)]);
    let detailed = |snapshot: &Snapshot| {
        let schedule = snapshot.observations[0].schedule.as_ref();
        schedule.is_some_and(|schedule| schedule.blocks.iter().any(|block| block.details.is_some()))
    };
    desk.until(detailed).await;
    assert!(desk.script.asked()[0].details);
    desk.say(with(|_| ()));
    desk.until(|snapshot| known(snapshot) == 1 && !detailed(snapshot)).await;
}

#[tokio::test(start_paused = true)]
async fn another_zone_begins_the_days_at_another_midnight() {
    let desk = live(3).await;
    desk.say(with(|settings| settings.display.zone = Some(chrono_tz::Asia::Tokyo)));
    desk.seconds(3).await;
    let asked = desk.script.asked();
    assert_eq!(asked[1].window.start.to_rfc3339(), "2026-11-22T15:00:00+00:00");
    let zone = desk.latest().zone;
    assert_eq!(zone, crate::calendar::Zone::Named(chrono_tz::Asia::Tokyo));
}

#[tokio::test(start_paused = true)]
async fn people_who_come_are_asked_for_and_people_who_go_are_told() {
    let mut desk = live(3).await;
    desk.say(Command::Visible(vec![0, 2]));
    let mut people = roster(4).people;
    people.remove(0);
    desk.say(Command::Roster(Arc::new(Roster { people })));
    let told = desk.until(|snapshot| snapshot.news.is_some()).await;
    let args = told.news.clone().unwrap().notice.args;
    assert_eq!(args.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>(), ["3", "1", "1"]);
    assert_eq!(known(&told), 2);
    desk.until(|snapshot| known(snapshot) == 3).await;
    let asked = desk.script.asked();
    assert_eq!(asked[1].mailboxes, [2, 1, 3].map(address), "who is on the screen stays first");
}

#[tokio::test(start_paused = true)]
async fn a_far_day_is_fetched_for_the_people_on_the_screen_once() {
    let mut desk = live(250).await;
    desk.say(Command::Visible(vec![200, 7]));
    desk.say(Command::Day("2027-01-06".parse().unwrap()));
    let there = |snapshot: &Snapshot| snapshot.observations.iter().filter(|one| one.other_days.is_some()).count();
    desk.until(|snapshot| there(snapshot) == 2).await;
    let last = desk.script.asked().pop().unwrap();
    assert_eq!(last.mailboxes, [200, 7].map(address));
    assert_eq!(last.window.start.to_rfc3339(), "2027-01-04T00:00:00+00:00");
    assert_eq!(last.trigger, Trigger::Person);
    let asked = desk.sizes().len();
    desk.say(Command::Day("2027-01-08".parse().unwrap()));
    desk.seconds(20).await;
    assert_eq!(desk.sizes().len(), asked, "the same week is known");
    desk.say(Command::Visible(vec![7, 8]));
    desk.until(|snapshot| there(snapshot) == 3).await;
    assert_eq!(desk.script.asked().pop().unwrap().mailboxes, [address(8)]);
    desk.say(Command::Day("2026-11-25".parse().unwrap()));
    desk.say(Command::Visible(vec![30]));
    desk.seconds(5).await;
    assert_eq!(desk.sizes().len(), asked + 1, "what every refresh holds is not fetched apart");
}

#[tokio::test(start_paused = true)]
async fn a_far_day_is_not_asked_for_again_and_again_where_it_fails() {
    let error = || SourceError::Fault { code: "ErrorInternalServerError".into() };
    let script = |machine: &Machine| {
        let first = and_free(Scripted::new(), machine);
        (0..50).fold(first, |script, _| script.then(Duration::ZERO, fails(error())))
    };
    let mut desk = Desk::open(3, script, vec![]);
    desk.until(|snapshot| snapshot.last_complete.is_some()).await;
    desk.say(Command::Visible(vec![0, 1]));
    desk.say(Command::Day("2027-01-06".parse().unwrap()));
    desk.seconds(50).await;
    assert_eq!(desk.sizes(), [3, 2]);
    assert!(desk.latest().observations[0].other_days.is_none());
    assert_eq!(desk.latest().causes[0].notice.code, "server-fault");
}

#[tokio::test(start_paused = true)]
async fn what_the_guard_knows_is_published_with_what_ended_the_last_stop() {
    use crate::guard::{Ending, Standing};
    let script = |machine: &Machine| and_free(Scripted::new().then(Duration::ZERO, fails(refused())), machine);
    let mut desk = Desk::open(3, script, vec![]);
    let stopped = desk.until(|snapshot| snapshot.board == Board::Paused && !snapshot.refreshing).await;
    let known = stopped.protection.clone().unwrap();
    assert!(matches!(&known.standing, Standing::Stopped { refusal, .. } if refusal.status == 401), "{known:?}");
    assert_eq!((known.refusal.as_ref().and_then(|past| past.ended), known.accepted), (None, None));
    desk.say(Command::Resume);
    let live = desk.until(|snapshot| snapshot.board == Board::Live).await;
    let known = live.protection.clone().unwrap();
    assert_eq!(known.standing, Standing::Open);
    let ended = known.refusal.as_ref().and_then(|past| past.ended);
    assert!(matches!(ended, Some((Ending::Resumed, _))), "{ended:?}");
    assert!(known.accepted.is_some());
    desk.seconds(30).await;
    assert_eq!(desk.latest().version, live.version, "nothing new is known");
}
