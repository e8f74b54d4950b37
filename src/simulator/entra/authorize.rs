//! The page with the sign-in form, for a browser.

use super::errors::{self, description, form};
use super::state::Code;
use super::{EntraDoor, Visit};
use crate::simulator::log::SignInOutcome;
use crate::simulator::server::Answer;
use http::{Method, StatusCode, header};
use std::time::Instant;
use url::Url;

/// Shows the form, or judges what was entered into it.
pub(super) fn answer(visit: &Visit<'_>) -> Answer {
    let redirect = visit.field("redirect_uri");
    let shown = match () {
        () if visit.field("client_id") != visit.registration().client.to_string() => Some(700_016),
        () if !is_registered(visit, redirect) => Some(50011),
        () if visit.field("response_type") != "code" => Some(900_144),
        () if visit.field("code_challenge_method") != "S256" || visit.field("code_challenge").is_empty() => {
            Some(900_144)
        }
        () => visit.trouble(EntraDoor::Authorize).filter(|number| errors::is_shown_only(*number)),
    };
    if let Some(number) = shown {
        return errors::page(number);
    }
    if let Some(number) = visit.trouble(EntraDoor::Authorize) {
        visit.shared.ledger.entra(|count| count.refused_sign_ins += 1);
        return refused(visit, number);
    }
    if visit.head.method == Method::GET {
        return page(visit, "");
    }
    if !visit.field("cancel").is_empty() {
        return refused(visit, 65004);
    }
    if !signed_in(visit) {
        return page(visit, "Your account or password is incorrect. AADSTS50126");
    }
    visit.shared.ledger.entra(|count| count.sign_ins += 1);
    let field = |name: &str| visit.field(name).to_owned();
    let code = visit.shared.entra().give_code(Code {
        redirect: field("redirect_uri"),
        challenge: field("code_challenge"),
        nonce: field("nonce"),
        scope: field("scope"),
        claims: !visit.field("claims").is_empty(),
    });
    back(visit, &[("code", &code), ("session_state", "0")])
}

/// Judges name and password as every other way to sign in does, so that all count towards one lock-out.
pub(super) fn signed_in(visit: &Visit<'_>) -> bool {
    let (user, password) = (visit.field("login"), visit.field("passwd"));
    let outcome = visit.shared.accounts().log_on(user, |right| right == password, Instant::now());
    visit.shared.ledger.logon(outcome, Some(user));
    let accepted = outcome == SignInOutcome::Accepted;
    if !accepted {
        visit.shared.ledger.entra(|count| count.refused_sign_ins += 1);
    }
    accepted
}

/// The port does not matter with `localhost`; nothing else may differ.
fn is_registered(visit: &Visit<'_>, redirect: &str) -> bool {
    let Ok(url) = Url::parse(redirect) else { return false };
    let localhost = url.scheme() == "http" && url.host_str() == Some("localhost") && url.path() == "/";
    let native = redirect == format!("{}/common/oauth2/nativeclient", visit.base());
    visit.registration().localhost && localhost || visit.registration().native && native
}

fn refused(visit: &Visit<'_>, number: u32) -> Answer {
    let (_, error, _) = form(number);
    back(visit, &[("error", error), ("error_description", &description(number))])
}

/// Sends the browser back to the program.
fn back(visit: &Visit<'_>, parameters: &[(&str, &str)]) -> Answer {
    let Ok(mut url) = Url::parse(visit.field("redirect_uri")) else { return errors::page(50011) };
    let state = ("state", visit.field("state"));
    url.query_pairs_mut().extend_pairs(parameters.iter().copied().chain([state]));
    Answer::page(StatusCode::FOUND, "Object moved", "Object moved.").with(header::LOCATION, url.as_str())
}

fn page(visit: &Visit<'_>, complaint: &str) -> Answer {
    let action = visit.head.uri.query().unwrap_or_default();
    fields("Sign in", &format!("?{action}"), visit.field("login_hint"), complaint, "")
}

/// A form with name and password, and what else belongs into it.
pub(super) fn fields(title: &str, action: &str, name: &str, complaint: &str, more: &str) -> Answer {
    let safe = |text: &str| text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    let (action, name) = (safe(action), safe(name));
    let text = format!(
        "{complaint}</p><form method=\"post\" action=\"{action}\">{more}\
         <p><label>Account <input name=\"login\" id=\"login\" value=\"{name}\" autocomplete=\"username\"></label></p>\
         <p><label>Password <input name=\"passwd\" id=\"passwd\" type=\"password\"></label></p>\
         <p><button id=\"accept\">Sign in</button> <button name=\"cancel\" id=\"cancel\" value=\"1\">Cancel</button></p></form><p>"
    );
    Answer::page(StatusCode::OK, title, &text)
}
