//! From what went wrong to the board's state and its causes: how severe each is, and what a person can press.

use super::state::elapsed;
use super::{Board, Cause, Level, Remedy, Snapshot};
use crate::account::{ChannelError, HandshakeError};
use crate::guard::{Held, LONG_WAIT, RefusalKind, Sharing, WaitCause};
use crate::net::{NetError, NotSent};
use crate::settings::Way;
use crate::source::{Class, ServerFacts, SourceError};
use crate::words::{EntraError, Notice, Who};
use chrono::{DateTime, TimeDelta, Utc};

/// Everything that may stand in the way.
#[derive(Debug, Clone, Default)]
pub(super) struct Reasons {
    /// Why nothing is asked at all, where so.
    pub(super) idle: Option<Notice>,
    /// The failure that the last request ended with; none after a good answer.
    pub(super) failure: Option<(SourceError, DateTime<Utc>)>,
    /// What is wrong with the files of settings and people.
    pub(super) trouble: Vec<Notice>,
    /// The settings let calendars, or even the password, travel readable.
    pub(super) plain: Option<Notice>,
    /// The settings grant what Microsoft has ended.
    pub(super) basic: Option<Granted>,
}

/// Whether nothing is asked because a secret is not known: nobody gave it, or the key store does not.
pub fn lacks_secret(notice: &Notice) -> bool {
    matches!(notice.code, "no-password" | "sign-in-needed") || notice.code.starts_with("key-store-")
}

/// A doubtful setting, and whether it was saved while the program runs.
#[derive(Debug, Clone)]
pub(super) struct Granted {
    pub(super) notice: Notice,
    pub(super) saved: bool,
}

/// For so long a doubtful setting that was saved is worth a banner; whoever works here all day cannot mend it.
const JUST_SAVED: TimeDelta = TimeDelta::minutes(10);

/// The board's state as a whole.
pub(super) fn board(reasons: &Reasons, snapshot: &Snapshot) -> Board {
    if let Some(notice) = &reasons.idle {
        let waits_for_person = lacks_secret(notice) || lacks_ticket(notice.code);
        return if waits_for_person { Board::Paused } else { Board::Disabled };
    }
    if snapshot.roster.people.is_empty() {
        return Board::Disabled;
    }
    match reasons.failure.as_ref().map(|(error, _)| (error, error.class())) {
        None if snapshot.last_complete.is_some() => Board::Live,
        None => Board::Stale,
        Some((_, Class::Refusal)) => Board::Paused,
        Some((error, _)) if lacks_ticket(error.notice().code) => Board::Paused,
        Some((SourceError::Channel(ChannelError::Held(Held::Waiting { why: WaitCause::BackOff, .. })), _))
        | Some((_, Class::NotSent)) => Board::Offline,
        Some((_, Class::Wait | Class::Unknown)) => Board::Waiting,
        Some((_, Class::Server | Class::TooManyMailboxes | Class::WindowTooLong)) => Board::Stale,
    }
}

/// Whether a notice says that the signed-in user has no ticket, which somebody may get at any time.
pub fn lacks_ticket(code: &str) -> bool {
    matches!(code, "kerberos-no-ticket" | "kerberos-ticket-expired")
}

