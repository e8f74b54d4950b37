//! The computations of NTLMv2 (MS-NLMP, section 3.3.2), with the names that the specification gives in brackets.

use hmac::{Hmac, KeyInit, Mac};
use md4::Md4;
use md5::{Digest, Md5};

pub(super) type Key = [u8; 16];

const CLIENT_SIGNS: &[u8] = b"session key to client-to-server signing key magic constant\0";
const SERVER_SIGNS: &[u8] = b"session key to server-to-client signing key magic constant\0";

/// Who signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Client,
    Server,
}

fn hmac_md5(key: &[u8], parts: &[&[u8]]) -> Key {
    // An HMAC takes a key of any length.
    let Ok(mut mac) = Hmac::<Md5>::new_from_slice(key) else { return Key::default() };
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

pub(super) fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// What a domain controller keeps of a password (NTOWFv1).
pub(super) fn nt_hash(password: &str) -> Key {
    Md4::digest(utf16(password)).into()
}

/// The key of a password for a user of a domain, both as the client sent them (NTOWFv2).
pub(super) fn response_key(password: &str, user: &str, domain: &str) -> Key {
    hmac_md5(&nt_hash(password), &[&utf16(&user.to_uppercase()), &utf16(domain)])
}

/// The proof over the server's challenge and the client's blob (NTProofStr).
pub(super) fn nt_proof(response_key: &Key, server_challenge: &[u8; 8], blob: &[u8]) -> Key {
    hmac_md5(response_key, &[server_challenge, blob])
}

/// The session's key (SessionBaseKey); without an exchange of keys it is the exported one too.
pub(super) fn session_key(response_key: &Key, nt_proof: &Key) -> Key {
    hmac_md5(response_key, &[nt_proof])
}

/// The seal over the three messages (MIC); in the third its own place is zero.
pub(super) fn integrity(session_key: &Key, messages: [&[u8]; 3]) -> Key {
    hmac_md5(session_key, &messages)
}

/// A signature with sequence number zero, without an exchange of keys (MAC, section 3.4.4.2).
pub(super) fn signature(session_key: &Key, by: Side, data: &[u8]) -> [u8; 16] {
    let magic = if by == Side::Client { CLIENT_SIGNS } else { SERVER_SIGNS };
    let key: Key = Md5::new().chain_update(session_key).chain_update(magic).finalize().into();
    let mut signature = [0; 16];
    signature[0] = 1;
    signature[4..12].copy_from_slice(&hmac_md5(&key, &[&[0; 4], data])[..8]);
    signature
}

/// What stands in MsvAvChannelBindings: MD5 over the GSS-API's structure, without addresses, around the binding of the
/// type `tls-server-end-point` to a certificate with this hash.
pub(super) fn channel_binding(certificate_hash: &[u8]) -> Key {
    let data = [b"tls-server-end-point:", certificate_hash].concat();
    let length = u32::try_from(data.len()).unwrap_or(u32::MAX);
    Md5::new().chain_update([0; 16]).chain_update(length.to_le_bytes()).chain_update(data).finalize().into()
}
