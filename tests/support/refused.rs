//! The fictional company's board after a refused sign-in, and what the guard knows of it.

use super::company::now;
use super::stopped::stopped;
use attendant_calendar::guard::{PastRefusal, Protection, Refusal, RefusalKind, Standing};
use attendant_calendar::refresh::{Cause, Level, Remedy, Snapshot};
use chrono::TimeDelta;
use std::sync::Arc;

/// The password was refused four minutes ago.
pub fn refused(people: usize) -> Snapshot {
    let at = now() - TimeDelta::minutes(4);
    let refusal =
        Refusal { kind: RefusalKind::Credentials, status: 401, request_id: Some("8e0c6b1f-52a7-4a3c".into()) };
    let protection = Protection {
        standing: Standing::Stopped { since: at, refusal: refusal.clone() },
        refusal: Some(PastRefusal { at, refusal: refusal.clone(), ended: None }),
        lost: Vec::new(),
        accepted: Some(at - TimeDelta::minutes(1)),
        sharing: None,
        looks_shared: false,
    };
    let remedies = vec![Remedy::EnterPassword, Remedy::Resume { confirm: true }, Remedy::ShowProtection];
    let cause = Cause { level: Level::Error, notice: refusal.notice(), remedies, since: at };
    Snapshot { causes: vec![cause], protection: Some(Arc::new(protection)), ..stopped(people) }
}
