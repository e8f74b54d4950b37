//! Kerberos with a typed password, by the library `sspi`. The library says what to send to the key distribution centre; it is
//! sent here, so that the password is proved there once at most, and never after a word that would count against the account.

mod shown;

use super::failure::KerberosFault;
use super::{Failure, spnego};
use crate::guard::RefusalKind;
use crate::net::ChannelBinding;
use crate::store::Secret;
use der::asn1::{AnyRef, ContextSpecific};
use der::{Decode, Reader};
use sspi::generator::GeneratorState;
use sspi::kerberos::client::principal::get_client_principal_realm;
use sspi::{
    AuthIdentityBuffers, BufferType, ClientRequestFlags, CredentialsBuffers, DataRepresentation, KdcResolution,
    Kerberos, KerberosConfig, SecurityBuffer, Sspi, SspiImpl, detect_kdc_url,
};
use std::io::{Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;
use url::Url;

/// Limits of the way to a key distribution centre.
const CONNECT: Duration = Duration::from_secs(5);
const ANSWER: Duration = Duration::from_secs(20);
/// Its answers are a few thousand bytes.
const LONGEST_ANSWER: u32 = 1 << 20;
const PORT: u16 = 88;

/// First bytes of the messages (RFC 4120): `AS-REQ`, `KRB-ERROR`.
const AS_REQ: u8 = 0x6A;
const KRB_ERROR: u8 = 0x7E;
/// The key distribution centre wants the password proved. Its answer to the first request, as a rule.
const PREAUTH_REQUIRED: u8 = 25;

/// A handshake under way. It has one step.
pub(super) struct KerberosContext {
    username: String,
    password: Secret,
    host: String,
}

impl KerberosContext {
    /// For the web service of `host`. `DOMAIN\user` is a plain name of the realm, `user@domain` one that the realm looks up (an
    /// enterprise name), as Windows has it.
    pub(super) fn new(username: &str, password: &Secret, host: &str) -> Self {
        Self { username: username.to_owned(), password: password.clone(), host: host.to_owned() }
    }

    /// A ticket within SPNEGO, bound to the server's certificate where that is known. Asks the key distribution centre.
    pub(super) fn step(&self, challenge: Option<&[u8]>, binding: Option<&ChannelBinding>) -> Result<Vec<u8>, Failure> {
        match challenge {
            None => ticket(&self.username, &self.password, &self.host, binding),
            Some(_) => Err(Failure::Message("the server wants another step than Kerberos has".to_owned())),
        }
    }
}

fn ticket(username: &str, password: &Secret, host: &str, binding: Option<&ChannelBinding>) -> Result<Vec<u8>, Failure> {
    let (domain, user) = username.split_once('\\').unwrap_or(("", username));
    let realm = get_client_principal_realm(user, domain);
    if user.is_empty() || realm.is_empty() {
        return Err(Failure::Message("Kerberos wants the user name as user@domain or DOMAIN\\user".to_owned()));
    }
    // A domain of Windows has its own name for all of its controllers.
    let centre = detect_kdc_url(&realm).or_else(|| Url::parse(&format!("tcp://{}:{PORT}", realm.to_lowercase())).ok());
    let config = KerberosConfig { kdc_resolution: KdcResolution::KdcUrl(centre), client_computer_name: String::new() };
    let mut kerberos = Kerberos::new_client_from_config(config).map_err(library)?;
    let identity = AuthIdentityBuffers::from_utf8(user, domain, password.expose());
    let mut credential = Some(CredentialsBuffers::AuthIdentity(identity));
    let service = format!("HTTP/{host}");
    let mut input = [SecurityBuffer::new(Vec::new(), BufferType::Token)];
    let mut output = [SecurityBuffer::new(Vec::new(), BufferType::Token)];
    let mut builder = kerberos
        .initialize_security_context()
        .with_credentials_handle(&mut credential)
        .with_context_requirements(ClientRequestFlags::INTEGRITY)
        .with_target_data_representation(DataRepresentation::Network)
        .with_target_name(&service)
        .with_input(&mut input)
        .with_output(&mut output);
    let mut exchange = Exchange::default();
    let mut steps = kerberos.initialize_security_context_impl(&mut builder).map_err(library)?;
    let mut state = steps.start();
    let done = loop {
        match state {
            GeneratorState::Suspended(request) => {
                state = steps.resume(Ok(exchange.carry(&request.url, &request.data)?));
            }
            GeneratorState::Completed(done) => break done,
        }
    };
    done.map_err(library)?;
    let shown = shown::message(&exchange.answers, password.expose(), binding).map_err(library)?;
    Ok(spnego::around_kerberos(&shown))
}

/// How far the talk with the key distribution centre has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Stage {
    /// Nothing was proved: it is asked what it wants to see.
    #[default]
    Asking,
    /// The password is proved.
    Proving,
    /// The password was accepted.
    Accepted,
}

