//! The engine against a scripted source that asks the guard first, in time that is only pretended to pass.

use super::*;
use crate::guard::{Clock, Demand, Keeper, Mode, Outcome, Permit, Refusal, RefusalKind, SignIn, Stamp, Tag};
use crate::net::NetError;
use crate::people::{Person, Roster};
use crate::refresh::Board;
use crate::source::scripted::Scripted;
use crate::source::{
    Answer, Findings, Lookup, MailboxError, MailboxErrorKind, Question, Replies, ReplyQuestion, ServerFacts,
};
use crate::source::{Source, SourceError};
use crate::store::Secret;
use futures_util::future::BoxFuture;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use tokio::task::JoinHandle;

mod changes;
mod directory;

/// Both clocks of the machine, and how far the wall clock was moved.
#[derive(Clone)]
struct Machine {
    start: Instant,
    moved: Arc<AtomicI64>,
}

impl Machine {
    fn wall(&self) -> DateTime<Utc> {
        let start: DateTime<Utc> = "2026-11-23T09:00:00Z".parse().unwrap();
        start
            + TimeDelta::from_std(self.start.elapsed()).unwrap()
            + TimeDelta::seconds(self.moved.load(Ordering::Relaxed))
    }
}

impl Clock for Machine {
    fn now(&self) -> Stamp {
        let tick_ms = u64::try_from(self.start.elapsed().as_millis()).unwrap();
        Stamp { wall: self.wall(), epoch: 1, tick_ms }
    }
}

/// A source whose requests the guard lets go, or not.
struct Guarded {
    script: Arc<Scripted>,
    keeper: Arc<Keeper>,
}

impl Source for Guarded {
    fn batch_limit(&self) -> usize {
        100
    }

    fn schedules(&self, question: Question) -> BoxFuture<'_, Result<Answer, SourceError>> {
        Box::pin(async move {
            let trigger = question.trigger;
            let send = |permit: Permit| -> BoxFuture<'static, (Result<Answer, SourceError>, Outcome)> {
                let (script, question) = (Arc::clone(&self.script), question.clone());
                Box::pin(async move {
                    if permit.mode() == Mode::Bare {
                        let outcome = Outcome::Answered { sign_in: SignIn::Challenged, wait: None };
                        return (Err(SourceError::SlowDown), outcome);
                    }
                    let result = script.schedules(question).await;
                    let outcome = outcome(&result);
                    (result, outcome)
                })
            };
            self.keeper.attempt(&tag(), trigger, send).await.map_err(ChannelError::Held)?
        })
    }

    fn look_up(&self, lookup: Lookup) -> BoxFuture<'_, Result<Findings, SourceError>> {
        self.script.look_up(lookup)
    }

    fn replies(&self, question: ReplyQuestion) -> BoxFuture<'_, Result<Replies, SourceError>> {
        self.script.replies(question)
    }
}

fn outcome(result: &Result<Answer, SourceError>) -> Outcome {
    let (sign_in, wait) = match result {
        Err(SourceError::Channel(ChannelError::Net(NetError::NotSent { .. }))) => return Outcome::NotSent,
        Err(SourceError::Channel(ChannelError::Net(NetError::Lost { .. }))) => return Outcome::Lost,
        Err(SourceError::Refused(refusal)) => (SignIn::Refused(refusal.clone()), None),
        Err(SourceError::SlowDown) => (SignIn::Accepted, Some(Demand::For(Duration::from_secs(600)))),
        _ => (SignIn::Accepted, None),
    };
    Outcome::Answered { sign_in, wait }
}

fn tag() -> Tag {
    Tag::new("the password")
}

/// Gives out the connection that it has, and notes the passwords. Settings with a certificate file cannot be worked with.
struct Passwords(Connection, Arc<Mutex<Vec<String>>>);

impl Connector for Passwords {
    fn with_password(&mut self, password: Secret, _: bool) -> BoxFuture<'_, Result<Connection, Notice>> {
        self.1.lock().unwrap().push(password.expose().to_owned());
        Box::pin(std::future::ready(Ok(self.0.clone())))
    }

    fn under(&mut self, settings: Settings) -> BoxFuture<'_, Result<Result<Connection, Notice>, Vec<Notice>>> {
        Box::pin(std::future::ready(match settings {
            _ if settings.network.ca_file.is_some() => Err(vec![Notice::new("ca-file-unreadable")]),
            _ if !settings.enabled.0 => Ok(Err(Notice::new("switched-off"))),
            _ => Ok(Ok(self.0.clone())),
        }))
    }
}

