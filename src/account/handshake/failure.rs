//! Why a handshake has no message to send.

use super::HandshakeError;
use crate::account::ChannelError;
use crate::guard::{Refusal, RefusalKind};
use crate::net::{Cut, NetError};

/// Why a handshake has no message to send. Up to then, the server was shown no proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// In the words of the library, or of the system.
    Message(String),
    /// Kerberos has no ticket to show.
    Kerberos(KerberosFault),
    /// Whoever vouches for the account refused it: as good as the server's own refusal.
    Refused(RefusalKind),
    /// Whoever vouches for the account, named here, was shown a proof and did not answer. It may have been a refusal.
    Lost(String),
}

impl Failure {
    /// The failure of a sign-in at `host`.
    pub fn into_error(self, host: &str) -> ChannelError {
        let host = host.to_owned();
        match self {
            Self::Message(reason) => HandshakeError::Message { host, reason }.into(),
            Self::Kerberos(fault) => HandshakeError::Kerberos { host, fault }.into(),
            Self::Lost(host) => NetError::Lost { host, cut: Cut::Closed }.into(),
            // Not HTTP's word, so without a status.
            Self::Refused(kind) => ChannelError::Refused(Refusal { kind, status: 0, request_id: None }),
        }
    }
}

/// Why Kerberos has no ticket to show. Nobody was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KerberosFault {
    /// Nobody has a ticket here.
    #[error("there is no ticket")]
    NoTicket,
    /// There was one, and its time is over.
    #[error("the ticket has expired")]
    Expired,
    /// The key distribution centre knows no such service as `HTTP/host`.
    #[error("the service is not known")]
    NoService,
    /// No key distribution centre can be reached.
    #[error("no key distribution centre answers: {0}")]
    NoKdc(String),
    /// This computer's clock, and that of the key distribution centre or of the server, are too far apart.
    #[error("the clocks are too far apart")]
    Clock,
}

impl KerberosFault {
    /// What the number of a Kerberos error (RFC 4120, section 7.5.9) means for whoever asks for a ticket.
    #[cfg(feature = "kerberos")]
    pub(super) fn of_number(number: u8) -> Option<Failure> {
        Some(match number {
            // KDC_ERR_S_PRINCIPAL_UNKNOWN
            7 => Failure::Kerberos(Self::NoService),
            // KDC_ERR_NAME_EXP, KDC_ERR_C_PRINCIPAL_UNKNOWN, KDC_ERR_POLICY, KDC_ERR_CLIENT_REVOKED, KDC_ERR_TGT_REVOKED,
            // KDC_ERR_CLIENT_NOTYET, KDC_ERR_KEY_EXPIRED, KDC_ERR_PREAUTH_FAILED, KRB_AP_ERR_BAD_INTEGRITY
            1 | 6 | 12 | 18 | 20 | 21 | 23 | 24 | 31 => Failure::Refused(RefusalKind::Kdc(number)),
            // KDC_ERR_SVC_UNAVAILABLE
            29 => Failure::Kerberos(Self::NoKdc("it is not available".to_owned())),
            // KRB_AP_ERR_TKT_EXPIRED
            32 => Failure::Kerberos(Self::Expired),
            // KRB_AP_ERR_TKT_NYV, KRB_AP_ERR_SKEW
            33 | 37 => Failure::Kerberos(Self::Clock),
            _ => return None,
        })
    }
}
