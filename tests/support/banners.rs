//! One of each kind of state that stands in the way, as the engine's own state tells it.

use super::company::{now, snapshot};
use attendant_calendar::account::ChannelError;
use attendant_calendar::guard::{Held, Refusal, RefusalKind, Stamp, Stop, Tag, WaitCause};
use attendant_calendar::net::{CertificateFault, NetError, NotSent};
use attendant_calendar::refresh::{Level, Snapshot, State};
use attendant_calendar::settings::{Office365Api, Provider, Settings};
use attendant_calendar::source::{Answer, ServerFacts, SourceError};
use attendant_calendar::words::Notice;
use chrono::TimeDelta;
use std::time::Duration;

/// A state, and the banner that it has to have.
pub struct Banner {
    pub kind: &'static str,
    pub snapshot: Snapshot,
    pub code: &'static str,
    pub level: Level,
    /// Words of the buttons.
    pub buttons: &'static [&'static str],
}

fn on_site() -> Settings {
    let mut settings = Settings::default();
    settings.exchange.ews_url = "https://mail.example.com/EWS/Exchange.asmx".parse().ok();
    settings.exchange.username = "EXAMPLE\\reception".into();
    settings
}

fn office365() -> Settings {
    let mut settings = Settings { provider: Provider::Office365, ..Settings::default() };
    (settings.office365.grant_modern, settings.office365.api) = (true, Office365Api::Ews);
    settings.office365.tenant_id = "11111111-2222-3333-4444-555555555555".parse().ok();
    settings.office365.client_id = "66666666-7777-8888-9999-aaaaaaaaaaaa".parse().ok();
    settings
}

fn stopped(kind: RefusalKind) -> SourceError {
    let at = Stamp { wall: now(), epoch: 1, tick_ms: 1 };
    let refusal = Refusal { kind, status: 401, request_id: None };
    ChannelError::Held(Held::Stopped(Stop { tag: Tag::new("t"), at, refusal })).into()
}

fn not_sent(why: NotSent) -> SourceError {
    ChannelError::Net(NetError::NotSent { host: "mail.example.com".into(), why }).into()
}

fn waiting(minutes: u64) -> SourceError {
    ChannelError::Held(Held::Waiting { why: WaitCause::Server, left: Duration::from_secs(60 * minutes) }).into()
}

/// The company's board after `happens`, two minutes and a half ago.
fn after(settings: &Settings, happens: impl FnOnce(&mut State)) -> Snapshot {
    let long_ago = now() - TimeDelta::seconds(150);
    let company = snapshot(60);
    let mut state = State::new(company.roster.clone(), settings);
    happens(&mut state);
    let told = state.publish(long_ago).unwrap();
    // The clock of the window stands still, and so does that of the zone.
    Snapshot { observations: company.observations, zone: company.zone, display: company.display, ..told }
}

fn failed(settings: &Settings, error: SourceError) -> Snapshot {
    after(settings, |state| state.failed(error, now() - TimeDelta::seconds(150)))
}

/// One of each kind.
pub fn banners() -> Vec<Banner> {
    let banner = |kind, snapshot, code, level, buttons| Banner { kind, snapshot, code, level, buttons };
    let (site, office) = (on_site(), office365());
    const PASSWORD: &[&str] = &["remedy-password", "remedy-resume", "remedy-protection"];
    const SIGN_IN: &[&str] = &["remedy-sign-in", "remedy-resume", "remedy-protection"];
    const RESUME: &[&str] = &["remedy-resume", "remedy-protection"];
    const AGAIN: &[&str] = &["remedy-ask-now", "banner-details"];
    let clock = |state: &mut State| {
        let server = ServerFacts { clock_ahead: Some(TimeDelta::minutes(-7)), ..ServerFacts::default() };
        state.answered(&[], Answer { mailboxes: Vec::new(), server });
    };
    let mut settings = vec![Notice::new("settings-newer").with("schema", 2)];
    settings.push(Notice::new("settings-old-stay"));
    use RefusalKind::{Credentials, Disabled, Expired, Forbidden, Handshake, Locked, Registration, SignInNeeded};
    let certificate = NotSent::Certificate(CertificateFault::Expired);
    let proxy = NotSent::Proxy("connection refused".into());
    let name = NotSent::UnknownHost("no such name".into());
    vec![
        banner("refused", failed(&site, stopped(Credentials)), "sign-in-refused", Level::Error, PASSWORD),
        banner("refused-ntlm", failed(&site, stopped(Handshake)), "sign-in-refused-handshake", Level::Error, PASSWORD),
        banner("expired", failed(&site, stopped(Expired)), "password-expired", Level::Error, PASSWORD),
        banner("locked", failed(&site, stopped(Locked)), "account-locked", Level::Error, PASSWORD),
        banner("disabled", failed(&site, stopped(Disabled)), "account-disabled", Level::Error, PASSWORD),
        banner("sign-in", failed(&office, stopped(SignInNeeded(50173))), "entra-withdrawn", Level::Warning, SIGN_IN),
        banner(
            "nobody",
            after(&office, |state| state.idle(Some(Notice::new("sign-in-needed")))),
            "sign-in-needed",
            Level::Warning,
            &["remedy-sign-in", "banner-details"],
        ),
        banner(
            "locked-office",
            failed(&office, stopped(SignInNeeded(50053))),
            "entra-account-locked",
            Level::Error,
            SIGN_IN,
        ),
        banner(
            "registration",
            failed(&office, stopped(Registration(7_000_218))),
            "entra-confidential",
            Level::Error,
            RESUME,
        ),
        banner("ews-blocked", failed(&office, stopped(Forbidden)), "office365-not-allowed", Level::Error, RESUME),
        banner("ews-forbidden", failed(&site, stopped(Forbidden)), "not-allowed", Level::Error, RESUME),
        banner("slow-down", failed(&site, waiting(10)), "waiting-server", Level::Warning, &["remedy-protection"]),
        banner(
            "long-wait",
            failed(&site, waiting(150)),
            "waiting-server-hours",
            Level::Warning,
            &["remedy-try-once", "remedy-protection"],
        ),
        banner("offline", failed(&site, not_sent(NotSent::Unreachable)), "network-unreachable", Level::Warning, AGAIN),
        banner("name", failed(&site, not_sent(name)), "unknown-host", Level::Warning, AGAIN),
        banner("proxy", failed(&site, not_sent(proxy)), "proxy-failed", Level::Warning, AGAIN),
        banner(
            "certificate",
            failed(&site, not_sent(certificate)),
            "certificate-expired",
            Level::Error,
            &["remedy-settings", "banner-details"],
        ),
        banner("clock", after(&site, clock), "clock-ahead", Level::Warning, &["banner-details"]),
        banner(
            "settings",
            after(&site, |state| state.trouble(settings)),
            "settings-newer",
            Level::Warning,
            &["remedy-settings", "banner-details"],
        ),
        banner(
            "both-grants",
            after(&office, |state| {
                state.publish(now() - TimeDelta::seconds(160));
                let mut both = office365();
                both.office365.grant_basic = true;
                state.apply(&both);
            }),
            "setting-both-grants",
            Level::Warning,
            &["banner-details"],
        ),
    ]
}
