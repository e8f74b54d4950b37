//! The fictional company's board while somebody signs in to Office 365.

use super::company::{now, snapshot};
use attendant_calendar::guard::{Refusal, RefusalKind};
use attendant_calendar::refresh::{Board, Cause, Level, Remedy, SignInMethod, SignInProgress, SignInStep, Snapshot};
use attendant_calendar::settings::Way;
use attendant_calendar::store::Secret;
use attendant_calendar::words::Notice;
use chrono::TimeDelta;
use std::sync::Arc;

pub const PAGE: &str = "https://login.example.com/authorize?state=1";
pub const CODE: &str = "B7KQ-4XPD";

/// Nobody is signed in; a sign-in has come this far.
pub fn signing_in(progress: Option<(SignInMethod, SignInStep)>) -> Snapshot {
    let notice = Notice::new("sign-in-needed");
    let cause = Cause { level: Level::Warning, notice, remedies: vec![Remedy::SignIn], since: now() };
    Snapshot {
        board: Board::Paused,
        causes: vec![cause],
        account: String::new(),
        server: "outlook.office365.com".into(),
        way: Way::Microsoft,
        ways: &[Way::Microsoft],
        sign_in: progress.map(|(method, step)| Arc::new(SignInProgress { method, step })),
        ..snapshot(60)
    }
}

/// The same where settings grant a password as well.
pub fn both() -> Snapshot {
    Snapshot { ways: &[Way::Microsoft, Way::Office365Password], ..signing_in(None) }
}

/// A password was chosen, and refused.
pub fn password_refused() -> Snapshot {
    let refusal = Refusal { kind: RefusalKind::Credentials, status: 401, request_id: None };
    let remedies = vec![Remedy::EnterPassword, Remedy::Resume { confirm: true }, Remedy::ShowProtection];
    let notice = refusal.notice().for_way(Way::Office365Password);
    let cause = Cause { level: Level::Error, notice, remedies, since: now() };
    let (account, way) = ("reception@example.com".into(), Way::Office365Password);
    Snapshot { causes: vec![cause], account, way, ..both() }
}

/// The browser is waited for.
pub fn browser() -> Option<(SignInMethod, SignInStep)> {
    let until = now() + TimeDelta::minutes(5);
    Some((SignInMethod::Browser, SignInStep::Browser { address: Secret::new(PAGE.into()), until }))
}

/// An address is waited for.
pub fn paste(wrong: Option<Notice>) -> Option<(SignInMethod, SignInStep)> {
    let redirect = "https://login.example.com/common/oauth2/nativeclient".into();
    Some((SignInMethod::Paste, SignInStep::Paste { address: Secret::new(PAGE.into()), redirect, wrong }))
}

/// A code is waited for.
pub fn device() -> Option<(SignInMethod, SignInStep)> {
    let (code, address) = (Secret::new(CODE.into()), "https://login.example.com/device".into());
    let until = now() + TimeDelta::seconds(14 * 60 + 32);
    Some((SignInMethod::Device, SignInStep::Device { code, address, until }))
}

/// The browser did not come back.
pub fn failed() -> Option<(SignInMethod, SignInStep)> {
    let redirect = Notice::new("sign-in-redirect-used").with("redirect", "http://localhost:49152");
    let notices = vec![Notice::new("sign-in-timed-out").with("minutes", 5), redirect];
    Some((SignInMethod::Browser, SignInStep::Failed(notices)))
}
