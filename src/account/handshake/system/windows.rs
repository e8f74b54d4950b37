//! SSPI: Windows proves its own user, by Kerberos where it can and by NTLM where it cannot.
//!
//! The only place of the program with `unsafe` code: a few calls of `secur32.dll`, whose handles and buffers are given back when
//! their owners are dropped.
#![allow(unsafe_code)]

use super::SignedInUser;
use crate::account::handshake::failure::KerberosFault;
use crate::account::handshake::{Failure, Scheme};
use crate::guard::RefusalKind;
use crate::net::ChannelBinding;
use std::ptr::{null, null_mut};
use windows_sys::Win32::Foundation::{
    SEC_E_DOWNGRADE_DETECTED, SEC_E_KDC_UNABLE_TO_REFER, SEC_E_LOGON_DENIED, SEC_E_NO_AUTHENTICATING_AUTHORITY,
    SEC_E_NO_CREDENTIALS, SEC_E_OK, SEC_E_TARGET_UNKNOWN, SEC_E_TIME_SKEW, SEC_E_WRONG_PRINCIPAL,
    SEC_I_COMPLETE_AND_CONTINUE, SEC_I_COMPLETE_NEEDED, SEC_I_CONTINUE_NEEDED,
};
use windows_sys::Win32::Security::Authentication::Identity::{
    AcquireCredentialsHandleW, CompleteAuthToken, DeleteSecurityContext, FreeContextBuffer, FreeCredentialsHandle,
    GetUserNameExW, ISC_REQ_ALLOCATE_MEMORY, ISC_REQ_INTEGRITY, InitializeSecurityContextW, NameSamCompatible,
    SEC_WINNT_AUTH_IDENTITY_EXW, SEC_WINNT_AUTH_IDENTITY_VERSION, SECBUFFER_CHANNEL_BINDINGS, SECBUFFER_TOKEN,
    SECBUFFER_VERSION, SECPKG_CRED_OUTBOUND, SECURITY_NATIVE_DREP, SecBuffer, SecBufferDesc,
};
use windows_sys::Win32::Security::Credentials::SecHandle;
use windows_sys::Win32::System::Rpc::SEC_WINNT_AUTH_IDENTITY_UNICODE;

/// What the package Negotiate may not use where Kerberos is wanted.
const NO_NTLM: &str = "!ntlm";

/// `DOMAIN\user`
pub(super) fn account() -> Result<String, Failure> {
    const LONGEST: usize = 1024;
    let mut name = [0_u16; LONGEST];
    let mut length = LONGEST as u32;
    // SAFETY: `length` says how many characters `name` holds; the call writes no more than that and the number written.
    let found = unsafe { GetUserNameExW(NameSamCompatible, name.as_mut_ptr(), &mut length) };
    let name = String::from_utf16_lossy(name.get(..length as usize).unwrap_or_default());
    if !found || name.is_empty() {
        let error = std::io::Error::last_os_error();
        return Err(Failure::Message(format!("Windows does not name its user: {error}")));
    }
    Ok(name)
}

/// A handshake under way.
pub(in crate::account::handshake) struct SystemContext {
    credential: CredentialHandle,
    context: Option<ContextHandle>,
    /// The service's name `HTTP/host`, ended by a zero.
    target: Vec<u16>,
}

impl SystemContext {
    /// For the web service of `host`. The user is whoever this process runs as.
    pub(in crate::account::handshake) fn begin(scheme: Scheme, _: &SignedInUser, host: &str) -> Result<Self, Failure> {
        let credential = match scheme {
            Scheme::Negotiate => CredentialHandle::acquire("Negotiate", None)?,
            Scheme::Kerberos => CredentialHandle::acquire("Negotiate", Some(NO_NTLM))?,
            Scheme::Ntlm => CredentialHandle::acquire("NTLM", None)?,
            Scheme::Basic => return Err(Failure::Message("Basic needs a typed password".to_owned())),
        };
        Ok(Self { credential, context: None, target: wide(&format!("HTTP/{host}")) })
    }

