//! What answers mean for the account.

use super::*;
use crate::guard::{Demand, Outcome, Refusal, RefusalKind, SignIn};
use crate::source::graph::judge;

fn judged(reply: &Reply) -> (SignIn, Option<Demand>) {
    match judge(reply) {
        Outcome::Answered { sign_in, wait } => (sign_in, wait),
        other => panic!("{other:?}"),
    }
}

fn refused(kind: RefusalKind) -> SignIn {
    SignIn::Refused(Refusal { kind, status: 403, request_id: Some(Uuid::nil().to_string()) })
}

#[test]
fn only_graph_itself_shows_that_the_sign_in_passed() {
    let fault = |status, code: &str| reply(status, error(code).to_string());
    let ok = schedules(&[busy(0)]);
    let table = [
        (reply(200, ok.to_string()), SignIn::Accepted),
        (fault(400, "ErrorInvalidTimeInterval"), SignIn::Accepted),
        (fault(404, "MailboxNotEnabledForRESTAPI"), SignIn::Accepted),
        (fault(403, "Authorization_RequestDenied"), refused(RefusalKind::NoPermission)),
        (fault(403, "ErrorAccessDenied"), refused(RefusalKind::NoPermission)),
        (fault(403, ""), refused(RefusalKind::NoPermission)),
        (reply(403, "<html>"), refused(RefusalKind::NoPermission)),
        (fault(429, "TooManyRequests"), SignIn::Unsaid),
        (fault(500, "ErrorInternalServerError"), SignIn::Unsaid),
        (reply(200, "<html>"), SignIn::Unsaid),
        (reply(404, "<html>"), SignIn::Unsaid),
        (reply(302, ""), SignIn::Unsaid),
        (reply(200, ""), SignIn::Unsaid),
    ];
    for (reply, expected) in table {
        assert_eq!(judged(&reply).0, expected, "{} {:?}", reply.status, reply.body);
    }
    let denied = |id| part(id, 403, json!({}), error("ErrorAccessDenied"));
    let answered = part("1", 200, json!({}), ok);
    let of = |parts: &[Value]| judged(&reply(200, batch(parts))).0;
    assert_eq!(of(&[denied("0"), denied("1")]), refused(RefusalKind::NoPermission));
    assert_eq!(of(&[denied("0"), answered.clone()]), SignIn::Accepted);
    let throttled = part("0", 429, json!({}), error("TooManyRequests"));
    assert_eq!(of(&[throttled.clone(), answered]), SignIn::Accepted);
    assert_eq!(of(&[throttled]), SignIn::Unsaid);
    assert_eq!(of(&[part("0", 401, json!({}), error("InvalidAuthenticationToken"))]), SignIn::Unsaid);
    assert_eq!(of(&[]), SignIn::Unsaid);
}

#[test]
fn waits_are_obeyed_wherever_they_stand() {
    let ms = |ms| Some(Demand::For(Duration::from_millis(ms)));
    let after = |status, value: &str| with(reply(status, ""), &[("retry-after", value)]);
    let throttled = |id: &str, headers| part(id, 429, headers, error("ApplicationThrottled"));
    let parts = |parts: &[Value]| reply(200, batch(parts));
    let good = part("1", 200, json!({}), schedules(&[]));
    let table = [
        (reply(200, schedules(&[]).to_string()), None),
        (after(429, "2.128"), ms(2128)),
        (after(429, "120"), ms(120_000)),
        (after(503, "Mon, 23 Nov 2026 09:05:00 GMT"), ms(300_000)),
        (reply(429, error("activityLimitReached").to_string()), Some(Demand::Unstated)),
        (reply(503, "<html>"), Some(Demand::Unstated)),
        (reply(509, ""), Some(Demand::Unstated)),
        (after(429, "0"), Some(Demand::Unstated)),
        (after(429, "soon"), Some(Demand::Unstated)),
        (reply(500, error("ErrorInternalServerError").to_string()), None),
        (reply(403, error("ErrorAccessDenied").to_string()), None),
        (parts(&[throttled("0", json!({ "Retry-After": "17.5" })), good.clone()]), ms(17_500)),
        (
            parts(&[throttled("0", json!({ "retry-after": 3 })), throttled("1", json!({ "Retry-After": "9" }))]),
            ms(9000),
        ),
        (parts(&[throttled("0", json!({})), good.clone()]), Some(Demand::Unstated)),
        (parts(&[throttled("0", json!(null)), good.clone()]), Some(Demand::Unstated)),
        (parts(std::slice::from_ref(&good)), None),
        (with(parts(&[throttled("0", json!({}))]), &[("retry-after", "4")]), ms(4000)),
    ];
    for (reply, expected) in table {
        assert_eq!(judged(&reply).1, expected, "{} {:?} {:?}", reply.status, reply.headers, reply.body);
    }
}