/// The causes, the most severe first. What was a cause in the snapshot before keeps its beginning.
pub(super) fn causes(reasons: &Reasons, before: &Snapshot, now: DateTime<Utc>) -> Vec<Cause> {
    let since = |notice: &Notice, begun| {
        let known = before.causes.iter().find(|cause| cause.notice.code == notice.code);
        known.map_or(begun, |cause| cause.since)
    };
    let cause = |level, notice: Notice, remedies, begun| {
        let since = since(&notice, begun);
        Cause { level, notice, remedies, since }
    };
    let mut causes = Vec::new();
    if let Some(notice) = &reasons.idle {
        let give = if before.way.has_password() { Remedy::EnterPassword } else { Remedy::SignIn };
        let remedies = match notice.code {
            // Another attempt would find no other.
            "no-password" | "sign-in-needed" | "key-store-none" => vec![give],
            code if lacks_ticket(code) => vec![Remedy::AskNow],
            _ if lacks_secret(notice) => vec![give, Remedy::AskNow],
            _ => Vec::new(),
        };
        causes.push(cause(Level::Warning, notice.clone(), remedies, now));
    }
    if let Some((error, begun)) = &reasons.failure {
        let notice = notice(error, *begun, now).for_way(before.way);
        causes.push(cause(level(error, before.way), notice, remedies(error, before.way), *begun));
    }
    let server = ServerFacts { clock_ahead: before.clock_ahead, ..ServerFacts::default() };
    if let Some(notice) = server.clock_notice() {
        causes.push(cause(Level::Warning, notice, Vec::new(), now));
    }
    let trouble = reasons.trouble.iter().cloned();
    causes.extend(trouble.map(|notice| cause(Level::Warning, notice, vec![Remedy::OpenSettings], now)));
    let sharing = before.protection.as_ref().and_then(|protection| protection.sharing.as_ref());
    if let Some((notice, Sharing::Away { since, .. })) = sharing.and_then(Sharing::notice).zip(sharing) {
        causes.push(cause(Level::Warning, notice, vec![Remedy::ShowProtection], *since));
    }
    let plain = reasons.plain.iter().cloned();
    causes.extend(plain.map(|notice| cause(Level::Warning, notice, Vec::new(), now)));
    causes.extend(reasons.basic.as_ref().map(|granted| {
        let worth_knowing = cause(Level::Info, granted.notice.clone(), Vec::new(), now);
        let fresh = granted.saved && now - worth_knowing.since < JUST_SAVED;
        Cause { level: if fresh { Level::Warning } else { Level::Info }, ..worth_knowing }
    }));
    causes.sort_by_key(|cause| std::cmp::Reverse(cause.level));
    causes
}

/// What a person has to mend is an error; what will probably pass is none.
fn level(error: &SourceError, way: Way) -> Level {
    match error {
        // Another sign-in mends it, and whoever sits here can make it.
        error if is_for_a_new_sign_in(error, way) => Level::Warning,
        SourceError::Channel(ChannelError::Net(NetError::NotSent {
            why: NotSent::PlainText | NotSent::Certificate(_),
            ..
        })) => Level::Error,
        SourceError::Channel(ChannelError::Handshake(_)) => Level::Error,
        error if error.class() == Class::Refusal => Level::Error,
        _ => Level::Warning,
    }
}

/// Whether all that is wanted is that a person signs in at Microsoft. What an administrator has to mend first is more.
fn is_for_a_new_sign_in(error: &SourceError, way: Way) -> bool {
    let kind = match error {
        SourceError::Refused(refusal) | SourceError::Channel(ChannelError::Refused(refusal)) => refusal.kind,
        SourceError::Channel(ChannelError::Held(Held::Stopped(stop))) => stop.refusal.kind,
        SourceError::Channel(ChannelError::Held(Held::SignedOut)) => return true,
        SourceError::Channel(ChannelError::Held(Held::RefusedBefore(_) | Held::NeedsConfirmation)) => {
            return !way.has_password();
        }
        _ => return false,
    };
    let RefusalKind::SignInNeeded(number) = kind else { return false };
    EntraError::of(number).is_none_or(|error| error.who == Who::Person)
}

/// What is said of a failure that began at `begun`: a wait is told by what is left of it.
fn notice(error: &SourceError, begun: DateTime<Utc>, now: DateTime<Utc>) -> Notice {
    match error {
        SourceError::Channel(ChannelError::Held(Held::Waiting { why, left })) => {
            let left = left.saturating_sub(elapsed(begun, now));
            Held::Waiting { why: *why, left }.notice()
        }
        error => error.notice(),
    }
}

