//! Kerberos tickets, by the system's GSS-API: what `kinit` (or the sign-in to the computer) got is shown, nothing is typed.

use super::SignedInUser;
use crate::account::handshake::failure::KerberosFault;
use crate::account::handshake::{Failure, Scheme, spnego};
use crate::net::ChannelBinding;
use libgssapi::context::{ClientCtx, CtxFlags};
use libgssapi::credential::{Cred, CredUsage};
use libgssapi::error::{Error, MajorFlags};
use libgssapi::name::Name;
use libgssapi::oid::{GSS_MECH_KRB5, GSS_NT_HOSTBASED_SERVICE, GSS_NT_KRB5_PRINCIPAL, OidSet};

/// `user@REALM`, whose ticket is there.
pub(super) fn account() -> Result<String, Failure> {
    let credential = credential(None)?;
    let name = credential.name().and_then(|name| name.display_name()).map_err(failure)?;
    Ok(String::from_utf8_lossy(&name).into_owned())
}

/// A handshake under way. It has one step: a ticket is shown, and a refusal needs no words of its own.
pub(in crate::account::handshake) struct SystemContext(ClientCtx);

impl SystemContext {
    /// For the web service of `host`.
    pub(in crate::account::handshake) fn begin(
        scheme: Scheme,
        user: &SignedInUser,
        host: &str,
    ) -> Result<Self, Failure> {
        if !matches!(scheme, Scheme::Negotiate | Scheme::Kerberos) {
            return Err(Failure::Message(format!("{scheme:?} needs a typed password")));
        }
        // By name: the guard's record is that account's, and who else got a ticket meanwhile is another.
        let credential = credential(Some(user.name()))?;
        let service = Name::new(format!("HTTP@{host}").as_bytes(), Some(GSS_NT_HOSTBASED_SERVICE)).map_err(failure)?;
        Ok(Self(ClientCtx::new(Some(credential), service, CtxFlags::GSS_C_INTEG_FLAG, Some(GSS_MECH_KRB5))))
    }

    /// The ticket, bound to the server's certificate where that is known. Asks the key distribution centre for it where there is
    /// none yet.
    pub(in crate::account::handshake) fn step(
        &mut self,
        challenge: Option<&[u8]>,
        binding: Option<&ChannelBinding>,
    ) -> Result<Vec<u8>, Failure> {
        if challenge.is_some() {
            return Err(Failure::Message("the server wants another step than Kerberos has".to_owned()));
        }
        match self.0.step(None, binding.map(ChannelBinding::application_data)).map_err(failure)? {
            Some(ticket) => Ok(spnego::around_kerberos(&ticket)),
            None => Err(Failure::Message("Kerberos made no message for the server".to_owned())),
        }
    }
}

fn credential(principal: Option<&str>) -> Result<Cred, Failure> {
    let name = principal.map(|name| Name::new(name.as_bytes(), Some(GSS_NT_KRB5_PRINCIPAL))).transpose();
    let kerberos = OidSet::singleton(GSS_MECH_KRB5).map_err(failure)?;
    Cred::acquire(name.map_err(failure)?.as_ref(), None, CredUsage::Initiate, Some(&kerberos)).map_err(failure)
}

/// What an error means. The library's numbers are those of Kerberos' own errors, from a base on.
fn failure(error: Error) -> Failure {
    const BASE: i32 = -1_765_328_384;
    // Beyond Kerberos' own: KRB5_KDCREP_SKEW, KRB5_REALM_UNKNOWN, KRB5_KDC_UNREACH, KRB5_REALM_CANT_RESOLVE.
    const REPLY_SKEW: i32 = BASE + 148;
    const REALM_UNKNOWN: i32 = BASE + 154;
    const UNREACHABLE: i32 = BASE + 156;
    const NOT_RESOLVED: i32 = BASE + 220;
    let said = || error.to_string().trim().to_owned();
    let minor = error.minor.cast_signed();
    let number = u8::try_from(minor.wrapping_sub(BASE)).ok().filter(|number| *number < 128);
    let routine = error.major.bits() & (0xff << 16);
    let is = |flag: MajorFlags| routine == flag.bits();
    if let Some(known) = number.and_then(KerberosFault::of_number) {
        return known;
    }
    Failure::Kerberos(match minor {
        REPLY_SKEW => KerberosFault::Clock,
        REALM_UNKNOWN | UNREACHABLE | NOT_RESOLVED => KerberosFault::NoKdc(said()),
        _ if is(MajorFlags::GSS_S_CREDENTIALS_EXPIRED) => KerberosFault::Expired,
        _ if is(MajorFlags::GSS_S_NO_CRED) => KerberosFault::NoTicket,
        _ => return Failure::Message(said()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guard::RefusalKind;

    #[test]
    fn errors_are_told_apart() {
        let of = |major: MajorFlags, minor: i32| failure(Error { major, minor: minor.cast_unsigned() });
        let of_kerberos = |number: i32| of(MajorFlags::GSS_S_FAILURE, -1_765_328_384 + number);
        for (number, expected) in [
            (7, Failure::Kerberos(KerberosFault::NoService)),
            (18, Failure::Refused(RefusalKind::Kdc(18))),
            (23, Failure::Refused(RefusalKind::Kdc(23))),
            (24, Failure::Refused(RefusalKind::Kdc(24))),
            (32, Failure::Kerberos(KerberosFault::Expired)),
            (37, Failure::Kerberos(KerberosFault::Clock)),
            (148, Failure::Kerberos(KerberosFault::Clock)),
        ] {
            assert_eq!(of_kerberos(number), expected, "{number}");
        }
        for number in [154, 156, 220] {
            assert!(matches!(of_kerberos(number), Failure::Kerberos(KerberosFault::NoKdc(_))), "{number}");
        }
        assert_eq!(of(MajorFlags::GSS_S_NO_CRED, 0), Failure::Kerberos(KerberosFault::NoTicket));
        assert_eq!(of(MajorFlags::GSS_S_CREDENTIALS_EXPIRED, 0), Failure::Kerberos(KerberosFault::Expired));
        assert!(matches!(of(MajorFlags::GSS_S_BAD_MECH, 5), Failure::Message(_)));
    }
}
