//! What answers mean: to a request without a credential, and to the question itself.

use super::address::MailAddress;
use super::offers::Offer;
use super::{pox, soap, xml};
use crate::guard::{Outcome, SignIn};
use crate::net::Reply;
use crate::source::ews;
use http::{HeaderMap, StatusCode, header};
use url::Url;

/// What somebody without a credential is told at an address of Autodiscover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Probed {
    /// A sign-in is wanted. `exchange`: by what looks like Exchange, not by just any web server.
    Challenge {
        /// Whether the answer bears Exchange's marks.
        exchange: bool,
    },
    /// Autodiscover answers everybody.
    Open,
    /// It is elsewhere.
    Redirect(Url),
    /// Nothing that helps; the status.
    Nothing(u16),
    /// No answer.
    Failed,
}

/// What the question about an address was answered with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// The addresses for EWS, the one to take first coming first; there may be none.
    Settings(Vec<Offer>),
    /// Another mail address has to be asked for.
    Address(MailAddress),
    /// Another server has to be asked.
    Url(Url),
    /// A code of Autodiscover's own.
    Error(String),
    /// The sign-in was refused.
    Refused,
    /// The guard let nothing leave, or the way to sign in cannot be gone.
    Held,
    /// A sign-in is wanted by who seemed to want none.
    Challenge,
    /// No answer of Autodiscover.
    Unreadable,
    /// No answer.
    Failed,
}

impl Asked {
    pub(super) fn address(text: &str) -> Self {
        MailAddress::parse(text).map_or(Self::Unreadable, Self::Address)
    }

    pub(super) fn url(text: &str) -> Self {
        Url::parse(text.trim()).ok().filter(Url::has_host).map_or(Self::Unreadable, Self::Url)
    }
}

/// Reads an answer to a request without a credential at `url`.
pub fn probed(reply: &Reply, url: &Url) -> Probed {
    if reply.status == StatusCode::UNAUTHORIZED {
        // Without a word of how, nobody can sign in there.
        return if reply.is_challenge() {
            Probed::Challenge { exchange: looks_like_exchange(&reply.headers) }
        } else {
            Probed::Nothing(reply.status.as_u16())
        };
    }
    if let Some(to) = redirect(reply, url) {
        return Probed::Redirect(to);
    }
    if document(reply).is_some() { Probed::Open } else { Probed::Nothing(reply.status.as_u16()) }
}

/// Reads the answer to the question; `url` is where it was asked.
pub fn asked(reply: &Reply, url: &Url) -> Asked {
    if reply.status == StatusCode::UNAUTHORIZED {
        return Asked::Challenge;
    }
    match redirect(reply, url) {
        Some(to) => Asked::Url(to),
        None => document(reply).unwrap_or(Asked::Unreadable),
    }
}

/// What an answer to the question *with* a credential means for the account: as for every request to Exchange, and an answer of
/// Autodiscover means that the sign-in in front of it was passed. Always [`Outcome::Answered`].
pub fn judge(reply: &Reply) -> Outcome {
    match ews::judge(reply) {
        Outcome::Answered { sign_in: SignIn::Unsaid, wait } if document(reply).is_some() => {
            Outcome::Answered { sign_in: SignIn::Accepted, wait }
        }
        outcome => outcome,
    }
}

/// Whether whoever answers an empty question at an address for EWS is Exchange, as far as somebody without a credential can
/// tell.
pub fn is_ews(reply: &Reply) -> bool {
    let refuses = matches!(reply.status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN);
    let envelope = || xml::read(&reply.body).is_some_and(|root| root.name == "Envelope");
    refuses && (reply.is_challenge() || looks_like_exchange(&reply.headers)) || envelope()
}

fn document(reply: &Reply) -> Option<Asked> {
    let root = xml::read(&reply.body)?;
    pox::read(&root).or_else(|| soap::read(&root))
}

/// Where it points; none where it points nowhere.
fn redirect(reply: &Reply, url: &Url) -> Option<Url> {
    let moved = reply.status.is_redirection() && reply.status != StatusCode::NOT_MODIFIED;
    let to = moved.then(|| reply.header(header::LOCATION.as_str())).flatten()?;
    url.join(to).ok().filter(Url::has_host)
}