/// What a person can press.
fn remedies(error: &SourceError, way: Way) -> Vec<Remedy> {
    let refused = |kind: RefusalKind| match kind {
        // Exchange Web Services at Microsoft: there is another way, which Microsoft goes on with.
        RefusalKind::Forbidden if way == Way::Microsoft => {
            vec![Remedy::UseGraph, Remedy::Resume { confirm: false }, Remedy::ShowProtection]
        }
        // Another password would not help, and the same one does no harm; without a password nothing can be locked.
        kind if kind.spares_the_credential() => {
            vec![Remedy::Resume { confirm: false }, Remedy::ShowProtection]
        }
        // The system proves its user: there is nothing to type.
        _ if way == Way::SignedIn => vec![Remedy::Resume { confirm: true }, Remedy::ShowProtection],
        RefusalKind::SignInNeeded(number) => {
            let confirm = EntraError::of(number).is_some_and(EntraError::is_of_account);
            vec![Remedy::SignIn, Remedy::Resume { confirm }, Remedy::ShowProtection]
        }
        kind if !way.has_password() => {
            let confirm = matches!(kind, RefusalKind::Locked | RefusalKind::Disabled);
            vec![Remedy::SignIn, Remedy::Resume { confirm }, Remedy::ShowProtection]
        }
        _ => vec![Remedy::EnterPassword, Remedy::Resume { confirm: true }, Remedy::ShowProtection],
    };
    match error {
        SourceError::Refused(refusal) | SourceError::Channel(ChannelError::Refused(refusal)) => refused(refusal.kind),
        SourceError::Channel(ChannelError::Held(held)) => match held {
            Held::Stopped(stop) => refused(stop.refusal.kind),
            Held::StoppedElsewhere(_) | Held::RefusedBefore(_) => refused(RefusalKind::Credentials),
            // Without a password nothing can be locked; going on is the confirmation.
            Held::NeedsConfirmation if !way.has_password() => refused(RefusalKind::Credentials),
            Held::NeedsConfirmation => vec![Remedy::Confirm, Remedy::EnterPassword, Remedy::ShowProtection],
            Held::Waiting { why: WaitCause::LostAnswers, .. } => vec![Remedy::TryOnce, Remedy::ShowProtection],
            Held::Waiting { why: WaitCause::Server, left } if *left > LONG_WAIT => {
                vec![Remedy::TryOnce, Remedy::ShowProtection]
            }
            // A damaged record is set aside by it.
            Held::NoRecord(_) => vec![Remedy::Resume { confirm: true }, Remedy::ShowProtection],
            Held::Waiting { why: WaitCause::BackOff, .. } => vec![Remedy::AskNow],
            Held::Waiting { why: WaitCause::Server, .. } | Held::Busy => vec![Remedy::ShowProtection],
            Held::SignedOut => vec![Remedy::SignIn],
        },
        SourceError::Channel(ChannelError::Handshake(HandshakeError::Kerberos { .. })) => vec![Remedy::AskNow],
        error if level(error, way) == Level::Error => vec![Remedy::OpenSettings],
        error => match error.class() {
            Class::Wait | Class::Unknown => vec![Remedy::ShowProtection],
            _ => vec![Remedy::AskNow],
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guard::Refusal;
    use crate::net::{CertificateFault, Cut};
    use crate::people::{Person, Roster};
    use crate::refresh::State;
    use crate::settings::Settings;
    use chrono::TimeDelta;
    use std::sync::Arc;
    use std::time::Duration;

    fn now() -> DateTime<Utc> {
        "2026-11-23T09:00:00Z".parse().unwrap()
    }

    fn state(settings: &Settings) -> State {
        let person = Person { address: "anna@example.org".into(), ..Person::default() };
        State::new(Arc::new(Roster { people: vec![person] }), settings)
    }

    fn net(error: NetError) -> SourceError {
        ChannelError::Net(error).into()
    }

    fn not_sent(why: NotSent) -> SourceError {
        net(NetError::NotSent { host: "mail.example.org".into(), why })
    }

    fn held(why: WaitCause, seconds: u64) -> SourceError {
        ChannelError::Held(Held::Waiting { why, left: Duration::from_secs(seconds) }).into()
    }

    #[test]
    fn what_a_person_has_to_mend_is_an_error_and_what_passes_a_warning() {
        let refused = |kind| SourceError::Refused(Refusal { kind, status: 401, request_id: None });
        let (settings, ask) = (vec![Remedy::OpenSettings], vec![Remedy::AskNow]);
        let look = |first: Vec<Remedy>| first.into_iter().chain([Remedy::ShowProtection]).collect::<Vec<_>>();
        let again = |confirm| Remedy::Resume { confirm };
        for (error, board, level, remedies) in [
            (not_sent(NotSent::PlainText), Board::Offline, Level::Error, settings.clone()),
            (not_sent(NotSent::Certificate(CertificateFault::Expired)), Board::Offline, Level::Error, settings),
            (not_sent(NotSent::ConnectionRefused), Board::Offline, Level::Warning, ask.clone()),
            (net(NetError::Lost { host: "x".into(), cut: Cut::Closed }), Board::Waiting, Level::Warning, look(vec![])),
            (SourceError::SlowDown, Board::Waiting, Level::Warning, look(vec![])),
            (SourceError::Fault { code: "ErrorOdd".into() }, Board::Stale, Level::Warning, ask.clone()),
            (held(WaitCause::BackOff, 5), Board::Offline, Level::Warning, ask),
            (held(WaitCause::Server, 3600), Board::Waiting, Level::Warning, look(vec![])),
            (held(WaitCause::Server, 3601), Board::Waiting, Level::Warning, look(vec![Remedy::TryOnce])),
            (held(WaitCause::LostAnswers, 5), Board::Waiting, Level::Warning, look(vec![Remedy::TryOnce])),
            (refused(RefusalKind::Forbidden), Board::Paused, Level::Error, look(vec![again(false)])),
            (refused(RefusalKind::Locked), Board::Paused, Level::Error, look(vec![Remedy::EnterPassword, again(true)])),
        ] {
            let mut state = state(&Settings::default());
            state.failed(error.clone(), now());
            let snapshot = state.publish(now()).unwrap();
            let cause = &snapshot.causes[0];
            assert_eq!((snapshot.board, cause.level, &cause.remedies), (board, level, &remedies), "{error:?}");
        }
    }

    #[test]
    fn calendars_that_travel_readable_are_a_warning_but_not_within_this_machine() {
        let codes = |url: &str, password: bool| {
            let mut settings = Settings::default();
            settings.exchange.ews_url = url.parse().ok();
            settings.network.basic_over_http = password;
            let snapshot = state(&settings).publish(now()).unwrap();
            snapshot.causes.iter().map(|cause| (cause.notice.code, cause.level)).collect::<Vec<_>>()
        };
        let plain = "http://mail.example.org/EWS/Exchange.asmx";
        assert_eq!(codes(plain, false), [("setting-plain-http", Level::Warning)]);
        assert_eq!(codes(plain, true), [("setting-plain-password", Level::Warning)]);
        assert_eq!(codes("http://127.0.0.1:8080/EWS/Exchange.asmx", false), []);
        assert_eq!(codes("https://mail.example.org/EWS/Exchange.asmx", true), []);
    }

    fn office365(modern: bool, basic: bool) -> Settings {
        let mut settings = Settings { provider: crate::settings::Provider::Office365, ..Settings::default() };
        (settings.office365.grant_modern, settings.office365.grant_basic) = (modern, basic);
        settings
    }

    #[test]
    fn a_discouraged_way_is_worth_a_banner_after_saving_and_known_afterwards() {
        let told = |state: &mut State, minutes| {
            let snapshot = state.publish(now() + TimeDelta::minutes(minutes)).unwrap();
            snapshot.causes.iter().map(|cause| (cause.notice.code, cause.level)).collect::<Vec<_>>()
        };
        let mut state = state(&office365(true, true));
        assert_eq!(told(&mut state, 0), [("setting-both-grants", Level::Info)], "nobody has just saved it");
        state.apply(&office365(true, false));
        assert_eq!(told(&mut state, 1), []);
        state.apply(&office365(true, true));
        assert_eq!(told(&mut state, 2), [("setting-both-grants", Level::Warning)]);
        state.apply(&office365(true, true));
        assert_eq!(told(&mut state, 11), [("setting-both-grants", Level::Warning)], "other settings change nothing");
        assert_eq!(told(&mut state, 12), [("setting-both-grants", Level::Info)]);
        state.apply(&office365(false, true));
        assert_eq!(told(&mut state, 13), [("setting-basic-office365", Level::Warning)]);
    }

    #[test]
    fn what_another_sign_in_mends_is_a_warning_with_one_button_for_it_and_the_rest_an_error() {
        let stopped = |kind| {
            let at = crate::guard::Stamp { wall: now(), epoch: 1, tick_ms: 1 };
            let refusal = Refusal { kind, status: 400, request_id: None };
            let stop = crate::guard::Stop { tag: crate::guard::Tag::new("o:1"), at, refusal };
            SourceError::Channel(ChannelError::Held(Held::Stopped(stop)))
        };
        let before = || {
            let at = crate::guard::Stamp { wall: now(), epoch: 1, tick_ms: 1 };
            SourceError::Channel(ChannelError::Held(Held::RefusedBefore(at)))
        };
        let again = vec![Remedy::SignIn, Remedy::Resume { confirm: false }, Remedy::ShowProtection];
        let asks = vec![Remedy::SignIn, Remedy::Resume { confirm: true }, Remedy::ShowProtection];
        let mended = vec![Remedy::Resume { confirm: false }, Remedy::ShowProtection];
        let moved = vec![Remedy::UseGraph, Remedy::Resume { confirm: false }, Remedy::ShowProtection];
        use RefusalKind::{Credentials, Forbidden, Locked, NoPermission, Registration, SignInNeeded};
        for (error, code, level, remedies) in [
            (stopped(SignInNeeded(50173)), "entra-withdrawn", Level::Warning, &again),
            (stopped(SignInNeeded(0)), "entra-sign-in-needed", Level::Warning, &again),
            (stopped(SignInNeeded(4_242_424)), "entra-sign-in-needed", Level::Warning, &again),
            (stopped(SignInNeeded(50053)), "entra-account-locked", Level::Error, &asks),
            (stopped(SignInNeeded(50057)), "entra-account-disabled", Level::Error, &asks),
            (stopped(SignInNeeded(53003)), "entra-policy", Level::Error, &again),
            (stopped(Registration(7_000_218)), "entra-confidential", Level::Error, &mended),
            (stopped(Forbidden), "office365-not-allowed", Level::Error, &moved),
            (stopped(NoPermission), "graph-no-permission", Level::Error, &mended),
            (stopped(Credentials), "entra-sign-in-needed", Level::Error, &again),
            (stopped(Locked), "entra-account-locked", Level::Error, &asks),
            (before(), "sign-in-refused-before", Level::Warning, &again),
            (ChannelError::Held(Held::NeedsConfirmation).into(), "sign-in-needs-confirmation", Level::Warning, &again),
            (ChannelError::Held(Held::SignedOut).into(), "sign-in-needed", Level::Warning, &vec![Remedy::SignIn]),
        ] {
            let mut state = state(&office365(true, false));
            state.failed(error.clone(), now());
            let cause = &state.publish(now()).unwrap().causes[0];
            assert_eq!((cause.notice.code, cause.level, &cause.remedies), (code, level, remedies), "{error:?}");
        }
    }

    #[test]
    fn for_the_signed_in_user_there_is_nothing_to_type() {
        let mut settings = Settings::default();
        settings.exchange.account = crate::settings::ExchangeAccount::SignedIn;
        let kerberos = |fault| {
            SourceError::from(ChannelError::from(HandshakeError::Kerberos { host: "mail.example.org".into(), fault }))
        };
        let refused = |kind| SourceError::from(ChannelError::Refused(Refusal { kind, status: 0, request_id: None }));
        let resume = vec![Remedy::Resume { confirm: true }, Remedy::ShowProtection];
        let ask = vec![Remedy::AskNow];
        use crate::account::KerberosFault::{Clock, Expired, NoTicket};
        for (error, code, board, remedies) in [
            (kerberos(NoTicket), "kerberos-no-ticket", Board::Paused, &ask),
            (kerberos(Expired), "kerberos-ticket-expired", Board::Paused, &ask),
            (kerberos(Clock), "kerberos-clock", Board::Offline, &ask),
            (refused(RefusalKind::SignedIn), "sign-in-refused-signed-in", Board::Paused, &resume),
            (refused(RefusalKind::Kdc(18)), "kerberos-revoked", Board::Paused, &resume),
        ] {
            let mut state = state(&settings);
            state.failed(error.clone(), now());
            let snapshot = state.publish(now()).unwrap();
            let cause = &snapshot.causes[0];
            assert_eq!((cause.notice.code, snapshot.board, &cause.remedies), (code, board, remedies), "{error:?}");
        }
    }

    #[test]
    fn a_wait_is_told_by_what_is_left_and_since_when() {
        let mut state = state(&Settings::default());
        state.failed(held(WaitCause::Server, 600), now());
        let told = |state: &mut State, minutes| {
            let at = now() + TimeDelta::minutes(minutes);
            state.publish(at).map(|snapshot| {
                let cause = &snapshot.causes[0];
                (cause.notice.args[0].1.clone(), (at - cause.since).num_minutes())
            })
        };
        assert_eq!(told(&mut state, 0), Some(("10".into(), 0)));
        assert_eq!(told(&mut state, 4), Some(("6".into(), 4)));
        assert_eq!(told(&mut state, 4), None, "nothing new");
        state.failed(held(WaitCause::Server, 60), now() + TimeDelta::minutes(9));
        assert_eq!(told(&mut state, 9), Some(("1".into(), 9)), "the same cause as before");
    }

    #[test]
    fn a_share_that_is_away_is_a_warning_since_it_went() {
        let folder = tempfile::tempdir().unwrap();
        let keeper = crate::guard::Keeper::new(folder.path(), "sign-in", Arc::new(crate::guard::SystemClock));
        let protection = keeper.protection(&crate::guard::Tag::new("h:a"));
        let causes = |sharing| {
            let mut state = state(&Settings::default());
            state.protected(Some(crate::guard::Protection { sharing, ..protection.clone() }));
            let causes = state.publish(now()).map_or_else(Vec::new, |snapshot| snapshot.causes);
            causes.into_iter().map(|cause| (cause.notice.code, cause.level, cause.since)).collect::<Vec<_>>()
        };
        let since = now() - TimeDelta::hours(1);
        let away = Sharing::Away { since, reason: "/desks: no answer".into() };
        assert_eq!(causes(Some(away)), [("share-away", Level::Warning, since)]);
        for quiet in [None, Some(Sharing::Unasked), Some(Sharing::InForce { desks: 2 })] {
            assert_eq!(causes(quiet), []);
        }
    }

    #[test]
    fn the_most_severe_cause_comes_first() {
        let mut state = state(&Settings::default());
        state.trouble(vec![Notice::new("settings-syntax")]);
        state.failed(not_sent(NotSent::PlainText), now());
        let causes = state.publish(now()).unwrap().causes;
        assert_eq!(causes.iter().map(|cause| cause.level).collect::<Vec<_>>(), [Level::Error, Level::Warning]);
    }
}
