//! Channel binding of the type `tls-server-end-point` (RFC 5929, section 4): what ties a sign-in to the server's certificate.

use der::asn1::{AnyRef, ContextSpecific, ObjectIdentifier};
use der::{Decode, Reader};
use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};

const PREFIX: &[u8] = b"tls-server-end-point:";

/// The binding to one server certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelBinding(Vec<u8>);

impl ChannelBinding {
    /// The binding to a certificate in DER. None where RFC 5929 defines none: a signature without one hash of its own
    /// (Ed25519), or one that is not known here.
    pub fn of_certificate(der: &[u8]) -> Option<Self> {
        let hash = match signature_hash(der).ok()?? {
            Hash::Sha224 => Sha224::digest(der).to_vec(),
            Hash::Sha256 => Sha256::digest(der).to_vec(),
            Hash::Sha384 => Sha384::digest(der).to_vec(),
            Hash::Sha512 => Sha512::digest(der).to_vec(),
        };
        Some(Self([PREFIX, &hash].concat()))
    }

    /// The application data of the GSS-API's channel bindings: the type's name, a colon, the certificate's hash.
    pub fn application_data(&self) -> &[u8] {
        &self.0
    }

    /// The same as SSPI wants it: `SEC_CHANNEL_BINDINGS` without addresses, a head of eight numbers, then the data.
    pub fn sspi_buffer(&self) -> Vec<u8> {
        const HEAD: u32 = 32;
        let length = u32::try_from(self.0.len()).unwrap_or_default();
        [&[0; 24][..], &length.to_le_bytes(), &HEAD.to_le_bytes(), &self.0].concat()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hash {
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}

/// The hash of the certificate's signature. MD5 and SHA-1 are replaced by SHA-256, as the RFC has it.
fn signature_hash(certificate: &[u8]) -> der::Result<Option<Hash>> {
    let algorithm: AnyRef<'_> = AnyRef::from_der(certificate)?.sequence(|reader| -> der::Result<_> {
        let _content: AnyRef<'_> = reader.decode()?;
        let algorithm = reader.decode()?;
        let _signature: AnyRef<'_> = reader.decode()?;
        Ok(algorithm)
    })?;
    let (id, parameters) = algorithm_identifier(algorithm)?;
    Ok(match id.to_string().as_str() {
        // md5WithRSAEncryption, sha1WithRSAEncryption, ecdsa-with-SHA1
        "1.2.840.113549.1.1.4" | "1.2.840.113549.1.1.5" | "1.2.840.10045.4.1" => Some(Hash::Sha256),
        "1.2.840.113549.1.1.14" | "1.2.840.10045.4.3.1" => Some(Hash::Sha224),
        "1.2.840.113549.1.1.11" | "1.2.840.10045.4.3.2" => Some(Hash::Sha256),
        "1.2.840.113549.1.1.12" | "1.2.840.10045.4.3.3" => Some(Hash::Sha384),
        "1.2.840.113549.1.1.13" | "1.2.840.10045.4.3.4" => Some(Hash::Sha512),
        // RSASSA-PSS names its hash in the parameters.
        "1.2.840.113549.1.1.10" => pss_hash(parameters)?,
        _ => None,
    })
}

/// The hash of RSASSA-PSS parameters (RFC 4055, section 3.1): SHA-1, and so SHA-256, where they name none.
fn pss_hash(parameters: Option<AnyRef<'_>>) -> der::Result<Option<Hash>> {
    let Some(parameters) = parameters else { return Ok(Some(Hash::Sha256)) };
    let mut hash: Option<AnyRef<'_>> = None;
    parameters.sequence(|reader| -> der::Result<()> {
        while !reader.is_finished() {
            let field: ContextSpecific<AnyRef<'_>> = reader.decode()?;
            if field.tag_number.value() == 0 {
                hash = Some(field.value);
            }
        }
        Ok(())
    })?;
    let Some(hash) = hash else { return Ok(Some(Hash::Sha256)) };
    Ok(match algorithm_identifier(hash)?.0.to_string().as_str() {
        "1.3.14.3.2.26" | "2.16.840.1.101.3.4.2.1" => Some(Hash::Sha256),
        "2.16.840.1.101.3.4.2.4" => Some(Hash::Sha224),
        "2.16.840.1.101.3.4.2.2" => Some(Hash::Sha384),
        "2.16.840.1.101.3.4.2.3" => Some(Hash::Sha512),
        _ => None,
    })
}