fn settings() -> Settings {
    let mut settings = Settings::default();
    settings.display.zone = Some(chrono_tz::UTC);
    settings
}

fn roster(people: usize) -> Roster {
    let person = |index| Person { name: format!("P {index}"), address: address(index), ..Person::default() };
    Roster { people: (0..people).map(person).collect() }
}

fn address(index: usize) -> String {
    format!("p{index}@example.org")
}

/// A running engine and everything around it.
struct Desk {
    machine: Machine,
    script: Arc<Scripted>,
    commands: mpsc::UnboundedSender<Command>,
    stop: Option<oneshot::Sender<()>>,
    snapshots: watch::Receiver<Arc<Snapshot>>,
    task: JoinHandle<()>,
    passwords: Arc<Mutex<Vec<String>>>,
    _folder: tempfile::TempDir,
}

impl Desk {
    /// With these commands said before the engine begins.
    fn open(people: usize, script: impl FnOnce(&Machine) -> Scripted, before: Vec<Command>) -> Self {
        Self::with(people, script, before, true)
    }

    fn with(people: usize, script: impl FnOnce(&Machine) -> Scripted, before: Vec<Command>, password: bool) -> Self {
        let machine = Machine { start: Instant::now(), moved: Arc::default() };
        let folder = tempfile::tempdir().unwrap();
        let keeper = Arc::new(Keeper::new(folder.path(), "sign-in", Arc::new(machine.clone())));
        let script = Arc::new(script(&machine));
        let source = Arc::new(Guarded { script: Arc::clone(&script), keeper: Arc::clone(&keeper) });
        let connection = Connection { source, keeper, credential: Arc::new(tag()) };
        let passwords = Arc::default();
        let clock = machine.clone();
        let roster = Arc::new(roster(people));
        let settings = Arc::new(settings());
        let start = Start {
            state: State::new(roster, &settings),
            connection: if password { Ok(connection.clone()) } else { Err(Notice::new("no-password")) },
            connector: Box::new(Passwords(connection, Arc::clone(&passwords))),
            settings,
            ahead: TimeDelta::zero(),
            wall: Arc::new(move || clock.wall()),
        };
        let (commands, receiver) = mpsc::unbounded_channel();
        before.into_iter().for_each(|command| commands.send(command).unwrap());
        let (sender, snapshots) = watch::channel(Arc::new(start.state.snapshot.clone()));
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(Engine::new(start, receiver, stopped, sender).run());
        Self { machine, script, commands, stop: Some(stop), snapshots, task, passwords, _folder: folder }
    }

    fn say(&self, command: Command) {
        self.commands.send(command).unwrap();
    }

    async fn until(&mut self, what: impl Fn(&Snapshot) -> bool) -> Arc<Snapshot> {
        let found = tokio::time::timeout(Duration::from_secs(7200), self.snapshots.wait_for(|now| what(now))).await;
        found.expect("it never came").expect("the engine ended").clone()
    }

    async fn seconds(&self, seconds: u64) {
        tokio::time::sleep(Duration::from_secs(seconds)).await;
    }

    /// The sizes of the questions so far.
    fn sizes(&self) -> Vec<usize> {
        self.script.asked().iter().map(|question| question.mailboxes.len()).collect()
    }

    fn latest(&self) -> Arc<Snapshot> {
        self.snapshots.borrow().clone()
    }
}

/// Everybody is free in the whole window.
fn free(machine: &Machine, question: &Question) -> Result<Answer, SourceError> {
    let schedule = || crate::calendar::Schedule::new(question.window, Vec::new(), None);
    let mailboxes = question.mailboxes.iter().map(|_| Ok(schedule())).collect();
    Ok(Answer { mailboxes, server: ServerFacts { at: machine.wall(), ..ServerFacts::default() } })
}

/// A script that answers so many questions, each after a second.
fn answers(times: usize) -> impl Fn(&Machine) -> Scripted {
    move |machine| (0..times).fold(Scripted::new(), |script, _| and_free(script, machine))
}

fn and_free(script: Scripted, machine: &Machine) -> Scripted {
    let machine = machine.clone();
    script.then(Duration::from_secs(1), move |question| free(&machine, question))
}

fn fails(error: SourceError) -> impl FnOnce(&Question) -> Result<Answer, SourceError> + Send {
    move |_| Err(error)
}

fn refused() -> SourceError {
    SourceError::Refused(Refusal { kind: RefusalKind::Credentials, status: 401, request_id: None })
}

fn known(snapshot: &Snapshot) -> usize {
    snapshot.observations.iter().filter(|observation| observation.schedule.is_some()).count()
}

