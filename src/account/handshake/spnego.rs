//! SPNEGO's first message (RFC 4178, section 4.2.1) with Kerberos as the only mechanism. The system's own SPNEGO would offer
//! whatever else is installed.

use der::asn1::ObjectIdentifier;

const SPNEGO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.2");
const KERBEROS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113554.1.2.2");

/// `NegTokenInit` with `ticket`, the message of the mechanism Kerberos.
pub(super) fn around_kerberos(ticket: &[u8]) -> Vec<u8> {
    let identifier = |id: &ObjectIdentifier| element(0x06, &[id.as_bytes()]);
    let mechanisms = element(0xA0, &[&element(0x30, &[&identifier(&KERBEROS)])]);
    let message = element(0xA2, &[&element(0x04, &[ticket])]);
    let first = element(0xA0, &[&element(0x30, &[&mechanisms, &message])]);
    element(0x60, &[&identifier(&SPNEGO), &first])
}

/// The message of the mechanism Kerberos (RFC 4121, section 4.1) with an `AP-REQ`.
pub(super) fn kerberos_message(request: &[u8]) -> Vec<u8> {
    const AP_REQ: [u8; 2] = [1, 0];
    element(0x60, &[&element(0x06, &[KERBEROS.as_bytes()]), &AP_REQ, request])
}

/// One element in DER: its tag, its length, its parts.
fn element(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let length = content.len().to_be_bytes();
    let length = &length[length.iter().take_while(|byte| **byte == 0).count()..];
    let head = match content.len() {
        short @ 0..0x80 => vec![tag, short as u8],
        _ => [&[tag, 0x80 | length.len() as u8], length].concat(),
    };
    [head, content].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use der::asn1::AnyRef;
    use der::{Decode, Encode, Tagged};

    #[test]
    fn the_message_is_der_and_holds_the_ticket() {
        for length in [0, 1, 90, 127, 128, 255, 256, 5000, 70_000] {
            let ticket = vec![7; length];
            let message = around_kerberos(&ticket);
            let whole = AnyRef::from_der(&message).unwrap();
            assert_eq!(whole.to_der().unwrap(), message, "{length}");
            assert_eq!(whole.tag().number().value(), 0);
            assert!(message.ends_with(&ticket));
            let mechanism = element(0x06, &[KERBEROS.as_bytes()]);
            assert!(message.windows(mechanism.len()).any(|part| part == mechanism));
        }
        assert_eq!(element(4, &[&[1, 2]]), [4, 2, 1, 2]);
    }
}