fn algorithm_identifier(algorithm: AnyRef<'_>) -> der::Result<(ObjectIdentifier, Option<AnyRef<'_>>)> {
    algorithm.sequence(|reader| {
        let id = reader.decode()?;
        let parameters = if reader.is_finished() { None } else { Some(reader.decode()?) };
        Ok((id, parameters))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sequence, or another element, around `parts`.
    fn element(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
        let content = parts.concat();
        [&[tag, u8::try_from(content.len()).unwrap()], content.as_slice()].concat()
    }

    fn certificate(algorithm: &[u8]) -> Vec<u8> {
        element(0x30, &[&element(0x30, &[]), algorithm, &element(0x03, &[&[0, 1, 2]])])
    }

    fn hash_of(algorithm: &[u8]) -> Option<Hash> {
        signature_hash(&certificate(algorithm)).unwrap()
    }

    /// An AlgorithmIdentifier of a dotted identifier.
    fn identifier(dotted: &str, parameters: &[u8]) -> Vec<u8> {
        let id = ObjectIdentifier::new(dotted).unwrap();
        element(0x30, &[&element(0x06, &[id.as_bytes()]), parameters])
    }

    /// RFC 5929, section 4.1: MD5 and SHA-1 become SHA-256, others stay, and without one hash there is no binding.
    #[test]
    fn the_signature_decides_the_hash() {
        let null = [0x05, 0];
        let table = [
            ("1.2.840.113549.1.1.4", Some(Hash::Sha256)),
            ("1.2.840.113549.1.1.5", Some(Hash::Sha256)),
            ("1.2.840.113549.1.1.11", Some(Hash::Sha256)),
            ("1.2.840.113549.1.1.12", Some(Hash::Sha384)),
            ("1.2.840.113549.1.1.13", Some(Hash::Sha512)),
            ("1.2.840.113549.1.1.14", Some(Hash::Sha224)),
            ("1.2.840.10045.4.1", Some(Hash::Sha256)),
            ("1.2.840.10045.4.3.2", Some(Hash::Sha256)),
            ("1.2.840.10045.4.3.3", Some(Hash::Sha384)),
            ("1.2.840.10045.4.3.4", Some(Hash::Sha512)),
            ("1.3.101.112", None),
            ("1.2.3.4", None),
        ];
        for (id, expected) in table {
            assert_eq!(hash_of(&identifier(id, &null)), expected, "{id}");
            assert_eq!(hash_of(&identifier(id, &[])), expected, "{id} without parameters");
        }
    }

    #[test]
    fn pss_names_its_hash_in_its_parameters() {
        const PSS: &str = "1.2.840.113549.1.1.10";
        let of = |hash: &str| {
            let hash = element(0xA0, &[&identifier(hash, &[0x05, 0])]);
            let salt = element(0xA2, &[&[0x02, 1, 32]]);
            hash_of(&identifier(PSS, &element(0x30, &[&hash, &salt])))
        };
        assert_eq!(of("1.3.14.3.2.26"), Some(Hash::Sha256));
        assert_eq!(of("2.16.840.1.101.3.4.2.1"), Some(Hash::Sha256));
        assert_eq!(of("2.16.840.1.101.3.4.2.2"), Some(Hash::Sha384));
        assert_eq!(of("2.16.840.1.101.3.4.2.3"), Some(Hash::Sha512));
        assert_eq!(hash_of(&identifier(PSS, &element(0x30, &[]))), Some(Hash::Sha256), "SHA-1 by default");
    }

    #[test]
    fn a_real_certificate_is_hashed_whole() {
        for (algorithm, length) in [
            (&rcgen::PKCS_ECDSA_P256_SHA256, Some(32)),
            (&rcgen::PKCS_ECDSA_P384_SHA384, Some(48)),
            (&rcgen::PKCS_ED25519, None),
        ] {
            let key = rcgen::KeyPair::generate_for(algorithm).unwrap();
            let certificate = rcgen::CertificateParams::new(["mail.example.org".to_owned()]).unwrap().self_signed(&key);
            let certificate = certificate.unwrap();
            let binding = ChannelBinding::of_certificate(certificate.der());
            assert_eq!(binding.map(|binding| binding.0.len() - PREFIX.len()), length, "{algorithm:?}");
        }
    }

    #[test]
    fn what_is_not_a_certificate_has_no_binding() {
        for bytes in [&[][..], b"certificate", &[0x30, 3, 2, 1, 1], &[0x30, 0x80], &certificate(&[0x30, 0])[..5]] {
            assert_eq!(ChannelBinding::of_certificate(bytes), None, "{bytes:?}");
        }
    }
}