fn doubtful(snapshot: &Snapshot) -> usize {
    snapshot.observations.iter().filter(|observation| observation.doubtful).count()
}

fn news(snapshot: &Snapshot) -> Option<&'static str> {
    snapshot.news.as_ref().map(|news| news.notice.code)
}

#[tokio::test(start_paused = true)]
async fn whom_a_person_waits_for_comes_first_then_the_screen_then_the_rest() {
    let before = vec![Command::Visible(vec![120, 110]), Command::Wanted(200)];
    let mut desk = Desk::open(250, answers(3), before);
    desk.until(|snapshot| snapshot.last_complete.is_some()).await;
    assert_eq!(desk.sizes(), [100, 100, 50]);
    let asked = desk.script.asked();
    assert_eq!(asked[0].mailboxes[..4], [200, 120, 110, 0].map(address));
    assert_eq!(asked[0].window.length().num_days(), 15);
    assert_eq!(desk.latest().board, Board::Live);
}

#[tokio::test(start_paused = true)]
async fn each_answer_is_published_as_it_comes_and_a_search_meanwhile_changes_who_is_next() {
    let mut desk = Desk::open(250, answers(3), vec![]);
    let first = desk.until(|snapshot| known(snapshot) > 0).await;
    assert_eq!((known(&first), first.refreshing, first.board), (100, true, Board::Stale));
    desk.say(Command::Visible(vec![240, 230]));
    let second = desk.until(|snapshot| known(snapshot) > 100).await;
    assert_eq!(known(&second), 200);
    desk.until(|snapshot| snapshot.last_complete.is_some()).await;
    assert_eq!(desk.script.asked()[2].mailboxes[..2], [240, 230].map(address));
}

#[tokio::test(start_paused = true)]
async fn refreshes_keep_their_distance_and_the_second_is_short() {
    let mut desk = Desk::open(3, answers(9), vec![]);
    desk.until(|snapshot| snapshot.last_complete.is_some()).await;
    desk.seconds(52).await;
    assert_eq!(desk.sizes().len(), 1);
    desk.seconds(16).await;
    assert_eq!(desk.sizes().len(), 2);
    assert_eq!(desk.script.asked()[1].window.length().num_days(), 2);
}

#[tokio::test(start_paused = true)]
async fn refresh_now_is_obeyed_after_five_seconds_and_not_again_while_it_is_done() {
    let mut desk = Desk::open(3, answers(9), vec![]);
    desk.until(|snapshot| snapshot.last_complete.is_some()).await;
    desk.say(Command::RefreshNow);
    desk.seconds(4).await;
    assert_eq!(desk.sizes().len(), 1);
    desk.until(|snapshot| snapshot.refreshing).await;
    desk.say(Command::RefreshNow);
    desk.seconds(30).await;
    assert_eq!(desk.sizes().len(), 2);
    assert_eq!(desk.script.asked()[1].trigger, Trigger::Person);
}

#[tokio::test(start_paused = true)]
async fn a_refusal_stops_everything_until_a_person_resumes() {
    let script = |machine: &Machine| and_free(Scripted::new().then(Duration::ZERO, fails(refused())), machine);
    let mut desk = Desk::open(250, script, vec![]);
    let paused = desk.until(|snapshot| snapshot.board == Board::Paused).await;
    assert_eq!((paused.causes[0].notice.code, paused.next_refresh), ("sign-in-refused", None));
    desk.seconds(3600).await;
    for command in [Command::RefreshNow, Command::TryOnce] {
        desk.say(command);
        desk.seconds(30).await;
    }
    assert_eq!(desk.sizes(), [100], "one request, and no more");
    let told = desk.latest();
    assert_eq!(
        (news(&told), told.news.as_ref().unwrap().number),
        (Some("sign-in-refused"), 2),
        "each time it is said why"
    );
    assert_eq!(told.causes[0].since, paused.causes[0].since, "the cause is as old as before");
    desk.say(Command::Resume);
    desk.until(|snapshot| known(snapshot) == 100).await;
}

#[tokio::test(start_paused = true)]
async fn a_server_s_wait_is_obeyed_to_the_second_and_refresh_now_says_how_long() {
    let slow =
        |machine: &Machine| and_free(Scripted::new().then(Duration::ZERO, fails(SourceError::SlowDown)), machine);
    let mut desk = Desk::open(3, slow, vec![]);
    let waiting = desk.until(|snapshot| snapshot.board == Board::Waiting).await;
    let next = waiting.next_refresh.unwrap();
    assert_eq!((next - desk.machine.wall()).num_seconds(), 600);
    desk.seconds(290).await;
    desk.say(Command::RefreshNow);
    desk.seconds(1).await;
    let notice = desk.latest().news.clone().unwrap().notice;
    assert_eq!((notice.code, notice.args[0].1.as_str()), ("waiting-server", "6"));
    desk.seconds(308).await;
    assert_eq!(desk.sizes().len(), 1);
    desk.seconds(3).await;
    assert_eq!(known(&desk.latest()), 3);
    assert_eq!(desk.latest().board, Board::Live);
}

