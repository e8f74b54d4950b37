//! TLS: whom to trust. One configuration for everything that connects.

use super::ClientError;
use rustls::ClientConfig;
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use std::path::Path;
use std::sync::Arc;

/// The configuration: the system's certificates, and those of `ca_file`. HTTP/1.1 only.
pub(super) fn config(ca_file: Option<&Path>) -> Result<ClientConfig, ClientError> {
    let own = ca_file.map(certificates).transpose()?.unwrap_or_default();
    let provider = Arc::new(ring::default_provider());
    let failed = |reason: String| match ca_file {
        Some(path) => ClientError::CaFileUseless { path: path.to_owned() },
        None => ClientError::Tls(reason),
    };
    let verifier = verifier(own, &provider).map_err(failed)?;
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| ClientError::Tls(error.to_string()))?;
    let mut config = builder.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

/// The certificates of a file: PEM, one or several, or a single DER as Windows exports it.
fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, ClientError> {
    let bytes = std::fs::read(path)
        .map_err(|error| ClientError::CaFileUnreadable { path: path.to_owned(), why: error.to_string() })?;
    const DER_SEQUENCE: u8 = 0x30;
    let found = match bytes.first() {
        Some(&DER_SEQUENCE) => Ok(vec![CertificateDer::from(bytes)]),
        _ => CertificateDer::pem_slice_iter(&bytes).collect::<Result<Vec<_>, _>>(),
    };
    match found {
        Ok(found) if !found.is_empty() => Ok(found),
        _ => Err(ClientError::CaFileUseless { path: path.to_owned() }),
    }
}

type Verifier = Arc<dyn ServerCertVerifier>;

/// The system's verifier, with `own` certificates added.
#[cfg(not(target_os = "macos"))]
fn verifier(own: Vec<CertificateDer<'static>>, provider: &Arc<CryptoProvider>) -> Result<Verifier, String> {
    let verifier = rustls_platform_verifier::Verifier::new_with_extra_roots(own, Arc::clone(provider));
    Ok(Arc::new(verifier.map_err(|error| error.to_string())?))
}

/// The system's verifier. With `own` certificates that one does not know what the key chain holds beside the system's
/// roots, so the key chain's are read out.
#[cfg(target_os = "macos")]
fn verifier(own: Vec<CertificateDer<'static>>, provider: &Arc<CryptoProvider>) -> Result<Verifier, String> {
    if own.is_empty() {
        let verifier = rustls_platform_verifier::Verifier::new(Arc::clone(provider));
        return Ok(Arc::new(verifier.map_err(|error| error.to_string())?));
    }
    let mut roots = rustls::RootCertStore::empty();
    for certificate in own {
        roots.add(certificate).map_err(|error| error.to_string())?;
    }
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let builder = rustls::client::WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(provider));
    Ok(builder.build().map_err(|error| error.to_string())?)
}
