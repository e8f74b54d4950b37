//! What answers mean for the account.

use super::*;
use crate::guard::{Demand, Outcome, Refusal, RefusalKind, SignIn};
use crate::source::ews::judge;

fn sign_in(reply: &Reply) -> SignIn {
    match judge(reply) {
        Outcome::Answered { sign_in, .. } => sign_in,
        other => panic!("{other:?}"),
    }
}

fn wait(reply: &Reply) -> Option<Demand> {
    match judge(reply) {
        Outcome::Answered { wait, .. } => wait,
        other => panic!("{other:?}"),
    }
}

fn refused(kind: RefusalKind, status: u16) -> SignIn {
    SignIn::Refused(Refusal { kind, status, request_id: Some(Uuid::nil().to_string()) })
}

#[test]
fn refusals() {
    use RefusalKind::{Credentials, Disabled, Expired, Forbidden, Locked};
    let expired = [("x-ms-credential-service-credexpired", "True")];
    let table = [
        (reply(401, ""), Some(Credentials)),
        (reply(456, ""), Some(Credentials)),
        (reply(403, "<html>EWS is switched off</html>"), Some(Forbidden)),
        (reply(401, "The referenced account is currently locked out."), Some(Locked)),
        (reply(401, "Account locked out"), Some(Locked)),
        (reply(500, "The referenced account is currently locked out and may not be logged on to."), Some(Locked)),
        (with(reply(401, ""), &expired), Some(Expired)),
        (with(reply(200, availability(&[])), &expired), None),
        (reply(500, fault("ErrorPasswordExpired", "")), Some(Expired)),
        (reply(500, fault("ErrorPasswordChangeRequired", "")), Some(Expired)),
        (reply(500, fault("ErrorAccountDisabled", "")), Some(Disabled)),
        // A colleague's account, not the one that asks.
        (reply(200, availability(&[failed("ErrorAccountDisabled", "")])), None),
        (reply(500, "locked out"), None),
        (reply(200, "The referenced account is currently locked out"), None),
    ];
    for (reply, expected) in table {
        match (sign_in(&reply), expected) {
            (found, Some(kind)) => assert_eq!(found, refused(kind, reply.status.as_u16()), "{:?}", reply.body),
            (SignIn::Refused(found), None) => panic!("{found:?} {:?}", reply.body),
            _ => {}
        }
    }
}

#[test]
fn a_refusal_names_the_servers_id_for_the_request() {
    let named = with(reply(401, ""), &[("request-id", "0f1e2d3c-0000-0000-0000-000000000000")]);
    let SignIn::Refused(refusal) = sign_in(&named) else { panic!() };
    assert_eq!(refusal.request_id.as_deref(), Some("0f1e2d3c-0000-0000-0000-000000000000"));
}

#[test]
fn only_exchange_itself_shows_that_the_sign_in_passed() {
    let foreign = format!(
        r#"<s:Envelope xmlns:s="{SOAP}"><s:Body><s:Fault><faultcode>s:Server</faultcode><faultstring>gateway</faultstring></s:Fault></s:Body></s:Envelope>"#
    );
    let bare_fault = format!(
        r#"<s:Envelope xmlns:s="{SOAP}"><s:Header><t:ServerVersionInfo xmlns:t="{TYPES}"/></s:Header><s:Body><s:Fault/></s:Body></s:Envelope>"#
    );
    let accepted = [
        reply(200, availability(&[])),
        reply(500, fault("ErrorSchemaValidation", "")),
        reply(200, fault("ErrorServerBusy", "")),
        reply(503, fault("ErrorServerBusy", "")),
        reply(500, bare_fault),
    ];
    for reply in accepted {
        assert_eq!(sign_in(&reply), SignIn::Accepted, "{:?}", reply.body);
    }
    let unsaid = [
        reply(200, "<html>hello</html>"),
        reply(200, ""),
        reply(302, ""),
        reply(404, "<html>none</html>"),
        reply(500, "<html>broken</html>"),
        reply(500, foreign),
        reply(503, ""),
        reply(407, ""),
        reply(200, format!("<a xmlns='{TYPES}'/>")),
    ];
    for reply in unsaid {
        assert_eq!(sign_in(&reply), SignIn::Unsaid, "{} {:?}", reply.status, reply.body);
    }
}