    /// The first message, or the answer to the server's `challenge`, bound to its certificate where that is known.
    pub(in crate::account::handshake) fn step(
        &mut self,
        challenge: Option<&[u8]>,
        binding: Option<&ChannelBinding>,
    ) -> Result<Vec<u8>, Failure> {
        let mut challenge = challenge.map(<[u8]>::to_vec);
        let mut binding = binding.map(ChannelBinding::sspi_buffer);
        let mut input: Vec<SecBuffer> = [(&mut challenge, SECBUFFER_TOKEN), (&mut binding, SECBUFFER_CHANNEL_BINDINGS)]
            .into_iter()
            .filter_map(|(bytes, kind)| bytes.as_mut().map(|bytes| buffer(bytes, kind)))
            .collect();
        let input = description(&mut input);
        let mut output = Output(SecBuffer { cbBuffer: 0, BufferType: SECBUFFER_TOKEN, pvBuffer: null_mut() });
        let mut description =
            SecBufferDesc { ulVersion: SECBUFFER_VERSION, cBuffers: 1, pBuffers: std::ptr::from_mut(&mut output.0) };
        let mut handle = SecHandle::default();
        let (mut granted, mut expiry) = (0, 0);
        let before = self.context.as_ref().map_or(null(), |context| std::ptr::from_ref(&context.0));
        // SAFETY: every pointer is to a value of this function or of `self` that outlives the call; the descriptions say how long
        // their buffers are; the target ends with a zero. The system allocates the output, which `Output` gives back.
        let status = unsafe {
            InitializeSecurityContextW(
                &self.credential.0,
                before,
                self.target.as_ptr(),
                ISC_REQ_ALLOCATE_MEMORY | ISC_REQ_INTEGRITY,
                0,
                SECURITY_NATIVE_DREP,
                if input.cBuffers == 0 { null() } else { &input },
                0,
                &mut handle,
                &mut description,
                &mut granted,
                &mut expiry,
            )
        };
        if !matches!(status, SEC_E_OK | SEC_I_CONTINUE_NEEDED | SEC_I_COMPLETE_NEEDED | SEC_I_COMPLETE_AND_CONTINUE) {
            return Err(failure(status));
        }
        // The first call makes the handle, later ones give the same one back.
        let context = self.context.get_or_insert_with(|| ContextHandle(handle));
        if matches!(status, SEC_I_COMPLETE_NEEDED | SEC_I_COMPLETE_AND_CONTINUE) {
            // SAFETY: the context is the one just made, the description that of its output.
            let status = unsafe { CompleteAuthToken(&context.0, &description) };
            if status != SEC_E_OK {
                return Err(failure(status));
            }
        }
        match output.bytes() {
            [] => Err(Failure::Message("Windows made no message for the server".to_owned())),
            bytes => Ok(bytes.to_vec()),
        }
    }
}

/// A credential of SSPI, without a password of ours.
struct CredentialHandle(SecHandle);

impl CredentialHandle {
    /// The user's own, for the security package of that name, which may use what `packages` says.
    fn acquire(package: &str, packages: Option<&str>) -> Result<Self, Failure> {
        let package = wide(package);
        let mut packages = packages.map(wide);
        let restricted = packages.as_mut().map(|packages| SEC_WINNT_AUTH_IDENTITY_EXW {
            Version: SEC_WINNT_AUTH_IDENTITY_VERSION,
            Length: size_of::<SEC_WINNT_AUTH_IDENTITY_EXW>() as u32,
            Flags: SEC_WINNT_AUTH_IDENTITY_UNICODE,
            PackageList: packages.as_mut_ptr(),
            PackageListLength: packages.len() as u32 - 1,
            ..SEC_WINNT_AUTH_IDENTITY_EXW::default()
        });
        let identity = restricted.as_ref().map_or(null(), |identity| std::ptr::from_ref(identity).cast());
        let mut handle = SecHandle::default();
        let mut expiry = 0;
        // SAFETY: the strings end with a zero, and they and the identity outlive the call; no callback is given. The handle that
        // it fills is given back by `drop`.
        let status = unsafe {
            AcquireCredentialsHandleW(
                null(),
                package.as_ptr(),
                SECPKG_CRED_OUTBOUND,
                null(),
                identity,
                None,
                null(),
                &mut handle,
                &mut expiry,
            )
        };
        if status == SEC_E_OK { Ok(Self(handle)) } else { Err(failure(status)) }
    }
}

impl Drop for CredentialHandle {
    fn drop(&mut self) {
        // SAFETY: acquired in `acquire`, and given back here alone.
        unsafe { FreeCredentialsHandle(&self.0) };
    }
}

/// A security context of SSPI.
struct ContextHandle(SecHandle);

impl Drop for ContextHandle {
    fn drop(&mut self) {
        // SAFETY: made by `InitializeSecurityContextW`, and given back here alone.
        unsafe { DeleteSecurityContext(&self.0) };
    }
}