#[tokio::test(start_paused = true)]
async fn what_is_left_of_a_wait_is_counted_down() {
    let slow = |_: &Machine| Scripted::new().then(Duration::ZERO, fails(SourceError::SlowDown));
    let mut desk = Desk::open(3, slow, vec![]);
    desk.until(|snapshot| snapshot.board == Board::Waiting).await;
    desk.say(Command::RefreshNow);
    desk.seconds(66).await;
    let before = desk.latest();
    assert_eq!(before.causes[0].notice.args[0].1, "9");
    desk.seconds(60).await;
    assert_eq!(desk.latest().causes[0].notice.args[0].1, "8");
    assert_eq!(desk.latest().version, before.version + 1, "one picture a minute");
}

#[tokio::test(start_paused = true)]
async fn after_two_lost_answers_a_person_may_insist() {
    let script = |machine: &Machine| {
        let lost = || NetError::Lost { host: "x".into(), cut: crate::net::Cut::Timeout };
        let lost = || fails(ChannelError::Net(lost()).into());
        and_free(Scripted::new().then(Duration::ZERO, lost()).then(Duration::ZERO, lost()), machine)
    };
    let mut desk = Desk::open(100, script, vec![]);
    let waiting = desk.until(|snapshot| snapshot.causes.iter().any(|cause| !cause.remedies.is_empty())).await;
    assert_eq!((waiting.board, waiting.causes[0].notice.code), (Board::Waiting, "waiting-lost-answers"));
    assert_eq!(desk.sizes(), [100, 50]);
    desk.seconds(600).await;
    desk.say(Command::RefreshNow);
    desk.seconds(10).await;
    assert_eq!((news(&desk.latest()), desk.sizes().len()), (Some("waiting-lost-answers"), 2));
    desk.say(Command::TryOnce);
    desk.until(|snapshot| known(snapshot) > 0).await;
}

#[tokio::test(start_paused = true)]
async fn an_answer_in_flight_is_awaited_when_the_engine_is_stopped_and_nothing_else_is_asked() {
    let mut desk = Desk::open(250, answers(3), vec![]);
    desk.until(|snapshot| snapshot.refreshing).await;
    desk.seconds(0).await;
    desk.stop.take();
    (&mut desk.task).await.unwrap();
    assert_eq!(desk.sizes(), [100]);
    assert_eq!(known(&desk.latest()), 100, "the answer is not lost");
}

#[tokio::test(start_paused = true)]
async fn the_engine_ends_when_nobody_can_say_anything_any_more() {
    let mut desk = Desk::open(3, answers(1), vec![]);
    desk.until(|snapshot| snapshot.last_complete.is_some()).await;
    let Desk { commands, task, stop, .. } = desk;
    drop(commands);
    task.await.unwrap();
    drop(stop);
}

#[tokio::test(start_paused = true)]
async fn one_person_whose_answer_is_too_large_has_an_error_and_the_others_their_calendars() {
    let large = |question: &Question| question.mailboxes.contains(&address(70));
    let script = |machine: &Machine| {
        (0..40).fold(Scripted::new(), |script, _| {
            let machine = machine.clone();
            script.then(Duration::ZERO, move |question| {
                let error = NetError::TooLarge { host: "x".into(), status: 200, limit_mib: 32 };
                if large(question) { Err(ChannelError::Net(error).into()) } else { free(&machine, question) }
            })
        })
    };
    let mut desk = Desk::open(100, script, vec![]);
    let complete = desk.until(|snapshot| snapshot.last_complete.is_some()).await;
    assert_eq!((known(&complete), complete.board), (99, Board::Live));
    let error = complete.observations[70].error.clone().unwrap();
    assert_eq!(error, MailboxError { kind: MailboxErrorKind::TooMuch, code: "> 32 MiB".into() });
    let asked = desk.sizes().len();
    desk.seconds(70).await;
    assert!(desk.script.asked()[asked..].iter().all(|question| !large(question)), "it is asked for rarely");
    desk.say(Command::RefreshNow);
    desk.seconds(10).await;
    let last = desk.script.asked().pop().unwrap();
    assert_eq!(last.mailboxes, [address(70)], "a person who asks gets it asked for, apart from the others");
}