/// Exchange and the web server that it lives in name themselves in many ways; a web site that asks for a password does not.
fn looks_like_exchange(headers: &HeaderMap) -> bool {
    const MARKS: [&str; 6] =
        ["x-feserver", "x-beserver", "x-calculatedbetarget", "x-owa-version", "x-diaginfo", "x-caserrorcode"];
    let mut ways = headers.get_all(header::WWW_AUTHENTICATE).iter().filter_map(|value| value.to_str().ok());
    MARKS.iter().any(|mark| headers.contains_key(*mark))
        || ways.any(|way| {
            let way = way.to_ascii_lowercase();
            way.contains("negotiate") || way.contains("ntlm")
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guard::RefusalKind;
    use bytes::Bytes;
    use http::{HeaderName, HeaderValue};

    const POX: &str = "<Autodiscover><Response><Error><ErrorCode>600</ErrorCode></Error></Response></Autodiscover>";

    fn reply(status: u16, headers: &[(&'static str, &str)], body: &str) -> Reply {
        let headers =
            headers.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_str(value).unwrap()));
        Reply {
            status: StatusCode::from_u16(status).unwrap(),
            headers: headers.collect(),
            body: Bytes::copy_from_slice(body.as_bytes()),
            at: chrono::Utc::now(),
            took: std::time::Duration::ZERO,
            id: uuid::Uuid::nil(),
        }
    }

    fn url() -> Url {
        Url::parse("https://example.com/autodiscover/autodiscover.xml").unwrap()
    }

    #[test]
    fn somebody_without_a_credential_learns_who_is_there() {
        let challenge = |exchange| Probed::Challenge { exchange };
        let to = |url: &str| Probed::Redirect(Url::parse(url).unwrap());
        let table: [(Reply, Probed); 11] = [
            (reply(401, &[("www-authenticate", "Negotiate, NTLM")], ""), challenge(true)),
            (reply(401, &[("www-authenticate", "Basic realm=\"x\""), ("x-feserver", "A")], ""), challenge(true)),
            (reply(401, &[("www-authenticate", "Basic realm=\"cpanel\"")], ""), challenge(false)),
            (reply(401, &[], ""), Probed::Nothing(401)),
            (reply(302, &[("location", "https://mail.example.com/a.xml")], ""), to("https://mail.example.com/a.xml")),
            (reply(301, &[("location", "/b.xml")], ""), to("https://example.com/b.xml")),
            (reply(302, &[], ""), Probed::Nothing(302)),
            (reply(302, &[("location", "mailto:x@example.com")], ""), Probed::Nothing(302)),
            (reply(200, &[], POX), Probed::Open),
            (reply(200, &[], "<!DOCTYPE html><html></html>"), Probed::Nothing(200)),
            (reply(404, &[], ""), Probed::Nothing(404)),
        ];
        for (reply, expected) in table {
            assert_eq!(probed(&reply, &url()), expected, "{reply:?}");
        }
    }

    #[test]
    fn an_error_is_read_whatever_the_status() {
        for status in [200, 400, 500, 503] {
            assert_eq!(asked(&reply(status, &[], POX), &url()), Asked::Error("600".into()), "{status}");
        }
        assert_eq!(asked(&reply(200, &[], "Welcome"), &url()), Asked::Unreadable);
        assert_eq!(asked(&reply(401, &[], POX), &url()), Asked::Challenge);
        let to = Url::parse("https://other.example/x").unwrap();
        assert_eq!(asked(&reply(302, &[("location", to.as_str())], ""), &url()), Asked::Url(to));
    }

    #[test]
    fn what_an_answer_means_for_the_account() {
        let sign_in = |reply: &Reply| match judge(reply) {
            Outcome::Answered { sign_in, .. } => sign_in,
            other => panic!("{other:?}"),
        };
        assert_eq!(sign_in(&reply(200, &[], POX)), SignIn::Accepted);
        assert_eq!(sign_in(&reply(200, &[], "Welcome")), SignIn::Unsaid);
        for (status, kind) in [(401, RefusalKind::Credentials), (403, RefusalKind::Forbidden)] {
            assert!(matches!(sign_in(&reply(status, &[], POX)), SignIn::Refused(refusal) if refusal.kind == kind));
        }
    }

    #[test]
    fn ews_is_told_from_other_sites() {
        assert!(is_ews(&reply(401, &[("www-authenticate", "Basic realm=\"x\"")], "")));
        assert!(is_ews(&reply(500, &[], "<s:Envelope xmlns:s='x'/>")));
        assert!(is_ews(&reply(403, &[("x-feserver", "A")], "")));
        assert!(!is_ews(&reply(403, &[], "")) && !is_ews(&reply(404, &[], "")) && !is_ews(&reply(200, &[], "<html/>")));
    }
}