/// A buffer that the system allocates.
struct Output(SecBuffer);

impl Output {
    fn bytes(&self) -> &[u8] {
        if self.0.pvBuffer.is_null() {
            return &[];
        }
        // SAFETY: the system filled in address and length of what it allocated, which lives until `drop`.
        unsafe { std::slice::from_raw_parts(self.0.pvBuffer.cast(), self.0.cbBuffer as usize) }
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        if !self.0.pvBuffer.is_null() {
            // SAFETY: allocated by the system in the call that filled it, and given back here alone.
            unsafe { FreeContextBuffer(self.0.pvBuffer) };
        }
    }
}

fn buffer(bytes: &mut Vec<u8>, kind: u32) -> SecBuffer {
    SecBuffer { cbBuffer: bytes.len() as u32, BufferType: kind, pvBuffer: bytes.as_mut_ptr().cast() }
}

fn description(buffers: &mut [SecBuffer]) -> SecBufferDesc {
    SecBufferDesc { ulVersion: SECBUFFER_VERSION, cBuffers: buffers.len() as u32, pBuffers: buffers.as_mut_ptr() }
}

/// As Windows takes it: UTF-16, ended by a zero.
fn wide(text: &str) -> Vec<u16> {
    text.encode_utf16().chain([0]).collect()
}

/// What a status that is no success means. A `SEC_E_LOGON_DENIED` here is the domain's word, before the server was shown anything.
fn failure(status: i32) -> Failure {
    match status {
        SEC_E_LOGON_DENIED => Failure::Refused(RefusalKind::SignedIn),
        SEC_E_NO_CREDENTIALS => Failure::Kerberos(KerberosFault::NoTicket),
        SEC_E_TARGET_UNKNOWN | SEC_E_WRONG_PRINCIPAL | SEC_E_KDC_UNABLE_TO_REFER => {
            Failure::Kerberos(KerberosFault::NoService)
        }
        SEC_E_NO_AUTHENTICATING_AUTHORITY | SEC_E_DOWNGRADE_DETECTED => {
            Failure::Kerberos(KerberosFault::NoKdc(words(status)))
        }
        SEC_E_TIME_SKEW => Failure::Kerberos(KerberosFault::Clock),
        status => Failure::Message(words(status)),
    }
}

/// The status in the system's words.
fn words(status: i32) -> String {
    format!("{} ({status:#010x})", std::io::Error::from_raw_os_error(status))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever this Windows has for its user: a message, or a failure that can be told.
    #[test]
    fn the_system_makes_a_first_message_or_says_why_not() {
        let user = SignedInUser(account().unwrap());
        assert!(user.name().contains('\\'), "{user:?}");
        let key = rcgen::KeyPair::generate().unwrap();
        let certificate = rcgen::CertificateParams::new(["mail.example.org".to_owned()]).unwrap();
        let binding = ChannelBinding::of_certificate(certificate.self_signed(&key).unwrap().der()).unwrap();
        for scheme in [Scheme::Negotiate, Scheme::Ntlm, Scheme::Kerberos] {
            for binding in [None, Some(&binding)] {
                let step = SystemContext::begin(scheme, &user, "mail.example.org").and_then(|mut context| {
                    let first = context.step(None, binding)?;
                    // Not from any server: the context survives it, or says what is wrong with it.
                    let second = context.step(Some(b"NTLMSSP\0\x02"), binding);
                    Ok((first, second))
                });
                match step {
                    Ok((first, second)) => {
                        println!("{scheme:?}: {} bytes, then {:?}", first.len(), second.map(|bytes| bytes.len()));
                        assert!(!first.is_empty());
                    }
                    Err(failure) => println!("{scheme:?}: {failure:?}"),
                }
            }
        }
    }

    #[test]
    fn statuses_are_told_apart() {
        assert_eq!(failure(SEC_E_LOGON_DENIED), Failure::Refused(RefusalKind::SignedIn));
        assert_eq!(failure(SEC_E_TIME_SKEW), Failure::Kerberos(KerberosFault::Clock));
        assert_eq!(failure(SEC_E_TARGET_UNKNOWN), Failure::Kerberos(KerberosFault::NoService));
        assert_eq!(failure(SEC_E_NO_CREDENTIALS), Failure::Kerberos(KerberosFault::NoTicket));
        assert!(matches!(failure(i32::MIN), Failure::Message(_)));
    }
}