#[tokio::test(start_paused = true)]
async fn a_calendar_with_too_much_in_it_is_asked_for_alone_and_shorter() {
    let script = |machine: &Machine| {
        let clock = machine.clone();
        let full = move |question: &Question| {
            let mut answer = free(&clock, question)?;
            answer.mailboxes[1] =
                Err(MailboxError { kind: MailboxErrorKind::TooMuch, code: "ErrorResultSetTooBig".into() });
            Ok(answer)
        };
        and_free(Scripted::new().then(Duration::ZERO, full), machine)
    };
    let mut desk = Desk::open(3, script, vec![]);
    let complete = desk.until(|snapshot| snapshot.last_complete.is_some()).await;
    assert_eq!(known(&complete), 3);
    assert!(complete.observations[1].error.is_none());
    let asked = desk.script.asked();
    assert_eq!((asked[1].mailboxes.clone(), asked[1].window.length().num_hours()), (vec![address(1)], 180));
}

#[tokio::test(start_paused = true)]
async fn after_sleep_nothing_is_trusted_until_one_refresh_answered_it() {
    let mut desk = Desk::open(3, answers(9), vec![]);
    desk.until(|snapshot| snapshot.last_complete.is_some()).await;
    desk.seconds(6).await;
    desk.machine.moved.store(7200, Ordering::Relaxed);
    let awake = desk.until(|snapshot| doubtful(snapshot) > 0).await;
    assert_eq!((doubtful(&awake), desk.sizes().len()), (3, 1), "seen while idle");
    desk.until(|snapshot| doubtful(snapshot) == 0).await;
    desk.seconds(40).await;
    assert_eq!(desk.sizes().len(), 2, "one refresh, no burst");
    assert_eq!(desk.script.asked()[1].window.length().num_days(), 15);
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_was_asked_for_before_the_sleep_is_not_trusted() {
    let mut desk = Desk::open(3, answers(2), vec![]);
    desk.until(|snapshot| snapshot.refreshing).await;
    desk.machine.moved.store(7200, Ordering::Relaxed);
    let first = desk.until(|snapshot| known(snapshot) == 3).await;
    assert_eq!((doubtful(&first), first.last_complete), (3, None));
    desk.until(|snapshot| snapshot.last_complete.is_some() && doubtful(snapshot) == 0).await;
    assert_eq!(desk.sizes().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn another_roster_comes_first_and_keeps_what_is_known() {
    let mut desk = Desk::open(250, answers(9), vec![]);
    desk.until(|snapshot| known(snapshot) == 100).await;
    let mut others = roster(3);
    others.people.push(Person { address: "new@example.org".into(), ..Person::default() });
    desk.say(Command::Roster(Arc::new(others)));
    let changed = desk.until(|snapshot| snapshot.roster.people.len() == 4).await;
    assert_eq!(known(&changed), 3);
    desk.until(|snapshot| known(snapshot) == 4 && snapshot.last_complete.is_some()).await;
    assert_eq!(desk.sizes(), [100, 100, 4]);
}

#[tokio::test(start_paused = true)]
async fn without_a_password_nothing_is_asked_and_with_one_everything_at_once() {
    let mut desk = Desk::with(3, answers(1), vec![], false);
    let paused = desk.until(|snapshot| snapshot.version > 0).await;
    assert_eq!((paused.board, paused.causes[0].notice.code), (Board::Paused, "no-password"));
    desk.say(Command::RefreshNow);
    let told = desk.until(|snapshot| snapshot.news.is_some()).await;
    assert_eq!((news(&told), desk.sizes().len()), (Some("no-password"), 0));
    desk.say(Command::Password { secret: Secret::new("open sesame".into()), remember: false });
    let live = desk.until(|snapshot| snapshot.last_complete.is_some()).await;
    assert_eq!((live.board, live.causes.len()), (Board::Live, 0));
    assert_eq!(*desk.passwords.lock().unwrap(), ["open sesame"]);
}

#[tokio::test(start_paused = true)]
async fn while_nothing_happens_nothing_is_published() {
    let mut desk = Desk::open(3, answers(9), vec![]);
    desk.until(|snapshot| snapshot.last_complete.is_some() && !snapshot.refreshing).await;
    let version = desk.latest().version;
    desk.say(Command::Visible(vec![1, 2]));
    desk.say(Command::Wanted(2));
    desk.seconds(45).await;
    assert_eq!(desk.latest().version, version);
}
