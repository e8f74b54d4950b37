//! What people want to know of a server's certificate: who issued it, and when it ends.

use chrono::{DateTime, Utc};
use der::asn1::{AnyRef, GeneralizedTime, ObjectIdentifier, UtcTime};
use der::{Decode, Reader, Tag, Tagged};

/// Names are for people; a longer one is somebody's joke.
const LONGEST_NAME: usize = 100;
const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");
const ORGANISATION: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.10");

/// A server's certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// Who issued it, as the certificate names them: the common name, else the organisation.
    pub issuer: String,
    /// The moment from which it is no longer accepted.
    pub ends: DateTime<Utc>,
}

impl Certificate {
    /// Reads one in DER (RFC 5280, section 4.1); none where it cannot be read.
    pub fn read(der: &[u8]) -> Option<Self> {
        let whole = AnyRef::from_der(der).ok()?;
        let (issuer, validity) = whole
            .sequence(|reader| -> der::Result<_> {
                let content: AnyRef<'_> = reader.decode()?;
                let found = content.sequence(|reader| -> der::Result<_> {
                    let first: AnyRef<'_> = reader.decode()?;
                    // The version, which the oldest have not.
                    if !matches!(first.tag(), Tag::Integer) {
                        let _number: AnyRef<'_> = reader.decode()?;
                    }
                    let _algorithm: AnyRef<'_> = reader.decode()?;
                    let issuer: AnyRef<'_> = reader.decode()?;
                    let validity: AnyRef<'_> = reader.decode()?;
                    rest(reader)?;
                    Ok((issuer, validity))
                });
                rest(reader)?;
                found
            })
            .ok()?;
        Some(Self { issuer: name(issuer).unwrap_or_default(), ends: end(validity)? })
    }
}

/// What is of no interest.
fn rest<'r>(reader: &mut impl Reader<'r>) -> der::Result<()> {
    while !reader.is_finished() {
        let _: AnyRef<'_> = reader.decode()?;
    }
    Ok(())
}

fn end(validity: AnyRef<'_>) -> Option<DateTime<Utc>> {
    let end: AnyRef<'_> = validity
        .sequence(|reader| -> der::Result<_> {
            let _begin: AnyRef<'_> = reader.decode()?;
            reader.decode()
        })
        .ok()?;
    let since_1970 = match end.tag() {
        Tag::UtcTime => end.decode_as::<UtcTime>().ok()?.to_unix_duration(),
        Tag::GeneralizedTime => end.decode_as::<GeneralizedTime>().ok()?.to_unix_duration(),
        _ => return None,
    };
    DateTime::from_timestamp(i64::try_from(since_1970.as_secs()).ok()?, 0)
}

fn name(name: AnyRef<'_>) -> Option<String> {
    let (mut common, mut organisation) = (None, None);
    name.sequence(|reader| -> der::Result<()> {
        while !reader.is_finished() {
            let set: AnyRef<'_> = reader.decode()?;
            let pair = AnyRef::from_der(set.value())?;
            let (id, value): (ObjectIdentifier, AnyRef<'_>) =
                pair.sequence(|reader| -> der::Result<_> { Ok((reader.decode()?, reader.decode()?)) })?;
            let text = || -> String {
                let text = String::from_utf8_lossy(value.value());
                text.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect()
            };
            match id {
                COMMON_NAME => common = Some(text()),
                ORGANISATION => organisation = Some(text()),
                _ => {}
            }
        }
        Ok(())
    })
    .ok()?;
    common.or(organisation)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rcgen::{CertificateParams, DnType, KeyPair};

    fn certificate(year: i32, names: &[(DnType, &str)]) -> Vec<u8> {
        let mut params = CertificateParams::new(vec!["mail.example.com".to_owned()]).unwrap();
        params.not_before = rcgen::date_time_ymd(2020, 1, 1);
        params.not_after = rcgen::date_time_ymd(year, 3, 4);
        params.distinguished_name = rcgen::DistinguishedName::new();
        for (kind, name) in names {
            params.distinguished_name.push(kind.clone(), *name);
        }
        params.self_signed(&KeyPair::generate().unwrap()).unwrap().der().to_vec()
    }

    #[test]
    fn issuer_and_end_are_read_in_both_forms_of_time() {
        for (year, end) in [(2027, "2027-03-04T00:00:00Z"), (2090, "2090-03-04T00:00:00Z")] {
            let der =
                certificate(year, &[(DnType::OrganizationName, "Example"), (DnType::CommonName, "Our Authority")]);
            let expected = Certificate { issuer: "Our Authority".to_owned(), ends: end.parse().unwrap() };
            assert_eq!(Certificate::read(&der), Some(expected));
        }
        let issuer = |names: &[(DnType, &str)]| Certificate::read(&certificate(2030, names)).unwrap().issuer;
        assert_eq!(issuer(&[(DnType::OrganizationName, "Example")]), "Example");
        assert_eq!(issuer(&[]), "");
    }

    proptest! {
        #[test]
        fn nothing_that_comes_stops_the_program(at in 0_usize..600, byte in any::<u8>(), bytes in proptest::collection::vec(any::<u8>(), 0..100)) {
            let _ = Certificate::read(&bytes);
            let mut der = certificate(2030, &[(DnType::CommonName, "A")]);
            let length = der.len();
            der[at % length] = byte;
            let _ = Certificate::read(&der);
        }
    }
}
