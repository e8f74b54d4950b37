//! Certificates: which are accepted, and what is said about the others.

use crate::support::{Server, ask, fails, good_bytes, options};
use attendant_calendar::net::{Client, ClientError, ClientOptions};
use attendant_calendar::source::Class;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, Issuer, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

/// A company's own certificate authority.
pub struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    pub fn new() -> Self {
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, "Example Company Authority");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    /// One that signs with Ed25519, for which no channel binding is defined.
    pub fn without_bindings() -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate_for(&rcgen::PKCS_ED25519).unwrap()).unwrap())
    }

    /// A server's side for a certificate with these names and years.
    pub fn issue(&self, names: &[&str], years: (i32, i32)) -> Arc<ServerConfig> {
        self.issue_certificate(names, years).0
    }

    /// The same, and the certificate.
    pub fn issue_certificate(&self, names: &[&str], years: (i32, i32)) -> (Arc<ServerConfig>, Vec<u8>) {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let mut params = CertificateParams::new(names).unwrap();
        params.not_before = rcgen::date_time_ymd(years.0, 1, 1);
        params.not_after = rcgen::date_time_ymd(years.1, 1, 1);
        let key = KeyPair::generate().unwrap();
        let issuer: &Issuer<'_, _> = &self.0;
        let certificate = params.signed_by(&key, issuer).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], PrivateKeyDer::Pkcs8(key.serialize_der().into()))
            .unwrap();
        (Arc::new(config), certificate.der().to_vec())
    }

    pub fn pem(&self) -> String {
        self.0.pem()
    }

    fn der(&self) -> Vec<u8> {
        self.0.der().to_vec()
    }
}

/// This decade and more.
pub const NOW: (i32, i32) = (2020, 2090);

fn serving(config: Arc<ServerConfig>) -> Server {
    Server::with_tls(config, |mut connection| {
        while connection.request().is_some() {
            let _ = connection.send(good_bytes());
        }
    })
}

/// Options that trust what is in a file.
pub fn trusting(folder: &TempDir, name: &str, bytes: impl AsRef<[u8]>) -> ClientOptions {
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    ClientOptions { ca_file: Some(path), ..options() }
}

#[tokio::test]
async fn a_companys_certificate_is_accepted_with_its_authority_in_pem_or_der() {
    let authority = Authority::new();
    let server = serving(authority.issue(&["127.0.0.1"], NOW));
    let folder = tempfile::tempdir().unwrap();
    let bundle = format!("{}\n{}", Authority::new().pem(), authority.pem());
    for (name, bytes) in
        [("one.pem", authority.pem().into_bytes()), ("two.pem", bundle.into_bytes()), ("one.cer", authority.der())]
    {
        ask(server.url_at("https"), trusting(&folder, name, bytes)).await.unwrap();
    }
}

#[tokio::test]
async fn an_untrusted_certificate() {
    let server = serving(Authority::new().issue(&["127.0.0.1"], NOW));
    fails(server.url_at("https"), options(), Class::NotSent, "certificate-unknown-issuer").await;
    let folder = tempfile::tempdir().unwrap();
    let other = trusting(&folder, "other.pem", Authority::new().pem());
    fails(server.url_at("https"), other, Class::NotSent, "certificate-unknown-issuer").await;
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn certificates_of_other_times_and_other_names() {
    let authority = Authority::new();
    let folder = tempfile::tempdir().unwrap();
    let table = [
        (authority.issue(&["127.0.0.1"], (2010, 2015)), "certificate-expired"),
        (authority.issue(&["127.0.0.1"], (2080, 2090)), "certificate-not-yet-valid"),
        (authority.issue(&["mail.example.org"], NOW), "certificate-wrong-name"),
    ];
    for (config, notice) in table {
        let server = serving(config);
        fails(server.url_at("https"), trusting(&folder, "ca.pem", authority.pem()), Class::NotSent, notice).await;
        assert!(server.requests().is_empty());
    }
}

#[test]
fn certificate_files_that_cannot_be_used() {
    let folder = tempfile::tempdir().unwrap();
    let client = |options: ClientOptions| Client::new(options).map(|_| ());
    let missing = ClientOptions { ca_file: Some(folder.path().join("missing.pem")), ..options() };
    assert!(matches!(client(missing), Err(ClientError::CaFileUnreadable { .. })));
    let unreadable = ClientOptions { ca_file: Some(folder.path().to_owned()), ..options() };
    assert!(matches!(client(unreadable), Err(ClientError::CaFileUnreadable { .. })));
    let useless: [&[u8]; 5] = [
        b"",
        b"not a certificate",
        b"-----BEGIN CERTIFICATE-----\nbm90IG9uZQ==\n-----END CERTIFICATE-----\n",
        b"-----BEGIN CERTIFICATE-----\n????\n-----END CERTIFICATE-----\n",
        b"\x30\x03\x02\x01\x01",
    ];
    for bytes in useless {
        let options = trusting(&folder, "useless.pem", bytes);
        let path: &Path = options.ca_file.as_deref().unwrap();
        let expected = ClientError::CaFileUseless { path: path.to_owned() };
        assert_eq!(client(options), Err(expected), "{}", String::from_utf8_lossy(bytes));
    }
}
