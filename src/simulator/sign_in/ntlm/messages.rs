//! The three messages on the wire (MS-NLMP, section 2.2.1).

use super::proof::utf16;

const SIGNATURE: &[u8] = b"NTLMSSP\0";

const UNICODE: u32 = 0x0000_0001;
const SIGN: u32 = 0x0000_0010;
/// Request target, NTLM, always sign, target is a domain, extended session security, target information, version, 128 and
/// 56 bits.
const OFFERED: u32 = 0xA289_8204 | UNICODE;
const AV_END: u16 = 0;
const AV_FLAGS: u16 = 6;
const AV_TIMESTAMP: u16 = 7;
const AV_CHANNEL_BINDINGS: u16 = 10;
/// In [`AV_FLAGS`]: the third message has a seal over all three.
const HAS_INTEGRITY: u32 = 2;
/// Where the third message's seal stands, if it has one.
const INTEGRITY_AT: std::ops::Range<usize> = 72..88;

/// Which message this is; none where it is not one of NTLM.
pub(super) fn kind(message: &[u8]) -> Option<u32> {
    message.starts_with(SIGNATURE).then(|| number(message, 8))?
}

/// Whether the client's first message asks for signatures.
pub(super) fn wants_signatures(opening: &[u8]) -> bool {
    number(opening, 12).is_some_and(|flags| flags & SIGN != 0)
}

/// What the server says of itself.
pub(in crate::simulator::sign_in) struct Host<'a> {
    pub netbios_domain: &'a str,
    pub netbios_name: &'a str,
    pub dns_domain: &'a str,
    /// 100 ns since 1601.
    pub time: u64,
}

/// The server's message.
pub(super) fn challenge(host: &Host<'_>, challenge: [u8; 8], sign: bool) -> Vec<u8> {
    let target = utf16(host.netbios_domain);
    let dns_name = format!("{}.{}", host.netbios_name.to_lowercase(), host.dns_domain);
    let mut info = Vec::new();
    let pairs: [(u16, &[u8]); 6] = [
        (2, &target),
        (1, &utf16(host.netbios_name)),
        (4, &utf16(host.dns_domain)),
        (3, &utf16(&dns_name)),
        (AV_TIMESTAMP, &host.time.to_le_bytes()),
        (AV_END, &[]),
    ];
    for (id, value) in pairs {
        info.extend(id.to_le_bytes());
        info.extend(u16::try_from(value.len()).unwrap_or_default().to_le_bytes());
        info.extend(value);
    }
    const HEAD: usize = 56;
    let mut message = SIGNATURE.to_vec();
    message.extend(2_u32.to_le_bytes());
    message.extend(field(target.len(), HEAD));
    message.extend((OFFERED | if sign { SIGN } else { 0 }).to_le_bytes());
    message.extend(challenge);
    message.extend([0; 8]);
    message.extend(field(info.len(), HEAD + target.len()));
    // Windows Server 2022, NTLM revision 15.
    message.extend([10, 0, 0x7C, 0x4F, 0, 0, 0, 15]);
    message.extend(target);
    message.extend(info);
    message
}

fn field(length: usize, offset: usize) -> [u8; 8] {
    let length = u16::try_from(length).unwrap_or_default().to_le_bytes();
    let offset = u32::try_from(offset).unwrap_or_default().to_le_bytes();
    [length[0], length[1], length[0], length[1], offset[0], offset[1], offset[2], offset[3]]
}

/// What the client proves, and for whom.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Authenticate {
    pub domain: String,
    pub user: String,
    /// NTProofStr.
    pub nt_proof: [u8; 16],
    /// What it is made over, beside the server's challenge.
    pub blob: Vec<u8>,
    /// MsvAvChannelBindings.
    pub channel_binding: Option<[u8; 16]>,
    /// The seal over the three messages, and this message without it.
    pub integrity: Option<([u8; 16], Vec<u8>)>,
}

impl Authenticate {
    /// None where it is not a readable one of NTLM version 2.
    pub(super) fn read(message: &[u8]) -> Option<Self> {
        let response = payload(message, 20)?;
        let (nt_proof, blob) = response.split_first_chunk::<16>()?;
        // Version 1 has 24 bytes and nothing like a blob.
        let pairs = blob.get(28..)?;
        let unicode = number(message, 60)? & UNICODE != 0;
        let text = |at| payload(message, at).map(|bytes| decode(bytes, unicode));
        let sealed = value(pairs, AV_FLAGS).and_then(|flags| number(flags, 0)).unwrap_or(0) & HAS_INTEGRITY != 0;
        let integrity = if sealed { Some(unsealed(message)?) } else { None };
        Some(Self {
            domain: text(28)?,
            user: text(36)?,
            nt_proof: *nt_proof,
            blob: blob.to_vec(),
            channel_binding: value(pairs, AV_CHANNEL_BINDINGS).and_then(|hash| hash.try_into().ok()),
            integrity,
        })
    }
}

fn unsealed(message: &[u8]) -> Option<([u8; 16], Vec<u8>)> {
    let seal = message.get(INTEGRITY_AT)?.try_into().ok()?;
    let mut without = message.to_vec();
    without.get_mut(INTEGRITY_AT)?.fill(0);
    Some((seal, without))
}

/// The first pair of that kind.
fn value(mut pairs: &[u8], wanted: u16) -> Option<&[u8]> {
    loop {
        let (head, rest) = pairs.split_first_chunk::<4>()?;
        let (id, length) = (u16::from_le_bytes([head[0], head[1]]), u16::from_le_bytes([head[2], head[3]]));
        let value = rest.get(..length.into())?;
        if id == wanted {
            return Some(value);
        }
        if id == AV_END {
            return None;
        }
        pairs = &rest[value.len()..];
    }
}

/// The bytes that a field of the head at `at` points to.
fn payload(message: &[u8], at: usize) -> Option<&[u8]> {
    let length = usize::from(u16::from_le_bytes(message.get(at..at + 2)?.try_into().ok()?));
    let offset = usize::try_from(number(message, at + 4)?).ok()?;
    message.get(offset..offset.checked_add(length)?)
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn decode(bytes: &[u8], unicode: bool) -> String {
    if unicode {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    } else {
        String::from_utf8_lossy(bytes).into_owned()
    }
}
