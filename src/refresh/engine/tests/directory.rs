//! What the engine does for whoever searches.

use super::*;
use crate::refresh::Query;
use crate::source::{Found, Kind, Reply, Wanted};

fn found(name: &str) -> Found {
    let kind = if name.starts_with("list") { Kind::List } else { Kind::Person };
    Found { name: name.into(), address: format!("{name}@example.org"), kind, ..Found::default() }
}

/// A directory in which everybody's name begins with what is looked for, and whose lists hold each other.
fn directory(lookup: &Lookup) -> Result<Findings, SourceError> {
    let names = match &lookup.wanted {
        Wanted::Name(name) => vec![format!("{name}a"), format!("{name}b")],
        Wanted::Members(list) if list == "list1@example.org" => vec!["x".into(), "list2".into()],
        Wanted::Members(list) if list == "list2@example.org" => vec!["y".into(), "list1".into()],
        _ => return Err(SourceError::Fault { code: "ErrorNameResolutionNoMailbox".into() }),
    };
    let found = names.iter().map(|name| found(name)).collect();
    Ok(Findings { found, ..Findings::default() })
}

fn desk(people: usize, delay: u64) -> Desk {
    let script = move |machine: &Machine| answers(50)(machine).with_directory(Duration::from_secs(delay), directory);
    Desk::open(people, script, vec![])
}

fn find(text: &str) -> Command {
    Command::Find(text.into())
}

fn names(snapshot: &Snapshot) -> Vec<String> {
    let answer = snapshot.directory.answer.as_ref();
    answer.map(|answer| answer.found.iter().map(|found| found.name.clone()).collect()).unwrap_or_default()
}

fn answered(query: &str) -> impl Fn(&Snapshot) -> bool {
    let query = Query::Name(query.into());
    move |snapshot| snapshot.directory.answer.as_ref().is_some_and(|answer| answer.query == query)
}

