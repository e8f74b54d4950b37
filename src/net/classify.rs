//! What an error of the HTTP library means. Types decide; a text is read only where the library keeps its type to itself.

use super::names::NameError;
use super::{CertificateFault, Cut, NotSent};
use std::error::Error;
use std::io;

/// An error, its cause, the cause's cause, … Errors that hide inside `io::Error` are followed too.
fn chain<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error: &&'a (dyn Error + 'static)| {
        let error = *error;
        let inside = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        inside.map(|inner| inner as &(dyn Error + 'static)).or_else(|| error.source())
    })
}

fn find<'a, E: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a E> {
    chain(error).find_map(|error| error.downcast_ref::<E>())
}

fn io_kind(error: &(dyn Error + 'static)) -> Option<io::ErrorKind> {
    chain(error).filter_map(|error| error.downcast_ref::<io::Error>()).map(io::Error::kind).last()
}

/// The last cause in words: the ones before it only say where it happened.
fn reason(error: &(dyn Error + 'static)) -> String {
    chain(error).last().map_or_else(String::new, ToString::to_string)
}

/// Who was being connected to when it failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leg {
    /// The server itself.
    Server,
    /// A proxy, for a request that the proxy reads (`http://`).
    Proxy,
    /// The server, through a tunnel of a proxy (`https://`).
    Tunnel,
}

/// Why nothing was sent, and whether that was the proxy's doing.
pub(super) fn not_sent(error: &(dyn Error + 'static), timed_out: bool, leg: Leg) -> (NotSent, bool) {
    let by_proxy = match leg {
        Leg::Server => false,
        Leg::Proxy => true,
        // The tunnel's error type is not public; without it the tunnel stood, and the server's TLS failed.
        Leg::Tunnel => timed_out || chain(error).any(|error| error.to_string().starts_with("tunnel error")),
    };
    if by_proxy { (proxy(error, timed_out), true) } else { (server(error, timed_out), false) }
}

/// Why a proxy is of no use.
pub(super) fn proxy(error: &(dyn Error + 'static), timed_out: bool) -> NotSent {
    if chain(error).any(|error| error.to_string().ends_with("proxy authorization required")) {
        return NotSent::ProxySignIn;
    }
    NotSent::Proxy(match server(error, timed_out) {
        NotSent::Other(_) => reason(error),
        why => why.to_string(),
    })
}

/// Why the server itself cannot be reached.
pub(super) fn server(error: &(dyn Error + 'static), timed_out: bool) -> NotSent {
    if let Some(name) = find::<NameError>(error) {
        return NotSent::UnknownHost(name.to_string());
    }
    if let Some(name) = find::<rustls::pki_types::InvalidDnsNameError>(error) {
        return NotSent::UnknownHost(name.to_string());
    }
    if let Some(tls) = find::<rustls::Error>(error) {
        return match tls {
            rustls::Error::InvalidCertificate(fault) => NotSent::Certificate(certificate(fault)),
            other => NotSent::Tls(other.to_string()),
        };
    }
    if timed_out {
        return NotSent::ConnectTimeout;
    }
    match io_kind(error) {
        Some(io::ErrorKind::ConnectionRefused) => NotSent::ConnectionRefused,
        Some(io::ErrorKind::TimedOut) => NotSent::ConnectTimeout,
        Some(io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable | io::ErrorKind::NetworkDown) => {
            NotSent::Unreachable
        }
        // A connection that stood and went away again before anything was sent: in the middle of TLS.
        Some(
            io::ErrorKind::UnexpectedEof
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe,
        ) => NotSent::Tls(reason(error)),
        _ => NotSent::Other(reason(error)),
    }
}

fn certificate(fault: &rustls::CertificateError) -> CertificateFault {
    use rustls::CertificateError as E;
    match fault {
        // Signed by another key than the authority's of that name: a renewed authority, or none at all.
        E::UnknownIssuer | E::BadSignature => CertificateFault::UnknownIssuer,
        E::Expired | E::ExpiredContext { .. } => CertificateFault::Expired,
        E::NotValidYet | E::NotValidYetContext { .. } => CertificateFault::NotYetValid,
        E::NotValidForName | E::NotValidForNameContext { .. } => CertificateFault::WrongName,
        E::Revoked => CertificateFault::Revoked,
        other => CertificateFault::Other(other.to_string()),
    }
}

/// How an answer was lost or cut short, once the request had left.
pub(super) fn cut(error: &(dyn Error + 'static), timed_out: bool) -> Cut {
    if timed_out {
        return Cut::Timeout;
    }
    let hyper = find::<hyper::Error>(error);
    match (hyper, io_kind(error)) {
        (Some(hyper), _) if hyper.is_parse() => Cut::Nonsense(hyper.to_string()),
        // TLS ended by an alert: whatever it says, the connection is gone.
        _ if find::<rustls::Error>(error).is_some() => Cut::Closed,
        // A broken length of a chunk, or broken compression.
        (_, Some(io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput)) | (None, Some(io::ErrorKind::Other)) => {
            Cut::Nonsense(reason(error))
        }
        _ => Cut::Closed,
    }
}
