//! Which way to sign in a server's challenge asks for (RFC 9110, section 11).

use super::HandshakeError;
use crate::settings::{Authentication, Exchange, ExchangeAccount};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, HeaderValue, header};
use zeroize::Zeroizing;

/// A way to prove an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// SPNEGO: around NTLM for a typed password, around what the system chooses for the signed-in user.
    Negotiate,
    /// SPNEGO around Kerberos and nothing else.
    Kerberos,
    /// NTLM as it is.
    Ntlm,
    /// The password itself.
    Basic,
}

/// Which of them an account may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SchemeChoice {
    /// The best that the server offers: Negotiate, else NTLM; Basic only where it offers nothing else.
    Automatic,
    /// The same for the signed-in user, who has no password to send.
    SignedIn,
    /// This one and no other.
    Only(Scheme),
}

impl Scheme {
    /// As HTTP names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Negotiate | Self::Kerberos => "Negotiate",
            Self::Ntlm => "NTLM",
            Self::Basic => "Basic",
        }
    }

    /// The `Authorization` header with a handshake's message.
    pub(super) fn header(self, message: &[u8]) -> Option<HeaderValue> {
        let text = Zeroizing::new(format!("{} {}", self.name(), STANDARD.encode(message)));
        let mut value = HeaderValue::from_str(&text).ok()?;
        value.set_sensitive(true);
        Some(value)
    }
}

impl SchemeChoice {
    /// The schemes that may be used, best first.
    pub(super) fn wanted(self) -> Vec<Scheme> {
        match self {
            Self::Automatic => vec![Scheme::Negotiate, Scheme::Ntlm, Scheme::Basic],
            Self::SignedIn if cfg!(windows) => vec![Scheme::Negotiate, Scheme::Ntlm],
            Self::SignedIn => vec![Scheme::Kerberos],
            Self::Only(scheme) => vec![scheme],
        }
    }

    /// The schemes that the 401 of `host` names, as it spells them.
    ///
    /// # Errors
    /// [`HandshakeError::NotOffered`] where none of them would do.
    pub fn offered_by(self, host: &str, headers: &HeaderMap) -> Result<Vec<String>, HandshakeError> {
        let challenges = Challenge::all(headers);
        let offered = challenges.iter().map(|challenge| challenge.name.clone()).collect();
        if self.among(&challenges).is_empty() {
            return Err(HandshakeError::NotOffered { host: host.to_owned(), offered, wanted: self.wanted() });
        }
        Ok(offered)
    }

    /// Those of them that a server offers.
    pub(super) fn among(self, challenges: &[Challenge]) -> Vec<Scheme> {
        let offered = |scheme: &Scheme| challenges.iter().any(|challenge| challenge.is(*scheme));
        let mut schemes: Vec<_> = self.wanted().into_iter().filter(offered).collect();
        // The password itself goes only to a server that takes nothing else, now and later.
        if schemes.len() > 1 {
            schemes.retain(|scheme| *scheme != Scheme::Basic);
        }
        schemes
    }
}

impl From<&Exchange> for SchemeChoice {
    fn from(exchange: &Exchange) -> Self {
        match exchange.authentication {
            Authentication::Automatic if exchange.account == ExchangeAccount::SignedIn => Self::SignedIn,
            Authentication::Automatic => Self::Automatic,
            Authentication::Basic => Self::Only(Scheme::Basic),
            Authentication::Ntlm => Self::Only(Scheme::Ntlm),
            Authentication::Negotiate => Self::Only(Scheme::Negotiate),
            Authentication::Kerberos => Self::Only(Scheme::Kerberos),
        }
    }
}

/// One challenge of a 401.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Challenge {
    /// The scheme as the server spells it.
    pub(super) name: String,
    /// A handshake's message.
    pub(super) message: Option<Vec<u8>>,
}

impl Challenge {
    fn is(&self, scheme: Scheme) -> bool {
        self.name.eq_ignore_ascii_case(scheme.name())
    }

    /// The challenges of an answer: in headers of their own, or several in one.
    pub(super) fn all(headers: &HeaderMap) -> Vec<Self> {
        let values = headers.get_all(header::WWW_AUTHENTICATE).iter().filter_map(|value| value.to_str().ok());
        values.flat_map(parts).filter_map(Self::read).collect()
    }

