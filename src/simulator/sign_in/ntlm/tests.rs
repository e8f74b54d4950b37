//! The specification's examples (MS-NLMP, section 4.2.4: NTLMv2 authentication).

use super::messages::{self, Authenticate};
use super::proof::{channel_binding, nt_hash, nt_proof, response_key, session_key};
use super::{Challenge, Host, Kind, kind};

fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> = hex.bytes().filter(u8::is_ascii_hexdigit).collect();
    digits.chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

/// Section 4.2.1: user, domain, password, and the server's challenge.
const SERVER_CHALLENGE: [u8; 8] = [0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF];

/// Section 4.2.4.3, AUTHENTICATE_MESSAGE.
fn authenticate() -> Vec<u8> {
    bytes(
        "4e 54 4c 4d 53 53 50 00 03 00 00 00 18 00 18 00 6c 00 00 00 54 00 54 00 84 00 00 00 0c 00 0c 00
         48 00 00 00 08 00 08 00 54 00 00 00 10 00 10 00 5c 00 00 00 10 00 10 00 d8 00 00 00 35 82 88 e2
         05 01 28 0a 00 00 00 0f 44 00 6f 00 6d 00 61 00 69 00 6e 00 55 00 73 00 65 00 72 00 43 00 4f 00
         4d 00 50 00 55 00 54 00 45 00 52 00 86 c3 50 97 ac 9c ec 10 25 54 76 4a 57 cc cc 19 aa aa aa aa
         aa aa aa aa 68 cd 0a b8 51 e5 1c 96 aa bc 92 7b eb ef 6a 1c 01 01 00 00 00 00 00 00 00 00 00 00
         00 00 00 00 aa aa aa aa aa aa aa aa 00 00 00 00 02 00 0c 00 44 00 6f 00 6d 00 61 00 69 00 6e 00
         01 00 0c 00 53 00 65 00 72 00 76 00 65 00 72 00 00 00 00 00 00 00 00 00 c5 da d2 54 4f c9 79 90
         94 ce 1c e9 0b c9 d0 3e",
    )
}

#[test]
fn the_keys_of_the_examples() {
    assert_eq!(nt_hash("Password").to_vec(), bytes("a4 f4 9c 40 65 10 bd ca b6 82 4e e7 c3 0f d8 52"));
    let key = response_key("Password", "User", "Domain");
    assert_eq!(key.to_vec(), bytes("0c 86 8a 40 3b fd 7a 93 a3 00 1e f2 2e f0 2e 3f"));
    let blob = Authenticate::read(&authenticate()).unwrap().blob;
    let proof = nt_proof(&key, &SERVER_CHALLENGE, &blob);
    assert_eq!(proof.to_vec(), bytes("68 cd 0a b8 51 e5 1c 96 aa bc 92 7b eb ef 6a 1c"));
    assert_eq!(session_key(&key, &proof).to_vec(), bytes("8d e4 0c ca db c1 4a 82 f1 5c b0 ad 0d e9 5c a3"));
}

#[test]
fn the_message_of_the_examples_proves_its_password_and_no_other() {
    let challenge = Challenge { server_challenge: SERVER_CHALLENGE, opening: Vec::new(), message: Vec::new() };
    assert_eq!(kind(&authenticate()), Some(Kind::Response));
    let response = challenge.response(&authenticate()).unwrap();
    assert_eq!(response.account(), "Domain\\User");
    assert!(response.proves("Password"));
    assert!(!response.proves("password") && !response.proves(""));
    assert_eq!(response.is_bound_to(&[0; 32]), None, "bound to nothing");

    let other = Challenge { server_challenge: [0; 8], opening: Vec::new(), message: Vec::new() };
    assert!(!other.response(&authenticate()).unwrap().proves("Password"), "another challenge");
}

/// The example with which Microsoft explained channel bindings when they were new.
#[test]
fn a_channel_binding_is_hashed_as_published() {
    let hash = bytes("ea 05 fe fe cc 6b 0b d5 71 db bc 5b aa 3e d4 53 86 d0 44 68 35 f7 b7 4c 85 62 1b 99 83 47 5f 95");
    assert_eq!(channel_binding(&hash).to_vec(), bytes("65 86 e9 9d 81 c2 fc 98 4e 47 17 2f d4 dd 03 10"));
}

/// Section 4.2.4.3 again: the CHALLENGE_MESSAGE there has the same layout as ours.
#[test]
fn our_challenge_can_be_read_by_its_offsets() {
    let host = Host { netbios_domain: "Domain", netbios_name: "Server", dns_domain: "example.org", time: 0x0102_0304 };
    let message = messages::challenge(&host, SERVER_CHALLENGE, true);
    assert_eq!(&message[..12], b"NTLMSSP\0\x02\0\0\0");
    assert_eq!(message[24..32], SERVER_CHALLENGE);
    let at = |field: usize| {
        let length = usize::from(u16::from_le_bytes([message[field], message[field + 1]]));
        let offset = usize::try_from(u32::from_le_bytes(message[field + 4..field + 8].try_into().unwrap())).unwrap();
        message[offset..offset + length].to_vec()
    };
    assert_eq!(at(12), bytes("44 00 6f 00 6d 00 61 00 69 00 6e 00"));
    let info = at(40);
    assert!(info.starts_with(&bytes("02 00 0c 00 44 00 6f 00 6d 00 61 00 69 00 6e 00 01 00 0c 00")));
    assert!(info.ends_with(&bytes("07 00 08 00 04 03 02 01 00 00 00 00 00 00 00 00")));
    assert_eq!(message[20] & 0x10, 0x10, "signatures, as asked for");
}

#[test]
fn what_is_cut_off_is_not_read() {
    let whole = authenticate();
    for length in 0..whole.len() - 17 {
        // Shorter ones may still hold what counts; none may be a surprise.
        let read = Authenticate::read(&whole[..length]);
        assert!(read.is_none() || length >= 0xD8, "{length}");
    }
    assert_eq!(kind(b"NTLMSSP\0\x02\0\0\0"), None, "a server's");
    assert_eq!(kind(b"NTLMSSP"), None);
}