#[derive(Debug, Default)]
struct Exchange {
    asked: u8,
    /// Every answer, without its length.
    answers: Vec<Vec<u8>>,
}

impl Exchange {
    /// Carries one message there and its answer back. An answer that says no ends the handshake.
    fn carry(&mut self, centre: &Url, message: &[u8]) -> Result<Vec<u8>, Failure> {
        let stage = self.stage_of(message)?;
        let answer = send(centre, message).map_err(|trouble| match (stage, trouble.sent) {
            (Stage::Proving, true) => Failure::Lost(centre.host_str().unwrap_or_default().to_owned()),
            _ => Failure::Kerberos(KerberosFault::NoKdc(trouble.reason)),
        })?;
        match error_number(answer.get(4..).unwrap_or_default()) {
            Some(number) if (stage, number) != (Stage::Asking, PREAUTH_REQUIRED) => Err(refusal(number)),
            _ => {
                self.answers.push(answer.get(4..).unwrap_or_default().to_vec());
                Ok(answer)
            }
        }
    }

    fn stage_of(&mut self, message: &[u8]) -> Result<Stage, Failure> {
        if message.get(4) != Some(&AS_REQ) {
            return Ok(Stage::Accepted);
        }
        self.asked += 1;
        match self.asked {
            1 => Ok(Stage::Asking),
            2 => Ok(Stage::Proving),
            // The library would prove the password a second time.
            _ => Err(Failure::Message("Kerberos takes more than one proof".to_owned())),
        }
    }
}

/// What the number of an error means where a password was typed.
fn refusal(number: u8) -> Failure {
    match KerberosFault::of_number(number) {
        Some(Failure::Refused(RefusalKind::Kdc(23))) => Failure::Refused(RefusalKind::Expired),
        Some(Failure::Refused(RefusalKind::Kdc(6 | 24 | 31))) => Failure::Refused(RefusalKind::Credentials),
        Some(failure) => failure,
        None => Failure::Message(format!("Kerberos error {number}")),
    }
}

/// Why there is no answer, and whether the message may have arrived.
struct Trouble {
    sent: bool,
    reason: String,
}

/// One message and its answer over TCP (RFC 4120, section 7.2.2), each with its length before it. Another address of the same
/// name is tried only while nothing was sent.
fn send(centre: &Url, message: &[u8]) -> Result<Vec<u8>, Trouble> {
    let trouble = |sent| move |error: std::io::Error| Trouble { sent, reason: error.to_string() };
    let address = (centre.host_str().unwrap_or_default(), centre.port().unwrap_or(PORT));
    let mut connected = Err(Trouble { sent: false, reason: "it has no address".to_owned() });
    for address in address.to_socket_addrs().map_err(trouble(false))? {
        connected = TcpStream::connect_timeout(&address, CONNECT).map_err(trouble(false));
        if connected.is_ok() {
            break;
        }
    }
    let mut stream = connected?;
    stream
        .set_read_timeout(Some(ANSWER))
        .and_then(|()| stream.set_write_timeout(Some(ANSWER)))
        .map_err(trouble(false))?;
    stream.write_all(message).map_err(trouble(true))?;
    let mut head = [0; 4];
    stream.read_exact(&mut head).map_err(trouble(true))?;
    let length = u32::from_be_bytes(head);
    if length > LONGEST_ANSWER {
        return Err(Trouble { sent: true, reason: "its answer is not one of Kerberos".to_owned() });
    }
    let mut answer = head.to_vec();
    stream.take(length.into()).read_to_end(&mut answer).map_err(trouble(true))?;
    Ok(answer)
}

/// The number of a `KRB-ERROR` (RFC 4120, section 5.9.1: field 6); none for other messages.
fn error_number(message: &[u8]) -> Option<u8> {
    if message.first() != Some(&KRB_ERROR) {
        return None;
    }
    let mut reader = der::SliceReader::new(AnyRef::from_der(message).ok()?.value()).ok()?;
    let fields: AnyRef<'_> = reader.decode().ok()?;
    let mut number = None;
    fields
        .sequence(|reader| -> der::Result<()> {
            while !reader.is_finished() {
                let field: ContextSpecific<AnyRef<'_>> = reader.decode()?;
                if field.tag_number.value() == 6 {
                    number = Some(field.value.decode_as::<u8>()?);
                }
            }
            Ok(())
        })
        .ok()?;
    number
}

