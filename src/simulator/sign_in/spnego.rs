//! SPNEGO (RFC 4178), as far as it carries NTLM: what `Negotiate` headers hold.

use der::asn1::AnyRef;
use der::{Reader, SliceReader, Tag, Tagged};

/// SPNEGO's identifier is checked by nobody; this is NTLM's, 1.3.6.1.4.1.311.2.2.10.
const NTLM: &[u8] = &[0x06, 0x0A, 0x2B, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x02, 0x02, 0x0A];
const ACCEPT_COMPLETED: u8 = 0;
const ACCEPT_INCOMPLETE: u8 = 1;

/// A client's token.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Token {
    /// The list of mechanisms as it stands there; only in the first token.
    pub mechanisms: Option<Vec<u8>>,
    /// The mechanism's own message.
    pub message: Vec<u8>,
    /// The signature over the list of mechanisms.
    pub signature: Option<Vec<u8>>,
}

/// Reads a client's token; none where it is none, carries no message, or offers something else than NTLM first.
pub(super) fn read(bytes: &[u8]) -> Option<Token> {
    let mut reader = SliceReader::new(bytes).ok()?;
    let outer: AnyRef<'_> = reader.decode().ok()?;
    let content = match outer.tag() {
        // The first one: SPNEGO's identifier, then NegTokenInit in [0].
        Tag::Application { number, .. } if number.value() == 0 => elements(outer.value())?.get(1)?.value(),
        // Those that follow: NegTokenResp in [1].
        Tag::ContextSpecific { number, .. } if number.value() == 1 => outer.value(),
        _ => return None,
    };
    let first = matches!(outer.tag(), Tag::Application { .. });
    let mut token = Token::default();
    for field in elements(elements(content)?.first()?.value())? {
        let Tag::ContextSpecific { number, .. } = field.tag() else { return None };
        let octets = || Some(elements(field.value())?.first()?.value().to_vec());
        match number.value() {
            0 if first => token.mechanisms = Some(field.value().to_vec()),
            2 => token.message = octets()?,
            3 => token.signature = Some(octets()?),
            _ => {}
        }
    }
    let ntlm_first =
        token.mechanisms.as_ref().is_none_or(|list| list.get(2..).is_some_and(|list| list.starts_with(NTLM)));
    (ntlm_first && !token.message.is_empty()).then_some(token)
}

fn elements(bytes: &[u8]) -> Option<Vec<AnyRef<'_>>> {
    let mut reader = SliceReader::new(bytes).ok()?;
    let mut found = Vec::new();
    while !reader.is_finished() {
        found.push(reader.decode().ok()?);
    }
    Some(found)
}

/// NTLM it is, and this is its challenge.
pub(super) fn challenge(message: &[u8]) -> Vec<u8> {
    response(ACCEPT_INCOMPLETE, &[&element(0xA1, &[NTLM]), &element(0xA2, &[&element(0x04, &[message])])])
}

/// Done, with the server's signature where the client gave one.
pub(super) fn completed(signature: Option<&[u8]>) -> Vec<u8> {
    let signature = signature.map(|signature| element(0xA3, &[&element(0x04, &[signature])])).unwrap_or_default();
    response(ACCEPT_COMPLETED, &[&signature])
}

fn response(state: u8, fields: &[&[u8]]) -> Vec<u8> {
    let state = element(0xA0, &[&element(0x0A, &[&[state]])]);
    let fields = [&[state.as_slice()], fields].concat();
    element(0xA1, &[&element(0x30, &fields)])
}

fn element(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let length = u16::try_from(content.len()).unwrap_or(u16::MAX);
    let [high, low] = length.to_be_bytes();
    let head = match length {
        0..0x80 => vec![tag, low],
        0x80..0x100 => vec![tag, 0x81, low],
        _ => vec![tag, 0x82, high, low],
    };
    [head, content].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(mechanisms: &[u8], message: &[u8]) -> Vec<u8> {
        let list = element(0xA0, &[&element(0x30, &[mechanisms])]);
        let fields = element(0x30, &[&list, &element(0xA2, &[&element(0x04, &[message])])]);
        element(0x60, &[&[0x06, 0x06, 0x2B, 0x06, 0x01, 0x05, 0x05, 0x02], &element(0xA0, &[&fields])])
    }

    #[test]
    fn the_first_token_names_ntlm_and_carries_its_message() {
        for length in [1, 200, 2000] {
            let message = vec![7; length];
            let token = read(&first(NTLM, &message)).unwrap();
            assert_eq!((token.message, token.mechanisms), (message, Some(element(0x30, &[NTLM]))));
        }
        let kerberos = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x12, 0x01, 0x02, 0x02];
        assert_eq!(read(&first(&kerberos, b"x")), None);
    }

    #[test]
    fn our_own_tokens_have_the_shape_that_we_read() {
        let token = read(&challenge(b"message")).unwrap();
        assert_eq!((token.message.as_slice(), token.signature), (&b"message"[..], None));
        assert_eq!(completed(None), [0xA1, 7, 0x30, 5, 0xA0, 3, 0x0A, 1, 0]);
        assert!(
            completed(Some(&[9; 16])).ends_with(&[0xA3, 18, 0x04, 16, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9])
        );
    }

    #[test]
    fn what_is_cut_off_is_not_read() {
        let whole = first(NTLM, b"message");
        for length in 0..whole.len() {
            assert_eq!(read(&whole[..length]), None, "{length}");
        }
        assert_eq!(read(b"NTLMSSP\0"), None);
    }
}