#[test]
fn a_log_on_page_may_hide_a_refusal() {
    let to = |location: &str| with(reply(302, ""), &[("location", location)]);
    let form = "<html><form><input type='password' name='p'></form></html>";
    for page in [to("/owa/auth/logon.aspx?reason=0"), to("https://sts.example.org/adfs/ls/?wa=1"), reply(200, form)] {
        let SignIn::Refused(refusal) = sign_in(&page) else { panic!("{} {:?}", page.status, page.headers) };
        assert_eq!(refusal.kind, RefusalKind::LogOnPage);
    }
    for other in [to("/ews/genericerrorpage.htm"), to("/EWS/Exchange.asmx?login"), reply(200, "<html>closed</html>")] {
        assert_eq!(sign_in(&other), SignIn::Unsaid, "{} {:?}", other.status, other.headers);
    }
}

#[test]
fn a_challenge_is_a_401_with_schemes() {
    assert!(with(reply(401, ""), &[("www-authenticate", "Negotiate")]).is_challenge());
    assert!(!reply(401, "").is_challenge());
    assert!(!with(reply(200, ""), &[("www-authenticate", "Negotiate")]).is_challenge());
}

#[test]
fn waits() {
    let ms = |ms| Some(Demand::For(Duration::from_millis(ms)));
    let after = |status, value: &str| with(reply(status, ""), &[("retry-after", value)]);
    let back_off = |ms: &str| fault("ErrorServerBusy", &value("BackOffMilliseconds", ms));
    let in_an_entry = |code: &str, more: &str| {
        availability(&[entry(&granted("FreeBusy")), failed(code, &format!("<MessageXml>{more}</MessageXml>"))])
    };
    let dated = |date: &str| with(after(503, "Mon, 23 Nov 2026 09:05:00 GMT"), &[("date", date)]);
    let table = [
        (reply(200, availability(&[])), None),
        (reply(500, ""), None),
        (reply(503, ""), Some(Demand::Unstated)),
        (reply(429, "<html/>"), Some(Demand::Unstated)),
        (after(503, "120"), ms(120_000)),
        (after(429, "1.5"), ms(1500)),
        (after(401, "30"), ms(30_000)),
        (after(200, "30"), ms(30_000)),
        (after(503, "0"), Some(Demand::Unstated)),
        (after(503, "soon"), Some(Demand::Unstated)),
        (after(503, "-5"), Some(Demand::Unstated)),
        (after(503, "inf"), Some(Demand::Unstated)),
        (after(503, ""), Some(Demand::Unstated)),
        (after(503, &"9".repeat(400)), Some(Demand::For(Duration::from_secs(366 * 86_400)))),
        // By our clock, and by the server's where it gives one.
        (after(503, "Mon, 23 Nov 2026 09:05:00 GMT"), ms(300_000)),
        (dated("Mon, 23 Nov 2026 09:04:00 GMT"), ms(60_000)),
        (dated("Mon, 23 Nov 2026 10:00:00 GMT"), Some(Demand::Unstated)),
        (reply(500, back_off("297749")), ms(297_749)),
        (reply(500, back_off("0")), Some(Demand::Unstated)),
        (reply(500, back_off("long")), Some(Demand::Unstated)),
        (reply(500, fault("ErrorExceededConnectionCount", &value("Policy", "MaxConcurrency"))), Some(Demand::Unstated)),
        (with(reply(500, back_off("297749")), &[("retry-after", "10")]), ms(297_749)),
        (with(reply(500, back_off("25")), &[("retry-after", "10")]), ms(10_000)),
        (reply(200, in_an_entry("ErrorServerBusy", "")), Some(Demand::Unstated)),
        (reply(200, in_an_entry("ErrorServerBusy", &value("BackOffMilliseconds", "5000"))), ms(5000)),
        (
            reply(200, in_an_entry("ErrorInternalServerError", &value("InnerErrorResponseCode", "ErrorServerBusy"))),
            Some(Demand::Unstated),
        ),
        (reply(200, in_an_entry("ErrorMailRecipientNotFound", "")), None),
        // The words alone are not the server's.
        (reply(200, entry("ErrorServerBusy")), None),
        (reply(200, envelope("<a>ErrorServerBusy BackOffMilliseconds</a>")), None),
    ];
    for (reply, expected) in table {
        assert_eq!(wait(&reply), expected, "{} {:?} {:?}", reply.status, reply.headers, reply.body);
    }
}