#[tokio::test(start_paused = true)]
async fn only_the_word_that_rested_is_asked_for_and_by_a_person() {
    let mut desk = desk(1, 1);
    desk.until(|now| now.last_complete.is_some()).await;
    for text in ["mo", "mon", "mont"] {
        desk.say(find(text));
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(desk.script.looked_up().is_empty());
    assert!(desk.until(|now| now.directory.asking).await.directory.failure.is_none());
    let snapshot = desk.until(answered("mont")).await;
    assert_eq!(names(&snapshot), ["monta", "montb"]);
    let lookup = Lookup { wanted: Wanted::Name("mont".into()), trigger: Trigger::Person };
    assert_eq!(desk.script.looked_up(), [lookup]);
    desk.say(find(""));
    let snapshot = desk.until(|now| now.directory.query.is_none()).await;
    assert!(names(&snapshot).is_empty());
}

#[tokio::test(start_paused = true)]
async fn an_outdated_answer_is_dropped_and_its_request_carried_to_its_end() {
    let mut desk = desk(1, 5);
    desk.until(|now| now.last_complete.is_some()).await;
    desk.say(find("mon"));
    desk.seconds(2).await;
    desk.say(find("ross"));
    let snapshot = desk.until(|now| now.directory.answer.is_some()).await;
    assert_eq!(names(&snapshot), ["rossa", "rossb"]);
    assert_eq!(desk.script.looked_up().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn who_types_does_not_wait_for_the_end_of_a_refresh() {
    let mut desk = desk(1000, 0);
    desk.seconds(1).await;
    desk.say(find("mon"));
    let snapshot = desk.until(answered("mon")).await;
    assert!(snapshot.last_complete.is_none(), "nine of ten requests are still to come");
    desk.until(|now| now.last_complete.is_some()).await;
}

#[tokio::test(start_paused = true)]
async fn a_stop_is_said_and_nothing_is_asked() {
    let mut desk = Desk::open(1, |machine| and_refused(machine).with_directory(Duration::ZERO, directory), vec![]);
    desk.until(|now| now.board == Board::Paused).await;
    desk.say(find("mon"));
    let snapshot = desk.until(|now| now.directory.failure.is_some()).await;
    assert!(!snapshot.directory.asking);
    assert!(desk.script.looked_up().is_empty());
}

fn and_refused(_: &Machine) -> Scripted {
    let refusal = Refusal { kind: RefusalKind::Credentials, status: 401, request_id: None };
    Scripted::new().then(Duration::ZERO, move |_| Err(SourceError::Refused(refusal)))
}

#[tokio::test(start_paused = true)]
async fn lists_are_expanded_with_those_inside_them() {
    let mut desk = desk(1, 0);
    desk.until(|now| now.last_complete.is_some()).await;
    desk.say(find("list"));
    desk.until(answered("list")).await;
    desk.say(Command::Members(found("list1")));
    let snapshot =
        desk.until(|now| now.directory.answer.as_ref().is_some_and(|a| !matches!(a.query, Query::Name(_)))).await;
    assert_eq!(names(&snapshot), ["x", "y"]);
    desk.say(Command::Members(found("list9")));
    let failed = desk.until(|now| now.directory.failure.is_some()).await;
    assert_eq!(failed.directory.failure.as_ref().unwrap().code, "server-fault");
    assert_eq!(failed.board, Board::Live, "the calendars are not concerned");
}

#[tokio::test(start_paused = true)]
async fn a_guest_s_day_is_asked_for_once_and_goes_with_the_search() {
    let mut desk = desk(1, 0);
    desk.until(|now| now.last_complete.is_some()).await;
    desk.say(find("mon"));
    desk.until(answered("mon")).await;
    let before = desk.sizes().len();
    desk.say(Command::Guest(found("mona").to_person()));
    let snapshot = desk.until(|now| !now.directory.guests.is_empty()).await;
    let guest = snapshot.directory.guest("mona@example.org").unwrap();
    assert!(guest.observation.schedule.is_some() && guest.observation.as_of.is_some());
    let questions = desk.script.asked();
    assert_eq!(questions[before].mailboxes, ["mona@example.org"]);
    assert_eq!(questions[before].trigger, Trigger::Person);
    desk.seconds(200).await;
    let later = desk.script.asked();
    assert!(later[before + 1..].iter().all(|question| question.mailboxes == ["p0@example.org"]), "once");
    desk.say(find(""));
    desk.until(|now| now.directory.guests.is_empty()).await;
}

#[tokio::test(start_paused = true)]
async fn whoever_is_added_brings_the_day_along() {
    let mut desk = desk(1, 0);
    desk.until(|now| now.last_complete.is_some()).await;
    desk.say(find("mon"));
    desk.say(Command::Guest(found("mona").to_person()));
    desk.until(|now| !now.directory.guests.is_empty()).await;
    let mut roster = roster(1);
    roster.people.push(found("mona").to_person());
    desk.say(Command::Roster(Arc::new(roster)));
    let snapshot = desk.until(|now| now.roster.people.len() == 2).await;
    assert!(snapshot.observations[1].schedule.is_some());
}

#[tokio::test(start_paused = true)]
async fn replies_are_asked_for_the_screen_alone_and_rarely() {
    let script = |machine: &Machine| {
        answers(50)(machine).with_replies(|question| {
            let reply = |address: &String| Reply::Text(format!("away, {address}"));
            let mailboxes = question.mailboxes.iter().map(reply).collect();
            Ok(Replies { mailboxes, server: ServerFacts::default() })
        })
    };
    let mut desk = Desk::open(5, script, vec![Command::Visible(vec![3, 1])]);
    let snapshot = desk.until(|now| now.observations[1].reply.text().is_some()).await;
    assert_eq!(snapshot.observations[3].reply.text(), Some("away, p3@example.org"));
    assert_eq!(snapshot.observations[0].reply, Reply::Unknown);
    desk.seconds(300).await;
    assert_eq!(desk.script.replies_asked().len(), 1);
    desk.seconds(700).await;
    assert_eq!(desk.script.replies_asked().len(), 2, "a quarter of an hour later");

    let mut off = settings();
    off.privacy.automatic_replies = false;
    desk.say(Command::Settings(Arc::new(off)));
    desk.until(|now| now.observations[1].reply == Reply::Unknown).await;
    desk.seconds(2000).await;
    assert_eq!(desk.script.replies_asked().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_server_without_replies_is_asked_once_and_a_search_that_is_off_never() {
    let mut off = settings();
    off.people.directory_search = false;
    let before = vec![Command::Visible(vec![0]), Command::Settings(Arc::new(off))];
    let script = |machine: &Machine| answers(50)(machine).with_directory(Duration::ZERO, directory);
    let mut desk = Desk::open(1, script, before);
    desk.until(|now| now.last_complete.is_some()).await;
    desk.say(find("mon"));
    desk.seconds(2000).await;
    assert_eq!(desk.script.replies_asked().len(), 1);
    assert!(desk.script.looked_up().is_empty() && desk.latest().directory.query.is_none());
    assert_eq!(desk.latest().board, Board::Live);
}