fn library(error: sspi::Error) -> Failure {
    Failure::Message(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    /// `KRB-ERROR` with that number, as far as it is read here.
    fn krb_error(number: u8) -> Vec<u8> {
        let field = |tag: u8, value: u8| [0xA0 | tag, 3, 2, 1, value];
        let fields = [field(0, 5), field(1, 30), field(6, number)].concat();
        let sequence = [&[0x30, fields.len() as u8], fields.as_slice()].concat();
        [&[KRB_ERROR, sequence.len() as u8], sequence.as_slice()].concat()
    }

    fn framed(message: &[u8]) -> Vec<u8> {
        [&u32::try_from(message.len()).unwrap().to_be_bytes(), message].concat()
    }

    /// A centre that gives each message the next answer; none: it says nothing and closes.
    fn centre(answers: Vec<Option<Vec<u8>>>) -> (Url, std::thread::JoinHandle<Vec<u8>>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("tcp://{}", listener.local_addr().unwrap()).parse().unwrap();
        let heard = std::thread::spawn(move || {
            let mut first_bytes = Vec::new();
            for answer in answers {
                let (mut stream, _) = listener.accept().unwrap();
                let mut head = [0; 4];
                stream.read_exact(&mut head).unwrap();
                let mut message = vec![0; u32::from_be_bytes(head) as usize];
                stream.read_exact(&mut message).unwrap();
                first_bytes.push(message[0]);
                if let Some(answer) = answer {
                    stream.write_all(&framed(&answer)).unwrap();
                }
            }
            first_bytes
        });
        (url, heard)
    }

    #[test]
    fn an_errors_number_is_read() {
        for number in [0, 6, 24, 37, 127] {
            assert_eq!(error_number(&krb_error(number)), Some(number));
        }
        let odd = [&[][..], b"k", &[KRB_ERROR], &[KRB_ERROR, 2, 0x30, 9], &[0x6B, 0]];
        assert!(odd.iter().all(|bytes| error_number(bytes).is_none()));
    }

    /// What is answered to the first message, then to the proof, and what that comes to.
    #[test]
    fn the_password_is_proved_once_and_only_to_a_centre_that_asks_for_it() {
        let preauth = || Some(krb_error(PREAUTH_REQUIRED));
        let refused = |kind| Err(Failure::Refused(kind));
        let message = framed(&[AS_REQ, 0]);
        for (answers, expected) in [
            (vec![Some(krb_error(18))], refused(RefusalKind::Kdc(18))),
            (vec![Some(krb_error(6))], refused(RefusalKind::Credentials)),
            (vec![Some(krb_error(37))], Err(Failure::Kerberos(KerberosFault::Clock))),
            (vec![preauth(), Some(krb_error(24))], refused(RefusalKind::Credentials)),
            (vec![preauth(), Some(krb_error(23))], refused(RefusalKind::Expired)),
            (vec![preauth(), Some(krb_error(37))], Err(Failure::Kerberos(KerberosFault::Clock))),
            (vec![preauth(), None], Err(Failure::Lost("127.0.0.1".to_owned()))),
            (vec![preauth(), Some(vec![0x6B, 0])], Ok(())),
        ] {
            let (url, heard) = centre(answers.clone());
            let mut exchange = Exchange::default();
            let mut results = answers.iter().map(|_| exchange.carry(&url, &message).map(drop)).collect::<Vec<_>>();
            assert_eq!(results.pop(), Some(expected), "{answers:?}");
            assert!(results.iter().all(Result::is_ok), "{answers:?}");
            assert_eq!(heard.join().unwrap().len(), answers.len());
            if answers.len() == 2 {
                assert!(matches!(exchange.carry(&url, &message), Err(Failure::Message(_))), "a second proof");
            }
        }
    }

    #[test]
    fn who_cannot_be_reached_was_shown_nothing() {
        let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let url: Url = format!("tcp://{closed}").parse().unwrap();
        let mut exchange = Exchange { asked: 1, answers: Vec::new() };
        let result = exchange.carry(&url, &framed(&[AS_REQ, 0]));
        assert!(matches!(result, Err(Failure::Kerberos(KerberosFault::NoKdc(_)))), "{result:?}");
    }

    #[test]
    fn a_name_without_a_realm_is_not_tried() {
        for odd in ["", "desk", "DOMAIN\\"] {
            let result = ticket(odd, &Secret::new("x".into()), "mail.example.org", None);
            assert!(matches!(result, Err(Failure::Message(_))), "{odd}: {result:?}");
        }
    }
}
