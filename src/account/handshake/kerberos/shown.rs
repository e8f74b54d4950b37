//! The ticket as it is shown to the server (`AP-REQ`), made of what the key distribution centre answered.
//!
//! The library's own message would do, were it not for the channel binding: beside it the library states an option
//! (`KERB_AP_OPTIONS_CBT`) in two bytes where there are four, which others than Windows refuse.

use crate::account::handshake::spnego;
use crate::net::ChannelBinding;
use picky_krb::constants::gss_api::AUTHENTICATOR_CHECKSUM_TYPE;
use picky_krb::crypto::CipherSuite;
use picky_krb::messages::{AsRep, KrbError, TgsRep};
use sspi::channel_bindings::ChannelBindings;
use sspi::kerberos::EncryptionParams;
use sspi::kerberos::client::extractors::{
    extract_encryption_params_from_as_rep, extract_salt_from_krb_error, extract_session_key_from_as_rep,
    extract_session_key_from_tgs_rep,
};
use sspi::kerberos::client::generators::{
    ChecksumOptions, ChecksumValues, EncKey, GenerateAuthenticatorOptions, generate_ap_req, generate_authenticator,
};
use sspi::kerberos::flags::ApOptions;
use sspi::{Error, ErrorKind, Result};

/// The checksum's head (RFC 4121, section 4.1.1): its length, room for the binding, and the flag for integrity.
const CHECKSUM: [u8; 24] = {
    let mut bytes = [0; 24];
    bytes[0] = 16;
    bytes[20] = 0x20;
    bytes
};

/// The message of the mechanism Kerberos, from the answers in their order: what the centre wants, the ticket for tickets, and the
/// ticket of each realm on the way to the service.
pub(super) fn message(answers: &[Vec<u8>], password: &str, binding: Option<&ChannelBinding>) -> Result<Vec<u8>> {
    let [wanted, granted, tickets @ ..] = answers else { return Err(missing()) };
    let granted: AsRep = picky_asn1_der::from_bytes(granted)?;
    let (suite, salt) = extract_encryption_params_from_as_rep(&granted)?;
    let salt = match picky_asn1_der::from_bytes::<KrbError>(wanted) {
        Ok(error) if salt.is_empty() => extract_salt_from_krb_error(&error)?.unwrap_or_default(),
        _ => salt,
    };
    let suite = CipherSuite::try_from(usize::from(suite))?;
    let mut parameters = EncryptionParams::default_for_client();
    parameters.encryption_type = Some(suite.clone());
    let mut key = extract_session_key_from_as_rep(&granted, &salt, password, &parameters)?;
    let mut last = None;
    for ticket in tickets {
        let ticket: TgsRep = picky_asn1_der::from_bytes(ticket)?;
        key = extract_session_key_from_tgs_rep(&ticket, &key, &parameters)?;
        last = Some(ticket);
    }
    let ticket = last.ok_or_else(missing)?;
    let bindings = binding.map(|binding| ChannelBindings::from_bytes(binding.sspi_buffer())).transpose()?;
    let mut sub_key = vec![0; suite.cipher().key_size()];
    getrandom::fill(&mut sub_key).map_err(|error| Error::new(ErrorKind::InternalError, error.to_string()))?;
    let mut authenticator = generate_authenticator(GenerateAuthenticatorOptions {
        kdc_rep: &ticket.0,
        seq_num: Some(1),
        sub_key: Some(EncKey { key_type: suite, key_value: sub_key }),
        checksum: Some(ChecksumOptions {
            checksum_type: AUTHENTICATOR_CHECKSUM_TYPE.to_vec(),
            checksum_value: ChecksumValues::from(CHECKSUM),
        }),
        channel_bindings: bindings.as_ref(),
        extensions: Vec::new(),
    })?;
    authenticator.0.authorization_data = Default::default();
    let request = generate_ap_req(ticket.0.ticket.0.clone(), &key, &authenticator, &parameters, ApOptions::empty())?;
    Ok(spnego::kerberos_message(&picky_asn1_der::to_vec(&request)?))
}

fn missing() -> Error {
    Error::new(ErrorKind::InvalidToken, "the key distribution centre gave no ticket")
}