    /// The message for `scheme` in these challenges.
    pub(super) fn message(challenges: &[Self], scheme: Scheme) -> Option<&[u8]> {
        challenges.iter().find(|challenge| challenge.is(scheme))?.message.as_deref()
    }

    /// A part of a header, if a challenge begins with it; else it is one more parameter of the one before.
    fn read(part: &str) -> Option<Self> {
        let (name, rest) = part.split_once(' ').unwrap_or((part, ""));
        let is_token =
            |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte));
        if name.is_empty() || !is_token(name) || rest.trim_start().starts_with('=') {
            return None;
        }
        let message = STANDARD.decode(rest.trim()).ok().filter(|message| !message.is_empty());
        Some(Self { name: name.to_owned(), message })
    }
}

/// What stands between the commas of a header, commas within quotes aside.
fn parts(value: &str) -> Vec<&str> {
    let (mut parts, mut start, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (at, c) in value.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ',' if !quoted => {
                parts.push(value[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(value[start..].trim());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn challenges(values: &[&'static str]) -> Vec<Challenge> {
        let values = values.iter().map(|value| (header::WWW_AUTHENTICATE, HeaderValue::from_static(value)));
        Challenge::all(&values.collect())
    }

    fn names(values: &[&'static str]) -> Vec<String> {
        challenges(values).into_iter().map(|challenge| challenge.name).collect()
    }

    #[test]
    fn challenges_come_in_one_header_or_in_several() {
        let table: [(&[&'static str], &[&str]); 7] = [
            (&["Negotiate", "NTLM", "Basic realm=\"mail\""], &["Negotiate", "NTLM", "Basic"]),
            (&["Negotiate, NTLM"], &["Negotiate", "NTLM"]),
            (&["Basic realm=\"a, b\", charset=\"UTF-8\", NTLM"], &["Basic", "NTLM"]),
            (&["Basic realm=\"say \\\"NTLM, please\\\"\", Negotiate"], &["Basic", "Negotiate"]),
            (
                &["Bearer client_id=\"x\", trusted_issuers=\"a@*, b@*\", token_types=\"app\"", "ntlm"],
                &["Bearer", "ntlm"],
            ),
            (&["Digest realm = \"a\", nonce = \"b\""], &["Digest"]),
            (&["", ",", "=", "\"\""], &[]),
        ];
        for (values, expected) in table {
            assert_eq!(names(values), expected, "{values:?}");
        }
    }

    #[test]
    fn a_handshakes_message_is_read() {
        let found = challenges(&["NTLM TlRMTVNTUAACAAA=", "Negotiate"]);
        assert_eq!(Challenge::message(&found, Scheme::Ntlm), Some(&b"NTLMSSP\0\x02\0\0"[..]));
        assert_eq!(Challenge::message(&found, Scheme::Negotiate), None);
        let joined = challenges(&["Negotiate TlRMTVNTUAACAAA=, NTLM"]);
        assert!(Challenge::message(&joined, Scheme::Negotiate).is_some());
        assert_eq!(joined.len(), 2);
    }

    #[test]
    fn automatic_takes_the_best_that_is_offered() {
        use Scheme::{Basic, Negotiate, Ntlm};
        let table: [(&'static str, &[Scheme], Option<Scheme>); 7] = [
            ("Negotiate, NTLM, Basic realm=\"a\"", &[Negotiate, Ntlm], Some(Ntlm)),
            ("Basic realm=\"a\", NTLM", &[Ntlm], Some(Ntlm)),
            ("NTLM, Negotiate", &[Negotiate, Ntlm], Some(Ntlm)),
            ("Basic realm=\"a\", Negotiate", &[Negotiate], None),
            ("Basic realm=\"a\"", &[Basic], None),
            ("Bearer, Digest realm=\"a\"", &[], None),
            ("", &[], None),
        ];
        for (value, automatic, ntlm) in table {
            let found = challenges(&[value]);
            assert_eq!(SchemeChoice::Automatic.among(&found), automatic, "{value}");
            assert_eq!(SchemeChoice::Only(Ntlm).among(&found).first().copied(), ntlm, "{value}");
        }
    }
}
