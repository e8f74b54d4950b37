//! The client's messages against the specification's example of a challenge (MS-NLMP, section 4.2.4.3).

use super::Scheme;
use super::password::PasswordContext;
use crate::net::ChannelBinding;
use crate::store::Secret;
use hmac::{Hmac, KeyInit, Mac};
use md5::{Digest, Md5};

fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> = hex.bytes().filter(u8::is_ascii_hexdigit).collect();
    digits.chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

/// CHALLENGE_MESSAGE: the server "Server" of the domain "Domain", its challenge 01 23 45 67 89 ab cd ef.
fn challenge() -> Vec<u8> {
    bytes(
        "4e 54 4c 4d 53 53 50 00 02 00 00 00 0c 00 0c 00 38 00 00 00 33 82 8a e2 01 23 45 67 89 ab cd ef
         00 00 00 00 00 00 00 00 24 00 24 00 44 00 00 00 06 00 70 17 00 00 00 0f 53 00 65 00 72 00 76 00
         65 00 72 00 02 00 0c 00 44 00 6f 00 6d 00 61 00 69 00 6e 00 01 00 0c 00 53 00 65 00 72 00 76 00
         65 00 72 00 00 00 00 00",
    )
}

/// The response key of the user "User" of "Domain" with the password "Password" (NTOWFv2), as published.
const RESPONSE_KEY: &str = "0c 86 8a 40 3b fd 7a 93 a3 00 1e f2 2e f0 2e 3f";

fn field(message: &[u8], at: usize) -> &[u8] {
    let length = usize::from(u16::from_le_bytes([message[at], message[at + 1]]));
    let offset = usize::try_from(u32::from_le_bytes(message[at + 4..at + 8].try_into().unwrap())).unwrap();
    &message[offset..offset + length]
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// The response to the example's challenge of somebody with the example's password.
fn response(username: &str, binding: Option<&ChannelBinding>) -> Vec<u8> {
    let mut context = PasswordContext::new(Scheme::Ntlm, username, &Secret::new("Password".into())).unwrap();
    assert!(context.step(None, None).unwrap().starts_with(b"NTLMSSP\0\x01\0\0\0"));
    context.step(Some(&challenge()), binding).unwrap()
}

/// The pair of that kind in a response's target information.
fn pair(response: &[u8], wanted: u16) -> Option<Vec<u8>> {
    let mut pairs = &field(response, 20)[16 + 28..];
    while pairs.len() >= 4 {
        let (id, length) = (u16::from_le_bytes([pairs[0], pairs[1]]), u16::from_le_bytes([pairs[2], pairs[3]]));
        let (value, rest) = pairs[4..].split_at(length.into());
        if id == wanted {
            return Some(value.to_vec());
        }
        pairs = rest;
    }
    None
}

#[test]
fn the_response_proves_the_password_under_the_published_key() {
    let message = response("Domain\\User", None);
    assert!(message.starts_with(b"NTLMSSP\0\x03\0\0\0"));
    assert_eq!((field(&message, 28), field(&message, 36)), (&utf16("Domain")[..], &utf16("User")[..]));
    let (proof, blob) = field(&message, 20).split_at(16);
    let mut mac = Hmac::<Md5>::new_from_slice(&bytes(RESPONSE_KEY)).unwrap();
    mac.update(&bytes("01 23 45 67 89 ab cd ef"));
    mac.update(blob);
    assert_eq!(proof, mac.finalize().into_bytes().as_slice());
}

#[test]
fn names_are_sent_as_windows_does() {
    for (username, domain, user) in
        [("user@example.org", "", "user@example.org"), ("desk", "", "desk"), ("D\\a@b", "D", "a@b")]
    {
        let message = response(username, None);
        assert_eq!((field(&message, 28), field(&message, 36)), (&utf16(domain)[..], &utf16(user)[..]), "{username}");
    }
    for odd in ["", "DOMAIN\\", "a\\b\\c"] {
        assert!(PasswordContext::new(Scheme::Ntlm, odd, &Secret::new("x".into())).is_err(), "{odd}");
    }
}

#[test]
fn the_binding_is_hashed_into_the_response() {
    const MSV_AV_CHANNEL_BINDINGS: u16 = 10;
    assert_eq!(pair(&response("Domain\\User", None), MSV_AV_CHANNEL_BINDINGS), None);
    let key = rcgen::KeyPair::generate().unwrap();
    let certificate =
        rcgen::CertificateParams::new(["mail.example.org".to_owned()]).unwrap().self_signed(&key).unwrap();
    let binding = ChannelBinding::of_certificate(certificate.der()).unwrap();
    let data = [b"tls-server-end-point:", sha2::Sha256::digest(certificate.der()).as_slice()].concat();
    let structure = [&[0; 16][..], &u32::try_from(data.len()).unwrap().to_le_bytes(), &data].concat();
    let expected = Md5::digest(structure).to_vec();
    assert_eq!(pair(&response("Domain\\User", Some(&binding)), MSV_AV_CHANNEL_BINDINGS), Some(expected));
}

#[test]
fn a_password_that_looks_like_the_librarys_hashes_is_a_password() {
    let password = "$NTLM$:a4f49c406510bdcab6824ee7c30fd852";
    let mut context = PasswordContext::new(Scheme::Ntlm, "Domain\\User", &Secret::new(password.into())).unwrap();
    context.step(None, None).unwrap();
    let message = context.step(Some(&challenge()), None).unwrap();
    let (proof, blob) = field(&message, 20).split_at(16);
    // That hash is of "Password", which this is not.
    let mut mac = Hmac::<Md5>::new_from_slice(&bytes(RESPONSE_KEY)).unwrap();
    mac.update(&bytes("01 23 45 67 89 ab cd ef"));
    mac.update(blob);
    assert_ne!(proof, mac.finalize().into_bytes().as_slice());
}

#[test]
fn a_challenge_that_cannot_be_read_is_an_error() {
    for scheme in [Scheme::Ntlm, Scheme::Negotiate] {
        for length in [0, 7, 12, 31, 40, 55, 100] {
            let mut context = PasswordContext::new(scheme, "Domain\\User", &Secret::new("x".into())).unwrap();
            context.step(None, None).unwrap();
            assert!(context.step(Some(&challenge()[..length]), None).is_err(), "{scheme:?} {length}");
        }
    }
}
